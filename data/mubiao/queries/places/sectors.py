"""Sectors: subsectors, the matrix place × sector, leading indicators across places, and what came of targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from mubiao.queries.first_paint import counted
from mubiao.queries.records import Matrix, Promised, SectorCount, Series, SeriesKey
from mubiao.queries.scope import scope
from mubiao.queries.selection import Selection
from mubiao.queries.targets import order, series
from mubiao.store import Store

PLACES = 100
"""How many places a matrix shows, those with the most facts: more than any screen has lines."""


def sectors(store: Store, selection: Selection) -> tuple[SectorCount, ...]:
    """Facts by sector and claim, whatever sector the selection names."""
    return by_sector(store, replace(selection, sector=None, subsector=None))


def by_sector(store: Store, selection: Selection) -> tuple[SectorCount, ...]:
    """Facts by sector and claim, the largest sector first."""
    with scope(store, selection, ["sector", "claim"]) as opened:
        rows = opened.rows(["{sector}", "{claim}", "count(*)"], "GROUP BY 1, 2")
    return counted(rows)


def subsectors(store: Store, selection: Selection, sector: str) -> tuple[SectorCount, ...]:
    """The branches of a sector by claim, the largest first; facts that name none are left out."""
    with scope(store, replace(selection, sector=sector, subsector=None), ["sector", "subsector", "claim"]) as opened:
        rows = opened.rows(["{subsector}", "{claim}", "count(*)"], "GROUP BY 1, 2")
    found: dict[str, dict[str, int]] = {}
    for name, claim, n in rows:
        if name is not None:
            found.setdefault(str(name), {})[str(claim)] = int(str(n))
    counted = [SectorCount(sector, name, claims) for name, claims in found.items()]
    return tuple(sorted(counted, key=lambda c: (-c.total, c.subsector or "")))


def matrix(store: Store, selection: Selection, marks: Sequence[str] = ()) -> Matrix:
    """Facts by place and sector: of the marked places, or of those with the most facts. Each place counts its own."""
    every = replace(selection, sector=None, subsector=None)
    with scope(store, every, ["region_code", "region", "sector"]) as opened:
        rows = opened.rows(
            ["{region_code}", "any_value({region})", "{sector}", "count(*)"],
            "AND {region_code} IS NOT NULL GROUP BY 1, 3",
        )
    names: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    totals: Counter[str] = Counter()
    by_sector: Counter[str] = Counter()
    for code, name, sector, n in rows:
        number = int(str(n))
        names[str(code)] = str(name)
        counts[str(code), str(sector)] = number
        totals[str(code)] += number
        by_sector[str(sector)] += number
    chosen = [c for c in marks if c in names] or _most(totals)[:PLACES]
    return Matrix(tuple((c, names[c]) for c in chosen), tuple(_most(by_sector)), counts)


def _most(counted: Counter[str]) -> list[str]:
    """What is counted most often first; equals in the order of their ids, in whatever order they were read."""
    return sorted(counted, key=lambda one: (-counted[one], one))


def leading(frame: pl.DataFrame, places: Sequence[str], limit: int = 40) -> list[tuple[SeriesKey, dict[str, Series]]]:
    """The series that most of the places report: (its key, region code → series). Pairs in."""
    found: dict[SeriesKey, dict[str, Series]] = {}
    for code in places:
        for item in series(frame.filter(pl.col("region_code") == code)):
            found.setdefault((item.indicator, item.measure, item.unit, item.scope), {})[code] = item
    ranked = sorted(found.items(), key=lambda kv: (-len(kv[1]), *order(next(iter(kv[1].values())))))
    return ranked[:limit]


def promised(frame: pl.DataFrame) -> list[Promised]:
    """What came of the targets of a year, by indicator, those with the most targets first. Pairs in."""
    asked = pl.col("target").is_not_null() | pl.col("target_words").is_not_null()
    series = ("region_code", "indicator", "measure", "unit", "scope", "year")
    annual = frame.filter(asked & (pl.col("period").str.len_chars() == 4)).unique(series)
    by = ("indicator", "measure")
    said = {name: (pl.col("verdict") == name).sum() for name in ("met", "missed", "about")}
    counted = annual.group_by(by).agg(targets=pl.len(), **said).sort("targets", *by, descending=[True, False, False])
    return [Promised(**row) for row in counted.iter_rows(named=True)]
