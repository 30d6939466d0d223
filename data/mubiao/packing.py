"""Put the tables of a bundle into one database that is ready: `python -m mubiao.packing FOLDER`

Reads the Parquet files of the folder but documents.parquet, makes a DuckDB file of them with the places that they name,
and writes that, compressed, as database.parquet in their stead (see mubiao.store.packed). It is made by a process of
its own, with one thread and memory that begins as zeros: DuckDB writes what happens to be in unused bytes to the file,
which would differ each time. The same Parquet files give the same bytes so on Linux; elsewhere they give the same rows.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl

from mubiao.files import replacing, scratch
from mubiao.store import bundled, packed, rows
from mubiao.store.arrow import framed
from mubiao.store.create import schema_sql
from mubiao.store.file import locking
from mubiao.store.file.locking import Cursor

TABLES = tuple(table for table in bundled.TABLES if table != "documents")

LEVEL = 19
"""More makes readers take twice the memory for a two hundredth less."""

WITHOUT = {"facts": "alp,alprd", "sections": "dict_fsst,fsst"}
"""Table → what DuckDB is not to compress its columns with: what it packs by bits, zstd can do little with afterwards.

Of the country that is 7 hundredths of what ships, for 10 MB more of 48 on the disk.
"""

ZEROS = {"DUCKDB_JE_MALLOC_CONF": "zero:true"}
"""Makes the allocator of DuckDB begin with zeros, when it is set before the process starts."""


def pack(folder: Path) -> None:
    """Put the tables of that folder into database.parquet, in a process of its own, and remove their files."""
    command = [sys.executable, "-m", "mubiao.packing", str(folder)]
    subprocess.run(command, check=True, env={**os.environ, **ZEROS})


def _pack(folder: Path) -> None:
    files = {table: file for table in TABLES if (file := folder / f"{table}.parquet").is_file()}
    with scratch() as own:
        _make(files, folder / "documents.parquet", own / "ready.duckdb")
        content = _anonymous((own / "ready.duckdb").read_bytes())
    parts = pl.DataFrame({"part": [content[at : at + packed.PART] for at in range(0, len(content), packed.PART)]})
    with replacing(folder / packed.NAME, force=True) as fresh:
        parts.write_parquet(
            fresh,
            compression="zstd",
            compression_level=LEVEL,
            statistics=False,
            row_group_size=packed.GROUP,
            data_page_size=packed.GROUP * packed.PART * 2,
            metadata={"tables": " ".join(files)},
        )
    for file in files.values():
        file.unlink()


def _make(files: dict[str, Path], documents: Path, path: Path) -> None:
    """The database: the tables of the files and `regions`; all others are made at first use."""
    with duckdb.connect(":memory:", config={**dict(locking.SETTINGS), "threads": 1}) as connection:
        connection.execute("SET enable_progress_bar_print = false")
        locking.attach(connection, path, "ready", write=True, wait=0, create=True)
        connection.execute("USE ready")
        connection.execute(schema_sql())
        for table, file in files.items():
            connection.execute(f"SET disabled_compression_methods = '{WITHOUT.get(table, '')}'")
            connection.execute(f"INSERT INTO {table} BY NAME {bundled.rows_of(table)}", [str(file)])
            connection.execute("CHECKPOINT ready")
        connection.execute("RESET disabled_compression_methods")
        rows.add_regions(connection, _places(connection, [documents, *files.values()]))
        _drop_others(connection, {*files, "regions"})
        connection.execute("USE memory")
        connection.execute("DETACH ready")


def _places(connection: Cursor, files: list[Path]) -> pl.DataFrame:
    """The places that the files name."""
    found = []
    for file in filter(Path.is_file, files):
        relation = connection.sql("FROM read_parquet(?)", params=[str(file)])
        if set(rows.PLACE) <= set(relation.columns):
            found.append(framed(relation.select(*rows.PLACE).distinct()))
    return pl.concat(found).unique().sort(rows.PLACE, nulls_last=True)


def _drop_others(connection: Cursor, kept: set[str]) -> None:
    for kind, name in connection.execute(
        "SELECT 'VIEW', view_name FROM duckdb_views() WHERE database_name = 'ready' AND NOT internal "
        "UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE database_name = 'ready' ORDER BY ALL DESC"
    ).fetchall():
        if name not in kept:
            connection.execute(f"DROP {kind} {locking.identifier(name)}")


def _anonymous(content: bytes) -> bytes:
    """A DuckDB file without its identity, which is drawn anew for each; it stands in the first header and the third."""
    nobody, size = bytes(16), packed.HEADER
    first, second, third, rest = (content[:size], content[size : 2 * size], content[2 * size : 3 * size], 3 * size)
    if third[packed.IDENTITY] == first[packed.IDENTITY]:
        third = packed.identified(third, nobody)
    return b"".join((packed.identified(first, nobody), second, third, content[rest:]))


if __name__ == "__main__":
    _pack(Path(sys.argv[1]))
