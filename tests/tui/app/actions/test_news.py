"""What has come since the last session is said in a line, until somebody has looked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start

from mubiao.store import open_store
from mubiao_tui.app.system.state import state_file

SINCE = "since the last visit"


async def settled(driven: Driven) -> None:
    """Wait until the first screen has all that it reads."""
    await driven.ready("regions")
    await driven.until(lambda: not driven.app.loads.busy, "nothing more to come")


def add(path: Path, text: str, title: str) -> str:
    """Another report of 石狮市."""
    doc = document(text, title=title, region="石狮市", region_code="350581", year=2025)
    open_store(path).add(doc, [fact(doc, 0, 2, region="石狮市", region_code="350581", period="2025")])
    return doc.document_id


async def test_a_first_session_has_nothing_to_compare_with(explorer: Start) -> None:
    async with explorer() as driven:
        await settled(driven)
        assert SINCE not in driven.screen
        assert not driven.app.situation().news


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_what_came_between_two_sessions_is_listed_by_a_key_and_opened(
    explorer: Start, world: Path, size: tuple[int, int]
) -> None:
    async with explorer() as driven:
        await settled(driven)
        driven.app.keep()
    one, other = add(world, "6%增长。", "新来的报告"), add(world, "7%增长。", "另一份报告")
    async with explorer(size=size) as driven:
        await settled(driven)
        await driven.sees(f"{SINCE}: 2 "[: size[0] - 1])
        await driven.keys("2")
        await driven.misses(SINCE)
        await driven.keys("1")
        await driven.sees(SINCE)
        await driven.keys("c")
        await driven.until(lambda: len(driven.app.screen.query_one("#items").model) == 2, "both")  # type: ignore[attr-defined]
        chosen = driven.app.screen.query_one("#items").current.key  # type: ignore[attr-defined]
        assert chosen in (one, other)
        await driven.keys("enter")
        await driven.until(lambda: driven.app.view.document == chosen, "the document")
        await driven.keys("escape")
        await driven.ready("regions")
        assert SINCE not in driven.screen, "somebody has looked"
        driven.app.keep()
    async with explorer() as driven:
        await settled(driven)
        assert SINCE not in driven.screen


async def test_what_one_adds_oneself_is_no_news_next_time(explorer: Start, world: Path) -> None:
    async with explorer() as driven:
        await settled(driven)
        add(world, "6%增长。", "自己添加的报告")
        await driven.keys("R")
        await driven.until(lambda: not driven.app.loads.busy, "read again")
        assert SINCE not in driven.screen
        driven.app.keep()
    async with explorer() as driven:
        await settled(driven)
        assert SINCE not in driven.screen


@pytest.mark.parametrize("junk", [3, [], {"a": 1}, "x"])
async def test_marks_that_cannot_be_read_are_none(explorer: Start, world: Path, junk: object) -> None:
    async with explorer() as driven:
        await settled(driven)
        driven.app.keep()
    file = state_file(world)
    data = json.loads(file.read_text(encoding="utf-8"))
    assert len(data["seen"]) == 9
    file.write_text(json.dumps({**data, "seen": junk}), encoding="utf-8")
    async with explorer() as driven:
        await settled(driven)
        assert SINCE not in driven.screen
