"""The tables that ship with mubiao, as they stand in `tables/*.csv`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent.parent / "tables"

Row = dict[str, str]
"""Column → cell. An empty cell is an empty text."""


def built_in(name: str) -> list[Row]:
    """The rows of `tables/<name>.csv`; lines that begin with `#` are comments."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8") as file:
        lines = csv.reader(line for line in file if not line.startswith("#"))
        header = next(lines)
        return [dict(zip(header, line, strict=True)) for line in lines if line]


def named_by_zh() -> list[Row]:
    """The rows of indicator_names.csv that need not stand there: an indicator goes by its Chinese name."""
    listed = {row["name"].lstrip("*") for row in built_in("indicator_names")}
    named = ({"name": row["zh"], "indicator": row["indicator"]} for row in built_in("indicators"))
    return [row for row in named if row["name"] not in listed]


def values(name: str, *columns: str) -> frozenset[str]:
    """Every text that stands in these columns of a table that ships with mubiao, except the empty one."""
    return _values(TABLES, name, columns)


@cache
def _values(folder: Path, name: str, columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(row[column] for row in built_in(name) for column in columns) - {""}
