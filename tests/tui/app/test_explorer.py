"""The explorer as a whole: tabs, the drill from a region to a sentence and back, filters, keys that keep their word."""

from __future__ import annotations

from typing import Any

import pytest
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.world import REPORTS, report

from mubiao.model import Fact
from mubiao_tui.app.grid.model import ListModel
from mubiao_tui.tabs import Tab

TABS = [tab.value for tab in Tab]


def facts() -> list[Fact]:
    """The facts of the world."""
    return [fact for entry in REPORTS for fact in report(*entry)[1]]


ALL = f"{len(facts())} rows"


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (100, 30), (60, 15), (40, 10)])
async def test_every_tab_shows_rows_at_every_size(explorer: Start, size: tuple[int, int]) -> None:
    async with explorer(size=size) as driven:
        for tab in TABS:
            await driven.turn(tab) if tab != "regions" else await driven.ready(tab)
            assert len(driven.lines) == size[1]
            assert driven.lines[-1].strip(), "the footer is never empty"
            if tab == "facts":
                assert driven.app.focused.room >= 2, "what explains the rows leaves room for some"


async def test_the_scoreboard_has_outcome_and_target_in_one_cell(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.ready("regions")
        await driven.keys("G")
        await driven.until(lambda: "石狮市" in driven.screen or "晋江市" in driven.screen, "the counties")
        await place(driven, "350582")
        await driven.sees("6.5%e✓ →≈6.5%")
        await driven.sees("→≈6%")


async def place(driven: Driven, code: str) -> None:
    """Put the cursor of the tree on a place."""
    pane = driven.app.pane
    pane.to(code)  # type: ignore[union-attr]
    await driven.until(lambda: pane.board.place.code == code, code)  # type: ignore[union-attr]


async def filter_bar(driven: Driven) -> Any:
    """The line that filters the facts, which knows the names that it completes."""
    await driven.begins("facts")
    await driven.keys("slash")
    await driven.until(lambda: driven.app.query("FilterBar"), "the bar")
    bar: Any = driven.app.query_one("FilterBar")
    await driven.until(lambda: bar.vocabulary is not None, "names")
    return bar


async def test_the_drill_from_a_region_to_its_sentence_and_back(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        await driven.keys("enter")
        await driven.until(lambda: driven.app.situation().pane == "board", "the scoreboard")
        await driven.keys("enter")
        await driven.ready("targets")
        await driven.sees("GDP growth")
        assert driven.app.view.selection.indicator == "gdp"
        assert {row["region"] for row in driven.app.pane.frame.iter_rows(named=True)} == {"晋江市"}  # type: ignore[union-attr]
        await driven.keys("enter")
        await driven.ready("facts")
        await driven.until(lambda: driven.app.pane.fact is not None, "a fact")  # type: ignore[union-attr]
        await driven.sees("▐6%▌")
        await driven.keys("enter")
        await driven.ready("documents")
        await driven.until(lambda: driven.app.situation().text, "the text")
        await driven.sees("二、2024年工作安排")
        fact = driven.app.pane.reading.facts[driven.app.pane.reader.fact]  # type: ignore[union-attr]
        assert (fact["printed"], fact["claim"]) == ("6%", "target")
        for tab in ("facts", "targets", "regions"):
            await driven.keys("escape")
            await driven.ready(tab)
        await driven.keys("escape")
        await driven.until(lambda: not driven.app.crumbs, "the begin")
        assert driven.app.view.selection.empty


@pytest.mark.parametrize("fewest", [1, 10**6], ids=["asked of the texts", "asked of the facts"])
async def test_words_filter_while_they_are_typed(explorer: Start, fewest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mubiao.queries.session.words.FEWEST", fewest)
    async with explorer() as driven:
        await filter_bar(driven)
        await driven.until(lambda: not driven.app.loads.running("words"), "the texts")
        await driven.keys(*"学位", sees=f"{sum(f.indicator == 'school_places' for f in facts())} rows")
        await driven.keys("enter")
        await driven.until(lambda: not driven.app.query("FilterBar"), "the bar gone")
        assert driven.app.view.selection.text == "学位"
        await driven.sees("⟨学位⟩")
        await driven.keys("backslash")
        await driven.until(lambda: driven.app.view.selection.empty, "no filter")
        await driven.sees(ALL)


async def test_a_condition_is_completed_and_a_mistake_is_shown_where_it_is(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        bar = await filter_bar(driven)
        await driven.keys(*"cla", "tab", "equals_sign", "space", *"tar", "tab")
        assert bar.typed == "claim = 'target' "
        rows = sum(f.claim == "target" for f in facts())
        await driven.sees(f"{rows} rows")
        await driven.keys(*"AND valu", "space", "greater_than_sign", "space", "5", sees="no such column: valu")
        line = next(line for line in driven.lines if "no such column" in line)
        assert line.index("^") == 3 + len("claim = 'target' AND ")
        await driven.keys("escape")
        await driven.until(lambda: driven.app.view.selection.empty, "as it was")


async def test_a_condition_that_goes_on_is_no_mistake_and_filters_nothing_yet(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        bar = await filter_bar(driven)
        top = driven.app.query_one("#body").region.y
        for text in ("claim ", "= ", "'", "targ"):
            await driven.types(text)
            await driven.until(lambda text=text: bar.typed.endswith(text), text)  # type: ignore[misc]
            await driven.until(lambda: not driven.app.loads.busy, "nothing to come")
            assert driven.app.view.selection.text == ""
            assert "not a condition" not in driven.screen
            assert driven.app.query_one("#body").region.y == top, "the rows stay where they are"
        await driven.keys("enter", sees="not a condition")
        assert driven.app.query("FilterBar"), "what is wrong is not kept"
        await driven.types("et'")
        await driven.sees(f"{sum(f.claim == 'target' for f in facts())} rows")


async def test_sorting_by_two_columns_hiding_moving_freezing(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("facts")
        grid = driven.app.focused
        await driven.keys("right", "right", "right_square_bracket")
        await driven.until(lambda: grid.current.data["value"] == 30_000_000_000, "the largest value first")
        assert "▼value" in driven.lines[3]
        await driven.keys("left", "left", "left_curly_bracket")
        await driven.until(lambda: driven.app.view.layout("facts").sort == ("-value", "region"), "two keys")
        await driven.keys("minus")
        await driven.until(lambda: "place" not in driven.lines[3], "a column gone")
        await driven.keys("plus")
        await driven.until(lambda: "place" in driven.lines[3], "and back")
        await driven.keys("left", "greater_than_sign")
        await driven.until(lambda: driven.lines[3].index("subject") < driven.lines[3].index("place"), "moved")
        await driven.keys("right", "exclamation_mark")
        await driven.until(lambda: driven.app.view.layout("facts").frozen == 3, "frozen")
        await driven.sees("columns that stay in sight: 3")


@pytest.mark.parametrize("tab", ["facts", "targets"])
async def test_places_are_sorted_by_their_official_code(explorer: Start, tab: str) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins(tab)
        grid = driven.app.focused
        for key, first in (("left_square_bracket", "350000"), ("right_square_bracket", "zone:350500")):
            await driven.keys(key)
            await driven.until(lambda first=first: grid.current.data["region_code"].startswith(first), first)  # type: ignore[misc]
            found = [grid.model.row(n).data["region_code"] for n in range(len(grid.model))]
            assert found == sorted(found, reverse=key.startswith("right"))


async def test_the_frequency_of_a_column_goes_back_to_its_rows(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        await driven.keys("F", sees="frequency of place")
        await driven.sees("晋江市")
        rows = sum(f.region == "晋江市" for f in facts())
        assert driven.app.focused.current.data == "晋江市"
        await driven.keys("enter", sees=f"{rows} rows")
        await driven.keys("escape", "escape", sees=ALL)


async def test_the_footer_names_only_keys_that_work(explorer: Start) -> None:
    from mubiao_tui import actions

    async with explorer(size=(200, 50)) as driven:
        await driven.ready("regions")
        for tab in TABS:
            if tab != "regions":
                await driven.turn(tab)
            said = driven.lines[-1]
            for action in actions.footer(driven.app.situation()):
                label = driven.app.strings.text(f"action.{action.id}.label")
                if f" {label} " in said:
                    assert callable(driven.app.handlers.method(action)), action.id


async def test_full_width_punctuation_works_as_keys(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await driven.types("４")
        await driven.ready("facts")
        await driven.types("】")
        await driven.until(lambda: driven.app.view.layout("facts").sort == ("-region",), "sorted")
        await driven.types("／")
        await driven.until(lambda: driven.app.query("FilterBar"), "the bar")
        await driven.keys("escape")
        await driven.until(lambda: not driven.app.query("FilterBar"), "no bar")
        await driven.types("？")
        await driven.sees("Help · Facts")
        await driven.keys("escape")
        await driven.misses("Help · Facts")
        await driven.types("：")
        await driven.sees("Palette")
        await driven.handled()


async def test_the_palette_finds_an_action_by_its_chinese_name(explorer: Start) -> None:
    async with explorer(lang="en") as driven:
        await driven.begins("facts")
        await driven.keys("colon", sees="Palette")
        await driven.keys(*"频次", sees="how often each value")
        await driven.keys("enter", sees="frequency of place")


async def test_the_language_changes_everything_that_is_shown(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await driven.sees("1 Regions")
        await driven.keys("L", sees="1 地区")
        await driven.sees("GDP")
        assert "Regions" not in driven.screen
        await driven.turn("facts")
        await driven.sees("指标原文")


async def test_a_session_begins_where_the_last_one_ended(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        await driven.keys("right_square_bracket")
        await driven.until(lambda: "place▼" in driven.lines[3], "sorted")
        await driven.until(lambda: not driven.app.loads.busy, "the rows")
        await driven.keys("down", "down", "T", "L")
        await driven.until(lambda: driven.app.focused.cursor == 2, "two rows down")
        fact = driven.app.pane.fact  # type: ignore[union-attr]
        driven.app.handlers.program.keep()
    async with explorer(lang=None) as driven:
        await driven.ready("facts")
        await driven.until(lambda: driven.app.pane.fact == fact, "the same fact")  # type: ignore[union-attr]
        assert driven.app.view.layout("facts").sort == ("-region",)
        assert (driven.app.look.theme, driven.app.strings.language) == ("dark", "zh")


async def test_a_terminal_that_is_too_small_says_so_and_recovers(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await driven.pilot.resize_terminal(20, 5)
        await driven.until(lambda: "too small" in driven.screen, "a plain line")
        await driven.keys("4", "slash")
        await driven.pilot.resize_terminal(80, 24)
        await driven.sees("4 Facts")


async def test_a_changed_database_is_noticed_and_read_again(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        store = driven.app.source.store
        doc, made, sections = report(
            "石狮市", 2025, "新增学位[77个|school_places level]。", "新增学位[88个|school_places level target]。"
        )
        store.add(doc, made, sections)
        driven.app.notice_change()
        await driven.sees("the database has changed")
        await driven.keys("down", sees=ALL)
        assert " · changed (R) · " in driven.lines[0]  # as long as the counts are those of before
        await driven.keys("R", sees=f"{len(facts()) + 2} rows")
        assert "changed" not in driven.lines[0] and f"{len(facts()) + 2} facts" in driven.lines[0]
        assert driven.app.focused.cursor == 1


async def test_a_mistake_in_one_pane_leaves_the_others_alive(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with explorer() as driven:
        await driven.ready("regions")

        def broken(*_: object) -> None:
            raise RuntimeError("no such thing")

        monkeypatch.setattr("mubiao.queries.places.sectors.matrix", broken)
        await driven.keys("2", sees="RuntimeError: no such thing")
        driven.app.faults = ()
        await driven.turn("facts")
        await driven.sees(ALL)


async def test_every_page_key_shows_another_screen_and_the_cursor_keeps_its_line(explorer: Start) -> None:
    async with explorer(size=(80, 20)) as driven:
        await driven.begins("facts")
        grid = driven.app.focused
        await driven.keys("down")
        for page in (1, 2):
            await driven.keys("pagedown")
            await driven.until(lambda page=page: grid.scroll_offset.y == page * (grid.room - 1), "the next screen")  # type: ignore[misc]
            assert grid.cursor - grid.scroll_offset.y == 1
        await driven.keys("pageup", "pageup")
        await driven.until(lambda: grid.scroll_offset.y == 0, "the first screen")
        assert grid.cursor == 1
        await driven.keys("pageup")
        await driven.until(lambda: grid.cursor == 0, "the first row")
        await driven.keys(*("pagedown",) * 40)
        await driven.until(lambda: grid.cursor == len(facts()) - 1, "the last row")


async def test_a_page_key_that_comes_before_the_scroll_bar_keeps_its_word(explorer: Start) -> None:
    async with explorer(size=(80, 20)) as driven:
        await driven.begins("facts")
        grid = driven.app.focused
        model, layout = grid.model, grid.layout_
        grid.show(ListModel(model.columns, ()), layout)
        await driven.until(lambda: not grid.show_vertical_scrollbar, "a table without a bar")
        grid.show(model, layout)  # the bar comes with the next drawing of the screen
        grid.move_to(1)
        grid.move_page(1)
        assert not grid.show_vertical_scrollbar
        await driven.until(lambda: grid.show_vertical_scrollbar, "the bar")
        assert (grid.scroll_offset.y, grid.cursor) == (grid.room - 1, grid.room)
        assert grid.vertical_scrollbar.position == grid.room - 1


async def test_a_session_shows_the_row_where_the_last_one_ended(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        await driven.keys("end")
        await driven.until(lambda: driven.app.focused.cursor == len(facts()) - 1, "the last row")
        driven.app.handlers.program.keep()
    async with explorer() as driven:
        await driven.ready("facts")
        grid = driven.app.focused
        await driven.until(lambda: grid.cursor == len(facts()) - 1, "the last row")
        await driven.until(lambda: grid.scroll_offset.y + grid.room > grid.cursor, "and it is in sight")


async def test_a_document_that_a_session_begins_in_can_be_left_for_the_list(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("documents")
        await driven.keys("enter")
        await driven.ready_document()
        driven.app.handlers.program.keep()
    async with explorer() as driven:
        await driven.ready_document()
        assert not driven.app.crumbs
        await driven.keys("escape")
        await driven.until(lambda: driven.app.situation().pane == "list", "the list")
        assert not driven.app.situation().crumbs


async def test_what_grows_leaves_room_for_the_scroll_bar(explorer: Start) -> None:
    async with explorer(size=(80, 12)) as driven:
        await driven.begins("sectors")
        for grid in driven.app.pane.parts():  # type: ignore[union-attr]
            await driven.until(lambda grid=grid: len(grid.model) > 0, "rows")  # type: ignore[misc]
        bars = driven.app.pane.bars  # type: ignore[union-attr]
        await driven.until(lambda: bars.show_vertical_scrollbar, "a scroll bar")
        assert sum(bars.widths) + bars.gap * (len(bars.widths) - 1) <= bars.across - 1
        await driven.sees("█ 18")


async def test_columns_out_of_sight_on_either_side_are_told_of(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        head = lambda: driven.lines[3]  # noqa: E731
        await driven.until(lambda: head().endswith("›") and not head().startswith("‹"), "more on the right")
        await driven.keys(*("right",) * 20)
        await driven.until(lambda: head().startswith("‹") and not head().endswith("›"), "more on the left")


async def test_help_scrolls_with_the_first_key_and_lines_up(explorer: Start) -> None:
    async with explorer(lang="zh") as driven:
        await driven.ready("regions")
        await driven.types("？")
        await driven.sees("此处可用")
        await driven.keys("down")
        await driven.misses("此处可用")
        from mubiao_tui.app.drawing.text import width

        lines = driven.lines
        columns = {
            width(line[: line.index(word)]) for line in lines for word in ("上移", "下移", "领域：") if word in line
        }
        assert len(columns) == 1


async def test_a_row_is_drawn_again_when_it_shows_something_else_and_only_then(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.begins("facts")
        grid = driven.app.focused
        await driven.until(lambda: "✓" not in driven.lines[4], "no mark yet")
        kept = grid.render_line(3)
        assert grid.render_line(3) is kept
        await driven.keys("f9", "a")
        await driven.until(lambda: "✓" in driven.lines[4], "the judgment in the row")
        await driven.keys("up", "space")
        await driven.until(lambda: driven.lines[4].startswith("●"), "the mark beside it")
        await driven.keys("L")
        await driven.until(lambda: "实际" in driven.lines[4], "the other language")
