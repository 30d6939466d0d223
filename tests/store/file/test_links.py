"""A database by other names, in other hands, and one that somebody else has made to reach for files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from made import document, fact
from store.conftest import DOC, FACTS

from mubiao.model import InputError, StoreError
from mubiao.store import Store, open_store
from mubiao.store.file import locking
from mubiao.store.file.change_token import change_token

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def made_older(path: Path) -> bytes:
    """A database of schema 0 from one of today's; what is in the file then."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP VIEW reviewed_facts")
        connection.execute("ALTER TABLE facts DROP COLUMN comparison")
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    return path.read_bytes()


def seen(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if not p.name.endswith(".turn"))


@pytest.fixture
def linked(filled: Store, tmp_path: Path) -> Path:
    """Another name for `filled`, in another folder."""
    (tmp_path / "elsewhere").mkdir()
    name = tmp_path / "elsewhere" / "link.duckdb"
    name.symlink_to(filled.path)
    return name


def test_a_migration_through_a_link_happens_where_the_link_points_to(filled: Store, linked: Path) -> None:
    before = made_older(filled.path)
    filled.path.chmod(0o640)
    assert open_store(linked).facts().collect().height == 2
    backup = filled.path.with_name("reports.duckdb.v0.backup")
    assert linked.is_symlink() and seen(linked.parent) == ["link.duckdb"]
    assert seen(filled.path.parent) == ["elsewhere", "reports.duckdb", backup.name]
    assert not backup.is_symlink() and backup.stat().st_nlink == 1 and backup.read_bytes() == before
    assert [p.stat().st_mode & 0o777 for p in (filled.path, backup)] == [0o640, 0o640]
    assert open_store(filled.path).add(document("再来一份，增长6%。"), [], rules="1") == "added"
    assert open_store(linked).documents().height == 2, "both names are one database"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files away")
def test_a_migration_keeps_the_owner(filled: Store) -> None:
    made_older(filled.path)
    os.chown(filled.path, 12345, 54321)
    open_store(filled.path)
    for path in (filled.path, filled.path.with_name("reports.duckdb.v0.backup")):
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


