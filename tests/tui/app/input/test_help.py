"""The help: what the column under the cursor holds, and lines that go on where their text began."""

from __future__ import annotations

import pytest
from tests.tui.app.conftest import Start

from mubiao_tui.app.input.dialogs import hung


@pytest.mark.parametrize(
    ("text", "room", "hang", "expected"),
    [
        ("  k  one two three", 12, 5, ["  k  one ", "     two ", "     three"]),
        ("  k  one two three", 12, 0, ["  k  one ", "two three"]),
        ("k one two three", 9, 5, ["k one ", "two three"]),
        ("  k  one", 12, 5, ["  k  one"]),
        ("", 12, 5, [""]),
    ],
)
def test_a_line_goes_on_where_its_text_began(text: str, room: int, hang: int, expected: list[str]) -> None:
    assert hung(text, room, hang) == expected


@pytest.mark.parametrize(
    ("tab", "column", "lang", "expected"),
    [
        ("targets", "gap", "en", "gap: outcome less target"),
        ("targets", "gap", "zh", "差距：结果减目标"),
        ("targets", "trend", "en", "trend: outcomes of up to ten years"),
        ("facts", "confidence", "en", "conf.: how likely it is right"),
        ("documents", "reviewed", "en", "seen: how much of it has been judged"),
    ],
)
async def test_the_help_tells_what_the_column_holds(
    explorer: Start, tab: str, column: str, lang: str, expected: str
) -> None:
    async with explorer(size=(160, 50), lang=lang) as driven:
        await driven.begins(tab)
        grid = driven.app.focused
        grid.column = [c.id for c in grid.columns].index(column)
        await driven.keys("question_mark", sees=expected)


async def test_where_there_are_no_headings_the_help_begins_with_the_keys(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await driven.ready("regions")
        await driven.keys("question_mark", sees="What works here")
        assert driven.app.screen.page[0][0].text == "What works here"  # type: ignore[attr-defined]
