"""The database that the shared options name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao_tui.cli.settings import settings

if TYPE_CHECKING:
    from mubiao.store import Store


def database(*, read_only: bool = False) -> Store:
    """Open it: `--db`, else $MUBIAO_DB, else the user's own, made from the bundled facts when it is not there yet."""
    from mubiao.store import open_store

    return open_store(settings().db, read_only=read_only)
