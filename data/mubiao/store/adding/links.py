"""What became of pledges in the next report of their place: followed in the transaction that brings or takes a report.

The reports of a place are its work reports by year. The next is that of the next year there is, whatever the gap; of
two reports of one year the longer one tells, and the pledges of both are followed. A pair is followed when both are
there, and again when one of them is read anew. Where the later one has no text, what shipped with it stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from mubiao.model import Document, Role, Section
from mubiao.pledges.following import Followed, follow, general_names
from mubiao.store import rows
from mubiao.store.arrow import framed
from mubiao.store.file.locking import Cursor, first
from mubiao.store.frames import LINK_SCHEMA


@dataclass(frozen=True, slots=True)
class Report:
    """As much of a work report as pairing asks for."""

    document_id: str
    region_code: str
    year: int
    characters: int


@dataclass(frozen=True, slots=True)
class Promised:
    """As much of a stored pledge as following asks for."""

    pledge_id: str
    start: int
    end: int
    object: str
    act: str
    kind: str


def homes(cursor: Cursor, ids: Sequence[str]) -> set[str]:
    """The places of these documents, by their codes."""
    return {code for (code,) in _among(cursor, "SELECT DISTINCT region_code FROM documents WHERE document_id", ids)} - {
        None
    }


def forget(cursor: Cursor, ids: Sequence[str]) -> None:
    """Take out what became of the pledges of these documents, and what these documents tell of others."""
    if ids and first(cursor, "SELECT 1 FROM pledge_links LIMIT 1") is not None:
        holes = ", ".join("?" * len(ids))
        cursor.execute(
            f"DELETE FROM pledge_links WHERE document_id IN ({holes}) OR later_id IN ({holes})", [*ids, *ids]
        )


def of(cursor: Cursor, document_id: str) -> pl.DataFrame:
    """The rows in which a document is one of the two."""
    query = "SELECT * FROM pledge_links WHERE document_id = ? OR later_id = ?"
    return framed(cursor.sql(query, params=[document_id, document_id]))


def refresh(cursor: Cursor, changed: Sequence[Document], before: Collection[str] = ()) -> None:
    """Follow the pledges of every pair of reports that is new, or of which one has changed.

    changed: documents that came, or were read anew; before: places where one was till now.
    """
    ids = [document.document_id for document in changed]
    forget(cursor, ids)
    places = {document.region_code for document in changed if document.region_code} | set(before)
    if not places:
        return
    reports = [
        Report(*row)
        for row in _among(
            cursor,
            "SELECT document_id, region_code, year, characters FROM documents "
            "WHERE kind = 'work_report' AND year IS NOT NULL AND region_code",
            sorted(places),
        )
    ]
    wanted = dict(pairs(reports))
    followed = set(
        _among(
            cursor,
            "SELECT DISTINCT document_id, later_id FROM pledge_links WHERE document_id",
            [report.document_id for report in reports],
        )
    )
    known = {report.document_id: report for report in reports}
    outdated = [(first, second) for first, second in followed if wanted.get(first) != second]
    for first_id, later_id in outdated:
        cursor.execute("DELETE FROM pledge_links WHERE document_id = ? AND later_id = ?", [first_id, later_id])
    todo = [(known[a], known[b]) for a, b in wanted.items() if (a, b) not in followed]
    _follow(cursor, todo, {document.document_id: document.text for document in changed})


def pairs(reports: Iterable[Report]) -> Iterator[tuple[str, str]]:
    """(document_id, that of the report that tells what became of it), place by place. Reports as `Report`."""
    by_place: dict[str, dict[int, list[Report]]] = {}
    for report in reports:
        by_place.setdefault(report.region_code, {}).setdefault(report.year, []).append(report)
    for years in by_place.values():
        following: str | None = None
        for year in sorted(years, reverse=True):
            if following is not None:
                for report in years[year]:
                    yield report.document_id, following
            following = max(years[year], key=lambda one: (one.characters, one.document_id)).document_id


def _follow(cursor: Cursor, todo: Sequence[tuple[Report, Report]], texts: dict[str, str]) -> None:
    if not todo:
        return
    involved = list(dict.fromkeys(report.document_id for pair in todo for report in pair))
    pledges = _pledges(cursor, involved)
    todo = [(earlier, later) for earlier, later in todo if pledges.get(earlier.document_id)]
    later_ids = list(dict.fromkeys(later.document_id for _, later in todo))
    missing = [one for one in later_ids if one not in texts]
    query = "SELECT document_id, text FROM documents WHERE text IS NOT NULL AND document_id"
    texts = {**texts, **dict(_among(cursor, query, missing))}
    outlines = _outlines(cursor, later_ids)
    found: list[dict[str, Any]] = []
    origins = dict(_among(cursor, "SELECT document_id, rules FROM documents WHERE document_id", later_ids))
    for earlier, later in todo:
        text, sections = texts.get(later.document_id), outlines.get(later.document_id)
        if text is None or not sections:
            continue
        promised, again = pledges[earlier.document_id], pledges.get(later.document_id, ())
        for row in followed(earlier, promised, later, text, sections, again):
            found.append(row | {"origin": origins[later.document_id]})
    if found:
        rows.insert(cursor, "pledge_links", pl.DataFrame(found, schema=LINK_SCHEMA))


def followed(
    earlier: Report,
    promised: Sequence[Promised],
    later: Report,
    text: str,
    sections: list[Section],
    again: Sequence[Promised],
) -> Iterator[dict[str, Any]]:
    """Column → value of LINK_SCHEMA, but for `origin`, of each pledge of the earlier report.

    again: the pledges of the later one.
    """
    fates = follow(promised, text, sections, later.year, general_names(later.region_code))
    for pledge, fate in zip(promised, fates, strict=True):
        yield {
            "pledge_id": pledge.pledge_id,
            "document_id": earlier.document_id,
            "later_id": later.document_id,
            "later_year": later.year,
            "years_later": later.year - earlier.year,
            **_told(fate, again),
        }


def _told(fate: Followed, later: Sequence[Promised]) -> dict[str, Any]:
    start, end = fate.evidence[0] if fate.evidence else (None, None)
    return {
        "status": fate.status,
        "stage": fate.stage,
        "evidence_start": start,
        "evidence_end": end,
        "next_id": next_of(fate.ahead, later),
        "rule": fate.rule,
        "share": fate.share,
    }


def next_of(ahead: Iterable[tuple[int, int]], later: Sequence[Promised]) -> str | None:
    """The pledge of the later report that shares most with the places where it promises the object again."""
    best: tuple[int, int, str] | None = None
    for start, end in ahead:
        for pledge in later:
            shared = min(end, pledge.end) - max(start, pledge.start)
            if shared > 0 and (best is None or shared > best[0]):
                best = shared, -pledge.start, pledge.pledge_id
    return best[2] if best else None


def _pledges(cursor: Cursor, ids: Sequence[str]) -> dict[str, list[Promised]]:
    found: dict[str, list[Promised]] = {}
    query = 'SELECT document_id, pledge_id, start, "end", object, act, kind FROM pledges WHERE document_id'
    for document_id, *pledge in sorted(_among(cursor, query, ids), key=lambda row: (row[0], row[2])):
        found.setdefault(document_id, []).append(Promised(*pledge))
    return found


def _outlines(cursor: Cursor, ids: Sequence[str]) -> dict[str, list[Section]]:
    found: dict[str, list[Section]] = {}
    query = (
        'SELECT document_id, ordinal, start, "end", level, heading, path, role, period FROM sections WHERE document_id'
    )
    for document_id, _, start, end, level, heading, path, role, period in sorted(_among(cursor, query, ids)[:]):
        section = Section(start, end, level, heading, path, Role(role), period)
        found.setdefault(document_id, []).append(section)
    return found


def _among(cursor: Cursor, query: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of a query whose last word is the column that is one of the values; none where there is no value."""
    if not values:
        return []
    found: list[tuple[Any, ...]] = cursor.execute(
        f"{query} IN ({', '.join('?' * len(values))})", list(values)
    ).fetchall()
    return found
