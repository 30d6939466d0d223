"""Every format to the byte: what scripts read must not change unnoticed."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao_tui.output import formats
from mubiao_tui.output.formats import Style
from mubiao_tui.output.results import Kind, LazyRows, Result, ResultColumn, Rows, number

COLUMNS = [
    ResultColumn("name", Kind.TEXT),
    ResultColumn("count", Kind.INTEGER),
    ResultColumn("value", Kind.NUMBER),
    ResultColumn("stated", Kind.BOOLEAN),
    ResultColumn("date", Kind.DATE),
    ResultColumn("at", Kind.TIMESTAMP),
    ResultColumn("names", Kind.LIST),
]
ROWS: list[list[object]] = [
    ["地区生产总值", 1, 3298000000.0, True, date(2024, 2, 5), datetime(2024, 2, 5, 8, 30), ["GDP", "经济总量"]],
    ['say "6%", 左右', -7, 6.5, False, None, datetime(2024, 2, 5, 8, 30, 0, 250000), []],
    ["two\nlines\r\n\tand a tab", 0, -0.0000123, None, None, None, None],
    ["", 9007199254740993, 1e22, None, None, None, None],
    [None, None, None, None, None, None, None],
    ["=1+1", 2, 0.1, True, None, None, ["a|b", "c\\d"]],
]


def both() -> list[Result]:
    """The same table as plain rows and as a LazyFrame."""
    rows = Rows(COLUMNS, ROWS)
    return [rows, LazyRows(rows.frame().lazy())]


def written(name: str, result: Result, style: Style | None = None) -> str:
    return "".join(getattr(formats, name)(result, style or Style()))


GOLDEN = {
    "csv": (
        "name,count,value,stated,date,at,names\n"
        "地区生产总值,1,3298000000,true,2024-02-05,2024-02-05T08:30:00Z,GDP 经济总量\n"
        '"say ""6%"", 左右",-7,6.5,false,,2024-02-05T08:30:00.250000Z,""\n'
        '"two\nlines\r\n\tand a tab",0,-1.23e-05,,,,\n'
        '"",9007199254740993,1e+22,,,,\n'
        ",,,,,,\n"
        "=1+1,2,0.1,true,,,a|b c\\d\n"
    ),
    "tsv": (
        "name\tcount\tvalue\tstated\tdate\tat\tnames\n"
        "地区生产总值\t1\t3298000000\ttrue\t2024-02-05\t2024-02-05T08:30:00Z\tGDP 经济总量\n"
        'say "6%", 左右\t-7\t6.5\tfalse\t\t2024-02-05T08:30:00.250000Z\t\n'
        "two\\nlines\\r\\n\\tand a tab\t0\t-1.23e-05\t\t\t\t\n"
        "\t9007199254740993\t1e+22\t\t\t\t\n"
        "\t\t\t\t\t\t\n"
        "=1+1\t2\t0.1\ttrue\t\t\ta|b c\\\\d\n"
    ),
    "ndjson": (
        '{"name":"地区生产总值","count":1,"value":3298000000,"stated":true,"date":"2024-02-05",'
        '"at":"2024-02-05T08:30:00Z","names":["GDP","经济总量"]}\n'
        '{"name":"say \\"6%\\", 左右","count":-7,"value":6.5,"stated":false,"date":null,'
        '"at":"2024-02-05T08:30:00.250000Z","names":[]}\n'
        '{"name":"two\\nlines\\r\\n\\tand a tab","count":0,"value":-1.23e-05,"stated":null,"date":null,'
        '"at":null,"names":null}\n'
        '{"name":"","count":9007199254740993,"value":1e+22,"stated":null,"date":null,"at":null,"names":null}\n'
        '{"name":null,"count":null,"value":null,"stated":null,"date":null,"at":null,"names":null}\n'
        '{"name":"=1+1","count":2,"value":0.1,"stated":true,"date":null,"at":null,"names":["a|b","c\\\\d"]}\n'
    ),
    "markdown": (
        "| name | count | value | stated | date | at | names |\n"
        "|---|---:|---:|---|---|---|---|\n"
        "| 地区生产总值 | 1 | 3298000000 | true | 2024-02-05 | 2024-02-05T08:30:00Z | GDP 经济总量 |\n"
        '| say "6%", 左右 | -7 | 6.5 | false |  | 2024-02-05T08:30:00.250000Z |  |\n'
        "| two lines  \tand a tab | 0 | -1.23e-05 |  |  |  |  |\n"
        "|  | 9007199254740993 | 1e+22 |  |  |  |  |\n"
        "|  |  |  |  |  |  |  |\n"
        "| =1+1 | 2 | 0.1 | true |  |  | a\\|b c\\\\d |\n"
    ),
}


@pytest.mark.parametrize("result", both(), ids=["rows", "frame"])
@pytest.mark.parametrize("name", GOLDEN)
def test_bytes(name: str, result: Result) -> None:
    assert written(name, result) == GOLDEN[name]


@pytest.mark.parametrize("result", both(), ids=["rows", "frame"])
def test_json_is_the_ndjson_in_brackets(result: Result) -> None:
    lines = GOLDEN["ndjson"].splitlines()
    assert written("json", result) == "[\n" + ",\n".join(lines) + "\n]\n"


@pytest.mark.parametrize(("name", "empty"), [("csv", "a\n"), ("json", "[]\n"), ("ndjson", ""), ("tsv", "a\n")])
def test_no_rows(name: str, empty: str) -> None:
    assert written(name, Rows([ResultColumn("a", Kind.TEXT)], [])) == empty


def test_null_string_is_never_taken_for_a_text() -> None:
    result = Rows([ResultColumn("a", Kind.TEXT)], [[None], ["NA"], [""]])
    assert written("csv", result, Style(null="NA")) == 'a\nNA\n"NA"\n""\n'


def test_spreadsheet_safe_touches_texts_alone() -> None:
    columns = [ResultColumn("a", Kind.TEXT), ResultColumn("b", Kind.NUMBER)]
    result = Rows(columns, [["=SUM(A1)", -3.0], ["+1", 1.0], ["-1", 1.0], ["@x", 1.0], ["a=b", 1.0]])
    lines = written("csv", result, Style(spreadsheet_safe=True, header=False)).splitlines()
    assert lines == ["'=SUM(A1),-3", "'+1,1", "'-1,1", "'@x,1", "a=b,1"]


HOSTILE = "red \x1b[31m bell\x07 csi\x9b31m del\x7f rtl\u202eabc sep\u2028"


@pytest.mark.parametrize("name", ["csv", "tsv", "markdown", "json", "ndjson"])
def test_no_control_character_reaches_a_terminal(name: str) -> None:
    shown = written(name, Rows([ResultColumn("a", Kind.TEXT)], [[HOSTILE]]), Style(for_terminal=True))
    assert [c for c in shown if not c.isprintable() and c != "\n"] == []


def test_json_escapes_even_in_a_pipe_and_reads_back_the_same() -> None:
    line = written("ndjson", Rows([ResultColumn("a", Kind.TEXT)], [[HOSTILE]]))
    assert line.rstrip("\n").isprintable() and json.loads(line) == {"a": HOSTILE}


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(st.none() | TEXTS, st.none() | VALUES), max_size=6))
def test_json_round_trip(rows: list[tuple[str | None, float | None]]) -> None:
    result = Rows([ResultColumn("a", Kind.TEXT), ResultColumn("b", Kind.NUMBER)], rows)
    assert [(r["a"], r["b"]) for r in json.loads(written("json", result))] == rows
    assert [(r["a"], r["b"]) for r in map(json.loads, written("ndjson", result).split("\n")[:-1])] == rows


@given(st.lists(st.tuples(TEXTS, VALUES), max_size=6))
def test_csv_round_trip(rows: list[tuple[str, float]]) -> None:
    text = written(
        "csv", Rows([ResultColumn("a", Kind.TEXT), ResultColumn("b", Kind.NUMBER)], rows), Style(header=False)
    )
    assert [(a, float(b)) for a, b in csv.reader(io.StringIO(text, newline=""))] == rows


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_tsv_round_trip(texts: list[str]) -> None:
    text = written("tsv", Rows([ResultColumn("a", Kind.TEXT)], [[t] for t in texts]), Style(header=False))

    def unescaped(cell: str) -> str:
        out, i = "", 0
        while i < len(cell):
            out += {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[cell[i + 1]] if cell[i] == "\\" else cell[i]
            i += 2 if cell[i] == "\\" else 1
        return out

    assert [unescaped(line) for line in text.split("\n")[:-1]] == texts


CAREFUL = st.sampled_from(["", "NA", " a", "a ", '"', ",", "\r", "\n", "\t", "\\", "a\\t", "不超过"]) | TEXTS
NUMBERS = st.floats() | st.sampled_from([0.0, -0.0, 1e15, 1e15 - 1, -1e21, 1e-4, 9.9e-5, 2.5, 1e300])


@pytest.mark.parametrize("name", ["csv", "tsv"])
@given(
    rows=st.lists(st.tuples(st.none() | CAREFUL, st.none() | NUMBERS, st.none() | st.booleans()), max_size=6),
    null=st.sampled_from(["", "NA", "\\N"]),
)
def test_whole_columns_give_the_bytes_of_their_values(name: str, rows: list[tuple[object, ...]], null: str) -> None:
    plain = Rows([ResultColumn("a", Kind.TEXT), ResultColumn("b", Kind.NUMBER), ResultColumn("c", Kind.BOOLEAN)], rows)
    schema = {"a": pl.String, "b": pl.Float64, "c": pl.Boolean}
    columns = LazyRows(pl.LazyFrame(rows, schema=schema, orient="row"))
    assert written(name, columns, Style(null=null)) == written(name, plain, Style(null=null))


@given(VALUES)
def test_a_number_reads_back_alike(value: float) -> None:
    assert float(number(value)) == value


def test_a_short_float_shows_no_digits_that_it_does_not_have() -> None:
    frame = pl.LazyFrame({"confidence": [0.97]}, schema={"confidence": pl.Float32})
    assert written("csv", LazyRows(frame)) == "confidence\n0.97\n"


@pytest.mark.parametrize("result", both(), ids=["rows", "frame"])
def test_sorting_keeps_missing_values_last_and_equal_rows_in_order(result: Result) -> None:
    names = [row[0] for row in ROWS]
    for keys in ([("value", False)], [("value", True)], [("stated", True), ("count", False)]):
        ordered = result.sort(keys).select(["name", keys[0][0]])
        rows = [values for batch in ordered.batches() for values in zip(*batch, strict=True)]
        assert sorted(map(str, names)) == sorted(str(name) for name, _ in rows)
        known = [value for _, value in rows if value is not None]
        assert [value for _, value in rows] == known + [None] * (len(rows) - len(known))
        assert known == sorted(known, reverse=keys[0][1])
