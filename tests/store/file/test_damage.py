"""Files that are not what they should be are named and never overwritten."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest
from made import document, fact, promise

from mubiao import bundle
from mubiao.ingest import Prepared
from mubiao.model import StoreError
from mubiao.store import Store, default_path, open_store
from mubiao.store.file import integrity
from mubiao.store.reviews import log

TESTS = Path(__file__).parents[2]
DOC = document("今年地区生产总值增长6%左右，新增学位9510个。" * 200)
FACTS = [fact(DOC, at, at + 2, value=float(at)) for at in range(300)]


def one_line(caught: pytest.ExceptionInfo[StoreError]) -> str:
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_missing_file_is_made_or_named(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "new.duckdb"
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(StoreError, match=r"there is no database new\.duckdb") as caught:
            open_store(path, **options)
        one_line(caught)
        assert not path.parent.exists()
    assert open_store(path, bundled=False).documents().height == 0
    assert [p.name for p in path.parent.iterdir()] == ["new.duckdb"]


def test_a_file_that_vanishes_is_named_and_not_made_again(store: Store) -> None:
    store.path.unlink()
    for use in (
        store.documents,
        lambda: store.add(DOC, FACTS),
        lambda: store.facts().collect(),
        lambda: store.sql("SELECT 1"),
    ):
        with pytest.raises(StoreError, match="there is no database"):
            use()
    assert not store.path.exists()


OTHERS = [b"", b"x", b"not a database " * 1000, b"SQLite format 3\0" + bytes(4096), bytes(300_000)]


@pytest.mark.parametrize("content", OTHERS)
def test_a_file_of_another_kind_is_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    for options in ({}, {"read_only": True}):
        with pytest.raises(StoreError, match=r"notes.txt is .*left as it is") as caught:
            open_store(path, **options)
        one_line(caught)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_a_duckdb_file_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE meta (a INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"other.duckdb"):
        open_store(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE meta")
    with pytest.raises(StoreError, match="not of mubiao"):
        open_store(path)
    assert before


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = open_store(tmp_path_factory.mktemp("whole") / "whole.duckdb", bundled=False)
    made.add(DOC, FACTS)
    for number in range(5):
        doc = document(f"第{number}份报告，增长6%。" * 400)
        made.add(doc, [fact(doc, at, at + 2, value=float(at * number)) for at in range(300)])
    return made


def everything(store: Store) -> list[object]:
    ids = store.documents()["document_id"].to_list()
    problems = store.check().to_dicts()
    return [store.facts().collect().to_dicts(), ids, [store.text(i) for i in ids], store.regions().to_dicts(), problems]


@pytest.mark.parametrize("seed", range(24))
def test_a_flipped_bit_is_noticed_or_does_no_harm(seed: int, whole: Store, tmp_path: Path) -> None:
    chance = random.Random(seed)
    content = bytearray(whole.path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path = tmp_path / "flipped.duckdb"
    path.write_bytes(content)
    try:
        found = everything(open_store(path))
    except StoreError as error:
        assert "flipped.duckdb" in str(error) and "left as it is" in str(error) and "\n" not in str(error)
    else:
        assert found == everything(whole)
    assert path.read_bytes() == bytes(content)
    assert whole.facts().collect().height == 1800, "other databases go on working"


WRITES = [
    lambda store: store.add(document("再来一份，增长6%。"), [], rules="1"),
    lambda store: store.remove(DOC.document_id),
    lambda store: store.reviews.accept(FACTS[0].fact_id),
    lambda store: store.reviews.correct(FACTS[0].fact_id, "value", "7"),
    lambda store: store.reviews.undo(FACTS[0].fact_id),
    lambda store: store.reviews.load(io.StringIO(",".join(log.SCHEMA) + "\n")),
]


@pytest.mark.parametrize("seed", range(24))
def test_what_reading_names_as_damaged_is_not_written_to(seed: int, whole: Store, tmp_path: Path) -> None:
    chance = random.Random(1000 + seed)
    content = bytearray(whole.path.read_bytes())
    for _ in range(seed % 3 + 1):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path = tmp_path / "flipped.duckdb"
    path.write_bytes(content)
    try:
        everything(open_store(path))
    except StoreError:
        for write in WRITES:
            with pytest.raises(StoreError, match=r"flipped\.duckdb is .*left as it is") as caught:
                write(open_store(path))
            one_line(caught)
            assert path.read_bytes() == bytes(content)
    else:
        assert WRITES[0](open_store(path)) == "added"
        assert open_store(path).documents().height == 7


def test_blocks_are_summed_as_duckdb_does(whole: Store, tmp_path: Path) -> None:
    """Or every file would be read as a whole before it is written to, or none."""
    assert not integrity.suspicious(whole.path)
    content = whole.path.read_bytes()
    path = tmp_path / "other.duckdb"
    for at in (3 * 4096, 3 * 4096 + 8, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert integrity.suspicious(path)
    path.write_bytes(content[:-1])
    assert integrity.suspicious(path)


def test_damage_where_nothing_is_kept_stops_nobody(store: Store) -> None:
    store.add(DOC, FACTS)
    store.remove(DOC.document_id)
    store.add(document("一份，增长6%。"), [], rules="1")
    content = store.path.read_bytes()
    harmless = 0
    for at in range(3 * 4096 + 5000, len(content), 262144):
        path = store.path.with_name(f"{at}.duckdb")
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert integrity.suspicious(path)
        try:
            everything(open_store(path))
        except StoreError:
            continue
        assert open_store(path).add(document("再来一份，增长6%。"), [], rules="1") == "added"
        harmless += 1
    assert harmless, "a file without free blocks shows nothing"


def test_a_state_that_is_known_is_not_looked_at_again(
    whole: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.duckdb"
    shutil.copy(whole.path, path)
    looked: list[Path] = []
    monkeypatch.setattr(integrity, "suspicious", lambda file: looked.append(file) or False)
    one, other = open_store(path), open_store(path)
    for number in range(4):
        (one, other)[number % 2].add(document(f"另外{number}份，增长6%。"), [], rules="1")
    assert len(looked) == 1
    os.utime(path, ns=(1, 1))  # somebody else was here
    one.reviews.accept(FACTS[0].fact_id)
    assert len(looked) == 2


@pytest.mark.parametrize("part", [0.0, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999])
def test_a_truncated_file_is_named(part: float, whole: Store, tmp_path: Path) -> None:
    content = whole.path.read_bytes()
    path = tmp_path / "short.duckdb"
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(StoreError, match=r"short.duckdb is .*left as it is") as caught:
        everything(open_store(path))
    one_line(caught)
    assert path.stat().st_size == int(len(content) * part)


def test_a_newer_database_is_refused_untouched(store: Store) -> None:
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    before = store.path.read_bytes()
    for options in ({}, {"read_only": True}):
        with pytest.raises(StoreError, match="newer version") as caught:
            open_store(store.path, **options)
        one_line(caught)
    assert store.path.read_bytes() == before


def test_an_older_database_is_migrated_with_a_backup(store: Store) -> None:
    store.add(DOC, FACTS)
    store.reviews.accept(FACTS[0].fact_id)
    expected = store.facts().collect()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("DROP VIEW reviewed_facts")
        for column in ("subsector", "period_stated", "comparison"):
            connection.execute(f"ALTER TABLE facts DROP COLUMN {column}")
        connection.execute("ALTER TABLE facts ADD COLUMN gone INTEGER DEFAULT 1")
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="older version"):
        open_store(store.path, read_only=True)
    assert store.path.read_bytes() == before

    migrated = open_store(store.path)
    backup = store.path.with_name("reports.duckdb.v0.backup")
    assert migrated.backup == backup and backup.read_bytes() == before
    found = migrated.facts().collect()
    same = [c for c in found.columns if c != "period_stated"]
    assert found.select(same).equals(expected.select(same)) and not found["period_stated"].any()
    assert migrated.text(DOC.document_id) == DOC.text
    assert migrated.check().height == 0
    assert sorted(p.name for p in store.path.parent.iterdir() if not p.name.startswith(".")) == [
        "reports.duckdb",
        "reports.duckdb.v0.backup",
    ]
    again = open_store(store.path)
    assert again.facts().collect().equals(found) and again.backup is None, "once is enough"
    assert not store.path.with_name("reports.duckdb.v0-2.backup").exists()


def test_a_database_without_targets_in_words_gets_them(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = document(
        "晋江市二〇二四年报告：居民收入与经济增长同步，出口持平。", region="晋江市", region_code="350582"
    )
    own = document("二〇二四年报告：居民收入稳步增长。", region="晋江市", region_code="350582")
    said = [promise(shipped, "与经济增长同步", "income_per_capita"), promise(shipped, "持平", "exports")]
    bundle.write(bundle.collected([Prepared(Path("x"), shipped, promises=tuple(said))], "1"), tmp_path / "bundled")
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "bundled"))
    old = open_store(tmp_path / "old.duckdb")
    old.add(own, [fact(own, 0, 4)], rules="1")
    with duckdb.connect(str(old.path)) as connection:
        connection.execute("DROP TABLE promises")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    before = old.path.read_bytes()

    migrated = open_store(old.path)
    assert old.path.with_name("old.duckdb.v1.backup").read_bytes() == before
    assert migrated.promises().collect()["promise_id"].sort().to_list() == sorted(p.promise_id for p in said)
    assert migrated.facts().collect().height == 1 and migrated.check().height == 0
    # The words of the user's own documents were never read: adding one again reads it anew.
    assert migrated.add(own, [fact(own, 0, 4)], (), [promise(own, "稳步增长", "income_per_capita")]) == "updated"
    assert migrated.promises().collect().height == 3
    assert migrated.add(own, [fact(own, 0, 4)]) == "unchanged"


LIMITED = """
import resource, signal, sys
from mubiao.model import StoreError
from mubiao.store import open_store
from made import document, fact
store = open_store(sys.argv[1])
doc = document(sys.argv[1] + "".join(chr(0x4E00 + (i * i * 7919) % 20000) for i in range(400_000)))
facts = [fact(doc, at, at + 2, subject=str(at * 7919)) for at in range(3000)]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    print(store.add(doc, facts))
except StoreError as error:
    print(error)
