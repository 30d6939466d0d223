"""The explorer. `run` and `pick` are all that the command line needs to know of it.

Nothing of Textual is imported before they are called: it reads environment variables when it is imported, and one of
them has to be set by then (see `start.prepare`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def run(
    database: Path | None = None, *, title: str = "", lang: str | None = None, ascii: bool = False, wide: bool = False
) -> int:
    """Open the explorer and stay until it is left; the exit code.

    database: the file; None for the usual one. title: shown instead of its name, for a database that is thrown away
    afterwards. lang: zh or en; None for the locale's. ascii: no box drawing. wide: characters of ambiguous width take
    two cells. StoreError: the database cannot be opened. TerminalError: there is no terminal to draw on.
    """
    from mubiao_tui.app.start import Settings, explore

    settings = Settings(title=title, lang=lang, ascii=ascii, wide=wide, throw_away=bool(title))
    return explore(database, settings)[0]


def pick(
    database: Path | None = None,
    *,
    facts: Sequence[str] = (),
    title: str = "",
    lang: str | None = None,
    ascii: bool = False,
    wide: bool = False,
) -> list[str]:
    """Open the explorer as a chooser; the ids of the facts that were chosen, none if it was left without a choice.

    facts: only these ids are offered; empty for all. stdin and stdout may be pipes: keys are read from the terminal
    itself, and everything is drawn on stderr. The rest and the errors are those of `run`.
    """
    from mubiao_tui.app.start import Settings, explore

    settings = Settings(
        title=title, lang=lang, ascii=ascii, wide=wide, pick=True, facts=tuple(facts), throw_away=bool(title)
    )
    return explore(database, settings)[1]
