"""SQL of the user's own, which can read the database and nothing else.

The statement runs in a DuckDB of its own: the file attached read-only, then every access to files, networks and
extensions switched off and the configuration locked. Only a single SELECT (or an EXPLAIN of one) is run at all, and
only if all its parts are harmless. Time, memory and the size of the result are limited.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from polars._plr import PyArrowCStreamReader

from mubiao.model import StoreError
from mubiao.store import rows
from mubiao.store.file import locking
from mubiao.store.file.errors import explained
from mubiao.store.file.locking import Cursor, identifier
from mubiao.store.sql import result_types
from mubiao.store.sql.allowlist import readable, refuse_all_but_reading
from mubiao.store.sql.limits import Watchdog, too_long, too_much

_MEGABYTES = 1_000_000_000
"""More than any machine has, and less than DuckDB cannot count."""

_REFUSED = ("disabled by configuration", "configuration has been locked", "read-only mode")


def run(
    path: Path,
    query: str,
    *,
    seconds: float,
    megabytes: int,
    wait: float,
    last: Callable[[StoreError], Any] | None = None,
    made: Mapping[str, Callable[[], pl.DataFrame]] | None = None,
) -> pl.DataFrame:
    """The rows of one SELECT. StoreError: not a SELECT, refused, malformed, too long, too large.

    last: see limits.Watchdog. made: tables that are not stored, made when the query names them.
    """
    named = {name: make() for name, make in (made or {}).items() if re.search(rf"\b{name}\b", query, re.IGNORECASE)}
    with (
        opened(path, wait=wait, megabytes=megabytes, made=named) as connection,
        Watchdog(connection, seconds, megabytes, last) as watchdog,
    ):
        return _limited(connection, path, query, seconds, megabytes, watchdog)


@contextmanager
def opened(
    path: Path, *, wait: float, megabytes: int, made: Mapping[str, pl.DataFrame] | None = None
) -> Iterator[Cursor]:
    """A DuckDB that has the file attached, read-only, and can reach nothing else from then on.

    made: tables that it has besides.
    """
    with locking.alone(path, wait), duckdb.connect(":memory:", config=dict(locking.SETTINGS)) as connection:
        locking.attach(connection, path, "db", write=False, wait=wait)
        connection.execute("USE db")
        for name, frame in (made or {}).items():
            with rows.registered(connection, "incoming", frame):
                connection.execute(f"CREATE TEMP TABLE {identifier(name)} AS SELECT * FROM incoming")
        for statement in (
            f"SET memory_limit = '{min(int(megabytes), _MEGABYTES)}MB'",
            "SET temp_directory = ''",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            connection.execute(statement)
        yield connection


def _limited(
    connection: Cursor, path: Path, query: str, seconds: float, megabytes: int, watchdog: Watchdog
) -> pl.DataFrame:
    end = time.monotonic() + seconds
    frames: list[pl.DataFrame] = []
    size = 0
    try:
        refuse_all_but_reading(connection, query)  # parsing too takes time and memory, and may be interrupted
        relation, wide = result_types.readable(connection.sql(query))
        reader = PyArrowCStreamReader(relation)
        empty = pl.DataFrame(schema=reader.schema)
        while (batch := reader.next_batch(None)) is not None:
            frames.append(pl.DataFrame._from_pydf(batch))
            size += int(frames[-1].estimated_size())
            if size > megabytes * 1_000_000:
                raise StoreError(f"the result is larger than {megabytes} MB: select less, or add a LIMIT")
            if time.monotonic() > end:
                raise too_long(seconds)
        del reader
    except StoreError:
        raise
    except Exception as error:
        if watchdog.reason is not None:
            raise watchdog.reason from error
        if isinstance(error, duckdb.InterruptException) or time.monotonic() >= end:
            raise too_long(seconds) from error
        if isinstance(error, duckdb.OutOfMemoryException | MemoryError) or "Out of Memory" in str(error):
            raise too_much(megabytes) from error
        if any(sign in str(error) for sign in _REFUSED):
            raise StoreError(f"refused: {readable(error)}") from error
        if isinstance(error, duckdb.IOException | duckdb.FatalException):
            raise explained(error, path) from error
        raise StoreError(readable(error)) from error
    found = pl.concat(frames) if frames else empty
    _refuse_days_beyond(found)
    return result_types.plain_numbers(found, wide)


_DAYS = (-719_162, 2_932_896)
"""0001-01-01 and 9999-12-31 as days since 1970: what Python, ISO 8601 and most readers of the output can hold."""


def _refuse_days_beyond(frame: pl.DataFrame) -> None:
    """DuckDB has days far beyond the calendar of everything else, infinity among them."""
    for column in frame:
        for values in _flat(column):
            kind = values.dtype
            a_day = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
            unit = a_day[kind.time_unit or "us"] if isinstance(kind, pl.Datetime) else 1
            if isinstance(kind, pl.Date | pl.Datetime) and not _within(values.to_physical(), unit):
                raise StoreError(f"{column.name} holds days before the year 1 or after 9999: cast it to VARCHAR")


def _within(ticks: pl.Series, unit: int) -> bool:
    first, final = ticks.min(), ticks.max()
    if not isinstance(first, int) or not isinstance(final, int):
        return True
    return _DAYS[0] * unit <= first and final < (_DAYS[1] + 1) * unit


def _flat(values: pl.Series) -> Iterator[pl.Series]:
    """The plain values within a column of lists and structs."""
    if isinstance(values.dtype, pl.List | pl.Array):
        yield from _flat(values.explode())
    elif isinstance(values.dtype, pl.Struct):
        for field in values.dtype.fields:
            yield from _flat(values.struct.field(field.name))
    else:
        yield values
