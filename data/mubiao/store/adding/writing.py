"""Adding and removing documents. A call is one transaction: after a crash at any point the file is as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Literal

import polars as pl

from mubiao.model import Document, Fact, Pledge, QualitativeTarget, Section, StoreError
from mubiao.store import rows
from mubiao.store.adding import links, reanchor
from mubiao.store.arrow import framed
from mubiao.store.file.locking import Cursor, first
from mubiao.store.frames import (
    DOCUMENT_SCHEMA,
    FACT_SCHEMA,
    document_row,
    doubts_text,
    facts_frame,
    pledges_frame,
    promises_frame,
    sections_frame,
    shaped,
)

Outcome = Literal["added", "unchanged", "updated", "attached"]
"""What `add` did: a new document; nothing; facts replaced by those of newer rules; text for a bundled document."""


OF_DOCUMENTS = ("facts", "sections", "promises", "pledges")
"""The tables whose rows come and go with those of a document."""


@dataclass(frozen=True)
class Addition:
    """A document with the facts and sections that one version of the rules made of it."""

    document: Document
    facts: pl.DataFrame
    sections: pl.DataFrame
    promises: pl.DataFrame
    pledges: pl.DataFrame
    rules: str


def entry(
    document: Document,
    facts: Iterable[Fact] | pl.DataFrame,
    sections: Sequence[Section] = (),
    promises: Iterable[QualitativeTarget] = (),
    pledges: Iterable[Pledge] = (),
    *,
    rules: str | None = None,
) -> Addition:
    """Check and shape what is to be added. What is stated in another document, or outside it, is an error."""
    frame = shaped(facts, FACT_SCHEMA) if isinstance(facts, pl.DataFrame) else facts_frame(facts)
    frame = frame.unique("fact_id", keep="first", maintain_order=True)
    words = promises_frame(promises).unique("promise_id", maintain_order=True)
    acts = pledges_frame(pledges).unique("pledge_id", maintain_order=True)
    outside = (
        (pl.col("document_id") != document.document_id)
        | (pl.col("start") < 0)
        | (pl.col("end") > len(document.text))
        | (pl.col("start") >= pl.col("end"))
    )
    for kind, stated in (("fact", frame), ("promise", words), ("pledge", acts)):
        strange = stated.filter(outside)
        if strange.height:
            raise StoreError(f"{document.name}: {kind} {strange[f'{kind}_id'][0]} does not lie in this document")
    if rules is None:
        rules = frame["origin"][0] if frame.height else rules_version()
    try:
        f"{document.text}{document.title}{document.publisher}".encode()
    except UnicodeEncodeError as error:
        raise StoreError(f"{document.name!a} holds half characters, which no text has") from error
    outline = sections_frame(document.document_id, sections)
    return Addition(document, frame, outline, words, acts, rules)


def add(cursor: Cursor, entries: Sequence[Addition], told: Collection[str] = ()) -> list[Outcome]:
    """Bring the entries into the database; one outcome each, in order. The same document twice is unchanged.

    told: ids of documents of which people have stated something new: they are replaced whatever their rules.
    """
    known = known_documents(cursor, [e.document.document_id for e in entries])
    outcomes: list[Outcome] = []
    new: list[Addition] = []
    replaced: list[Addition] = []
    promising: list[Addition] = []
    now = datetime.now(UTC).replace(tzinfo=None)
    for e in entries:
        key = e.document.document_id
        if key not in known:
            outcomes.append("added")
            new.append(e)
        else:
            stored_rules, has_text = known[key]
            fresh = newer(e.rules, stored_rules) or key in told
            outcomes.append("updated" if has_text and fresh else "unchanged" if has_text else "attached")
            if not has_text:
                _attach(cursor, e, now)
            if fresh:
                replaced.append(e)
            elif e.pledges.height:
                promising.append(e)
        known[key] = (e.rules, True)
    homes = links.homes(cursor, [e.document.document_id for e in replaced])
    _replace(cursor, replaced)
    if new:
        records = [{**document_row(e.document), "origin": "added", "rules": e.rules, "added_at": now} for e in new]
        rows.insert(cursor, "documents", pl.DataFrame(records, schema=DOCUMENT_SCHEMA, orient="row"))
    _insert(cursor, new + replaced)
    told_more = _insert_pledges(cursor, promising)
    # A text that was attached can be followed into now, though the rules are the same.
    brought = [
        e.document
        for e, outcome in zip(entries, outcomes, strict=True)
        if outcome != "unchanged" or e.document.document_id in told_more
    ]
    links.refresh(cursor, brought, homes)
    return outcomes


def leave_parts(cursor: Cursor) -> None:
    """What this transaction adds stays as it is written: DuckDB does not join it with what was added before.

    Joining reads two thousand texts at once and writes all of them again, the more often the more are added.
    """
    cursor.execute("SET max_vacuum_tasks = 0")


def replace(cursor: Cursor, e: Addition) -> None:
    """Put other facts in the place of those of a document that is there."""
    homes = links.homes(cursor, [e.document.document_id])
    _replace(cursor, [e])
    _insert(cursor, [e])
    links.refresh(cursor, [e.document], homes)


def _replace(cursor: Cursor, replaced: Sequence[Addition]) -> None:
    """Take out the facts of documents that have been read anew, and describe them as they are known now."""
    for table in OF_DOCUMENTS:
        _drop(cursor, table, replaced)
    for e in replaced:
        cursor.execute("UPDATE documents SET rules = ? WHERE document_id = ?", [e.rules, e.document.document_id])
        _describe(cursor, e)


def _insert(cursor: Cursor, changed: Sequence[Addition]) -> None:
    """The facts of documents, the places that they name, and the reviews that find them again."""
    if changed:
        facts, promises = pl.concat([e.facts for e in changed]), pl.concat([e.promises for e in changed])
        pledges = pl.concat([e.pledges for e in changed])
        rows.insert(cursor, "facts", facts)
        rows.insert(cursor, "sections", pl.concat([e.sections for e in changed]))
        rows.insert(cursor, "promises", promises)
        rows.insert(cursor, "pledges", pledges)
        homes = pl.DataFrame([(e.document.region_code, e.document.region) for e in changed], rows.PLACE, orient="row")
        rows.add_regions(
            cursor, pl.concat([homes.cast(pl.String), *(f.select(rows.PLACE) for f in (facts, promises, pledges))])
        )
        reanchor.reattach(cursor, [e.document.document_id for e in changed])


def remove(cursor: Cursor, document_id: str) -> bool:
    """Take a document and its facts out; its reviews stay, and hold again when the document comes back."""
    if first(cursor, "SELECT 1 FROM documents WHERE document_id = ?", [document_id]) is None:
        return False
    homes = links.homes(cursor, [document_id])
    for table in (*OF_DOCUMENTS, "documents"):
        cursor.execute(f"DELETE FROM {table} WHERE document_id = ?", [document_id])
    links.forget(cursor, [document_id])
    links.refresh(cursor, [], homes)
    return True


def take_out(cursor: Cursor, document_id: str) -> dict[str, pl.DataFrame]:
    """Remove a document; table → its rows, from which `put_back` brings back all as it was."""
    taken = {
        table: framed(cursor.sql(f"SELECT * FROM {table} WHERE document_id = ?", params=[document_id]))
        for table in (*OF_DOCUMENTS, "documents")
    }
    taken["pledge_links"] = links.of(cursor, document_id)
    remove(cursor, document_id)
    return taken


def put_back(cursor: Cursor, taken: dict[str, pl.DataFrame]) -> bool:
    """Bring back what `take_out` took; False, with nothing changed, where the document has come back otherwise."""
    ids = taken["documents"]["document_id"].to_list()
    if not ids or known_documents(cursor, ids):
        return False
    for table, frame in taken.items():
        if frame.height:
            rows.insert(cursor, table, frame)
    links.refresh(cursor, [], links.homes(cursor, ids))
    reanchor.reattach(cursor, ids)
    return True


def newer(rules: str, than: str) -> bool:
    """Whether one version of the rules is newer than another; versions that cannot be compared count as newer.

    Behind a + stands what tells a user's own words from others: of one version, other words are newer.
    """
    if rules == than:
        return False
    try:
        return _parts(rules) >= _parts(than)
    except ValueError:
        return True


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.partition("+")[0].split(".")]


def rules_version() -> str:
    """The version of the rules that this installation extracts with."""
    return str(import_module("mubiao.extract").rules_version())


def known_documents(cursor: Cursor, ids: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """document_id → (rules, has text) of those that are there."""
    # As constants: a join would build a table of all documents. And no question about `text`, which would read all
    # texts. Both cost more the more there is.
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    holes = ", ".join("?" * len(wanted))
    found: list[tuple[str, str, str]] = cursor.execute(
        f"SELECT document_id, rules, origin FROM documents WHERE document_id IN ({holes})", wanted
    ).fetchall()
    textless: set[str] = set()
    if any(origin == "bundled" for _, _, origin in found):  # no others come without their text
        bare = cursor.execute("SELECT document_id FROM documents WHERE origin = 'bundled' AND text IS NULL").fetchall()
        textless = {document_id for (document_id,) in bare}
    return {document_id: (rules, document_id not in textless) for document_id, rules, _ in found}


def _insert_pledges(cursor: Cursor, entries: Sequence[Addition]) -> set[str]:
    """The pledges of documents that were bundled without any; the ids of these."""
    without = {
        e.document.document_id: e.pledges
        for e in entries
        if first(cursor, "SELECT 1 FROM pledges WHERE document_id = ? LIMIT 1", [e.document.document_id]) is None
    }
    if without:
        rows.insert(cursor, "pledges", pl.concat(without.values()))
        rows.add_regions(cursor, pl.concat([pledges.select(rows.PLACE) for pledges in without.values()]))
    return set(without)


def _attach(cursor: Cursor, e: Addition, now: datetime) -> None:
    cursor.execute(
        "UPDATE documents SET text = ?, name = ?, characters = ?, added_at = ? WHERE document_id = ?",
        [e.document.text, e.document.name, len(e.document.text), now, e.document.document_id],
    )


def _describe(cursor: Cursor, e: Addition) -> None:
    """What newer rules know about the document itself."""
    d = e.document
    cursor.execute(
        "UPDATE documents SET title = ?, kind = ?, publisher = ?, date = ?, year = ?, region = ?, region_code = ?, "
        "url = ?, doubts = ?, sources = ? WHERE document_id = ?",
        [
            *(d.title, d.kind, d.publisher, d.date, d.year, d.region, d.region_code),
            *(d.url, doubts_text(d), d.sources, d.document_id),
        ],
    )


def _drop(cursor: Cursor, table: str, entries: Sequence[Addition]) -> None:
    if not entries:
        return
    ids = pl.DataFrame({"document_id": [e.document.document_id for e in entries]})
    with rows.registered(cursor, "outdated", ids):
        cursor.execute(f"DELETE FROM {table} WHERE document_id IN (SELECT document_id FROM outdated)")
