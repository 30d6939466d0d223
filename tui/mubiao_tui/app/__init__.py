"""The explorer. `run` is all that the command line needs to know of it.

Nothing of Textual is imported before `run` is called: it reads environment variables when it is imported, and one of
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
    ascii: bool = False,
    wide: bool = False,
    chosen: Sequence[str] = (),
) -> tuple[int, list[str]]:
    """Open the explorer and stay until it is left: the exit code, and the ids of the facts that were chosen.

    database: the file; None for the usual one. files: explore these on a throw-away database made of them. lang: zh or
    en. pick: a chooser; chosen: fact ids to choose from, where stdin gave some. ascii: no box drawing. wide: characters
    of ambiguous width take two cells. StoreError: the database cannot be opened. TerminalError: there is no terminal.
    """
    from mubiao_tui.app.start import explore

    return explore(database, files=files, lang=lang, pick=pick, ascii=ascii, wide=wide, chosen=chosen)
