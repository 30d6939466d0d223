"""Starting and ending the explorer: the terminal, the database, signals. Textual is not imported before it must be."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao.files import scratch
from mubiao.model import MubiaoError
from mubiao.queries.selection import Selection
from mubiao_tui.view import Tab, View

if TYPE_CHECKING:
    from mubiao.queries.first_paint import First
    from mubiao.queries.reader import DatabaseReader
    from mubiao_tui.app.app import Explorer
    from mubiao_tui.app.system.state import Session


MEGABYTES = 400
"""What DuckDB may take while the explorer is open: large sorts go by way of the disk instead of filling the memory."""


SWITCH = 0.001
"""Seconds after which a thread that reads gives way to the one that draws; Python's own are five times as many."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a session is asked to be."""

    files: tuple[Path, ...] = ()  # on a database made of them, which is gone afterwards
    lang: str | None = None
    ascii: bool = False
    wide: bool = False
    pick: bool = False  # a chooser in a pipe
    chosen: tuple[str, ...] = ()  # only these, where a pipe brought their ids

    @property
    def title(self) -> str:
        """What is shown instead of the database's name; empty for that."""
        return ", ".join(f.name for f in self.files[:2]) + (" …" if len(self.files) > 2 else "")

    @property
    def keeps(self) -> bool:
        """Whether the next session begins where this one ends."""
        return not self.pick and not self.files


class TerminalError(MubiaoError):
    """There is no terminal that the explorer could be drawn on."""


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
    """Open the explorer, stay until it is left: the exit code and the chosen facts. See `mubiao_tui.app.run`."""
    prepare()
    with ExitStack() as stack:
        path = stack.enter_context(scratch()) / "files.duckdb" if settings.files else database or default_database()
        session = begin(path, settings)
        opening = Opening(path, bundled=not settings.files, view=session.view)
        gc.disable()
        sys.setswitchinterval(SWITCH)
        from mubiao_tui.app.system.ending import ending

        app = build(opening, path, settings, session)
        app.loaded = spare_modules
        end = ending(app)
        try:
            code = app.run()
        finally:
            end.done()
            opening.stop()
            gc.enable()
        if app.failure is not None:
            raise app.failure
        if end.asked == signal.SIGINT:
            raise KeyboardInterrupt
        return (0 if code is None else code), app.picked


def spare_modules() -> None:
    """Look for garbage, but not in what is there now.

    The modules and what they hold are half a million objects: going through them holds every key up for 70 ms, again
    and again, and finds nothing. Until they are all there no garbage is looked for at all.
    """
    gc.freeze()
    gc.enable()


def default_database() -> Path:
    """Where the database is, without loading polars to know it."""
    from mubiao.folders import database

    return database()


def begin(path: Path, settings: Settings) -> Session:
    """Where the session begins: where the last one on this database ended; with the facts where some are to choose."""
    from mubiao_tui.app.system.state import Session, load

    if settings.pick:
        return Session(View(tab=Tab.FACTS, selection=Selection(facts=settings.chosen)))
    return load(path) if settings.keeps else Session(View())


class Opening:
    """Opens the database in a thread, in two steps: a first look by DuckDB alone, and all of it with polars.

    The first look begins at once, while Textual is imported; the second step waits until that look has been painted,
    because importing polars keeps Python busy for as long as everything before it together.
    """

    def __init__(self, path: Path, *, bundled: bool = True, view: View | None = None) -> None:
        self.path = path
        self.bundled = bundled
        self.view = view or View()
        self._looked = threading.Event()
        self._wanted = threading.Event()
        self._stopped = False
        self._first: First | None = None
        self._source: DatabaseReader | None = None
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._open, name="mubiao-open", daemon=True)
        self._thread.start()

    def _open(self) -> None:
        try:
            try:
                self._look()
            finally:
                self._looked.set()  # whatever happens: somebody waits for it
            if self._first is not None:
                self._wanted.wait()
            if self._stopped:
                return
            from mubiao.queries.reader import DatabaseReader
            from mubiao.store import open_store

            self._source = DatabaseReader(open_store(self.path, bundled=self.bundled), self._first)
        except Exception as error:
            self._failure = error

    def _look(self) -> None:
        from mubiao.store import gate

        gate.limit_memory(MEGABYTES)
        # Other tabs than the first begin with facts, which polars filters.
        if self.view.tab is Tab.REGIONS and self.view.selection == Selection() and not self.view.mode:
            from mubiao.queries.first_paint import read

            self._first = read(self.path, self.view.place)

    def first(self) -> First | None:
        """The first look; None where there is none. Call it in a thread."""
        self._looked.wait()
        return self._first

    def __call__(self) -> DatabaseReader:
        """The data; StoreError where it cannot be opened. Takes a while: call it in a thread."""
        self._wanted.set()
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        assert self._source is not None
        return self._source

    def stop(self) -> None:
        """The data is not wanted any more."""
        self._stopped = True
        self._wanted.set()


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
