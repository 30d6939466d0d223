"""Pledges as columns: rows made of Pledge objects without loading polars."""

from __future__ import annotations

from operator import attrgetter

from mubiao.model import PLEDGE_COLUMNS, Document
from mubiao_tui.results import Batch, declared

COLUMNS = declared("pledges", *PLEDGE_COLUMNS)
SHOWN = ("region", "object", "act", "kind", "period", "core", "pledge_id")
"""What a table of pledges shows when nobody says which columns."""

_fields = attrgetter(*PLEDGE_COLUMNS)


def batch(document: Document) -> Batch:
    """The pledges of a document as a batch of COLUMNS."""
    from mubiao.pledges import pledges

    found = pledges(document)
    return list(zip(*map(_fields, found), strict=True)) if found else [[] for _ in COLUMNS]
