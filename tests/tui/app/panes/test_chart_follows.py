"""The chart is of the row under the cursor: it marks its year, and there is none where no row is."""

from __future__ import annotations

from tests.tui.app.conftest import Start

from mubiao_tui.app.drawing.chart import Chart


async def test_the_year_of_the_cursor_is_marked(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        await driven.turn("targets")
        await driven.sees("┊ 2024")
        await driven.keys("down")
        await driven.sees("┊ 2023")


async def test_an_empty_table_has_no_chart(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        await driven.turn("targets")
        await driven.sees("◉ outcome=target")
        pane = driven.app.pane
        assert pane is not None
        driven.app.change(
            driven.app.view.to(driven.app.view.tab, selection=driven.app.view.selection.__class__(text="nowhere"))
        )
        await driven.sees(" 0 rows")
        await driven.misses("◉ outcome=target")
        assert pane.query_one(Chart).plot is None
