"""Rows of the panel: a value or the reason why there is none, and the coverage of a place."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from mubiao.panels import SCHEMA
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.comparisons.panel import BESIDE, Table, cell, model, run, runs, told
from mubiao_tui.strings import Strings

LOOK, NAMES = Look(), Names(Strings("en"))


def item(region: str, year: int, status: str, **known: Any) -> dict[str, Any]:
    plain = {"region": region, "region_code": region, "year": year, "indicator": "gdp", "measure": "growth"}
    return {**dict.fromkeys(SCHEMA), **plain, "unit": "%", "status": status, **known}


ITEMS = (
    item("甲", 2021, "no report"),
    item("甲", 2022, "in words", target_words="高于上年", outcome=3.0, outcome_claim="estimate", outcome_fact="f"),
    item("甲", 2023, "number", target=5.0, target_high=5.5, target_qualifier="about", target_fact="t"),
    item("乙", 2021, "not there"),
    item(
        "乙", 2022, "number", target=7.0, target_fact="u", outcome=8.0, outcome_claim="actual", gap=1.0, verdict="met"
    ),
    item("乙", 2023, "not stated"),
)


def frame(*items: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(items), schema=SCHEMA)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("target", [["·", "高于上年", "≈5–5.5%"], ["", "7%", "–"]]),
        ("outcome", [["–", "3%e", "·"], ["", "8%", "·"]]),
        ("gap", [["–", "–", "·"], ["", "+1", "·"]]),
    ],
)
def test_a_cell_is_a_value_or_says_why_not(by: str, expected: list[list[str]]) -> None:
    made = model(Table(frame(*ITEMS)), by, NAMES, LOOK)
    assert [[c.text for c in row.cells[2:]] for row in made.made()] == expected


def test_a_strip_has_a_sign_a_year_and_leads_to_the_facts() -> None:
    rows = list(model(Table(frame(*ITEMS)), "target", NAMES, LOOK).made())
    assert [row.cells[1].text for row in rows] == ["·▫▪", " ▪–"]
    assert [row.cells[1].sort for row in rows] == [2, 2]
    assert rows[0].data["facts"] == {2022: "f", 2023: "t"}  # words are of no fact: the outcome's is there
    assert rows[1].data["facts"] == {2022: "u"}
    narrow = model(Table(frame(*ITEMS)), "target", NAMES, LOOK, cells=BESIDE)
    assert [row.cells[1].text for row in narrow.made()] == ["2/3", "2/3"]
    plain = model(Table(frame(*ITEMS)), "target", NAMES, Look(ascii=True)).row(0)
    assert plain is not None
    assert plain.cells[1].text == ".w#"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ((), ["甲", "乙"]),
        (("2023",), ["甲", "乙"]),
        (("-2022",), ["乙", "甲"]),
        (("2022",), ["甲", "乙"]),
        (("strip", "-region_code"), ["甲", "乙"]),
        (("region_code",), ["乙", "甲"]),
        (("2099",), ["甲", "乙"]),
        (("nothing",), ["甲", "乙"]),
    ],
)
def test_places_in_the_order_of_a_column(sort: tuple[str, ...], order: list[str]) -> None:
    assert Table(frame(*ITEMS), sort).places["region"].to_list() == order


def test_a_cell_that_is_not_there() -> None:
    assert cell(None, None, 2020, "target", NAMES, LOOK).text == ""
    assert len(model(Table(frame()), "target", NAMES, LOOK)) == 0


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ({2004: "number", 2005: "no report", 2006: "number"}, ("甲 04▪ 05· 06▪", "2 of 3 reports · missing 2005")),
        ({1999: "not there", 2000: "in words"}, ("甲 00▫", "1 of 1 report")),
        (
            {**dict.fromkeys(range(1998, 2004), "no report"), 2004: "not stated", 2005: "no report"},
            ("甲 98–03· 04– 05·", "1 of 8 reports · missing 1998–2003, 2005"),
        ),
        ({}, ("甲", "0 of 0 reports")),
    ],
)
def test_the_coverage_of_a_place_in_words(statuses: dict[int, str], said: tuple[str, str]) -> None:
    assert told("甲", statuses, NAMES, LOOK) == said


def test_years_that_follow_each_other() -> None:
    assert runs({2001: "a", 2002: "a", 2004: "a", 2005: "b"}) == [("a", [2001, 2002]), ("a", [2004]), ("b", [2005])]
    assert [run([2001, 2002]), run([1999, 2000]), run([1999, 2000], two=True), run([2007])] == [
        "2001–02",
        "1999–2000",
        "99–00",
        "2007",
    ]
