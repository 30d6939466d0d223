"""The chart is of the row under the cursor: it marks its year, and there is none where no row is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start

from mubiao.model import Claim, Measure
from mubiao.store import open_store
from mubiao_tui.app.drawing.chart import Chart
from mubiao_tui.app.drawing.text import width
from mubiao_tui.tabs import Tab


async def test_the_year_of_the_cursor_is_marked(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.begins("targets")
        await driven.sees("┊ 2024")
        await driven.keys("down", sees="┊ 2023")


async def test_an_empty_table_has_no_chart(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.begins("targets")
        await driven.sees("● outcome")
        pane = driven.app.pane
        assert pane is not None
        driven.app.change(
            driven.app.view.to(driven.app.view.tab, selection=driven.app.view.selection.__class__(text="nowhere"))
        )
        await driven.sees(" 0 rows")
        await driven.misses("● outcome")
        assert pane.query_one(Chart).plot is None


@pytest.mark.parametrize(
    ("key", "on", "seen", "name"),
    [
        ("a", "against the place above: on", "◆◇ 福建省", "parent"),
        ("s", "median of the places beside it: on", "prefectures in 福建省: has no such series", "siblings"),
        ("p", "targets of several years: on", "no target of several years", "programmes"),
    ],
)
async def test_a_key_switches_a_further_series_on_and_off(
    explorer: Start, key: str, on: str, seen: str, name: str
) -> None:
    async with explorer(size=(120, 40)) as driven:
        await series_of(driven, "350500")
        await driven.keys(key, sees=on)
        await driven.sees(seen)
        assert driven.app.view.further == (name,)
        await driven.keys(key)
        await driven.misses(seen)
        assert driven.app.view.further == ()


async def test_the_median_of_siblings_and_a_programme_are_drawn(explorer: Start, tmp_path: Path) -> None:
    store = open_store(tmp_path / "several.duckdb", bundled=False)
    for n, (name, code) in enumerate(COUNTIES):
        text = f"去年{name}增长{n + 4}%，年均增长9%。"
        doc = document(text, year=2025, region=name, region_code=code)
        known = {"region": name, "region_code": code, "indicator": "gdp", "measure": Measure.GROWTH, "unit": "%"}
        at = text.index("%") - 1
        facts = [fact(doc, at, at + 2, value=float(n + 4), claim=Claim.ACTUAL, period="2024", **known)]
        if not n:
            at = text.rindex("%") - 1
            more = {"value": 9.0, "period": "2021/2025", "comparison": "年均"}
            facts.append(fact(doc, at, at + 2, claim=Claim.TARGET, **{**known, **more}))
        store.add(doc, facts)
    async with explorer(size=(120, 40), database=store.path) as driven:
        await series_of(driven, COUNTIES[0][1])
        await driven.keys("s", "p", sees="■ median of 3 counties in 泉州市")
        await driven.sees("┣━┫ several years")
        plot = driven.app.pane.query_one(Chart).plot  # type: ignore[union-attr]
        assert plot is not None
        assert dict(plot.curves[1].outcomes) == {2024: 6.0}
        assert [tuple(step) for step in plot.steps] == [(2021, 2025, 9.0)]


async def test_a_crowded_chart_is_of_the_years_around_the_cursor(explorer: Start, tmp_path: Path) -> None:
    store = open_store(tmp_path / "long.duckdb", bundled=False)
    for n, (name, code) in enumerate((("泉州市", "350500"), *COUNTIES)):
        doc = document(f"{name}历年增长" + f"{n + 4}%，9%；" * 28, year=2026, region=name, region_code=code)
        known = {"region": name, "region_code": code, "indicator": "gdp", "measure": Measure.GROWTH, "unit": "%"}
        found, begin = [], doc.text.index("%") - 1
        for year in range(1999, 2027):
            at = begin + (year - 1999) * 6
            told = {"value": float(n + 4), "claim": Claim.ACTUAL, "period": str(year - 1)}
            found.append(fact(doc, at, at + 2, **told, **known))
            found.append(fact(doc, at + 3, at + 5, value=9.0, claim=Claim.TARGET, period=str(year), **known))
        store.add(doc, found)
    async with explorer(database=store.path) as driven:
        await series_of(driven, COUNTIES[0][1])
        chart = driven.app.pane.query_one(Chart)  # type: ignore[union-attr]
        await driven.sees("┊ 2026")
        assert chart.plot is not None and chart.plot.part is None, "one series has room in all its years"
        before = chart.size.height
        await driven.keys("a", "s", sees="2009–2026 of 1998–2026")
        await driven.until(lambda: chart.size.height > before, "more lines for more series")
        await driven.sees("■□")
        assert "◎" not in driven.screen
        driven.app.pane.grid.move(20)  # type: ignore[union-attr]
        await driven.sees("┊ 2006")
        await driven.sees("1998–2015 of 1998–2026")
        assert "◎" not in driven.screen
        await driven.keys("a", "s")
        await driven.until(lambda: chart.size.height == before and chart.plot.part is None, "all of it again")  # type: ignore[union-attr]


async def test_marked_places_stand_for_the_siblings(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await series_of(driven, "350582")
        await driven.keys("space")
        await series_of(driven, "350581")
        await driven.keys("s", sees="■□▣ 晋江市")
        await driven.keys("low_line")
        await driven.misses("■□▣ 晋江市")


COUNTIES = (("晋江市", "350582"), ("石狮市", "350581"), ("南安市", "350583"), ("惠安县", "350521"))


async def series_of(driven: Driven, code: str) -> None:
    """The targets, with the cursor on the growth of a place."""
    if driven.app.view.tab is not Tab.TARGETS:
        await driven.begins("targets")
    pane = driven.app.pane
    grid = pane.grid  # type: ignore[union-attr]
    grid.move_to(next(n for n in range(len(grid.model)) if grid.model.row(n).data["region_code"] == code))
    await driven.until(lambda: pane.series() == (code, "gdp", "growth"), "the series under the cursor")  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [(40, 10), (80, 24)])
async def test_a_chart_of_one_point_and_a_long_name(explorer: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    store = open_store(tmp_path / "one.duckdb", bundled=False)
    name = "很长" * 19 + "的区"
    text = f"{name}增长6%。"
    doc = document(text, year=2024, region=name, region_code="350582")
    at = text.index("6%")
    store.add(doc, [fact(doc, at, at + 2, claim=Claim.TARGET, period="2024", region=name, region_code="350582")])
    async with explorer(size=size, database=store.path) as driven:
        await driven.begins("targets")
        await driven.keys("a", "s", "p")
        if size[1] > 10:
            await driven.sees("no target of several years")
            assert max(map(width, driven.lines)) <= size[0]
