"""A user's own rows: CSV files in a folder of theirs, in the formats of `tables/`, that are added to the built-in rows.

The folder is `$MUBIAO_LEXICON`, else `lexicon` in mubiao's folder for user settings; `MUBIAO_LEXICON=` (empty) means
none. A file that does not keep to the format of its table is an error that names the file and the line (see `reading`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mubiao.folders import expanded, user_folder
from mubiao.lexicon.tables import Row
from mubiao.model import FileError, LexiconError

VARIABLE = "MUBIAO_LEXICON"


@dataclass(frozen=True, slots=True)
class Words:
    """What a user adds: table → rows with all columns of the table, and a short hash of them (empty: nothing)."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    digest: str = ""


def folder() -> Path | None:
    """Where the user's own rows are looked for; None where that is nowhere."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return _expanded(named) if named else None
    own = user_folder("config")
    return own / "lexicon" if own is not None else None


def _expanded(place: str | Path) -> Path:
    try:
        return expanded(place)
    except FileError as error:
        raise LexiconError(str(error)) from error


@cache
def own() -> Words:
    """The user's own rows, read and checked once. LexiconError: a file or a row that cannot be used."""
    place = folder()
    if place is None or (not place.exists() and not os.environ.get(VARIABLE)):
        return Words()  # the folder of the user's settings need not be there; one that was named must
    return _read(place)


def _read(place: Path) -> Words:
    from mubiao.lexicon.reading import read  # most people have no words of their own and need not load the checks

    tables, digest = read(place)
    return Words(tables, digest)


def use(place: str | Path | None) -> Words:
    """Take the user's own rows from this folder (None: from nowhere) from now on, in the processes started later too.

    Everything that this process has made of the tables is made anew. LexiconError leaves things as they were.
    """
    words = Words() if place is None else _read(_expanded(place))
    os.environ[VARIABLE] = "" if place is None else str(_expanded(place).absolute())
    forget()
    return words


def forget() -> None:
    """Empty every cache of mubiao: any of them may hold what was made of the tables, and all can be filled again."""
    for name, module in list(sys.modules.items()):
        if name == "mubiao" or name.startswith("mubiao."):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()
