"""Weighs candidates against one another.

A cue's weight is the logarithm of its odds: how often it named the right value over how often a wrong one, as counted
on documents whose place and year are known (`benchmarks/frame/frame.py`). The weights of the cues for one value add up
as if the cues were independent, which they are not quite; what a margin is worth is therefore counted too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mubiao.regions.table import data_lines

Value = tuple[str | None, str | None] | int | str
"""Of a home its name and its code (a shared name or an unlisted zone has none), of a year the year."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One cue that speaks for one value."""

    aspect: str  # home or year
    value: Value
    cue: str  # an id of tables/frame_cues.csv
    evidence: str  # the words that said so, on one line; empty where many places together did


@dataclass(frozen=True, slots=True)
class Weighed:
    """A value, the sum of the weights of its cues (log-odds), and the cues, the heaviest first."""

    value: Value
    weight: float
    cues: tuple[tuple[Candidate, float], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which value won, and by how much. `ranked` holds all that were proposed, the heaviest first."""

    value: Value | None  # None: nothing was proposed, or nothing weighs enough to be believed
    margin: float  # log-odds over the next value, or over none of them
    certainty: float  # 0 … 1: how often a winner with this margin is right
    ranked: tuple[Weighed, ...] = ()


UNKNOWN = 0.5
"""The weight of a cue that nobody has counted: little more than none."""


class Cue(NamedTuple):
    """A row of tables/frame_cues.csv."""

    weight: float
    right: int
    seen: int


@cache
def cues() -> dict[str, Cue]:
    """Cue → its weight and the counts that it comes from."""
    rows = (line.split(",") for line in data_lines("frame_cues"))
    return {cue: Cue(float(weight), int(right), int(seen)) for cue, weight, right, seen in rows}


@cache
def _margins() -> dict[str, tuple[tuple[float, float], ...]]:
    """Aspect → least margin and the share of winners right from there on, the largest margin first."""
    table: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for aspect, margin, share in (line.split(",")[:3] for line in data_lines("frame_margins")):
        table[aspect].append((float(margin), float(share)))
    return {aspect: tuple(sorted(rows, reverse=True)) for aspect, rows in table.items()}


def weigh(candidates: Iterable[Candidate], weights: Mapping[str, Cue] | None = None) -> Verdict:
    """The verdict on the candidates of one aspect. The same cue for the same value counts once."""
    known = cues() if weights is None else weights
    by_value: dict[Value, dict[str, Candidate]] = defaultdict(dict)
    aspect = ""
    for candidate in candidates:
        aspect = candidate.aspect
        by_value[candidate.value].setdefault(candidate.cue, candidate)
    ranked = sorted((_sum(value, found, known) for value, found in by_value.items()), key=_order)
    if not ranked:
        return Verdict(None, 0.0, 1.0)
    second = ranked[1].weight if len(ranked) > 1 else 0.0
    margin = ranked[0].weight - max(second, 0.0)
    sure = certainty(aspect, margin)
    believed = ranked[0].weight > 0 and margin > 0
    return Verdict(ranked[0].value if believed else None, margin, sure if believed else 1.0, tuple(ranked))


def _sum(value: Value, found: dict[str, Candidate], known: Mapping[str, Cue]) -> Weighed:
    weighed = [(c, _weight(cue, known)) for cue, c in found.items()]
    weighed.sort(key=lambda pair: (-pair[1], pair[0].cue))
    # A weak cue says little about a value that a strong one names: only where nothing speaks for it do they count.
    strong = [weight for _, weight in weighed if weight > 0]
    return Weighed(value, sum(strong) if strong else max(weight for _, weight in weighed), tuple(weighed))


_SIGNS = {"": 0.0, "+": 0.3, "++": 0.6, "-": -0.5, "--": -3.0}


def _weight(cue: str, known: Mapping[str, Cue]) -> float:
    """The weight of a cue; of one that was never counted with its sign, that without, a little up or down."""
    if cue in known:
        return known[cue].weight
    bare = cue.rstrip("+-")
    return (known[bare].weight if bare in known else UNKNOWN) + _SIGNS[cue[len(bare) :]]


def _order(weighed: Weighed) -> tuple[float, str]:
    return -weighed.weight, str(weighed.value)


def certainty(aspect: str, margin: float) -> float:
    """How often a winner by this margin is right."""
    return next((share for least, share in _margins().get(aspect, ()) if margin >= least), 0.5)
