"""Places and how each of them stands: the tree, and the scoreboard of one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from mubiao import lexicon
from mubiao.model import HEADLINE_INDICATORS
from mubiao.store import Store
from mubiao_tui.app.source.kinds import Board, Place, Point, SectorCount, Series
from mubiao_tui.app.source.scope import scope
from mubiao_tui.view import Selection

SERIES_FIELDS = (
    "indicator", "measure", "year", "claim", "value", "high", "unit", "qualifier", "fact_id", "force", "qualifier_text",
    "confidence", "document_id",
)  # fmt: skip
"""What `series` reads of a fact, in its order."""

_MEASURES = {"growth": 0, "level": 1, "share": 2, "change": 3, "rank": 4}


def tree(store: Store) -> list[Place]:
    """The places of the database in tree order."""
    names = ("region_code", "region", "level", "parent_code", "documents", "facts", "documents_below", "facts_below")
    return [Place(*row) for row in store.regions().select(names).iter_rows()]


def board(store: Store, place: Place, selection: Selection) -> Board:
    """How a place stands, over the facts that are its own (not those of the places inside it)."""
    own = replace(selection, region=place.code, below=False)
    with scope(store, own) as opened:
        rows = opened.rows(
            [f"{{{name}}}" for name in SERIES_FIELDS],
            # A year's figure is one of the whole year; half-years and programmes are facts, not points of a series.
            "AND {indicator} IS NOT NULL AND {entity} IS NULL AND {period} = {year}::VARCHAR",
        )
        found = opened.cursor.execute(
            "SELECT document_id, title, kind, year, date, facts FROM documents LEFT JOIN (SELECT document_id, "
            "count(*) AS facts FROM facts GROUP BY document_id) USING (document_id) WHERE region_code = ? "
            "ORDER BY year DESC NULLS LAST, title",
            [place.code],
        ).fetchall()
        reports = opened.cursor.execute(
            "SELECT document_id, year FROM documents WHERE document_id IN "
            f"(SELECT {opened.columns['document_id']} {opened.source})"
        ).fetchall()
    years = {document: year or 0 for document, year in reports}
    names = ("document_id", "title", "kind", "year", "date", "facts")
    documents = tuple(dict(zip(names, row, strict=True)) for row in found)
    held = frozenset(d["year"] for d in documents if d["year"] is not None and d["kind"] == "work_report")
    return Board(place, series(rows, years), held, sectors(store, own), documents)


def series(rows: Iterable[Sequence[Any]], report_years: dict[str, int]) -> tuple[Series, ...]:
    """Rows of facts → one series per indicator and measure, headline indicators first.

    Of several figures of one year the best is kept: what has happened before what is estimated, the later report
    before the earlier one, the surer reading before the less sure one.
    """
    best: dict[tuple[str, str], tuple[dict[int, Any], dict[int, Any]]] = {}
    for indicator, measure, year, claim, value, high, unit, qualifier, fact, force, words, confidence, document in rows:
        if claim == "plan" or year is None:
            continue
        point = Point(value, high, unit, qualifier, claim, fact, " ".join(w for w in (force, words) if w))
        rank = (claim == "actual", report_years.get(document, 0), confidence, fact)
        outcomes, targets = best.setdefault((indicator, measure), ({}, {}))
        held = targets if claim == "target" else outcomes
        if year not in held or rank > held[year][0]:
            held[year] = (rank, point)
    found = [
        Series(i, m, {y: p for y, (_, p) in outcomes.items()}, {y: p for y, (_, p) in targets.items()})
        for (i, m), (outcomes, targets) in best.items()
    ]
    listed = list(lexicon.indicators())
    headline = {name: n for n, name in enumerate(HEADLINE_INDICATORS)}

    def key(item: Series) -> tuple[int, int, int]:
        place = headline.get(item.indicator)
        known = listed.index(item.indicator) if item.indicator in listed else len(listed)
        return (place if place is not None else 1000 + known, _MEASURES.get(item.measure, 9), 0)

    return tuple(sorted(found, key=key))


def sectors(store: Store, selection: Selection) -> tuple[SectorCount, ...]:
    """Facts by sector and claim, the largest sector first."""
    with scope(store, selection, ["sector", "claim"]) as opened:
        rows = opened.rows(["{sector}", "{claim}", "count(*)"], "GROUP BY 1, 2")
    found: dict[str, dict[str, int]] = {}
    for sector, claim, n in rows:
        found.setdefault(str(sector), {})[str(claim)] = int(str(n))
    counted = [SectorCount(sector, None, claims) for sector, claims in found.items()]
    return tuple(sorted(counted, key=lambda c: (-c.total, c.sector)))
