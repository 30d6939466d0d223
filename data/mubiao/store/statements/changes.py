"""What people state about documents: stated, undone, listed. Each change is read into the document at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal

import polars as pl

from mubiao.documents.frame import Frame
from mubiao.documents.stated import FIELDS, Stated
from mubiao.model import StatementError
from mubiao.store.file.locking import Cursor, identifier
from mubiao.store.statements import applying, rereading, table
from mubiao.store.statements.adjusting import adjust

Opened = Callable[[], AbstractContextManager[Cursor]]

Done = Literal["read again", "adjusted"]
"""What became of the facts: found anew in the text; or, where that is not at hand, mended as far as that goes."""

_KNOWN = (
    "title",
    "kind",
    "publisher",
    "date",
    "year",
    "region",
    "region_code",
    "url",
    "name",
    "text",
    "rules",
    "sources",
)


class Statements:
    """The statements in a database; `Store.statements` gives them."""

    def __init__(self, reading: Opened, writing: Opened) -> None:
        self._reading = reading
        self._writing = writing

    def state(self, document_id: str, values: Mapping[str, object], *, reviewer: str | None = None) -> Done:
        """State what a document is: field → value, of documents.stated.FIELDS. It wins over what it says itself.

        StatementError: there is no such document, or it cannot be so; nothing is changed then.
        """
        said = Stated.of(values).texts()
        if not said:
            raise StatementError(f"nothing is stated; what can be: {', '.join(FIELDS)}")
        with self._writing() as cursor:
            known = _known(cursor, document_id)
            before = table.held(cursor, [document_id]).get(document_id, {})
            table.record(cursor, document_id, said, known, reviewer)
            return _apply(cursor, document_id, known, before, {**before, **said}, said)

    def undo(self, document_id: str) -> tuple[tuple[str, ...], Done] | None:
        """Take back what was stated last of a document and still holds: the fields; None if there is nothing."""
        with self._writing() as cursor:
            known = _known(cursor, document_id)
            before = table.held(cursor, [document_id]).get(document_id, {})
            was = table.undo(cursor, document_id)
            if not was:
                return None
            after = table.held(cursor, [document_id]).get(document_id, {})
            return tuple(was), _apply(cursor, document_id, known, before, after, {**was, **_of(after, was)})

    def frame(self, document_id: str, *, outlined: bool = True) -> Frame | None:
        """How a document was read before its numbers; None for one without its text.

        outlined: with its parts, which take several times as long.
        """
        with self._reading() as cursor:
            known = _known(cursor, document_id)
            if known["text"] is None:
                return None
            said = table.as_stated(table.held(cursor, [document_id]).get(document_id, {}))
            return rereading.frame_of(known, said, outlined=outlined)

    def all(self) -> pl.DataFrame:
        """Every statement in the order in which they were made, undone ones included: table.SCHEMA."""
        with self._reading() as cursor:
            return table.listed(cursor)

    def of(self, document_id: str) -> pl.DataFrame:
        """Those about one document."""
        with self._reading() as cursor:
            return table.listed(cursor, document_id)


ACTION = "state"
"""What a statement is called among judgments, in the file of `mubiao review export`."""

IDENTITY = ("document_id", "field", "value", "reviewer", "at")
"""What makes two rows the same statement."""


def carried(cursor: Cursor) -> list[dict[str, Any]]:
    """Every statement as a row of that file: the document's id stands for the fact's."""
    return [
        {
            **{name: one[name] for name in (*IDENTITY, "undone")},
            "review_id": one["statement_id"],
            "fact_id": one["document_id"],
            "action": ACTION,
            "start": 0,
            "end": 0,
            "printed": one["value"],
            "subject": "",
        }
        for one in table.listed(cursor).to_dicts()
    ]


def take_in(cursor: Cursor, brought: Sequence[Mapping[str, Any]]) -> int:
    """Take in such rows; how many were new. What changes with them is read into the documents that are here."""
    names = ", ".join(map(identifier, IDENTITY))
    there = {row[:-1]: row[-1] for row in cursor.execute(f"SELECT {names}, statement_id FROM statements").fetchall()}
    ids = list(dict.fromkeys(str(one["document_id"]) for one in brought))
    before = table.held(cursor, ids)
    new: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in brought:
        key = tuple(one[name] for name in IDENTITY)
        if key not in there:
            undone = one["undone"] or (key in new and new[key]["undone"])
            new[key] = {**{name: one[name] for name in IDENTITY}, "was": None, "undone": undone}
        elif one["undone"]:
            cursor.execute("UPDATE statements SET undone = true WHERE statement_id = ?", [there[key]])
    known = {document: row for document in ids if (row := _row(cursor, document)) is not None}
    for one in new.values():
        one["was"] = table.was(one["field"], known.get(one["document_id"], {}))
    table.insert(cursor, list(new.values()))
    after = table.held(cursor, ids)
    for document, row in known.items():
        old, now = before.get(document, {}), after.get(document, {})
        changed = {field: now[field] for field in now if old.get(field) != now[field]}
        if changed or old.keys() - now.keys():
            _apply(cursor, document, row, old, now, changed)
    return len(new)


def _of(held: Mapping[str, str], fields: Mapping[str, Any]) -> dict[str, str]:
    return {field: held[field] for field in fields if field in held}


def _known(cursor: Cursor, document_id: str) -> dict[str, Any]:
    row = _row(cursor, document_id)
    if row is None:
        raise StatementError(f"there is no document {document_id}")
    return row


def _row(cursor: Cursor, document_id: str) -> dict[str, Any] | None:
    names = ", ".join(identifier(name) for name in _KNOWN)
    row = cursor.execute(f"SELECT {names} FROM documents WHERE document_id = ?", [document_id]).fetchone()
    return None if row is None else dict(zip(_KNOWN, row, strict=True))


def _apply(
    cursor: Cursor,
    document_id: str,
    known: Mapping[str, Any],
    before: Mapping[str, str],
    after: Mapping[str, str],
    changed: Mapping[str, str | None],
) -> Done:
    if known["text"] is None:
        adjust(cursor, document_id, known, changed)
        return "adjusted"
    applying.read_again(cursor, document_id, known, table.as_stated(before), table.as_stated(after))
    return "read again"
