"""Every type of DuckDB in every format: numbers stay numbers in JSON, lists lists, structs objects."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from tests.tui.cli.conftest import Runner

from mubiao.store import Store, open_store
from mubiao_tui.cli.display.table import table
from mubiao_tui.output import formats
from mubiao_tui.output.formats import Style
from mubiao_tui.output.results import LazyRows

# expression, its JSON, its cell in CSV (None: an empty cell)
TYPES = [
    ("true", "true", "true"),
    ("1::TINYINT", "1", "1"),
    ("-1::SMALLINT", "-1", "-1"),
    ("1::INTEGER", "1", "1"),
    ("9007199254740993::BIGINT", "9007199254740993", "9007199254740993"),
    ("255::UTINYINT", "255", "255"),
    ("65535::USMALLINT", "65535", "65535"),
    ("1::UINTEGER", "1", "1"),
    ("18446744073709551615::UBIGINT", "18446744073709551615", "18446744073709551615"),
    ("7::HUGEINT", "7", "7"),
    ("170141183460469231731687303715884105727::HUGEINT", "17014118346046923e+22", "17014118346046923e+22"),
    ("7::UHUGEINT", "7", "7"),
    ("340282366920938463463374607431768211455::UHUGEINT", "3402823669209385e+23", "3402823669209385e+23"),
    ("12345678901234567890::BIGNUM", "12345678901234567168", "12345678901234567168"),
    ("sum(1) OVER ()", "1", "1"),
    ("1.50::DECIMAL(10, 2)", "1.5", "1.5"),
    ("1e15::DECIMAL(20, 0)", "1000000000000000", "1000000000000000"),
    ("1.1::FLOAT", "1.1", "1.1"),
    ("6.5::DOUBLE", "6.5", "6.5"),
    ("1e15::DOUBLE", "1000000000000000", "1000000000000000"),
    ("-1.5e16::DOUBLE", "-15000000000000000", "-15000000000000000"),
    ("1e20::DOUBLE", "100000000000000000000", "100000000000000000000"),
    ("1.5e22::DOUBLE", "15e+21", "15e+21"),
    ("'nan'::DOUBLE", "null", "nan"),
    ("'inf'::DOUBLE", "null", "inf"),
    ("'-inf'::FLOAT", "null", "-inf"),
    ("'目标'", '"目标"', "目标"),
    ("'a'::ENUM('a', 'b')", '"a"', "a"),
    ("'a\\xAA'::BLOB", '"a\\\\xAA"', "a\\xAA"),
    ("'101'::BIT", '"101"', "101"),
    ("'15e5ca57-68d6-4250-8090-28eedafc0dbd'::UUID", '"15e5ca57-68d6-4250-8090-28eedafc0dbd"', None),
    ("DATE '2024-02-05'", '"2024-02-05"', "2024-02-05"),
    ("TIME '10:00:00'", '"10:00:00"', "10:00:00"),
    ("'10:00:00+02'::TIMETZ", '"10:00:00+02"', "10:00:00+02"),
    ("TIMESTAMP '2024-02-05 08:30:00'", '"2024-02-05T08:30:00Z"', "2024-02-05T08:30:00Z"),
    ("'2024-02-05 08:30:00.5'::TIMESTAMP_MS", '"2024-02-05T08:30:00.500000Z"', "2024-02-05T08:30:00.500000Z"),
    ("'2024-02-05 08:30:00'::TIMESTAMP_S", '"2024-02-05T08:30:00Z"', "2024-02-05T08:30:00Z"),
    ("'2024-02-05 08:30:00'::TIMESTAMP_NS", '"2024-02-05T08:30:00Z"', "2024-02-05T08:30:00Z"),
    ("TIMESTAMPTZ '2024-02-05 08:30:00+08'", '"2024-02-05T00:30:00Z"', "2024-02-05T00:30:00Z"),
    ("INTERVAL 1 DAY", '"1 day"', "1 day"),
    ("NULL", "null", None),
    ("union_value(n := 1)", '"1"', "1"),
    ("1::VARIANT", '"1"', "1"),
    ("[1, 2, NULL]", "[1,2,null]", "[1,2,null]"),
    ("[1.5, 2]", "[1.5,2]", "[1.5,2]"),
    ("[1.1::FLOAT]", "[1.1]", "[1.1]"),
    ("[true]", "[true]", "[true]"),
    ("['a', 'b']", '["a","b"]', "a b"),
    ("['a', NULL]", '["a",null]', "a "),
    ("[]", "[]", ""),
    ("[DATE '2024-02-05']", '["2024-02-05"]', '["2024-02-05"]'),
    ("['nan'::DOUBLE, 1]", "[null,1]", "[null,1]"),
    ("[7::HUGEINT]", "[7]", "[7]"),
    ("[INTERVAL 1 DAY]", '["1 day"]', "1 day"),
    ("array_value(1, 2)", "[1,2]", "[1,2]"),
    ("[[1], [2, 3]]", "[[1],[2,3]]", "[[1],[2,3]]"),
    ("{'a': 1, 'b': [1, 2], 'c': NULL}", '{"a":1,"b":[1,2],"c":null}', '{"a":1,"b":[1,2],"c":null}'),
    ("{'say \"hi\"': {'一': 'x\ny'}}", '{"say \\"hi\\"":{"一":"x\\ny"}}', '{"say \\"hi\\"":{"一":"x\\ny"}}'),
    ("{'i': INTERVAL 1 DAY, 'd': 1.5::DECIMAL(4, 1)}", '{"i":"1 day","d":1.5}', '{"i":"1 day","d":1.5}'),
    ("[{'a': 1.1::FLOAT}, NULL]", '[{"a":1.1},null]', '[{"a":1.1},null]'),
    ("row(1, INTERVAL 1 DAY)", '{"element1":1,"element2":"1 day"}', '{"element1":1,"element2":"1 day"}'),
    ("MAP {'a': 1}", '{"a":1}', '{"a":1}'),
    ("MAP {1: [DATE '2024-02-05']}", '{"1":["2024-02-05"]}', '{"1":["2024-02-05"]}'),
    ("MAP {'x': INTERVAL 1 DAY}", '{"x":"1 day"}', '{"x":"1 day"}'),
    ("json_object('a', 1)", '"{\\"a\\":1}"', '{"a":1}'),
]
NUMBERS = [(expression, cell) for expression, _, cell in TYPES if cell and cell.lstrip("-")[0].isdigit()]


@pytest.fixture(scope="module")
def store(made_database: Path) -> Store:
    return open_store(made_database)


@pytest.mark.parametrize(("expression", "as_json", "cell"), TYPES, ids=[row[0] for row in TYPES])
def test_a_value_of_every_type(store: Store, expression: str, as_json: str, cell: str | None) -> None:
    result = LazyRows(store.sql(f"SELECT {expression} AS x").lazy())
    written = {name: "".join(getattr(formats, name)(result, Style())) for name in ("csv", "tsv", "ndjson", "markdown")}
    assert written["ndjson"] == f'{{"x":{as_json}}}\n'
    assert json.loads(written["ndjson"]).keys() == {"x"}
    (row,) = list(csv.reader(io.StringIO(written["csv"])))[1:] or [[""]]
    if cell is not None:
        assert row == [cell]
    assert all(text.isprintable() for text in written["tsv"].splitlines())
    assert written["markdown"].count("\n") == 3 and "".join(table(result, Style())).count("\n") == 3
    frame = result.frame()
    frame.write_parquet(io.BytesIO())
    frame.write_ipc_stream(io.BytesIO())


SAME = {"geometry", "type", "time_ns", "timestamptz_ns"}
"""Types of which nothing can be made here; they are cast to text as all that are not named."""


def test_no_type_of_this_duckdb_is_left_out() -> None:
    """A type that a later DuckDB brings is noticed: it becomes text until somebody has looked at it."""
    with duckdb.connect() as connection:
        tried = {str(connection.sql(f"SELECT {expression}").types[0].id) for expression, _, _ in TYPES}
        known = connection.execute("SELECT DISTINCT lower(logical_type) FROM duckdb_types()").fetchall()
    assert {name for (name,) in known} - tried - SAME == set()


@pytest.mark.parametrize(("expression", "cell"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_whole_number_has_no_point_for_people_either(store: Store, expression: str, cell: str) -> None:
    result = LazyRows(store.sql(f"SELECT {expression} AS x").lazy())
    (line,) = "".join(table(result, Style(header=False))).splitlines()
    assert line.strip().replace(",", "") == cell


def test_all_of_them_at_once_through_a_pipe(mubiao: Runner, database: Path) -> None:
    query = "SELECT " + ", ".join(f"{expression} AS c{i}" for i, (expression, _, _) in enumerate(TYPES))
    ended = mubiao("sql", query, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.text == "[\n{" + ",".join(f'"c{i}":{row[1]}' for i, row in enumerate(TYPES)) + "}\n]\n"
    for name in ("table", "csv", "tsv", "ndjson", "markdown", "parquet", "arrow"):
        ended = mubiao("sql", query, "--format", name, "--sort", ",".join(f"-c{i}" for i in range(len(TYPES))))
        assert (ended.code, ended.err) == (0, "") and ended.out
