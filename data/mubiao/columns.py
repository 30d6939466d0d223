"""What every column is: its type, unit, heading and meaning, as `columns.toml` declares them.

What is read here is the same as JSON (`declared.json`, made by `.ci/columns.py`): as TOML it would cost every start
several milliseconds.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import polars as pl

SQL: dict[str, str] = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float32": "FLOAT",
    "float64": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "list": "VARCHAR[]",
}
"""Type of a column → its type in the database."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str  # a key of SQL, or list (of strings), or json
    unit: str  # of the values; `unit` in backticks is the column of that name
    zh: str  # headings
    en: str
    zh_help: str  # what it holds
    en_help: str
    sdmx: str  # the concept in SDMX-CSV; empty for none
    codes: str  # which code list its values are of; empty for none
    required: bool  # never null
    correctable: bool  # by a person
    brings: tuple[str, ...]  # what changes with it when it is corrected

    def heading(self, language: str) -> str:
        """What stands above it, in `zh` or `en`."""
        return self.zh if language == "zh" else self.en

    def meaning(self, language: str) -> str:
        """What it holds, in `zh` or `en`."""
        return self.zh_help if language == "zh" else self.en_help


class Table(NamedTuple):
    """A table of the database, or of what a command prints."""

    name: str
    zh: str  # what a row is
    en: str
    sql: str  # its name in schema.sql; empty for none
    columns: tuple[str, ...]  # in the order in which every format shows them
    more: tuple[str, ...]  # which follow on demand
    stored: tuple[str, ...]  # those in the database, in its order


_DECLARED: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("declared.json").read_text(encoding="utf-8"))

TABLES: tuple[str, ...] = tuple(_DECLARED["tables"])
"""The names of all tables."""

COLUMNS: tuple[str, ...] = tuple(_DECLARED["columns"])
"""The names of all columns."""

SHOWN: tuple[str, ...] = tuple(_DECLARED["shown"])
"""What has a heading without being a column of a table."""


def table(name: str) -> Table:
    """A table by its name; KeyError if there is none."""
    *texts, columns, more, stored = _DECLARED["tables"][name]
    return Table._make((name, *texts, tuple(columns), tuple(more), tuple(stored)))


def column(name: str, table: str = "") -> Column:
    """A column as it is in a table, or as it is in most of them; KeyError if there is none."""
    *said, brings = _DECLARED["otherwise"].get(table, {}).get(name) or _DECLARED["columns"][name]
    return Column._make((name, *said, tuple(brings)))


@cache
def of(name: str) -> tuple[Column, ...]:
    """The columns of a table, those that follow on demand too."""
    found = table(name)
    return tuple(column(one, name) for one in (*found.columns, *found.more))


def heading(name: str, language: str, table: str = "") -> str:
    """What stands above a column in `zh` or `en`; one that is not declared keeps its name."""
    if name in _DECLARED["columns"]:
        return column(name, table).heading(language)
    zh, en = _DECLARED["shown"].get(name, (name, name))
    return str(zh if language == "zh" else en)


def headings(language: str) -> dict[str, str]:
    """Every column, and what is shown besides → its heading in `zh` or `en`."""
    return {name: heading(name, language) for name in (*COLUMNS, *SHOWN)}


def schema(name: str, *, stored: bool = False) -> dict[str, pl.DataType]:
    """Column → type of a frame of the table, in its order; stored: as it lies in the database."""
    import polars as pl

    kinds = {
        "string": pl.String(),
        "boolean": pl.Boolean(),
        "int8": pl.Int8(),
        "int16": pl.Int16(),
        "int32": pl.Int32(),
        "int64": pl.Int64(),
        "float32": pl.Float32(),
        "float64": pl.Float64(),
        "date": pl.Date(),
        "timestamp": pl.Datetime("us"),
        "list": pl.List(pl.String()),
    }
    found = table(name)
    names = found.stored if stored else (*found.columns, *found.more)
    return {one: kinds[column(one, name).type] for one in names}
