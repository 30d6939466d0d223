"""Keeping judgments on their facts when a new extraction has moved or renamed them.

A review is made on a fact id, that is on a span. New rules may print the same quantity with another span, so a review
whose fact is gone looks for the same quote: a fact of the same document that overlaps the old span with the same
digits, or that prints the same quantity of the same subject close by. What finds none is an orphan: kept, listed, and
tried again at every extraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mubiao.store.file.locking import Cursor

NEARBY = 200
"""How many code points a quantity may have moved and still be taken for the same one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a judgment was made, or a fact stands."""

    fact_id: str
    start: int
    end: int
    printed: str
    subject: str


def reattach(cursor: Cursor, documents: Sequence[str], *, anywhere: bool = False) -> int:
    """Point the reviews of these documents whose facts are gone at the facts that quote the same; how many found.

    anywhere: the text is another one, in which the same quote of the same subject can stand far from where it stood.
    """
    moved = 0
    for document_id in _with_orphans(cursor, documents):
        facts = [
            Quote(*row)
            for row in cursor.execute(
                'SELECT fact_id, start, "end", printed, subject FROM facts WHERE document_id = ? '
                'UNION ALL SELECT pledge_id, start, "end", printed, object FROM pledges WHERE document_id = ?',
                [document_id, document_id],
            ).fetchall()
        ]
        taken = {fact_id for (fact_id,) in cursor.execute(_PRESENT, [document_id] * 3).fetchall()}
        for old in (Quote(*row) for row in cursor.execute(_ORPHANS, [document_id] * 3).fetchall()):
            new = match(old, [f for f in facts if f.fact_id not in taken], within=None if anywhere else NEARBY)
            if new is None:
                continue
            taken.add(new.fact_id)
            # The quote stays that of the judgment: a fact that moves twice is still looked for where it was read.
            cursor.execute("UPDATE reviews SET fact_id = ? WHERE fact_id = ?", [new.fact_id, old.fact_id])
            moved += 1
    return moved


def match(old: Quote, facts: Sequence[Quote], *, within: int | None = NEARBY) -> Quote | None:
    """The fact that an orphaned judgment was made about, or None. within: code points it may have moved; None: any."""
    pledged = "-p-" in old.fact_id  # a judgment on a pledge is no judgment on a number in it
    near = [f for f in facts if within is None or abs(f.start - old.start) <= within]
    near = [f for f in near if ("-p-" in f.fact_id) == pledged]
    ranked = sorted((rank, abs(f.start - old.start), f.start, f) for f in near if (rank := _rank(old, f)) is not None)
    return ranked[0][3] if ranked else None


def _rank(old: Quote, fact: Quote) -> int | None:
    overlap = fact.start < old.end and fact.end > old.start
    same_quote = _bare(fact.printed) == _bare(old.printed)
    same_subject = fact.subject == old.subject or (fact.subject in old.subject or old.subject in fact.subject)
    if overlap and (same_quote or _digits(fact.printed) == _digits(old.printed) != ""):
        return 0
    if same_quote and same_subject:
        return 1
    return None


def _bare(printed: str) -> str:
    return "".join(printed.split())


def _digits(printed: str) -> str:
    return "".join(c for c in printed if c.isdigit())


def _with_orphans(cursor: Cursor, documents: Sequence[str]) -> list[str]:
    # Few documents are ever judged: the facts of all others are not looked at, however many there are.
    wanted = set(documents)
    judged = cursor.execute("SELECT DISTINCT document_id FROM reviews ORDER BY document_id").fetchall()
    return [
        document_id
        for (document_id,) in judged
        if document_id in wanted and cursor.execute(_ORPHANS, [document_id] * 3).fetchall()
    ]


_ORPHANS = """
SELECT fact_id, min(start), min("end"), min(printed), min(subject) FROM reviews
WHERE document_id = ? AND fact_id NOT IN (SELECT fact_id FROM facts WHERE document_id = ?)
AND fact_id NOT IN (SELECT pledge_id FROM pledges WHERE document_id = ?)
GROUP BY fact_id ORDER BY min(review_id)
"""

_PRESENT = """
SELECT DISTINCT fact_id FROM reviews
WHERE document_id = ? AND (fact_id IN (SELECT fact_id FROM facts WHERE document_id = ?)
OR fact_id IN (SELECT pledge_id FROM pledges WHERE document_id = ?))
"""
