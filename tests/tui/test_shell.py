"""The shell command of a view says what the view shows, and comes back as the same view."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest

from mubiao.queries.selection import Beside, Selection
from mubiao_tui.shell import command, conditions, view_of
from mubiao_tui.tabs import Tab
from mubiao_tui.view import Layout, View

SELECTIONS = [
    Selection(),
    Selection(region="350582", below=False),
    Selection(region="350500", below=True, claim="target", years=(2020, 2024)),
    Selection(sector="education", measure="level", text="学位 床位"),
    Selection(indicator="gdp", text="value > 5 AND claim = 'target'", years=(2024, 2024)),
    Selection(document="0123456789abcdef", reviewed="none"),
    Selection(text="学位", conditions=("unit = '个'", "entity IS NULL")),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_command_of_the_facts_comes_back_as_the_same_selection(selection: Selection) -> None:
    view = View(tab=Tab.FACTS, selection=selection).with_layout("facts", Layout(sort=("-value", "region")))
    said = command(view)
    back = view_of(shlex.split(said.line))
    expected = replace(selection, region_name=None)
    if selection.conditions:  # several conditions are one in the command
        expected = replace(expected, conditions=(" AND ".join(selection.conditions),))
    assert back.selection == expected
    assert back.layout("facts").sort == ("-value", "region")
    assert said.left_out == ()


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_command_line_understands_it(selection: Selection) -> None:
    filtering = pytest.importorskip("mubiao_tui.cli.commands.facts.query")
    words = command(View(tab=Tab.FACTS, selection=selection)).words[2:]
    context = filtering.query.make_context("query", list(words), resilient_parsing=False)
    assert context.params["below"] is (selection.region is not None and selection.below)


@pytest.mark.parametrize("mode", ["", "wide", "coverage", "conflicts"])
def test_the_command_line_understands_the_targets(mode: str) -> None:
    module = pytest.importorskip("mubiao_tui.cli.commands.analysis.targets")
    view = View(tab=Tab.TARGETS, mode=mode, selection=Selection(region="350582", indicator="gdp"))
    said = command(view)
    module.targets.make_context("targets", list(said.words[2:]))
    assert view_of(said.words).mode == mode


def test_what_the_command_line_cannot_say_is_told() -> None:
    chosen = Selection(text="学位", claim="target", sector="education")
    assert command(View(tab=Tab.TARGETS, selection=chosen)).left_out == ()
    assert command(View(tab=Tab.TARGETS, mode="conflicts", selection=chosen)).left_out == ("claim",)
    asked = Selection(text="verdict = 'missed'")
    assert command(View(tab=Tab.FACTS, selection=asked)).left_out == ("text",)
    assert command(View(tab=Tab.TARGETS, selection=asked)).line == "mubiao targets \"verdict = 'missed'\""


@pytest.mark.parametrize(
    ("beside", "selection", "words"),
    [
        (Beside(("350582", "350581")), Selection(), "350582 350581"),
        (
            Beside(("a", "b", "c"), 2023, "gap", lone=True),
            Selection(sector="land"),
            "a b c --year 2023 --value gap --sector land --all",
        ),
    ],
)
def test_places_side_by_side(beside: Beside, selection: Selection, words: str) -> None:
    view = View(tab=Tab.TARGETS, mode="beside", beside=beside, selection=selection)
    assert command(view).line == f"mubiao compare {words}"


@pytest.mark.parametrize(
    ("years", "words", "left"), [((2023, 2023), " --year 2023", ()), ((2020, 2023), "", ("years",)), (None, "", ())]
)
def test_years_of_places_side_by_side(years: tuple[int, int] | None, words: str, left: tuple[str, ...]) -> None:
    said = command(View(tab=Tab.TARGETS, mode="beside", beside=Beside(("a", "b")), selection=Selection(years=years)))
    assert (said.line, said.left_out) == (f"mubiao compare a b{words}", left)


def test_a_database_that_is_not_the_usual_one_is_named() -> None:
    assert command(View(tab=Tab.DOCUMENTS), database="/data/my reports.duckdb").line == (
        "mubiao --db '/data/my reports.duckdb' documents"
    )


def test_chinese_is_not_quoted_without_need() -> None:
    view = View(tab=Tab.FACTS, selection=Selection(text="学位"))
    assert command(view).line == "mubiao query 学位"


def test_a_condition_is_one_word() -> None:
    view = View(tab=Tab.FACTS, selection=Selection(text="region = '晋江市'"))
    assert shlex.split(command(view).line)[-1] == "region = '晋江市'"


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(region="350000"), ["(starts_with(region_code, '35') OR starts_with(region_code, 'zone:35'))"]),
        (Selection(region="350582", below=False), ["region_code = '350582'"]),
        (Selection(region="CN"), ["region_code IS NOT NULL"]),
        (Selection(years=(2020, 2024)), ["year BETWEEN 2020 AND 2024"]),
        (Selection(text="学位", conditions=("unit = '个'",)), ["unit = '个'"]),
        (Selection(text="value > 3"), ["(value > 3)"]),
    ],
)
def test_conditions(selection: Selection, expected: list[str]) -> None:
    assert conditions(selection) == expected


def test_counts_are_asked_for_in_sql() -> None:
    said = command(View(tab=Tab.SECTORS, selection=Selection(claim="target")), part="bars")
    assert said.words[1] == "sql"
    assert "WHERE claim = 'target' GROUP BY sector, claim" in said.words[2]


@pytest.mark.parametrize("words", [[], ["query", "--year"], ["targets", "--year", "x..y"], ["show"], ["--sort="]])
def test_half_a_command_is_no_reason_to_fail(words: list[str]) -> None:
    assert view_of(words).selection.years is None
