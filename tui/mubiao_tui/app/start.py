"""Starting and ending the explorer: the terminal, the database, signals. Textual is not imported before it must be."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao.files import scratch
from mubiao.model import MubiaoError
from mubiao.queries.selection import Selection
from mubiao_tui.app.opening import Opening, Settings, default_database
from mubiao_tui.app.system import garbage
from mubiao_tui.app.system.last_frame import standing
from mubiao_tui.tabs import Tab
from mubiao_tui.view import View

if TYPE_CHECKING:
    from mubiao_tui.app.app import Explorer
    from mubiao_tui.app.system.state import Session


SWITCH = 0.001
"""Seconds after which a thread that reads gives way to the one that draws; Python's own are five times as many."""


class TerminalError(MubiaoError):
    """There is no terminal that the explorer could be drawn on."""


def run(
    database: Path | None = None,
    *,
    files: Sequence[Path] = (),
    lang: str | None = None,
    pick: bool = False,
    chosen: Sequence[str] = (),
    ascii: bool = False,
    wide: bool = False,
    empty: bool = False,
) -> tuple[int, list[str]]:
    """Open the explorer and stay until it is left: the exit code, and the ids of the facts that were chosen.

    database: the file; None for the usual one. files: explore these on a database that is gone afterwards; the first
    are there while others are still read. lang: zh or en; None for the locale's. pick: a chooser, whose stdin and
    stdout may be pipes: keys are read from the terminal itself, and everything is drawn on stderr. chosen: only these
    ids are offered; empty for all. ascii: no box drawing. wide: characters of ambiguous width take two cells.
    empty: a database that is made now begins without the bundled facts.
    StoreError: the database cannot be opened. TerminalError: there is no terminal to draw on.
    """
    settings = Settings(tuple(files), lang, ascii, wide, pick, tuple(chosen), empty)
    return explore(database, settings)


def prepare() -> None:
    """What has to be so before Textual is imported, and before it opens the terminal."""
    # With the Kitty protocol a phrase committed by an input method arrives as one long unknown key.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    # Nothing here is animated; a slide of a scroll bar would only cost bytes over a slow line.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise TerminalError("this terminal can only print lines (TERM=dumb); use the commands, as in mubiao query")
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        raise TerminalError("the explorer needs a terminal; use the commands in a pipe, as in mubiao query")
    take_terminal()


def take_terminal() -> None:
    """Read keys from the terminal where stdin is a pipe: Textual reads descriptor 0, whatever sys.stdin is."""
    if os.isatty(0):
        return
    try:
        keys = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise TerminalError("there is no terminal to read keys from") from error
    os.dup2(keys, 0)
    os.close(keys)
    # Textual asks sys.__stdin__ whether it is a terminal.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.__stdin__ = sys.stdin  # type: ignore[misc]


def explore(database: Path | None, settings: Settings) -> tuple[int, list[str]]:
    """Open the explorer, stay until it is left: the exit code and the chosen facts. See `run`."""
    prepare()
    with ExitStack() as stack:
        path = stack.enter_context(scratch()) / "files.duckdb" if settings.files else database or default_database()
        session = begin(path, settings)
        frame = stack.enter_context(standing(path, settings))  # before anything heavy is imported
        opening = Opening(path, bundled=not (settings.files or settings.empty), view=session.view)
        before = garbage.hold()
        sys.setswitchinterval(SWITCH)
        from mubiao_tui.app.system.ending import ending

        app = build(opening, path, settings, session)
        app.loaded, app.rested, app.standing = garbage.set_aside, garbage.quiet, frame.shown
        frame.hand_over()
        program = app.handlers.program  # made now: a signal comes in the middle of anything
        end = ending(lambda: app.loop_call(program.quit), program.keep)
        try:
            code = app.run()
        finally:
            end.done()
            opening.stop()
            garbage.as_before(before)
        if app.failure is not None:
            raise app.failure
        if end.asked == signal.SIGINT:
            raise KeyboardInterrupt
        return (0 if code is None else code), app.picked


def begin(path: Path, settings: Settings) -> Session:
    """Where the session begins: where the last one on this database ended; with the facts where some are to choose."""
    from mubiao_tui.app.system.state import Session, load

    if settings.pick:
        return Session(View(tab=Tab.FACTS, selection=Selection(facts=settings.chosen)))
    return load(path) if settings.keeps else Session(View())


def build(opening: Opening, path: Path, settings: Settings, session: Session) -> Explorer:
    """The application, as the last session on this database left it."""
    from mubiao_tui.app.app import Explorer
    from mubiao_tui.app.drawing.theme import THEMES, look_for
    from mubiao_tui.strings import Strings, language

    look = look_for(ascii=settings.ascii, wide=settings.wide)
    if session.theme in THEMES and "MUBIAO_THEME" not in os.environ:
        look = replace(look, theme=session.theme)
    chosen = settings.lang or os.environ.get("MUBIAO_LANG") or session.language
    return Explorer(
        opening, database=path, session=session, strings=Strings(language(chosen)), look=look, settings=settings
    )
