"""The score of a place: the last year of which an outcome is known, the share over the years, the worst gaps."""

from __future__ import annotations

import pytest

from mubiao.queries.records import Board, Place, Point, Series
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.region import board_model
from mubiao_tui.app.rows.scores import score, score_line
from mubiao_tui.strings import Strings


def series(indicator: str, **years: tuple[float | None, float | None, str]) -> Series:
    """A series of growth: year → target, outcome, verdict."""
    told = {int(year[1:]): said for year, said in years.items()}

    def points(which: int, claim: str) -> dict[int, Point]:
        return {y: Point(v, None, "exact", claim, "f") for y, said in told.items() if (v := said[which]) is not None}

    verdicts = {year: said[2] for year, said in told.items()}
    return Series(indicator, "growth", "%", points(1, "actual"), points(0, "target"), {}, verdicts)


GDP = series("gdp", y2022=(6, 5, "missed"), y2023=(6, 6.5, "met"), y2024=(6, None, "open"))
RETAIL = series("retail_sales", y2023=(8, 7, "missed"))
FAI = series("fixed_asset_investment", y2023=(10, -3, "missed"))
JOBS = series("urban_new_jobs", y2023=(5, None, "no outcome"))
TOLD = series("cpi", y2023=(None, 0.2, "not stated"))


def test_the_last_year_with_an_outcome_is_counted() -> None:
    found = score([GDP, RETAIL, FAI, JOBS, TOLD])
    assert found is not None
    assert (found.year, found.targets) == (2023, 4), "2024 is open, and an outcome alone is no target"
    assert found.counts == {"met": 1, "missed": 2, "no outcome": 1}
    assert (found.met, found.judged, found.since) == (1, 4, 2022)


def test_the_worst_gap_for_its_target_comes_first() -> None:
    found = score([RETAIL, FAI, GDP])
    assert found is not None
    assert [(item.indicator, gap) for item, gap in found.missed] == [
        ("fixed_asset_investment", -13),
        ("retail_sales", -1),
    ]


@pytest.mark.parametrize("said", [[], [JOBS], [TOLD], [series("gdp", y2024=(6, None, "open"))]])
def test_no_score_where_nothing_came_out(said: list[Series]) -> None:
    assert score(said) is None


def test_what_nothing_was_said_of_lately_comes_last_on_the_board() -> None:
    place = Place("350582", "晋江市", "county", "350500", 3, 16, 3, 16)
    old = series("cpi", y2001=(3, 2, "met"))
    board = Board(place, (old, GDP, RETAIL), frozenset({2022, 2023, 2024}), (), ())
    model, _ = board_model(board, Names(Strings("en")), Look(), tiny=True)
    assert [row.data.indicator for row in model.rows] == ["gdp", "retail_sales", "cpi"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_line_takes_no_more_than_its_cells_and_cuts_no_gap(language: str) -> None:
    found = score([GDP, RETAIL, FAI, JOBS])
    assert found is not None
    names = Names(Strings(language), short=True)
    whole = "".join(piece.text for piece in score_line(found, names, Look(), 120))
    assert "−13" in whole
    assert "−1" in whole.replace("−13", "")
    narrow = "".join(piece.text for piece in score_line(found, names, Look(), 50))
    assert whole.startswith(narrow)
    assert width(narrow) <= 50


@pytest.mark.parametrize("far", [2030, 2035])
def test_an_outcome_of_years_to_come_does_not_move_the_board(far: int) -> None:
    place = Place("350582", "晋江市", "county", "350500", 3, 16, 3, 16)
    misread = series("urbanisation_rate", **{f"y{far}": (None, 80.8, "not stated")})
    board = Board(place, (GDP, misread), frozenset({2022, 2023, 2024}), (), ())
    model, column = board_model(board, Names(Strings("en")), Look(), tiny=True)
    assert model.columns[column].id == "2024", "the year whose targets are awaited"
    assert model.rows[0].data.indicator == "gdp"
