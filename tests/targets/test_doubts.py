"""What looks wrong is a row with its reason; what looks right is none."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from made import document, fact

from mubiao.doubts import WHYS, doubts, fact_doubts
from mubiao.model import Document, Fact
from mubiao.store import Store, open_store

HOME = {"region": "晋江市", "region_code": "350582"}


@pytest.fixture
def store(tmp_path: Any) -> Store:
    return open_store(tmp_path / "doubts.duckdb", bundled=False)


def report(year: int, **more: Any) -> Document:
    text = f"{year}年报告：" + "地区生产总值" * 20
    return document(text, **{**HOME, "kind": "work_report", "year": year, **more})


def said(doc: Document, at: int, value: float, year: int, **more: Any) -> Fact:
    known: dict[str, Any] = {
        "indicator": "gdp", "measure": "growth", "unit": "%", "claim": "actual", "period": str(year), "year": year,
        "subject": "地区生产总值", "value": value, **HOME,
    }  # fmt: skip
    return fact(doc, at, at + 1, **{**known, **more})


def found(store: Store) -> list[tuple[str, Any, Any]]:
    rows = doubts(store.facts(), store.documents())
    return rows.select("why", "year", "value").rows()


def add_series(store: Store, values: list[float], **more: Any) -> None:
    for number, value in enumerate(values):
        year = 2010 + number
        doc = report(year + 1)
        store.add(doc, [said(doc, 1, value, year, **more), said(doc, 2, 7.5, year + 1, claim="target")])


def test_a_plain_series_has_no_doubt(store: Store) -> None:
    add_series(store, [9.8, 9.1, 8.7, 8.8, 8.1, 7.9, 3.5, 8.2])
    assert found(store) == []


def test_a_figure_far_from_its_series(store: Store) -> None:
    add_series(store, [8.0, 8.2, 8.1, 80.0, 8.3, 8.0])
    assert ("outlier", 2013, 80.0) in found(store)
    assert [row for row in found(store) if row[0] == "jump"] == [("jump", 2013, 80.0), ("jump", 2014, 8.3)]


def test_amounts_may_grow_but_not_jump(store: Store) -> None:
    add_series(store, [1e9 * 1.2**n for n in range(8)], measure="level", unit="元")
    assert found(store) == []
    doc = report(2030)
    store.add(doc, [said(doc, 1, 1e13, 2018, measure="level", unit="元"), said(doc, 2, 8, 2030, claim="target")])
    assert {row[:2] for row in found(store)} == {("jump", 2018), ("outlier", 2018)}


def test_a_target_and_an_outcome_of_a_year_that_lie_far_apart(store: Store) -> None:
    doc = report(2020)
    facts = [
        said(doc, 1, 86.0, 2020),
        said(doc, 2, 8.6, 2020, claim="target"),
        said(doc, 3, 5e9, 2020, indicator="exports", measure="level", unit="元"),
        said(doc, 4, 5e10, 2020, indicator="exports", measure="level", unit="元", claim="target"),
        said(doc, 5, 21.0, 2019),
        said(doc, 6, 8.0, 2019, claim="target"),  # 13 points: such years are
    ]
    store.add(doc, facts)
    rows = doubts(store.facts(), store.documents()).filter(pl.col("why") == "far-from-target")
    assert rows.select("fact_id", "other_fact", "reason").rows() == [
        (facts[2].fact_id, facts[3].fact_id, "0.1 times the other side"),
        (facts[3].fact_id, facts[2].fact_id, "10.0 times the other side"),
        (facts[0].fact_id, facts[1].fact_id, "77.4 points from the other side"),
        (facts[1].fact_id, facts[0].fact_id, "77.4 points from the other side"),
    ]


def test_no_rate_covers_more_than_all(store: Store) -> None:
    doc = report(2020)
    rate = {"indicator": "urbanisation_rate", "measure": "share"}
    facts = [said(doc, 1, 658.0, 2019, **rate), said(doc, 2, 65.8, 2019, **rate), said(doc, 3, 6, 2020, claim="target")]
    store.add(doc, [*facts, said(doc, 4, 104.0, 2019, indicator="budget_revenue_local", measure="share")])
    rows = doubts(store.facts(), store.documents())
    assert rows.select("why", "fact_id", "reason").rows() == [("over-hundred", facts[0].fact_id, "658.0 per cent")]


def test_a_rejected_fact_is_no_doubt(store: Store) -> None:
    add_series(store, [8.0, 8.2, 8.1, 80.0, 8.3, 8.0])
    rows = doubts(store.facts(), store.documents()).filter(pl.col("why") == "outlier")
    store.reviews.reject(rows["fact_id"][0])
    assert found(store) == []


def test_an_outcome_that_is_a_target_of_its_document(store: Store) -> None:
    doc = report(2020)
    facts = [
        said(doc, 1, 5e9, 2019, measure="level", unit="元"),
        said(doc, 2, 5e9, 2020, measure="level", unit="元", claim="target"),
        said(doc, 3, 6.0, 2019),
        said(doc, 4, 6.0, 2020, claim="target"),  # a growth promised again
        said(doc, 5, 6.5, 2020, indicator="exports"),
        said(doc, 6, 6.5, 2020, indicator="exports", claim="target"),
    ]
    store.add(doc, facts)
    rows = doubts(store.facts(), store.documents())
    assert rows.select("why", "fact_id", "other_fact").rows() == [
        ("equals-target", facts[4].fact_id, facts[5].fact_id),
        ("equals-target", facts[0].fact_id, facts[1].fact_id),
    ]


@pytest.mark.parametrize(
    ("subject", "doubted"),
    [
        ("12个贫困县生产总值", True),
        ("高新区生产总值", True),
        ("兵团生产总值", True),
        ("地区生产总值", False),
        ("县域生产总值", True),
    ],
)
def test_a_part_taken_for_the_whole(store: Store, subject: str, doubted: bool) -> None:
    doc = report(2020)
    store.add(doc, [said(doc, 1, 6.0, 2019, subject=subject), said(doc, 2, 6.0, 2020, claim="target")])
    assert [row[0] for row in found(store)] == (["part"] if doubted else [])


def test_a_zone_is_no_part_of_itself(store: Store) -> None:
    zone = {"region": "浦东新区", "region_code": "310115"}
    doc = report(2020, **zone)
    store.add(
        doc, [said(doc, 1, 6, 2019, subject="浦东新区生产总值", **zone), said(doc, 2, 6, 2020, claim="target", **zone)]
    )
    assert found(store) == []


def test_documents_that_tell_no_single_story(store: Store) -> None:
    doubtful = report(
        2020, doubts=(("year-name", "year 2020, but its name says 2019"), ("home-unsure", "place 晋江市, but …"))
    )
    store.add(doubtful, [said(doubtful, 1, 6, 2020, claim="target")])
    silent = report(2021)
    store.add(silent, [said(silent, 1, 6.0, 2020)])
    elsewhere = report(2022)
    away = {"region": "石狮市", "region_code": "350581"}
    store.add(
        elsewhere, [said(elsewhere, n, n, 2022, claim="target", **(away if n > 3 else HOME)) for n in range(1, 10)]
    )
    above = report(2023)
    town = {"region": "泉州市", "region_code": "350500"}
    store.add(above, [said(above, n, n, 2023, claim="target", **(town if n > 3 else HOME)) for n in range(1, 10)])
    rows = doubts(store.facts(), store.documents()).filter(pl.col("fact_id").is_null())
    assert sorted(rows.select("why", "document_id").rows()) == sorted([
        ("year-name", doubtful.document_id), ("home-unsure", doubtful.document_id),
        ("no-target", silent.document_id), ("two-homes", elsewhere.document_id),
    ])  # fmt: skip
    assert rows.filter(pl.col("why") == "year-name")["reason"].to_list() == ["year 2020, but its name says 2019"]
    assert set(rows["why"]) <= set(WHYS)


def test_a_target_of_the_place_itself_is_chosen_before_one_of_a_part(store: Store) -> None:
    doc = report(2020)
    facts = [
        said(doc, 1, 12.0, 2019, subject="高新区生产总值"),
        said(doc, 3, 6.1, 2019, claim="estimate"),
        said(doc, 5, 9.0, 2020, subject="3个县生产总值", claim="target"),
        said(doc, 7, 6.5, 2020, claim="target"),
    ]
    store.add(doc, facts)
    rows = store.targets().collect().filter(pl.col("indicator") == "gdp").select("year", "target", "outcome")
    assert dict(zip(rows["year"], rows["target"], strict=True))[2020] == 6.5
    assert dict(zip(rows["year"], rows["outcome"], strict=True))[2019] == 6.1


def test_what_is_new_is_no_jump_from_what_there_is(store: Store) -> None:
    firms = {"measure": "level", "unit": "家", "indicator": "specialised_smes"}
    for year in range(2010, 2014):
        doc = report(year + 1)
        held = said(doc, 1, 600.0, year, subject="专精特新企业", **firms)
        new = said(doc, 2, 30.0, year, subject="新增专精特新企业", **firms)
        store.add(doc, [held, new, said(doc, 3, 7.5, year + 1, claim="target")])
    assert found(store) == []


def test_the_doubts_of_facts_alone_are_the_same(store: Store) -> None:
    for year, value in ((2020, 5.0), (2021, 90.0)):
        doc = report(year)
        store.add(doc, [said(doc, 0, value, year), said(doc, 1, 7, year, subject="示范区地区生产总值")])
    every = doubts(store.facts(), store.documents())
    alone = fact_doubts(store.facts())
    assert alone.height and alone.drop("title").equals(every.filter(pl.col("fact_id").is_not_null()).drop("title"))
