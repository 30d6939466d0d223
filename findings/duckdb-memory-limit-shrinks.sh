#!/usr/bin/env bash
# The limit of memory that DuckDB tells is rounded down for people to read: who remembers it, sets another for a while and
# puts the remembered one back has a lower limit every time. RESET gives back what was there.
source "$(dirname "$0")/_begin.sh" duckdb==2.0.0
seen=$(python3 -c "
import duckdb
c = duckdb.connect()
told = lambda: c.execute(\"SELECT current_setting('memory_limit')\").fetchone()[0]
c.execute(\"SET memory_limit = '20 GB'\")
first = told()
for _ in range(3):
    c.execute('SET memory_limit = ' + repr(told()))
last = told()
size = lambda text: float(text.split()[0])
print(first.replace(' ', ''), last.replace(' ', ''), size(first) > size(last))
")
echo "duckdb 2.0.0: $seen"
[[ "$seen" == *True ]]
