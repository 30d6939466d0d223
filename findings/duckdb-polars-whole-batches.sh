#!/usr/bin/env bash
# One column that Polars keeps of a record batch of DuckDB keeps all columns of that batch in memory, and nothing that
# Polars tells of the frame shows it: `estimated_size` counts the column alone. `rechunk` of a frame of one batch copies
# nothing either; what does is to gather its rows.
source "$(dirname "$0")/_begin.sh" polars==2.1.0 polars-runtime-32==2.1.0 duckdb==2.0.0
held() { python3 -c "
import duckdb, polars
def resident():
    return int(open('/proc/self/statm').read().split()[1]) * 4096 / 1e6
rows = duckdb.sql(\"SELECT i AS n, repeat('x', 2000) || i AS text FROM range(200000) t(i)\")
stream = polars.DataFrame(type('Rows', (), {'__arrow_c_stream__': lambda self, schema=None: rows.__arrow_c_stream__(schema)})())
before = resident()
kept = stream.select('n')
if '$1' == 'gathered':
    kept = kept.select(polars.all().gather(polars.int_range(polars.len())))
del stream, rows
print(round(kept.estimated_size() / 1e6), round(before - resident()))
"; }
read -r said freed <<<"$(held kept)"
read -r _ freed_gathered <<<"$(held gathered)"
echo "polars 2.1.0, duckdb 2.0.0: a column of $said MB kept of 400 MB of rows; freed $freed MB, gathered $freed_gathered MB"
[ "$said" -lt 5 ] && [ "$freed" -lt 100 ] && [ "$freed_gathered" -gt 250 ]
