"""Targets against outcomes, as `mubiao.targets` pairs them, for the panes.

The pairs of a whole database are made once for each state of the file; what a view shows of them is a filter on that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from mubiao import lexicon
from mubiao.lexicon.active import per_lexicon
from mubiao.queries.records import Point, Series, SeriesKey
from mubiao.queries.scope import filters, scope
from mubiao.queries.selection import Selection
from mubiao.store import REVIEWED_SCHEMA, Store
from mubiao.store.frames import PROMISE_SCHEMA
from mubiao.targets import conflicts as disagreeing
from mubiao.targets import coverage as covered
from mubiao.targets import targets as paired

MEASURES = {"growth": 0, "level": 1, "share": 2, "change": 3, "rank": 4}


def pairs(store: Store) -> pl.DataFrame:
    """All pairs of a database."""
    return store.targets().collect()


def pairs_of(store: Store, selection: Selection) -> pl.DataFrame:
    """The pairs of the facts of a selection alone: quick for one place."""
    chosen = filters(selection)
    facts = store.facts() if chosen.empty else store.facts().filter(chosen.expression())
    return paired(facts, store.documents(), words=worded(store, selection)).collect()


def worded(store: Store, selection: Selection) -> pl.DataFrame:
    """The targets in words alone that a selection leaves: to it they are targets without a value."""
    place = filters(Selection(region=selection.region, below=selection.below))
    found = store.promises() if place.empty else store.promises().filter(place.expression())
    rest = filters(replace(selection, region=None, region_name=None))
    if rest.empty:
        return found.collect()
    sectors = {i.indicator: i.sector for i in lexicon.indicators().values()}
    named = found.collect().with_columns(
        fact_id="promise_id",
        claim=pl.lit("target"),
        sector=pl.col("indicator").replace_strict(sectors, default=None, return_dtype=pl.String),
    )
    missing = (pl.lit(None, kind).alias(name) for name, kind in REVIEWED_SCHEMA.items() if name not in named.columns)
    return named.with_columns(*missing).filter(rest.expression()).select(*PROMISE_SCHEMA)


def narrow(store: Store, frame: pl.DataFrame, selection: Selection, places: Iterable[str] | None) -> pl.DataFrame:
    """The pairs that a selection leaves.

    places: the codes of the region and of those inside it. Sector, indicator, measure and years narrow the pairs; a
    condition or words keep the pairs of which a fact, or the target in words, meets them.
    """
    parts: list[pl.Expr] = []
    if places is not None:
        parts.append(pl.col("region_code").is_in(list(places)))
    if selection.indicator is not None:
        parts.append(pl.col("indicator") == selection.indicator)
    if selection.measure is not None:
        parts.append(pl.col("measure") == selection.measure)
    if selection.sector is not None:
        names = [i.indicator for i in lexicon.indicators().values() if i.sector == selection.sector]
        parts.append(pl.col("indicator").is_in(names))
    if selection.years is not None:
        parts.append(pl.col("year").is_between(*selection.years))
    if parts:
        frame = frame.filter(*parts)
    rest = Selection(
        subsector=selection.subsector,
        claim=selection.claim,
        document=selection.document,
        reviewed=selection.reviewed,
        text=selection.text,
        conditions=selection.conditions,
    )
    if rest.empty:
        return frame
    with scope(store, rest, ["fact_id"]) as opened:
        facts = opened.frame(["{fact_id} AS fact_id"])["fact_id"].implode()
    words = worded(store, rest)["promise_id"].implode()
    stated = [pl.col("target_fact").is_in(facts), pl.col("outcome_fact").is_in(facts), pl.col("promise").is_in(words)]
    return frame.filter(pl.any_horizontal(stated))


def series(frame: pl.DataFrame) -> tuple[Series, ...]:
    """The pairs of one place as series over years, headline indicators first."""
    found: dict[SeriesKey, Series] = {}
    for row in frame.filter(pl.col("period").str.len_chars() == 4).iter_rows(named=True):
        key = (row["indicator"], row["measure"], row["unit"] or "", row["scope"] or "")
        item = found.setdefault(key, Series(*key[:3], {}, {}, {}, {}, key[3]))
        year = row["year"]
        item.verdicts[year] = row["verdict"]
        if row["outcome"] is not None:
            item.outcomes[year] = Point(
                row["outcome"], None, row["outcome_qualifier"] or "exact", row["outcome_claim"], row["outcome_fact"]
            )
        if row["target"] is not None:
            item.targets[year] = Point(
                row["target"], row["target_high"], row["target_qualifier"] or "exact", "target", row["target_fact"],
                row["target_words"] or "",
            )  # fmt: skip
        elif row["target_words"] is not None:
            item.words[year] = row["target_words"]
    kept = sorted((s for s in found.values() if s.said), key=order)
    # Of each indicator the series that says most comes first; what else is known of it follows all of those.
    main: dict[str, Series] = {}
    for item in kept:
        held = main.get(item.indicator)
        if held is None or len(item.years) > 2 * len(held.years):
            main[item.indicator] = item
    return tuple(sorted(kept, key=lambda s: (order(s)[0], main[s.indicator] is not s, order(s))))


def order(item: Series) -> tuple[int, int, int]:
    """Headline indicators as panels list them, then the others as the table does; growth before levels."""
    return (*_known().get(item.indicator, (2, 0)), MEASURES.get(item.measure, 9))


@per_lexicon()
def _known() -> dict[str, tuple[int, int]]:
    known = {name: (1, n) for n, name in enumerate(lexicon.indicators())}
    return known | {name: (0, n) for n, name in enumerate(lexicon.headline())}


def ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """Pairs by place, indicator and year, headline indicators first, the latest year first."""
    rank = {name: a * 1000 + b for name, (a, b) in _known().items()}
    return frame.with_columns(
        rank=pl.col("indicator").replace_strict(rank, default=9999, return_dtype=pl.Int32),
        kind=pl.col("measure").replace_strict(MEASURES, default=9, return_dtype=pl.Int32),
    ).sort(
        "region_code", "rank", "kind", "unit", "year", descending=[False, False, False, False, True], nulls_last=True
    )


def conflicts(store: Store, places: Iterable[str] | None, selection: Selection) -> list[dict[str, Any]]:
    """Figures on which documents disagree."""
    chosen = filters(Selection(region=selection.region, below=selection.below))
    facts = store.facts() if chosen.empty else store.facts().filter(chosen.expression())
    frame = disagreeing(facts, store.documents())
    if places is not None:
        frame = frame.filter(pl.col("region_code").is_in(list(places)))
    if selection.indicator is not None:
        frame = frame.filter(pl.col("indicator") == selection.indicator)
    return frame.to_dicts()


def frame(rows: Sequence[dict[str, Any]]) -> pl.LazyFrame:
    """Rows of `conflicts` or `coverage` as a frame to be written out."""
    return pl.DataFrame(list(rows), infer_schema_length=None).lazy()


def coverage(store: Store, frame: pl.DataFrame, places: Iterable[str] | None) -> list[dict[str, Any]]:
    """Place × year: is there a report, how many headline indicators have a target and an outcome."""
    documents = store.documents()
    codes = None if places is None else [c for c in places if c in set(documents["region_code"].drop_nulls())]
    found = covered(frame, documents, places=codes)
    if found.is_empty():
        return []
    return (
        found.group_by("region_code", "region", "year", maintain_order=True)
        .agg(
            report=pl.col("report").any(),
            targets=(pl.col("status") == "number").sum(),
            words=(pl.col("status") == "in words").sum(),
            outcomes=pl.col("outcome_known").sum(),
            indicators=pl.len(),
        )
        .to_dicts()
    )
