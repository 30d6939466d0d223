"""The database that the shared options name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao_tui.cli.diagnostics import speaker
from mubiao_tui.cli.interrupts import end_when_asked
from mubiao_tui.cli.settings import settings

if TYPE_CHECKING:
    from mubiao.store import Store


def database(*, read_only: bool = False) -> Store:
    """Open it: `--db`, else $MUBIAO_DB, else the user's own, made from the bundled facts when it is not there yet."""
    from mubiao.store import gate

    gate.warm()  # while polars is imported
    from mubiao.store import default_path, open_store

    end_when_asked()
    place = settings().db or default_path()
    new = not place.exists()
    store = open_store(place, read_only=read_only)
    if new:  # or a mistyped name would answer with facts that nobody asked for
        speaker.note(f"{place} was not there: made, with the facts that come with mubiao")
    return store


SMALL = 8 * 1024 * 1024
"""Bytes of a database whose facts may be held in memory at once."""


def fits(store: Store) -> bool:
    """Whether rows need not be streamed: reading them in one go starts a few milliseconds sooner."""
    return store.path.stat().st_size <= SMALL
