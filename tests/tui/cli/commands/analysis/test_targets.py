"""Targets and outcomes from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

from mubiao.queries.comparisons.curves import Programme
from mubiao_tui.cli.display.chart import chart
from mubiao_tui.cli.display.table import width

pytestmark = pytest.mark.usefixtures("database")

STABLE = (
    "region,region_code,indicator,measure,year,period_kind,previous,previous_claim,target,target_high,target_qualifier,target_words,"
    "outcome,outcome_claim,gap,verdict,previous_fact,target_fact,outcome_fact"
)


def rows(text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(text)
    return found


def test_the_stable_columns(mubiao: Runner) -> None:
    which = "period,basis,scope,unit"
    assert mubiao("targets").lines[0] == f"{STABLE},{which}"
    extra = "parent,parent_target,amplification,parent_outcome,outcome_lead"
    assert mubiao("targets", "--parent").lines[0] == f"{STABLE},{extra},{which}"
    assert mubiao("targets", "--columns", "all").lines[0].startswith(f"{STABLE},period,")


def test_a_table_shows_periods_and_units_and_rare_columns_only_where_something_is_in_them(mubiao: Runner) -> None:
    narrow = ("targets", "-r", "晋江", "-i", "gdp", "--measure", "growth", "--table")
    heads = mubiao(*narrow).lines[0].split()
    assert "period" in heads and "unit" in heads and "year" not in heads
    assert not {"basis", "scope", "target_high"} & set(heads)
    assert "basis" in mubiao(*narrow, "-c", "period,basis").lines[0]


def test_promise_and_result(mubiao: Runner) -> None:
    found = rows(mubiao("targets", "--region", "晋江市", "--indicator", "GDP", "--json").text)
    names = ("year", "previous", "target", "target_qualifier", "outcome", "gap", "verdict")
    assert [tuple(row[name] for name in names) for row in found][1:] == [
        (2023, 5.2, 6.5, "about", 6.4, -0.1, "met"),
        (2024, 6.4, 6, "about", None, None, "open"),
    ]


def test_verdicts_years_places_and_sectors_narrow(mubiao: Runner) -> None:
    def keys(*options: str) -> set[str]:
        return set(mubiao("targets", *options, "-c", "region_code,indicator,measure,year", "--no-header").lines)

    missed = keys("--verdict", "missed")
    assert "350582,fixed_asset_investment,growth,2023" in missed
    assert keys("--verdict", "missed,met") == missed | keys("--verdict", "met")
    assert keys("--since", "2024") == keys("--year", "2024..") == {key for key in keys() if key.endswith("2024")}
    assert keys("-r", "泉州市", "-b") == keys() and keys("-r", "晋江") < keys()
    assert keys("--sector", "education") == {key for key in keys() if ",school_places," in key} != set()
    assert keys("--headline") <= keys() and not any("school_places" in key for key in keys("--headline"))


def test_tolerance_decides_what_about_means(mubiao: Runner) -> None:
    narrow = ("targets", "-r", "晋江", "-i", "gdp", "-y", "2023", "-c", "verdict", "--no-header")
    assert mubiao(*narrow).lines == ["met"]
    assert mubiao(*narrow, "--tolerance", "0.05").lines != ["met"]


def test_the_place_above(mubiao: Runner) -> None:
    (row,) = rows(mubiao("targets", "-r", "晋江", "-i", "gdp", "-y", "2024", "--parent", "--json").text)
    assert (row["parent"], row["parent_target"], row["amplification"]) == ("泉州市", 6.5, -0.5)


def test_wide_has_a_column_a_year(mubiao: Runner) -> None:
    found = rows(mubiao("targets", "--wide", "target", "-i", "gdp", "--measure", "growth", "--json").text)
    jinjiang = next(row for row in found if row["region"] == "晋江市")
    assert (jinjiang["2023"], jinjiang["2024"]) == (6.5, 6)


def test_coverage_tells_no_report_from_not_stated(mubiao: Runner) -> None:
    found = rows(mubiao("targets", "--coverage", "-i", "gdp,cpi", "--json").text)
    status = {(row["region"], row["year"], row["indicator"]): row["status"] for row in found}
    assert status["晋江市", 2023, "gdp"] == "number"
    assert status["晋江市", 2023, "cpi"] == "not stated"
    assert status["泉州市", 2023, "gdp"] == "no report"


def test_conflicts_are_none_where_reports_agree(mubiao: Runner) -> None:
    assert len(mubiao("targets", "--conflicts", "-i", "gdp").lines) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--verdict", "mised"], "no such verdict: mised; did you mean missed?"),
        (["--wide", "targt"], "no such column of targets: targt"),
        (["--wide", "target", "--chart"], "--wide and --chart cannot be combined"),
        (["--indicator", "gpd"], "no such indicator: gpd; did you mean gdp"),
        (["--region", "晋家市"], "no such place: 晋家市"),
        (["--columns", "targt"], "no such column: targt; did you mean target"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_not_known(mubiao: Runner, arguments: list[str], message: str) -> None:
    ended = mubiao("targets", *arguments)
    assert (ended.code, ended.out) == (2, b"") and message in ended.err and ended.err.count("\n") == 1


def test_charts_of_every_series(mubiao: Runner) -> None:
    text = mubiao("targets", "-r", "晋江", "-i", "gdp", "--chart", "--parent").text
    assert text.startswith("晋江市  Gross regional product 地区生产总值  growth, %\n")
    assert "2024" in text and "◆◇ 泉州市" in text
    assert "晋江市  地区生产总值  growth, %\n" in mubiao("targets", "-i", "gdp", "--chart", "--lang", "zh").text
    assert mubiao("targets", "-i", "gdp", "--chart", MUBIAO_ASCII="1").text.translate(CHINESE).isascii()


def test_series_of_one_year_are_counted_unless_there_are_no_others(mubiao: Runner) -> None:
    every = mubiao("targets", "-r", "晋江", "--chart")
    assert "of one year only, and no chart" in every.err
    one = mubiao("targets", "-r", "晋江", "-i", "gdp", "--year", "2024", "--chart")
    assert "2024" in one.text and "○" in one.text and not one.err


def test_places_beside_one_are_asked_for_with_a_chart_alone(mubiao: Runner) -> None:
    text = mubiao("targets", "-r", "晋江", "-i", "gdp", "--chart", "--siblings").text
    assert "counties in 泉州市: has no such series" in text
    ended = mubiao("targets", "-r", "晋江", "--siblings")
    assert (ended.code, ended.out) == (2, b"") and "--siblings goes with --chart" in ended.err


CHINESE = dict.fromkeys(range(19968, 40960), "?")


def point(year: int, target: float | None, outcome: float | None) -> dict[str, object]:
    return {
        "region": "甲市", "indicator": "gdp", "measure": "growth", "unit": "%", "year": year, "target": target,
        "outcome": outcome, "parent": None, "parent_target": None,
    }  # fmt: skip


def test_a_chart_by_hand() -> None:
    text = chart([point(2021, None, 8.0), point(2022, 7.0, 7.0), point(2024, 6.0, None)], parent=False, language="zh")
    lines = text.splitlines()
    assert lines[0] == "甲市  地区生产总值  growth, %"
    assert [line[:5] for line in lines if "┤" in line] == ["  8 ┤", "7.5 ┤", "  7 ┤", "6.5 ┤", "  6 ┤"]
    assert sum("◉" in line for line in lines[1:-1]) == 1
    assert lines[-2].split() == ["2021", "2022", "2023", "2024"]
    assert lines[-1] == "● 结果  ○ 目标  ◉ 结果=目标"
    assert max(map(width, lines)) == 48


def test_a_chart_with_the_place_above_and_a_programme() -> None:
    above = {"parent": "乙省", "parent_target": 6.5, "parent_outcome": 6.1}
    points = [{**point(year, 7.0, 8.0), **above} for year in (2021, 2022)]
    text = chart(points, parent=True, several=([Programme(2021, 2025, 7.5)], 1))
    assert "◆◇ 乙省" in text and "┣━" in text and " 2025\n" in text
    assert text.endswith("1 target of several years of another scale, not drawn\n")


def test_a_chart_of_amounts_has_the_figures_of_the_tables() -> None:
    level = {"measure": "level", "unit": "元", "scope": "新增"}
    points = [{**point(2020, None, 9.3231e11), **level}, {**point(2021, None, 1.36975e12), **level}]
    lines = chart(points, parent=False, language="zh").splitlines()
    assert lines[0] == "甲市  地区生产总值 新增  level, 元"
    labels = [line.split("┤")[0].strip() for line in lines if "┤" in line]
    assert labels == ["1.3万亿", "1.2万亿", "1.1万亿", "1万亿"]


def test_a_chart_of_one_height_of_one_year_and_of_nothing() -> None:
    assert "◉" in chart([point(2021, 5.0, 5.0), point(2022, 5.0, 5.0)], parent=False)
    assert "◉" in chart([point(2021, 5.0, 5.0)], parent=False)
    assert chart([point(2021, None, None), point(2022, None, None)], parent=False).count("\n") == 1


def test_overview_in_a_pipe(mubiao: Runner, tmp_path: Path) -> None:
    text = mubiao().text
    assert text.startswith("test.duckdb: 3 documents, ") and mubiao("browse").text == text
    assert "Headline targets" in text and "晋江市  gdp 地区生产总值" in text
    chinese = mubiao("--lang", "zh").text
    assert "各地事实" in chinese and mubiao(MUBIAO_LANG="zh").text == chinese


def test_files_alone_in_a_database_of_their_own(mubiao: Runner, tmp_path: Path, made_database: Path) -> None:
    before = (tmp_path / "test.duckdb").read_bytes()
    report = made_database.parent / "泉州2024.txt"
    ended = mubiao(report)
    assert ended.code == 0 and ended.text.startswith("泉州2024.txt: 1 document, ")
    assert mubiao("-", input=report.read_bytes()).text.startswith("stdin: 1 document, ")
    both = mubiao(report, tmp_path / "missing.txt")
    assert both.code == 4 and both.out == ended.out and "missing.txt" in both.err
    none = mubiao("browse", tmp_path / "missing.txt")
    assert (none.code, none.out, none.err.count("\n")) == (4, b"", 1)
    assert (tmp_path / "test.duckdb").read_bytes() == before


def test_a_word_that_is_no_command_and_no_file(mubiao: Runner) -> None:
    ended = mubiao("quary")
    assert ended.code == 2 and ended.err == (
        "mubiao: no such command or file: quary; did you mean query? (see mubiao --help)\n"
    )
