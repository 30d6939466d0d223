"""DuckDB's errors as one plain line that says what is wrong with which file, who holds it, and what to do about it."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from mubiao.model import StoreError

_CAUSES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("not a valid DuckDB database file",), "{file} is not a mubiao database; it is left as it is"),
    (
        ("Could not read enough bytes", "Corrupt", "corrupt", "checksum", "Failed to load metadata", "INTERNAL Error"),
        "{file} is damaged; it is left as it is: restore a copy, or add the documents to a new database",
    ),
    (
        ("can only read version", "newer version of DuckDB", "version number", "storage version"),
        "{file} was written by a newer version of this program; it is left as it is",
    ),
    (("No space left", "File too large", "Disk quota"), "no space left on the disk of {file}; nothing was changed"),
    (
        ("disabled by configuration",),
        "{file} is not a database as mubiao makes them: what it calls a table reads other files; it is left as it is",
    ),
    (("Permission denied", "Read-only file system", "Operation not permitted"), "no permission to use {file}"),
    (("Is a directory",), "{file} is a folder, not a database"),
    (("does not exist", "No such file"), "there is no database {file}"),
    (("Out of Memory", "out of memory"), "not enough memory for this"),
    (("Interrupted", "INTERRUPT"), "the query was stopped"),
)


_CONFLICT = re.compile(r"Conflicting lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)", re.DOTALL)


def explained(error: Exception, path: Path) -> StoreError:
    """The StoreError for what DuckDB said about `path`. A StoreError stays what it is."""
    if isinstance(error, StoreError):
        return error
    text = str(error)
    if not isinstance(error, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException):
        for signs, message in _CAUSES:
            if any(sign in text for sign in signs):
                return StoreError(message.format(file=path.name))
    return StoreError(f"{path.name}: {one_line(text)}")


def one_line(text: str) -> str:
    """The first line of an error, without DuckDB's pointer at the place and its kind in front."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "unknown error")
    head, colon, rest = line.partition(" Error: ")
    return rest if colon and " " not in head.replace("Invalid Input", "") and rest else line


def holder(message: str) -> str:
    """The process that holds the file, in words, from DuckDB's error text and /proc."""
    match = _CONFLICT.search(message)
    if match is None:
        return "another process"
    pid = int(match["pid"])
    return f"{_command(pid) or Path(match['program']).name} (process {pid})"


def _command(pid: int) -> str | None:
    """What a person would call the process: the script's name when it is Python that runs it."""
    try:
        words = [w.decode(errors="replace") for w in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") if w]
    except OSError:
        return None
    names = [Path(w).name for w in words if not w.startswith("-")]
    if len(names) > 1 and names[0].startswith("python") and re.fullmatch(r"[\w.+-]+", names[1]):
        return names[1]
    return names[0] if names else None
