#!/usr/bin/env bash
# The largest HUGEINT of DuckDB has 39 digits. It arrives in Polars as Decimal(38, 0), which can hold 38, with all of its
# digits and without an error. A TIME WITH TIME ZONE arrives as a time without its zone.
source "$(dirname "$0")/_begin.sh" duckdb==2.0.0 polars==2.1.0 pyarrow==24.0.0
python3 - <<'PY'
import duckdb, polars

frame = duckdb.sql("SELECT 170141183460469231731687303715884105727::HUGEINT AS wide, TIMETZ '08:30:00+08' AS at").pl()
wide, at = frame.row(0)
printed = frame["wide"].cast(polars.String)[0]
print("duckdb", duckdb.__version__, "polars", polars.__version__)
print("wide:", frame.schema["wide"], len(printed), printed, "at:", frame.schema["at"], at)
assert frame.schema["wide"] == polars.Decimal(38, 0) and len(printed) == 39, "wide integers are checked now"
assert at.tzinfo is None, "the zone is kept now"
PY
