"""The places inside a place: a row each with the share met and a bar, the worst first."""

from __future__ import annotations

import pytest

from mubiao.queries.records import Place, Standing
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.places.inside import inside_model, stacked
from mubiao_tui.strings import Strings

PLACES = [Place(f"3505{n:02d}", f"某{n}县", "county", "350500", 1, 9, 1, 9) for n in range(5)]
GOOD, BAD = Standing("350500", 2023, 10, 8, 1, 0), Standing("350501", 2022, 12, 2, 6, 1)
SILENT = Standing("350502", 2024, 7, 0, 0, 0)
LARGER = Standing("350504", 2023, 20, 16, 2, 0)
STANDINGS = {one.code: one for one in (GOOD, BAD, SILENT, LARGER)}


def model(*, tiny: bool = False, look: Look | None = None):  # type: ignore[no-untyped-def]
    return inside_model(PLACES, STANDINGS, Names(Strings("en")), look or Look(), tiny=tiny)


def test_the_least_share_met_comes_first_and_what_is_not_known_last() -> None:
    assert [row.key for row in model().rows] == ["350501", "350504", "350500", "350502", "350503"]


@pytest.mark.parametrize("tiny", [False, True])
@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("region", ["350500", "350501", "350502", "350503", "350504"]),
        ("share", ["350501", "350504", "350500", "350502", "350503"]),
        ("targets", ["350502", "350500", "350501", "350504", "350503"]),
    ],
)
def test_rows_are_sorted_by_code_share_and_number(column: str, order: list[str], *, tiny: bool) -> None:
    assert [row.key for row in model(tiny=tiny).sorted([column]).rows] == order


@pytest.mark.parametrize("look", [Look(), Look(ascii=True)])
@pytest.mark.parametrize("standing", [GOOD, BAD, SILENT, LARGER, Standing("x", 2023, 200, 1, 1, 1)])
def test_a_bar_is_as_long_as_it_is_asked_for_and_shows_all_that_there_is(standing: Standing, look: Look) -> None:
    for cells in (8, 13, 20):
        bar = look.shown(stacked(standing, cells, look))
        assert width(bar) == cells
        for name in ("met", "missed", "about", "unknown"):
            assert (look.sign(f"part_{name}") in bar) == bool(getattr(standing, name)), name


def test_a_place_without_a_target_says_so() -> None:
    row = model().rows[-1]
    assert row.cells[-1].text == "no target"
    assert row.cells[0].raw == {"region": "某3县", "region_code": "350503"}
