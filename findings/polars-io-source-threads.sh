#!/usr/bin/env bash
# The function of register_io_source runs in a thread of Polars' own: a ContextVar that is set around collect() has its
# default there, and whatever is kept by thread is another one's. A function of map_batches in the same plan sees it.
source "$(dirname "$0")/_begin.sh" polars==2.1.0 polars-runtime-32==2.1.0
python3 - <<'PY'
import contextvars
import threading

import polars
from polars.io.plugins import register_io_source

table = contextvars.ContextVar("table", default="the default")
seen = []


def rows(with_columns, predicate, n_rows, batch_size):
    seen.append((table.get(), threading.get_ident()))
    yield polars.DataFrame({"a": [1]})


def noted(frame):
    seen.append((table.get(), threading.get_ident()))
    return frame


table.set("one's own")
register_io_source(rows, schema={"a": polars.Int64}).map_batches(noted).collect()
print("polars", polars.__version__, "in the source:", seen[0][0], "- in map_batches:", seen[1][0])
assert seen[0][0] == "the default", "the context goes along now"
assert seen[1][0] == "one's own", "map_batches has lost it too"
assert seen[0][1] != threading.get_ident(), "the source runs in the thread that collects now"
PY
