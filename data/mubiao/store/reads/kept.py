"""Pairs of targets and outcomes that have been made, kept in a file of the user's until anything changes.

Pairing a country takes half a second, and most of its questions come while nothing is written to it. So what all facts
came to is kept as Parquet in the platform's folder for caches, or in that of `$MUBIAO_CACHE` (empty: nowhere), under a
name that is made of the state of the database: of when it was last written, of the words that hold, and of the program.
Any change gives another name, so that nothing has to be brought up to date and nothing of before is ever found; a
writer that is killed, or one that knows nothing of this, cannot leave what is wrong. Nothing is written to a database.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl

from mubiao.files import replacing
from mubiao.folders import cache_folder
from mubiao.lexicon.active import current
from mubiao.model import FileError
from mubiao.store.file.change_token import change_token
from mubiao.store.file.locking import limited

FEWEST = 5_000
"""Fewer pairs are made again in the time that it would take to look after a file."""

MOST_MEGABYTES = 256
"""Pairs of a larger database are not kept: they would take a file of a hundred megabytes."""

SETTLED = 2.0
"""Seconds without a change after which the next one is sure to have another time, on every file system."""

PATIENCE = 3
"""So often the pairs of a few places are made alone; who asks on is given them from those of all."""

FILES = 8
"""Of so many databases the pairs are kept, the latest."""

ROWS = 16_384
"""In a group of the file: one place is read from one or two of them."""

_PROGRAM = ("", "targets", "regions", "lexicon", "tables", "store", "store/reads")
"""Where it stands what pairs are made of and how."""


class Kept:
    """The pairs of one database, in states of it that are settled. No error of the disk ever comes out of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._asked: tuple[Path, int] | None = None  # for few, since the last change

    def rows(self, columns: Collection[str], asked: Sequence[pl.Expr], most: int | None) -> pl.DataFrame | None:
        """These columns of the pairs that meet all conditions, at most so many; None where the pairs are not kept."""
        file = self._file()
        # Without a file (another process may just have removed it), or where a condition fails, pairs are made.
        with suppress(OSError, pl.exceptions.PolarsError):
            if file is not None and file.is_file():
                found = pl.scan_parquet(file, glob=False).filter(*asked)
                return (found if most is None else found.head(most)).select(columns).collect()
        return None

    def due(self, few: bool) -> Path | None:
        """Where all pairs are to be kept as they are now, or None if they need not be made.

        few: only some are asked for. To be asked while the database is being read, so that it stays as it is.
        """
        file = self._file(settled=True)
        if file is None or (few and not self._worth(file)):
            return None
        return file

    def _worth(self, file: Path) -> bool:
        """Whether few have been asked for so often that all are made: once in each state, and not in little memory."""
        if limited():
            return False
        with self._lock:
            count = self._asked[1] + 1 if self._asked is not None and self._asked[0] == file else 1
            self._asked = file, count
        return count == PATIENCE + 1

    def keep(self, file: Path, pairs: pl.DataFrame) -> None:
        """Keep all pairs where `due` said, and nothing of an earlier state."""
        if pairs.height < FEWEST:
            return
        with suppress(OSError, FileError, pl.exceptions.PolarsError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replacing(file, force=True) as fresh:
                fresh.touch(mode=0o600)
                pairs.write_parquet(fresh, compression="lz4", row_group_size=ROWS)
            _sweep(file)

    def _file(self, *, settled: bool = False) -> Path | None:
        """Where the pairs of the present state are, or would be; None where none are kept."""
        folder = cache_folder()
        token = change_token(self._path)
        if folder is None or not token:
            return None
        parts = [part.split(":") for part in token.split()]
        if sum(int(size) for _, size, _ in parts) > 1e6 * MOST_MEGABYTES:
            return None
        if settled and time.time() - max(int(at) for *_, at in parts) / 1e9 < SETTLED:
            return None
        state = sha256(f"{token} {current().digest} {_program()}".encode()).hexdigest()[:16]
        return folder / f"{_prefix(self._path)}{state}.parquet"


def _prefix(path: Path) -> str:
    """What the names begin with of all files for a database."""
    real = os.path.realpath(path)
    return f"pairs-{sha256(os.fsencode(real)).hexdigest()[:12]}-"


@cache
def _program() -> str:
    """What another build of the program has otherwise, and so does a file of it that has been edited."""
    base = Path(__file__).parents[2]
    parts = [pl.__version__]
    for folder in _PROGRAM:
        with os.scandir(base / folder) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
        parts += [
            f"{folder}/{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in sorted(found, key=lambda f: f[0])
        ]
    return "\n".join(parts)


def _sweep(kept: Path) -> None:
    """Remove what was kept of earlier states of this database, and of databases that were asked for long ago."""
    with suppress(OSError):
        there = sorted(kept.parent.glob("pairs-*.parquet"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        prefix = kept.name[: -len(kept.suffix) - 16]
        outdated = [file for file in there if file.name.startswith(prefix) and file != kept]
        for file in {*outdated, *there[FILES:]} - {kept}:
            with suppress(OSError):  # somebody else was faster, or is reading it where that holds a file
                file.unlink()
