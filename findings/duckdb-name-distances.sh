#!/usr/bin/env bash
# The distances and likenesses of DuckDB count bytes: one Chinese character left out is a distance of 3, two that change
# places are 4 apart, and Jaro-Winkler takes characters that begin with the same bytes for alike.
source "$(dirname "$0")/_begin.sh" duckdb==2.0.0 rapidfuzz==3.14.3
python3 - <<'PY'
import duckdb
from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein

told = duckdb.connect().execute(
    "select levenshtein('宜都市', '宜都'), damerau_levenshtein('石狮', '狮石'), jaro_winkler_similarity('枝江', '枣阳')"
).fetchone()
named = (
    Levenshtein.distance("宜都市", "宜都"),
    OSA.distance("石狮", "狮石"),
    round(JaroWinkler.similarity("枝江", "枣阳"), 2),
)
print("duckdb", duckdb.__version__, told, "by characters", named)
assert told[:2] == (3, 4) and named[:2] == (1, 1), "characters are counted now"
assert told[2] > 0.4 and named[2] == 0.0, "names without a common character are not alike now"
PY
