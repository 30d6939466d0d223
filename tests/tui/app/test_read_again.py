"""What is shown is what is there: after a judgment, after `R`, under a filter that no longer matches, on every tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import place

from mubiao.store import Store, open_store
from mubiao.store.reviews.log import Reviews


def fact_of(store: Store, indicator: str, claim: str, year: int) -> str:
    """The id of the one fact of 晋江市 that is so."""
    found = store.facts().filter(indicator=indicator, claim=claim, year=year, region="晋江市").collect()
    assert found.height == 1
    return str(found["fact_id"][0])


def judge(driven: Driven, fact: str, work: Callable[[Reviews], object]) -> None:
    """A judgment of this session, as the keys write it."""
    source = driven.app.source
    work(source.store.reviews)
    driven.app.handlers.reviewing.arrived([fact], source.stamp())


def grid_of(driven: Driven) -> Any:
    """The grid of facts."""
    return driven.app.pane.grid  # type: ignore[union-attr]


async def test_a_corrected_fact_leaves_a_filter_that_it_no_longer_meets(explorer: Start, world: Path) -> None:
    fact = fact_of(open_store(world), "gdp", "estimate", 2023)
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.filters("claim = 'estimate'")
        await driven.sees(" 1 row")
        judge(driven, fact, lambda reviews: reviews.correct(fact, "claim", "actual"))
        await driven.sees(" 0 rows")
        await driven.sees("no fact matches")


async def test_the_cursor_stays_where_a_judged_fact_has_left(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.filters("review IS NULL AND indicator = 'gdp'")
        grid = grid_of(driven)
        await driven.until(lambda: 0 < len(grid.model) < 30 and grid.current is not None, "unreviewed")
        count = len(grid.model)
        await driven.keys("down", "down")
        fact, after = grid.current.key, grid.model.row(3).key
        judge(driven, fact, lambda reviews: reviews.accept(fact))
        await driven.until(lambda: len(grid.model) == count - 1, "one less")
        assert (grid.cursor, grid.current.key) == (2, after)


async def test_a_corrected_value_moves_to_its_place_in_the_order(explorer: Start, world: Path) -> None:
    fact = fact_of(open_store(world), "budget_revenue_total", "actual", 2022)
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.keys("right", "right", "]")
        grid = grid_of(driven)
        await driven.until(lambda: grid.current.data["value"] > 1e10 and grid.cursor == 0, "the largest first")
        fact = grid.current.key
        judge(driven, fact, lambda reviews: reviews.correct(fact, "value", "1"))
        await driven.until(lambda: grid.model.row(0).key != fact, "another first")
        await driven.until(lambda: grid.current.key == fact and grid.cursor > 0, "the cursor with it")


@pytest.mark.parametrize("tab", ["regions", "targets"])
async def test_a_judgment_is_seen_on_the_tab_that_is_open(explorer: Start, world: Path, tab: str) -> None:
    fact = fact_of(open_store(world), "gdp", "estimate", 2023)
    async with explorer(size=(160, 50)) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        if tab != "regions":
            await driven.turn(tab)
        await driven.sees("6.5%e")
        judge(driven, fact, lambda reviews: reviews.correct(fact, "value", "5.7"))
        await driven.sees("5.7%e")
        await driven.misses("6.5%e")


async def test_r_reads_every_tab_again(explorer: Start, world: Path) -> None:
    store = open_store(world)
    fact = fact_of(store, "gdp", "estimate", 2023)
    async with explorer(size=(160, 50)) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        await driven.sees("6.5%e")
        for tab in ("sectors", "targets", "facts", "documents"):
            await driven.turn(tab)
            await driven.until(lambda: not driven.app.loads.busy, tab)
        pane: Any = driven.app.pane
        at = pane.documents["document_id"].index_of(fact.split("-")[0])
        pane.listing.move_to(at)
        await driven.until(lambda: any(f["fact_id"] == fact for f in pane.reading.facts), "its document")
        store.reviews.correct(fact, "value", "5.7")
        await driven.keys("R", sees="read again")
        await driven.until(lambda: 5.7 in [f["value"] for f in pane.reading.facts], "the fact in its document")
        await driven.turn("targets")
        await driven.sees("5.7%e")
        await driven.turn("facts")
        await driven.until(lambda: 5.7 in [row.data["value"] for row in grid_of(driven).model.held()], "the fact")
        await driven.turn("regions")
        await driven.sees("5.7%e")


async def test_r_counts_again_what_a_filter_leaves(explorer: Start, world: Path) -> None:
    store = open_store(world)
    fact = fact_of(store, "gdp", "estimate", 2023)
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.filters("claim = 'estimate'")
        await driven.sees(" 1 row")
        store.reviews.correct(fact, "claim", "actual")
        await driven.keys("R", sees=" 0 rows")
