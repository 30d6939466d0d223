"""The table `statements`: what people state about documents, with who and when, kept apart from the documents.

Nothing is overwritten: of a document and a field the latest statement that is not undone holds. It is of a text, so it
holds again when the document comes back, also with other line ends.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from mubiao.columns import schema
from mubiao.documents.stated import Stated
from mubiao.store import rows
from mubiao.store.arrow import framed
from mubiao.store.file.locking import Cursor, first, identifier

SCHEMA: dict[str, pl.DataType] = schema("statements")

Held = dict[str, dict[str, str]]
"""document_id → field → value as text."""


def silent(cursor: Cursor) -> bool:
    """Whether nothing is stated of any document: few ever are spoken of, and thousands are added."""
    return first(cursor, "SELECT 1 FROM statements WHERE NOT undone LIMIT 1") is None


def held(cursor: Cursor, ids: Sequence[str]) -> Held:
    """What holds of these documents; those of which nothing is stated are left out."""
    wanted = set(ids)
    found: Held = {}
    for document_id, field, value in cursor.execute(
        'SELECT document_id, field, value FROM statements WHERE NOT undone ORDER BY "at", statement_id'
    ).fetchall():
        if document_id in wanted:
            found.setdefault(document_id, {})[field] = value
    return found


def record(
    cursor: Cursor, document_id: str, values: Mapping[str, str], before: Mapping[str, Any], reviewer: str | None
) -> None:
    """Keep that a person states these values. before: what was known of the document."""
    now = datetime.now(UTC).replace(tzinfo=None)
    records = [
        {
            "document_id": document_id,
            "field": field,
            "value": value,
            "was": was(field, before),
            "reviewer": who(reviewer),
            "at": now,
            "undone": False,
        }
        for field, value in values.items()
    ]
    insert(cursor, records)


def insert(cursor: Cursor, records: Sequence[Mapping[str, Any]]) -> None:
    """Keep statements, which get their numbers here."""
    last = first(cursor, "SELECT coalesce(max(statement_id), 0) FROM statements")
    number = int(last[0]) + 1 if last else 1
    numbered = [{**record, "statement_id": number + i} for i, record in enumerate(records)]
    if numbered:
        rows.insert(cursor, "statements", pl.DataFrame(numbered, schema=SCHEMA))


def was(field: str, before: Mapping[str, Any]) -> str | None:
    """The value before, as text; of a place its code, which is no other place's."""
    value = (before.get("region_code") or before.get("region")) if field == "region" else before.get(field)
    return None if value is None else str(value)


def undo(cursor: Cursor, document_id: str) -> dict[str, str | None]:
    """Take back what was stated last and still holds: field → what was known before; empty where there is nothing."""
    last = first(
        cursor,
        'SELECT "at", reviewer FROM statements WHERE document_id = ? AND NOT undone '
        'ORDER BY "at" DESC, statement_id DESC LIMIT 1',
        [document_id],
    )
    if last is None:
        return {}
    key = [document_id, *last]
    where = 'document_id = ? AND "at" = ? AND reviewer = ? AND NOT undone'
    found = dict(cursor.execute(f"SELECT field, was FROM statements WHERE {where}", key).fetchall())
    cursor.execute(f"UPDATE statements SET undone = true WHERE {where}", key)
    return found


def listed(cursor: Cursor, document_id: str | None = None) -> pl.DataFrame:
    """All statements (of one document) in the order in which they were made, undone ones included: SCHEMA."""
    names = ", ".join(identifier(name) for name in SCHEMA)
    where, values = ("", []) if document_id is None else ("WHERE document_id = ? ", [document_id])
    return framed(cursor.sql(f"SELECT {names} FROM statements {where}ORDER BY statement_id", params=values))


def who(reviewer: str | None) -> str:
    """Who states it: the name given, $MUBIAO_REVIEWER, or the login."""
    named = (reviewer or os.environ.get("MUBIAO_REVIEWER") or "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return "unknown"


def as_stated(values: Mapping[str, str]) -> Stated:
    """What is kept, as it is applied; a value that is understood no more is left out."""
    from mubiao.model import StatementError

    found = Stated()
    for field, value in values.items():
        try:
            found = found.under(Stated.of({field: value}))
        except StatementError:  # a place that the table does not have any more
            continue
    return found