def test_a_migration_that_would_change_the_owner_is_refused(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made_older(filled.path)
    found = filled.path.stat()
    theirs = os.stat_result((*found[:4], found.st_uid + 1, *found[5:10]))
    real = Path.stat

    def stat(self: Path, **options: bool) -> os.stat_result:
        return theirs if self == filled.path else real(self, **options)

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(os, "chown", refused)
    with pytest.raises(StoreError, match=r"^reports\.duckdb belongs to somebody else, who has to migrate it$"):
        open_store(filled.path)
    monkeypatch.undo()
    assert filled.path.read_bytes() == before and seen(filled.path.parent) == ["reports.duckdb"]


def test_a_backup_is_a_copy_where_the_file_has_other_names(filled: Store, tmp_path: Path) -> None:
    before = made_older(filled.path)
    (tmp_path / "twin.duckdb").hardlink_to(filled.path)
    open_store(filled.path)
    backup = filled.path.with_name("reports.duckdb.v0.backup")
    open_store(tmp_path / "twin.duckdb").add(document("再来一份，增长6%。"), [], rules="1")
    assert backup.read_bytes() == before


def test_a_backup_of_a_migration_that_was_killed_is_taken_up(filled: Store) -> None:
    made_older(filled.path)
    backup = filled.path.with_name("reports.duckdb.v0.backup")
    backup.hardlink_to(filled.path)
    open_store(filled.path)
    assert seen(filled.path.parent) == ["reports.duckdb", backup.name]


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    name = tmp_path / "link.duckdb"
    name.symlink_to(tmp_path / "missing" / "there.duckdb")
    said = r"link\.duckdb is a link to .*/missing/there\.duckdb, and there is no database there"
    for options in ({}, {"read_only": True}, {"create": False}):
        with pytest.raises(StoreError, match=said):
            open_store(name, **options)
    assert seen(tmp_path) == ["link.duckdb"]


KILLED = """
import os, signal, sys
from mubiao.store.file import locking
with locking.writing(sys.argv[1]) as cursor:
    cursor.execute("UPDATE documents SET title = 'late'")
    cursor.execute("COMMIT")
    os.kill(os.getpid(), signal.SIGKILL)
""".replace("sys.argv[1]", "__import__('pathlib').Path(sys.argv[1])")


def test_what_was_written_through_a_link_is_seen_without_it(filled: Store, linked: Path) -> None:
    """DuckDB keeps its log beside the name it is given: after a crash nobody would have looked beside the link."""
    assert subprocess.run([sys.executable, "-c", KILLED, str(linked)]).returncode < 0
    assert seen(linked.parent) == ["link.duckdb"]
    assert filled.documents()["title"].to_list() == ["late"]
    assert change_token(linked) == change_token(filled.path)


# Of somebody else

SHADOWS = {
    "regions": "CREATE VIEW regions AS SELECT * REPLACE ((SELECT content FROM read_text('{secret}')) AS region) "
    "FROM regions_",
    "documents": "CREATE VIEW documents AS SELECT * REPLACE ((SELECT content FROM read_text('{secret}')) AS title) "
    "FROM documents_",
    "facts": "CREATE VIEW facts AS SELECT * REPLACE ((SELECT content FROM read_text('{secret}')) AS subject) "
    "FROM facts_",
    "meta": "CREATE VIEW meta AS SELECT key, if(key = 'x', (SELECT content FROM read_text('{secret}')), value) "
    "AS value FROM meta_",
}


@pytest.mark.parametrize("table", SHADOWS)
def test_a_view_under_the_name_of_a_table_reads_no_file(table: str, filled: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("geheim")
    with duckdb.connect(str(filled.path)) as connection:
        connection.execute("DROP VIEW reviewed_facts")
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_")
        connection.execute(SHADOWS[table].format(secret=secret))
    shown = []
    try:
        store = open_store(filled.path)
        for read in (
            lambda: store.regions().to_dicts(),
            lambda: store.documents().to_dicts(),
            lambda: store.facts().collect().to_dicts(),
            lambda: store.check().to_dicts(),
            lambda: store.targets().collect().to_dicts(),
        ):
            try:
                shown.append(str(read()))
            except StoreError as error:
                shown.append(str(error))
    except StoreError as error:
        shown.append(str(error))
    assert any("what it calls a table reads other files" in said for said in shown), shown
    assert not any("geheim" in said or str(tmp_path) in said for said in shown)


def test_a_macro_under_the_name_of_a_function_reads_no_file(filled: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("geheim")
    with duckdb.connect(str(filled.path)) as connection:
        connection.execute(f"CREATE MACRO coalesce_(a, b) AS (SELECT content FROM read_text('{secret}'))")
        connection.execute(f"CREATE MACRO hash(a) AS (SELECT content FROM read_text('{secret}'))")
    with pytest.raises(StoreError, match="reads other files"):
        open_store(filled.path).check()


def test_an_older_database_of_somebody_else_reads_no_file_when_it_is_migrated(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("geheim")
    with duckdb.connect(str(filled.path)) as connection:
        connection.execute("ALTER TABLE regions RENAME TO regions_")
        connection.execute(SHADOWS["regions"].format(secret=tmp_path / "secret.csv"))
    before = made_older(filled.path)
    with pytest.raises(StoreError, match="reads other files"):
        open_store(filled.path)
    assert filled.path.read_bytes() == before and seen(tmp_path) == ["reports.duckdb", "secret.csv"]


def test_each_database_reaches_itself_alone(tmp_path: Path) -> None:
    """Whatever was open before in this process: more databases than keep a DuckDB of their own, in turn."""
    stores = [open_store(tmp_path / f"{number}.duckdb", bundled=False) for number in range(locking.INSTANCES + 2)]
    for number, store in enumerate((*stores, *stores)):
        doc = document(f"第{number}份报告，增长6%。")
        assert store.add(doc, [fact(doc, 0, 2)]) == "added"
    for store in stores:
        assert store.documents().height == 2
        for other in stores:
            if other is not store:
                with store.reading() as cursor, pytest.raises(duckdb.Error, match="disabled by configuration"):
                    cursor.execute(f"ATTACH '{other.path}' AS other (READ_ONLY)")


def test_undo_takes_back_a_correction_of_several_fields(filled: Store) -> None:
    first, second = (f.fact_id for f in FACTS)
    filled.reviews.accept(first)
    filled.reviews.correct_fields(first, {"value": "7", "claim": "plan", "period": "2023"}, reviewer="甲")
    shown = filled.fact(first)
    assert shown is not None and (shown["value"], shown["claim"], shown["year"]) == (7.0, "plan", 2023)
    assert filled.reviews.undo(first) == "correct"
    again = filled.fact(first)
    assert again is not None and (again["value"], again["claim"], again["year"], again["review"]) == (
        6.0, "target", 2024, "accepted",
    )  # fmt: skip
    with pytest.raises(InputError, match="not a number"):
        filled.reviews.correct_fields(second, {"claim": "plan", "value": "much"})
    assert filled.reviews.of(second).height == 0
    assert DOC.document_id in filled.documents()["document_id"]
