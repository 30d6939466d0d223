"""Which words hold: the tables that ship with mubiao, and the rows of a folder of one's own.

A `Lexicon` is both. One holds for the process: that of `$MUBIAO_LEXICON`, else the folder `lexicon` in mubiao's
settings, unless `use` names another. Inside `with Lexicon("mine"):` that one holds instead, for this thread or task and
for the processes that read for it. What is made of the tables is kept with the lexicon that it was made of
(`per_lexicon`), so that several can be used in turn, and in threads at once, each with its own facts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from mubiao.lexicon.tables import Row
from mubiao.model import FileError, LexiconError

VARIABLE = "MUBIAO_LEXICON"

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

_of_built_in: dict[Any, Any] = {}
"""What is made of the tables that ship: the same for every lexicon that adds nothing to them."""


class Lexicon:
    """The words that documents are read with: the built-in tables, and behind them the rows of a folder.

    `folder` is where the rows come from, None: nowhere. `tables` are they, table → rows with all columns of the table;
    `digest` is a short hash of them, empty where they add nothing: it stands behind a `+` in the `origin` of facts.
    Raises LexiconError, whose `problems` are all that is wrong with the folder.

    Example: `with Lexicon("mine"): facts = mubiao.extract(document)`; outside, the words are those of before.
    """

    __slots__ = ("digest", "folder", "made", "tables")

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = None if folder is None else _expanded(folder).absolute()
        self.tables: dict[str, list[Row]] = {}
        self.digest = ""
        if self.folder is not None:
            from mubiao.lexicon.reading import read  # most people have no words of their own and need no checks

            self.tables, self.digest = read(_expanded(folder or ""))
        self.made: dict[Any, Any] = {} if self.digest else _of_built_in  # function → its results, kept

    def __reduce__(self) -> tuple[type[Lexicon], tuple[Path | None]]:
        return Lexicon, (self.folder,)  # what was made of the tables is made again

    def __enter__(self) -> Lexicon:
        _outer.set((*_outer.get(), _here.get()))
        _here.set(self)
        return self

    def __exit__(self, *problem: object) -> None:
        *outer, before = _outer.get()
        _outer.set(tuple(outer))
        _here.set(before)


_here: ContextVar[Lexicon | None] = ContextVar("lexicon", default=None)
_outer: ContextVar[tuple[Lexicon | None, ...]] = ContextVar("outer", default=())
_of_process: Lexicon | None = None


def current() -> Lexicon:
    """The lexicon that holds here. LexiconError: that of the variable or of the settings cannot be used."""
    return _here.get() or _of_process or _found()


def entered() -> Lexicon | None:
    """The lexicon of the innermost `with`: what a process that is started here does not know of by itself."""
    return _here.get()


def _found() -> Lexicon:
    """That of the variable or of the settings, from now on. The folder of the settings need not be there."""
    global _of_process
    place = folder()
    there = place is not None and (bool(os.environ.get(VARIABLE)) or place.exists())
    _of_process = Lexicon(place if there else None)
    return _of_process


def folder() -> Path | None:
    """Where the user's own rows are looked for; None where that is nowhere."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return _expanded(named) if named else None
    from mubiao.folders import user_folder

    own = user_folder("config")
    return own / "lexicon" if own is not None else None


def _expanded(place: str | Path) -> Path:
    from mubiao.folders import expanded

    try:
        return expanded(place)
    except FileError as error:
        raise LexiconError(str(error)) from error


def use(place: str | Path | None) -> Lexicon:
    """Take the user's own rows from this folder (None: from nowhere) from now on, in the processes started later too.

    Gives the Lexicon, which is of the whole process; inside a `with Lexicon(…):` that one goes on to hold. Raises
    LexiconError, whose `problems` are all that is wrong, and leaves things as they were.

    Example: `lexicon.use("mine").digest` is eight hexadecimal digits, or nothing where the folder adds nothing.
    """
    global _of_process
    taken = Lexicon(place)
    os.environ[VARIABLE] = "" if taken.folder is None else str(taken.folder)
    _of_process = taken
    return taken


def forget() -> None:
    """Look the lexicon of the process up anew when it is asked for next: the variable or the folder has changed."""
    global _of_process
    _of_process = None


def per_lexicon(most: int | None = None) -> Callable[[Callable[Arguments, Made]], Callable[Arguments, Made]]:
    """Keep what a function makes of the tables, as `functools.lru_cache` does, apart for each lexicon.

    Whatever calls `rows`, or a function that does, is kept by this and never by a cache of the whole process: a test
    holds them to it. most: how many results are kept, None for all.
    """

    def decorate(function: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
        code = function.__code__
        if not code.co_argcount:
            return _asked_nothing(function)
        if code.co_argcount == 1 and not code.co_kwonlyargcount and not function.__defaults__:
            return _asked_one_thing(function, most)

        @wraps(function)
        def kept(*arguments: Arguments.args, **named: Arguments.kwargs) -> Made:
            made = (_here.get() or _of_process or _found()).made
            try:
                results = made[function]
            except KeyError:
                results = made.setdefault(function, lru_cache(most)(function))
            found: Made = results(*arguments, **named)
            return found

        return kept

    return decorate


def _asked_nothing(function: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
    """Of a function without arguments there is one result, asked for dozens of times a fact: a look-up gives it."""

    @wraps(function)
    def kept() -> Made:
        made = (_here.get() or _of_process or _found()).made
        try:
            found: Made = made[function]
        except KeyError:
            found = made.setdefault(function, cast("Callable[[], Made]", function)())
        return found

    return cast("Callable[Arguments, Made]", kept)


def _asked_one_thing(function: Callable[Arguments, Made], most: int | None) -> Callable[Arguments, Made]:
    """Of a function with one argument the results are asked for ten times a fact."""

    @wraps(function)
    def kept(argument: Any) -> Made:
        made = (_here.get() or _of_process or _found()).made
        try:
            results = made[function]
        except KeyError:
            results = made.setdefault(function, lru_cache(most)(function))
        found: Made = results(argument)
        return found

    return cast("Callable[Arguments, Made]", kept)


def made_once(function: Callable[Arguments, Made], *arguments: Arguments.args, **named: Arguments.kwargs) -> Made:
    """The same for one call, of a module that does not load the lexicon until it is asked for names."""
    return per_lexicon()(function)(*arguments, **named)
