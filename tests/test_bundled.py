"""What ships is what today's rules read in the sources, where those are at hand: a bundle must not go stale.

Of a large bundle a sample is read again, drawn by a seed. The public collection is `$MUBIAO_COLLECTION`, else the
archive of it that lies beside the checkout, of which only the sample is unpacked.
"""

from __future__ import annotations

import hashlib
import os
import random
import tarfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import duckdb
import polars as pl
import pytest

from mubiao import lexicon, read
from mubiao.bundle import ADDRESS, FOLDERS, OPTIONAL, OUT, collected, write
from mubiao.ingest import prepare
from mubiao.store import bundled, open_store, packed, rows
from mubiao.store.adding.writing import rules_version
from mubiao.store.create import schema_sql
from mubiao.store.file import locking
from mubiao.store.file.locking import Cursor

SHARED = Path(__file__).parents[2] / "shared" / "documents"
ARCHIVE = SHARED / "national.tar.xz"
SAMPLE, SEED = 60, 20261130
AGAIN = "make it anew as CONTRIBUTING.md says"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir() and "MUBIAO_COLLECTION" not in os.environ,
    reason="the source documents are not part of the repository",
)


def listed() -> pl.DataFrame:
    """The bundled documents that are to be read again: all of a few, else a sample."""
    documents = pl.read_parquet(OUT / "documents.parquet")
    if documents.height <= 2 * SAMPLE:
        return documents
    chosen = sorted(random.Random(SEED).sample(range(documents.height), SAMPLE))
    return documents[chosen]


def member(url: str | None) -> str | None:
    """The path in the collection that an address means, its folder as it is handed round."""
    if url is None or not url.startswith(ADDRESS):
        return None
    folder, _, rest = unquote(url.removeprefix(f"{ADDRESS}/")).partition("/")
    short = {long: name for name, long in FOLDERS.items()}
    return f"{short[folder]}/{rest}"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """document_id → file of the documents that are to be read again; skips where one is not at hand."""
    wanted = listed()
    members = {m: key for key, m in ((d["document_id"], member(d["url"])) for d in wanted.to_dicts()) if m}
    root = Path(os.environ["MUBIAO_COLLECTION"]) if "MUBIAO_COLLECTION" in os.environ else None
    if root is None and members and ARCHIVE.is_file():
        root = tmp_path_factory.mktemp("collection")
        with tarfile.open(ARCHIVE) as archive:
            left = set(members)
            for entry in archive:
                name = entry.name.partition("/")[2]
                if name in left:
                    entry.name = name
                    archive.extract(entry, root, filter="data")
                    left.discard(name)
                if not left:
                    break
    found = {key: root / name for name, key in members.items() if root is not None and (root / name).is_file()}
    for path in sorted(SHARED.rglob("*")) if set(wanted["document_id"]) - found.keys() else ():
        if path.suffix in (".txt", ".md"):
            found.setdefault(hashlib.sha256(path.read_bytes()).hexdigest()[:16], path)
    missing = set(wanted["document_id"]) - found.keys()
    if missing:
        pytest.skip(f"{len(missing)} of {wanted.height} bundled documents are not among the sources at hand")
    return {key: found[key] for key in wanted["document_id"]}


@pytest.fixture(scope="module")
def kept(sources: dict[str, Path]) -> dict[str, pl.DataFrame]:
    """What ships of these documents."""
    return bundled.frames(OUT, of=list(sources))


@pytest.fixture(scope="module")
def now(sources: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """What the rules read in them today, written and read as a bundle is."""
    lexicon.use(None)
    folder = tmp_path_factory.mktemp("now")
    write(collected([prepare(path) for path in sources.values()], rules_version()), folder)
    return bundled.frames(folder)


@pytest.mark.parametrize("table", bundled.TABLES)
def test_the_bundle_is_what_the_rules_read_today(
    table: str, kept: dict[str, pl.DataFrame], now: dict[str, pl.DataFrame]
) -> None:
    if table in OPTIONAL and table not in packed.tables(OUT):
        pytest.skip(f"the bundle is made without {table}")
    there, found = kept[table], now[table]
    gone = there.join(found, on=found.columns, how="anti", nulls_equal=True)
    changed = found.join(there, on=found.columns, how="anti", nulls_equal=True)
    stale = f"{gone.height} rows of {there.height} are read otherwise, {changed.height} are new"
    assert (gone.height, changed.height, there.height) == (0, 0, found.height), f"{table}: {stale}; {AGAIN}"


def test_every_bundled_fact_stands_where_it_says(sources: dict[str, Path], kept: dict[str, pl.DataFrame]) -> None:
    for (identity,), found in kept["facts"].group_by("document_id"):
        text = read(sources[str(identity)]).text
        for start, printed in found.select("start", "printed").rows():
            assert text.startswith(printed, start)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cursor]:
    """The database that ships, as first use writes it."""
    path = tmp_path_factory.mktemp("country") / "ready.duckdb"
    assert packed.unpack(OUT, path)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_no_sentence_ships(country: Cursor) -> None:
    for table, columns in (("facts", ["section"]), ("sections", ["heading", "path"]), ("promises", ["section"])):
        for column in columns:
            found = f"SELECT {column} FROM {table} WHERE regexp_matches({column}, '[。！？][^ ›]') LIMIT 3"
            assert not country.execute(found).fetchall()
    assert locking.first(country, "SELECT max(length(printed)) <= 60 FROM promises") == (True,), "part of a clause"
    assert "text" not in pl.scan_parquet(OUT / "documents.parquet").collect_schema().names()


def test_what_ships_ready_is_of_the_schema_and_of_the_same_documents(country: Cursor) -> None:
    """Who changes a table has to pack it anew."""
    columns = "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal"
    with duckdb.connect() as connection:
        connection.execute(schema_sql())
        declared = set(connection.execute(columns).fetchall())
    there = set(country.execute(columns).fetchall())
    tables = {table for table, *_ in there}
    assert tables == {*packed.tables(OUT), "regions"}
    assert there == {column for column in declared if column[0] in tables}, AGAIN
    ids = {key for (key,) in country.execute("SELECT DISTINCT document_id FROM sections").fetchall()}
    listed = pl.read_parquet(OUT / "documents.parquet").select("document_id", "region_code")
    assert ids and ids <= set(listed["document_id"]), AGAIN
    places = {code for (code,) in country.execute("SELECT region_code FROM regions").fetchall()}
    assert set(listed["region_code"].drop_nulls()) <= places, AGAIN


def test_what_ships_is_small() -> None:
    assert sum(file.stat().st_size for file in OUT.glob("*.parquet")) <= 18_000_000


def test_filling_a_database_draws_nothing_on_stdout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where Python runs no file DuckDB draws a bar by itself, once something takes two seconds."""
    drawn: list[bool] = []
    regions = rows.add_regions

    def asked(cursor: Cursor) -> None:
        drawn.append(cursor.execute("SELECT current_setting('enable_progress_bar_print')").fetchall()[0][0])
        regions(cursor)

    monkeypatch.setattr(rows, "add_regions", asked)
    open_store(tmp_path / "new.duckdb")
    assert drawn == [False]
