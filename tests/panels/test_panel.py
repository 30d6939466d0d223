"""Panels: one row a place and year, a value or a reason, and what is told of many rows."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from tests.made import document, fact

import mubiao
from mubiao.model import FilterError
from mubiao.panels import SCHEMA, STATUSES, Panel, codebook, kendall, panel, rank, stats
from mubiao.panels.eras import then
from mubiao.store import Store, open_store

# place, code, year of the report; targets of that year and outcomes of the year before, as (printed, what is known)
REPORTS: tuple[tuple[str, str, int, tuple[tuple[str, dict[str, Any]], ...]], ...] = (
    ("福建省", "350000", 2021, (("7%", {"claim": "target"}), ("3.3%", {}))),
    ("福建省", "350000", 2022, (("6.5%", {"claim": "target"}), ("8%", {}))),
    ("福建省", "350000", 2023, (("4.7%", {}),)),
    ("海南省", "460000", 2022, (("9%", {"claim": "target", "qualifier": "about"}), ("11.2%", {}))),
    (
        "泉州市",
        "350500",
        2022,
        (("7%", {"claim": "target", "high": 7.5}), ("8.1%", {}), ("8%", {"claim": "target", "force": "力争"})),
    ),
    ("泉州市", "350500", 2023, (("3.5%", {}),)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(tmp_path_factory.mktemp("panel") / "panel.duckdb", bundled=False)
    for place, code, year, said in REPORTS:
        text = f"{year}年{place}政府工作报告：" + "，".join(f"增长{printed}" for printed, _ in said)
        doc = document(
            text, year=year, region=place, region_code=code, date=date(year, 1, 9),
            title=f"{year}年{place}政府工作报告", url=f"https://example.org/{code}/{year}",
        )  # fmt: skip
        facts = []
        for printed, known in said:
            start = text.index(f"增长{printed}") + 2
            period = str(year if known.get("claim") == "target" else year - 1)
            facts.append(
                fact(
                    doc, start, start + len(printed), subject="地区生产总值", value=float(printed[:-1]), period=period,
                    region=place, region_code=code, **known,
                )
            )  # fmt: skip
        store.add(doc, facts)
    return store


def made(store: Store, **asked: Any) -> Panel:
    return panel(store.targets(), store.documents(), "gdp", facts=store.facts(), **asked)


def test_every_place_and_year_is_a_row_with_a_value_or_a_reason(store: Store) -> None:
    found = made(store, years=(2021, 2023))
    rows = found.rows
    assert rows.schema == SCHEMA and rows.height == 31 * 3
    assert not rows.select("region_code", "year").is_duplicated().any()
    assert set(rows["status"]) <= set(STATUSES) and rows["status"].null_count() == 0
    fujian = rows.filter(pl.col("region_code") == "350000")
    assert fujian.select("year", "status", "target", "outcome", "verdict", "revision").rows() == [
        (2021, "number", 7.0, 8.0, "met", None),
        (2022, "number", 6.5, 4.7, "missed", -0.5),
        (2023, "not stated", None, None, None, None),
    ]
    assert "93 cells of 31 places, 2021–2023: targets 3 number, 1 not stated, 89 no report" in found.closing
    assert "outcomes 3 known" in found.closing


def test_a_higher_target_that_is_hoped_for_stands_beside(store: Store) -> None:
    (row,) = made(store, level="prefecture", years=(2022, 2022)).rows.to_dicts()
    assert (row["target"], row["target_high"], row["stretch"]) == (7.0, 7.5, 8.0)
    assert (row["parent_target"], row["amplification"]) == (6.5, 0.5)
    assert row["target_quote"] == "地区生产总值 7%"
    assert row["target_url"] == "https://example.org/350500/2022"
    assert row["outcome_date"] == date(2023, 1, 9)
    assert row["outcome_title"] == "2023年泉州市政府工作报告"


def test_a_province_is_not_there_before_it_was_made(store: Store) -> None:
    rows = made(store, years=(1987, 1996)).rows
    assert rows.filter(region_code="460000")["status"].to_list()[:2] == ["not there", "no report"]
    assert set(rows.filter(region_code="500000")["status"]) == {"not there"}
    assert set(rows.filter(region_code="440000")["status"]) == {"no report"}


def test_balanced_keeps_whole_places(store: Store) -> None:
    assert set(made(store, years=(2021, 2022), balanced="both").rows["region_code"]) == {"350000"}
    assert made(store, years=(2021, 2023), balanced="target").rows.height == 0


@pytest.mark.parametrize(
    ("code", "year", "was"),
    [
        ("350582", 1990, ("350522", "晋江县")),
        ("350582", 1993, ("359004", "晋江市")),
        ("350582", 2024, ("350582", "晋江市")),
        ("350500", 1983, ("352400", "晋江地区")),
        ("350582", 1960, (None, None)),
        ("500000", 1990, (None, None)),
    ],
)
def test_code_and_name_are_those_of_the_year(code: str, year: int, was: tuple[str | None, str | None]) -> None:
    assert then(code, year)[:2] == was


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"level": "town"}, "no such level"),
        ({"years": (2023, 2020)}, "turned round"),
        ({"balanced": "all"}, "no such balance"),
        ({"scope": "登记"}, "no such scope"),
    ],
)
def test_what_cannot_be_is_an_error(store: Store, asked: dict[str, Any], problem: str) -> None:
    with pytest.raises(FilterError, match=problem):
        made(store, **asked)
    with pytest.raises(FilterError, match="no place has exports"):
        panel(store.targets(), store.documents(), "exports")


def test_of_several_series_one_is_taken_and_the_others_are_named(store: Store) -> None:
    rows = store.targets().filter(indicator="gdp").collect()
    other = rows.filter(pl.col("target").is_not_null()).head(2).with_columns(scope=pl.lit("调查"), target=pl.lit(1.0))
    found = panel(pl.concat([rows, other]), store.documents(), "gdp", level="all")
    assert found.doubled.height == 2 and set(found.doubled["scope"]) == {"调查"}
    assert not found.rows.select("region_code", "year").is_duplicated().any()
    chosen = panel(pl.concat([rows, other]), store.documents(), "gdp", level="all", scope="调查")
    assert chosen.doubled.height == 0 and chosen.chosen["scope"] == "调查"


def test_the_codebook_tells_of_every_column(store: Store) -> None:
    rows = made(store).rows
    book = codebook(rows)
    assert book["column"].to_list() == rows.columns
    told = book.select("meaning_zh", "meaning_en", "heading_zh", "heading_en", "type", "source_en").cast(pl.String)
    assert (told.select(pl.all().str.len_chars().min()).row(0)) > (0,) * 6
    assert book.filter(column="target")["unit"].item() == "%"


def test_the_package_offers_them() -> None:
    assert (mubiao.panel, mubiao.stats, mubiao.rank) == (panel, stats, rank)


def test_statistics_of_a_group(store: Store) -> None:
    rows = store.targets().filter(indicator="gdp", measure="growth")
    by_year = {row["year"]: row for row in stats(rows).to_dicts()}
    row = by_year[2022]
    assert (row["n"], row["mean"], row["p50"]) == (3, 7.5, 7.0)
    assert (row["share_exact"], row["share_about"], row["share_range"]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert row["mean_amplification"] == 0.5 and row["mean_revision"] == -0.5
    assert row["share_met"] == 0.0 and row["weighted_mean"] is None
    levels = stats(rows, ["year", "level"]).filter(year=2022).select("level", "n").rows()
    assert levels == [("prefecture", 1), ("province", 2)]
    with pytest.raises(FilterError, match="no such grouping"):
        stats(rows, ["place"])


def test_weights_count_only_where_they_are_given(store: Store) -> None:
    weights = pl.DataFrame({"region_code": ["350000", "460000"], "year": [2022, 2022], "weight": [3.0, 1.0]})
    (row,) = stats(store.targets().filter(indicator="gdp", year=2022), weights=weights).to_dicts()
    assert row["weighted_mean"] == pytest.approx((3 * 6.5 + 9) / 4)


@pytest.mark.parametrize(
    ("values", "gini"), [([1, 1, 1, 1], 0.0), ([1, 3], 0.25), ([1, 2, 3, 4], 0.25), ([-1, 2], None), ([5], None)]
)
def test_gini_of_small_groups(values: list[float], gini: float | None) -> None:
    rows = pl.DataFrame(
        {"region_code": [None] * len(values), "indicator": "x", "measure": "growth", "unit": "%", "target": values},
        schema_overrides={"region_code": pl.String, "target": pl.Float64},
    ).with_columns(
        *(pl.lit(None, pl.Float64).alias(n) for n in ("target_high", "outcome", "gap", "amplification", "revision")),
        *(pl.lit(None, pl.String).alias(n) for n in ("target_words", "parent", "verdict")),
        previous=pl.lit(None, pl.Float64),
        target_qualifier=pl.lit("exact"),
        year=2020,
    )
    assert stats(rows)["gini"].item() == (None if gini is None else pytest.approx(gini))


def test_the_order_of_places(store: Store) -> None:
    rows = store.targets().filter(indicator="gdp", measure="growth")
    found = rank(rows, "outcome", year=2022, against=2021)
    assert found.select("rank", "region", "value", "against", "against_rank", "rise").rows() == [
        (1, "福建省", 4.7, 8.0, 3, 2),
        (2, "泉州市", 3.5, 8.1, 2, 0),
    ]
    with pytest.raises(FilterError, match="no such value"):
        rank(rows, "region", year=2022)
    twice = pl.concat([rows.collect(), rows.collect()])
    with pytest.raises(FilterError, match="several values"):
        rank(twice, "outcome", year=2022)


def test_kendall_is_what_its_definition_says() -> None:
    random.seed(5)
    for _ in range(50):
        n = random.randint(2, 9)
        one, other = ([random.randint(0, 4) for _ in range(n)] for _ in range(2))
        pairs = [(i, j) for i in range(n) for j in range(i)]
        same = sum((one[i] - one[j]) * (other[i] - other[j]) > 0 for i, j in pairs)
        against = sum((one[i] - one[j]) * (other[i] - other[j]) < 0 for i, j in pairs)
        free = [sum(x[i] != x[j] for i, j in pairs) for x in (one, other)]
        wanted = (same - against) / (free[0] * free[1]) ** 0.5 if all(free) else None
        assert kendall(one, other) == (wanted if wanted is None else pytest.approx(wanted))
    assert [kendall([1, 2, 3], x) for x in ([1, 2, 3], [3, 2, 1])] == [1.0, -1.0]
    assert all(a <= b for a, b in pairwise([kendall([1, 2, 3], [3, 2, 1]), 0, kendall([1, 2], [1, 2])]))


def test_the_key_of_targets_is_unique(tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = open_store(tmp_path_factory.mktemp("key") / "few.duckdb").targets().collect()
    key = ["region_code", "region", "indicator", "measure", "unit", "scope", "basis", "period"]
    assert rows.height > 1000 and not rows.select(key).is_duplicated().any()
    assert set(rows["period_kind"]) == {"year", "part", "programme"}
    assert set(rows.filter(pl.col("period_kind") == "year")["period"].str.len_chars()) == {4}
