"""The explorer does not die: whatever tabs and keys come in whatever order, however late what is read arrives."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.tui.app.conftest import Driven, Start

from mubiao_tui.actions import ACTIONS, opens
from mubiao_tui.tabs import Tab

SIZES = [(80, 24), (160, 50)]

LEFT_OUT = {"quit", "choose"}
"""Actions that end the session or begin what the keys that follow would be typed into."""


def held_up(app: Any, seed: int) -> None:
    """Let every read take its own, seeded time, so that they arrive late and in another order."""
    chance, submit = random.Random(seed), app.loads._submit

    def slow(loop: Any, load: Any, work: Callable[[], Any]) -> None:
        wait = chance.choice((0.0, 0.0, 0.005, 0.03))

        def late() -> Any:
            time.sleep(wait)
            return work()

        submit(loop, load, late)

    app.loads._submit = slow


def alive(driven: Driven) -> bool:
    """Whether nothing went wrong, and nothing is under way any more."""
    app = driven.app
    assert app._exception is None and app.failure is None
    return not app.loads.busy


@pytest.mark.parametrize("size", SIZES)
async def test_every_tab_follows_every_other(explorer: Start, size: tuple[int, int]) -> None:
    async with explorer(size=size) as driven:
        await driven.ready("regions")
        for turn, (one, other) in enumerate(itertools.permutations("12345", 2)):
            held_up(driven.app, turn)
            await driven.types(one + other)  # at once, as from a slow line
            await driven.types(one)
            await driven.until(lambda: driven.app.pane is not None and driven.app.pane.display, "the pane")
            # The terminal has another size, and before that is drawn the tab is another one.
            assert driven.app.pane is not None
            driven.app.pane.on_resize()
            driven.app.handlers.program.turn(list(Tab)[int(other) - 1])
            await driven.types("\x1b[B\r" + one)
        await driven.until(lambda: alive(driven), "all read")


def resized(driven: Driven) -> Any:
    """The terminal tells its size again, as it does after a change of it."""
    from textual import events

    return events.Resize(driven.app.size, driven.app.size)


@pytest.mark.parametrize("size", SIZES)
async def test_two_hundred_keys_at_random(explorer: Start, size: tuple[int, int]) -> None:
    chance = random.Random(f"{size}")
    keys = [key for action in ACTIONS if action.id not in LEFT_OUT for key in action.keys]
    keys = [key for key in keys if len(key) == 1 and not opens(key)]
    keys += [str(n) for n in range(1, len(Tab) + 1)] * 10 + ["\r", "\x1b", "\t", "\x1b[A", "\x1b[B"] * 4
    async with explorer(size=size) as driven:
        await driven.ready("regions")
        held_up(driven.app, 7)
        for number in range(200):
            await driven.types(chance.choice(keys))
            if number % 20 == 0:
                driven.app.post_message(resized(driven))
        await driven.until(lambda: alive(driven), "all read")
        await driven.handled()  # what was read may still be about to open a table
        while len(driven.app.screen_stack) > 1:  # which takes the keys until it is closed
            await driven.keys("escape")
        await driven.keys("backslash")
        await driven.turn("facts")


async def test_a_pane_that_is_not_seen_reacts_to_nothing(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("targets")
        pane: Any = driven.app.pane
        before = driven.app.view
        await driven.turn("documents")
        calls: list[str] = []
        for name in ("follow", "status", "resized", "load", "settle"):
            setattr(pane, name, lambda *_, name=name, **__: calls.append(name))
        pane.grid.move(1)  # its words, a size, a callback and a read that come late
        pane.on_resize()
        pane.call_after_refresh(pane.while_seen, pane.follow)
        pane.read("targets", lambda: 1, lambda _: calls.append("read"))
        await driven.until(lambda: "targets" in pane._late, "the late read")
        await driven.pilot.pause()
        assert calls == []
        pane._shown = None
        driven.app.view = before  # what the pane shows is still what is needed
        pane._shown = pane.wanted
        await driven.app.turn_to(Tab.TARGETS)
        await driven.until(lambda: {"read", "settle"} <= set(calls), "it finds out what it missed")


BROKEN: dict[str, Callable[[Any], None]] = {
    "a message": lambda pane: setattr(pane, "follow", fails) or pane.grid.move(1),  # type: ignore[func-returns-value]
    "a callback": lambda pane: pane.call_later(fails),
    "after a refresh": lambda pane: pane.call_after_refresh(fails),
    "the next callback": lambda pane: pane.call_next(fails),
    "a timer": lambda pane: pane.set_timer(0.001, fails),
    "a read": lambda pane: pane.read("x", fails, print),
    "a panic": lambda pane: pane.read("x", panics, print),
    "what a read brings": lambda pane: pane.read("x", lambda: 1, fails),
    "the loop": lambda pane: pane.app.loop_call(fails),
    "an action": lambda pane: setattr(pane, "left", fails) or pane.app.perform("left"),  # type: ignore[func-returns-value]
    "drawing": lambda pane: setattr(pane.grid, "render_line", fails) or pane.grid.refresh(),  # type: ignore[func-returns-value]
    "a snapshot": lambda pane: setattr(pane, "situation", fails) or pane.app.situated(),  # type: ignore[func-returns-value]
}
"""Where something of a pane can go wrong."""


def fails(*_: object, **__: object) -> None:
    raise ValueError("no such thing")


class Panic(BaseException):
    """As polars raises it."""


def panics() -> None:
    raise Panic("no such thing")


@pytest.mark.parametrize("where", BROKEN)
async def test_a_mistake_is_a_line_in_the_footer(explorer: Start, where: str) -> None:
    async with explorer(size=(100, 30)) as driven:
        await driven.begins("facts")
        pane: Any = driven.app.pane
        await driven.until(lambda: pane.panel.found is not None, "evidence")
        pane.call_later(BROKEN[where], pane)
        await driven.sees("an error of ours: ")
        await driven.sees("no such thing")
        assert driven.app.failure is None
        for name in ("follow", "left", "situation"):
            pane.__dict__.pop(name, None)
        pane.grid.__dict__.pop("render_line", None)
        driven.app.faults = ()
        await driven.turn("documents")  # the rest lives, and so does the pane
        await driven.turn("facts")
        row = pane.grid.cursor
        await driven.keys("down")
        await driven.until(lambda: pane.grid.cursor == row + 1, "the next row")


# The way back


async def test_the_focus_goes_back_with_the_breadcrumb(explorer: Start) -> None:
    async with explorer(size=(160, 40)) as driven:
        await driven.ready("regions")
        place = driven.app.pane.place.code  # type: ignore[union-attr]
        await driven.keys("enter")
        await driven.until(lambda: driven.app.situation().pane == "board", "the scoreboard")
        await driven.keys("escape")
        await driven.until(lambda: driven.app.situation().pane == "tree", "the tree")
        await driven.keys("down")
        await driven.until(lambda: driven.app.pane.place.code != place, "the next place")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tab", "keys", "part"),
    [
        ("regions", ["tab"], "board"),
        ("regions", ["tab", "tab", "tab"], "bars"),
        ("regions", ["tab", "tab", "tab", "tab"], "list"),
        ("sectors", [], "bars"),
        ("sectors", ["tab"], "matrix"),
        ("targets", [], "grid"),
        ("facts", [], "grid"),
    ],
)
async def test_back_from_another_tab_the_same_part_has_the_focus(
    explorer: Start, tab: str, keys: list[str], part: str
) -> None:
    async with explorer(size=(160, 40)) as driven:
        await driven.ready("regions")
        await driven.turn(tab)
        await driven.keys(*keys)
        await driven.until(lambda: driven.app.focused.id == part and driven.app.situation().enters, part)  # type: ignore[union-attr]
        await driven.keys("enter")
        await driven.until(lambda: driven.app.view.tab.value != tab and driven.app.focused is not None, "in")
        await driven.keys("escape")
        await driven.until(lambda: driven.app.view.tab.value == tab, "back")
        await driven.until(lambda: driven.app.focused.id == part, f"the focus on {part}")  # type: ignore[union-attr]


async def test_ctrl_u_empties_the_line_and_clears_the_filter(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.keys("slash", sees="Tab completes")
        await driven.types("学位")
        await driven.sees("⟨学位⟩")
        await driven.keys("ctrl+u")
        await driven.misses("⟨学位⟩")
        await driven.enters("学位")
        await driven.sees("⟨学位⟩")
        await driven.keys("ctrl+u")
        await driven.misses("⟨学位⟩")
