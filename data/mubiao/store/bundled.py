"""The facts that ship with mubiao, from which a new database is filled.

`mubiao/bundled/` holds what `python -m mubiao.bundle` writes: titles, offsets and figures, no text of the documents.
A table is a Parquet file of its own (documents.parquet), or in a database that is ready, which the new one begins as
(database.parquet, see mubiao.store.packed). Without either a new database is empty. `$MUBIAO_BUNDLE` names another
folder of such files, for a group that begins with its own; where it names no folder, no database is made.

A database says in `meta` which bundle it began with. One that began with another, or is of a time before there were
several, is never given what is new, only offered: `missing` counts it, mubiao.store.adding.offering brings it.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from mubiao.files import scratch
from mubiao.model import StoreError
from mubiao.store.file import locking
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


def named() -> Path | None:
    """The folder that `$MUBIAO_BUNDLE` names; None where it is not set. StoreError: there is no such folder."""
    if not os.environ.get("MUBIAO_BUNDLE"):
        return None
    if not chosen().is_dir():
        raise StoreError(f"MUBIAO_BUNDLE names no folder: {chosen()}")
    return chosen()


def frames(
    folder: Path | None = None, *, tables: Sequence[str] = TABLES, of: Collection[str] | None = None
) -> dict[str, pl.DataFrame]:
    """Table → frame of what is bundled, as the tables of the database have it; no rows where nothing is.

    of: the document_ids that are wanted; all without it.
    """
    import polars as pl

    from mubiao.store import frames as known
    from mubiao.store import packed

    schemas = {
        "documents": known.DOCUMENT_SCHEMA,
        "sections": known.SECTION_SCHEMA,
        "facts": known.FACT_SCHEMA,
        "promises": known.PROMISE_SCHEMA,
        "pledges": known.PLEDGE_SCHEMA,
        "pledge_links": known.LINK_SCHEMA,
    }
    place = chosen() if folder is None else folder
    found = {}
    with ExitStack() as stack:
        inside: Cursor | None = None
        for table in tables:
            file = place / f"{table}.parquet"
            if file.is_file():
                with packed.whole(file.name):
                    frame = _whole(table, pl.read_parquet(file))
                frame = frame if of is None else frame.filter(pl.col("document_id").is_in(list(of)))
            elif table in packed.tables(place):
                inside = inside or stack.enter_context(_ready(place))
                frame = _read(inside, table, of)
            else:
                frame = pl.DataFrame(schema=schemas[table])
            found[table] = known.shaped(frame, schemas[table])
    return found


def _whole(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of the file of a table with the columns that are left out there."""
    import polars as pl

    if table not in ("facts", "pledges"):
        return frame
    frame = frame.with_columns(end=pl.col("start") + pl.col("printed").str.len_chars().cast(pl.Int32))
    if table == "pledges":
        return frame.with_columns(
            pledge_id=pl.concat_str("document_id", pl.lit("p"), "start", "end", separator="-"),
        )
    identity = pl.concat_str("document_id", "start", "end", "nth", separator="-", ignore_nulls=True)
    return frame.with_columns(fact_id=identity)


@contextmanager
def _ready(place: Path) -> Iterator[Cursor]:
    """The packed database of a folder, to be read until the block ends."""
    from mubiao.store import packed

    with scratch() as own, duckdb.connect(":memory:", config=dict(locking.SETTINGS)) as connection:
        packed.unpack(place, own / "ready.duckdb")
        locking.attach(connection, own / "ready.duckdb", "ready", write=False, wait=0)
        connection.execute("USE ready")
        yield connection
        connection.execute("USE memory")
        connection.execute("DETACH ready")


def _read(cursor: Cursor, table: str, of: Collection[str] | None) -> pl.DataFrame:
    from mubiao.store.arrow import framed

    relation = cursor.sql(f"FROM {table}")
    if of is not None:
        relation = cursor.sql(f"FROM {table} WHERE document_id IN (SELECT unnest(?))", params=[list(of)])
    return framed(relation)


def has(table: str) -> bool:
    """Whether this table is bundled."""
    from mubiao.store import packed

    return (chosen() / f"{table}.parquet").is_file() or table in packed.tables(chosen())


def version(folder: Path | None = None) -> str:
    """What tells one bundle from another; `none` where nothing is bundled."""
    file = (chosen() if folder is None else folder) / "documents.parquet"
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16] if file.is_file() else NONE


def lay(path: Path, told: Told | None = None) -> bool:
    """Let a new database at `path` begin as the one that is bundled ready; False where none is."""
    from mubiao.store import packed

    return packed.unpack(named() or FOLDER, path, told)


def fill(cursor: Cursor, told: Told | None = None) -> None:
    """Insert the bundled rows that have files of their own into a new database, inside the caller's transaction."""
    from mubiao.store import packed, rows

    place = chosen()
    files = {table: file for table in TABLES if (file := place / f"{table}.parquet").is_file()}
    with _Telling(cursor, told):
        for table, file in files.items():
            # DuckDB reads them itself: as frames of another library they would take half as long again.
            try:
                cursor.execute(f"INSERT INTO {table} BY NAME {rows_of(table)}", [str(file)])
            except duckdb.Error as error:
                if _readable(file):
                    raise
                raise packed.damaged(file.name) from error
    cursor.execute("INSERT INTO meta VALUES ('bundle', ?)", [version(place)])
    # What was packed has the places with it, those of the documents too.
    if files.keys() - {"documents"} or (files and not packed.tables(place)):
        rows.add_regions(cursor)


def _readable(file: Path) -> bool:
    """Whether every value of a file can be read: what goes wrong with one that can be is not its fault."""
    with duckdb.connect(":memory:", config=dict(locking.SETTINGS)) as connection:
        try:
            connection.execute("SELECT count(hash(t)) FROM read_parquet(?) AS t", [str(file)]).fetchall()
        except duckdb.Error:
            return False
    return True


def rows_of(table: str) -> str:
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
    shipped = frames(tables=("documents",))["documents"]
    return sum(key not in known for key in shipped["document_id"])
