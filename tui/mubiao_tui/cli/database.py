"""The database that the shared options name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao_tui.cli.interrupts import end_when_asked
from mubiao_tui.cli.settings import settings

if TYPE_CHECKING:
    from mubiao.store import Store


def database(*, read_only: bool = False) -> Store:
    """Open it: `--db`, else $MUBIAO_DB, else the user's own, made from the bundled facts when it is not there yet."""
    from mubiao.store import gate

    gate.warm()  # while polars is imported
    from mubiao.store import open_store

    end_when_asked()
    return open_store(settings().db, read_only=read_only)


SMALL = 8 * 1024 * 1024
"""Bytes of a database whose facts may be held in memory at once."""


def fits(store: Store) -> bool:
    """Whether rows need not be streamed: reading them in one go starts a few milliseconds sooner."""
    return store.path.stat().st_size <= SMALL
