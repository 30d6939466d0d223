"""Tables that ship as a database which is ready: unpacking one costs a tenth of making it from rows.

`database.parquet` is a DuckDB file cut into parts, one a row: Parquet is decompressed without another library. Which
tables are in it stands in its metadata. Its storage version is the one of all databases of ours, which every
later DuckDB reads. The identity by which DuckDB tells whose log a log is has been left out, and is given here: two
databases that came from one file would otherwise take each other's logs for their own.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mubiao.model import StoreError

NAME = "database.parquet"

PART = 1 << 20
GROUP = 32
"""Bytes of a part, and how many are compressed together and are in memory at once: more would save nothing."""

HEADER = 4096
"""Bytes of each header of a DuckDB file; the first 8 are the checksum of the others."""

IDENTITY = slice(124, 140)
"""Where in the first header the identity of the file is."""

Told = Callable[[float], None]


def tables(folder: Path) -> tuple[str, ...]:
    """The tables of the packed database in that folder; none where there is no such file."""
    import polars as pl

    file = folder / NAME
    if not file.is_file():
        return ()
    with whole():
        return tuple(pl.read_parquet_metadata(file).get("tables", "").split())


def unpack(folder: Path, into: Path, told: Told | None = None) -> bool:
    """Write the packed database of that folder to a new file; False, and no file, where the folder has none.

    told: is told the share that is done, 0 … 1. StoreError: what is packed is damaged. OSError: it cannot be written.
    """
    if not (folder / NAME).is_file():
        return False
    with into.open("x+b") as file, whole():
        for part, share in _parts(folder / NAME):
            file.write(part)
            if told is not None:
                told(share)
        file.seek(0)
        header = identified(file.read(HEADER), os.urandom(16))
        file.seek(0)
        file.write(header)
    return True


def _parts(file: Path) -> Iterator[tuple[bytes, float]]:
    """The parts in their order, and the share of all that each ends; as many as one group has are in memory at once."""
    import polars as pl

    rows = pl.scan_parquet(file)
    number = rows.select(pl.len()).collect().item()
    for begin in range(0, number, GROUP):
        for nth, part in enumerate(rows.slice(begin, GROUP).collect()["part"], begin + 1):
            yield part, nth / number


@contextmanager
def whole(name: str = NAME) -> Iterator[None]:
    """A StoreError where a file that is read is not what a new database begins with, or no longer."""
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, ValueError) as error:
        raise damaged(name) from error


def damaged(name: str) -> StoreError:
    """What is said of a file that cannot be read: it is not the database that is at fault."""
    mend = "write its folder again" if os.environ.get("MUBIAO_BUNDLE") else "install mubiao again"
    return StoreError(f"{name}, with which a new database begins, is damaged: {mend}")


def identified(header: bytes, identity: bytes) -> bytes:
    """The header of a DuckDB file with another identity, and the checksum that follows from it.

    ValueError: it is built otherwise than DuckDB builds it.
    """
    if checksum(header[8:]) != header[:8]:
        raise ValueError("no header of a DuckDB file as it is known")
    changed = bytearray(header)
    changed[IDENTITY] = identity
    return checksum(changed[8:]) + changed[8:]


def checksum(content: bytes | bytearray) -> bytes:
    """DuckDB's checksum of whole words, as it stands before them."""
    found = 5381
    for (word,) in struct.iter_unpack("<Q", content):
        found ^= word * 0xBF58476D1CE4E5B9 & 0xFFFF_FFFF_FFFF_FFFF
    return struct.pack("<Q", found)
