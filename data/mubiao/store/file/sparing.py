"""Reading a large file once, from end to end, without keeping it in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from mubiao.store.file.locking import Cursor, limited


@contextmanager
def sparing(cursor: Cursor, megabytes: int) -> Iterator[None]:
    """Until the block ends DuckDB keeps no more than that of what it reads; less where it is held to less already."""
    if limited():
        yield
        return
    with suppress(duckdb.Error):  # others are at work that need more
        cursor.execute(f"SET memory_limit = '{megabytes}MB'")
    try:
        yield
    finally:
        cursor.execute("RESET memory_limit")
