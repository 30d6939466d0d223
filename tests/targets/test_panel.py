"""Pairing held against a hand-read panel of three places, where it lies beside this checkout."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from mubiao.extract.context.times.names import bounds
from mubiao.store import FACT_SCHEMA, open_store
from mubiao.targets import targets

SHARED = Path(__file__).parents[3] / "shared"
PANEL = SHARED / "panel" / "headlines.csv"
CODES = {"福建省": "350000", "四川省": "510000", "深圳市南山区": "440305"}

pytestmark = pytest.mark.skipif(not PANEL.is_file(), reason="the hand-read panel is not beside this checkout")


def read() -> list[dict[str, str]]:
    """The rows that print a number and count."""
    with PANEL.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["printed"] and "AMBIG" not in row["note"]]


def number(text: str) -> float | None:
    return float(text) if text else None


def cells() -> Iterator[tuple[tuple[Any, ...], set[tuple[Any, ...]], set[float | None]]]:
    """((code, indicator, measure, year, unit), targets as read, outcomes as read) of the years that have both."""
    found: dict[tuple[Any, ...], tuple[list[dict[str, str]], list[dict[str, str]]]] = {}
    for row in read():
        if len(row["period"]) == 4:
            key = (CODES[row["place"]], row["indicator"], row["measure"], int(row["period"]), row["unit"])
            found.setdefault(key, ([], []))[row["claim"] != "target"].append(row)
    for key, (promised, happened) in found.items():
        if promised and happened:
            # The paragraph of targets counts before quotes of it, an exact figure before the bound it keeps.
            promised = [r for r in promised if "[target]" in r["note"]] or promised
            happened = [r for r in happened if r["qualifier"] == "exact"] or happened
            yield (
                key,
                {(number(r["value"]), number(r["high"]), r["qualifier"]) for r in promised},
                {number(r["value"]) for r in happened},
            )


def share_paired(rows: pl.DataFrame) -> float:
    """The share of the place-years of the panel that the rows pair as they were read."""
    paired = {
        (r["region_code"], r["indicator"], r["measure"], r["year"], r["unit"]): r
        for r in rows.to_dicts()
        if len(r["period"]) == 4
    }
    right = []
    for key, promised, happened in cells():
        row = paired.get(key)
        target = row and (row["target"], row["target_high"], row["target_qualifier"])
        right.append(row is not None and target in promised and row["outcome"] in happened)
    assert len(right) > 400
    return sum(right) / len(right)


def test_figures_as_they_were_read_are_paired() -> None:
    records, listed = [], {}
    for r in read():
        identity = hashlib.sha256(r["file"].encode()).hexdigest()[:16]
        place = {"region": r["place"].removeprefix("深圳市"), "region_code": CODES[r["place"]]}
        listed[identity] = {"document_id": identity, "kind": "work_report", "year": int(r["report_year"]), **place}
        span = bounds(r["period"] or None)
        records.append(
            {
                **dict.fromkeys(FACT_SCHEMA),
                **{name: r[name] for name in ("indicator", "measure", "unit", "qualifier", "claim", "printed")},
                **place,
                # One number for two subjects stands in the panel twice, under the same offsets.
                "fact_id": f"{identity}-{r['start']}-{r['end']}-{r['indicator']}",
                "document_id": identity,
                "start": int(r["start"]),
                "end": int(r["end"]),
                "value": number(r["value"]),
                "high": number(r["high"]),
                "period": r["period"] or None,
                "period_start": span and span[0],
                "period_end": span and span[1],
                "year": span and span[1].year,
                "section": "目标" if "[target]" in r["note"] else "",
                "confidence": 1.0,
            }
        )
    rows = targets(pl.DataFrame(records, schema=FACT_SCHEMA), pl.DataFrame(list(listed.values()))).collect()
    assert share_paired(rows) >= 0.99


def test_the_reports_themselves_are_paired(tmp_path: Path) -> None:
    """From the texts: read, extracted, stored and paired."""
    from mubiao.ingest import prepare

    store = open_store(tmp_path / "panel.duckdb", bundled=False)
    prepared = [prepare(SHARED / "documents" / name) for name in sorted({row["file"] for row in read()})]
    outcomes = store.add_many((p.document, p.facts, p.sections, p.promises) for p in prepared if p.document is not None)
    assert [outcome for _, outcome in outcomes] == ["added"] * len(prepared)
    assert store.check().height == 0
    assert share_paired(store.targets().collect()) >= 0.97
