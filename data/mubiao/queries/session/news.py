"""What has come into a database since it was last looked at: documents that are new, read again, or gone.

What was there is kept as a mark for each document, which is another one once the document has been read otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zlib import crc32

from mubiao.store import Store

Marks = Mapping[str, str]
"""document_id → what tells this reading of it from another."""

_READ = """
SELECT document_id, rules, title, kind, year, region_code, coalesce(n, 0)
FROM documents LEFT JOIN (SELECT document_id, count(*) AS n FROM facts GROUP BY document_id) USING (document_id)
"""


class News(NamedTuple):
    """What is other than it was; ids in the order of the database."""

    added: tuple[str, ...] = ()
    again: tuple[str, ...] = ()  # read again: by newer rules, or with something else stated of them
    gone: int = 0


def marks(store: Store) -> dict[str, str]:
    """The documents as they are read now."""
    with store.reading() as cursor:
        rows = cursor.execute(_READ).fetchall()
    return {str(key): f"{crc32(repr(rest).encode()):08x}" for key, *rest in rows}


def news(before: Marks, now: Marks) -> News:
    """What has changed from one time to another."""
    return News(
        tuple(key for key in now if key not in before),
        tuple(key for key, mark in now.items() if key in before and before[key] != mark),
        sum(key not in now for key in before),
    )
