"""Figures on which documents disagree: what they measure is in sight, and what is being read is said."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Start

from mubiao.model import Claim, Measure
from mubiao.queries.session.reader import DatabaseReader
from mubiao.store import Store, open_store
from mubiao_tui.app.drawing.text import width


@pytest.fixture
def contradicted(tmp_path: Path) -> Store:
    """Two documents of a place with a long name that tell its first quarter and its five years differently."""
    store = open_store(tmp_path / "contradicted.duckdb", bundled=False)
    place = {"region": "内蒙古自治区", "region_code": "150000", "unit": "%", "measure": Measure.GROWTH}
    for n, kind in enumerate(("work_report", "communique")):
        text = f"第{n}份：规模以上工业万元增加值用水量下降{n + 3}1.25%，常住人口城镇化率为{n + 3}2.75%。"
        doc = document(text, year=2021, kind=kind, region="内蒙古自治区", region_code="150000")
        found = []
        for word, subject, indicator, period in (
            ("1.25%", "规模以上工业万元增加值用水量", "unemployment_registered", "2020-01/2020-03"),
            ("2.75%", "常住人口城镇化率", "urbanisation", "2016/2020"),
        ):
            at = text.index(word) - 1
            found.append(
                fact(doc, at, at + 6, value=float(text[at : at + 5]), subject=subject, indicator=indicator,
                     period=period, claim=Claim.ACTUAL, **place)
            )  # fmt: skip
        store.add(doc, found)
    return store


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_subject_is_in_sight_at_80_columns(explorer: Start, contradicted: Store, lang: str) -> None:
    async with explorer(size=(80, 24), database=contradicted.path, lang=lang) as driven:
        await driven.ready("regions")
        await driven.keys("3", "C", sees="规模以上")
        await driven.sees("常住人口城")
        grid = driven.app.pane.grid  # type: ignore[union-attr]
        assert [c.id for c in grid.columns][:7] == [
            "region", "indicator", "period", "side", "chosen", "other", "subject",
        ]  # fmt: skip
        line = next(line for line in driven.lines if "规模以上" in line)
        assert "20-03" in line and "31.25%" in line and "41.25%" in line and width(line) <= 80
        assert grid.model.row(0).cells[2].raw["period"] in ("2020-01/2020-03", "2016/2020")


async def test_what_is_read_is_said_over_the_rows_of_before(
    explorer: Start, contradicted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, released = DatabaseReader.conflicts, threading.Event()

    def slow(reader: DatabaseReader, *values: Any) -> Any:
        assert released.wait(60)
        return read(reader, *values)

    monkeypatch.setattr(DatabaseReader, "conflicts", slow)
    async with explorer(database=contradicted.path) as driven:
        await driven.ready("regions")
        await driven.keys("3", "c", sees="coverage")
        await driven.sees("1 row")
        await driven.keys("C")
        try:
            await driven.until(lambda: driven.lines[2].startswith(" conflicts"), "the new mode")
            assert "reading" in driven.lines[2] and "row" not in driven.lines[2]
        finally:
            released.set()
        await driven.sees("2 rows")
        assert driven.lines[2].startswith(" conflicts")


async def test_a_list_that_is_being_read_says_so(
    explorer: Start, contradicted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mubiao.queries import documents

    read, released = documents.listed, threading.Event()

    def slow(*values: Any) -> Any:
        assert released.wait(60)
        return read(*values)

    monkeypatch.setattr(documents, "listed", slow)
    async with explorer(database=contradicted.path) as driven:
        await driven.ready("regions")
        await driven.keys("5")
        try:
            await driven.sees("reading …")
        finally:
            released.set()
        await driven.sees("内蒙古")
        assert "reading" not in driven.screen
