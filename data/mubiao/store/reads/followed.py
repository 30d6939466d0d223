"""Pledges with what became of them, as reviewed: the view of schema.sql as a relation."""

from __future__ import annotations

from mubiao.store.file.locking import Cursor, identifier
from mubiao.store.frames import FOLLOWED_SCHEMA
from mubiao.store.reads.lazy_table import Relation


def plan(cursor: Cursor, needed: set[str]) -> Relation:
    """By document and position."""
    source = "(FROM followed_pledges ORDER BY document_id, start)"
    return Relation(source, {name: identifier(name) for name in FOLLOWED_SCHEMA})
