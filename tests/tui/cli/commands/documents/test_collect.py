"""Files into facts and into the database: good ones, bad ones, and both together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner
from tests.tui.cli.reports import ALL, JINJIANG_2024, WITHOUT_FACTS

from mubiao.model import FACT_COLUMNS


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in ALL.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_extract_prints_ndjson_with_true_offsets_and_opens_no_database(mubiao: Runner, reports: Path) -> None:
    ended = mubiao("extract", reports / "晋江2024.txt", MUBIAO_DB=str(reports))  # a folder: opening it would fail
    facts = rows(ended.text)
    assert ended.code == 0 and len(facts) >= 8
    assert [list(fact) for fact in facts] == [list(FACT_COLUMNS)] * len(facts)
    assert all(JINJIANG_2024[f["start"] : f["end"]] == f["printed"] for f in facts)  # type: ignore[misc]
    target = next(f for f in facts if f["indicator"] == "gdp" and f["claim"] == "target")
    assert (target["value"], target["qualifier"], target["year"]) == (6, "about", 2024)


def test_stdin_is_a_document_like_any_other(mubiao: Runner, reports: Path) -> None:
    piped = mubiao("extract", "-", input=JINJIANG_2024.encode())
    assert piped.out == mubiao("extract", reports / "晋江2024.txt").out
    assert mubiao("extract", "-", input=JINJIANG_2024.encode("gb18030")).out == piped.out


def test_folders_and_processes_give_the_same_facts_in_the_same_order(mubiao: Runner, reports: Path) -> None:
    one = mubiao("extract", *sorted(reports.iterdir()))
    assert mubiao("extract", reports).out == one.out
    assert mubiao("extract", reports, "--jobs", "2").out == one.out


def test_quantities_are_more_than_facts(mubiao: Runner) -> None:
    found = rows(mubiao("extract", "--quantities", "-", input=JINJIANG_2024.encode()).text)
    assert {"2024年", "6%"} <= {q["printed"] for q in found}
    assert all(JINJIANG_2024[q["start"] : q["end"]] == q["printed"] for q in found)  # type: ignore[misc]


def test_explain_names_the_rules(mubiao: Runner) -> None:
    text = mubiao("extract", "--explain", "-", input=JINJIANG_2024.encode()).text
    assert "晋江市  地区生产总值  growth about 6 %  target, 2024" in text
    assert "· subject    地区生产总值 — the noun before the number" in text


BAD = {
    "missing.txt": None,
    "empty.txt": b"",
    "binary.bin": bytes(range(256)) * 64,
    "broken.docx": b"PK\x03\x04 not a zip",
    "broken.pdf": b"%PDF-1.4 nothing",
}


def test_bad_files_are_named_and_the_rest_goes_on(mubiao: Runner, reports: Path) -> None:
    names = []
    for name, content in BAD.items():
        names.append(reports / name)
        if content is not None:
            names[-1].write_bytes(content)
    (reports / "folder").mkdir()
    ended = mubiao("add", *names, reports / "folder", reports / "晋江2024.txt")
    assert ended.code == 4 and ended.out == b""
    lines = ended.err.splitlines()
    assert all(line.startswith("mubiao: ") for line in lines)
    for name in (*BAD, "folder"):
        assert any(name in line for line in lines), name
    assert lines[-1].startswith("mubiao: 1 added, 6 failed; ")
    assert "Traceback" not in ended.err
    assert b"6%" in mubiao("query", "--columns", "printed").out


@pytest.mark.parametrize("command", ["extract", "add"])
def test_a_text_without_facts_is_no_failure(mubiao: Runner, command: str) -> None:
    ended = mubiao(command, "-", input=WITHOUT_FACTS.encode())
    assert (ended.code, ended.out) == (0, b"")
    assert "mubiao: stdin: no facts found" in ended.err.splitlines()


def test_adding_twice_changes_nothing(mubiao: Runner, reports: Path, database: Path) -> None:
    before = mubiao("query").out
    ended = mubiao("add", reports)
    assert (ended.code, ended.err.split(";")[0]) == (0, "mubiao: 3 unchanged")
    assert mubiao("query").out == before
    renamed = reports / "other.txt"
    renamed.write_text(JINJIANG_2024, encoding="utf-8")
    assert mubiao("add", renamed).err.startswith("mubiao: 1 unchanged")


def test_quiet_says_nothing_and_verbose_names_each(mubiao: Runner, reports: Path, database: Path) -> None:
    assert mubiao("add", "--quiet", reports).err == ""
    assert len(mubiao("--verbose", "add", reports).err.splitlines()) == 4


def test_remove_by_the_beginning_of_an_id(mubiao: Runner, database: Path) -> None:
    listed = [row.split(",") for row in mubiao("documents", "-c", "document_id,facts", "--no-header").lines]
    first, facts = listed[0]
    assert mubiao("remove", "--dry-run", first[:8]).err.startswith(f"mubiao: would remove {first} ")
    assert mubiao("remove", first[:8]).code == 0
    left = mubiao("documents", "--no-header").lines
    assert len(left) == len(listed) - 1 and not any(first in row for row in left)
    assert int(facts) > 0 and mubiao("query", "--document", first, "--exit-status").code == 1


def test_removing_an_unknown_document_removes_none(mubiao: Runner, database: Path) -> None:
    listed = mubiao("documents").out
    known = mubiao("documents", "-c", "document_id", "--no-header").lines[0]
    ended = mubiao("remove", known, "ffffffffffff")
    assert ended.code == 2 and "no such document: ffffffffffff" in ended.err
    assert mubiao("documents").out == listed


def test_check_finds_what_no_longer_stands(mubiao: Runner, database: Path) -> None:
    import duckdb

    assert mubiao("check").code == 0
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "UPDATE facts SET printed = '7%' WHERE indicator = 'gdp' AND value = 6.5 AND claim = 'target'"
        )
    ended = mubiao("check", "--columns", "problem,expected,found", "--no-header")
    assert ended.code == 3 and set(ended.lines) == {"span,7%,6.5%"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("text.duckdb", b"this is no database, it only says so\n" * 400, "is not a mubiao database"),
        ("folder", None, "is a folder"),
    ],
)
def test_a_database_that_is_none_is_named_and_left(
    mubiao: Runner, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    path.mkdir() if content is None else path.write_bytes(content)
    ended = mubiao("query", "--db", path)
    assert (ended.code, ended.out) == (3, b"") and ended.err.count("\n") == 1
    assert words in ended.err and (content is None or path.read_bytes() == content)


def test_a_truncated_database_is_named_and_left(mubiao: Runner, database: Path) -> None:
    content = database.read_bytes()[:9000]
    database.write_bytes(content)
    ended = mubiao("query")
    assert (ended.code, ended.out) == (3, b"") and ended.err.startswith("mubiao: test.duckdb ")
    assert database.read_bytes() == content


def test_a_database_of_a_newer_version_is_refused_untouched(mubiao: Runner, database: Path) -> None:
    import duckdb

    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    content = database.read_bytes()
    for command in (["query"], ["documents"], ["add", "-"], ["check"]):
        ended = mubiao(*command, input=JINJIANG_2024.encode())
        assert ended.code == 3 and "newer version" in ended.err
    assert database.read_bytes() == content


def test_a_migrated_database_is_said_once_with_its_backup(mubiao: Runner, database: Path) -> None:
    import duckdb

    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    ended = mubiao("query", "-n", "0")
    backup = database.with_name(f"{database.name}.v3.backup")
    assert ended.code == 0 and backup.exists()
    assert f"{database} was of an older version: migrated; as it was it stays in {backup.name}" in ended.err
    assert "older version" not in mubiao("query", "-n", "0").err


def test_a_new_database_is_said_once(mubiao: Runner, tmp_path: Path) -> None:
    place = tmp_path / "own.duckdb"
    ended = mubiao("query", "-n", "0", MUBIAO_DB=str(place))
    assert ended.err.startswith(f"mubiao: {place} was not there: made, ") and place.exists()
    assert "was not there" not in mubiao("query", "--db", place).err
    assert mubiao("query", "--quiet", MUBIAO_DB=str(tmp_path / "other.duckdb")).err == ""


def test_a_new_database_says_what_it_began_with(mubiao: Runner, tmp_path: Path) -> None:
    own, none = tmp_path / "own.duckdb", tmp_path / "none"
    mistyped = mubiao("query", "-n", "0", MUBIAO_DB=str(own), MUBIAO_BUNDLE=str(none))
    assert (mistyped.code, mistyped.err) == (3, f"mubiao: MUBIAO_BUNDLE names no folder: {none}\n")
    assert not own.exists()
    none.mkdir()
    empty = mubiao("query", "-n", "0", MUBIAO_DB=str(own), MUBIAO_BUNDLE=str(none))
    assert empty.err.startswith(f"mubiao: {own} was not there: made, empty, as {none} holds no documents\n")
    (none / "documents.parquet").write_bytes(b"no table")
    other = tmp_path / "other.duckdb"
    damaged = mubiao("query", "-n", "0", MUBIAO_DB=str(other), MUBIAO_BUNDLE=str(none))
    assert damaged.code == 3 and not other.exists()
    assert damaged.err == (
        "mubiao: documents.parquet, with which a new database begins, is damaged: write its folder again\n"
    )


NOT_ADD = [
    ("query",),
    ("targets",),
    ("show", "0"),
    ("sql", "SELECT 1"),
    ("documents",),
    ("regions",),
    ("remove", "0"),
    ("review", "accept", "0"),
    ("review", "list"),
    ("review", "export"),
    ("review", "import", "-"),
    ("check",),
    ("export", "out"),
    ("browse",),
    (),
]


@pytest.mark.parametrize("command", NOT_ADD, ids=" ".join)
def test_a_mistyped_name_makes_no_database(mubiao: Runner, tmp_path: Path, command: tuple[str, ...]) -> None:
    for name in ("mistyped.duckdb", "no/folder/mistyped.duckdb", "~nobody-of-that-name/x.duckdb"):
        ended = mubiao("--db", name, *command)
        assert (ended.code, ended.out) == (3, b"")
        assert ended.err == f"mubiao: there is no database {name} (mubiao add makes one)\n"
    assert list(tmp_path.iterdir()) == []


def test_add_makes_the_database_that_is_named(mubiao: Runner, tmp_path: Path) -> None:
    place = tmp_path / "folder" / "new.duckdb"
    ended = mubiao("add", "--db", place, "-", input=JINJIANG_2024.encode())
    assert ended.code == 0 and ended.err.startswith(f"mubiao: {place} was not there: made, ")
    assert mubiao("documents", "--db", place, "-n", "0").code == 0


@pytest.mark.parametrize("command", [("query",), ("add", "-")], ids=" ".join)
def test_a_name_that_no_system_takes(mubiao: Runner, command: tuple[str, ...]) -> None:
    for ended in (mubiao(*command, "--db", "x" * 300), mubiao(*command, MUBIAO_DB="x" * 300)):
        assert (ended.code, ended.out) == (3, b"") and ended.err.count("\n") == 1


def test_files_of_one_name_are_told_apart(mubiao: Runner, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_bytes(f"{folder}\0".encode())
    ended = mubiao("extract", "a", "b")
    assert (ended.code, ended.out) == (4, b"")
    assert [line.split(": ")[1] for line in ended.err.splitlines()] == ["a/report.txt", "b/report.txt"]


@pytest.mark.parametrize("command", [("remove",), ("show",), ("review", "accept"), ("review", "undo")])
def test_an_empty_id_means_nothing(mubiao: Runner, database: Path, command: tuple[str, ...]) -> None:
    while mubiao("documents", "--no-header").out.count(b"\n") > 1:  # of one document, its id would be meant
        mubiao("remove", mubiao("documents", "-n", "1", "-c", "document_id", "--no-header").out.decode().strip())
    before = mubiao("query").out
    ended = mubiao(*command, "")
    assert (ended.code, ended.out) == (2, b"") and "an empty " in ended.err
    assert mubiao("query").out == before


def test_remove_takes_ids_from_stdin(mubiao: Runner, reports: Path, database: Path) -> None:
    ids = mubiao("documents", "-c", "document_id", "--no-header").out
    assert mubiao("remove", "-", input=ids).code == 0
    assert mubiao("documents", "--no-header").out == b""
    assert mubiao("remove", "-").code == 2


def test_a_group_without_a_command_names_them(mubiao: Runner) -> None:
    ended = mubiao("review")
    assert ended.code == 2 and ended.err.count("\n") == 1
    assert ended.err.startswith("mubiao: mubiao review needs one of accept, reject, correct")


def test_sql_without_a_query(mubiao: Runner) -> None:
    assert mubiao("sql", "-").err == mubiao("sql", "-", input=b" \n").err == "mubiao: no query to run\n"
