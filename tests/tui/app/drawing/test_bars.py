"""The lines around the panes: what has no room is left out in parts that mean something."""

from __future__ import annotations

import pytest
from tests.tui.app.conftest import Start

from mubiao_tui.app.drawing.bars import ruled, spread, tabs
from mubiao_tui.app.drawing.paint import Piece, wide
from mubiao_tui.app.drawing.theme import Look

LABELS = [("regions", "Regions"), ("facts", "Facts"), ("documents", "Documents")]


def said(line: list[Piece]) -> str:
    return "".join(piece.text for piece in line)


@pytest.mark.parametrize(
    ("cells", "whole", "expected"),
    [
        (30, True, " targets  met  the legend     9"),
        (24, True, " targets  met          9"),
        (16, True, " targets  met  9"),
        (15, True, " targets      9"),
        (9, True, " targ…  9"),
        (24, False, " targets  met  the l…  9"),
    ],
)
def test_a_part_of_a_line_is_seen_whole_or_not_at_all(cells: int, whole: bool, expected: str) -> None:
    left = [Piece(" "), Piece("targets"), Piece("  met"), Piece("  the legend")]
    line = spread(left, [Piece(" 9")], cells, Look(), whole=whole)
    assert " ".join(said(line).split()) == " ".join(expected.split())
    assert wide(line) == cells


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(40, "  1 Regions  2 Facts  3 Documents "), (33, "  1  2  3 Documents ")],
)
def test_the_tab_that_is_shown_is_named_however_narrow_it_is(cells: int, expected: str) -> None:
    pieces, targets = tabs(LABELS, "documents", (), Look(), cells)
    assert said(pieces) == expected
    begin, end, name = targets[-1]
    assert (expected[begin:end].strip(), name) == ("3 Documents", "documents")


@pytest.mark.parametrize(
    ("crumbs", "cells", "expected"),
    [
        (("泉州市", "GDP growth"), 70, "泉州市 › GDP growth"),
        (("泉州市", "GDP growth"), 51, "… › GDP growth"),
        (("泉州市", "GDP growth"), 47, "GDP growth"),
        (("泉州市", "GDP growth"), 45, "GDP gro…"),
        (("泉州市", "GDP growth"), 44, ""),
        (("a", "b", "泉州市", "GDP growth"), 60, "… › 泉州市 › GDP growth"),
    ],
)
def test_the_last_step_of_the_way_back_is_seen_where_there_is_any_room(
    crumbs: tuple[str, ...], cells: int, expected: str
) -> None:
    line = said(tabs(LABELS, "facts", crumbs, Look(), cells)[0])
    assert line.removeprefix("  1 Regions  2 Facts  3 Documents ").strip() == expected


def test_a_rule_ends_at_the_edge() -> None:
    line = ruled([Piece(" how it was read ")], 24, Look())
    assert (said(line), wide(line)) == ("── how it was read ─────", 24)


async def test_a_table_has_the_lines_that_are_too_few_for_a_chart(explorer: Start) -> None:
    async with explorer(size=(60, 12)) as driven:
        await driven.begins("targets")
        chart = driven.app.query_one("#chart")
        await driven.until(lambda: not chart.display, "no chart")
        await driven.keys("t", sees="a chart has room from 14 lines on")
        await driven.pilot.resize_terminal(60, 30)
        await driven.until(lambda: chart.display, "a chart")
