"""What is said is said whole: labels use the room there is, errors take several lines, rules stand in words."""

from __future__ import annotations

import pytest
from tests.tui.app.conftest import Start

from mubiao import lexicon
from mubiao_tui.app.actions.filtering.filterbar import wrong_lines
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import wide
from mubiao_tui.strings import Strings

LONG = "a condition cannot use any of the things that are named here one after the other, nor what follows from them"


@pytest.mark.parametrize(
    ("position", "cells", "most"), [(None, 80, 4), (4, 80, 4), (4, 160, 4), (200, 80, 4), (4, 60, 2)]
)
def test_a_mistake_is_told_whole_below_what_was_typed(position: int | None, cells: int, most: int) -> None:
    lines = wrong_lines(LONG, "x" * 300, position, cells, most)
    assert len(lines) <= most and all(wide(line) <= cells for line in lines)
    said = " ".join("".join(piece.text for piece in line).replace("^", " ") for line in lines)
    if most > 2:
        assert " ".join(said.split()) == LONG


async def test_a_long_notice_takes_the_lines_it_needs_and_gives_them_back(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        driven.app.say(LONG, error=True)
        await driven.sees("follows from them")
        assert " ".join(" ".join(driven.lines[-2:]).split()) == LONG
        await driven.keys("down")
        await driven.misses("follows from them")
        await driven.until(lambda: driven.app.query_one("#footer").size.height == 1, "one line again")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_palette_shows_its_labels_whole(explorer: Start, lang: str) -> None:
    async with explorer(lang=lang) as driven:
        await driven.begins("facts")
        await driven.keys("colon")
        await driven.until(lambda: len(driven.app.screen_stack) > 1, "the palette")
        grid = driven.app.screen.query_one("#items")
        longest = max(wide_of(row.cells[0].text) for row in grid.model.rows)  # type: ignore[attr-defined]
        assert grid.widths[0] >= min(longest, grid.across - 16), "no blank beside a label that is cut"  # type: ignore[attr-defined]


def wide_of(text: str) -> int:
    from mubiao_tui.app.drawing.text import width

    return width(text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_stand_in_words(lang: str) -> None:
    names = Names(Strings(lang))
    for rule in lexicon.rules().values():
        assert names.rules(rule.rule) == (rule.zh if lang == "zh" else rule.en)
    assert names.rules("outline:review;own:rule") == f"{names.rules('outline:review')} · own:rule"
