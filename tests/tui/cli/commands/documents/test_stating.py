"""What is stated of documents on the command line: `--year`, `--region` … and `--manifest`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

TEXT = (
    "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
    "二、今年工作安排\n力争地区生产总值增长6%，新增学位{}个。\n"
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two reports that say neither whose they are nor of which year."""
    found = [tmp_path / "in" / f"{name}.txt" for name in "ab"]
    found[0].parent.mkdir()
    for number, file in enumerate(found):
        file.write_text(TEXT.format(number + 1), encoding="utf-8")
    return found


def known(text: str) -> list[tuple[object, object]]:
    facts = [json.loads(line) for line in text.splitlines()]
    return sorted({(fact["region"], fact["year"]) for fact in facts})


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_options_speak_of_every_file(mubiao: Runner, files: list[Path], jobs: str) -> None:
    ended = mubiao("extract", *files, "--region", "石狮", "--year", "2019", "--jobs", jobs)
    assert ended.code == 0 and known(ended.text) == [("石狮市", 2019)]
    piped = mubiao("extract", "-", "--region", "石狮", "--year", "2019", input=files[0].read_bytes())
    assert known(piped.text) == [("石狮市", 2019)]


def test_a_manifest_speaks_of_each(mubiao: Runner, files: list[Path], tmp_path: Path) -> None:
    manifest = tmp_path / "in" / "list.csv"
    manifest.write_text("file,region,year\na.txt,石狮市,2019\nb.txt,晋江市,2020\n", encoding="gb18030")
    expected = [("晋江市", 2020), ("石狮市", 2019)]
    for arguments in (["--manifest", manifest], [*files, "--manifest", manifest], ["in", "--manifest", manifest]):
        assert known(mubiao("extract", *arguments).text) == expected
    added = mubiao("add", "in", "--manifest", manifest)
    assert added.code == 0 and "2 added" in added.err
    assert known(mubiao("query", "--ndjson", "--document", *_ids(mubiao)).text) == expected


def _ids(mubiao: Runner) -> list[str]:
    rows = [json.loads(line) for line in mubiao("documents", "--ndjson").text.splitlines()]
    return [",".join(row["document_id"] for row in rows if row["origin"] == "added")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--region", "鼓楼区"], "鼓楼区 can be 江苏省南京市鼓楼区 320106"),
        (["--region", "火星市"], "no such place: 火星市"),
        (["--year", "21"], "not a year of a report: 21"),
        (["--date", "yesterday"], "not a date: yesterday"),
        (["--kind", "poem"], "no such kind: poem"),
        (["--manifest", "none.csv"], "none.csv: there is no such file"),
    ],
)
@pytest.mark.parametrize("command", ["add", "extract"])
def test_what_cannot_be_stated(
    mubiao: Runner, files: list[Path], tmp_path: Path, command: str, arguments: list[str], words: str
) -> None:
    ended = mubiao(command, *files, *arguments)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err.count("\n") == 1 and words in ended.err
    assert not (tmp_path / "test.duckdb").exists(), "nothing is half done"


def test_each_problem_of_a_manifest_is_a_line(mubiao: Runner, files: list[Path], tmp_path: Path) -> None:
    manifest = tmp_path / "list.csv"
    manifest.write_text("file,region,year\nin/a.txt,火星市,2019\nin/b.txt,,21\n", encoding="utf-8")
    ended = mubiao("add", *files, "--manifest", manifest)
    assert ended.code == 2 and len(ended.err.splitlines()) == 2
    assert "line 2: no such place: 火星市" in ended.err and "line 3: not a year" in ended.err
    manifest.write_text("file,year\nin/a.txt,2019\nin/none.txt,2019\n", encoding="utf-8")
    ended = mubiao("add", *files, "--manifest", manifest, "--year", "2018")
    assert ended.code == 2 and "--year says 2018" in ended.err and "none.txt is no such file" in ended.err
    assert not (tmp_path / "test.duckdb").exists()


def test_without_files_and_manifest_a_file_is_missing(mubiao: Runner) -> None:
    ended = mubiao("add", "--year", "2021")
    assert ended.code == 2 and "missing argument 'PATH" in ended.err
