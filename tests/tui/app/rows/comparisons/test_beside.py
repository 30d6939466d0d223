"""How places side by side are written: years told, numbers whole, the line that opens."""

from __future__ import annotations

import pytest

from mubiao.queries.comparisons.beside import Line, Stated
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.comparisons.beside import FOLD, Folded, model, shorter, tight, told
from mubiao_tui.app.rows.raw import table
from mubiao_tui.strings import Strings

PLACES = (("a", "甲市"), ("b", "乙市"))
EN, ZH = Names(Strings("en"), short=True), Names(Strings("zh"), short=True)


def line(a: Stated | None, b: Stated | None, *, year: int | None = 2023, places: int = 2, **rest: str) -> Line:
    key = (rest.get("indicator", "gdp"), rest.get("measure", "growth"), rest.get("unit", "%"), "")
    stated = {code: one for code, one in (("a", a), ("b", b)) if one is not None}
    return Line(key, rest.get("kind", "outcome"), year, stated, places)


GROWTH = line(Stated(6.5, 2023, claim="estimate"), Stated(5.0, 2023, claim="actual"))
MONEY = line(
    Stated(1.2345e12, 2023, claim="actual"), Stated(9.9e11, 2023, qualifier="about", claim="actual"),
    measure="level", unit="元",
)  # fmt: skip
OTHER_YEAR = line(Stated(6.5, 2023, claim="actual"), Stated(5.0, 2021, claim="actual"), indicator="exports")
TARGETS = line(
    Stated(6.0, 2024, 6.5, claim="target"), Stated(7.0, 2024, claim="target"), year=2024, kind="target",
    indicator="retail_sales",
)  # fmt: skip
GAPS = line(Stated(0.5, 2023, claim="met"), Stated(-1.0, 2023, claim="missed"), kind="gap", indicator="cpi")
ALONE = line(
    Stated(3.0, 2020, claim="actual"), None, year=None, indicator="highway_length", measure="level", unit="公里",
)  # fmt: skip
PLAIN = Look()


def texts(found: Folded) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.rows]


def shown(*found: Line, names: Names = EN, look: Look = PLAIN, cells: int = 160, **rest: bool) -> list[list[str]]:
    silent = {"b"} if rest.get("silent") else set()
    return texts(model(found, PLACES, silent, names, look, lone=rest.get("lone", False), cells=cells))


@pytest.mark.parametrize(
    ("one", "cells"),
    [
        (GROWTH, ["GDP", "growth", "2023", "▲6.5%e", "5%", "+1.5pp"]),
        (MONEY, ["GDP", "level 元", "2023", "▲1.234tn", "≈990bn", "+244.5bn"]),
        (OTHER_YEAR, ["Exports", "growth", "2023", "6.5%", "5% '21", ""]),
        (TARGETS, ["Retail", "growth", "2024", "→6–6.5%", "▲→7%", "−1pp"]),
        (GAPS, ["CPI", "growth", "2023", "+0.5", "▼−1", "+1.5pp"]),
    ],
)
def test_a_line_is_written(one: Line, cells: list[str]) -> None:
    assert shown(one) == [cells]


def test_in_chinese_and_in_ascii() -> None:
    assert shown(MONEY, names=ZH) == [["GDP", "总量 元", "2023", "▲1.234万亿", "≈9,900亿", "+2,445亿"]]
    (cells,) = shown(TARGETS, look=Look(ascii=True))
    assert cells[3:] == ["->6-6.5%", "^->7%", "-1pp"]


def test_what_one_place_knows_is_behind_a_line_that_opens() -> None:
    assert shown(GROWTH, ALONE)[-1] == ["▸ 1 of one only", "", "", "", "", ""]
    opened = shown(GROWTH, ALONE, lone=True)
    assert opened[1][0] == "▾ 1 of one only"
    assert opened[2] == ["Motorway length", "level 公里", "", "3 '20", "–", ""]
    assert shown(ALONE) == [opened[2]], "where nothing else is known there is nothing to open"


def test_a_place_without_a_document_says_so() -> None:
    assert shown(ALONE, silent=True)[0][4] == "·"


def test_in_a_narrow_screen_other_years_are_told_without_their_figures_and_units_stand_in_front() -> None:
    assert shown(OTHER_YEAR, cells=60) == [["Exports", "2023", "6.5%", "'21", ""]]
    assert shown(MONEY, cells=60)[0] == ["元 GDP", "2023", "▲1.234tn", "≈990bn", "+244.5bn"]


@pytest.mark.parametrize(
    ("places", "cells", "is_tight"), [(2, 80, False), (3, 80, True), (5, 120, True), (5, 160, False)]
)
def test_when_it_is_narrow(places: int, cells: int, is_tight: bool) -> None:
    assert tight(places, cells) is is_tight


@pytest.mark.parametrize(
    ("text", "told_as"),
    [
        ("6.5%", "6.5%"),
        ("▲≈1.597万亿e", "▲≈1.597万亿e"),
        ("≈1.597万亿", "≈1.60万亿"),
        ("123,456,789,012", "123,456,789,012"),
    ],
)
def test_a_long_figure_has_fewer_digits_or_is_left_as_it_is(text: str, told_as: str) -> None:
    assert shorter(text) == told_as


def test_the_line_stays_where_it_is_when_rows_are_sorted() -> None:
    found = model((GROWTH, OTHER_YEAR, ALONE), PLACES, set(), EN, Look(), lone=True)
    keys = [row.key for row in found.sorted(["-indicator"]).rows]
    assert keys.index(FOLD) == 2 and keys[-1].startswith("highway_length")
    assert [row.cells[0].text for row in found.sorted(["-indicator"]).rows[:2]] == ["GDP", "Exports"]
    assert [row.key for row in found.sorted(["-indicator"]).sorted(["indicator"]).rows].index(FOLD) == 2


def test_values_are_copied_raw_under_the_names_of_the_places() -> None:
    (row,) = model((OTHER_YEAR,), PLACES, set(), EN, Look(), lone=False).rows
    assert row.cells[4].raw == {"乙市": 5.0, "乙市 year": 2021}
    assert row.cells[5].raw == {"difference": None, "leader": None}


def test_the_line_that_opens_is_not_copied() -> None:
    found = model((GROWTH, ALONE), PLACES, set(), EN, PLAIN, lone=False)
    (head, *rows) = table(list(enumerate(found.columns)), found.rows, ("–",))
    assert head[:5] == ["indicator", "measure", "unit", "year", "compared"]
    assert [row[0] for row in rows] == ["gdp"]


def test_a_line_is_told_in_full() -> None:
    assert told(MONEY, PLACES, Names(Strings("en")), Look()) == (
        "Gross regional product level 元: 甲市 1.234tn 2023, 乙市 ≈990bn 2023"
    )
