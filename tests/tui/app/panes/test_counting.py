"""Frequencies and figures of columns on every table, and the rows of a value."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import place

from mubiao_tui.app.input.tables import Shown


def grid(driven: Driven) -> Any:
    """The table that has the focus."""
    return driven.app.focused


async def on(driven: Driven, column: str) -> None:
    """Put the cursor on a column."""
    ids = [one.id for one in grid(driven).columns]
    grid(driven).move_column(ids.index(column) - grid(driven).column)
    await driven.until(lambda: grid(driven).current_column.id == column, column)


async def shown(driven: Driven, key: str) -> Any:
    """Press a key and wait for the table that it opens."""
    await driven.keys(key)
    await driven.until(lambda: isinstance(driven.app.screen, Shown), "the table")
    return driven.app.screen.model  # type: ignore[attr-defined]


TABLES = ("1 tab", "2", "2 i", "3", "3 w", "3 c", "3 C", "3 r", "3 P", "5", "6", "6 i", "6 c")
"""Keys after which another table has the focus."""


@pytest.mark.parametrize("keys", TABLES)
async def test_every_column_of_every_table_can_be_counted(explorer: Start, keys: str) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        for key in keys.split():
            await driven.keys(key)
            await driven.until(lambda: not driven.app.loads.busy, "the rows")
        await driven.until(lambda: grid(driven) is not None and grid(driven).columns, "a table")
        if not len(grid(driven).model):
            return  # nothing disagrees in this world
        bars = ("bar", "trend")
        for at in (n for n, column in enumerate(grid(driven).columns) if column.id not in bars):
            grid(driven).move_column(at - grid(driven).column)
            model = await shown(driven, "F")
            assert sum(row.cells[1].sort for row in model.rows) > 0
            await driven.keys("escape")
            await driven.until(lambda: len(driven.app.screen_stack) == 1, "closed")
            await driven.keys("S")
            await driven.until(lambda: len(driven.app.screen_stack) > 1 or driven.app.notice is not None, "told")
            await driven.keys("escape" if len(driven.app.screen_stack) > 1 else "down")
            await driven.until(lambda: len(driven.app.screen_stack) == 1, "closed")


async def test_the_rows_of_a_value_and_back(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("targets")
        every = len(grid(driven).model)
        await on(driven, "verdict")
        model = await shown(driven, "F")
        first = model.rows[0]
        await driven.keys("enter")
        await driven.until(lambda: len(grid(driven).model) == first.cells[1].sort, "its rows")
        assert {grid(driven).model.row(n).data["verdict"] for n in range(len(grid(driven).model))} == {first.data}
        assert driven.app.situation().filtered
        await driven.keys("escape")
        await driven.until(lambda: len(grid(driven).model) == every, "all rows")
        await shown(driven, "F")
        await driven.keys("enter")
        await driven.until(lambda: len(grid(driven).model) < every, "its rows")
        await driven.keys("\\")
        await driven.until(lambda: len(grid(driven).model) == every, "the filter forgotten")


@pytest.mark.parametrize("column", ["target", "gap", "year", "change", "target_words", "region", "previous"])
async def test_a_value_of_any_column_of_the_pairs_leaves_as_many_rows_as_were_counted(
    explorer: Start, column: str
) -> None:
    async with explorer(size=(160, 30)) as driven:
        await driven.begins("targets")
        await on(driven, column)
        for at in (0, 1):
            model = await shown(driven, "F")
            for _ in range(at):
                await driven.keys("down")
            await driven.keys("enter")
            count = model.rows[at].cells[1].sort
            await driven.until(lambda count=count: len(grid(driven).model) == count, "its rows")  # type: ignore[misc]
            await driven.until(lambda: driven.app.pane.counted, "read")  # type: ignore[union-attr]
            await driven.keys("escape")
            await driven.until(lambda: not driven.app.view.only and not driven.app.pane.under_way, "back")  # type: ignore[union-attr]


@pytest.mark.parametrize(("modes", "column"), [("w", "region"), ("w", "2023"), ("r", "region"), ("P", "2023")])
async def test_a_value_leaves_its_rows_of_a_wide_table_a_ranking_and_a_panel(
    explorer: Start, modes: str, column: str
) -> None:
    async with explorer(size=(160, 30)) as driven:
        await driven.begins("targets")
        rows = [row.data["region_code"] for row in grid(driven).model.made()]
        grid(driven).move_to(rows.index("350582"))  # which has another place beside it
        await driven.keys(*modes)
        await driven.until(lambda: driven.app.view.shown != "rows" and driven.app.pane.counted, "another table")  # type: ignore[union-attr]
        every = [row.key for row in grid(driven).model.made()]
        await on(driven, column)
        model = await shown(driven, "F")
        at = len(model.rows) - 1  # the value that occurs least
        for _ in range(at):
            await driven.keys("down")
        await driven.keys("enter")
        count = model.rows[at].cells[1].sort
        await driven.until(lambda: driven.app.view.only and len(grid(driven).model) == count, "its rows")
        left = [row.key for row in grid(driven).model.made()]
        assert set(left) < set(every) and [key for key in every if key in left] == left
        await driven.keys("escape")
        await driven.until(lambda: len(grid(driven).model) == len(every), "all rows")


async def test_marked_targets_are_summed_copied_and_forgotten(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("targets")
        await on(driven, "target")
        await driven.keys("space", "space")
        await driven.until(lambda: len(driven.app.view.marked) == 2, "two marks")
        model = await shown(driven, "S")
        assert sum(row.data["n"] + row.data["missing"] for row in model.rows) <= 2
        await driven.sees("in 2 marked rows")
        await driven.keys("escape")
        made = list(driven.app.pane.marked_rows(grid(driven))())  # type: ignore[union-attr]
        assert {row.key for row in made} == set(driven.app.view.marked)
        await driven.keys("_")
        await driven.until(lambda: not driven.app.view.marked, "no marks")


async def test_facts_are_summed_by_unit_and_text_says_so(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await on(driven, "value")
        model = await shown(driven, "S")
        of = {(row.data["measure"], row.data["unit"]): row.data for row in model.rows}
        assert of["level", "个"]["sum"] == 8000 + 9000 + 9510 + 10000
        assert of["growth", "%"]["sum"] is None
        await driven.keys("y")
        await driven.sees("statistics of value")
        await on(driven, "subject")
        await driven.keys("S")
        await driven.sees("there is no number in it")


async def test_what_is_left_is_said_not_to_be_in_the_command(explorer: Start) -> None:
    from mubiao_tui.shell import command
    from mubiao_tui.tabs import Tab
    from mubiao_tui.view import Only, View, from_json, to_json

    view = View(tab=Tab.TARGETS, only=(Only("targets", "verdict", "met"),), row_marks=(("targets", ("a",)),))
    assert command(view).left_out == ("only",)
    assert command(replace(view, only=())).left_out == ()
    assert from_json(to_json(view)) == replace(view, only=(), row_marks=())
    assert view.left_for(Tab.FACTS).only == ()


async def test_a_small_terminal_and_no_documents(explorer: Start, tmp_path: Path) -> None:
    from mubiao.store import open_store

    async with explorer(size=(40, 10)) as driven:
        await driven.begins("targets")
        await shown(driven, "S") if grid(driven).current_column.id in ("target", "gap") else await shown(driven, "F")
        for key in ("down", "right", "pagedown", "end", "g", "left", "up"):
            await driven.keys(key)
        await driven.keys("escape")
    empty = open_store(tmp_path / "nothing.duckdb", bundled=False).path
    async with explorer(size=(80, 24), database=empty) as driven:
        await driven.keys("3")
        await driven.sees("no targets or outcomes")
        await driven.keys("F", "S")
        assert len(driven.app.screen_stack) == 1


async def test_years_are_written_as_years(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("pledges")
        await driven.keys("i")
        await driven.until(lambda: driven.app.view.shown == "rows" and driven.app.pane.counted, "one by one")  # type: ignore[union-attr]
        await on(driven, "report_year")
        model = await shown(driven, "S")
        said = [cell.text for cell in model.rows[0].cells]
        assert "2024" in said and "2022" in said and not [text for text in said if "," in text]
