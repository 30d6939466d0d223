"""The user's own folders, and the database in them.

Who has no home (a number without a name in a container, no HOME) has none of these folders: a `~` that stands for no
home is never the name of a folder that we make.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from mubiao.model import FileError, StoreError


def expanded(path: str | Path) -> Path:
    """The path, its `~` replaced by the home that it means. FileError: there is no such home."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise FileError(f"{path}: no home folder is known for {Path(path).parts[0]}") from None


CACHE = "MUBIAO_CACHE"
"""The variable that names the folder of `cache_folder`; empty: there is none."""

Kind = Literal["data", "config", "state", "cache"]

_XDG: dict[Kind, tuple[str, str]] = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}
"""Variable and folder of the home, by the specification of base directories."""


def user_folder(kind: Kind) -> Path | None:
    """The platform's folder for what is mubiao's; None where nobody's home is known."""
    plain = _on_linux(kind)
    if plain is not None:
        return plain
    import platformdirs

    try:
        found = getattr(platformdirs, f"user_{kind}_path")("mubiao", appauthor=False)
    except RuntimeError:
        return None
    assert isinstance(found, Path)
    return None if found.parts[0].startswith("~") else found


def cache_folder() -> Path | None:
    """The folder for what can be made again: that of `$MUBIAO_CACHE`, or the user's. None where nothing is kept."""
    named = os.environ.get(CACHE)
    return user_folder("cache") if named is None else Path(named) if named else None


def _on_linux(kind: Kind) -> Path | None:
    """The same where it follows from two variables: platformdirs takes longer to import than a short text to read."""
    variable, below = _XDG[kind]
    named, home = os.environ.get(variable, "").strip(), os.environ.get("HOME", "")
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ or not (named or home).startswith("/"):
        return None
    return Path(named or Path(home, below), "mubiao")


def database(named: str | Path | None = None) -> Path:
    """The database that is named, else by `$MUBIAO_DB`, else mubiao.duckdb in the user's folder for data.

    StoreError: it is in the home of nobody, or its name is not UTF-8, which DuckDB does not take.
    """
    named = named or os.environ.get("MUBIAO_DB")
    try:
        if named:
            place = expanded(named)
        else:
            folder = user_folder("data")
            if folder is None:
                raise StoreError("no home folder is known, so no database either: name one with --db or MUBIAO_DB")
            place = folder / "mubiao.duckdb"
        str(place).encode()
    except FileError as error:
        raise StoreError(str(error)) from error
    except UnicodeEncodeError:
        shown = os.fsencode(named or "").decode("utf-8", "backslashreplace")
        raise StoreError(f"the name of the database is not UTF-8: {shown}") from None
    return place
