"""The user's own folders, and the database in them.

Who has no home (a number without a name in a container, no HOME) has none of these folders: a `~` that stands for no
home is never the name of a folder that we make.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from mubiao.model import FileError, StoreError


def expanded(path: str | Path) -> Path:
    """The path, its `~` replaced by the home that it means. FileError: there is no such home."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise FileError(f"{path}: no home folder is known for {Path(path).parts[0]}") from None


def user_folder(kind: Literal["data", "config", "state", "cache"]) -> Path | None:
    """The platform's folder for what is mubiao's; None where nobody's home is known."""
    import platformdirs

    try:
        found = getattr(platformdirs, f"user_{kind}_path")("mubiao", appauthor=False)
    except RuntimeError:
        return None
    assert isinstance(found, Path)
    return None if found.parts[0].startswith("~") else found


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
