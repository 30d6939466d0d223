"""Targets that are stated in words alone, from a file to every command that shows them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

pytestmark = pytest.mark.usefixtures("database")

REPORT = """2024年石狮市人民政府工作报告

一、2023年工作回顾

一年来，居民收入稳步增长，全市地区生产总值增长6.4%。

二、2024年工作安排

今年的主要预期目标是：地区生产总值增长6%左右，居民人均可支配收入与经济增长同步，出口总额持平。
"""

LATER = """2025年石狮市人民政府工作报告

一、2024年工作回顾

一年来，全市地区生产总值增长6.1%，居民人均可支配收入增长5.2%。
"""


@pytest.fixture
def words(mubiao: Runner, tmp_path: Path) -> dict[str, str]:
    """indicator → id of the targets in words of the report, which is in the database."""
    (tmp_path / "石狮2024.txt").write_text(REPORT, encoding="utf-8")
    assert mubiao("add", "石狮2024.txt").code == 0
    found = mubiao("sql", "SELECT indicator, promise_id FROM promises ORDER BY start", "--json").text
    return {row["indicator"]: row["promise_id"] for row in json.loads(found)}


def test_they_stand_among_the_targets(words: dict[str, str], mubiao: Runner, tmp_path: Path) -> None:
    def row(indicator: str) -> dict[str, object]:
        columns = ("region", "year", "target", "target_words", "outcome", "verdict", "promise")
        (found,) = json.loads(
            mubiao("targets", "-r", "石狮市", "-i", indicator, "-y", "2024", "--json", "-c", ",".join(columns)).text
        )
        assert list(found) == list(columns)
        return dict(found)

    assert list(words) == ["income_per_capita", "exports"]
    promised = {"region": "石狮市", "year": 2024, "target": None, "target_words": "与经济增长同步", "outcome": None}
    assert row("income_per_capita") == {**promised, "verdict": "open", "promise": words["income_per_capita"]}
    assert row("exports")["target_words"] == "持平"
    (tmp_path / "石狮2025.txt").write_text(LATER, encoding="utf-8")
    mubiao("add", "石狮2025.txt")
    assert row("income_per_capita") == {
        **promised, "outcome": 5.2, "verdict": "about", "promise": words["income_per_capita"],
    }  # fmt: skip
    covered = mubiao("targets", "--coverage", "-r", "石狮市", "-i", "exports", "-y", "2024", "-c", "status").lines
    assert covered == ["status", "in words"]


def test_show_shows_one_with_its_sentence(words: dict[str, str], mubiao: Runner) -> None:
    text = mubiao("show", words["income_per_capita"]).text
    assert text.startswith("石狮市  居民人均可支配收入  growth 与经济增长同步  target, 2024\n")
    assert "地区生产总值增长6%左右，居民人均可支配收入[与经济增长同步]，出口总额持平。" in text
    assert "  · words      a target in words" in text and "confidence" not in text
    zh = mubiao("show", words["exports"][:-3], "--lang", "zh").text
    assert "石狮市  出口总额" in zh and "· 措辞" in zh
    (row,) = json.loads(mubiao("show", words["exports"], "--json").text)
    assert (row["fact_id"], row["printed"], row["value"], row["claim"]) == (words["exports"], "持平", None, "target")
    assert (row["sector"], row["period_start"], row["period_end"]) == ("opening", "2024-01-01", "2024-12-31")
    assert row["explanation"] is None and row["confidence"] is None


def test_only_facts_are_judged(words: dict[str, str], mubiao: Runner) -> None:
    ended = mubiao("review", "accept", words["exports"])
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err == f"mubiao: {words['exports']} is a target in words: it has no fields to judge\n"


def test_they_are_checked_exported_and_removed(words: dict[str, str], mubiao: Runner, tmp_path: Path) -> None:
    assert mubiao("check").code == 0
    assert mubiao("export", "out", "--as", "csv").code == 0
    with (tmp_path / "out" / "promises.csv").open(encoding="utf-8") as file:
        assert [row["promise_id"] for row in csv.DictReader(file)] == list(words.values())
    document = words["exports"].partition("-")[0]
    assert mubiao("remove", document).code == 0
    assert mubiao("sql", "SELECT count(*) AS n FROM promises").lines == ["n", "0"]
    assert mubiao("show", words["exports"]).err == f"mubiao: no such fact: {words['exports']}\n"
