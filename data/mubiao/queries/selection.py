"""Which facts count: plain values, which know of no database and no terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facts count. Every field narrows; an empty selection is every fact of the database."""

    region: str | None = None  # region code
    region_name: str | None = None  # how it is called, for chips and commands
    below: bool = True  # with the places inside it
    sector: str | None = None
    subsector: str | None = None
    indicator: str | None = None
    measure: str | None = None
    claim: str | None = None
    years: tuple[int, int] | None = None  # first and last, both included
    document: str | None = None
    reviewed: str | None = None  # accepted, rejected, corrected, none
    text: str = ""  # what was typed: a condition or words
    conditions: tuple[str, ...] = ()  # further conditions in SQL, from going into a row
    facts: tuple[str, ...] = ()  # only these, in a pipe that brought their ids

    @property
    def empty(self) -> bool:
        """Whether it is every fact."""
        return self == Selection(below=self.below)

    @property
    def unfiltered(self) -> Selection:
        """Everything again; in a pipe that brought the ids of facts, everything that it brought."""
        return Selection(below=self.below, facts=self.facts)

    def chips(self) -> tuple[str, ...]:
        """The names of the fields that narrow, in the order in which they are shown."""
        names = ("region", "sector", "subsector", "indicator", "measure", "claim", "years", "document", "reviewed")
        last = ("text", "conditions")
        return tuple(n for n in names if getattr(self, n) is not None) + tuple(n for n in last if getattr(self, n))

    def without(self, name: str) -> Selection:
        """The same selection with one field free again."""
        if name == "region":
            return replace(self, region=None, region_name=None)
        changes: dict[str, Any] = {name: "" if name == "text" else () if name == "conditions" else None}
        return replace(self, **changes)


LEVELS = ("province", "prefecture", "county")
"""The levels that places are set beside each other by; more come from the place that a comparison begins with."""

VALUES = ("outcome", "target", "gap")
"""What places are set beside each other by."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One series over many places: of what, in which year, and among which of them."""

    region: str  # code of the place that it begins with
    indicator: str
    measure: str
    unit: str | None = None
    scope: str | None = None
    year: int = 0
    level: str = ""  # of LEVELS; empty: the places of its own level beside it, inside the place above
    value: str = "outcome"  # of VALUES
    places: tuple[str, ...] = ()  # region codes of those that were chosen; they are meant where no level is


@dataclass(frozen=True, slots=True)
class Beside:
    """Places side by side, whatever is known of them."""

    places: tuple[str, ...]  # region codes, in the order in which they were chosen
    year: int = 0  # of every line; 0: of each the one that most of the places know
    value: str = "outcome"  # of VALUES
    lone: bool = False  # what one place knows alone is shown too
