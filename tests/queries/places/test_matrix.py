"""Places and sectors of the matrix stand in one order, however the database hands them over."""

from __future__ import annotations

from pathlib import Path

from tests.made import document, fact

from mubiao.queries.places.sectors import matrix
from mubiao.queries.selection import Selection
from mubiao.store import open_store


def test_equals_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    store = open_store(tmp_path / "equals.duckdb", bundled=False)
    for code, sector in (("350582", "land"), ("350500", "education"), ("350581", "finance"), ("110000", "finance")):
        doc = document(f"{code}的报告。", region=code, region_code=code)
        store.add(doc, [fact(doc, n, n + 1, region=code, region_code=code, sector=sector) for n in range(2)])
    found = matrix(store, Selection())
    assert [code for code, _ in found.places] == ["110000", "350500", "350581", "350582"]
    assert found.sectors == ("finance", "education", "land")
