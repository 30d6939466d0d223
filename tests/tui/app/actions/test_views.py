"""Views by name: kept for a database, shown again by it, forgotten; whatever the file of state holds, it begins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.tui.app.conftest import Driven, Start

from mubiao.queries.selection import Selection
from mubiao_tui.app.system.state import LONGEST_NAME, SAVED, Session, load, save, state_file
from mubiao_tui.tabs import Tab
from mubiao_tui.view import Layout, View

FULL = View(
    tab=Tab.TARGETS,
    mode="wide",
    selection=Selection(region="350582", region_name="晋江市", text="year >= 2023"),
    layouts=(("targets", Layout(sort=("-year",), hidden=("gap",), widths=(("region", 9),))),),
)


async def kept(driven: Driven, name: str) -> None:
    """What is shown, under a name."""
    await driven.keys("V")
    await driven.sees("Views by name")
    await driven.enters(name)
    await driven.sees(f"kept as {name}")


async def test_a_view_is_kept_and_shown_in_the_next_session(explorer: Start, world: Path) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        driven.app.select(Selection(text="学位"))
        await driven.keys("right", "right_square_bracket")
        view = driven.app.view
        await kept(driven, "新增学位")
    async with explorer() as driven:
        await driven.until(lambda: driven.app.open, "the database")
        await driven.turn("regions")
        driven.app.select(Selection())
        await driven.keys("V")
        await driven.sees("Facts · 学位")
        await driven.enters("学位")
        await driven.ready("facts")
        shown = driven.app.view
        assert (shown.selection, shown.layouts) == (view.selection, view.layouts)


async def test_a_name_is_forgotten_and_taken_again(explorer: Start, world: Path) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await kept(driven, "a b")
        await driven.keys("V", "delete")
        await driven.sees("a b is forgotten")
        assert load(world).saved == ()
        await driven.keys("V")
        await driven.sees("no view is kept yet")
        await driven.keys("delete", "enter", "escape")
        await driven.misses("no view is kept yet")


async def test_where_nothing_can_be_kept_it_is_said(
    explorer: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no folder").write_text("")
    async with explorer() as driven:
        await driven.ready("regions")
        monkeypatch.setenv("MUBIAO_STATE", str(tmp_path / "no folder"))
        await kept(driven, "now")
        await driven.sees("for this session only")
        await driven.keys("V")
        await driven.sees("Regions")


def test_all_of_a_view_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUBIAO_STATE", str(tmp_path / "state"))
    session = Session(View(), saved=(("a", FULL), ("b", View())))
    assert save(tmp_path / "a.duckdb", session)
    assert load(tmp_path / "a.duckdb").saved == session.saved


@pytest.mark.parametrize(
    ("saved", "names"),
    [
        (3, []),
        ({"a": {}}, []),
        ([["a"], ["b", {}, 1], [1, {}], ["c", 3], ["", {}], [" ", {}], None], []),
        (
            [["long" * LONGEST_NAME, {}], ["d", {"tab": "nowhere"}], ["e", {"layouts": "x", "selection": []}]],
            ["d", "e"],
        ),
        ([["f", {}], ["f", {"tab": "facts"}]], ["f"]),
        ([[f"{n}", {}] for n in range(SAVED + 5)], [f"{n}" for n in range(5, SAVED + 5)]),
    ],
)
def test_whatever_is_kept_is_a_list_of_views(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: Any, names: list[str]
) -> None:
    monkeypatch.setenv("MUBIAO_STATE", str(tmp_path / "state"))
    file = state_file(tmp_path / "a.duckdb")
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"view": {}, "saved": saved}), encoding="utf-8")
    found = load(tmp_path / "a.duckdb")
    assert [name for name, _ in found.saved] == names and not found.lost


async def test_a_hostile_name_is_shown_harmlessly_and_a_view_of_nothing_is_shown(explorer: Start, world: Path) -> None:
    file = state_file(world)
    file.parent.mkdir(parents=True, exist_ok=True)
    gone = {"tab": "documents", "document": "0" * 16, "selection": {"text": "year = = 3"}, "fact": "x"}
    file.write_text(json.dumps({"view": {}, "saved": [["\x1b[31m[bold]红", gone]]}), encoding="utf-8")
    async with explorer() as driven:
        await driven.ready("regions")
        await driven.keys("V")
        await driven.sees("[bold]红")
        assert "\x1b" not in driven.screen
        await driven.keys("enter")
        await driven.until(lambda: driven.app.view.tab is Tab.DOCUMENTS, "the view")
        await driven.keys("backslash", "escape")
        await driven.turn("facts")
