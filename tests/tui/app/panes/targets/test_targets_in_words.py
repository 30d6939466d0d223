"""Targets without a figure: in the pairs, the scoreboard, the coverage and the overview as much as those with one."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.made import document, fact, promise
from tests.tui.app.conftest import Start

from mubiao.model import Claim
from mubiao.queries.selection import Selection
from mubiao.queries.session.reader import DatabaseReader
from mubiao.queries.targets import pairs_of, series, worded
from mubiao.store import Store, open_store
from mubiao_tui.cli.display.overview import overview

WORDS = "与经济增长同步"
TEXT = f"2024年晋江市政府工作报告\n\n地区生产总值增长6%左右，居民收入{WORDS}，出口好于上年。\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A report that promises one thing in figures and two in words alone; of one of them the outcome is known."""
    made = open_store(tmp_path / "words.duckdb", bundled=False)
    doc = document(TEXT, year=2024, region="晋江市", region_code="350582")
    start = TEXT.index("6%")
    gdp = fact(doc, start, start + 2, claim=Claim.TARGET, period="2024")
    income = promise(doc, WORDS, "income_per_capita", subject="居民收入")
    exports = promise(doc, "好于上年", "exports", subject="出口")
    made.add(doc, [gdp], (), [income, exports])
    later = document("2024年出口增长3%。\n", year=2025, region="晋江市", region_code="350582")
    made.add(later, [fact(later, 9, 11, indicator="exports", sector="opening", value=3.0, subject="出口")])
    return made


def said(frame: pl.DataFrame) -> set[tuple[str, ...]]:
    """Indicator, words and verdict of the pairs whose target is in words."""
    return set(frame.filter(pl.col("promise").is_not_null()).select("indicator", "target_words", "verdict").rows())


def test_all_pairs_and_those_of_a_place_hold_the_same_words(store: Store) -> None:
    expected = {("income_per_capita", WORDS, "no outcome"), ("exports", "好于上年", "about")}
    assert said(DatabaseReader(store).pairs()) == expected
    assert said(pairs_of(store, Selection(region="350582", below=False))) == expected
    assert said(pairs_of(store, Selection(region="350500"))) == expected
    assert said(pairs_of(store, Selection(region="350500", below=False))) == set()


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(), {"income_per_capita", "exports"}),
        (Selection(claim="target"), {"income_per_capita", "exports"}),
        (Selection(claim="actual"), set()),
        (Selection(indicator="exports"), {"exports"}),
        (Selection(measure="level"), set()),
        (Selection(sector="opening"), {"exports"}),
        (Selection(sector="economy"), {"income_per_capita"}),
        (Selection(years=(2020, 2023)), set()),
        (Selection(text="居民收入"), {"income_per_capita"}),
        (Selection(text="value >= 1"), set()),
        (Selection(conditions=("printed LIKE '%同步%'",)), {"income_per_capita"}),
        (Selection(reviewed="accepted"), set()),
        (Selection(region="350581"), set()),
    ],
)
def test_a_selection_narrows_words_as_it_narrows_facts(store: Store, selection: Selection, left: set[str]) -> None:
    assert set(worded(store, selection)["indicator"]) == left


def test_words_typed_keep_the_pairs_whose_words_hold_them(store: Store) -> None:
    source = DatabaseReader(store)
    assert source.targets(Selection(text="居民收入"))["target_words"].to_list() == [WORDS]
    assert source.targets(Selection(claim="target")).height == 3
    assert source.targets(Selection(claim="actual"))["indicator"].to_list() == ["exports"]


def test_a_series_of_words_alone_is_a_series(store: Store) -> None:
    found = {s.indicator: s for s in series(DatabaseReader(store).pairs())}
    income = found["income_per_capita"]
    assert (income.years, income.said, income.words) == ([], [2024], {2024: WORDS})
    assert (found["exports"].years, found["exports"].words) == ([2024], {2024: "好于上年"})


def test_coverage_counts_them_apart_from_figures(store: Store) -> None:
    row = next(row for row in DatabaseReader(store).coverage(Selection()).to_dicts() if row["year"] == 2024)
    assert (row["targets"], row["words"], row["outcomes"]) == (1, 2, 1)


def test_the_overview_names_them(store: Store) -> None:
    assert WORDS in "".join(overview(store, "en"))


async def test_the_explorer_shows_them_in_every_table(explorer: Start, store: Store) -> None:
    async with explorer(size=(160, 50), database=store.path) as driven:
        await driven.turn("regions")
        await driven.sees(WORDS)
        await driven.turn("targets")
        await driven.sees(WORDS)
        await driven.keys("w")
        await driven.until(lambda: driven.app.view.shown == "wide", "the wide table")
        await driven.sees("→" + WORDS[:3])
        await driven.keys("c")
        await driven.sees("3→1")
