"""Targets against outcomes, as `mubiao.targets` pairs them, for the panes.

The pairs of a whole database are made once for each state of the file; what a view shows of them is a filter on that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from mubiao import lexicon
from mubiao.filters.asked import Asked, asked, rests
from mubiao.lexicon.active import per_lexicon
from mubiao.queries.records import Point, Series, SeriesKey
from mubiao.queries.scope import condition_of, scope
from mubiao.queries.selection import Selection
from mubiao.store import REVIEWED_SCHEMA, Store
from mubiao.store.frames import PROMISE_SCHEMA
from mubiao.targets import conflicts as disagreeing
from mubiao.targets import coverage as covered
from mubiao.targets import targets as paired

_ALL = Selection()

MEASURES = {"growth": 0, "level": 1, "share": 2, "change": 3, "rank": 4}


def pairs(store: Store) -> pl.DataFrame:
    """All pairs of a database."""
    return store.targets().collect()


def pairs_of(store: Store, selection: Selection) -> pl.DataFrame:
    """The pairs of the facts of a selection alone: quick for one place."""
    chosen = condition_of(selection)
    facts = store.facts() if chosen is None else store.facts().filter(chosen)
    return paired(facts, store.documents(), words=worded(store, selection)).collect()


def worded(store: Store, selection: Selection, also: pl.Expr | None = None) -> pl.DataFrame:
    """The targets in words alone that a selection, and a further condition, leave: targets without a value."""
    place = condition_of(Selection(region=selection.region, below=selection.below))
    found = store.promises() if place is None else store.promises().filter(place)
    rest = condition_of(replace(selection, region=None, region_name=None), also)
    if rest is None:
        return found.collect()
    sectors = {i.indicator: i.sector for i in lexicon.indicators().values()}
    named = found.collect().with_columns(
        fact_id="promise_id",
        claim=pl.lit("target"),
        sector=pl.col("indicator").replace_strict(sectors, default=None, return_dtype=pl.String),
    )
    missing = (pl.lit(None, kind).alias(name) for name, kind in REVIEWED_SCHEMA.items() if name not in named.columns)
    return named.with_columns(*missing).filter(rest).select(*PROMISE_SCHEMA)


def behind(store: Store, selection: Selection, also: pl.Expr | None = None) -> pl.Expr:
    """The pairs whose target or outcome is a fact, or a target in words, that a selection and a condition leave."""
    with scope(store, selection, ["fact_id"], also) as opened:
        facts = opened.frame(["{fact_id} AS fact_id"])["fact_id"].implode()
    words = worded(store, selection, also)["promise_id"].implode()
    stated = [pl.col("target_fact").is_in(facts), pl.col("outcome_fact").is_in(facts), pl.col("promise").is_in(words)]
    return pl.any_horizontal(stated)


def narrow(
    store: Store, frame: pl.DataFrame, selection: Selection, places: Iterable[str] | None, *, of: str = "targets"
) -> pl.DataFrame:
    """The pairs that a selection leaves.

    places: the codes of the region and of those inside it. Sector, indicator, measure and years narrow the pairs, and
    so does what was typed, as far as the pairs tell it; the rest keeps the pairs of which a fact, or the target in
    words, meets it. of: the table above which it was typed.
    """
    typed = asked(selection.text, of) if of != "facts" and not rests(selection.text, of) else Asked()
    parts = [*_told(selection, places), *typed.rows]
    if parts:
        frame = frame.filter(*parts)
    rest = Selection(
        subsector=selection.subsector,
        claim=selection.claim,
        document=selection.document,
        reviewed=selection.reviewed,
        text=selection.text if of == "facts" else "",
        conditions=selection.conditions,
    )
    if typed.facts is None and (rest.empty or condition_of(rest) is None):
        return frame
    return frame.filter(behind(store, rest, typed.facts))


def _told(selection: Selection, places: Iterable[str] | None) -> list[pl.Expr]:
    """What pairs, conflicts and coverage tell themselves of a selection: place, indicator, measure and years."""
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
    return parts


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
    return place_of(item.indicator, item.measure)


def place_of(indicator: str, measure: str) -> tuple[int, int, int]:
    """Where what is measured stands among the others."""
    return (*_known().get(indicator, (2, 0)), MEASURES.get(measure, 9))


@per_lexicon()
def _known() -> dict[str, tuple[int, int]]:
    known = {name: (1, n) for n, name in enumerate(lexicon.indicators())}
    return known | {name: (0, n) for n, name in enumerate(lexicon.headline())}


def ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """Pairs by place and series, headline indicators first; of a series the latest year first, then its programmes."""
    rank = {name: a * 1000 + b for name, (a, b) in _known().items()}
    programme = (pl.col("period_kind") == "programme") | (pl.col("basis") == "average").fill_null(False)
    return frame.with_columns(
        rank=pl.col("indicator").replace_strict(rank, default=9999, return_dtype=pl.Int32),
        kind=pl.col("measure").replace_strict(MEASURES, default=9, return_dtype=pl.Int32),
        programme=programme,
    ).sort(
        *("region_code", "rank", "indicator", "kind", "unit", "scope", "programme"),
        *("year", "period", "basis"),
        descending=[False] * 7 + [True, True, False],
        nulls_last=[True] * 5 + [False] + [True] * 4,
        maintain_order=True,
    )


def conflicts(store: Store, places: Iterable[str] | None, selection: Selection) -> pl.DataFrame:
    """Figures on which documents disagree, the furthest apart first."""
    chosen = condition_of(Selection(region=selection.region, below=selection.below))
    facts = store.facts() if chosen is None else store.facts().filter(chosen)
    found = disagreeing(facts, store.documents())
    return found.filter(*_told(selection, places), *_typed(selection, "conflicts"))


def _typed(selection: Selection, table: str) -> tuple[pl.Expr, ...]:
    """What was typed, as far as it is about a table."""
    return () if rests(selection.text, table) else asked(selection.text, table).rows


def coverage(
    store: Store, frame: pl.DataFrame, places: Iterable[str] | None, selection: Selection = _ALL
) -> pl.DataFrame:
    """Place × year: is there a report, how many headline indicators have a target and an outcome.

    What is typed is asked of each place, year and indicator; those that it leaves are counted.
    """
    documents = store.documents()
    codes = None if places is None else [c for c in places if c in set(documents["region_code"].drop_nulls())]
    found = covered(frame, documents, places=codes).filter(*_typed(selection, "coverage"))
    return found.group_by("region_code", "region", "year", maintain_order=True).agg(
        report=pl.col("report").any(),
        targets=(pl.col("status") == "number").sum(),
        words=(pl.col("status") == "in words").sum(),
        outcomes=pl.col("outcome_known").sum(),
        indicators=pl.len(),
    )
