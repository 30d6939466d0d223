"""`mubiao pledges`: lists, chains, shares, and following two files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

from mubiao.documents import document_from_text
from mubiao.ingest import prepared
from mubiao.store import open_store


def text(year: int, review: str, plan: str) -> str:
    return f"{year}年宜都市政府工作报告\n\n一、{year - 1}年工作回顾\n\n{review}\n\n二、{year}年工作安排\n\n{plan}\n"


TEXTS = {
    2022: text(2022, "经济平稳增长。", "开工建设沙洲大桥。建成江南路综合管廊。举办首届风筝文化节。"),
    2023: text(2023, "沙洲大桥开工建设。", "建成沙洲大桥。加快建设江南路综合管廊。"),
    2024: text(2024, "沙洲大桥建成通车。", "出台《宜都市养犬管理办法》。"),
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A database of three reports, and two of them as files beside it."""
    store = open_store(tmp_path / "test.duckdb", bundled=False)
    for year, words in TEXTS.items():
        (tmp_path / f"{year}.txt").write_text(words, encoding="utf-8")
        p = prepared(Path(f"{year}.txt"), document_from_text(words, f"{year}.txt"))
        assert p.document is not None
        store.add(p.document, p.facts, p.sections, p.promises, p.pledges)
    return tmp_path


def objects(mubiao: Runner, *arguments: str) -> list[str]:
    done = mubiao("pledges", *arguments, "--columns", "object", "--no-header")
    assert done.code == 0, done.err
    return done.lines


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--status", "silent"), ["首届风筝文化节", "江南路综合管廊"]),
        (("--status", "open"), ["《宜都市养犬管理办法》"]),
        (("--kind", "event,policy"), ["首届风筝文化节", "《宜都市养犬管理办法》"]),
        (("--act", "complete", "--year", "2023"), ["沙洲大桥"]),
        (("--since", "2024"), ["《宜都市养犬管理办法》"]),
        (("--search", "大桥", "--status", "fulfilled"), ["沙洲大桥", "沙洲大桥"]),
        (("--region", "宜都市", "--year", "2022", "--search", "管廊"), ["江南路综合管廊"]),
        (("--region", "枝江市"), []),
    ],
)
def test_filters(reports: Path, mubiao: Runner, arguments: tuple[str, ...], wanted: list[str]) -> None:
    assert sorted(objects(mubiao, *arguments)) == sorted(wanted)


def test_chains_tell_the_years(reports: Path, mubiao: Runner) -> None:
    done = mubiao("pledges", "--chains", "--search", "大桥", "--ndjson")
    (chain,) = map(json.loads, done.lines)
    assert (chain["promised"], chain["started"], chain["completed"], chain["fate"]) == (2022, 2022, 2022, "fulfilled")
    assert (chain["times"], chain["marks"]) == (2, "2022 fulfilled, 2023 fulfilled")
    (dropped,) = map(json.loads, mubiao("pledges", "--chains", "--search", "管廊", "--ndjson").lines)
    assert (dropped["fate"], dropped["times"], dropped["years"]) == ("dropped", 2, 1)


def test_shares_count_what_was_followed(reports: Path, mubiao: Runner) -> None:
    rows = [json.loads(line) for line in mubiao("pledges", "--stats", "kind,year,place,level", "--ndjson").lines]
    whole = rows[0]
    assert (whole["by"], whole["n"], whole["followed"], whole["fulfilled"], whole["silent"]) == (None, 6, 5, 2, 2)
    assert whole["fulfilled_share"] == 40 and sum(row["n"] for row in rows if row["by"] == "kind") == 6
    open_year = next(row for row in rows if (row["by"], row["group"]) == ("year", "2024"))
    assert (open_year["followed"], open_year["fulfilled_share"]) == (0, None)


def test_sentences_of_both_reports(reports: Path, mubiao: Runner) -> None:
    done = mubiao("pledges", "--sentences", "--search", "大桥", "--year", "2022", "--ndjson")
    (row,) = map(json.loads, done.lines)
    assert "开工建设沙洲大桥" in row["sentence"] and row["evidence"] == "沙洲大桥开工建设"


def test_two_files_are_followed_without_a_database(reports: Path, mubiao: Runner) -> None:
    done = mubiao("pledges", "follow", "2022.txt", "2023.txt", MUBIAO_DB=str(reports / "none.duckdb"))
    rows = [json.loads(line) for line in done.lines]
    assert [row["status"] for row in rows] == ["fulfilled", "again", "silent"]
    assert [TEXTS[2023][s:e] for s, e in rows[0]["evidence"]] == ["沙洲大桥开工建设"] and rows[2]["evidence"] == []
    assert not (reports / "none.duckdb").exists()


def test_a_status_is_judged(reports: Path, mubiao: Runner) -> None:
    (pledge,) = mubiao("pledges", "--kind", "event", "-c", "pledge_id", "--no-header").lines
    assert mubiao("review", "correct", pledge, "status=fulfilled", "--as", "甲").code == 0
    assert objects(mubiao, "--reviewed", "corrected", "--status", "fulfilled") == ["首届风筝文化节"]


@pytest.mark.parametrize(
    "arguments",
    [("--status", "done"), ("--act", "fly"), ("--stats", "colour"), ("--chains", "--stats", "kind"), ("--kind", "x")],
)
def test_what_is_not_understood_is_one_line(reports: Path, mubiao: Runner, arguments: tuple[str, ...]) -> None:
    done = mubiao("pledges", *arguments)
    assert done.code == 2 and len(done.err.splitlines()) <= 2 and not done.text


def test_a_gap_and_another_place_are_said(reports: Path, mubiao: Runner) -> None:
    done = mubiao("pledges", "follow", "2022.txt", "2024.txt")
    assert done.code == 0 and done.err.splitlines() == [
        "mubiao: 2024.txt is of 2024, 2022.txt of 2022: not the next year"
    ]
    (reports / "other.txt").write_text(TEXTS[2023].replace("宜都市", "枝江市"), encoding="utf-8")
    assert "other.txt of 枝江市" in mubiao("pledges", "follow", "2022.txt", "other.txt").err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50])
def test_a_file_that_is_no_report_is_one_line(reports: Path, mubiao: Runner, content: bytes) -> None:
    (reports / "bad.txt").write_bytes(content)
    done = mubiao("pledges", "follow", "2022.txt", "bad.txt")
    assert done.code != 0 and len(done.err.splitlines()) == 1 and not done.text
