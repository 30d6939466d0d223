"""`mubiao documents correct`, `undo`, `statements` and `--explain`; the doubts that `add` ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

TEXT = (
    "2022年永春县政府工作报告\n各位代表：\n现在，我代表永春县人民政府向大会报告工作，请予审议。\n"
    "二、今年工作安排\n力争地区生产总值增长6%，新增学位20个。\n"
)


@pytest.fixture
def added(mubiao: Runner, tmp_path: Path, database: Path) -> str:
    """The id of a report whose name tells another year."""
    (tmp_path / "2021.txt").write_text(TEXT, encoding="utf-8")
    ended = mubiao("add", "2021.txt")
    assert ended.code == 0
    assert ended.err.splitlines()[-1] == "mubiao: 2021.txt: year 2022, but its name says 2021"
    assert "2021.txt" not in mubiao("add", "2021.txt").err, "what is there already was told"
    rows = [json.loads(line) for line in mubiao("documents", "--ndjson").text.splitlines()]
    (row,) = [row for row in rows if row["name"] == "2021.txt"]
    assert row["doubts"] == "year-name: year 2022, but its name says 2021"
    return str(row["document_id"])


def years(mubiao: Runner, document: str) -> set[int]:
    return {json.loads(line)["year"] for line in mubiao("query", "--ndjson", "-d", document).text.splitlines()}


def test_quiet_says_no_doubt(mubiao: Runner, tmp_path: Path) -> None:
    (tmp_path / "2021.txt").write_text(TEXT, encoding="utf-8")
    assert mubiao("add", "2021.txt", "--quiet").err == ""


def test_correct_undo_remove_and_add_again(mubiao: Runner, added: str) -> None:
    ended = mubiao("documents", "correct", added[:8], "year=2021", "region=石狮", "--as", "甲")
    assert (ended.code, ended.out) == (0, b"")
    assert f"corrected year, region of {added}: read again, 2 facts" in ended.err
    assert years(mubiao, added) == {2021}
    assert mubiao("documents", "remove", added).code == 0
    assert mubiao("add", "2021.txt").code == 0 and years(mubiao, added) == {2021}
    rows = [json.loads(line) for line in mubiao("documents", "statements", "--ndjson").text.splitlines()]
    assert {(row["field"], row["value"], row["was"], row["reviewer"]) for row in rows} == {
        ("year", "2021", "2022", "甲"), ("region", "石狮市", "350525", "甲")
    }  # fmt: skip
    assert "undid" in mubiao("documents", "undo", added).err and years(mubiao, added) == {2022}
    assert "nothing to undo" in mubiao("documents", "undo", added).err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["year"], "a correction is FIELD=VALUE, not year"),
        (["year=21"], "not a year of a report: 21"),
        (["year=2021", "year=2022"], "year is given twice"),
        (["region=鼓楼区"], "鼓楼区 can be"),
        (["yaer=2021"], "no such field: yaer; did you mean year?"),
        (["year="], "an empty value for year"),
    ],
)
def test_what_cannot_be_corrected(mubiao: Runner, added: str, change: list[str], words: str) -> None:
    ended = mubiao("documents", "correct", added, *change)
    assert ended.code == 2 and ended.err.count("\n") == 1 and words in ended.err
    assert years(mubiao, added) == {2022} and mubiao("documents", "statements", "--ndjson").out == b""
    assert "no such document: ffff" in mubiao("documents", "correct", "ffff", "year=2021").err


def test_the_frame_is_explained_as_text_and_as_data(mubiao: Runner, added: str) -> None:
    text = mubiao("documents", "--explain", added).text
    assert "place  永春县 350525  margin" in text and "2022年永春县政府工作报告" in text
    assert "year-name      year 2022, but its name says 2021" in text
    rows = [json.loads(line) for line in mubiao("documents", "--explain", added, "--ndjson").text.splitlines()]
    won = {
        (row["aspect"], row["candidate"], row["region_code"]) for row in rows if row["won"] and row["aspect"] != "part"
    }
    assert won == {("place", "永春县", "350525"), ("year", "2022", None)}
    assert any(row["candidate"] == "2021" and row["cue"] == "year:name" for row in rows)
    mubiao("documents", "correct", added, "year=2021")
    assert "year:stated" in mubiao("documents", "--explain", added).text


def test_what_is_unknown_is_not_said_to_be_right(mubiao: Runner, tmp_path: Path, database: Path) -> None:
    (tmp_path / "page.txt").write_text("新增学位20个，培训职工300人。\n", encoding="utf-8")
    mubiao("add", "page.txt")
    rows = [json.loads(line) for line in mubiao("documents", "--ndjson").text.splitlines()]
    (document,) = [row["document_id"] for row in rows if row["name"] == "page.txt"]
    text = mubiao("documents", "--explain", document).text
    assert "place  unknown\n" in text and "year  unknown\n" in text and "of such cases" not in text


def test_a_document_without_its_text_has_no_frame_to_show(mubiao: Runner) -> None:
    bundled = mubiao("documents", "-n", "1", "-c", "document_id", "--no-header", "-q").text.strip()
    ended = mubiao("documents", "--explain", bundled)
    assert ended.code == 2 and "has no text here" in ended.err
    ended = mubiao("documents", "correct", bundled, "year=1951")
    assert ended.code == 0 and "its text is not here" in ended.err
    row = json.loads(mubiao("documents", "--ndjson", "--sort", "year", "-n", "1").text)
    assert (row["document_id"], row["year"]) == (bundled, 1951)
