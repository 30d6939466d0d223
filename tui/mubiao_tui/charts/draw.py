"""A chart in lines of so many cells, and the legend that tells its signs."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from mubiao_tui.charts.canvas import Canvas
from mubiao_tui.charts.plot import OWN, PARENT, SIBLINGS, Bit, Curve, Plot, Signs, meanings
from mubiao_tui.charts.scale import columns, labels, levels, runs, shortened, span, ticks, width

LEAST = (24, 5)
"""Cells and lines below which there is no chart."""

BESIDE = {OWN: 0, PARENT: -1, SIBLINGS: 1}
"""Where a series stands beside the middle of its year, where there is room: none hides another."""

BEFORE = {OWN: 0, PARENT: -1, SIBLINGS: -1}
"""The same where years are two cells apart: a cell after the middle would be one before the next year."""

TOGETHER = dict.fromkeys(BESIDE, 0)
"""The same where there is no room at all."""


class Words(NamedTuple):
    """The words of a legend, in the language of who reads it."""

    outcome: str
    target: str
    several: str  # points of more than one series in one place
    programme: str  # a target of several years


def draw(plot: Plot, signs: Signs, cells: int, height: int, language: str = "en") -> list[list[Bit]]:
    """The chart in lines. Empty where there is no room or nothing to plot. language: zh or en, for the figures."""
    return _built(plot, signs, cells, height, language)[0]


def chart(
    plot: Plot, signs: Signs, words: Words, cells: int, height: int, language: str = "en"
) -> tuple[list[list[Bit]], list[list[Bit]]]:
    """Legend and chart, both together in `height` lines."""
    met: frozenset[str] = frozenset()
    while True:  # the more the legend tells, the less room there is, and the more may meet
        told = legend(plot, signs, words, cells, met)
        drawn, found = _built(plot, signs, cells, height - len(told), language)
        if found <= met:
            return told, drawn
        met |= found


def _built(plot: Plot, signs: Signs, cells: int, height: int, language: str) -> tuple[list[list[Bit]], frozenset[str]]:
    if cells < LEAST[0] or height < LEAST[1] or not plot.values:
        return [], frozenset()
    low, high = span(plot.values)
    inner = height - 2  # below the canvas stand its foot and the years

    def at(value: float) -> float:
        return (high - value) / (high - low) * (inner - 1)

    named = {round(at(level)): level for level in levels(low, high, inner)}
    said = dict(zip(named, labels(list(named.values()), language), strict=True))
    margin = max(map(width, said.values()), default=0)
    room = cells - margin - 2
    canvas = Canvas(room, inner, signs)
    places = columns(plot.years, room)
    if min(plot.values) < 0 < high:
        canvas.across(round(at(0)))
    if plot.year is not None and plot.marked:
        canvas.down(places[plot.year])
    apart = (room - 5) // (len(plot.years) - 1) if len(plot.years) > 1 else room
    shifts = BESIDE if apart >= len(BESIDE) else BEFORE if apart >= 2 else TOGETHER
    for curve in plot.curves:
        shift = shifts[curve.kind]
        if curve.kind == OWN:
            for years in runs(sorted(curve.outcomes)):
                ends = [(at(curve.outcomes[year]), places[year]) for year in years]
                for begin, end in itertools.pairwise(ends):
                    canvas.line(begin, end)
        for which, held in enumerate((curve.outcomes, curve.targets)):
            for year, value in held.items():
                canvas.point(round(at(value)), places[year] + shift, curve.kind, which)
    for step in plot.steps:
        first, last = max(step.first, plot.years[0]), min(step.last, plot.years[-1])
        whole = (step.first == first, step.last == last)
        canvas.step(round(at(step.value)), places[first], places[last], whole)
    return [*_sides(canvas, said, margin, signs), *_foot(plot, places, room, margin, signs)], canvas.met


def _sides(canvas: Canvas, said: Mapping[int, str], margin: int, signs: Signs) -> list[list[Bit]]:
    lines = []
    for row in range(canvas.height):
        label = said.get(row, "")
        side = " " * (margin - width(label)) + label + " "
        lines.append([Bit(side), Bit(signs.tick if label else signs.side, "dim"), *canvas.drawn(row)])
    return lines


def _foot(plot: Plot, places: Mapping[int, int], room: int, margin: int, signs: Signs) -> list[list[Bit]]:
    named = [" "] * room
    for year in ticks(plot.years, room):
        text = str(year)
        begin = min(max(places[year] - len(text) // 2, 0), room - len(text))
        named[begin : begin + len(text)] = text
    foot = " " * (margin + 1)
    return [
        [Bit(foot), Bit(signs.corner + signs.foot * room, "dim")],
        [Bit(f"{foot} {''.join(named)}".rstrip())],
    ]


def legend(plot: Plot, signs: Signs, words: Words, cells: int, met: Collection[str] = frozenset()) -> list[list[Bit]]:
    """What is plotted and what the signs mean, in as many lines of so many cells as it takes.

    met: the signs of points that meet, as far as there are any.
    """
    unit = f" {plot.unit}" if plot.unit else ""
    title = shortened(plot.title, cells - width(unit), signs.more)  # a name may be cut, what is measured never is
    entries: list[list[Bit]] = [[Bit(title + unit, "bold")]] if title + unit else []
    for curve in plot.curves:
        entries += _entries(curve, signs, words, met)
    if plot.steps:
        entries.append([Bit(f"{signs.step} {words.programme}", "target")])
    if signs.several in met:
        entries.append([Bit(f"{signs.several} {words.several}", "bold")])
    if plot.marked:
        entries.append([Bit(f"{signs.cursor} {plot.year}", "dim")])
    entries += [[Bit(text, "dim")] for text in plot.left_out]
    return _wrapped(entries, cells)


def _entries(curve: Curve, signs: Signs, words: Words, met: Collection[str]) -> list[list[Bit]]:
    outcome, target, both = (Bit(sign, role) for sign, role in meanings(signs.trios[curve.kind], curve.kind))
    kept = [outcome] * bool(curve.outcomes) + [target] * bool(curve.targets) + [both] * (both.text in met)
    if curve.kind != OWN:
        return [[Bit("".join(bit.text for bit in kept) + f" {curve.label}", outcome.role)]] if kept else []
    said = {outcome: words.outcome, target: words.target, both: f"{words.outcome}={words.target}"}
    return [[Bit(f"{bit.text} {said[bit]}", bit.role)] for bit in kept]


def _wrapped(entries: Sequence[Sequence[Bit]], cells: int) -> list[list[Bit]]:
    """The entries two spaces apart, none of them parted."""
    lines: list[list[Bit]] = [[]]
    used = 0
    for entry in entries:
        long = sum(width(bit.text) for bit in entry)
        if used and used + 2 + long > cells:
            lines.append([])
            used = 0
        if used:
            lines[-1].append(Bit("  "))
        lines[-1] += entry
        used += long + 2 * bool(used)
    return lines
