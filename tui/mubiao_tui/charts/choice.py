"""What can be drawn beside a series, and what is said instead of what cannot: nothing is left out without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mubiao_tui.charts.plot import Curve, Plot, Step
from mubiao_tui.output.formats import grouped

if TYPE_CHECKING:
    from mubiao.queries.comparisons.curves import Programme
    from mubiao_tui.strings import Strings

LARGER = 10
"""So many times as large or small as a series another is not drawn beside it: one of them would be a flat line."""

FEWEST = 5
"""So many years are seen of what is drawn beside a series, however few it has itself."""

LONGER = 3
"""So many times as large as a series a level of several years is the sum of them, not what is reached in the end."""


def beside(own: Curve, others: Iterable[Curve], strings: Strings) -> tuple[list[Curve], list[str]]:
    """The series that are drawn, in the years of the own one, and why others are not."""
    drawn, left_out, years = [own], [], window(own.years)
    for whole in others:
        other = within(whole, years)
        times = ratio(other.values, own.values)
        if not other.values:
            left_out.append(f"{other.label}: {strings.text('chart.none')}")
        elif times is None or 1 / LARGER <= times <= LARGER:
            drawn.append(other)
        else:
            said = grouped(float(f"{max(times, 1 / times):.2g}"))
            key = "chart.larger" if times > 1 else "chart.smaller"
            left_out.append(strings.text(key, name=other.label, times=said))
    return drawn, left_out


def steps(
    several: Sequence[Programme], other: int, own: Curve, measure: str, strings: Strings, *, asked: bool = True
) -> tuple[list[Step], list[str]]:
    """The targets of several years that are drawn, and how many are not. other: those that are of another scale.

    asked: it is said that there is none.
    """
    drawn = []
    for one in several:
        times = ratio([one.value], own.values)
        if measure != "level" or times is None or times <= LONGER:
            drawn.append(Step(one.first, one.last, one.value))
        else:
            other += 1
    if other:
        return drawn, [strings.text("chart.other_scale", count=other)]
    return drawn, [] if drawn or not asked else [strings.text("chart.no_programme")]


def window(years: Collection[int]) -> range:
    """The years that a series is seen in: its own, and where they are few those around them."""
    if not years:
        return range(0)
    first, last = min(years), max(years)
    around = max(-(-(FEWEST - (last - first + 1)) // 2), 0)
    return range(first - around, last + around + 1)


APART = 4
"""Cells from a year to the next in which three series stand beside each other, and a blank."""

SIDES = 12
"""Cells of a chart beside its years, about."""


def with_room(plot: Plot, cells: int) -> Plot:
    """The plot of several series in as many years as these have room in, the marked one among them: the last, or those
    around it. All where none is marked, as nobody could go to the others."""
    whole = plot.years
    if plot.year is None or plot.year not in whole or len(plot.curves) < 2:
        return plot
    if len(whole) <= (cells - SIDES) // (APART - 1) + 1:
        return plot
    room = max((cells - SIDES) // APART + 1, 2)
    first = max(min(whole[-1] - room + 1, plot.year - room // 2), whole[0])
    part = range(first, first + room)
    steps = tuple(step for step in plot.steps if step.first <= part[-1] and step.last >= part[0])
    return replace(plot, curves=tuple(within(one, part) for one in plot.curves), steps=steps, part=part)


def within(curve: Curve, years: range) -> Curve:
    """A series in those years alone: seventy years of the country would press ten of a county together."""
    sides = ({y: v for y, v in held.items() if y in years} for held in (curve.outcomes, curve.targets))
    return Curve(curve.kind, curve.label, *sides)


def ratio(values: Collection[float], own: Collection[float]) -> float | None:
    """How many times as large the largest of the values is as that of a series; None where one of them is nought."""
    most, ours = max(map(abs, values), default=0.0), max(map(abs, own), default=0.0)
    return most / ours if most and ours else None
