"""The view state: columns, selections, and back from JSON whatever the file holds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mubiao.queries.selection import Beside, Selection
from mubiao_tui.tabs import Tab
from mubiao_tui.view import Layout, View, from_json, to_json

KNOWN = ("place", "subject", "value", "unit")


def test_columns_follow_order_and_leave_out_hidden_ones() -> None:
    layout = Layout(order=("value", "gone", "place"), hidden=("unit",))
    assert layout.columns(KNOWN) == ("value", "place", "subject")


def test_sorting_by_one_column_and_then_another() -> None:
    layout = Layout().sorted_by("value", descending=True)
    assert layout.sort == ("-value",)
    layout = layout.sorted_by("place", descending=False, add=True)
    assert layout.sort == ("-value", "place")
    assert layout.sorted_by("value", descending=False, add=True).sort == ("place", "value")
    assert layout.sorted_by("unit", descending=False).sort == ("unit",)


def test_asking_twice_for_a_sort_takes_it_back() -> None:
    once = Layout().sorted_by("value", descending=True)
    assert once.sorted_by("value", descending=True).sort == ()
    assert once.sorted_by("value", descending=False).sort == ("value",)


def test_moving_stops_at_the_edges() -> None:
    assert Layout().moved(KNOWN, "value", -1).columns(KNOWN) == ("place", "value", "subject", "unit")
    assert Layout().moved(KNOWN, "place", -1).columns(KNOWN) == KNOWN
    assert Layout().moved(KNOWN, "unit", 5).columns(KNOWN) == KNOWN


def test_moving_keeps_hidden_columns() -> None:
    layout = Layout(hidden=("subject",)).moved(KNOWN, "value", -1)
    assert layout.columns(KNOWN) == ("value", "place", "unit")
    assert set(layout.order) == set(KNOWN)


def test_the_last_column_cannot_be_hidden() -> None:
    layout = Layout()
    for column in KNOWN:
        layout = layout.hide(KNOWN, column)
    assert layout.columns(KNOWN) == ("unit",)


def test_freezing_again_lets_go() -> None:
    layout = Layout(frozen=0).freeze(KNOWN, "subject")
    assert layout.frozen == 2
    assert layout.freeze(KNOWN, "subject").frozen == 0


def test_widths_stay_sensible() -> None:
    assert Layout().resized("value", 0).width("value", 9) == 3
    assert Layout().resized("value", 900).width("value", 9) == 120
    assert Layout().width("value", 9) == 9


def test_chips_name_what_narrows() -> None:
    selection = Selection(region="350582", sector="education", text="学位")
    assert selection.chips() == ("region", "sector", "text")
    assert selection.without("region").chips() == ("sector", "text")
    assert Selection(below=False).empty
    assert not selection.empty


def test_a_view_survives_json() -> None:
    view = View(
        tab=Tab.TARGETS,
        mode="wide",
        selection=Selection(region="350582", region_name="晋江市", years=(2020, 2024), text="value > 3", below=False),
        place="350500",
        marks=("350582", "350581"),
        series=("350582", "gdp", "growth"),
        document="0123456789abcdef",
        fact="0123456789abcdef-3-7",
        against=True,
        siblings=True,
        beside=Beside(("350582", "350581"), 2023, "gap", lone=True),
    ).with_layout("facts", Layout(("-value",), ("unit",), ("value", "place"), (("value", 20),), 2))
    assert from_json(json.loads(json.dumps(to_json(view)))) == replace(view, marks=()), "marks end with the session"


@pytest.mark.parametrize(
    "junk",
    [
        None,
        [],
        "x",
        {"tab": "nowhere"},
        {"tab": "facts", "selection": 3, "layouts": [[1, 2], ["facts", []], 7], "marks": "ab", "series": ["a"]},
        {"tab": "facts", "layouts": [["facts", {"frozen": -4, "widths": [["a"], ["b", "c"]], "sort": [1]}]]},
        {"tab": "targets", "mode": "beside", "beside": {"places": [1, 2], "year": "x"}},
        {"tab": "facts", "selection": {"years": ["2020"], "text": None, "below": 7, "region": 350582}},
    ],
)
def test_a_damaged_state_is_no_reason_to_fail(junk: object) -> None:
    view = from_json(junk)
    assert view.selection.empty
    assert view.layout("facts").columns(KNOWN) == KNOWN


def test_another_tab_keeps_the_selection() -> None:
    view = View(selection=Selection(sector="land"), mode="coverage")
    moved = view.to(Tab.FACTS, fact="x-1-2")
    assert (moved.selection.sector, moved.fact, moved.shown) == ("land", "x-1-2", "rows")


def test_places_are_sorted_by_their_code() -> None:
    layout = Layout(sort=("-region", "value", "report_region"))
    assert layout.by == ("-region_code", "value", "report_code")
