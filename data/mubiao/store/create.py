"""Making a database, recognising one, and bringing an older one up to date.

schema.sql is the only DDL. A new file is written beside its place and moved there when it is whole, so a crash or a
full disk leaves no half database. An older database is copied column by column into a new one in the same way, and
stays beside it as a backup.

Versions: 2 has the table promises; 3 has statements, and documents their address and doubts;
4 has the tables pledges and pledge_links, and the sources of documents.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import duckdb

import mubiao
from mubiao.files import beside, linked, place, to_disk
from mubiao.model import StoreError
from mubiao.store.file import locking
from mubiao.store.file.errors import explained
from mubiao.store.file.locking import Cursor, identifier
from mubiao.store.version import SCHEMA_VERSION

FILL: dict[str, str] = {
    "facts.period_stated": "false",
    "facts.section": "''",
    "facts.rule": "''",
    "facts.confidence": "0",
    "facts.origin": "''",
    "facts.qualifier": "'exact'",
    "facts.sector": "'economy'",
    "documents.kind": "'other'",
    "documents.origin": "'added'",
    "documents.rules": "''",
    "documents.added_at": "TIMESTAMP '1970-01-01'",
    "documents.characters": "coalesce(length(text), 0)",
    "reviews.undone": "false",
    "sections.role": "'other'",
}
"""What a column that an older database lacks, and that may not be null, holds after a migration."""


def schema_sql() -> str:
    """The text of schema.sql: from the wheel, or from the root of a checkout."""
    inside = resources.files("mubiao") / "schema.sql"
    if inside.is_file():
        return inside.read_text(encoding="utf-8")
    checkout = Path(__file__).parents[3] / "schema.sql"
    if not checkout.is_file():
        raise StoreError("schema.sql is missing from this installation")
    return checkout.read_text(encoding="utf-8")


def create(path: Path, *, with_bundle: bool, told: Callable[[float], None] | None = None) -> None:
    """Make the database at `path`, filled with the bundled facts or empty. If it exists by then, it is kept.

    told: is told the share that is done, 0 … 1, from another thread.
    """
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with beside(real) as fresh:
            _build(fresh, with_bundle=with_bundle, told=told)
            to_disk(fresh)
            with suppress(FileExistsError):  # someone else was faster, and theirs may have been written to already
                place(fresh, real)
            to_disk(real.parent)
    except OSError as error:
        raise explained(error, path) from error


def version(cursor: Cursor, path: Path) -> int:
    """The schema version of an open database; a StoreError when it is no database of ours."""
    try:
        row = locking.first(cursor, "SELECT value FROM meta WHERE key = 'schema_version'")
    except duckdb.CatalogException as error:
        raise StoreError(f"{path.name} is a DuckDB file, but not of mubiao; it is left as it is") from error
    if row is None or not str(row[0]).isdigit():
        raise StoreError(f"{path.name} does not say which version it is; it is left as it is")
    return int(row[0])


def verify(path: Path, *, migrate_older: bool, wait: float) -> Path | None:
    """See that the file at `path` can be used by this program, migrating an older one where that is allowed.

    Returns where a file that was migrated stays as it was; None where there was nothing to migrate.
    """
    with locking.reading(path, wait) as cursor:
        found = version(cursor, path)
    if found > SCHEMA_VERSION:
        raise StoreError(
            f"{path.name} was made by a newer version of mubiao (schema {found}, this program knows {SCHEMA_VERSION}); "
            "it is left as it is"
        )
    if found < SCHEMA_VERSION:
        if not migrate_older:
            raise StoreError(f"{path.name} is of an older version (schema {found}); open it for writing to migrate it")
        backup = migrate(path, found, wait)
        return None if backup == path else backup
    return None


def migrate(path: Path, found: int, wait: float) -> Path:
    """Copy an older database into one of the present schema; returns where the old one stays as a backup.

    Where `path` is a link, all of it happens where the link points to. The new file has the owner and the mode of the
    old one; StoreError where it cannot have them.
    """
    real = Path(os.path.realpath(path))
    try:
        with (
            beside(real) as fresh,
            locking.alone(path, wait),
            duckdb.connect(":memory:", config=dict(locking.SETTINGS)) as connection,
        ):
            _build(fresh, with_bundle=None)
            # Held for writing until the new file has taken its place, so that nobody adds to the old one meanwhile.
            locking.attach(connection, path, "old", write=True, wait=wait)
            if version_of(connection, path) == SCHEMA_VERSION:
                return path  # another process was faster
            connection.execute("CHECKPOINT old")
            _belong(fresh, real)
            locking.attach(connection, fresh, "new", write=True, wait=wait)
            locking.close_off(connection)  # what is called a table there may be a view that reads other files
            _copy(connection)
            if found < 2:
                _add_shipped(connection, "promises")
            if found < 4:
                _add_shipped(connection, "pledges", "pledge_links")
            connection.execute("DETACH new")
            to_disk(fresh)
            backup = _back_up(real, fresh.parent, found)
            fresh.replace(real)
            to_disk(real.parent)
    except (OSError, duckdb.Error) as error:
        raise explained(error, path) from error
    return backup


def version_of(connection: Cursor, path: Path) -> int:
    """The schema version of the database attached as `old`."""
    connection.execute("USE old")
    try:
        return version(connection, path)
    finally:
        connection.execute("USE memory")


def _copy(connection: Cursor) -> None:
    """Every table of the new schema from what the old one has of it, by column name."""
    columns: dict[str, dict[str, list[tuple[str, bool]]]] = {"old": {}, "new": {}}
    for database, table, column, nullable in connection.execute(
        "SELECT database_name, table_name, column_name, is_nullable FROM duckdb_columns() "
        "WHERE database_name IN ('old', 'new') AND NOT internal ORDER BY column_index"
    ).fetchall():
        columns[database].setdefault(table, []).append((column, nullable))
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'new'").fetchall()
    connection.execute("BEGIN TRANSACTION")
    for (table,) in tables:
        if table == "meta" or table not in columns["old"]:
            continue
        old = {name for name, _ in columns["old"][table]}
        pairs = [
            (identifier(name), identifier(name) if name in old else FILL.get(f"{table}.{name}", "NULL"))
            for name, nullable in columns["new"][table]
            if name in old or not nullable
        ]
        targets, sources = ", ".join(a for a, _ in pairs), ", ".join(b for _, b in pairs)
        connection.execute(
            f"INSERT INTO new.{identifier(table)} ({targets}) SELECT {sources} FROM old.{identifier(table)}"
        )
    connection.execute("INSERT INTO new.meta SELECT key, value FROM old.meta WHERE key = 'bundle'")
    connection.execute("COMMIT")


def _add_shipped(connection: Cursor, *tables: str) -> None:
    """Rows of new tables: of bundled documents as they ship; others are read anew when they are added again."""
    from mubiao.store import bundled, rows

    connection.execute("USE new")
    connection.execute("BEGIN TRANSACTION")
    connection.execute("UPDATE documents SET rules = '0' WHERE origin <> 'bundled'")
    kept = connection.execute("SELECT document_id FROM documents WHERE origin = 'bundled'").fetchall()
    for table, frame in bundled.frames(tables=tables, of=[key for (key,) in kept]).items():
        rows.insert(connection, table, frame)
    rows.add_regions(connection)
    connection.execute("COMMIT")
    connection.execute("USE memory")


def _build(path: Path, *, with_bundle: bool | None, told: Callable[[float], None] | None = None) -> None:
    """Make a database at `path`; with_bundle: None for one that an older one is copied into."""
    laid = False
    if with_bundle:
        from mubiao.store import bundled  # what is there already opens without it

        laid = bundled.lay(path, told)
    with duckdb.connect(":memory:", config=dict(locking.SETTINGS)) as connection:
        try:
            locking.attach(connection, path, "fresh", write=True, wait=0, create=not laid)
            connection.execute("USE fresh")
            connection.execute("BEGIN TRANSACTION")
            connection.execute(schema_sql())
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [
                    ["schema_version", str(SCHEMA_VERSION)],
                    ["program_version", mubiao.__version__],
                    ["created_at", datetime.now(UTC).isoformat(timespec="seconds")],
                ],
            )
            if with_bundle:
                bundled.fill(connection, told=None if laid else told)
            elif with_bundle is not None:
                connection.execute("INSERT INTO meta VALUES ('bundle', 'none')")
            connection.execute("COMMIT")
            connection.execute("USE memory")
            connection.execute("DETACH fresh")
        except (duckdb.Error, StoreError) as error:
            raise explained(error, path) from error


def _belong(fresh: Path, path: Path) -> None:
    """Give a new file the owner and the mode of the one whose place it takes."""
    if os.name != "posix":
        return
    old, new = path.stat(), fresh.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.chown(fresh, old.st_uid, old.st_gid)
        except OSError as error:
            raise StoreError(f"{path.name} belongs to somebody else, who has to migrate it") from error
    fresh.chmod(stat.S_IMODE(old.st_mode))  # after the owner: a change of that clears bits of it


def _back_up(path: Path, folder: Path, found: int) -> Path:
    """Keep the file at `path` under another name, whole or not at all, and return that. `folder` is for our own use.

    It is about to be replaced, so that another name for it is enough, unless it has other names already, by which
    somebody goes on writing to it.
    """
    for number in range(1, 1000):
        backup = path.with_name(f"{path.name}.v{found}{'' if number == 1 else f'-{number}'}.backup")
        if backup.exists():
            if backup.samefile(path):  # an earlier migration came as far as here
                return backup
            continue
        with suppress(FileExistsError):
            if path.stat().st_nlink > 1 or not linked(path, backup):
                copied = folder / backup.name
                shutil.copyfile(path, copied)
                _belong(copied, path)
                to_disk(copied)
                place(copied, backup)
            return backup
    raise StoreError(f"too many backups of {path.name}")
