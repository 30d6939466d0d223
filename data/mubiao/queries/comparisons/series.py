"""Places beside each other: in the order of a value of one year, or year by year.

Both are made as `mubiao.panels` makes them for the shell; here it is decided which places and rows are meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from mubiao.panels import LEVELS as PANEL_LEVELS
from mubiao.panels import Panel
from mubiao.panels import panel as made
from mubiao.panels import rank as ranked
from mubiao.panels.summary import level_of
from mubiao.predicates import annual
from mubiao.queries.selection import LEVELS, Comparison, Selection
from mubiao.queries.session.reader import DatabaseReader
from mubiao.queries.targets import narrow
from mubiao.regions import region

COUNTRY = "CN"

ALL = "all"
"""The level of a panel of places of any level."""


@dataclass(frozen=True)
class Among:
    """The places that are compared: those of a level, inside a place."""

    level: str
    above: str  # region code; COUNTRY where they are all
    places: tuple[str, ...] = ()  # region codes: these alone, of whatever level they are


@dataclass(frozen=True)
class Ranking:
    """Places in the order of a value, and the place above them."""

    rows: pl.DataFrame
    """Rows of targets with `place`, null where the value is not known: those come last."""
    among: Among
    above: dict[str, Any] | None
    """The row of the place above; None where it has none of that year."""
    above_name: str
    years: tuple[int, ...]
    """Every year in which one of these places has a target or an outcome."""
    latest: int
    """The last one with an outcome; 0 where there is none."""


def level(code: str) -> str:
    """The level of a place; empty for one that is not known."""
    known = region(code)
    return "" if known is None else str(known.level)


def among(asked: Comparison, selection: Selection) -> Among:
    """Which places are meant: the chosen ones, those beside the first one, or all of a level in the selection."""
    if asked.places and not asked.level:
        return Among("", COUNTRY, asked.places)
    within = selection.region if selection.region is not None and selection.below else None
    if asked.level:
        return Among(asked.level, within or COUNTRY)
    place = region(asked.region)
    above = place.parent if place is not None else None
    return Among(level(asked.region), above or COUNTRY)


def name(source: DatabaseReader, code: str) -> str:
    """What a place is called here, else what it is called today."""
    place = source.place(code) or region(code)
    return place.name if place is not None else code


def levels(code: str, selection: Selection, *, panel: bool = False, chosen: bool = False) -> tuple[str, ...]:
    """The levels to choose from, for a place: its own siblings (empty), then the others that its selection holds.

    panel: only those that a panel can be of, which knows no towns and no zones. chosen: places were, which stand for
    its siblings.
    """
    own = level(code)
    top = level(selection.region) if selection.region is not None and selection.below else "country"
    order = ("country", *LEVELS)
    inside = LEVELS[order.index(top) :] if top in order else ()
    if chosen:
        return ("", *inside)
    others = tuple(name for name in inside if name != "province" or own != "province")
    return others if panel and own not in PANEL_LEVELS and others else ("", *others)


def _alike(source: DatabaseReader, asked: Comparison) -> pl.DataFrame:
    """The pairs of the series, of every place and of single years."""
    return source.pairs_alike(asked.indicator, asked.measure).filter(
        annual(),
        pl.col("basis").is_null(),
        pl.col("region_code").is_not_null(),
        pl.col("unit").eq_missing(pl.lit(asked.unit, pl.String)),
        pl.col("scope").eq_missing(pl.lit(asked.scope, pl.String)),
    )


def _inside(source: DatabaseReader, frame: pl.DataFrame, chosen: Among) -> pl.DataFrame:
    """The rows of the places that are compared."""
    if chosen.places:
        return frame.filter(pl.col("region_code").is_in(chosen.places))
    levelled = frame.with_columns(level=level_of(frame["region_code"])).filter(pl.col("level") == chosen.level)
    if chosen.above == COUNTRY:
        return levelled
    codes = source.inside(Selection(region=chosen.above, below=True)) or []
    return levelled.filter(pl.col("region_code").is_in([code for code in codes if code != chosen.above]))


def _matching(source: DatabaseReader, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """The rows of the places of which one meets what was typed; all where nothing was."""
    rest = replace(selection, region=None, region_name=None, indicator=None, measure=None, sector=None, years=None)
    if rest == Selection(below=rest.below, facts=rest.facts):
        return frame
    kept = narrow(source.store, frame, rest, None)["region_code"].unique()
    return frame.filter(pl.col("region_code").is_in(kept.implode()))


def ranking(source: DatabaseReader, asked: Comparison, selection: Selection) -> Ranking:
    """Places by a value of a year, the largest first; those that have another value of it alone last, by name."""
    chosen = among(asked, selection)
    every = _alike(source, asked)
    frame = _inside(source, every, chosen)
    now = _matching(source, frame.filter(pl.col("year") == asked.year), selection)
    order = ranked(now, asked.value, year=asked.year).select("region_code", place="rank")
    rows = now.join(order, on="region_code", how="left").sort("place", "region_code", nulls_last=True)
    above = every.filter(pl.col("region_code") == chosen.above, pl.col("year") == asked.year)
    return Ranking(
        rows,
        chosen,
        above.row(0, named=True) if above.height else None,
        name(source, chosen.above),
        tuple(frame["year"].unique().sort()),
        frame.filter(pl.col("outcome").is_not_null()).select(pl.col("year").max().fill_null(0)).item(),
    )


def nearest(found: Ranking, year: int) -> int:
    """The last year up to `year` in which there is something, else the first one; of no year the last with outcomes."""
    known = [one for one in found.years if one <= (year or found.latest)]
    return known[-1] if known else found.years[0]


def begin(pairs: pl.DataFrame) -> Comparison | None:
    """What is compared where nothing was chosen: the first series that has an outcome."""
    known = pairs.filter(annual(), pl.col("basis").is_null(), pl.col("outcome").is_not_null())
    if not known.height:
        return None
    one = known.row(0, named=True)
    return Comparison(one["region_code"], one["indicator"], one["measure"], one["unit"], one["scope"])


def panel(source: DatabaseReader, asked: Comparison, selection: Selection) -> Panel:
    """Place × year of the series, every cell with a value or the reason why there is none; FilterError for no value."""
    chosen = among(asked, selection)
    every = _alike(source, asked)
    inside = None if chosen.above == COUNTRY else source.inside(Selection(region=chosen.above, below=True))
    places = None if inside is None else [code for code in inside if code != chosen.above]
    places = list(chosen.places) or places
    documents = source.store.documents()
    found = made(every, documents, asked.indicator, asked.measure, level=chosen.level or ALL, places=places)
    matching = _matching(source, every, selection)
    if matching.height == every.height:
        return found
    kept = found.rows["region_code"].is_in(matching["region_code"].unique().implode())
    return replace(found, rows=found.rows.filter(kept))
