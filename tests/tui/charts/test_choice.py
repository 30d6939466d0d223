"""What is drawn beside a series: in its years, of its size, and a word for what is not."""

from __future__ import annotations

import pytest

from mubiao.queries.curves import Programme
from mubiao_tui.charts.choice import beside, ratio, steps, window
from mubiao_tui.charts.plot import OWN, PARENT, Curve, Step
from mubiao_tui.strings import Strings

EN = Strings("en")
OURS = Curve(OWN, "", {2015: 8.0, 2020: 4.0}, {2016: 7.0})


@pytest.mark.parametrize(
    ("years", "seen"),
    [
        ([], range(0)),
        ([2024], range(2022, 2027)),
        ([2020, 2021], range(2018, 2024)),
        ([2010, 2024], range(2010, 2025)),
    ],
)
def test_the_years_of_a_series_are_the_window(years: list[int], seen: range) -> None:
    assert window(years) == seen


@pytest.mark.parametrize(
    ("outcomes", "drawn", "said"),
    [
        ({2015: 9.0}, {2015: 9.0}, None),
        ({1990: 12.0, 2016: 9.0}, {2016: 9.0}, None),
        ({1990: 12.0}, None, "Above: has no such series"),
        ({}, None, "Above: has no such series"),
        ({2015: 800.0}, None, "Above: 100 times as large, not drawn"),
        ({2015: 0.5}, None, "Above: 16 times as small, not drawn"),
        ({2015: 0.0}, {2015: 0.0}, None),
    ],
)
def test_what_is_drawn_beside_it(outcomes: dict[int, float], drawn: dict[int, float] | None, said: str | None) -> None:
    curves, left_out = beside(OURS, [Curve(PARENT, "Above", outcomes)], EN)
    assert [dict(curve.outcomes) for curve in curves[1:]] == ([] if drawn is None else [drawn])
    assert left_out == ([] if said is None else [said])


def test_targets_of_several_years_are_drawn_where_they_are_of_the_size_of_single_ones() -> None:
    yearly = [Programme(2016, 2020, 7.5)]
    assert steps(yearly, 0, OURS, "growth", EN) == ([Step(2016, 2020, 7.5)], [])
    assert steps(yearly, 2, OURS, "growth", EN)[1] == ["2 targets of several years of another scale, not drawn"]
    summed = [Programme(2016, 2020, 9.0), Programme(2016, 2020, 40.0)]
    drawn, said = steps(summed, 0, OURS, "level", EN)
    assert drawn == [Step(2016, 2020, 9.0)] and said == ["1 target of several years of another scale, not drawn"]
    assert steps([], 0, OURS, "growth", EN) == ([], ["no target of several years"])
    assert steps([], 0, OURS, "growth", EN, asked=False) == ([], [])


def test_nought_is_of_no_size() -> None:
    assert ratio([0.0], [5.0]) is None and ratio([5.0], []) is None
    assert ratio([-10.0], [5.0]) == 2.0
