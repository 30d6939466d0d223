"""Whether a file is whole before it is written to.

DuckDB finds a damaged block when it reads it, and a write reads few. So before its first write to a state of a file
that is not its own work a process looks at all of it: each block carries a sum of what it holds, which takes a
fraction of a second for a million facts. Where a sum is wrong, DuckDB reads every row itself and has the last word:
a block that nothing uses any more does no harm.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from mubiao.store.file import locking
from mubiao.store.file.change_token import change_token
from mubiao.store.file.locking import Cursor

_HEADER = 4096
"""Bytes of the main header and of each of the two headers of a database, of which the one of the later turn holds."""

_FIELDS = struct.Struct("<QQqqQQ")  # sum, turn, first block of the catalog, free blocks, blocks, bytes of a block
_SEED = 5381
_FACTOR = pl.Series([0xBF58476D1CE4E5B9], dtype=pl.UInt64)

_known: dict[str, str] = {}
"""Real path → the stamp of the state that this process has found whole, or has written itself."""


@contextmanager
def writing(path: Path, wait: float) -> Iterator[Cursor]:
    """`locking.writing`, on a file that is whole. StoreError: it is damaged; nothing was changed then."""
    key = os.path.realpath(path)
    suspect = False
    if _known.get(key) != change_token(path):
        # Not while a thread of ours has it attached: closing a second handle of a file drops the locks of the first.
        with locking.alone(path, wait):
            suspect = suspicious(Path(key))
    with locking.writing(path, wait) as cursor:
        if suspect:
            read_all(cursor)
        yield cursor
    _known[key] = change_token(path)


def suspicious(path: Path) -> bool:
    """Whether a block of the file does not hold what its sum says, or the file is not laid out as we know it.

    Another process may be writing meanwhile: a block that is caught half written is suspicious too.
    """
    try:
        with path.open("rb") as file:
            headers = file.read(3 * _HEADER)
            if len(headers) < 3 * _HEADER:
                return True
            found = [_FIELDS.unpack_from(headers, at) for at in (_HEADER, 2 * _HEADER)]
            *_, blocks, size = max(found, key=lambda fields: fields[1])
            if size % 8 or not 1024 <= size <= 1 << 24:
                return True
            return any(not _holds(file.read(size), size) for _ in range(blocks))
    except OSError:
        return False  # who opens it for writing says what is the matter


def _holds(block: bytes, size: int) -> bool:
    if len(block) < size:
        return False
    words = pl.Series([block[8:]]).bin.reinterpret(dtype=pl.Array(pl.UInt64, size // 8 - 1), endianness="little")
    total = (words.explode() * _FACTOR).bitwise_xor()
    return isinstance(total, int) and int.from_bytes(block[:8], "little") == total ^ _SEED


def read_all(cursor: Cursor) -> None:
    """Read every row of every table, so that damage comes to light."""
    for (table,) in cursor.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'").fetchall():
        cursor.execute(f"SELECT bit_xor(hash(COLUMNS(*)::VARCHAR)) FROM {locking.identifier(table)}").fetchall()
