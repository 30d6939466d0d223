"""The chart: points where the figures are, told apart without colours."""

from __future__ import annotations

import pytest

from mubiao.queries.records import Point, Series
from mubiao_tui.app.drawing.chart import Plot, draw, labels, legend, runs
from mubiao_tui.app.drawing.paint import wide
from mubiao_tui.app.drawing.theme import Look


def series(outcomes: dict[int, float], targets: dict[int, float]) -> Series:
    def points(values: dict[int, float], claim: str) -> dict[int, Point]:
        return {year: Point(value, None, "exact", claim, f"f-{year}-1") for year, value in values.items()}

    return Series("gdp", "growth", "%", points(outcomes, "actual"), points(targets, "target"), {}, {})


OWN = series({2020: 3.3, 2021: 8.0, 2022: 4.7}, {2021: 7.5, 2022: 6.5, 2023: 6.0})
PARENT = series({2021: 5.0}, {2022: 5.5})


def text(plot: Plot, look: Look, cells: int = 80, height: int = 12) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in draw(plot, look, cells, height))


def test_outcomes_and_targets_have_signs_of_their_own() -> None:
    drawn = text(Plot("x", OWN), Look())
    assert drawn.count("●") == 3
    assert drawn.count("○") == 3
    assert "2020" in drawn and "2023" in drawn


def test_the_parent_is_told_apart() -> None:
    drawn = text(Plot("x", OWN, "福建省", PARENT), Look())
    assert drawn.count("◆") == 1
    assert drawn.count("◇") == 1
    assert "福建省" in "".join(p.text for p in legend(Plot("x", OWN, "福建省", PARENT), Look(), "outcome", "target"))


@pytest.mark.parametrize("look", [Look(ascii=True), Look(wide=True)])
def test_ascii_is_ascii(look: Look) -> None:
    drawn = text(Plot("x", OWN, "p", PARENT), look)
    assert drawn.isascii(), set(drawn) - set(map(chr, range(128)))
    assert drawn.count("o") >= 3 and drawn.count("x") == 3


@pytest.mark.parametrize(("cells", "height"), [(24, 5), (80, 12), (200, 40)])
def test_it_never_takes_more_room_than_it_has(cells: int, height: int) -> None:
    lines = draw(Plot("x", OWN), Look(), cells, height)
    assert 0 < len(lines) <= height
    assert max(wide(line) for line in lines) == cells, "and takes what it has"
    assert all(wide(line) <= cells for line in lines)


@pytest.mark.parametrize(("cells", "height"), [(10, 12), (80, 3)])
def test_without_room_there_is_no_chart(cells: int, height: int) -> None:
    assert draw(Plot("x", OWN), Look(), cells, height) == []


def test_one_point_and_none() -> None:
    assert "○" in text(Plot("x", series({}, {2024: 6.0})), Look())
    assert draw(Plot("x", series({}, {})), Look(), 80, 12) == []


LARGE = series({2020: 4.2e11, 2021: 5.1e11, 2022: 6.3e11}, {2023: 7e11})


@pytest.mark.parametrize(("language", "said"), [("zh", "5,000亿"), ("en", "500bn")])
def test_the_figures_of_the_axis_are_written_as_in_the_tables(language: str, said: str) -> None:
    lines = draw(Plot("x", LARGE), Look(), 80, 12, language)
    drawn = ["".join(piece.text for piece in line) for line in lines]
    assert any(line.strip().startswith(said) for line in drawn), drawn
    assert "e+" not in "".join(drawn)
    assert all(wide(line) == 80 for line in lines if "│" in "".join(p.text for p in line)), "the frame is straight"


@pytest.mark.parametrize(
    "levels", [[1e8 + n * 1000.0 for n in range(5)], [0.1 * n for n in range(8)], [-2.0, 0.0, 2.0]]
)
def test_no_two_figures_of_the_axis_are_the_same(levels: list[float]) -> None:
    assert len(set(labels(levels, "zh"))) == len(levels)


@pytest.mark.parametrize(
    ("years", "pieces"),
    [([], []), ([2020], []), ([2020, 2021], [[2020, 2021]]), ([2018, 2020, 2021, 2023], [[2020, 2021]])],
)
def test_no_line_goes_over_a_missing_year(years: list[int], pieces: list[list[int]]) -> None:
    assert runs(years) == pieces


def test_a_gap_is_seen() -> None:
    gap = text(Plot("x", series({2010: 1.0, 2020: 9.0}, {})), Look())
    whole = text(Plot("x", series({year: float(year - 2009) for year in range(2010, 2021)}, {})), Look())
    assert not any("\u2801" <= c <= "\u28ff" for c in gap)
    assert any("\u2801" <= c <= "\u28ff" for c in whole)


@pytest.mark.parametrize(("look", "both"), [(Look(), "◉"), (Look(ascii=True), "@")])
def test_outcome_and_target_in_one_cell_have_a_third_sign(look: Look, both: str) -> None:
    met = series({2020: 5.0, 2021: 6.0}, {2020: 5.0, 2021: 9.0})
    assert text(Plot("x", met), look).count(both) == 1
    assert both in "".join(p.text for p in legend(Plot("x", met), look, "outcome", "target"))
    assert both not in text(Plot("x", series({2020: 5.0, 2021: 6.0}, {2020: 9.0})), look)


def test_the_year_of_the_cursor_and_the_unit_are_told() -> None:
    plot = Plot("x", OWN, year=2021)
    assert text(plot, Look()).count("┊") > 3
    said = "".join(p.text for p in legend(plot, Look(), "outcome", "target"))
    assert "┊ 2021" in said and "%" in said
    assert "┊" not in text(Plot("x", OWN, year=1999), Look())


@pytest.mark.parametrize("value", [0.001, 1.0, 1e13])
def test_one_point_of_any_size(value: float) -> None:
    drawn = text(Plot("名" * 40, series({2024: value}, {}), year=2024), Look(), 40, 8)
    assert drawn.count("●") == 1
