#!/usr/bin/env bash
# With preserve_insertion_order a filter keeps the order of its rows, and so does IN with four literals; one literal
# more makes it a join, whose rows come in the order of the threads that find them.
source "$(dirname "$0")/_begin.sh" duckdb==2.0.0
python3 - <<'PY'
import duckdb

connection = duckdb.connect(config={"threads": 4, "preserve_insertion_order": True})
connection.execute("CREATE TABLE facts AS SELECT i, (i % 97)::VARCHAR AS place FROM range(1_000_000) AS r(i)")


def in_order(values: int) -> int:
    """In how many of ten runs the rows of so many places come as they were inserted."""
    places = ", ".join(f"'{n}'" for n in range(values))
    runs = (connection.execute(f"SELECT i FROM facts WHERE place IN ({places})").fetchall() for _ in range(10))
    return sum(rows == sorted(rows) for rows in runs)


four, five = in_order(4), in_order(5)
print("duckdb", duckdb.__version__, "of ten runs in order: four literals", four, "five", five)
assert four == 10, "four literals lose the order now too"
assert five < 10, "five literals keep the order now"
PY
