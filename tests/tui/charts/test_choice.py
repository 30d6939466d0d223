"""What is drawn beside a series: in its years, of its size, and a word for what is not."""

from __future__ import annotations

import pytest

from mubiao.queries.comparisons.curves import Programme
from mubiao_tui.charts.choice import beside, ratio, steps, window, with_room
from mubiao_tui.charts.draw import draw
from mubiao_tui.charts.plot import OWN, PARENT, SIBLINGS, Curve, Plot, Step, signs
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


def crowd(year: int | None) -> Plot:
    """Three series of thirty years that lie close to each other, and two programmes."""
    years = range(1997, 2027)
    curves = [
        Curve(kind, kind, {y: 5 + (y + n) % 3 for y in years}, {y: 5.0 + y % 2 for y in years})
        for n, kind in enumerate((OWN, PARENT, SIBLINGS))
    ]
    return Plot("", tuple(curves), steps=(Step(2000, 2005, 7.0), Step(2001, 2020, 8.0)), year=year)


@pytest.mark.parametrize(
    ("year", "cells", "part"),
    [
        (2026, 76, range(2010, 2027)),
        (2018, 76, range(2010, 2027)),
        (2015, 76, range(2007, 2024)),
        (1998, 76, range(1997, 2014)),
        (2026, 100, None),
        (None, 76, None),
        (2030, 76, None),
    ],
)
def test_several_series_are_seen_in_years_that_have_room(year: int | None, cells: int, part: range | None) -> None:
    plot = with_room(crowd(year), cells)
    assert plot.part == part
    assert part is None or (year in part and {*plot.curves[1].years} == {*part})


def test_no_series_hides_another_where_there_is_room() -> None:
    drawn = ["".join(bit.text for bit in line) for line in draw(with_room(crowd(2015), 76), signs(plain=False), 76, 12)]
    assert "◎" not in "".join(drawn) and "◆" in "".join(drawn)
    whole = "".join(bit.text for line in draw(crowd(2015), signs(plain=False), 76, 12) for bit in line)
    assert "◎" in whole  # in all years at once there is none
    # Of the programme of 2001 to 2020 the begin is out of sight; that of 2000 to 2005 is no more there.
    assert sum(line.count("┣") + line.count("┫") for line in drawn) == 1


def test_one_series_keeps_all_its_years() -> None:
    alone = Plot("", (crowd(2026).curves[0],), year=2026)
    assert with_room(alone, 60) is alone
