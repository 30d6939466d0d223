"""The facts that ship with mubiao, from which a new database is filled.

`mubiao/bundled/` holds documents.parquet, sections.parquet, facts.parquet and promises.parquet as
`python -m mubiao.bundle` writes them: titles, offsets and figures, no text of the documents. Without them a new
database is empty. `$MUBIAO_BUNDLE` names another folder of such files, for a group that begins with its own.

A database says in `meta` which bundle it began with. One that began with another, or is of a time before there were
several, is never given what is new, only offered: `missing` counts it, mubiao.store.adding.offering brings it.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao.store.file.locking import Cursor, first

if TYPE_CHECKING:
    import polars as pl

FOLDER = Path(__file__).parents[1] / "bundled"

TABLES = ("documents", "sections", "facts", "promises", "pledges", "pledge_links")

DERIVED = ("end", "fact_id")
"""Columns of a fact that are made of others, and are left out of the file; `nth` is there for the second of a span."""

NONE = "none"
"""The bundle of a database that was asked to begin empty."""

Told = Callable[[float], None]
"""Is told the share of a long step that is done, 0 … 1, from another thread."""


def chosen() -> Path:
    """The folder of the files: `$MUBIAO_BUNDLE`, else that which ships."""
    named = os.environ.get("MUBIAO_BUNDLE")
    return Path(named) if named else FOLDER


def frames(folder: Path | None = None) -> dict[str, pl.DataFrame]:
    """Table → frame of what is bundled, as the tables of the database have it; no rows where nothing is."""
    import polars as pl

    from mubiao.store import frames as known

    schemas = (
        *(known.DOCUMENT_SCHEMA, known.SECTION_SCHEMA, known.FACT_SCHEMA),
        *(known.PROMISE_SCHEMA, known.PLEDGE_SCHEMA, known.LINK_SCHEMA),
    )

    place = chosen() if folder is None else folder
    found = {}
    for table, schema in zip(TABLES, schemas, strict=True):
        file = place / f"{table}.parquet"
        frame = pl.read_parquet(file) if file.is_file() else pl.DataFrame()
        if table == "facts" and frame.width:
            end = pl.col("start") + pl.col("printed").str.len_chars().cast(pl.Int32)
            frame = frame.with_columns(end=end).with_columns(
                fact_id=pl.concat_str("document_id", "start", "end", "nth", separator="-", ignore_nulls=True)
            )
        if table == "pledges" and frame.width:
            end = pl.col("start") + pl.col("printed").str.len_chars().cast(pl.Int32)
            frame = frame.with_columns(end=end).with_columns(
                pledge_id=pl.concat_str("document_id", pl.lit("p"), "start", "end", separator="-")
            )
        found[table] = known.shaped(frame, schema) if frame.width else pl.DataFrame(schema=schema)
    return found


def has(table: str) -> bool:
    """Whether the bundle has a file of this table."""
    return (chosen() / f"{table}.parquet").is_file()


def version(folder: Path | None = None) -> str:
    """What tells one bundle from another; `none` where nothing is bundled."""
    file = (chosen() if folder is None else folder) / "documents.parquet"
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16] if file.is_file() else NONE


def fill(cursor: Cursor, folder: Path | None = None, told: Told | None = None) -> None:
    """Insert the bundled rows into a new database, inside the caller's transaction."""
    from mubiao.store import rows

    place = chosen() if folder is None else folder
    with _Telling(cursor, told):
        for table in TABLES:
            file = place / f"{table}.parquet"
            if file.is_file():
                # DuckDB reads them itself: as frames of another library they would take half as long again.
                cursor.execute(f"INSERT INTO {table} BY NAME {_rows(table)}", [str(file)])
    cursor.execute("INSERT INTO meta VALUES ('bundle', ?)", [version(place)])
    if first(cursor, "SELECT 1 FROM documents LIMIT 1") is not None:
        rows.add_regions(cursor)


def _rows(table: str) -> str:
    """What reads the rows of a table from its file."""
    if table == "documents":
        return f"SELECT *, TIMESTAMP '{_now()}' AS added_at FROM read_parquet(?)"
    if table == "pledges":
        end = "start + length(printed)"
        identity = f"concat_ws('-', document_id, 'p', start, {end})"
        return f'SELECT *, {end} AS "end", {identity} AS pledge_id FROM read_parquet(?)'
    if table != "facts":
        return "SELECT * FROM read_parquet(?)"
    end = "start + length(printed)"
    identity = f"concat_ws('-', document_id, start, {end}, nth)"
    return f'SELECT * EXCLUDE (nth), {end} AS "end", {identity} AS fact_id FROM read_parquet(?)'


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


class _Telling:
    """Tells how far the connection is with what it does, until the block ends."""

    def __init__(self, cursor: Cursor, told: Told | None) -> None:
        self.cursor, self.told, self.ended = cursor, told, threading.Event()

    def __enter__(self) -> None:
        # Where Python runs no file (-c, a prompt), DuckDB draws a bar on stdout by itself, between what is printed.
        self.cursor.execute("SET enable_progress_bar_print = false")
        if self.told is not None:
            self.cursor.execute("SET enable_progress_bar = true")
            threading.Thread(target=self._tell, name="bundle-progress", daemon=True).start()

    def _tell(self) -> None:
        assert self.told is not None
        most = 0.0
        while not self.ended.wait(0.1):
            most = max(most, min(1.0, self.cursor.query_progress() / 100))
            if not self.ended.is_set():
                self.told(most)

    def __exit__(self, *problem: object) -> None:
        self.ended.set()


def missing(cursor: Cursor) -> int:
    """How many bundled documents a database lacks that began with another bundle; 0 where it was to be without."""
    row = first(cursor, "SELECT value FROM meta WHERE key = 'bundle'")
    if row is not None and row[0] in (NONE, version()):
        return 0
    known = {key for (key,) in cursor.execute("SELECT document_id FROM documents").fetchall()}
    return sum(key not in known for key in frames()["documents"]["document_id"])
