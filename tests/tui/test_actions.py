"""The registry of actions: whole, documented, and truthful about what a key does."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from mubiao_tui.actions import (
    ACTIONS,
    BY_ID,
    Action,
    available,
    footer,
    judging,
    key_names,
    markdown,
    resolve,
)
from mubiao_tui.app.actions.handlers import Handlers
from mubiao_tui.app.panes import pane_for
from mubiao_tui.app.panes.base import Pane
from mubiao_tui.situation import Situation
from mubiao_tui.strings import Strings
from mubiao_tui.tabs import TABS, Tab

PANES = {
    Tab.REGIONS: ("tree", "board", "inside", "bars", "list"),
    Tab.SECTORS: ("bars", "matrix"),
    Tab.TARGETS: ("grid", "chart"),
    Tab.FACTS: ("grid",),
    Tab.DOCUMENTS: ("list", "reader"),
}
"""Tab → the parts that can have the focus; of any other tab it is one grid."""


def with_flags(situation: Situation, flags: dict[str, Any]) -> Situation:
    return replace(situation, **flags)


def situations() -> Iterator[Situation]:
    """Every tab and part, with everything absent, everything present, and each thing present or absent alone."""
    flags = ["hidden", "sorted", "place", "parent", "siblings", "series", "fact", "enters", "text", "facts", "sections"]
    flags += ["searching", "filtered", "undoable", "changed", "writable", "busy", "pick", "review"]
    flags += ["document", "stated", "fills", "filled", "folds", "news"]
    for tab in Tab:
        for pane, mode in itertools.product(PANES.get(tab, ("grid",)), tab.kind.modes):
            for every in (False, True):
                base = Situation(tab, pane, mode)
                base = with_flags(base, dict.fromkeys(flags, every))
                if every:
                    base = replace(base, rows=9, columns=5, crumbs=2, marks=3, panes=3)
                yield base
                for flag in flags:
                    yield with_flags(base, {flag: not every})
                for flag in ("fact", "undoable"):  # what works outside a pipe alone, and without the other
                    yield with_flags(base, {"pick": not every, flag: not every})
                yield replace(base, rows=0)
                yield replace(base, columns=0)
                yield replace(base, crumbs=0)


def test_no_key_means_two_things_at_once() -> None:
    for situation in situations():
        seen: dict[str, str] = {}
        for action in available(situation):
            for key in action.keys:
                assert key not in seen, f"{key}: {seen[key]} and {action.id} in {situation}"
                seen[key] = action.id


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_an_action_runs_a_method_that_is_there(action: Action) -> None:
    home, _, name = action.run.partition(".")
    if home == "pane":
        holders = [pane_for(tab) for tab in {s.tab for s in situations() if action.when(s)}]
        assert holders
        # Common to all panes is only what every one of them does.
        assert all(getattr(holder, name) is not Pane.enter for holder in holders)
    else:
        holders = [type(getattr(Handlers(None), home))]  # type: ignore[arg-type]  # they ask nothing of it yet
    assert all(callable(getattr(holder, name)) for holder in holders)


def test_a_tab_is_whole() -> None:
    assert tuple(TABS) == tuple(Tab)
    for tab in Tab:
        assert pane_for(tab).tab is tab
        assert BY_ID[tab.value].to is tab
        for strings in (Strings("zh"), Strings("en")):
            words = [f"tab.{tab}", f"action.{tab}.label", f"action.{tab}.help"]
            assert all(strings.text(word) for word in words), "its words in both files of strings"


def test_every_key_of_the_footer_does_what_it_says() -> None:
    for situation in situations():
        for action in footer(situation):
            assert resolve(action.keys[0], situation) is action


def test_every_action_can_be_reached_somewhere() -> None:
    reached = {action.id for situation in situations() for action in available(situation)}
    assert reached == set(BY_ID)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_action_has_a_label_and_help(language: str) -> None:
    strings = Strings(language)
    for action in ACTIONS:
        assert strings.text(f"action.{action.id}.label")
        assert strings.text(f"action.{action.id}.help")
        assert strings.text(f"group.{action.group}")


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(ACTIONS)


def test_no_key_is_taken_by_terminals_and_multiplexers() -> None:
    taken = {f"ctrl+{letter}" for letter in "abshijmc"}
    assert not taken & {key for action in ACTIONS for key in action.keys}


def test_every_action_has_a_way_in_without_letters() -> None:
    # A Chinese input method takes the letters. What has only letters is in the palette, which has other ways in.
    for action in ACTIONS:
        assert any(not (len(key) == 1 and key.isascii() and key.isalpha()) for key in action.keys), action.id


@pytest.mark.parametrize(
    ("full", "half"),
    [
        ("？", "?"),
        ("：", ":"),
        ("／", "/"),
        ("【", "["),
        ("】", "]"),
        ("－", "-"),
        ("！", "!"),
        ("；", ";"),
        ("１", "1"),
    ],
)
def test_full_width_punctuation_works_as_its_twin(full: str, half: str) -> None:
    for situation in situations():
        assert resolve(full, situation) is resolve(half, situation)


def test_a_pipe_takes_the_row_where_a_session_goes_in() -> None:
    on_fact = Situation(tab=Tab.FACTS, pane="grid", rows=3, columns=4, fact=True, enters=True)
    assert resolve("enter", on_fact) is BY_ID["enter"]
    assert resolve("enter", replace(on_fact, pick=True)) is BY_ID["choose"]


def test_an_empty_table_offers_nothing_that_would_change_nothing() -> None:
    table = Situation(tab=Tab.FACTS, pane="grid", rows=3, columns=4)
    offered = {"sort_up", "sort_down", "hide", "freeze", "move_left", "frequency"}
    assert offered <= {action.id for action in available(table)}
    assert not offered & {action.id for action in available(replace(table, rows=0))}
    # What a filter that leaves nothing was sorted by can still be given up.
    assert BY_ID["unsort"] in available(replace(table, rows=0, sorted=True))
    assert BY_ID["frequency"] not in available(replace(table, mode="frequency"))


def test_reviews_cannot_be_written_where_nothing_can_be_written() -> None:
    on_fact = Situation(tab=Tab.FACTS, pane="grid", rows=3, columns=4, fact=True, review=True)
    assert BY_ID["accept"] in available(on_fact)
    assert BY_ID["accept"] not in available(replace(on_fact, writable=False))


def test_nothing_judges_outside_review_mode_and_every_key_that_would_says_so() -> None:
    for situation in situations():
        for action in ACTIONS:
            if action.judges and not situation.review:
                assert action not in available(situation)
                if action in available(replace(situation, review=True)):
                    for key in action.keys:
                        assert resolve(key, situation) is None
                        assert judging(key, situation) is action


def test_no_text_can_hold_the_key_that_enters_review_mode() -> None:
    assert all(len(key) > 1 for key in BY_ID["review"].keys)
    assert BY_ID["review"].keys == BY_ID["review_end"].keys


def test_markdown_has_every_action_once() -> None:
    strings = Strings("en")
    text = markdown(lambda a: strings.text(f"action.{a.id}.help"), lambda g: strings.text(f"group.{g}"))
    for action in ACTIONS:
        assert strings.text(f"action.{action.id}.help") in text
    assert text.count("\n| ") >= len(ACTIONS)


def test_key_names() -> None:
    assert key_names(["ctrl+p", "f2", "pageup", " ", "　"]) == "Ctrl+P F2 PgUp Space"
