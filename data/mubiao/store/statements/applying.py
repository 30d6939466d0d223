"""What people have stated of documents, held against those that come in or are there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mubiao.documents.stated import Stated
from mubiao.ingest import Prepared
from mubiao.store.adding import writing
from mubiao.store.adding.copies import forms
from mubiao.store.adding.writing import Addition
from mubiao.store.file.locking import Cursor
from mubiao.store.statements import table


def heard(cursor: Cursor, entries: Sequence[Addition]) -> tuple[list[Addition], set[str]]:
    """The entries, read again where people have stated more of them than their reader knew.

    What was stated with them is kept. Also the ids of those that are to be taken in whatever their rules: something
    was stated of them just now, or holds of a document that was without its text till now.
    """
    if not any(e.document.stated for e in entries) and table.silent(cursor):
        return list(entries), set()
    from mubiao.store.statements import rereading  # most people state nothing

    others = {e.document.document_id: list(forms(e.document.text)) for e in entries}
    everything = table.held(cursor, [form for several in others.values() for form in several])
    known = writing.known_documents(cursor, list(others))
    found: list[Addition] = []
    told: set[str] = set()
    for e in entries:
        key = e.document.document_id
        held: dict[str, str] = {}
        for form in reversed(others[key]):  # what was said of the very text counts before what was said of a copy
            held |= everything.get(form, {})
        said = dict(e.document.stated)
        if new := {field: value for field, value in said.items() if held.get(field) != value}:
            table.record(cursor, key, new, rereading.row_of(e.document), None)
            everything[key] = {**everything.get(key, {}), **new}
            told.add(key)
        if held and key in known and not known[key][1]:
            told.add(key)
        merged = {**held, **said}
        if merged != said:
            row = rereading.row_of(e.document)
            e = _entry(rereading.read_again(row, table.as_stated(said), table.as_stated(merged)), key)
        found.append(e)
    return found, told


def read_again(cursor: Cursor, document_id: str, known: Mapping[str, Any], before: Stated, after: Stated) -> None:
    """Find the facts of a document anew in its text, as what is stated of it has changed from `before` to `after`."""
    from mubiao.store.statements import rereading

    writing.replace(cursor, _entry(rereading.read_again(known, before, after), document_id))


def _entry(read: Prepared, key: str) -> Addition:
    assert read.document is not None and read.document.document_id == key
    return writing.entry(
        read.document, read.facts, read.sections, read.promises, read.pledges, rules=writing.rules_version()
    )
