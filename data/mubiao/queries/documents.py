"""Documents as they are read, and the evidence of a fact: its sentence, what stands around it, and its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import polars as pl

from mubiao.filters.asked import asked, rests
from mubiao.filters.where import is_condition
from mubiao.passage import passage
from mubiao.queries.records import Evidence, Reading
from mubiao.queries.scope import COLUMNS, condition_of, scope
from mubiao.queries.selection import Selection
from mubiao.store import Store
from mubiao.store.file.locking import quoted

NEIGHBOURS = 3
"""Sentences on either side; the panel shows as many as it has room for."""

AROUND = 1500
"""Code points of text read on each side of a quantity for its evidence."""


def evidence(store: Store, fact_id: str) -> Evidence | None:
    """All that is known of a fact; None if it is not there any more."""
    document_id = fact_id.split("-")[0]
    with scope(store, Selection()) as opened:
        # The document's id first: only its blocks are read.
        where = f"AND {{document_id}} = {quoted(document_id)} AND {{fact_id}} = {quoted(fact_id)}"
        rows = opened.rows([f"{{{name}}}" for name in COLUMNS], where)
        if not rows:
            return None
        fact: dict[str, Any] = dict(zip(COLUMNS, rows[0], strict=True))
        names = ("document_id", "title", "kind", "publisher", "date", "year", "region", "name", "characters", "url")
        columns = ", ".join(names)
        begin = max(fact["start"] - AROUND, 0)
        row = opened.cursor.execute(
            # substr counts from 1, in code points as our offsets do.
            f"SELECT {columns}, substr(text, {begin + 1}, {fact['end'] + AROUND - begin}) "
            "FROM documents WHERE document_id = ?",
            [fact["document_id"]],
        ).fetchone()
        notes = opened.cursor.execute(
            "SELECT value FROM reviews WHERE fact_id = ? AND action = 'note' AND NOT undone ORDER BY review_id",
            [fact_id],
        ).fetchall()
    said = tuple(str(value) for (value,) in notes if value)
    if row is None:
        return Evidence(fact, {}, None, notes=said)
    document = dict(zip(names, row, strict=False))
    context = row[-1]
    if context is None:
        return Evidence(fact, document, None, notes=said)
    start, end = fact["start"] - begin, fact["end"] - begin
    found = passage(context, start, end, NEIGHBOURS)
    return Evidence(fact, document, found, start - found.start, end - found.start, said)


def reading(store: Store, document_id: str) -> Reading | None:
    """A document with its text, outline and facts; None if it is not there."""
    document = store.document(document_id)
    if document is None:
        return None
    facts = (
        store.facts().filter(pl.col("document_id") == document_id).collect().sort("start", "end", maintain_order=True)
    )
    sections = store.sections(document_id).to_dicts()
    return Reading(document, store.text(document_id), tuple(sections), tuple(facts.to_dicts()))


def of_place(documents: pl.DataFrame, selection: Selection) -> pl.DataFrame | None:
    """The documents of the place of a selection, or of one inside it; None where it has none of its own."""
    place = condition_of(Selection(region=selection.region, below=selection.below))
    if place is None:
        return documents
    found = documents.filter(place)
    return None if found.is_empty() else found


class Listed(NamedTuple):
    """Documents: model.DOCUMENT_COLUMNS and `reviewed`."""

    frame: pl.DataFrame
    by_facts: tuple[str, ...] = ()  # the fields of the selection that no document meets itself, but its facts


def listed(store: Store, selection: Selection, sort: Sequence[str] = ()) -> Listed:
    """The documents of a selection.

    What was typed is asked of documents, and of facts where only they tell it; words that no document has mean those
    with facts that have them. A place means its own documents, and where it has none, those with facts of it. All else
    that is selected means the documents that have facts of it. `facts` and `reviewed` count the facts of the selection;
    without one, every document is there, facts or none.
    """
    documents = store.documents()
    places = of_place(documents, selection)
    pool = documents if places is None else places
    text = "" if rests(selection.text, "documents") else selection.text
    typed = asked(text, "documents")
    found = pool.filter(*typed.rows)
    only_facts = bool(text) and not is_condition(text) and found.is_empty()
    rest = replace(selection, text=text if only_facts else "")
    narrowed = places is None or typed.facts is not None or not replace(rest, region=None, region_name=None).empty
    found = counted(store, pool if only_facts else found, rest, typed.facts, needs_facts=narrowed)
    by_facts = (*(["region"] if places is None else []), *(["text"] if only_facts else []))
    return Listed(_sorted(found, sort), by_facts)


def counted(
    store: Store, documents: pl.DataFrame, selection: Selection, also: pl.Expr | None = None, *, needs_facts: bool
) -> pl.DataFrame:
    """The documents with `facts` and `reviewed` counted under a selection and a further condition on facts.

    needs_facts: those without one are left out.
    """
    with scope(store, selection, ["document_id", "review"], also) as opened:
        found = opened.frame(
            ["{document_id} AS document_id", "count(*)::INTEGER AS matching", "count({review})::INTEGER AS reviewed"],
            "GROUP BY 1",
        )
    joined = documents.join(found, on="document_id", how="left", maintain_order="left")
    joined = joined.with_columns(pl.col("matching", "reviewed").fill_null(0))
    if needs_facts:
        joined = joined.filter(pl.col("matching") > 0)
    return joined.with_columns(facts=pl.col("matching")).drop("matching")


def _sorted(documents: pl.DataFrame, sort: Sequence[str]) -> pl.DataFrame:
    keys = [key for key in sort if key.lstrip("-") in documents.columns]
    if not keys:
        return documents
    share = pl.col("reviewed") / pl.max_horizontal(pl.col("facts"), 1)
    by = [share if key.lstrip("-") == "reviewed" else pl.col(key.lstrip("-")) for key in keys]
    return documents.sort(by, descending=[key[0] == "-" for key in keys], nulls_last=True, maintain_order=True)


def reports(store: Store) -> dict[str, frozenset[int]]:
    """The years whose report of a place is there, by region code."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT region_code, list(DISTINCT year) FROM documents "
            "WHERE region_code IS NOT NULL AND year IS NOT NULL GROUP BY 1"
        ).fetchall()
    return {str(code): frozenset(years) for code, years in rows}
