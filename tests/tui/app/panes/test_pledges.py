"""The tab of pledges: places and years, pledges with both sentences, chains, judgments."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.tui.app.conftest import Driven, Start

from mubiao.documents import document_from_text
from mubiao.ingest import prepared
from mubiao.queries.pledges import by_place_and_year, in_chains, told
from mubiao.queries.selection import Selection
from mubiao.store import Store, open_store


def report(year: int, review: str, plan: str) -> str:
    return f"{year}年晋江市政府工作报告\n\n一、{year - 1}年工作回顾\n\n{review}\n\n二、{year}年工作安排\n\n{plan}\n"


REPORTS = {
    2022: report(2022, "经济平稳增长。", "开工建设沙洲大桥。建成江南路综合管廊。举办首届风筝文化节。"),
    2023: report(2023, "沙洲大桥开工建设。", "建成沙洲大桥。加快建设江南路综合管廊。"),
    2024: report(2024, "沙洲大桥建成通车。", "出台《晋江市养犬管理办法》。"),
}


@pytest.fixture
def store(world: Path, tmp_path: Path) -> Store:
    """Three reports of one place, one a year."""
    made = open_store(tmp_path / "pledges.duckdb", bundled=False)
    for year, text in REPORTS.items():
        p = prepared(Path(f"{year}.txt"), document_from_text(text, f"{year}.txt"))
        assert p.document is not None
        made.add(p.document, p.facts, p.sections, p.promises, p.pledges)
    return made


async def rows_of_2022(driven: Driven) -> None:
    """Into the pledges of the oldest report: years stand the latest first."""
    await driven.turn("pledges")
    await driven.keys("G", "enter")
    await driven.sees("首届风筝文化节")


def test_what_is_asked(store: Store) -> None:
    groups = by_place_and_year(store, Selection())
    assert groups.select("report_year", "n", "followed", "fulfilled", "again", "silent").rows() == [
        (2024, 1, 0, 0, 0, 0),
        (2023, 2, 2, 1, 0, 1),
        (2022, 3, 3, 1, 1, 1),
    ]
    bridge = in_chains(store, Selection(text="大桥"))
    assert bridge.select("object", "times", "fate").rows() == [("沙洲大桥", 2, "fulfilled")]
    pledge = store.pledges().filter(pl.col("report_year") == 2022, pl.col("object") == "沙洲大桥").collect()
    found = told(store, pledge["pledge_id"][0])
    assert found is not None and found.sentence is not None and found.later is not None
    assert found.sentence.sentence[slice(*found.lit)] == "沙洲大桥"
    assert found.later.sentence[slice(*found.later_lit)] == "沙洲大桥开工建设"
    assert found.chain == ((2022, "fulfilled"), (2023, "fulfilled"))
    assert told(store, "nothing-p-1-2") is None


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
@pytest.mark.parametrize(("language", "word"), [("en", "never heard of again"), ("zh", "后来的报告不再提及")])
async def test_from_the_years_to_both_sentences(
    store: Store, explorer: Start, size: tuple[int, int], language: str, word: str
) -> None:
    async with explorer(size=size, database=store.path, lang=language) as driven:
        await driven.turn("pledges")
        await driven.sees("2023")
        await rows_of_2022(driven)
        await driven.sees("开工建设▐沙洲大桥▌")
        await driven.sees("▐沙洲大桥开工建设▌")
        await driven.sees("2022✓ 2023✓")
        await driven.keys("G")
        await driven.sees(word)
        await driven.keys("escape")
        await driven.until(lambda: driven.app.view.shown == "shares", "back at the years")


async def test_chains_are_lines_of_years(store: Store, explorer: Start) -> None:
    async with explorer(size=(120, 30), database=store.path) as driven:
        await driven.turn("pledges")
        await driven.keys("c")
        await driven.sees("22✓ 23✓")
        await driven.sees("22↻ 23·")
        await driven.keys("c")
        await driven.until(lambda: driven.app.view.shown == "shares", "the years again")


async def test_a_filter_and_its_command(store: Store, explorer: Start) -> None:
    async with explorer(size=(120, 30), database=store.path) as driven:
        await driven.turn("pledges")
        await driven.keys("i", "/")
        await driven.enters("管廊")
        await driven.until(lambda: driven.app.situation().rows == 2, "two pledges")
        await driven.keys("$")
        await driven.sees("pledges --search 管廊")


async def test_judged_in_review_mode(store: Store, explorer: Start) -> None:
    async with explorer(size=(120, 30), database=store.path) as driven:
        await rows_of_2022(driven)
        await driven.keys("a")
        assert store.reviews.all().is_empty()
        await driven.keys("f9", "a")
        await driven.until(lambda: store.reviews.all().height == 1, "accepted")
        await driven.until(lambda: driven.app.pane is not None and driven.app.pane.fact is not None, "the next one")
        await driven.keys("G", "e")
        await driven.sees("promised again" if "promised again" in driven.screen else "again")
        await driven.keys("down", "enter")
        await driven.until(lambda: store.reviews.all().height == 2, "corrected")
        marks = store.pledges().filter(pl.col("review").is_not_null()).collect()
        assert set(marks["review"]) == {"accepted", "corrected"}
        await driven.keys("u")
        await driven.until(lambda: store.reviews.all()["undone"].sum() == 1, "taken back")


async def test_into_the_document(store: Store, explorer: Start) -> None:
    async with explorer(size=(120, 30), database=store.path) as driven:
        await rows_of_2022(driven)
        await driven.keys("enter")
        await driven.until(lambda: driven.app.view.tab.value == "documents", "its document")
        await driven.sees("开工建设沙洲大桥")


async def test_a_database_without_pledges_says_so(world: Path, tmp_path: Path, explorer: Start) -> None:
    empty = open_store(tmp_path / "empty.duckdb", bundled=False)
    async with explorer(size=(80, 24), database=empty.path) as driven:
        await driven.keys("6")
        await driven.sees("no pledges; those of bundled reports: mubiao add --pledges")
