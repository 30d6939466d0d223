"""The table for people: aligned in cells, not in characters, and never wider than the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao_tui.cli.display.table import cut, fit, table, width
from mubiao_tui.output.formats import Style, grouped
from mubiao_tui.output.results import Kind, ResultColumn, Rows

COLUMNS = [ResultColumn("region", Kind.TEXT), ResultColumn("value", Kind.NUMBER), ResultColumn("subject", Kind.TEXT)]
ROWS = [["晋江市", 3298000000.0, "一般公共预算总收入"], ["南安市", 6.5, None], ["A", None, "x"]]


def test_columns_line_up() -> None:
    assert "".join(table(Rows(COLUMNS, ROWS), Style())).splitlines() == [
        "region          value  subject",
        "──────  ─────────────  ──────────────────",
        "晋江市  3,298,000,000  一般公共预算总收入",
        "南安市            6.5",
        "A                      x",
    ]


def test_a_narrow_terminal_cuts_texts_and_never_numbers() -> None:
    lines = "".join(table(Rows(COLUMNS, ROWS), Style(), room=36)).splitlines()
    assert max(map(width, lines)) <= 36
    assert lines[2] == "晋江市  3,298,000,000  一般公共预算…" or lines[2].startswith("晋江市  3,298,000,000  一般")


def test_no_rows_is_a_heading() -> None:
    assert "".join(table(Rows(COLUMNS, []), Style())).splitlines()[0] == "region  value  subject"


def test_colour_is_asked_for() -> None:
    assert "\x1b[1m" in "".join(table(Rows(COLUMNS, ROWS), Style(), colour=True))
    assert "\x1b" not in "".join(table(Rows(COLUMNS, [["\x1b[31m", 1.0, "\x9b31m"]]), Style()))


@given(st.text(), st.integers(1, 30))
def test_cut_fits(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert width(short) <= cells
    assert short == text or short.endswith("…")


@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=8), st.integers(1, 200))
def test_fit_stops_at_the_room_or_at_the_narrowest(columns: list[tuple[int, bool]], room: int) -> None:
    widths, shrinkable = [w for w, _ in columns], [s for _, s in columns]
    fitted = fit(widths, shrinkable, room)
    total = sum(fitted) + 2 * (len(fitted) - 1)
    assert total <= room or all(w <= 6 for w, s in zip(fitted, shrinkable, strict=True) if s)
    assert all(new <= old for new, old in zip(fitted, widths, strict=True))
    assert all(new == old for new, (old, may) in zip(fitted, columns, strict=True) if not may)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3298000000.0, "3,298,000,000"),
        (6.5, "6.5"),
        (-11.8, "-11.8"),
        (0.0, "0"),
        (1234.5678, "1,234.5678"),
        (1e22, "1e+22"),
    ],
)
def test_numbers_for_people(value: float, shown: str) -> None:
    assert grouped(value) == shown
