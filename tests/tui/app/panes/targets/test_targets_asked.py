"""Targets that can be asked: conditions, one key round the verdicts, series named once, and the command for it."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.tui.app.conftest import Driven, Start

from mubiao_tui.app.grid.model import MadeModel
from mubiao_tui.app.panes.targets import TargetsPane
from mubiao_tui.shell import command


def pane(driven: Driven) -> TargetsPane:
    """The pane of targets."""
    found = driven.app.pane
    assert isinstance(found, TargetsPane)
    return found


def shown(driven: Driven) -> list[dict[str, Any]]:
    """The pairs that the table holds, in its order."""
    model = pane(driven).grid.model
    assert isinstance(model, MadeModel)
    return [row.data for row in model.made()]


async def asks(driven: Driven, text: str) -> None:
    """Type a filter and keep it."""
    await driven.filters(text)
    await driven.until(lambda: not driven.app.query("#typed"), "the line closed")
    await driven.until(lambda: driven.app.pane is None or not driven.app.pane.under_way, "the rows")


async def test_a_condition_on_verdict_and_year(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.turn("targets")
        await asks(driven, "verdict = 'missed' AND year = 2023")
        await driven.until(lambda: {(r["verdict"], r["year"]) for r in shown(driven)} == {("missed", 2023)}, "rows")
        await driven.sees("✗")


async def test_a_trend_is_of_all_years_whichever_are_left(explorer: Start) -> None:
    def trends() -> set[str]:
        model = pane(driven).grid.model
        assert isinstance(model, MadeModel)
        at = [column.id for column in model.columns].index("trend")
        return {row.cells[at].text for row in model.made()}

    async with explorer(size=(160, 50)) as driven:
        await driven.turn("targets")
        await asks(driven, "晋江 gdp")
        await driven.until(lambda: {row["region"] for row in shown(driven)} == {"晋江市"}, "its rows")
        (whole,) = trends()
        assert len(whole) > 2
        await asks(driven, " 2022")
        await driven.until(lambda: {row["year"] for row in shown(driven)} == {2022}, "a year alone")
        assert trends() == {whole}


async def test_words_in_either_language(explorer: Start) -> None:
    async with explorer(lang="zh") as driven:
        await driven.turn("targets")
        await asks(driven, "未完成 晋江")
        await driven.until(
            lambda: {(r["verdict"], r["region"]) for r in shown(driven)} == {("missed", "晋江市")}, "missed"
        )
        await asks_again(driven, "met gdp")
        await driven.until(lambda: {(r["verdict"], r["indicator"]) for r in shown(driven)} == {("met", "gdp")}, "met")


async def asks_again(driven: Driven, text: str) -> None:
    """The same in place of a filter that is there."""
    await driven.keys("backslash")
    await asks(driven, text)


async def test_one_key_goes_round_and_the_status_counts_them_all(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.turn("targets")
        every = shown(driven)
        counted = {v: sum(r["verdict"] == v for r in every) for v in ("missed", "met", "no outcome")}
        assert all(counted[v] for v in ("missed", "met"))
        said = f"✓{counted['met']} ✗{counted['missed']}"
        await driven.sees(said)
        for verdict in ("missed", "met", "no outcome"):
            await driven.keys("v")
            await driven.until(lambda v=verdict: {r["verdict"] for r in shown(driven)} <= {v}, verdict)  # type: ignore[misc]
            await driven.until(lambda v=verdict: len(shown(driven)) == counted[v], verdict)  # type: ignore[misc]
            await driven.sees(said)
            await driven.sees(f"only {driven.app.names.word('verdict', verdict)}")
        await driven.keys("v")
        await driven.until(lambda: len(shown(driven)) == len(every), "all of them")


async def test_clearing_the_filter_shows_every_verdict(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.turn("targets")
        every = len(shown(driven))
        await driven.keys("v", "backslash")
        await driven.until(lambda: len(shown(driven)) == every and not driven.app.view.verdict, "all of them")


async def test_the_wide_table_leaves_blank_what_is_filtered_out(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.turn("targets")
        await driven.keys("w", "v")
        await driven.until(lambda: driven.app.view.judged == "missed" and not pane(driven).under_way, "missed")
        model = pane(driven).grid.model
        cells = [cell.text for at in range(len(model)) for cell in (model.row(at) or ((), ()))[1][3:]]
        assert any("✗" in text for text in cells)
        assert all("✗" in text for text in cells if text.strip())


async def test_a_series_is_named_once_and_in_every_row_where_another_order_is_asked(explorer: Start) -> None:
    async with explorer(size=(100, 40)) as driven:
        await driven.turn("targets")
        await driven.keys("down")
        series = [tuple(r[k] for k in ("region", "indicator", "measure", "unit", "scope")) for r in shown(driven)]
        assert len(set(series)) < len(series)
        assert [s for n, s in enumerate(series) if n == 0 or series[n - 1] != s] == list(dict.fromkeys(series))
        grid = pane(driven).grid
        lines = [grid.render_line(y + 1).text for y in range(len(series))]
        for n, (line, key) in enumerate(zip(lines, series, strict=True)):
            named = bool(line[1:7].strip())  # in the first column, though it may be cut
            assert named is (n in (0, grid.cursor) or series[n - 1][0] != key[0]), line
        await driven.keys("right", "right", "right", "right", "left_square_bracket")
        await driven.until(lambda: driven.app.view.layout("targets").sort and not pane(driven).under_way, "sorted")
        assert all(grid.render_line(n + 1).text[1:7].strip() for n in range(len(series)))


async def test_a_filter_rests_where_its_columns_are_not(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.turn("facts")
        facts = driven.app.situation().rows
        await driven.turn("targets")
        await asks(driven, "verdict = 'missed'")
        await driven.turn("facts")
        await driven.until(lambda: driven.app.situation().rows == facts, "every fact")
        await driven.sees("not asked here: verdict = 'missed'")
        await driven.sees("all facts")
        await driven.turn("targets")
        await driven.until(lambda: {r["verdict"] for r in shown(driven)} == {"missed"}, "as it was")
        await driven.misses("not asked here")


async def test_an_unknown_column_is_pointed_at_and_a_near_one_named(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await driven.turn("targets")
        await driven.types_filter("verdct = 'missed'")
        await driven.sees("did you mean verdict")


async def test_columns_and_values_of_targets_are_completed(explorer: Start) -> None:
    async with explorer(size=(100, 40)) as driven:
        await driven.turn("targets")
        await driven.types_filter("verd")
        await driven.keys("tab")
        await driven.types("= '")
        await driven.sees("'no outcome'")
        await driven.types("no o")
        await driven.keys("tab", "enter")
        await driven.until(lambda: driven.app.view.selection.text == "verdict = 'no outcome'", "the condition")


WAYS: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("", "v"),
    ("", "f"),  # a place
    ("verdict = 'missed' AND year >= 2022", ""),
    ("未达成 晋江", "llllll]"),  # sorted by the outcome
    ("value > 5 AND verdict <> 'open'", "v"),  # a condition on facts beside one on rows
    ("GDP", "ll-"),  # without a column
)
"""What is typed into the filter, and the keys after it."""


@pytest.mark.parametrize(("text", "keys"), WAYS)
async def test_the_command_prints_the_rows_and_columns_that_are_seen(explorer: Start, text: str, keys: str) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.turn("targets")
        if text:
            await asks(driven, text)
        for key in keys:
            await driven.types(key)
            await driven.handled()
        await driven.until(lambda: not pane(driven).under_way, "the rows")
        rows, grid = shown(driven), pane(driven).grid
        seen = [column.id for column in grid.columns]
        ordered = bool(driven.app.view.layout("targets").sort)
        line = command(driven.app.view, database=str(driven.app.database), columns=seen).line
        heads, printed = run(line)
    assert ("measure" in heads) is ("measure" in seen) is ("-" not in keys)
    names = [name for name in ("region", "indicator", "unit", "scope", "period", "basis", "verdict") if name in heads]
    expected = [tuple(str(row[name] or "") for name in names) for row in rows]
    assert rows and sorted(tuple(row[name] for name in names) for row in printed) == sorted(expected)
    if ordered:
        assert [row["outcome"] for row in printed] == [_number(row["outcome"]) for row in rows]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def run(line: str) -> tuple[list[str], list[dict[str, str]]]:
    """What a shell prints for a line: heads and rows."""
    here = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}", "MUBIAO_FORMAT": "csv"}
    out = subprocess.run(["sh", "-c", line], env=environment, capture_output=True, text=True, check=True).stdout
    reader = csv.DictReader(io.StringIO(out))
    return list(reader.fieldnames or ()), list(reader)


async def test_the_chart_has_a_key_of_its_own(explorer: Start) -> None:
    async with explorer(size=(100, 40)) as driven:
        await driven.turn("targets")
        await driven.sees("○")
        await driven.keys("t")
        await driven.until(lambda: pane(driven).has_class("hushed"), "no chart")


async def test_nothing_and_little_room(explorer: Start, tmp_path: Path) -> None:
    from mubiao.store import open_store

    empty = open_store(tmp_path / "empty.duckdb", bundled=False)
    async with explorer(size=(40, 10), database=empty.path) as driven:
        await driven.keys("3", "v", sees="no targets")
        await asks(driven, "verdict = 'missed'")
        await driven.sees("0 rows")


@pytest.mark.parametrize("key", ["w", "c", "C"])
async def test_escape_leaves_what_a_key_led_to(explorer: Start, key: str) -> None:
    async with explorer() as driven:
        await driven.begins("targets")
        await driven.keys(key)
        await driven.until(lambda: driven.app.view.aside and not driven.app.pane.under_way, "another mode")  # type: ignore[union-attr]
        await driven.until(lambda: "Esc back" in driven.lines[-1], "the footer names the way back")
        await driven.keys("escape")
        await driven.until(lambda: not driven.app.view.aside, "the rows again")
        await driven.until(lambda: "Esc back" not in driven.lines[-1], "nowhere else to go back to")
