"""The database that the shared options name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao_tui.cli.diagnostics import Exit, Failure, speaker
from mubiao_tui.cli.interrupts import end_when_asked
from mubiao_tui.cli.settings import settings

if TYPE_CHECKING:
    from pathlib import Path

    from mubiao.store import Store


def database(*, make: bool = False) -> Store:
    """Open it: `--db`, else $MUBIAO_DB, else the user's own, made from the bundled facts when it is not there yet.

    make: a file that --db names is made as well; without it one that is not there is a mistyped name (`named`).
    """
    from mubiao.store.file import locking

    locking.warm()  # while polars is imported
    from mubiao.store import default_path, open_store

    end_when_asked()
    place = (settings().db if make else named()) or default_path()
    new = not _there(place)
    empty = settings().empty
    if new:
        from mubiao_tui.cli.display.progress import Progress

        with Progress(100) as progress:
            store = open_store(place, bundled=not empty, told=progress.share)
        speaker.note(f"{place} was not there: made, {'empty' if empty else _begun()}")
    else:
        store = open_store(place)
        if store.backup:
            speaker.note(f"{place} was of an older version: migrated; as it was it stays in {store.backup.name}")
    return store


def _begun() -> str:
    """What a new database has begun with, in words."""
    from mubiao.store import bundled

    folder = bundled.named()
    if bundled.version() == bundled.NONE:
        return f"empty, as {folder or bundled.FOLDER} holds no documents"
    return "with the facts that come with mubiao" if folder is None else f"with the facts of {folder}"


def named() -> Path | None:
    """The file that --db names; a Failure where it is not there, or a slip of the fingers would answer in its place."""
    place = settings().db
    if place is not None and not _there(place):
        raise Failure(f"there is no database {place} (mubiao add makes one)", Exit.DATABASE)
    return place


def _there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError as problem:  # a name that no system takes, a folder that lets nobody in
        raise Failure(f"cannot open the database {place}: {problem.strerror}", Exit.DATABASE) from problem


SMALL = 8 * 1024 * 1024
"""Bytes of a database whose facts may be held in memory at once."""


def fits(store: Store) -> bool:
    """Whether rows need not be streamed: reading them in one go starts a few milliseconds sooner."""
    return store.path.stat().st_size <= SMALL
