"""How a fact was found, on the command line: `extract --explain` and `show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner
from tests.tui.cli.reports import JINJIANG_2024

from mubiao.store import open_store


def test_as_text_it_tells_every_stage_in_both_languages(mubiao: Runner) -> None:
    english = mubiao("extract", "--explain", "-", input=JINJIANG_2024.encode()).lines
    start = english.index("晋江市  地区生产总值  growth about 6 %  target, 2024")
    told = english[start : english.index("", start)]
    stages = [line[4:14].strip() for line in told if line.startswith("  · ")]
    assert stages == ["part", "quantity", "subject", "indicator", "measure", "claim", "period", "place", "sector"]
    chinese = mubiao("extract", "--explain", "--lang", "zh", "-", input=JINJIANG_2024.encode()).lines
    assert len(chinese) == len(english)
    assert any(line.startswith("  · 主体") and "数字前面的名词" in line for line in chinese)
    assert not any(word in line for line in chinese for word in ("the noun", " from ", "not ", "target", "growth"))


def test_as_data_it_is_a_column(mubiao: Runner) -> None:
    def printed(*arguments: str) -> str:
        return mubiao("extract", "--explain", *arguments, "-", input=JINJIANG_2024.encode()).text

    plain = mubiao("extract", "-", input=JINJIANG_2024.encode()).text.splitlines()
    rows = [json.loads(line) for line in printed("--ndjson").splitlines()]
    assert [{k: v for k, v in row.items() if k != "explanation"} for row in rows] == [json.loads(p) for p in plain]
    steps = rows[0]["explanation"]
    assert steps[0]["stage"] == "outline" and steps[2]["evidence"][0]["role"] == "noun"
    span = steps[2]["evidence"][0]
    assert JINJIANG_2024[span["start"] : span["end"]] == span["text"]
    assert json.loads(printed("--json"))[0]["explanation"] == steps
    header, first = printed("--tsv", "-c", "printed,explanation").splitlines()[:2]
    assert header == "printed\texplanation" and json.loads(first.split("\t")[1].replace("\\\\", "\\")) == steps


@pytest.fixture
def fact_id(mubiao: Runner, tmp_path: Path) -> str:
    """A target of 6 % in a database that holds its text."""
    (tmp_path / "report.txt").write_text(JINJIANG_2024, encoding="utf-8")
    assert mubiao("add", tmp_path / "report.txt").code == 0
    rows = json.loads(mubiao("query", "indicator = 'gdp' AND claim = 'target' AND value = 6", "--json").text)
    (found,) = [row["fact_id"] for row in rows if row["document_id"] in mubiao("documents", "--csv").text][-1:]
    return str(found)


def test_show_tells_the_steps_of_a_fact_whose_text_is_there(mubiao: Runner, fact_id: str) -> None:
    text = mubiao("show", fact_id).text
    assert "  · subject    地区生产总值 — the noun before the number" in text
    assert "read otherwise" not in text
    (row,) = json.loads(mubiao("show", fact_id, "--json").text)
    assert [step["stage"] for step in row["explanation"]][:3] == ["outline", "quantities", "subjects"]


def test_show_names_the_rules_of_a_bundled_fact(mubiao: Runner) -> None:
    listed = mubiao("query", "--limit", "1", "-c", "fact_id", "--no-header").text.strip()
    text = mubiao("show", listed).text
    assert "attaches it" in text and "  · subject    " in text
    (row,) = json.loads(mubiao("show", listed, "--json").text)
    assert row["explanation"] is None


def test_show_says_when_todays_rules_read_a_fact_otherwise(mubiao: Runner, fact_id: str, tmp_path: Path) -> None:
    store = open_store(tmp_path / "test.duckdb")
    with store._writing() as cursor:
        cursor.execute("UPDATE facts SET claim = 'actual', period = '2023' WHERE fact_id = ?", [fact_id])
    text = mubiao("show", fact_id).text
    assert "  now          read otherwise by the rules of today: claim target, period 2024\n" in text
