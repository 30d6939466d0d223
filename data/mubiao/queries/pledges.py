"""Pledges for the explorer: those of a selection, counted by place and year, in chains, and both sentences of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from mubiao.filters import Filters, parse_query
from mubiao.model import STATUSES, FilterError
from mubiao.passage import Passage, passage
from mubiao.pledges.chains import NEEDED, chains, linked
from mubiao.queries.selection import Selection
from mubiao.store import Store

LISTED = (
    *("pledge_id", "document_id", "start", "end", "object", "act", "kind", "core", "sector", "period", "section"),
    *("sentence_start", "sentence_end", "report_region", "report_code", "report_year", "status", "later_id"),
    *("later_year", "years_later", "stage", "evidence_start", "evidence_end", "next_id", "review"),
)
"""The columns of a pledge as it is listed."""


@dataclass(frozen=True, slots=True)
class Told:
    """A pledge with its sentence and the one that says what became of it; None where a text is not there or silent."""

    pledge: dict[str, Any]
    title: str
    sentence: Passage | None
    lit: tuple[int, int]  # the object in the sentence
    later_title: str
    later: Passage | None
    later_lit: tuple[int, int]
    chain: tuple[tuple[int | None, str | None], ...]  # the years of its object's pledges, with what became of each


def condition(selection: Selection) -> pl.Expr:
    """A selection of facts as one of pledges: place and year are those of the report, words are of the object."""
    filters = Filters(
        regions=(selection.region,) if selection.region else (),
        below=selection.below,
        sectors=(selection.sector,) if selection.sector else (),
        years=(selection.years,) if selection.years else (),
        documents=(selection.document,) if selection.document else (),
        reviewed=(selection.reviewed,) if selection.reviewed else (),
    )
    wanted: pl.Expr = filters.expression(place="report_code", year="report_year")
    for word in _words(selection.text):
        wanted = wanted & pl.any_horizontal(
            pl.col(name).str.contains(word, literal=True) for name in ("object", "report_region", "status", "kind")
        ).fill_null(value=False)
    return wanted


def _words(text: str) -> tuple[str, ...]:
    try:
        return parse_query(text).words
    except FilterError:
        return ()


def frame(store: Store, selection: Selection) -> pl.LazyFrame:
    """The pledges of a selection, by place, year and position."""
    found = store.pledges().filter(condition(selection))
    return found.sort("report_code", "report_year", "document_id", "start", nulls_last=True)


def listed(store: Store, selection: Selection) -> pl.DataFrame:
    """The same with the columns LISTED."""
    return frame(store, selection).select(LISTED).collect()


def by_place_and_year(store: Store, selection: Selection) -> pl.DataFrame:
    """report_code, report_region, report_year, n, followed, and a column a status; rejected ones left out."""
    columns = ["report_code", "report_region", "report_year", "status", "review"]
    found = store.pledges().filter(condition(selection)).select(columns).collect()
    return (
        found.filter(pl.col("review").ne_missing("rejected"))
        .group_by("report_code", "report_region", "report_year")
        .agg(
            pl.len().alias("n"),
            pl.col("status").count().alias("followed"),
            *((pl.col("status") == status).sum().alias(status) for status in STATUSES),
        )
        .sort("report_code", "report_year", descending=[False, True], nulls_last=True)
    )


def in_chains(store: Store, selection: Selection) -> pl.DataFrame:
    """Chains that a pledge of the selection is in, those that were promised most often first."""
    place = Selection(region=selection.region, below=selection.below)
    found = store.pledges().filter(condition(place)).select(NEEDED).collect()
    wanted = set(store.pledges().filter(condition(selection)).select("pledge_id").collect()["pledge_id"])
    groups = linked(found.to_dicts())
    heads = [links[0]["pledge_id"] for links in groups if any(link["pledge_id"] in wanted for link in links)]
    return chains(found).filter(pl.col("chain_id").is_in(heads)).sort("times", descending=True, maintain_order=True)


def one(store: Store, pledge_id: str) -> dict[str, Any] | None:
    """A pledge as it is now."""
    rows = store.pledges().filter(_of(pledge_id)).select(LISTED).collect().to_dicts()
    return rows[0] if rows else None


def told(store: Store, pledge_id: str) -> Told | None:
    """A pledge with both sentences; None if it is not there."""
    with store.reading():
        pledge = one(store, pledge_id)
        if pledge is None:
            return None
        first, later = store.document(pledge["document_id"]), store.document(pledge["later_id"] or "")
        text, other = store.text(pledge["document_id"]), store.text(pledge["later_id"] or "")
        sentence, lit = _passage(text, pledge["start"], pledge["end"])
        answer, answer_lit = _passage(other, pledge["evidence_start"], pledge["evidence_end"])
        years = _chain(store, pledge)
    return Told(
        pledge,
        (first or {}).get("title") or "",
        sentence,
        lit,
        (later or {}).get("title") or "",
        answer,
        answer_lit,
        years,
    )


def _passage(text: str | None, start: int | None, end: int | None) -> tuple[Passage | None, tuple[int, int]]:
    if text is None or start is None or end is None:
        return None, (0, 0)
    found = passage(text, start, end, 0)
    return found, (start - found.start, end - found.start)


def _chain(store: Store, pledge: dict[str, Any]) -> tuple[tuple[int | None, str | None], ...]:
    """The pledges before and after this one, by their years: few steps, each a look-up."""
    columns = ["pledge_id", "report_year", "status", "next_id"]
    chain = [pledge]
    while (before := _row(store, pl.col("next_id") == chain[0]["pledge_id"], columns)) and before not in chain:
        chain.insert(0, before)
    while chain[-1]["next_id"] and (after := _row(store, _of(chain[-1]["next_id"]), columns)) and after not in chain:
        chain.append(after)
    return tuple((link["report_year"], link["status"]) for link in chain)


def _row(store: Store, wanted: pl.Expr, columns: list[str]) -> dict[str, Any] | None:
    rows = store.pledges().filter(wanted).select(columns).head(1).collect().to_dicts()
    return rows[0] if rows else None


def _of(pledge_id: str) -> pl.Expr:
    return (pl.col("document_id") == pledge_id.partition("-")[0]) & (pl.col("pledge_id") == pledge_id)
