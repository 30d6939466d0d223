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


@cache
def values(name: str, *columns: str) -> frozenset[str]:
    """Every text that stands in these columns of a table that ships with mubiao, except the empty one."""
    return frozenset(row[column] for row in built_in(name) for column in columns) - {""}
