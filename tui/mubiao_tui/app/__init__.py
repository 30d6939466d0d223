"""The explorer. `run` is all that the command line needs to know of it.

Nothing of Textual is imported before it is called: Textual reads environment variables when it is imported, and one of
them has to be set by then (see `start.prepare`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def run(
    database: Path | None = None,
    *,
    files: Sequence[Path] = (),
    lang: str | None = None,
    pick: bool = False,
    chosen: Sequence[str] = (),
    ascii: bool = False,
    wide: bool = False,
) -> tuple[int, list[str]]:
    """Open the explorer and stay until it is left: the exit code, and the ids of the facts that were chosen.

    database: the file; None for the usual one. files: explore these on a database that is gone afterwards; the first
    are there while others are still read. lang: zh or en; None for the locale's. pick: a chooser, whose stdin and
    stdout may be pipes: keys are read from the terminal itself, and everything is drawn on stderr. chosen: only these
    ids are offered; empty for all. ascii: no box drawing. wide: characters of ambiguous width take two cells.
    StoreError: the database cannot be opened. TerminalError: there is no terminal to draw on.
    """
    from mubiao_tui.app.opening import Settings
    from mubiao_tui.app.start import explore

    settings = Settings(tuple(files), lang, ascii, wide, pick, tuple(chosen))
    return explore(database, settings)
