"""The database of a session and how the session is asked to be: what is known before there is an application.

Neither Textual nor polars is imported before it must be.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao.queries.selection import Selection
from mubiao_tui.tabs import Tab
from mubiao_tui.view import View

if TYPE_CHECKING:
    from mubiao.queries.first_paint import First
    from mubiao.queries.session.reader import DatabaseReader

MEGABYTES = 400
"""What DuckDB may take while the explorer is open: large sorts go by way of the disk instead of filling the memory."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a session is asked to be."""

    files: tuple[Path, ...] = ()  # on a database made of them, which is gone afterwards
    lang: str | None = None
    ascii: bool = False
    wide: bool = False
    pick: bool = False  # a chooser in a pipe
    chosen: tuple[str, ...] = ()  # only these, where a pipe brought their ids
    empty: bool = False  # a database that is made now begins without the bundled facts

    @property
    def title(self) -> str:
        """What is shown instead of the database's name; empty for that."""
        return ", ".join(f.name for f in self.files[:2]) + (" …" if len(self.files) > 2 else "")

    @property
    def keeps(self) -> bool:
        """Whether the next session begins where this one ends."""
        return not self.pick and not self.files


def default_database() -> Path:
    """Where the database is, without loading polars to know it."""
    from mubiao.folders import database

    return database()


class NotWantedError(Exception):
    """The session ended while its database was being opened: no failure, there is nobody left to tell."""


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
            from mubiao.queries.session.reader import DatabaseReader
            from mubiao.store import open_store

            self._source = DatabaseReader(open_store(self.path, bundled=self.bundled), self._first)
        except Exception as error:
            self._failure = error

    def _look(self) -> None:
        from mubiao.store.file import locking

        locking.limit_memory(MEGABYTES)
        # Other tabs than the first begin with facts, which polars filters.
        if self.view.tab is Tab.REGIONS and self.view.selection == Selection() and not self.view.mode:
            from mubiao.queries.first_paint import read

            self._first = read(self.path, self.view.place)

    def first(self) -> First | None:
        """The first look; None where there is none. Call it in a thread."""
        self._looked.wait()
        return self._first

    def __call__(self) -> DatabaseReader:
        """The data; StoreError where it cannot be opened, NotWantedError once stopped. Call it in a thread."""
        self._wanted.set()
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        if self._source is None:
            raise NotWantedError
        return self._source

    def stop(self) -> None:
        """The data is not wanted any more."""
        self._stopped = True
        self._wanted.set()
