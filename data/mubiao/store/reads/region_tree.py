"""The table of places with counts, for the region tree.

Polars is imported only for the frame: the explorer shows its tree before polars is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao.columns import schema
from mubiao.store.file.locking import Cursor

if TYPE_CHECKING:
    import polars as pl

_COUNTS = """
SELECT region_code, region, level, parent_code,
       coalesce(d.n, 0) AS documents, coalesce(f.n, 0) AS facts
FROM regions
LEFT JOIN (SELECT region_code, count(*) AS n FROM documents GROUP BY region_code) d USING (region_code)
LEFT JOIN (SELECT region_code, count(*) AS n FROM facts GROUP BY region_code) f USING (region_code)
"""

Row = tuple[str, str, str, str | None, int, int, int, int]
"""region_code, region, level, parent_code, documents, facts, documents_below, facts_below."""


def tree(cursor: Cursor) -> pl.DataFrame:
    """Places in tree order (a place, then what lies in it, by code) with own and inclusive counts."""
    import polars as pl

    return pl.DataFrame(listed(cursor), schema=schema("regions"), orient="row")


def listed(cursor: Cursor) -> list[Row]:
    """The same as plain rows."""
    rows = {row[0]: row for row in cursor.execute(_COUNTS).fetchall()}
    children: dict[str | None, list[str]] = {}
    for code, row in rows.items():
        # A place whose parent is unknown stands at the top, rather than nowhere.
        children.setdefault(row[3] if row[3] in rows else None, []).append(code)
    found: list[Row] = []

    def walk(code: str) -> tuple[int, int]:
        place = len(found)
        found.append(rows[code] + (0, 0))
        documents, facts = rows[code][4], rows[code][5]
        for child in sorted(children.get(code, ()), key=_order):
            below = walk(child)
            documents, facts = documents + below[0], facts + below[1]
        found[place] = (*rows[code], documents, facts)
        return documents, facts

    for top in sorted(children.get(None, ()), key=_order):
        walk(top)
    return found


def _order(code: str) -> tuple[bool, str]:
    return code.startswith("zone:"), code
