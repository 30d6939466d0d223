"""Which cursors are at work for which thread, so that what a thread reads can be stopped from another one.

Polars asks the source of a frame in a thread of its own: what is read there is read for the thread that made the frame.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

_lock = threading.Lock()
_cursors: dict[int, list[duckdb.DuckDBPyConnection]] = {}
_here = threading.local()


@contextmanager
def on_behalf_of(thread: int) -> Iterator[None]:
    """What this thread reads inside is stopped by `interrupt` of that one."""
    before = getattr(_here, "thread", None)
    _here.thread = thread
    try:
        yield
    finally:
        _here.thread = before


@contextmanager
def at_work(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The cursor is used inside."""
    thread = getattr(_here, "thread", None) or threading.get_ident()
    with _lock:
        _cursors.setdefault(thread, []).append(cursor)
    try:
        yield
    finally:
        with _lock:
            _cursors[thread].remove(cursor)
            if not _cursors[thread]:
                del _cursors[thread]


def interrupt(thread: int) -> None:
    """Stop what a thread is reading or writing: its call ends with a StoreError. Nothing where it does neither."""
    with _lock:
        for cursor in _cursors.get(thread, ()):
            with suppress(duckdb.Error):
                cursor.interrupt()
