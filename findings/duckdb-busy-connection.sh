#!/usr/bin/env bash
# A DuckDB connection that is at work in one thread refuses a call from another thread instead of letting it wait, though
# the module is documented as safe when each call takes its turn. A cursor of the same connection is not refused.
source "$(dirname "$0")/_begin.sh" duckdb==2.0.0
python3 - <<'PY'
import threading, time
import duckdb

connection = duckdb.connect()
long = "SELECT count(*) FROM range(60000) a, range(40000) b WHERE (a.range * b.range) % 7 = 1"
refused = []

def work():
    connection.execute(long).fetchone()

thread = threading.Thread(target=work)
thread.start()
time.sleep(0.2)
try:
    connection.execute("SELECT 1").fetchone()
except duckdb.Error as error:
    refused.append(str(error).splitlines()[0])
beside = connection.cursor().execute("SELECT 1").fetchone() if thread.is_alive() else None
thread.join()
print("duckdb", duckdb.__version__, "refused:", refused, "a cursor beside:", beside)
assert refused and "busy" in refused[0], "a second call waits now"
PY
