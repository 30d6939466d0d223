#!/usr/bin/env bash
# Polars keeps the class of every object that a frame was made of until the process has ended. For a relation of DuckDB
# that is one class too many: at the end of the process its binding says on stderr what “leaked”, some forty lines
# that name neither Polars nor the frame. The same rows handed on by a class of one's own leave nothing behind.
source "$(dirname "$0")/_begin.sh" polars==2.1.0 polars-runtime-32==2.1.0 duckdb==2.0.0
cat >"$folder/handed_on.py" <<'PY'
class HandedOn:
    def __init__(self, rows):
        self.rows = rows

    def __arrow_c_stream__(self, requested_schema=None):
        return self.rows.__arrow_c_stream__(requested_schema)
PY
frame() { python3 -c "
import duckdb, polars
from handed_on import HandedOn
assert polars.DataFrame($1(duckdb.sql('SELECT 1 AS a'))).height == 1
" 2>&1 >/dev/null | grep -c leaked || true; }
straight=$(frame "") by_hand=$(frame HandedOn)
echo "polars 2.1.0, duckdb 2.0.0: lines of leaks from a relation $straight, handed on $by_hand"
[ "$straight" -gt 0 ] && [ "$by_hand" -eq 0 ]
