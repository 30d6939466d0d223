"""The columns of every table: numbers and units whole, the key of a row in sight, each table from its first column."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import place

from mubiao.model import Claim
from mubiao.store import open_store
from mubiao_tui.app.drawing.text import fit, least, width
from mubiao_tui.app.grid.drawing import as_said
from mubiao_tui.app.grid.model import GridColumn
from mubiao_tui.app.grid.widths import Need, seen, spared

if TYPE_CHECKING:
    from mubiao_tui.app.grid.widget import Grid

AMOUNTS = ((545_800, 500_000, "平方公里"), (1_016_000, 1_234_567, "万人次"), (98_765_432_100, 123_456_789_000, "元"))
"""Outcome, target and unit, of which a few cells hold only a part."""

TABLES = ("1", "2", "2 i", "3", "3 w", "3 c", "3 C", "4", "4 F", "5")
"""Keys after which another table is on the screen."""


@pytest.fixture
def amounts(world: Path) -> Path:
    """The world, with large amounts in long units."""
    store = open_store(world)
    for year in (2022, 2023, 2024):
        text = f"{year}年报告。" + "".join(
            f"完成{done:.0f}{unit}，目标{aim:.0f}{unit}。" for done, aim, unit in AMOUNTS
        )
        doc = document(text, name=f"amounts{year}.txt", year=year, region="晋江市", region_code="350582")
        facts = []
        names = ("industrial_space", "tourist_visits", "gdp")
        for name, (done, aim, unit) in zip(names, AMOUNTS, strict=True):
            for value, claim, period in ((done, Claim.ACTUAL, year - 1), (aim, Claim.TARGET, year)):
                start = text.index(f"{value:.0f}{unit}")
                end = start + len(f"{value:.0f}{unit}")
                facts.append(
                    fact(
                        doc, start, end, indicator=name, measure="level", value=float(value), unit=unit,
                        claim=claim, period=str(period), region="晋江市", region_code="350582",
                    )
                )  # fmt: skip
        store.add(doc, facts, [])
    return world


def cut(grid: Grid) -> list[tuple[str, str]]:
    """Column and text of the cells in sight of which a number, or something that is to be whole, is not."""
    found = []
    top = grid.scroll_offset.y
    places = seen(grid.widths, grid.frozen, grid.first, grid.across - 1, grid.gap)
    for at in range(top, min(top + grid.room, len(grid.model))):
        row = grid.model.row(at)
        assert row is not None
        for i in places:
            column = grid.columns[i]
            text = row.cells[[c.id for c in grid.model.columns].index(column.id)].text
            needed = width(text) if column.whole else min(least(text), width(text))
            if grid.widths[i] < needed or "#" in fit(text, grid.widths[i]).replace(text, ""):
                found.append((column.id, text))
    return found


async def walk(driven: Driven) -> None:
    """Every table, its columns from the first to the last: nothing is cut, and the key of its rows stays."""
    from mubiao_tui.app.grid.widget import Grid

    for keys in TABLES:
        await driven.keys(*keys.split())
        await driven.until(lambda: not driven.app.loads.busy and driven.app.situation().rows >= 0, keys)
        await driven.pilot.pause()
        assert driven.app.pane is not None
        for grid in driven.app.pane.query(Grid):
            if not grid.display or not grid.size.width or not len(grid.model):
                continue
            grid.column = grid.first = 0
            for column in range(len(grid.columns)):
                grid.move_column(1 if column else 0)
                assert cut(grid) == [], (keys, grid.id)
                shown = seen(grid.widths, grid.frozen, grid.first, grid.across - 1, grid.gap)
                assert 0 in shown and grid.column in shown, (keys, grid.id)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_no_number_and_no_unit_is_cut(explorer: Start, amounts: Path, size: tuple[int, int], lang: str) -> None:
    async with explorer(size=size, lang=lang, database=amounts) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        await walk(driven)


async def test_rows_that_come_into_sight_widen_their_columns(explorer: Start, amounts: Path) -> None:
    async with explorer(database=amounts) as driven:
        await driven.begins("facts")
        grid = driven.app.pane.grid  # type: ignore[union-attr]
        await driven.keys("end")
        await driven.until(lambda: grid.current is not None and grid.cursor == len(grid.model) - 1, "the last fact")
        assert cut(grid) == []


async def test_a_narrow_column_tells_fewer_digits_or_signs(explorer: Start, amounts: Path) -> None:
    async with explorer(size=(160, 30), lang="zh", database=amounts) as driven:
        await driven.begins("facts")
        await driven.filters("unit = '万人次'")
        await driven.sees("101.6万")
        await driven.keys("right", "right", "(", sees=" 102万 ")
        await driven.keys("(", sees=" ### ")


async def test_the_next_table_begins_at_its_first_column(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        grid = driven.app.pane.grid  # type: ignore[union-attr]
        await driven.keys(*["right"] * 12)
        await driven.until(lambda: grid.first > 0, "scrolled")
        await driven.turn("targets")
        await driven.keys("c", sees="coverage")
        await driven.keys("enter")
        await driven.ready("facts")
        await driven.until(lambda: grid.first == 0 and grid.column == 0, "the first column")
        await driven.keys(*["right"] * 12)
        await driven.until(lambda: grid.first > 0, "scrolled")
        await driven.keys("escape")
        await driven.ready("targets")
        assert driven.app.view.shown == "coverage"
        conflicts = driven.app.pane.grid  # type: ignore[union-attr]
        await driven.keys("C")
        await driven.until(lambda: conflicts.columns[0].id == "region" and conflicts.first == 0, "the first column")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50)])
async def test_a_bar_is_as_long_as_its_share_of_the_column(explorer: Start, size: tuple[int, int]) -> None:
    async with explorer(size=size) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        bars: Grid = driven.app.pane.query_one("#bars")  # type: ignore[union-attr,assignment]
        await driven.until(lambda: len(bars.model) and bars.widths, "sectors")
        cells = bars.widths[-1]
        assert cells > 1
        for at in range(min(len(bars.model), bars.room)):
            row = bars.model.row(at)
            assert row is not None and row.cells[-1].share is not None
            drawn = bars.render_line(at + bars.header).text
            assert bars.look.sign("cut") not in drawn[-cells:]
            assert drawn.rstrip().endswith(bars.look.bar(row.cells[-1].share, cells)), (at, drawn)


@pytest.mark.parametrize(
    ("widths", "full", "chosen", "frozen", "room", "expected"),
    [
        ([6, 6, 20], [6, 6, 20], (), 0, 40, [6, 6, 20]),  # all are seen
        ([6, 6, 20], [6, 9, 20], (), 0, 19, [7, 9, 20]),  # what is cut first, then what grows
        ([6, 6, 20], [6, 9, 20], ("b",), 0, 19, [10, 6, 20]),
        ([6, 6, 20], [6, 9, 20], ("a",), 0, 30, [6, 9, 20]),
        ([6, 6, 8], [12, 6, 8], (), 1, 19, [9, 6, 8]),  # the last one is still seen beside the first
        ([6, 6, 12], [12, 6, 12], (), 1, 18, [6, 6, 12]),
    ],
)
def test_room_that_no_other_column_fits_in_is_not_left_blank(
    widths: list[int], full: list[int], chosen: tuple[str, ...], frozen: int, room: int, expected: list[int]
) -> None:
    columns = [GridColumn("a", "a", grows=True), GridColumn("b", "b"), GridColumn("c", "c")]
    found = spared(widths, columns, [Need(most, 1) for most in full], chosen, frozen, room, gap=2)
    assert found == expected
    if sum(widths) + 4 > room:
        assert seen(found, frozen, 0, room, 2) == seen(widths, frozen, 0, room, 2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("广西壮族自治区", "广西"),
        ("  ▸ 恩施土家族苗族自治州", "  ▸ 恩施"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("泉州台商投资区", "泉州台商投资区"),
        ("晋江市", "晋江市"),
    ],
)
def test_a_long_name_without_room_is_the_one_that_is_said(name: str, expected: str) -> None:
    assert as_said(name) == expected


async def test_as_many_columns_are_seen_further_right_as_there_is_room_for(explorer: Start) -> None:
    async with explorer(size=(86, 24)) as driven:
        await driven.begins("documents")
        grid = driven.app.focused
        wide = grid.widths[0]
        await driven.keys(*("right",) * len(grid.columns))
        await driven.until(lambda: grid.first > grid.frozen, "columns further right")
        assert grid.widths[0] < wide, "what stands still gives back the room that it had to spare"
        places = seen(grid.widths, grid.frozen, grid.first, grid.across - 1, grid.gap)
        assert places[-1] == len(grid.columns) - 1
        await driven.keys(*("left",) * len(grid.columns))
        await driven.until(lambda: grid.first <= grid.frozen, "the first ones")
        assert grid.widths[0] == wide
