"""`mubiao doubts`: what looks wrong, in all formats, filtered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

from mubiao.columns import table

TEXT = (
    "{}年永春县政府工作报告\n各位代表：\n现在，我代表永春县人民政府向大会报告工作，请予审议。\n去年，新增学位20个。\n"
)


@pytest.fixture
def filled(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    for year in (2021, 2022):
        (tmp_path / f"{year}.txt").write_text(TEXT.format(year), encoding="utf-8")
    (tmp_path / "2019.txt").write_text(TEXT.format(2020), encoding="utf-8")
    assert mubiao("add", "2019.txt", "2021.txt", "2022.txt").code == 0


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_rows_with_why_by_place_and_year(mubiao: Runner, filled: None) -> None:
    found = rows(mubiao("doubts", "--region", "永春", "--ndjson").text)
    assert [list(row) for row in found] == [list(table("doubts").columns)] * len(found)
    assert sorted((row["why"], row["year"]) for row in found if row["fact_id"] is None) == [
        ("no-target", 2020), ("no-target", 2021), ("no-target", 2022), ("year-name", 2020)
    ]  # fmt: skip
    assert {row["year"] for row in rows(mubiao("doubts", "--year", "2021..2022", "--why", "no-target", "--ndjson").text)
            if row["region"] == "永春县"} == {2021, 2022}  # fmt: skip
    below = rows(mubiao("doubts", "--region", "泉州", "--below", "--why", "year-name", "--ndjson").text)
    assert [row["reason"] for row in below] == ["year 2020, but its name says 2019"]
    assert "no-target" in mubiao("doubts", "--table").text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--why", "jumps"], "no such doubt: jumps; did you mean jump?"),
        (["--region", "火星市"], "no such place: 火星市"),
    ],
)
def test_what_is_unknown(mubiao: Runner, database: Path, arguments: list[str], words: str) -> None:
    ended = mubiao("doubts", *arguments)
    assert ended.code == 2 and words in ended.err


def test_people_read_reasons_in_their_language_and_data_is_as_it_is_kept(mubiao: Runner, filled: None) -> None:
    chosen = ("--region", "泉州", "--below", "--why", "year-name", "-c", "reason")
    assert "year 2020, but its name says 2019" in mubiao("doubts", *chosen, "--table").text
    assert "读作 2020 年，但文件名写的是 2019" in mubiao("--lang", "zh", "doubts", *chosen, "--table").text
    assert "year 2020, but its name says 2019" in mubiao("--lang", "zh", "doubts", *chosen, "--csv").text
    listed = ("documents", "name = '2019.txt'", "-c", "document_id,doubts")
    row = mubiao("--lang", "zh", *listed, "--table").lines[-1]
    assert "文件名年份不符：读作 2020 年，但文件名写的是 2019" in row
    assert "year-name: year 2020, but" in mubiao("--lang", "zh", *listed, "--json").text
    told = mubiao("--lang", "zh", "documents", "--explain", row.split()[0]).text
    assert "地方  永春县" in told and "读作 2020 年，但文件名写的是 2019" in told and "标题" in told
