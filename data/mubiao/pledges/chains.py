"""The pledges of one object over the years: first promised, started, fulfilled or dropped, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from mubiao.columns import schema

SCHEMA: dict[str, pl.DataType] = schema("pledge_chains")

NEEDED = (
    *("pledge_id", "object", "kind", "sector", "core", "report_region", "report_code", "report_year"),
    *("status", "later_year", "stage", "next_id", "review"),
)
"""The columns of `followed` that chains are made of."""

_BEGUN = 3
_BUILT = ("project", "institution")


def chains(pledges: pl.LazyFrame | pl.DataFrame) -> pl.DataFrame:
    """SCHEMA, a row an object, by place and the year of the first pledge.

    pledges: NEEDED of all that can belong together, not of a part of the years. Rejected ones are left out. `fate` is
    fulfilled when any report said so, else what became of the last pledge: under_way, again, dropped; null: no report
    has come since.
    """
    rows = pledges.lazy().select(NEEDED).collect().to_dicts()
    made = [_chain(links) for links in linked(rows)]
    return pl.DataFrame(made, schema=SCHEMA).sort("region_code", "promised", "chain_id", nulls_last=True)


def linked(rows: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The pledges in chains, the first first; each is in one."""
    known = {row["pledge_id"]: row for row in rows if row["review"] != "rejected"}
    follows = {row["next_id"] for row in known.values()}
    found: list[list[Mapping[str, Any]]] = []
    taken: set[str] = set()
    order = sorted(known.values(), key=lambda row: (row["report_year"] or 0, row["pledge_id"] in follows))
    for first in order:
        if first["pledge_id"] in taken:
            continue
        chain, at = [], first
        while at is not None and at["pledge_id"] not in taken:
            taken.add(at["pledge_id"])
            chain.append(at)
            at = known.get(at["next_id"])  # type: ignore[assignment]
        found.append(chain)
    return found


def _chain(links: list[Mapping[str, Any]]) -> dict[str, Any]:
    first, last = links[0], links[-1]
    told = [link for link in links if link["later_year"] is not None]
    works = first["kind"] in _BUILT
    started = [link["later_year"] - 1 for link in told if works and (link["stage"] or 0) >= _BEGUN]
    done = [link["later_year"] - 1 for link in told if link["status"] == "fulfilled"]
    # A pledge that was fulfilled stays so, and is promised again because it goes on.
    fate = "fulfilled" if done else "dropped" if last["status"] == "silent" else last["status"]
    heard = [link["later_year"] - 1 for link in told if link["status"] != "silent"] + [last["report_year"]]
    promised = first["report_year"]
    end = done[0] if done else max(year for year in heard if year is not None) if any(heard) else None
    return {
        "chain_id": first["pledge_id"],
        "region": first["report_region"],
        "region_code": first["report_code"],
        "object": first["object"],
        "kind": first["kind"],
        "sector": first["sector"],
        "core": any(link["core"] for link in links),
        "promised": promised,
        "started": min(started) if started else None,
        "completed": done[0] if done else None,
        "fate": fate,
        "years": None if end is None or promised is None else max(0, end - promised),
        "times": len(links),
        "marks": ", ".join(f"{link['report_year']} {link['status'] or 'open'}" for link in links),
        "last_id": last["pledge_id"],
    }
