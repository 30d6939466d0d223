"""What ships ready: a new database begins as it, with the rows of one that is filled, and an identity of its own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from made import document, fact

from mubiao import bundle, packing
from mubiao.ingest import Prepared
from mubiao.model import Role, Section, StoreError
from mubiao.store import Store, bundled, open_store, packed
from mubiao.store.file import locking


def report(place: str, code: str, year: int) -> Prepared:
    words = f"{place}{year}年，增长6%左右，新增学位9510个。"
    doc = document(words, year=year, region=place, region_code=code, name=f"{year}.txt")
    facts = [fact(doc, at, at + 2, region=place, region_code=code) for at in range(0, 12, 2)]
    return Prepared(Path(f"{year}.txt"), doc, tuple(facts), (Section(0, 20, 0, "标题", "标题", Role.OTHER),))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of which each table is a file."""
    places = (("晋江市", "350582"), ("泉州市", "350500"))
    made = [report(place, code, year) for place, code in places for year in range(2010, 2024)]
    folder = tmp_path_factory.mktemp("plain")
    bundle.write(bundle.collected(made, "1"), folder)
    return folder


@pytest.fixture(scope="module")
def ready(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, packed."""
    folder = tmp_path_factory.mktemp("ready") / "bundle"
    shutil.copytree(plain, folder)
    packing.pack(folder)
    return folder


def made_of(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("MUBIAO_BUNDLE", str(folder))
    return open_store(path)


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Columns, constraints and rows of everything but what tells when it was made; rows in their order."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        without = {"documents": "* EXCLUDE (added_at)"}
        found = {
            name: connection.execute(
                f"SELECT {without.get(name, '*')} FROM {name} WHERE {'key' if name == 'meta' else 1} <> 'created_at'"
                if name == "meta"
                else f"SELECT {without.get(name, '*')} FROM {name}"
            ).fetchall()
            for (name,) in names
        }
        found["columns"] = connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() ORDER BY ALL"
        ).fetchall()
        found["constraints"] = connection.execute(
            "SELECT table_name, constraint_text FROM duckdb_constraints() ORDER BY ALL"
        ).fetchall()
    return found


def test_only_documents_stay_a_file(ready: Path) -> None:
    assert sorted(file.name for file in ready.iterdir()) == [packed.NAME, "documents.parquet"]
    assert set(packed.tables(ready)) == set(bundled.TABLES) - {"documents"}


def test_a_database_is_the_same_as_when_it_is_filled(
    plain: Path, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = made_of(plain, tmp_path / "filled.duckdb", monkeypatch)
    laid = made_of(ready, tmp_path / "laid.duckdb", monkeypatch)
    expected, found = tables(filled.path), tables(laid.path)
    assert len(expected["facts"]) == 2 * 14 * 6 and len(expected["regions"]) == 4
    assert found == expected
    assert laid.check().height == 0 and laid.offered() == 0
    assert laid.pledges().collect().height == 0, "the views are there"


def test_frames_are_those_of_the_files(plain: Path, ready: Path) -> None:
    expected, found = bundled.frames(plain), bundled.frames(ready)
    assert expected.keys() == found.keys()
    for table, frame in expected.items():
        assert frame.equals(found[table]), table
    one = expected["documents"]["document_id"][3]
    for table, frame in bundled.frames(ready, of=[one]).items():
        assert frame.equals(expected[table].filter(pl.col("document_id") == one)), table


@pytest.mark.skipif(sys.platform != "linux", reason="DuckDB has another allocator there")
def test_the_same_tables_give_the_same_bytes(plain: Path, ready: Path, tmp_path: Path) -> None:
    shutil.copytree(plain, tmp_path / "again")
    packing.pack(tmp_path / "again")
    assert (tmp_path / "again" / packed.NAME).read_bytes() == (ready / packed.NAME).read_bytes()


def test_how_far_it_is_is_told(ready: Path, tmp_path: Path) -> None:
    told: list[float] = []
    assert packed.unpack(ready, tmp_path / "x.duckdb", told.append)
    assert told == sorted(told) and told[-1] == 1


def test_nothing_packed_is_nothing_written(plain: Path, tmp_path: Path) -> None:
    assert not packed.unpack(plain, tmp_path / "x.duckdb") and not any(tmp_path.iterdir())
    assert packed.tables(plain) == ()


def test_no_database_takes_the_log_of_another(ready: Path, tmp_path: Path) -> None:
    """Both began as the same file: what is left beside one, were it the other's, must not be read as its own."""
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    for path in (one, other):
        packed.unpack(ready, path)
    with duckdb.connect(str(one)) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        connection.execute("DELETE FROM facts")
    log = Path(f"{one}.wal")
    with duckdb.connect(str(one), read_only=True) as connection:
        assert locking.first(connection, "SELECT count(*) FROM facts") == (0,), "its own it reads"
    shutil.copy(log, f"{other}.wal")
    with pytest.raises(duckdb.Error, match="does not match"):
        duckdb.connect(str(other), read_only=True)


def test_another_header_is_no_header(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        connection.execute("CREATE TABLE t (i INTEGER)")
    header = (tmp_path / "x.duckdb").read_bytes()[: packed.HEADER]
    changed = packed.identified(header, bytes(range(16)))
    assert (
        changed[packed.IDENTITY] == bytes(range(16)) and packed.identified(changed, header[packed.IDENTITY]) == header
    )
    with pytest.raises(ValueError, match="header"):
        packed.identified(header[:-1] + b"x", bytes(16))


@pytest.mark.parametrize("damage", ["cut", "no parquet", "other column", "no database"])
def test_a_bundle_that_is_damaged_is_told_and_leaves_nothing(
    ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    folder = tmp_path / "bundle"
    shutil.copytree(ready, folder)
    file = folder / packed.NAME
    match damage:
        case "cut":
            file.write_bytes(file.read_bytes()[:-200])
        case "no parquet":
            file.write_bytes(os.urandom(4000))
        case "other column":
            pl.DataFrame({"x": [1]}).write_parquet(file)
        case "no database":
            pl.DataFrame({"part": [bytes(8192)]}).write_parquet(file)
    with pytest.raises(StoreError, match=r"database\.parquet"):
        made_of(folder, tmp_path / "new.duckdb", monkeypatch)
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]
