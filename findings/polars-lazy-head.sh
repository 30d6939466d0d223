#!/usr/bin/env bash
# head(n) of a frame of Polars takes any n; of a lazy frame it is an OverflowError from 2³² on. “As many as there are”
# has to be said by leaving head out.
source "$(dirname "$0")/_begin.sh" polars==2.1.0 polars-runtime-32==2.1.0
python3 - <<'PY'
import polars

frame = polars.DataFrame({"a": [1, 2, 3]})
assert frame.head(2**63 - 1).height == frame.lazy().head(2**32 - 1).collect().height == 3
try:
    frame.lazy().head(2**32).collect()
except OverflowError as error:
    print("polars", polars.__version__, "head(2**32):", str(error).splitlines()[0])
else:
    raise AssertionError("any number is taken now")
PY
