"""Results as text: CSV, TSV, JSON, NDJSON and Markdown. The same rows give the same bytes everywhere.

Values are written a column at a time: one decision for each column instead of one for each cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from mubiao_tui.output.results import Kind, Result, ResultColumn, number
from mubiao_tui.terminal import CONTROLS, clean


@dataclass(frozen=True, slots=True)
class Style:
    """How text formats are written."""

    header: bool = True
    null: str = ""
    spreadsheet_safe: bool = False  # a cell that a spreadsheet would run as a formula gets an apostrophe
    for_terminal: bool = False  # a person reads it directly: no control characters


def grouped(value: float) -> str:
    """A number for people: `3,298,000,000`, `6.5`."""
    if abs(value) < 1e15:
        return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"
    text = number(value)
    return f"{int(text):,}" if text.lstrip("-").isdigit() else text


def timestamp(value: Any) -> str:
    """UTC, as `2024-02-05T08:30:00Z`; microseconds only where there are any."""
    if value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return f"{value.isoformat()}Z"


def nested(value: Any) -> str:
    """A list, a struct or a map as JSON, however deep: numbers stay numbers, what is no number is null."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return number(value) if math.isfinite(value) else "null"
        case dict():
            return "{" + ",".join(f"{_quoted(_key(key))}:{nested(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ",".join(map(nested, value)) + "]"
        case datetime():
            return f'"{timestamp(value)}"'
        case date() | time():
            return f'"{value.isoformat()}"'
        case _:
            return _quoted(str(value))


def _key(value: Any) -> str:
    """The key of a map as that of a JSON object, which is text."""
    return value if isinstance(value, str) else nested(value).strip('"')


def _quoted(text: str) -> str:
    from json.encoder import encode_basestring

    return _json_escaped()(encode_basestring(text))


def plain(kind: Kind) -> Callable[[Any], str]:
    """How a value of this kind that is not missing is written where everything is text."""
    match kind:
        case Kind.NUMBER:
            return number
        case Kind.BOOLEAN:
            return lambda value: "true" if value else "false"
        case Kind.DATE:
            return lambda value: str(value.isoformat())
        case Kind.TIMESTAMP:
            return timestamp
        case Kind.NESTED:
            return nested
        case Kind.LIST:
            return lambda value: " ".join("" if item is None else str(item) for item in value)
        case _:
            return str


_CSV_SPECIAL = re.compile(r'[,"\n\r]|^ | $')
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_MARKDOWN_ESCAPES = str.maketrans({"\\": "\\\\", "|": "\\|", "\r": " ", "\n": " "})


class _Remembered(dict[Any, str]):
    """How values of one column are written, each worked out once: most columns repeat a few words again and again."""

    MOST = 50_000

    def __init__(self, write: Callable[[Any], str], null: str) -> None:
        super().__init__()
        self.write, self.null = write, null

    def __missing__(self, value: Any) -> str:
        if len(self) >= self.MOST:
            self.clear()
        text = self[value] = self.null if value is None else self.write(value)
        return text


Cells = Callable[[Sequence[Any]], list[str]]
"""The values of a column → its cells."""


def _cells(kind: Kind, write: Callable[[Any], str], null: str) -> Cells:
    if kind in (Kind.LIST, Kind.NESTED):  # a list cannot be looked up
        return lambda values: [null if value is None else write(value) for value in values]
    known = _Remembered(write, null)
    return lambda values: list(map(known.__getitem__, values))


def _texts(kind: Kind, style: Style, escape: Callable[[str], str]) -> Cells:
    """How a column becomes cells. Only text can hold anything that needs care."""
    write = plain(kind)
    if kind not in (Kind.TEXT, Kind.LIST, Kind.JSON, Kind.NESTED):
        return _cells(kind, write, style.null)

    def cell(value: Any) -> str:
        text = write(value)
        if style.for_terminal:
            text = clean(text)
        if style.spreadsheet_safe and _FORMULA.match(text):
            text = f"'{text}"
        return escape(text)

    return _cells(kind, cell, style.null)


def _rows(result: Result, columns: Sequence[Cells]) -> Iterator[Iterator[tuple[str, ...]]]:
    """The rows of each batch as cells."""
    for batch in result.batches():
        yield zip(*(cells(values) for cells, values in zip(columns, batch, strict=True)), strict=True)


