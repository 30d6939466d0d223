"""What a grid shows, without an interface."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mubiao_tui.app.grid.model import (
    GridCell,
    GridColumn,
    ListModel,
    MadeModel,
    Row,
    WindowModel,
)
from mubiao_tui.app.grid.widths import Need, Needs, first_for, held, seen, widths

COLUMNS = (GridColumn("name", "name", 10, grows=True), GridColumn("value", "value", 6, right=True))


def rows(*pairs: tuple[str, float | None]) -> list[Row]:
    return [Row(n, (GridCell(n), GridCell("" if v is None else str(v), sort=v)), v) for n, v in pairs]


def test_sorting_by_several_columns_leaves_empty_cells_last() -> None:
    model = ListModel(COLUMNS, rows(("b", 2), ("a", None), ("c", 1), ("a", 2)))
    assert [(r.cells[0].text, r.data) for r in model.sorted(["-value", "name"]).rows] == [
        ("a", 2),
        ("b", 2),
        ("c", 1),
        ("a", None),
    ]
    assert [r.data for r in model.sorted(["value"]).rows] == [1, 2, 2, None]
    assert model.sorted(["unknown"]).rows == model.rows


def needs(*pairs: tuple[str, float | None], columns: tuple[GridColumn, ...] = COLUMNS) -> list[Need]:
    found = Needs(columns)
    found.learn(rows(*pairs))
    return found.found


def test_numbers_are_never_cut_and_words_take_what_they_hold() -> None:
    known = needs(("a long name of a place", 1_234_567.5), ("b", 2))
    assert known == [Need(22, 1), Need(9, 9)]
    assert widths(COLUMNS, known, {}, 16, gap=1) == [10, 9], "no room: words at their own width"
    assert widths(COLUMNS, needs(("b", 2)), {}, 9, gap=1) == [4, 5], "no wider than what stands there"
    assert widths(COLUMNS, known, {"value": 4}, 40, gap=1) == [35, 4], "unless somebody wants it so"


def test_what_is_cut_gets_the_room_that_is_left_before_what_grows() -> None:
    columns = (COLUMNS[0], GridColumn("title", "title", 6), COLUMNS[1])
    known = [Need(12, 1), Need(20, 1), Need(5, 5)]
    assert widths(columns, known, {}, 50, gap=1) == [23, 20, 5]
    assert widths(columns, known, {}, 30, gap=1) == [12, 11, 5]


def test_needs_grow_with_what_comes_into_sight_and_never_shrink() -> None:
    columns = (GridColumn("unit", "unit", 4, whole=True), COLUMNS[1])
    found = Needs(columns)
    assert not found.learn([])
    assert found.learn([Row("1", (GridCell("平方公里"), GridCell("3.5%")))])
    assert not found.learn([Row("1", (GridCell("平方公里" * 9), GridCell("1,234,567")))]), "a row is looked at once"
    found.forget("1")
    assert found.learn([Row("1", (GridCell("平方公里" * 9), GridCell("1,234,567")))])
    assert found.found == [Need(72, 40), Need(9, 9)], "a unit as long as that is none"


def test_finding_goes_round_in_both_directions() -> None:
    model = ListModel(COLUMNS, rows(("晋江", 1), ("石狮", 2), ("晋安", 3)))
    assert model.find("晋", 1, 1) == 2
    assert model.find("晋", 1, -1) == 0
    assert model.find("晋江", 1, 1) == 0
    assert model.find("晉江", 1, 1) == 0
    assert model.find("南", 0, 1) is None


def made(start: int, stop: int) -> list[Row]:
    return [Row(str(n), (GridCell(str(n)), GridCell("")), n) for n in range(start, stop)]


def test_a_window_model_says_what_it_misses_and_forgets_the_oldest() -> None:
    model = WindowModel(COLUMNS, 1_000, size=100, keep=3)
    assert model.missing(250, 260) == (200, 300)
    assert model.row(250) is None
    for start in (200, 0, 500):
        model.put(start, made(start, start + 100))
    assert model.missing(250, 260) is None
    row = model.row(250)
    assert row is not None and row.data == 250
    model.put(900, made(900, 1_000))
    assert model.row(250) is None
    assert model.missing(950, 2_000) is None
    assert model.missing(-50, 10) is None
    assert len(model) == 1_000


def test_the_last_window_may_be_short() -> None:
    model = WindowModel(COLUMNS, 130, size=100)
    assert model.missing(120, 140) == (100, 130)
    model.put(100, made(100, 130))
    assert model.missing(120, 140) is None
    assert model.row(130) is None


def test_a_row_is_changed_wherever_it_is_held() -> None:
    model = WindowModel(COLUMNS, 200, size=100)
    model.put(100, made(100, 200))
    model.replace_row("150", lambda row: row._replace(role="accepted"))
    row = model.row(150)
    assert row is not None and row.role == "accepted"


def test_ten_million_rows_are_never_made() -> None:
    asked: list[tuple[int, int]] = []

    def make(start: int, stop: int) -> list[Row]:
        asked.append((start, stop))
        return made(start, stop)

    model = MadeModel(COLUMNS, 10_000_000, make, size=64)
    last = model.row(9_999_999)
    assert last is not None and last.data == 9_999_999
    assert model.row(10_000_000) is None
    assert asked == [(9_999_936 // 64 * 64, 10_000_000)]


def test_growing_columns_share_what_is_left_and_give_way_a_little() -> None:
    known = [Need(10, 1), Need(6, 6)]
    assert widths(COLUMNS, known, {}, 40, gap=2) == [32, 6]
    assert widths(COLUMNS, known, {}, 17, gap=1) == [10, 6]
    assert widths(COLUMNS, known, {}, 15, gap=1) == [8, 6]
    assert widths(COLUMNS, known, {}, 12, gap=1) == [10, 6], "giving way would not be enough"
    assert widths(COLUMNS, known, {"name": 5}, 40, gap=1) == [5, 6], "a chosen width stays"


def test_half_a_number_is_not_shown() -> None:
    assert seen([10, 6, 6], 1, 1, 24, gap=1) == [0, 1, 2]
    assert seen([10, 6, 6], 1, 1, 23, gap=1) == [0, 1]
    assert seen([10, 30], 1, 1, 23, gap=1) == [0, 1], "but something is"


@pytest.mark.parametrize(
    ("sizes", "least", "frozen", "room", "expected"),
    [
        ([10, 6, 6], 1, 1, 40, ([10, 6, 6], 1)),  # all are seen
        ([10, 16, 7, 8, 8], 1, 3, 50, ([10, 16, 7, 8, 8], 3)),
        ([10, 24, 12, 18], 1, 3, 50, ([10, 8, 11, 18], 3)),  # the widest word gives way first
        ([10, 24, 12, 18], 12, 3, 50, ([10, 20, 12, 18], 2)),  # what cannot give way stands still no more
        ([30, 6], 1, 1, 20, ([13, 6], 1)),  # the key is never scrolled away
        ([30, 16], 1, 1, 22, ([5, 16], 1)),
        ([30, 16], 1, 0, 22, ([30, 16], 0)),
    ],
)
def test_the_key_of_a_row_stays_beside_any_column(
    sizes: list[int], least: int, frozen: int, room: int, expected: tuple[list[int], int]
) -> None:
    known = [Need(size, min(least, size)) for size in sizes]
    assert held(sizes, known, frozen, room, gap=1) == expected


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # of a busy machine it says nothing
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(0, 3), st.integers(40, 120), st.data())
def test_the_column_of_the_cursor_is_always_seen_and_so_is_the_key(
    sizes: list[int], frozen: int, room: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(sizes) - 1))
    column = data.draw(st.integers(0, len(sizes) - 1))
    found, kept = held(sizes, [Need(size, 1) for size in sizes], frozen, room, 1)
    moved = first_for(found, kept, first, column, room, 1)
    places = seen(found, kept, moved, room, 1)
    assert column in places
    assert not frozen or 0 in places
    if len(places) > kept:
        assert sum(found[i] + 1 for i in places) - 1 <= room, "all that is seen is seen whole"


@pytest.mark.parametrize("column", [0, 5])
def test_scrolling_by_columns_changes_as_little_as_possible(column: int) -> None:
    assert first_for([10] * 6, 1, 1, column, 34, 1) == (1 if column == 0 else 4)
