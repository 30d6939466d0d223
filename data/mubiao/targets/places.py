"""Places as pairing needs them: what a renamed one is called today, and what lies above it.

A collection has few places and many facts, so each place is looked up once, and the facts only meet small tables.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

NAMED = "name:"
"""What the key of a place without a code begins with; it is then only equal to its namesakes."""


def keyed(frame: pl.DataFrame, code: str, name: str | None, key: str) -> pl.DataFrame:
    """The frame with the column `key`: the code of today of the place, or `name:…` for one without a code."""
    today = changed(frame[code].unique().drop_nulls())
    current = pl.col(code).replace(today) if today else pl.col(code)
    by_name = pl.lit(NAMED) + pl.col(name) if name is not None else pl.lit(None, pl.String)
    return frame.with_columns(pl.coalesce(current, by_name).alias(key))


def changed(codes: Iterable[str]) -> dict[str, str]:
    """Code that no longer holds → code of today, of those given. A place that nothing continues keeps its own."""
    from mubiao.regions.table import places

    known = places()
    old = [code for code in codes if code not in known and len(code) == 6]
    if not old:
        return {}
    from mubiao.regions import successor

    return {code: place.code for code in old if (place := successor(code)) is not None}


def table(keys: pl.Series) -> pl.DataFrame:
    """One row per key, in their order: region_code, name (of today, if listed), parent_code, parent (its name)."""
    from mubiao.regions.table import places

    known = places()
    rows = []
    for key in keys:
        above = _parent(key)
        place, parent = known.get(key), known.get(above or "")
        rows.append(
            (
                None if key.startswith(NAMED) else key,
                place.name if place else None,
                above,
                parent.name if parent else None,
            )
        )
    names = ("region_code", "name", "parent_code", "parent")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _parent(key: str) -> str | None:
    """The place above: of a town its county, of a functional zone the county or prefecture that it belongs to."""
    from mubiao.regions.table import places

    if key.startswith("zone:"):
        return key[5:].split("-")[0]
    if len(key) == 9 and key.isdigit():
        return key[:6]
    place = places().get(key)
    return place.parent if place else None
