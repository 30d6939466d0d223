"""Frames as tables, written into tables, and the table of places. All inside the caller's read or transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb
import polars as pl

from mubiao.store.arrow import Arrow, framed
from mubiao.store.file.locking import Cursor, identifier


@contextmanager
def registered(cursor: Cursor, name: str, frame: pl.DataFrame) -> Iterator[None]:
    """The frame as a table of that name, until the block ends."""
    cursor.register(name, Arrow(frame))
    try:
        yield
    finally:
        # After an error in a transaction DuckDB refuses this too, and would hide what went wrong.
        with suppress(duckdb.TransactionException):
            cursor.unregister(name)


def insert(cursor: Cursor, table: str, frame: pl.DataFrame, *, ignore: bool = False) -> None:
    """All rows of the frame into the table, columns by name; `ignore` skips rows whose key is there already."""
    names = ", ".join(identifier(name) for name in frame.columns)
    with registered(cursor, "incoming", frame):
        cursor.execute(
            f"INSERT {'OR IGNORE ' if ignore else ''}INTO {identifier(table)} ({names}) SELECT {names} FROM incoming"
        )


PLACE = ("region_code", "region")


def add_regions(cursor: Cursor, named: pl.DataFrame | None = None) -> None:
    """Rows for the places that are named and `regions` lacks, and for the places above them.

    named: PLACE of what was added; without it all that documents, facts and promises name.
    """
    if named is None:
        named = framed(
            cursor.sql(
                "SELECT DISTINCT region_code, region FROM documents "
                "UNION SELECT DISTINCT region_code, region FROM facts "
                "UNION SELECT DISTINCT region_code, region FROM promises "
                "UNION SELECT DISTINCT region_code, region FROM pledges"
            )
        )
    known = [code for (code,) in cursor.execute("SELECT region_code FROM regions").fetchall()]
    missing = (
        named.filter(pl.col("region_code").is_not_null(), ~pl.col("region_code").is_in(known))
        .group_by("region_code")
        .agg(pl.col("region").min())
        .sort("region_code")
        .iter_rows()
    )
    found: dict[str, tuple[str, str, str, str | None]] = {}
    for code, name in missing:
        for row in chain(code, name or code):
            found.setdefault(row[0], row)
    if found:
        columns = ("region_code", "region", "level", "parent_code")
        frame = pl.DataFrame(list(found.values()), schema=dict.fromkeys(columns, pl.String()), orient="row")
        insert(cursor, "regions", frame, ignore=True)


def chain(code: str, name: str) -> list[tuple[str, str, str, str | None]]:
    """(code, name, level, parent) of a place and of those above it; a code that no table knows stands alone."""
    from mubiao import regions

    place = regions.region(code)
    if place is None:
        return [(code, name, "zone" if code.startswith("zone:") else "town" if len(code) > 6 else "county", None)]
    return [(p.code, p.name, str(p.level), p.parent) for p in [place, *regions.ancestors(code)]]
