"""A series plotted over the years: outcomes as a line with filled points, targets as open ones, the parent's beside.

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
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look

_LOCK = threading.Lock()  # plotext has one figure for the whole process


@dataclass(frozen=True, slots=True)
class Plot:
    """What is plotted: the series of a place and, if wanted, that of the place above."""

    label: str
    own: Series
    parent_label: str = ""
    parent: Series | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """The sign of each kind of point."""

    outcome: str
    target: str
    parent_outcome: str
    parent_target: str
    line: str


def signs(look: Look) -> Signs:
    """Signs that this terminal shows one cell wide."""
    return Signs("o", "x", "*", "+", ".") if look.plain else Signs("●", "○", "◆", "◇", "braille")


def draw(plot: Plot, look: Look, cells: int, height: int, language: str = "en") -> list[Line]:
    """The chart in lines of pieces. Empty where there is no room or nothing to plot.

    language: zh or en, for the figures of the axis.
    """
    if cells < 24 or height < 5 or not plot.own.years:
        return []
    text = _build(plot, signs(look), cells, height, language)
    roles = _roles(signs(look))
    return [_coloured(line, roles) for line in text.splitlines()[:height]]


def _build(plot: Plot, sign: Signs, cells: int, height: int, language: str) -> str:
    import plotext

    with _LOCK:
        plotext.clear_figure()
        plotext.limit_size(False, False)  # before a size is asked for, or it is cut to the terminal that plotext sees
        plotext.plot_size(cells, height)
        plotext.theme("clear")
        if sign.line == ".":
            # Box drawing is not asked for where only ASCII holds.
            plotext.frame(False)
        pairs = [(plot.parent, sign.parent_outcome, sign.parent_target), (plot.own, sign.outcome, sign.target)]
        for series, outcome, target in pairs:
            if series is None:
                continue
            years = sorted(series.outcomes)
            if len(years) > 1 and series is plot.own:
                plotext.plot(years, [series.outcomes[y].value for y in years], marker=sign.line)
            if years:
                plotext.scatter(years, [series.outcomes[y].value for y in years], marker=outcome)
            if series.targets:
                aims = sorted(series.targets)
                plotext.scatter(aims, [series.targets[y].value for y in aims], marker=target)
        ticks = _ticks(sorted({*plot.own.years, *(plot.parent.years if plot.parent else ())}), cells)
        levels = _levels(plot, height)
        plotext.ylim(*_range(plot))
        plotext.yticks(levels, labels(levels, language))
        plotext.xticks(ticks, [str(year) for year in ticks])
        built = plotext.uncolorize(plotext.build())
    return str(built).replace(_SECOND, "")


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
    return {sign.outcome: "actual", sign.target: "target", sign.parent_outcome: "plan", sign.parent_target: "plan"}


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
    pieces = [
        Piece(bar * 2, "rule"),
        Piece(f" {plot.label} ", "bold"),
        Piece(f" {sign.outcome} {outcome}", "actual"),
        Piece(f"  {sign.target} {target} ", "target"),
    ]
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
