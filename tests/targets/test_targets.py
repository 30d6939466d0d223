"""Targets held against outcomes, on invented reports of real places."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from collected import FUJIAN, JINJIANG, QUANZHOU, ZONE, Reports, collections, promised, wordings
from hypothesis import given, settings
from hypothesis import strategies as st
from made import document, fact

from mubiao.model import Document, Fact, FilterError, Measure, QualitativeTarget
from mubiao.store import Store, facts_frame, open_store
from mubiao.store.frames import promises_frame
from mubiao.targets import (
    COLUMNS,
    CONFLICT_SCHEMA,
    COVERAGE_SCHEMA,
    SCHEMA,
    VERDICTS,
    conflicts,
    coverage,
    targets,
    wide,
)


@pytest.fixture
def reports() -> Reports:
    return Reports()


def test_a_target_stands_beside_its_outcome_and_the_year_before(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    before = reports.say(first, 6.5, "2023", claim="estimate")
    target = reports.say(first, 6.0, "2024", qualifier="about", qualifier_text="左右", force="力争")
    outcome = reports.say(second, 6.2, "2024", claim="actual")
    row = reports.row(year=2024)
    assert {name: row[name] for name in COLUMNS} == {
        "region": "晋江市",
        "region_code": "350582",
        "indicator": "gdp",
        "measure": "growth",
        "year": 2024,
        "period_kind": "year",
        "previous": 6.5,
        "previous_claim": "estimate",
        "target": 6.0,
        "target_high": None,
        "target_qualifier": "about",
        "target_words": "力争…左右",
        "outcome": 6.2,
        "outcome_claim": "actual",
        "gap": pytest.approx(0.2),
        "verdict": "met",
        "previous_fact": before,
        "target_fact": target,
        "outcome_fact": outcome,
    }
    assert reports.row(year=2023)["verdict"] == "no report"


def test_stable_columns_come_first() -> None:
    assert list(SCHEMA)[: len(COLUMNS)] == list(COLUMNS)
    assert " ".join(COLUMNS) == (
        "region region_code indicator measure year period_kind previous previous_claim target target_high "
        "target_qualifier target_words outcome outcome_claim gap verdict previous_fact target_fact outcome_fact"
    )


@pytest.mark.parametrize(
    ("target", "outcome", "verdict"),
    [
        ({"value": 6.0}, 6.0, "met"),
        ({"value": 6.0}, 5.9, "missed"),
        ({"value": 6.0, "qualifier": "over"}, 6.0, "met"),
        ({"value": 6.0, "qualifier": "over"}, 5.99, "missed"),
        ({"value": 6.0, "high": 7.0}, 6.0, "met"),
        ({"value": 6.0, "high": 7.0}, 5.8, "missed"),
        ({"value": 6.0, "high": 7.0}, 8.0, "met"),
        ({"value": 6.0, "qualifier": "about"}, 5.5, "met"),
        ({"value": 6.0, "qualifier": "about"}, 5.4, "missed"),
        ({"value": 6.0, "qualifier": "about"}, 9.0, "met"),
        ({"value": 6.0, "qualifier": "under"}, 5.0, "met"),
        ({"value": 6.0, "qualifier": "under"}, 6.1, "missed"),
        ({"value": -3.0, "qualifier": "over"}, -3.5, "met"),
        ({"value": -3.0, "qualifier": "over"}, -2.0, "missed"),
        # lower is better
        ({"value": 3.0, "indicator": "cpi"}, 2.0, "met"),
        ({"value": 3.0, "indicator": "cpi"}, 3.1, "missed"),
        ({"value": 3.0, "indicator": "cpi", "qualifier": "about"}, 3.4, "met"),
        ({"value": 3.0, "indicator": "cpi", "qualifier": "about"}, 3.6, "missed"),
        ({"value": 2.0, "high": 3.0, "indicator": "cpi"}, 2.8, "met"),
        ({"value": 2.0, "high": 3.0, "indicator": "cpi"}, 3.2, "missed"),
        ({"value": 5.5, "indicator": "unemployment_rate", "measure": "share", "qualifier": "under"}, 5.2, "met"),
        ({"value": 5.5, "indicator": "unemployment_rate", "measure": "share", "qualifier": "under"}, 5.6, "missed"),
        ({"value": -2.5, "indicator": "energy_intensity"}, -3.0, "met"),
        ({"value": -2.5, "indicator": "energy_intensity"}, -2.0, "missed"),
        ({"value": 10.0, "measure": "rank", "unit": "名", "qualifier": "under"}, 8.0, "met"),
        ({"value": 3.0, "measure": "rank", "unit": "名"}, 5.0, "missed"),
        # amounts
        ({"value": 7000.0, "measure": "level", "unit": "亩", "qualifier": "over"}, 7000.0, "met"),
        ({"value": 7000.0, "measure": "level", "unit": "亩", "qualifier": "about"}, 6800.0, "about"),
        ({"value": 7000.0, "measure": "level", "unit": "亩", "qualifier": "about"}, 5000.0, "missed"),
        ({"value": 0.0}, 0.0, "met"),
    ],
)
def test_a_verdict_respects_the_wording(target: dict[str, Any], outcome: float, verdict: str, reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    same = {name: target[name] for name in ("indicator", "measure", "unit") if name in target}
    reports.say(first, **target)
    reports.say(second, outcome, claim="actual", **same)
    assert reports.row(year=2024)["verdict"] == verdict


@pytest.mark.parametrize(
    ("qualifier", "outcome", "verdict"),
    [("over", 6.0, "met"), ("over", 5.0, "about"), ("under", 7.0, "about"), ("under", 5.0, "missed"),
     ("about", 5.8, "about"), ("about", 4.0, "missed"), ("about", 6.0, "met")],
)  # fmt: skip
def test_an_outcome_that_is_only_a_bound_decides_what_it_can(
    qualifier: str, outcome: float, verdict: str, reports: Reports
) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(first, 6.0)
    reports.say(second, outcome, claim="actual", qualifier=qualifier)
    assert reports.row(year=2024)["verdict"] == verdict


@pytest.mark.parametrize(("tolerance", "verdict"), [(None, "about"), (0.0, "missed"), (0.2, "missed"), (0.3, "met")])
def test_the_tolerance_is_an_option(tolerance: float | None, verdict: str, reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(first, 6.0, qualifier="about")
    reports.say(second, 5.7, claim="actual")
    assert reports.row(year=2024, tolerance=tolerance)["verdict"] == verdict


def test_missing_is_told_apart(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(first, 6.0)
    reports.say(second, 8.0, "2024", claim="actual", indicator="exports")
    reports.say(first, 5.0, "2022", claim="actual", indicator="exports")
    rows = {(r["indicator"], r["year"]): r for r in reports.rows().to_dicts()}
    assert rows["gdp", 2024]["verdict"] == "no outcome" and rows["gdp", 2024]["outcome"] is None
    assert rows["exports", 2024]["verdict"] == "not stated" and rows["exports", 2024]["target"] is None
    assert rows["exports", 2022]["verdict"] == "no report"
    assert rows["exports", 2024]["previous"] is None and rows["exports", 2024]["gap"] is None


def test_a_figure_is_preferred_to_an_estimate_and_both_stay(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    later = reports.report(JINJIANG, 2025, "communique", date(2025, 3, 1))
    reports.say(first, 6.0)
    early = reports.say(second, 6.3, claim="estimate")
    final = reports.say(later, 6.1, claim="actual")
    row = reports.row(year=2024)
    assert (row["outcome"], row["outcome_claim"], row["outcome_fact"]) == (6.1, "actual", final)
    assert (row["estimate"], row["estimate_fact"]) == (6.3, early)
    assert conflicts(facts_frame(reports.facts), reports.documents).height == 0
    listed = conflicts(facts_frame(reports.facts), reports.documents, alike=False)
    assert listed.schema == pl.Schema(CONFLICT_SCHEMA)
    assert listed.select("kind", "value", "chosen_value").rows() == [("vintage", 6.3, 6.1)]


def test_the_report_of_the_year_speaks_before_quotes_and_promises(reports: Reports) -> None:
    plan, own, after = (reports.report(JINJIANG, year) for year in (2021, 2024, 2025))
    reports.say(plan, 8.0, "2024", start=0)
    reports.say(after, 7.0, "2024", start=0)
    chosen = reports.say(own, 6.0, "2024", start=900)
    assert reports.row(year=2024)["target_fact"] == chosen
    reports.facts = [f for f in reports.facts if f.fact_id != chosen]
    assert reports.row(year=2024)["target"] == 7.0


def test_headline_sections_and_ordinary_comparisons_are_preferred(reports: Reports) -> None:
    own, after = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(own, 9.0, start=0, section="二、工作任务")
    reports.say(own, 6.0, start=50, section="二、2024年主要目标")
    reports.say(after, 5.1, claim="actual", start=0, comparison="比2019年")
    reports.say(after, 6.2, claim="actual", start=90, comparison="同比")
    row = reports.row(year=2024)
    assert (row["target"], row["outcome"]) == (6.0, 6.2)


def test_an_exact_number_is_preferred_to_the_bound_it_keeps(reports: Reports) -> None:
    after = reports.report(JINJIANG, 2025)
    level = {"measure": "level", "unit": "元", "claim": "actual"}
    reports.say(after, 5.0e12, start=0, qualifier="over", **level)
    reports.say(after, 5.38e12, start=20, **level)
    assert reports.row(year=2024)["outcome"] == 5.38e12
    assert conflicts(facts_frame(reports.facts), reports.documents).height == 0


def test_the_place_speaks_for_itself_first(reports: Reports) -> None:
    above, own = reports.report(QUANZHOU, 2025), reports.report(JINJIANG, 2025)
    reports.say(above, 6.9, claim="actual", start=0, **JINJIANG)
    reports.say(own, 6.2, claim="actual", start=500)
    row = reports.row(year=2024, region="晋江市")
    assert row["outcome"] == 6.2
    listed = conflicts(facts_frame(reports.facts), reports.documents)
    assert listed.select("kind", "value", "chosen_value").rows() == [("documents", 6.9, 6.2)]


def test_measures_currencies_and_units_are_never_mixed(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    for value, fields in (
        (5.0, {}),
        (9e8, {"measure": "level", "unit": "元"}),
        (1e8, {"measure": "level", "unit": "美元"}),
    ):
        reports.say(first, value, indicator="exports", **fields)
        reports.say(second, value * 2, indicator="exports", claim="actual", **fields)
    rows = reports.rows().filter(pl.col("year") == 2024)
    assert rows.height == 3
    assert (rows["outcome"] == 2 * rows["target"]).all()
    assert rows["unit"].to_list() == ["%", "元", "美元"]


def test_counters_are_one_unit(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(first, 500, indicator="high_tech_enterprises", measure="level", unit="家")
    reports.say(second, 520, indicator="high_tech_enterprises", measure="level", unit="户", claim="actual")
    assert reports.row(year=2024)["verdict"] == "met"


def test_what_is_added_is_not_held_against_what_there_is(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    firms = {"indicator": "high_tech_enterprises", "measure": "level", "unit": "家"}
    reports.say(first, 50, subject="新增高新技术企业", **firms)
    reports.say(first, 900, subject="高新技术企业", qualifier="over", **firms)
    reports.say(second, 60, subject="新认定国家高新技术企业", claim="actual", start=0, **firms)
    reports.say(second, 880, subject="高新技术企业总数", claim="actual", start=9, **firms)
    rows = reports.rows().filter(pl.col("year") == 2024)
    assert rows.select("scope", "target", "outcome", "verdict").rows() == [
        (None, 900, 880, "missed"),
        ("新增", 50, 60, "met"),
    ]
    assert conflicts(facts_frame(reports.facts), reports.documents).height == 0
    assert wide(rows, "outcome").select("scope", "2024").rows() == [(None, 880), ("新增", 60)]


def test_registered_unemployment_is_not_surveyed_unemployment(reports: Reports) -> None:
    first, second, third = (reports.report(JINJIANG, year) for year in (2023, 2024, 2025))
    rate = {"indicator": "unemployment_rate", "measure": "share"}
    reports.say(first, 4.5, "2023", subject="城镇登记失业率", qualifier="under", **rate)
    reports.say(second, 3.3, "2023", subject="城镇登记失业率", claim="actual", **rate)
    reports.say(second, 5.5, subject="城镇调查失业率", qualifier="under", **rate)
    reports.say(third, 5.1, subject="全省城镇调查失业率", claim="actual", **rate)
    columns = ["scope", "year", "previous", "outcome", "revision", "verdict"]
    assert reports.rows().select(columns).rows() == [
        ("登记", 2023, None, 3.3, None, "met"),
        ("调查", 2024, None, 5.1, None, "met"),
    ]
    said = promised(third, "总体稳定", "unemployment_rate", "share")
    reports.say(third, 5.0, "2025", subject="城镇调查失业率", claim="estimate", **rate)
    words = promises_frame([replace(said, subject="城镇调查失业率", period="2025", year=2025)])
    assert reports.row(year=2025, words=words)["outcome"] == 5.0


def test_places_in_schools_are_not_schools_nor_households_estates(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    for indicator, aimed_at, done in (
        ("school_places", "个", "所"),
        ("old_estates_renovated", "个", "户"),
        ("above_scale_enterprises", "家", "条"),
        ("elderly_beds", "张", "人"),
    ):
        reports.say(first, 80, indicator=indicator, measure="level", unit=aimed_at)
        reports.say(second, 11000, indicator=indicator, measure="level", unit=done, claim="actual")
    assert sorted(reports.rows()["verdict"]) == ["no outcome"] * 4 + ["not stated"] * 4


def test_a_counter_may_go_without_saying(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    for indicator, unit in (("urban_jobs", "人"), ("high_tech_enterprises", "家")):
        reports.say(first, 1000, indicator=indicator, measure="level", unit=unit)
        reports.say(second, 1320, indicator=indicator, measure="level", unit=None, claim="actual")
    reports.say(first, 5e12, measure="level", unit="元")
    reports.say(second, 5e12, measure="level", unit=None, claim="actual")
    found = {(row["indicator"], row["unit"]): row["verdict"] for row in reports.rows().to_dicts()}
    assert found == {
        ("urban_jobs", "人"): "met",
        ("high_tech_enterprises", "家"): "met",
        ("gdp", "元"): "no outcome",
        ("gdp", None): "not stated",
    }


@pytest.mark.parametrize(
    ("place", "year", "kind", "verdict"),
    [
        (None, 0, "", "open"),
        (JINJIANG, 2024, "communique", "open"),  # of the same year: it tells what came of the year before
        (JINJIANG, 2025, "work_report", "no outcome"),
        (JINJIANG, 2025, "explainer", "no outcome"),
        (JINJIANG, 2027, "communique", "no outcome"),
        (JINJIANG, 2025, "news", "open"),  # need not tell it
        (JINJIANG, 2025, "plan", "open"),
        (JINJIANG, None, "work_report", "open"),  # nobody knows of which year it is
        (QUANZHOU, 2025, "work_report", "open"),  # of another place
    ],
)
def test_a_target_is_open_until_a_later_report_of_the_place_is_there(
    reports: Reports, place: dict[str, str] | None, year: int | None, kind: str, verdict: str
) -> None:
    own = reports.report(JINJIANG, 2024)
    reports.say(own, 6.0, "2024")
    words = promises_frame([promised(own, "与经济增长同步", "exports")])
    if place is not None:
        later = reports.report(place, year or 2030, kind)
        reports.say(later, 9.0, str((year or 2030) - 1), indicator="cpi", claim="actual", **place)
        reports.listed[later]["year"] = year
    found = targets(facts_frame(reports.facts), reports.documents, words=words).collect()
    said = {row["indicator"]: row["verdict"] for row in found.to_dicts() if row["indicator"] != "cpi"}
    assert said == {"gdp": verdict, "exports": verdict}


def test_a_programme_is_open_until_a_report_after_its_last_year(reports: Reports) -> None:
    own, within = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2026)
    reports.say(own, 300, "2024/2026", indicator="signed_projects", measure="level", unit="个")
    reports.say(within, 8.0, "2025", claim="actual")
    assert reports.row(period="2024/2026")["verdict"] == "open"
    reports.say(reports.report(JINJIANG, 2027), 8.0, "2026", claim="actual")
    assert reports.row(period="2024/2026")["verdict"] == "no outcome"


def test_ranks_are_held_within_their_scope(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    rank = {"measure": "rank", "unit": "名"}
    reports.say(first, 1, rank_scope="全省", **rank)
    reports.say(second, 3, rank_scope="全国", claim="actual", **rank)
    assert reports.rows().select("scope", "verdict").rows() == [("全国", "not stated"), ("全省", "no outcome")]


def test_periods_are_never_mixed_but_a_running_one_has_progress(reports: Reports) -> None:
    own = reports.report(JINJIANG, 2024)
    middle = reports.report(JINJIANG, 2024, "communique", date(2024, 8, 1))
    reports.say(own, 6.0, "2024")
    reports.say(own, 6.5, "2024H1")
    reports.say(middle, 5.8, "2024H1", claim="actual")
    reports.say(middle, 5.9, "2024-01/2024-08", claim="actual")
    rows = {r["period"]: r for r in reports.rows().to_dicts()}
    assert set(rows) == {"2024", "2024H1"}
    assert rows["2024H1"]["verdict"] == "missed"
    assert rows["2024"]["verdict"] == "open" and rows["2024"]["outcome"] is None
    assert (rows["2024"]["progress"], rows["2024"]["progress_period"]) == (5.9, "2024-01/2024-08")


def test_a_programme_of_years_has_progress_and_an_average_is_no_total(reports: Reports) -> None:
    own, later = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    level = {"indicator": "signed_projects", "measure": "level", "unit": "个"}
    reports.say(own, 300, "2024/2026", **level)
    reports.say(later, 90, "2024", claim="actual", **level)
    reports.say(own, 8.0, "2021/2025", comparison="年均")
    reports.say(later, 46.0, "2021/2025", claim="actual")
    rows = {(r["indicator"], r["period"], r["basis"]): r for r in reports.rows().to_dicts()}
    programme = rows["signed_projects", "2024/2026", None]
    assert (programme["year"], programme["progress"], programme["verdict"]) == (2026, 90.0, "open")
    assert rows["gdp", "2021/2025", "average"]["outcome"] is None


def test_a_year_tells_of_a_yearly_average_and_not_of_doubling(reports: Reports) -> None:
    own, later = reports.report(JINJIANG, 2021), reports.report(JINJIANG, 2024)
    reports.say(own, 8.0, "2021/2030", comparison="年均")
    reports.say(own, 100.0, "2021/2030")
    reports.say(later, 7.0, "2023", claim="actual")
    rows = {r["basis"]: r for r in reports.rows().to_dicts() if r["period"] == "2021/2030"}
    assert (rows["average"]["progress"], rows["average"]["progress_period"]) == (7.0, "2023")
    assert rows[None]["progress"] is None
    reports.say(later, 25.0, "2021/2023", claim="actual")
    rows = {r["basis"]: r for r in reports.rows().to_dicts() if r["period"] == "2021/2030"}
    assert rows[None]["progress"] == 25.0


def test_a_yearly_average_is_no_growth_of_its_last_year(reports: Reports) -> None:
    own, later = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(own, 6.0)
    reports.say(later, 5.9, claim="actual", comparison="年均增长", start=0)
    reports.say(later, 5.5, claim="actual", start=9)
    row = reports.row(year=2024)
    assert (row["basis"], row["outcome"]) == (None, 5.5)
    assert conflicts(facts_frame(reports.facts), reports.documents).height == 0


def test_an_average_that_nobody_promised_has_a_row_of_its_years(reports: Reports) -> None:
    own = reports.report(JINJIANG, 2026)
    reports.say(own, 6.4, "2021/2025", claim="actual", comparison="年均")
    reports.say(own, 41.0, "2021/2025", claim="actual")  # a whole is told with its target, or not at all
    reports.say(own, 5.8, "2025", claim="actual")
    rows = {(r["period"], r["basis"]): r for r in reports.rows().to_dicts()}
    assert set(rows) == {("2021/2025", "average"), ("2025", None)}
    average = rows["2021/2025", "average"]
    assert (average["period_kind"], average["year"], average["outcome"]) == ("programme", 2025, 6.4)
    assert (average["target"], average["verdict"]) == (None, "no report")


def test_what_is_hoped_for_beyond_a_target_stands_beside_it(reports: Reports) -> None:
    own, other = reports.report(JINJIANG, 2024), reports.report(QUANZHOU, 2024)
    reports.say(own, 7.0, force="确保")
    hoped = reports.say(own, 8.0, force="力争")
    reports.say(own, 5.0, force="力争", measure="share")
    reports.say(other, 6.0, force="力争")
    mine, theirs = reports.row(region="晋江市", measure="growth"), reports.row(region="泉州市", measure="growth")
    assert (mine["target"], mine["target_stretch"], mine["target_stretch_fact"]) == (7.0, 8.0, hoped)
    assert (theirs["target"], theirs["target_stretch"], theirs["target_stretch_fact"]) == (6.0, None, None)


def test_a_target_is_held_against_the_place_above_and_its_own_of_last_year(reports: Reports) -> None:
    for place, last, this in ((FUJIAN, 6.0, 5.5), (QUANZHOU, 7.0, 6.5), (ZONE, 8.0, 6.5), (JINJIANG, 7.0, 6.0)):
        reports.say(reports.report(place, 2023), last, "2023")
        own = reports.report(place, 2024)
        reports.say(own, this, "2024")
        reports.say(own, last - 1, "2023", claim="actual")
    rows = {r["region"]: r for r in reports.rows().filter(pl.col("year") == 2024).to_dicts()}
    assert rows["泉州台商投资区"]["parent"] == rows["晋江市"]["parent"] == "泉州市"
    assert rows["泉州市"]["parent_code"] == "350000" and rows["福建省"]["parent_code"] == "CN"
    assert rows["晋江市"]["amplification"] == -0.5 and rows["泉州市"]["amplification"] == 1.0
    assert rows["福建省"]["amplification"] is None
    assert rows["晋江市"]["revision"] == -1.0
    assert rows["泉州台商投资区"]["previous"] == 7.0
    before = {r["region"]: r for r in reports.rows().filter(pl.col("year") == 2023).to_dicts()}
    assert before["泉州台商投资区"]["outcome_lead"] == 1.0


def test_a_town_is_held_against_its_county(reports: Reports) -> None:
    town = {"region": "安海镇", "region_code": "350582103"}
    reports.say(reports.report(JINJIANG, 2024), 6.0)
    reports.say(reports.report(town, 2024), 7.0)
    assert reports.row(year=2024, region="安海镇")["amplification"] == 1.0


def test_a_renamed_place_is_one_place(reports: Reports) -> None:
    county = {"region": "晋江县", "region_code": "359004"}
    reports.say(reports.report(county, 1993), 10.0, "1993")
    reports.say(reports.report(JINJIANG, 1994), 12.0, "1993", claim="actual")
    row = reports.row(year=1993)
    assert (row["region"], row["region_code"], row["verdict"]) == ("晋江市", "350582", "met")


def test_a_place_without_a_code_is_kept_apart(reports: Reports) -> None:
    own = reports.report(JINJIANG, 2024)
    reports.say(own, 9.0, region="某新区", region_code=None)
    row = reports.row(region="某新区")
    assert row["region_code"] is None and row["parent_code"] is None
    reports.say(own, 9.0, region=None, region_code=None)
    assert reports.rows().height == 1


def test_what_is_no_statement_of_the_place_is_left_out(reports: Reports) -> None:
    own = reports.report(JINJIANG, 2024)
    reports.say(own, 1.0, indicator=None)
    reports.say(own, 2.0, entity="某公司")
    reports.say(own, 3.0, claim="plan")
    reports.say(own, 4.0, period=None)
    assert reports.rows().height == 0
    rejected = facts_frame([fact(own, 0, 4, claim="target", value=6.0)]).with_columns(review=pl.lit("rejected"))
    assert targets(rejected, reports.documents).collect().height == 0


def test_a_target_in_words_is_kept_as_such(reports: Reports) -> None:
    own, later = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(own, 6.0)
    reports.say(later, 5.0, claim="actual", indicator="income_per_capita")
    said = {"income_per_capita": "与经济增长同步", "exports": "稳中有升", "gdp": "保持合理区间"}
    words = promises_frame(
        QualitativeTarget(
            f"{own}-7-9-{i}", own, 7, 9, words, i, i, Measure.GROWTH, "2024", 2024, "晋江市", "350582", "", "", "1"
        )
        for i, words in said.items()
    )
    rows = {r["indicator"]: r for r in reports.rows(words=words).filter(pl.col("year") == 2024).to_dicts()}
    income, exports, gdp = rows["income_per_capita"], rows["exports"], rows["gdp"]
    assert (income["target_words"], income["target"], income["verdict"]) == ("与经济增长同步", None, "about")
    assert (exports["target_words"], exports["verdict"], exports["region"]) == ("稳中有升", "no outcome", "晋江市")
    assert gdp["target"] == 6.0 and gdp["target_words"] is None and gdp["promise"] is None
    assert exports["promise"] == f"{own}-7-9-exports"
    table = coverage(
        reports.rows(words=words), reports.documents, indicators=["gdp", "exports", "cpi"], years=(2023, 2024)
    )
    assert {(r["year"], r["indicator"]): r["status"] for r in table.to_dicts()} == {
        (2023, "gdp"): "no report",
        (2023, "exports"): "no report",
        (2023, "cpi"): "no report",
        (2024, "gdp"): "number",
        (2024, "exports"): "in words",
        (2024, "cpi"): "not stated",
    }


def test_words_of_several_years_are_a_programme_whoever_else_has_figures_of_them(reports: Reports) -> None:
    own, other = reports.report(JINJIANG, 2022), reports.report(QUANZHOU, 2022)
    reports.say(other, 6.0, "2022/2026")
    said = replace(promised(own, "走在前列", "exports"), period="2022/2026", year=2026)
    rows = reports.rows(words=promises_frame([said]))
    assert rows["period_kind"].to_list() == ["programme", "programme"]
    alone = targets(facts_frame(reports.facts), reports.documents, words=promises_frame([said]))
    assert (
        alone.filter(pl.col("region_code") == "350582").collect().equals(rows.filter(pl.col("indicator") == "exports"))
    )


def test_words_meet_the_outcome_in_its_own_unit(reports: Reports) -> None:
    own, later = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    said = {"energy_intensity": "%", "natural_growth_rate": "‰", "unemployment_rate": "％"}
    for indicator, unit in said.items():
        reports.say(later, 3.0, claim="actual", indicator=indicator, measure="share", unit=unit)
    reports.say(later, 90.0, claim="actual", indicator="housing_affordable", measure="level", unit="套")
    words = promises_frame(
        [
            *(promised(own, "控制在合理区间", indicator, "share") for indicator in said),
            promised(own, "完成省下达任务", "housing_affordable", "level"),
            promised(own, "保持全省前列", "exports", "rank"),
        ]
    )
    rows = {row["indicator"]: row for row in reports.rows(words=words).to_dicts()}
    assert {name: row["outcome"] for name, row in rows.items()} == {
        **dict.fromkeys(said, 3.0),
        "housing_affordable": 90.0,
        "exports": None,
    }
    assert rows["exports"]["measure"] == "rank" and rows["exports"]["verdict"] == "no outcome"
    assert all(row["promise"] and row["target_words"] for row in rows.values())


def test_of_several_wordings_the_report_of_the_year_is_heard_first(reports: Reports) -> None:
    before, own, after = (reports.report(JINJIANG, year) for year in (2022, 2024, 2025))
    said = {before: "稳步增长", own: "与经济增长同步", after: "高于全国"}
    for left_out in (None, own, after):
        words = promises_frame(promised(one, printed) for one, printed in said.items() if one != left_out)
        expected = said[own] if left_out != own else said[after]
        assert reports.row(words=words)["target_words"] == expected
    words = promises_frame([promised(own, "持平", at=90), promised(own, "稳中有升", at=20)])
    assert reports.row(words=words)["target_words"] == "稳中有升", "what stands first"


def test_coverage_is_every_combination(reports: Reports) -> None:
    own, later = reports.report(JINJIANG, 2022), reports.report(JINJIANG, 2024)
    reports.say(own, 0.0, "2022")
    reports.say(later, 0.0, "2023", claim="actual")
    table = coverage(reports.rows(), reports.documents, indicators=["gdp"], places=["350582", "350581"])
    assert table.schema == pl.Schema(COVERAGE_SCHEMA)
    found = {(r["region"], r["year"]): (r["status"], r["outcome_known"]) for r in table.to_dicts()}
    assert found == {
        ("晋江市", 2022): ("number", False),
        ("晋江市", 2023): ("no report", True),
        ("晋江市", 2024): ("not stated", False),
        ("石狮市", 2022): ("no report", False),
        ("石狮市", 2023): ("no report", False),
        ("石狮市", 2024): ("no report", False),
    }
    assert coverage(reports.rows(), reports.documents.clear()).height == 0


def test_coverage_counts_no_report_on_the_plan_or_the_budget(reports: Reports) -> None:
    for kind in ("plan_report", "budget_report"):
        reports.report(JINJIANG, 2024, kind)
    table = coverage(reports.rows(), reports.documents, indicators=["gdp"], places=["350582"], years=(2024, 2024))
    assert table["status"].to_list() == ["no report"]


def test_wide_has_a_column_a_year(reports: Reports) -> None:
    for year, value in ((2022, 5.0), (2024, 6.0)):
        reports.say(reports.report(JINJIANG, year), value, str(year))
    reports.say(reports.report(QUANZHOU, 2024), 6.5, "2024")
    table = wide(reports.rows())
    assert table.columns == ["region", "region_code", "indicator", "measure", "unit", "2022", "2024"]
    assert table.select("region", "2022", "2024").rows() == [("泉州市", None, 6.5), ("晋江市", 5.0, 6.0)]


def test_a_line_of_the_wide_table_is_of_one_currency(reports: Reports) -> None:
    for year, value, unit in ((2022, 5e9, "美元"), (2023, 4e10, "元"), (2024, 6e9, "美元")):
        own = reports.report(JINJIANG, year)
        reports.say(own, value, str(year), indicator="exports", measure="level", unit=unit)
    table = wide(reports.rows())
    assert table.select("unit", "2022", "2023", "2024").rows() == [("元", None, 4e10, None), ("美元", 5e9, None, 6e9)]
    with pytest.raises(FilterError, match="has its unit"):
        wide(reports.rows(), "unit")


def test_two_targets_of_one_report_are_a_conflict(reports: Reports) -> None:
    own = reports.report(JINJIANG, 2024)
    reports.say(own, 5.2, start=0)
    reports.say(own, 6.7, start=9)
    reports.say(own, 5.2, start=50)
    listed = conflicts(facts_frame(reports.facts), reports.documents)
    assert listed.select("side", "kind", "value", "chosen_value").rows() == [("target", "document", 6.7, 5.2)]
    assert listed.select("subject", "chosen_subject").rows() == [("地区生产总值", "地区生产总值")]


def test_the_same_report_twice_agrees_with_itself(reports: Reports) -> None:
    for kind in ("work_report", "explainer"):
        reports.say(reports.report(JINJIANG, 2024, kind), 6.0, start=5)
    assert reports.rows().height == 1
    assert conflicts(facts_frame(reports.facts), reports.documents).height == 0


def test_a_report_on_the_plan_gives_way_to_the_work_report_of_the_year(reports: Reports) -> None:
    reports.say(reports.report(JINJIANG, 2024, "plan_report"), 5.5, start=5)
    assert reports.rows()["target"].to_list() == [5.5]
    reports.say(reports.report(JINJIANG, 2024), 6.0, start=5)
    assert reports.rows()["target"].to_list() == [6.0]


def test_nothing_gives_no_rows() -> None:
    empty = facts_frame([])
    assert targets(empty).collect().schema == pl.Schema(SCHEMA)
    assert conflicts(empty).height == 0
    assert wide(targets(empty)).height == 0


def test_without_a_list_of_documents_they_are_guessed(reports: Reports) -> None:
    first, second = reports.report(JINJIANG, 2024), reports.report(JINJIANG, 2025)
    reports.say(first, 6.0)
    reports.say(second, 6.2, claim="actual")
    reports.say(second, 5.5, "2025")
    reports.say(second, 3.0, "2024", claim="actual", indicator="exports")
    guessed = targets(facts_frame(reports.facts)).collect()
    assert guessed.equals(reports.rows())


def test_the_store_answers_too(tmp_path: Path) -> None:
    store: Store = open_store(tmp_path / "t.duckdb", bundled=False)
    first = document("晋江市2024年报告，目标6%左右。", year=2024, **JINJIANG)
    second = document("晋江市2025年报告，增长6.2%。", year=2025, **JINJIANG)
    store.add(first, [fact(first, 14, 16, claim="target", value=6.0, period="2024", qualifier="about")])
    store.add(second, [fact(second, 13, 17, claim="actual", value=6.2, period="2024")])
    rows = store.targets().filter(pl.col("region") == "晋江市").select("year", "gap", "verdict").collect()
    assert rows.rows() == [(2024, pytest.approx(0.2), "met")]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), seed=st.integers(0, 1000))
def test_no_row_depends_on_the_order_of_adding(data: st.DataObject, seed: int) -> None:
    made = data.draw(collections())
    facts, documents, words = facts_frame(made.facts), made.documents, promises_frame(data.draw(wordings(made)))
    mixed = list(range(len(made.facts)))
    random.Random(seed).shuffle(mixed)

    def shuffled(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.sample(fraction=1.0, shuffle=True, seed=seed)

    once = targets(facts, documents, words=words).collect()
    again = targets(facts[mixed], shuffled(documents), words=shuffled(words)).collect()
    assert once.equals(again)
    said = dict(words.select("promise_id", "printed").iter_rows())
    for row in once.filter(pl.col("promise").is_not_null()).to_dicts():
        assert row["target"] is None and row["target_words"] == said[row["promise"]]
        assert row["verdict"] in (("open", "no outcome") if row["outcome"] is None else ("about",))
    listed = conflicts(facts, documents)
    assert listed.equals(conflicts(facts[mixed], documents))
    assert set(once["verdict"]) <= set(VERDICTS)


@settings(max_examples=60, deadline=None)
@given(made=collections())
def test_a_pair_is_of_one_place_measure_unit_and_period(made: Reports) -> None:
    by_id = {f.fact_id: f for f in made.facts}
    counted = {"家": "count"}
    for row in targets(facts_frame(made.facts), made.documents).collect().to_dicts():
        behind = [by_id[row[name]] for name in ("target_fact", "outcome_fact") if row[name]]
        assert behind
        for f in behind:
            assert (f.region_code, f.indicator, f.measure, f.period) == (
                row["region_code"], row["indicator"], row["measure"], row["period"],
            )  # fmt: skip
        assert len({counted.get(f.unit or "", f.unit) for f in behind}) == 1
        assert (row["target"] is None) == (row["target_fact"] is None)
        assert (row["outcome"] is None) == (row["outcome_fact"] is None)
        if row["previous_fact"]:
            before = by_id[row["previous_fact"]]
            assert (before.region_code, before.measure, before.unit, before.year) == (
                row["region_code"], row["measure"], row["unit"] if before.unit != "家" else "家", row["year"] - 1,
            )  # fmt: skip
        if row["parent_target_fact"]:
            above = by_id[row["parent_target_fact"]]
            assert (above.region_code, above.period) == (row["parent_code"], row["period"])


def test_any_choice_of_columns_gives_the_same_values(reports: Reports) -> None:
    for place, value in ((QUANZHOU, 6.0), (JINJIANG, 6.5)):
        first, second = reports.report(place, 2023), reports.report(place, 2024)
        reports.say(first, value, "2023", qualifier="about", qualifier_text="左右")
        reports.say(second, value, "2024")
        reports.say(second, value - 0.2, "2023", claim="estimate")
        reports.say(second, value + 1, "2024H1", claim="actual")
    whole = reports.rows()
    lazy = targets(facts_frame(reports.facts), reports.documents)
    for name in SCHEMA:
        assert lazy.select(name).collect().equals(whole.select(name)), name
        assert lazy.filter(pl.col(name).is_not_null()).select("year").collect().height == whole[name].count(), name


NARROWING = [
    pl.col("region") == "晋江市",
    pl.col("region_code") == "350500",
    pl.col("region_code").str.starts_with("3505") & (pl.col("indicator") == "gdp"),
    (pl.col("measure") == "growth") & (pl.col("year") >= 2023) & pl.col("target").is_not_null(),
    pl.col("region_code").is_null(),
    (pl.col("region") == "某新区") | (pl.col("region") == "福建省"),
    pl.col("region") != "晋江市",
    pl.lit(True),
    pl.col("region") == pl.col("parent"),
    pl.col("region") == "无此地",
]


@settings(max_examples=40, deadline=None)
@given(made=collections(), condition=st.sampled_from(NARROWING), limit=st.sampled_from([None, 2]))
def test_a_filter_on_the_rows_is_only_a_filter(made: Reports, condition: pl.Expr, limit: int | None) -> None:
    own = made.report(JINJIANG, 2022)
    made.say(own, 9.0, "2022", region="某新区", region_code=None)
    made.say(own, 9.0, "1993", region="晋江县", region_code="359004")
    facts, documents = facts_frame(made.facts), made.documents
    whole = targets(facts, documents).collect()
    for listed in (documents, None):
        lazy = targets(facts, listed)
        expected = (whole if listed is not None else lazy.collect()).filter(condition)
        assert lazy.filter(condition).collect().equals(expected)
        ordered = lazy.filter(condition).sort("year", "region", "target", maintain_order=True)
        assert (
            ordered.head(limit or 100)
            .collect()
            .equals(expected.sort("year", "region", "target", maintain_order=True).head(limit or 100))
        )


def test_the_package_is_the_function_whatever_was_imported_before() -> None:
    """In a process of its own: what another test has imported would decide it here."""
    script = (
        "import polars as pl, mubiao\n"
        "from mubiao.store.frames import REVIEWED_SCHEMA\n"
        "none = pl.DataFrame(schema=REVIEWED_SCHEMA)\n"
        "before = mubiao.targets(none).collect()\n"
        "import mubiao.targets, mubiao.store.database\n"
        "from mubiao.targets import wide\n"
        "assert mubiao.targets(none, words=None, tolerance=None).collect().equals(before)\n"
        "assert before.columns == list(mubiao.targets.SCHEMA)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_growth_in_multiples_gives_way_to_that_of_the_year() -> None:
    doc = document("2020年某市政府工作报告：增长7.8%，比建国初增长215倍，比上年增长1.2倍，力争翻一番。", year=2020)
    text = doc.text

    def said(printed: str, value: float, **known: Any) -> Fact:
        start = text.index(printed)
        return fact(doc, start, start + len(printed), printed=printed, value=value, **{"period": "2019", **known})

    estimate = said("7.8%", 7.8, claim="estimate")
    since = said("215倍", 21500.0)
    (row,) = held([estimate, since], doc)
    assert (row["outcome"], row["outcome_claim"]) == (7.8, "estimate")
    assert held([since], doc) == []
    (row,) = held([said("1.2倍", 120.0)], doc)
    assert row["outcome"] == 120.0


def test_a_figure_with_words_of_a_target_goes_before_a_bare_one() -> None:
    doc = document("2011年某市政府工作报告：增长10.3%。增长8%左右。", year=2011)
    told = [
        fact(doc, doc.text.index(p), doc.text.index(p) + len(p), value=v, claim="target", period="2011", qualifier=q)
        for p, v, q in (("10.3%", 10.3, "exact"), ("8%", 8.0, "about"))
    ]
    (row,) = held(told, doc)
    assert (row["target"], row["target_qualifier"]) == (8.0, "about")


def held(told: list[Fact], doc: Document) -> list[dict[str, Any]]:
    """The rows of targets that the facts of one document make."""
    facts = facts_frame(told)
    report = {"document_id": doc.document_id, "kind": doc.kind, "year": doc.year, "region_code": "350582"}
    listed = pl.DataFrame([report])
    return targets(facts, listed).collect().to_dicts()
