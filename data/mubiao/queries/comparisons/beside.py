"""Places side by side: a line an indicator, in a year that is told, and the difference where it means something.

Figures of different years are never set against each other: a line has one year, which all of the places know or most
of them; a figure of another year stands there with that year and is left out of the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from mubiao import lexicon
from mubiao.predicates import annual
from mubiao.queries.records import SeriesKey
from mubiao.queries.targets import place_of

FEWEST, MOST = 2, 5
"""How many places stand side by side."""

RECENT = 5
"""So many years a line goes back for one that more of the places know."""

KINDS = ("outcome", "target", "gap")

WHOLE, PARTLY, LONE = "whole", "partly", "lone"
"""Known for all of the places, for some, for one alone."""


class Stated(NamedTuple):
    """A figure of a place in a year, and the fact that states it."""

    value: float
    year: int
    high: float | None = None
    qualifier: str = "exact"
    claim: str = ""
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in several places."""

    key: SeriesKey
    kind: str  # of KINDS
    year: int | None  # the one that is compared; None where no two places know the same
    stated: Mapping[str, Stated]  # by place, of that year or the latest that it knows
    places: int  # how many are asked for

    @property
    def compared(self) -> dict[str, Stated]:
        """The figures of the year."""
        return {code: one for code, one in self.stated.items() if one.year == self.year}

    @property
    def known(self) -> str:
        """Whether it is known for all of the places, for some, or for one alone."""
        return WHOLE if len(self.stated) == self.places else LONE if len(self.stated) < 2 else PARTLY

    @property
    def difference(self) -> float | None:
        """Of two places the first less the second, of more from the lowest to the highest; None where years differ."""
        values = [one.value for one in self.compared.values()]
        if len(values) < 2:
            return None
        return values[0] - values[1] if self.places == 2 else max(values) - min(values)

    @property
    def lower_leads(self) -> bool:
        """Whether less of it is better: a rank, or an indicator that is wanted low."""
        known = lexicon.indicators().get(self.key[0])
        return self.key[1] == "rank" or (known is not None and known.lower_is_better)

    @property
    def leaders(self) -> frozenset[str]:
        """The places with the best figure of the year; none where all have the same, or two years differ."""
        held = {code: one.value for code, one in self.compared.items()}
        if len(set(held.values())) < 2:
            return frozenset()
        best = min(held.values()) if self.lower_leads else max(held.values())
        return frozenset(code for code, value in held.items() if value == best)


def lines(pairs: pl.DataFrame, places: Sequence[str], *, kind: str = "outcome", year: int = 0) -> list[Line]:
    """The lines: what all of the places know in one year, what all know, what some do, what one does alone.

    pairs: of those places. kind: outcome (a target where more places have that in one year), target or gap. year: that
    year alone; else of each line the one of the last years that most of the places know.
    """
    wanted = (kind,) if kind != "outcome" else ("outcome", "target")
    found = []
    for key, held in _held(pairs, places, year).items():
        made = [line for one in wanted if (line := _line(key, one, held, places, year)) is not None]
        if made:
            found.append(max(made, key=lambda line: (len(line.compared), len(line.stated), line.kind == kind)))
    return sorted(found, key=_order)


def _held(
    pairs: pl.DataFrame, places: Sequence[str], year: int
) -> dict[SeriesKey, dict[str, dict[str, dict[int, Stated]]]]:
    """Series → kind → place → year → figure; places in their order."""
    rows = pairs.filter(annual(), pl.col("basis").is_null(), pl.col("region_code").is_in(list(places)))
    rows = rows.filter(pl.col("year") == year) if year else rows
    order = {code: n for n, code in enumerate(places)}
    found: dict[SeriesKey, dict[str, dict[str, dict[int, Stated]]]] = {}
    for row in sorted(rows.iter_rows(named=True), key=lambda row: order[row["region_code"]]):
        key = (row["indicator"], row["measure"], row["unit"] or "", row["scope"] or "")
        for kind in KINDS:
            if row[kind] is not None:
                by_place = found.setdefault(key, {}).setdefault(kind, {})
                by_place.setdefault(row["region_code"], {})[row["year"]] = _stated(kind, row)
    return found


