"""The table of places with counts, for the region tree."""

from __future__ import annotations

import polars as pl

from mubiao.store.gate import Cursor

_COUNTS = """
SELECT region_code, region, level, parent_code,
       coalesce(d.n, 0) AS documents, coalesce(f.n, 0) AS facts
FROM regions
LEFT JOIN (SELECT region_code, count(*) AS n FROM documents GROUP BY region_code) d USING (region_code)
LEFT JOIN (SELECT region_code, count(*) AS n FROM facts GROUP BY region_code) f USING (region_code)
"""

SCHEMA: dict[str, pl.DataType] = {
    "region_code": pl.String(),
    "region": pl.String(),
    "level": pl.String(),
    "parent_code": pl.String(),
    "documents": pl.Int64(),
    "facts": pl.Int64(),
    "documents_below": pl.Int64(),
    "facts_below": pl.Int64(),
}


def tree(cursor: Cursor) -> pl.DataFrame:
    """Places in tree order (a place, then what lies in it, by code) with own and inclusive counts."""
    rows = {row[0]: row for row in cursor.execute(_COUNTS).fetchall()}
    children: dict[str | None, list[str]] = {}
    for code, row in rows.items():
        # A place whose parent is unknown stands at the top, rather than nowhere.
        children.setdefault(row[3] if row[3] in rows else None, []).append(code)
    found: list[tuple[object, ...]] = []

    def walk(code: str) -> tuple[int, int]:
        place = len(found)
        found.append(())
        documents, facts = rows[code][4], rows[code][5]
        for child in sorted(children.get(code, ()), key=_order):
            below = walk(child)
            documents, facts = documents + below[0], facts + below[1]
        found[place] = (*rows[code], documents, facts)
        return documents, facts

    for top in sorted(children.get(None, ()), key=_order):
        walk(top)
    return pl.DataFrame(found, schema=SCHEMA, orient="row")


def _order(code: str) -> tuple[bool, str]:
    return code.startswith("zone:"), code
