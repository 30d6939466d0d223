"""Documents as they are read, and the evidence of a fact: its sentence, what stands around it, and its rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from mubiao.filters import parse_query
from mubiao.filters.folding import pattern
from mubiao.passage import passage
from mubiao.queries.records import Evidence, Reading
from mubiao.queries.scope import COLUMNS, scope
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
        names = ("document_id", "title", "kind", "publisher", "date", "year", "region", "name", "characters")
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


Called = Callable[[str], tuple[Sequence[str], Sequence[str]]]
"""A word → the kinds of documents, and the doubts, that are called so."""

NAMED = ("title", "region", "publisher", "name", "url")
"""Columns of a document in which words are looked for."""


def listed(
    store: Store, selection: Selection, sort: Sequence[str] = (), called: Called = lambda word: ((), ())
) -> pl.DataFrame:
    """The documents of a selection: model.DOCUMENT_COLUMNS and `reviewed`.

    Words mean the documents that have each of them in NAMED, as their year, their kind or a doubt; where none has,
    those with facts that have them. All else that is selected means the documents that have facts of it. `facts` and
    `reviewed` count the facts of the selection; without one, every document is there, facts or none.
    """
    documents = store.documents()
    if words := parse_query(selection.text).words:
        own = documents.filter(*(_worded(word, called) for word in words))
        if own.height:
            documents, selection = own, replace(selection, text="")
    with scope(store, selection, ["document_id", "review"]) as opened:
        found = opened.frame(
            ["{document_id} AS document_id", "count(*)::INTEGER AS matching", "count({review})::INTEGER AS reviewed"],
            "GROUP BY 1",
        )
    joined = documents.join(found, on="document_id", how="left", maintain_order="left")
    joined = joined.with_columns(pl.col("matching", "reviewed").fill_null(0))
    if not selection.empty:
        joined = joined.filter(pl.col("matching") > 0)
    joined = joined.with_columns(facts=pl.col("matching")).drop("matching")
    keys = [key for key in sort if key.lstrip("-") in joined.columns]
    if not keys:
        return joined
    share = pl.col("reviewed") / pl.max_horizontal(pl.col("facts"), 1)
    by = [share if key.lstrip("-") == "reviewed" else pl.col(key.lstrip("-")) for key in keys]
    return joined.sort(by, descending=[key[0] == "-" for key in keys], nulls_last=True, maintain_order=True)


def _worded(word: str, called: Called) -> pl.Expr:
    """Documents that have a word."""
    wanted = pattern(word)
    kinds, whys = called(word)
    hit = pl.col("kind").is_in(list(kinds))
    for name in NAMED:
        hit = hit | pl.col(name).str.contains(wanted).fill_null(False)
    for why in whys:
        hit = hit | pl.col("doubts").str.contains(f"{why}: ", literal=True).fill_null(False)
    if word.isdecimal() and word.isascii() and len(word) == 4:
        hit = hit | (pl.col("year") == int(word)).fill_null(False)
    return hit


def reports(store: Store) -> dict[str, frozenset[int]]:
    """The years whose report of a place is there, by region code."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT region_code, list(DISTINCT year) FROM documents "
            "WHERE region_code IS NOT NULL AND year IS NOT NULL GROUP BY 1"
        ).fetchall()
    return {str(code): frozenset(years) for code, years in rows}
