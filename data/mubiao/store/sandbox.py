"""SQL of the user's own, which can read the database and nothing else.

The statement runs in a DuckDB of its own: the file attached read-only, then every access to files, networks and
extensions switched off and the configuration locked. Only a single SELECT (or an EXPLAIN of one) is run at all. Time,
memory and the size of the result are limited.
"""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import duckdb
import polars as pl
from polars._plr import PyArrowCStreamReader

from mubiao.model import StoreError
from mubiao.store import gate
from mubiao.store.errors import explained, one_line
from mubiao.store.gate import Cursor

_ONLY_SELECT = "only SELECT is allowed here, nothing that writes, attaches, loads or sets anything"

_STRANGE = re.compile(r"INTERVAL|UNION|BIGNUM|BIT|MAP|ENUM|NULL|TIME WITH TIME ZONE|BLOB|GEOMETRY|VARIANT")
"""Types that come out as text."""

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)


def run(path: Path, query: str, *, seconds: float, megabytes: int, wait: float) -> pl.DataFrame:
    """The rows of one SELECT. StoreError: not a SELECT, refused, malformed, too long, too large."""
    with gate.alone(path, wait), duckdb.connect(":memory:", config=dict(gate.SETTINGS)) as connection:
        gate.attach(connection, path, "db", write=False, wait=wait)
        for statement in (
            "USE db",
            f"SET memory_limit = '{int(megabytes)}MB'",
            "SET temp_directory = ''",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            connection.execute(statement)
        _refuse_all_but_reading(connection, query)
        return _limited(connection, path, query, seconds, megabytes)


def _refuse_all_but_reading(connection: Cursor, query: str) -> None:
    inner = query[match.end() :] if (match := _EXPLAIN.match(query)) else query
    try:
        kinds = [statement.type for statement in connection.extract_statements(inner)]
    except duckdb.ParserException as error:
        raise StoreError(f"not SQL: {_readable(error)}") from error
    except ValueError as error:  # a kind of statement that DuckDB's Python side has no name for
        raise StoreError(_ONLY_SELECT) from error
    if len(kinds) != 1:
        raise StoreError(f"one statement at a time, not {len(kinds)}")
    if kinds[0] != duckdb.StatementType.SELECT:
        raise StoreError(_ONLY_SELECT)


def _readable_types(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The same rows with names that differ, and as text what Polars has no type for."""
    names: list[str] = []
    parts: list[str] = []
    for number, (name, kind) in enumerate(zip(relation.columns, relation.types, strict=True), start=1):
        unique = name if name not in names else f"{name}_{number}"
        names.append(unique)
        strange = _STRANGE.search(str(kind)) is not None
        parts.append(f"CAST(#{number} AS VARCHAR)" if strange else f"#{number}")
    if names == list(relation.columns) and not any(part.startswith("CAST") for part in parts):
        return relation
    return relation.project(
        ", ".join(f"{part} AS {gate.identifier(name)}" for part, name in zip(parts, names, strict=True))
    )


def _plain_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Sums come as 38-digit decimals; whole ones that fit become integers, the others floats."""
    changes = []
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.Decimal):
            whole = (
                kind.scale == 0 and frame[name].cast(pl.Int64, strict=False).null_count() == frame[name].null_count()
            )
            changes.append(pl.col(name).cast(pl.Int64 if whole else pl.Float64))
    return frame.with_columns(changes)


def _limited(connection: Cursor, path: Path, query: str, seconds: float, megabytes: int) -> pl.DataFrame:
    end = time.monotonic() + seconds
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    frames: list[pl.DataFrame] = []
    size = 0
    try:
        reader = PyArrowCStreamReader(_readable_types(connection.sql(query)))
        empty = pl.DataFrame(schema=reader.schema)
        while (batch := reader.next_batch(None)) is not None:
            frames.append(pl.DataFrame._from_pydf(batch))
            size += int(frames[-1].estimated_size())
            if size > megabytes * 1_000_000:
                raise StoreError(f"the result is larger than {megabytes} MB: select less, or add a LIMIT")
            if time.monotonic() > end:
                raise _too_long(seconds)
        del reader
    except StoreError:
        raise
    except Exception as error:
        if time.monotonic() >= end or isinstance(error, duckdb.InterruptException):
            raise _too_long(seconds) from error
        if isinstance(error, duckdb.OutOfMemoryException):
            raise StoreError(f"the query needs more than {megabytes} MB of memory") from error
        if isinstance(error, duckdb.PermissionException | duckdb.InvalidInputException):
            raise StoreError(f"refused: {_readable(error)}") from error
        if isinstance(error, duckdb.IOException | duckdb.FatalException):
            raise explained(error, path) from error
        raise StoreError(_readable(error)) from error
    finally:
        timer.cancel()
    return _plain_numbers(pl.concat(frames) if frames else empty)


def _too_long(seconds: float) -> StoreError:
    return StoreError(f"the query was stopped after {seconds:g} seconds")


def _readable(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    hint = next((line for line in lines[1:] if line.startswith(("Did you mean", "Candidate bindings"))), "")
    return " ".join(filter(None, (one_line(str(error)), hint)))[:300]
