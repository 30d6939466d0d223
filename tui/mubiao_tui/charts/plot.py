"""What a chart shows: plain values, and the signs that tell them apart without colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

OWN, PARENT, SIBLINGS = "own", "parent", "siblings"


class Bit(NamedTuple):
    """Text of a chart and what it means; the explorer gives each meaning a colour."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A series: figures by year. kind: OWN, PARENT or SIBLINGS."""

    kind: str
    label: str
    outcomes: Mapping[int, float] = field(default_factory=dict)
    targets: Mapping[int, float] = field(default_factory=dict)

    @property
    def values(self) -> list[float]:
        """Every figure."""
        return [*self.outcomes.values(), *self.targets.values()]

    @property
    def years(self) -> set[int]:
        """Every year with a figure."""
        return {*self.outcomes, *self.targets}


class Step(NamedTuple):
    """A target of several years: one height from its first year to its last."""

    first: int
    last: int
    value: float


@dataclass(frozen=True, slots=True)
class Plot:
    """What is plotted: the series of a place first, others beside it, targets of several years; `year` is marked.

    left_out: what was asked for and cannot be drawn, in words. part: the years that are shown, where not all are.
    """

    title: str
    curves: tuple[Curve, ...]
    unit: str = ""
    steps: tuple[Step, ...] = ()
    year: int | None = None
    left_out: tuple[str, ...] = ()
    part: range | None = None

    @property
    def years(self) -> range:
        """From the first year with a figure to the last, those without one too; or the part that is shown."""
        if self.part is not None:
            return self.part
        held = {year for curve in self.curves for year in curve.years}
        # A programme reaches further than the reports do, not further than its own years.
        held |= {year for step in self.steps for year in (step.first, step.last)}
        return range(min(held), max(held) + 1) if held else range(0)

    @property
    def values(self) -> list[float]:
        """Every figure."""
        return [*(v for curve in self.curves for v in curve.values), *(step.value for step in self.steps)]

    @property
    def marked(self) -> bool:
        """Whether the year to mark is one of those that are shown."""
        return self.year in self.years


class Trio(NamedTuple):
    """The signs of a series: an outcome, a target, and both at one height."""

    outcome: str
    target: str
    both: str


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a chart; each is one cell wide."""

    trios: Mapping[str, Trio]
    several: str  # points of different series in one cell
    step: str  # begin, middle and end of a target of several years
    cursor: str
    zero: str
    tick: str
    side: str
    corner: str
    foot: str
    more: str  # stands for what is left out of a name
    dots: str = ""  # what a line is drawn with; empty for braille


_DRAWN = Signs(
    {OWN: Trio("●", "○", "◉"), PARENT: Trio("◆", "◇", "◈"), SIBLINGS: Trio("■", "□", "▣")},
    "◎", "┣━┫", "┊", "╌", "┤", "│", "└", "─", "…",
)  # fmt: skip
_ASCII = Signs(
    {OWN: Trio("o", "x", "@"), PARENT: Trio("*", "+", "&"), SIBLINGS: Trio("#", "~", "$")},
    "?", "[=]", ":", "-", "+", "|", "+", "-", "~", ".",
)  # fmt: skip


def signs(*, plain: bool) -> Signs:
    """The signs for a terminal. plain: ASCII only."""
    return _ASCII if plain else _DRAWN


ROLES = {OWN: ("actual", "target", "bold"), PARENT: ("plan", "plan", "plan"), SIBLINGS: ("zone", "zone", "zone")}
"""What the signs of a series mean, in the order of a trio."""


def meanings(trio: Trio, kind: str) -> Iterator[tuple[str, str]]:
    """Each sign of a series with its role."""
    yield from zip(trio, ROLES[kind], strict=True)
