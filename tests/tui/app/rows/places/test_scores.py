"""The score of a place: its last year with an outcome, the share over the years, the worst gaps, and its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mubiao.queries.records import Place, Point, Series
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.places.scores import gap_line, lines, score, title_line
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


def test_a_missed_headline_indicator_comes_before_a_larger_gap_of_another() -> None:
    found = score([series("high_tech_enterprises", y2023=(100, 10, "missed")), RETAIL])
    assert found is not None
    assert [item.indicator for item, _ in found.missed] == ["retail_sales", "high_tech_enterprises"]


@pytest.mark.parametrize("said", [[], [TOLD]])
def test_no_score_where_nothing_was_promised(said: list[Series]) -> None:
    assert score(said) is None


def test_targets_without_an_outcome_are_counted_all_the_same() -> None:
    found = score([JOBS, series("gdp", y2024=(6, None, "open"), y2023=(5, None, "no outcome"))])
    assert found is not None
    assert (found.year, found.counts, found.judged) == (2023, {"no outcome": 2}, 0)
    assert "?2" in text(lines(found, Names(Strings("en")), Look(), 60)[0])


def text(line: Sequence[Piece]) -> str:
    """A line as it is read."""
    return "".join(piece.text for piece in line)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_gaps_take_no_more_than_their_cells_and_none_is_cut(language: str) -> None:
    found = score([GDP, RETAIL, FAI, JOBS])
    assert found is not None
    names = Names(Strings(language), short=True)
    whole = text(gap_line(found, names, Look(), 120))
    assert "−13" in whole
    assert "−1 " in whole
    for cells in range(10, 60):
        narrow = text(gap_line(found, names, Look(), cells))
        assert width(narrow) <= cells
        assert all(part.strip() in whole for part in narrow.split("✗")), "as it is told with more room, or not at all"


def test_a_gap_has_the_last_outcomes_beside_it_where_there_is_room() -> None:
    falls = series("gdp", y2021=(6, 8, "met"), y2022=(6, 5, "missed"), y2023=(6, 4, "missed"))
    found = score([falls])
    assert found is not None
    assert text(gap_line(found, Names(Strings("en"), short=True), Look(), 40)).strip() == "✗ GDP −2 █▃▁"
    assert text(gap_line(found, Names(Strings("en"), short=True), Look(), 11)).strip() == "✗ GDP −2"


@pytest.mark.parametrize(
    ("indicator", "unit", "gap", "said"),
    [("high_tech_enterprises", "家", (300, 128), "−172 家"), ("fdi_actual", "美元", (2e9, 1.5e9), "−500m 美元")],
)
def test_a_gap_of_an_amount_has_its_unit(indicator: str, unit: str, gap: tuple[float, float], said: str) -> None:
    item = series(indicator, y2023=(*gap, "missed"))
    found = score([replace(item, measure="level", unit=unit)])
    assert found is not None
    assert said in text(gap_line(found, Names(Strings("en"), short=True), Look(), 60))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["晋江市", "海北藏族自治州门源回族自治县", "长" * 40])
def test_the_title_tells_what_it_has_room_for_and_nothing_by_half(name: str, language: str) -> None:
    place = Place("350582", name, "county", "350500", 3, 16_000, 3, 16_000)
    names = Names(Strings(language))

    def told(cells: int) -> list[str]:
        line = text(title_line(place, "泉州市", 12, names, cells))
        assert width(line) <= max(cells, width(name) + 1)
        return [part.strip() for part in line.removeprefix(f" {name}").split(" · ") if part]

    whole = told(300)
    for cells in range(12, 200, 3):
        assert set(told(cells)) <= set(whole)
    assert "12" in whole[-1], "the doubts are said last, and are the last to go"
