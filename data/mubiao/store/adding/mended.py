"""A report that comes again with its text mended: it takes the place of the bundled one, and never counts beside it.

The public collection goes on: a later commit of it has the same report with a paragraph that was missing, or without
a line that was there twice. Its hash is another one. It is known by its place, year and kind, and by most of its
figures being those of the bundled document; its judgments and what people stated of it go over to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mubiao.store.adding import reanchor
from mubiao.store.adding.writing import Addition, known_documents, remove
from mubiao.store.file.locking import Cursor

ALIKE = 0.6
"""The share of the figures of either text that the other has too, from which on they are one report."""

FEWEST = 5
"""With fewer figures nothing is known by them."""


def make_way(cursor: Cursor, entries: Sequence[Addition]) -> dict[str, str]:
    """Take the bundled documents out that the entries mend; id of the new one → that of the old one.

    Their reviews and statements are those of the new document from now on; `settle` finds their facts.
    """
    places = {(e.document.region_code, e.document.year, e.document.kind) for e in entries}
    codes = sorted({code for code, year, _ in places if code is not None and year is not None})
    if not codes:
        return {}
    holes = ", ".join("?" * len(codes))
    bundled = cursor.execute(
        "SELECT region_code, year, kind, document_id FROM documents "
        f"WHERE origin = 'bundled' AND region_code IN ({holes}) AND year IS NOT NULL",
        codes,
    ).fetchall()
    there: dict[tuple[str, int, str], list[str]] = {}
    for *place, key in bundled:
        there.setdefault(tuple(place), []).append(key)
    known = known_documents(cursor, [e.document.document_id for e in entries])
    coming = {e.document.document_id for e in entries}
    found: dict[str, str] = {}
    for e in entries:
        d = e.document
        if d.document_id in known or d.document_id in found or d.region_code is None or d.year is None:
            continue
        for old in there.get((d.region_code, d.year, d.kind), ()):
            if old not in coming and old not in found.values() and _alike(cursor, old, e):
                _hand_over(cursor, old, d.document_id)
                found[d.document_id] = old
                break
    return found


def settle(cursor: Cursor, mended: dict[str, str]) -> None:
    """Point the reviews of mended documents at the facts that quote the same, wherever these stand now."""
    if mended:
        reanchor.reattach(cursor, list(mended), anywhere=True)


def _alike(cursor: Cursor, old: str, e: Addition) -> bool:
    printed = cursor.execute("SELECT printed FROM facts WHERE document_id = ?", [old]).fetchall()
    before, now = Counter(text for (text,) in printed), Counter(e.facts["printed"].to_list())
    most = max(before.total(), now.total())
    return min(before.total(), now.total()) >= FEWEST and (before & now).total() >= ALIKE * most


def _hand_over(cursor: Cursor, old: str, new: str) -> None:
    for table in ("reviews", "statements"):
        cursor.execute(f"UPDATE {table} SET document_id = ? WHERE document_id = ?", [new, old])
    remove(cursor, old)