def separated(result: Result, style: Style, separator: str, escape: Callable[[str], str]) -> Iterator[str]:
    """Lines of cells, a batch at a time."""
    if style.header:
        yield separator.join(escape(column.name) for column in result.columns) + "\n"
    columns = [_texts(column.kind, style, escape) for column in result.columns]
    frames = None if style.for_terminal or style.spreadsheet_safe else result.frames()
    if frames is None:
        for rows in _rows(result, columns):
            yield "\n".join(map(separator.join, rows)) + "\n"
        return
    from mubiao_tui.output.columnar import lines

    kinds = [column.kind for column in result.columns]
    for frame in frames:
        yield lines(frame, kinds, columns, separator, style.null)


def csv(result: Result, style: Style) -> Iterator[str]:
    """RFC 4180 with bare line feeds. A missing value is an empty cell, an empty text is `""`."""

    def escape(text: str) -> str:
        if not text or text == style.null or _CSV_SPECIAL.search(text):
            return '"' + text.replace('"', '""') + '"'
        return text

    return separated(result, style, ",", escape)


def tsv(result: Result, style: Style) -> Iterator[str]:
    r"""Tabs between cells; a tab, line end or backslash inside one is `\t`, `\n`, `\r` or `\\`."""
    return separated(result, style, "\t", lambda text: text.translate(_TSV_ESCAPES))


def markdown(result: Result, style: Style) -> Iterator[str]:
    """A pipe table; numbers to the right."""
    right = (Kind.INTEGER, Kind.NUMBER)
    if style.header:
        yield "| " + " | ".join(column.name for column in result.columns) + " |\n"
        yield "|" + "|".join("---:" if column.kind in right else "---" for column in result.columns) + "|\n"
    columns = [_texts(column.kind, style, lambda text: text.translate(_MARKDOWN_ESCAPES)) for column in result.columns]
    for rows in _rows(result, columns):
        yield "".join(["| " + " | ".join(row) + " |\n" for row in rows])


def _json_text() -> Callable[[Any], str]:
    from json.encoder import encode_basestring

    escaped = _json_escaped()
    return lambda value: escaped(encode_basestring(value if isinstance(value, str) else str(value)))


@cache
def _json_escaped() -> Callable[[str], str]:
    # Chinese stays as it is. JSON itself only escapes C0: C1 and the bidirectional controls
    # would reach a terminal, and a lone surrogate no decoder.
    escapes = {code: f"\\u{code:04x}" for code in [*CONTROLS, *range(0xD800, 0xE000)]}
    return lambda encoded: encoded if encoded.isprintable() else encoded.translate(escapes)


def json_values(kind: Kind) -> Callable[[Any], str]:
    """How a value of this kind is written in JSON: dates and timestamps as text, what is no number as null."""
    if kind is Kind.NUMBER:
        return lambda value: number(value) if value - value == 0 else "null"
    if kind in (Kind.INTEGER, Kind.BOOLEAN):
        return plain(kind)
    if kind in (Kind.DATE, Kind.TIMESTAMP):
        write = plain(kind)
        return lambda value: f'"{write(value)}"'
    if kind is Kind.JSON:
        return _json_escaped()
    if kind is Kind.NESTED:
        return nested
    text = _json_text()
    if kind is Kind.LIST:
        return lambda value: "[" + ",".join("null" if item is None else text(item) for item in value) + "]"
    return text


def objects(result: Result) -> Iterator[list[str]]:
    """Rows as JSON objects, a batch at a time. Missing values are null: every row has every column."""
    encode = _json_text()

    def named(column: ResultColumn) -> Cells:
        name, write = f"{encode(column.name)}:", json_values(column.kind)
        return _cells(column.kind, lambda value: name + write(value), f"{name}null")

    for rows in _rows(result, [named(column) for column in result.columns]):
        yield ["{" + ",".join(row) + "}" for row in rows]


def ndjson(result: Result, style: Style) -> Iterator[str]:
    """One JSON object a line."""
    for rows in objects(result):
        yield "\n".join(rows) + "\n"


def json(result: Result, style: Style) -> Iterator[str]:
    """A JSON array with one object a line."""
    opened = False
    for rows in objects(result):
        yield (",\n" if opened else "[\n") + ",\n".join(rows)
        opened = True
    yield "\n]\n" if opened else "[]\n"
