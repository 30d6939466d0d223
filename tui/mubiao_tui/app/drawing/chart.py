"""A series plotted over the years: outcomes as a line with filled points, targets as open ones, the parent's beside.

The line is broken where a year has no outcome, and what falls into one cell as outcome and target has a third sign.

plotext draws it; it is imported when the first chart is shown, and not before (45 ms that a session without charts
does not pay). It draws without colours: what a point is, its sign says; the colours are laid over by sign.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mubiao.queries.records import Series
from mubiao_tui.app.drawing.bars import Bar
from mubiao_tui.app.drawing.figures import number
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line, width
from mubiao_tui.app.drawing.theme import Look

_LOCK = threading.Lock()  # plotext has one figure for the whole process


@dataclass(frozen=True, slots=True)
class Plot:
    """What is plotted: the series of a place and, if wanted, that of the place above; `year` is marked."""

    label: str
    own: Series
    parent_label: str = ""
    parent: Series | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """The sign of each kind of point."""

    outcome: str
    target: str
    both: str
    parent_outcome: str
    parent_target: str
    line: str
    cursor: str


def signs(look: Look) -> Signs:
    """Signs that this terminal shows one cell wide."""
    return Signs("o", "x", "@", "*", "+", ".", ":") if look.plain else Signs("●", "○", "◉", "◆", "◇", "braille", "┊")


def draw(plot: Plot, look: Look, cells: int, height: int, language: str = "en") -> list[Line]:
    """The chart in lines of pieces. Empty where there is no room or nothing to plot.

    language: zh or en, for the figures of the axis.
    """
    if cells < 24 or height < 5 or not plot.own.years:
        return []
    sign = signs(look)
    text = _build(plot, sign, cells, height, language)
    if any(year in plot.own.outcomes for year in plot.own.targets):
        # Which points fall into one cell is known once both orders have been drawn.
        text = _together(text, _build(plot, sign, cells, height, language, last="outcome"), sign)
    roles = _roles(sign)
    return [_coloured(line, roles) for line in text.splitlines()[:height]]


def _build(plot: Plot, sign: Signs, cells: int, height: int, language: str, *, last: str = "target") -> str:
    import plotext

    with _LOCK:
        plotext.clear_figure()
        plotext.limit_size(False, False)  # before a size is asked for, or it is cut to the terminal that plotext sees
        plotext.plot_size(cells, height)
        plotext.theme("clear")
        if sign.line == ".":
            # Box drawing is not asked for where only ASCII holds.
            plotext.frame(False)
        if plot.year is not None and plot.own.years[0] <= plot.year <= plot.own.years[-1]:
            plotext.plot([plot.year, plot.year], list(_range(plot)), marker=sign.cursor)
        pairs = [(plot.parent, sign.parent_outcome, sign.parent_target), (plot.own, sign.outcome, sign.target)]
        for series, outcome, target in pairs:
            if series is None:
                continue
            for years in runs(sorted(series.outcomes)) if series is plot.own else ():
                plotext.plot(years, [series.outcomes[y].value for y in years], marker=sign.line)
            points = [(series.outcomes, outcome), (series.targets, target)]
            for held, marker in points if last == "target" else reversed(points):
                if held:
                    plotext.scatter(sorted(held), [held[y].value for y in sorted(held)], marker=marker)
        ticks = _ticks(sorted({*plot.own.years, *(plot.parent.years if plot.parent else ())}), cells)
        levels = _levels(plot, height)
        plotext.ylim(*_range(plot))
        plotext.yticks(levels, labels(levels, language))
        plotext.xticks(ticks, [str(year) for year in ticks])
        built = plotext.uncolorize(plotext.build())
    return str(built).replace(_SECOND, "")


def runs(years: Sequence[int]) -> list[list[int]]:
    """The years in pieces of two or more that follow each other: no line goes over a year that is missing."""
    found: list[list[int]] = []
    for year in years:
        if found and found[-1][-1] == year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return [piece for piece in found if len(piece) > 1]


def _together(first: str, other: str, sign: Signs) -> str:
    pairs = zip(first, other, strict=True)
    return "".join(sign.both if (a, b) == (sign.target, sign.outcome) else a for a, b in pairs)


_SECOND = "\ue000"
"""Stands for the second cell of a wide character: plotext takes a character for a cell."""


def labels(levels: Sequence[float], language: str) -> list[str]:
    """The figures of the axis as those of the tables are written, with as many digits as tell them apart."""
    said: list[str] = []
    for digits in range(4, 13):
        said = [number(level, language, digits=digits) for level in levels]
        if len(set(said)) == len(levels):
            break
    return ["".join(c + _SECOND * (width(c) - 1) for c in text) for text in said]


def _ticks(years: Sequence[int], cells: int) -> list[int]:
    """Round years, not more than there is room for."""
    first, last = years[0], years[-1]
    room = max((cells - 10) // 7, 2)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if (last - first) // s + 1 <= room), 100)
    return [y for y in range(first, last + 1) if y % step == 0] or [first, last]


def _range(plot: Plot) -> tuple[float, float]:
    """A little more than from the lowest to the highest point."""
    held = [plot.own, *([plot.parent] if plot.parent is not None else [])]
    values = [p.value for s in held for p in (*s.outcomes.values(), *s.targets.values())]
    low, high = min(values), max(values)
    margin = (high - low) * 0.04 or 1.0
    return low - margin, high + margin


def _levels(plot: Plot, height: int) -> list[float]:
    """The round figures in the range of the points, a line apart at least."""
    low, high = _range(plot)
    room = max((height - 3) // 2, 2)
    step = next(s for s in _steps((high - low) / 1000) if (high - low) / s <= room)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [n * step for n in range(first, last + 1)]


def _steps(least: float) -> Iterator[float]:
    """1, 2, 5, 10, 20 … times a power of ten, from about `least` on."""
    power = 10.0 ** math.floor(math.log10(least))
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _roles(sign: Signs) -> dict[str, str]:
    named = {sign.outcome: "actual", sign.target: "target", sign.both: "bold", sign.cursor: "dim"}
    return {**named, sign.parent_outcome: "plan", sign.parent_target: "plan"}


def _coloured(line: str, roles: dict[str, str]) -> list[Piece]:
    pieces: list[Piece] = []
    held = ""
    now = ""
    for character in line:
        role = roles.get(character) or (
            "estimate" if "\u2800" <= character <= "\u28ff" else "dim" if character in "─│┌┐└┘┤├┬┴┼" else ""
        )
        if role != now and held:
            pieces.append(Piece(held, now))
            held = ""
        now = role
        held += character
    return [*pieces, Piece(held, now)] if held else pieces


def legend(plot: Plot, look: Look, outcome: str, target: str) -> list[Piece]:
    """What the signs mean, in one line that is the chart's heading too."""
    sign = signs(look)
    bar = look.sign("horizontal")
    unit = f"{one_line(plot.own.unit)} " if plot.own.unit else ""
    pieces = [
        Piece(bar * 2, "rule"),
        Piece(f" {plot.label} ", "bold"),
        Piece(unit, "dim"),
        Piece(f" {sign.outcome} {outcome}", "actual"),
        Piece(f"  {sign.target} {target} ", "target"),
        Piece(f" {sign.both} {outcome}={target} ", "bold"),
    ]
    if plot.year is not None and plot.own.years and plot.own.years[0] <= plot.year <= plot.own.years[-1]:
        pieces.append(Piece(f" {sign.cursor} {plot.year} ", "dim"))
    if plot.parent is not None:
        pieces.append(Piece(f" {sign.parent_outcome} {sign.parent_target} {plot.parent_label} ", "plan"))
    elif plot.parent_label:
        pieces.append(Piece(f" {plot.parent_label} ", "dim"))
    return [*pieces, Piece(bar * 400, "rule")]


class Chart(Bar):
    """The chart below a table."""

    DEFAULT_CSS = "Chart { height: 1fr; }"

    def __init__(self, look: Look, *, id: str) -> None:
        super().__init__(look, id=id)
        self.plot: Plot | None = None
