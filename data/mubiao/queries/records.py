"""What the panes are given: small frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mubiao.passage import Passage


@dataclass(frozen=True, slots=True)
class Overview:
    """The database at a glance."""

    name: str
    documents: int
    facts: int
    stamp: str
    writable: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the tree. `facts` are of the place itself, `facts_below` with all places inside it."""

    code: str
    name: str
    level: str
    parent: str | None
    documents: int
    facts: int
    documents_below: int
    facts_below: int


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a series in one year, and the fact that states it."""

    value: float
    high: float | None
    qualifier: str
    claim: str
    fact: str
    words: str = ""  # the wording as printed: 力争…左右


SeriesKey = tuple[str, str, str, str]
"""Indicator, measure, unit and scope."""


@dataclass(frozen=True, slots=True)
class Series:
    """What a place reports of an indicator: per year the best outcome and the target, and how they stand."""

    indicator: str
    measure: str
    unit: str
    outcomes: dict[int, Point]
    targets: dict[int, Point]
    words: dict[int, str]  # the targets that have no figure, as printed: 高于全省平均水平
    verdicts: dict[int, str]
    scope: str = ""  # what is told apart under one indicator: 新增 beside what there is, a rank within 全省

    @property
    def years(self) -> list[int]:
        """Every year with a figure."""
        return sorted({*self.outcomes, *self.targets})

    @property
    def said(self) -> list[int]:
        """Every year that is spoken of, in figures or in words."""
        return sorted({*self.outcomes, *self.targets, *self.words})


@dataclass(frozen=True, slots=True)
class Board:
    """How one place stands."""

    place: Place
    series: tuple[Series, ...]
    reports: frozenset[int]  # the years whose report is there
    sectors: tuple[SectorCount, ...]
    documents: tuple[dict[str, Any], ...]


class Counted:
    """Targets by what came of them."""

    __slots__ = ()
    targets: int
    met: int
    missed: int
    about: int

    @property
    def unknown(self) -> int:
        """Targets without an outcome."""
        return self.targets - self.met - self.missed - self.about

    @property
    def share(self) -> float | None:
        """Of the targets that were met or missed, how many were met; None where neither is known."""
        judged = self.met + self.missed
        return self.met / judged if judged else None


@dataclass(frozen=True, slots=True)
class Standing(Counted):
    """How a place did with its targets of a year: the last of which an outcome is known, else that of most targets."""

    code: str
    year: int
    targets: int
    met: int
    missed: int
    about: int


@dataclass(frozen=True, slots=True)
class Promised(Counted):
    """What came of the targets for an indicator, of all places and years together."""

    indicator: str
    measure: str
    targets: int
    met: int
    missed: int
    about: int


@dataclass(frozen=True, slots=True)
class Around:
    """What is told beside a place's board."""

    code: str
    inside: tuple[Place, ...]  # the places inside it that have documents, in tree order
    standings: dict[str, Standing]  # of those of which a target is known, by code
    doubts: int


@dataclass(frozen=True, slots=True)
class SectorCount:
    """Facts of a sector (or subsector) by claim."""

    sector: str
    subsector: str | None
    claims: dict[str, int]

    @property
    def total(self) -> int:
        """Facts of any claim."""
        return sum(self.claims.values())


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of facts: place × sector."""

    places: tuple[tuple[str, str], ...]  # code, name
    sectors: tuple[str, ...]
    counts: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read: its text if it is there, its outline, and its facts in text order."""

    document: dict[str, Any]
    text: str | None
    sections: tuple[dict[str, Any], ...]
    facts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact with where it stands: the quantity is `passage.sentence[start:end]`. No passage: the text is not there."""

    fact: dict[str, Any]
    document: dict[str, Any]
    passage: Passage | None
    start: int = 0
    end: int = 0
    notes: tuple[str, ...] = ()