print(store.documents().height)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files there")
@pytest.mark.parametrize("room", [0, 1_000, 1_000_000, 1_700_000, 2_200_000, 2_500_000, 10_000_000])
def test_on_a_full_disk_an_add_is_whole_or_not_at_all(room: int, store: Store) -> None:
    """No file may grow beyond `room` bytes: neither the log (about 1.7 MB here) nor the database (1 MB, then 3)."""
    store.add(DOC, FACTS)
    expected = everything(store)
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, str(store.path), str(room)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )
    said, count = result.stdout.splitlines()
    again = open_store(store.path)
    if said == "added":
        assert room > 1_000_000 and count == "2"
        assert again.documents().height == 2 and again.facts().collect().height == 3300
        assert again.check().height == 0
    else:
        assert said == "no space left on the disk of reports.duckdb; nothing was changed"
        assert count == "1" and everything(again) == expected
    assert again.add(document("再来一份，增长6%。"), [], rules="1") == "added"
    assert [p.name for p in store.path.parent.iterdir() if not p.name.startswith(".")] == ["reports.duckdb"]


READ_ONLY = """
import os, sys
import mubiao.regions, mubiao.extract, mubiao.store.statements.applying
from mubiao.model import StoreError
from mubiao.store import open_store
from made import document, fact
store = open_store(sys.argv[1])
store.regions()
if os.geteuid() == 0:
    os.setuid(65534)
print(store.facts().collect().height, open_store(sys.argv[1], read_only=True).documents().height)
doc = document("新的一份，增长6%。")
for what in (
    lambda: store.add(doc, [fact(doc, 0, 2)]),
    lambda: open_store(sys.argv[1] + ".new", bundled=False),
    lambda: open_store(sys.argv[1] + "/below/it.duckdb", bundled=False),
):
    try:
        print(what())
    except StoreError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
@pytest.mark.parametrize("folder_mode", [0o555, 0o755])
def test_a_read_only_folder_can_be_read(folder_mode: int, whole: Store) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "shared.duckdb"
        shutil.copy(whole.path, path)
        path.chmod(0o444)
        folder.chmod(folder_mode)
        before = path.read_bytes()
        result = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )
        lines = result.stdout.splitlines()
        assert lines[0] == "1800 6"
        assert "no permission to use shared.duckdb" in lines[1]
        assert len(lines) == 4 and all("shared.duckdb" in line or "it.duckdb" in line for line in lines[1:])
        assert lines[2].endswith(" shared.duckdb.new"), "not the name of the file that it is made in"
        assert path.read_bytes() == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_the_default_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUBIAO_DB", str(tmp_path / "mine.duckdb"))
    assert default_path() == tmp_path / "mine.duckdb"
    assert open_store(bundled=False).path == tmp_path / "mine.duckdb"
    monkeypatch.delenv("MUBIAO_DB")
    assert default_path().name == "mubiao.duckdb"


def test_two_creators_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    first = open_store(path, bundled=False)
    first.add(DOC, FACTS)
    first.make(with_bundle=False)
    assert first.documents().height == 1
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")] == ["new.duckdb"]