def _stated(kind: str, row: Mapping[str, Any]) -> Stated:
    if kind == "gap":
        return Stated(row["gap"], row["year"], claim=row["verdict"] or "", fact=row["outcome_fact"])
    high = row["target_high"] if kind == "target" else None
    claim = "target" if kind == "target" else row["outcome_claim"] or "actual"
    return Stated(row[kind], row["year"], high, row[f"{kind}_qualifier"] or "exact", claim, row[f"{kind}_fact"])


def _line(
    key: SeriesKey, kind: str, held: Mapping[str, Mapping[str, Mapping[int, Stated]]], places: Sequence[str], year: int
) -> Line | None:
    by_place = held.get(kind, {})
    if not by_place:
        return None
    common = year or _common(Counter(one for years in by_place.values() for one in years))
    stated = {code: years.get(common or 0) or years[max(years)] for code, years in by_place.items()}
    return Line(key, kind, common, stated, len(places))


def _common(counts: Mapping[int, int]) -> int | None:
    """The year that most places know, of the last RECENT in which two do; of several the last one."""
    shared = [one for one, count in counts.items() if count > 1]
    recent = [one for one in shared if one > max(shared) - RECENT]
    return max(recent, key=lambda one: (counts[one], one), default=None)


def _order(line: Line) -> tuple[int, ...]:
    whole = len(line.compared) == line.places
    group = 0 if whole else (WHOLE, PARTLY, LONE).index(line.known) + 1
    return (group, -len(line.stated), *place_of(line.key[0], line.key[1]))


def years(pairs: pl.DataFrame, places: Iterable[str], *, kind: str = "outcome") -> list[int]:
    """The years in which two of the places have a figure of a kind; for outcomes one of targets will do."""
    sides = ("outcome", "target") if kind == "outcome" else (kind,)
    known = pairs.filter(
        annual(),
        pl.col("basis").is_null(),
        pl.col("region_code").is_in(list(places)),
        pl.any_horizontal(pl.col(*sides).is_not_null()),
    )
    counted = known.group_by("year").agg(pl.col("region_code").n_unique().alias("places"))
    return counted.filter(pl.col("places") > 1)["year"].sort().to_list()


def called(places: Sequence[tuple[str, str]]) -> list[str]:
    """What the places are called where each has a name of its own: with its code where two have the same."""
    names = Counter(name for _, name in places)
    return [name if names[name] == 1 else f"{name} {code}" for code, name in places]


def table(found: Iterable[Line], places: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """The lines as rows: what is measured, the year, a figure and its year for each place, difference and leader."""
    names = dict(zip((code for code, _ in places), called(places), strict=True))
    schema: dict[str, Any] = {
        **dict.fromkeys(("indicator", "measure", "unit", "scope", "compared"), pl.String),
        "year": pl.Int32,
        **{
            column: kind for name in names.values() for column, kind in ((name, pl.Float64), (f"{name} year", pl.Int32))
        },
        "difference": pl.Float64,
        "leader": pl.String,
    }
    rows = []
    for line in found:
        row = dict(zip(("indicator", "measure", "unit", "scope"), (part or None for part in line.key), strict=True))
        known = {name: line.stated.get(code) for code, name in names.items()}
        rows.append(
            {
                **row,
                "compared": line.kind,
                "year": line.year,
                **{name: one.value for name, one in known.items() if one is not None},
                **{f"{name} year": one.year for name, one in known.items() if one is not None},
                "difference": line.difference,
                "leader": ",".join(name for code, name in names.items() if code in line.leaders) or None,
            }
        )
    return pl.DataFrame(rows, schema)
