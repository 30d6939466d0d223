"""Does every fact still stand where it says? Re-reads the stored texts and holds facts and documents against them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mubiao.store import Store


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold."""

    problem: str  # span, text, orphan
    document_id: str
    fact_id: str | None
    expected: str
    found: str


@dataclass(slots=True)
class Checked:
    """How much was looked at. A bundled document without its text cannot be checked."""

    documents: int = 0
    without_text: int = 0
    facts: int = 0


def problems(store: Store, checked: Checked) -> Iterator[Problem]:
    """What does not hold in the database, document by document; `checked` counts what was read.

    span: the text at a fact's offsets is not what the fact quotes. text: a text is not the one that its id was made of.
    orphan: a fact of a document that is not there.
    """
    import polars as pl

    listed = store.documents().select("document_id", "has_text").rows()
    facts = store.facts(reviews=False).select("document_id", "fact_id", "start", "end", "printed")
    known = {document_id for document_id, _ in listed}
    strays = facts.select("document_id", "fact_id").collect().filter(~pl.col("document_id").is_in(list(known)))
    for document_id, fact_id in strays.rows():
        yield Problem("orphan", document_id, fact_id, "its document", "no such document")
    for document_id, has_text in listed:
        checked.documents += 1
        text = store.text(document_id) if has_text else None
        if text is None:
            checked.without_text += 1
            continue
        identity = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if identity != document_id:
            yield Problem("text", document_id, None, document_id, identity)
        for _, fact_id, start, end, printed in facts.filter(pl.col("document_id") == document_id).collect().rows():
            checked.facts += 1
            if text[start:end] != printed:
                yield Problem("span", document_id, fact_id, printed, text[start:end])
