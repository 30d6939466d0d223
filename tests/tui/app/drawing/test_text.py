"""Text for a terminal: harmless, as wide as it says, broken where it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.app.world import HOSTILE

from mubiao_tui.app.drawing.figures import difference, exact, figure, number, spark
from mubiao_tui.app.drawing.paint import Piece, strip, wide
from mubiao_tui.app.drawing.text import fit, least, one_line, visible, width, wrap
from mubiao_tui.app.drawing.theme import ROLES, THEMES, Look, look_for

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Mn", "Me", "Mc"]), max_size=80)
CHINESE = st.text("一二三四五长者食堂，。；0123456789.%abc ", max_size=60)


@given(st.text(max_size=60))
def test_visible_keeps_every_code_point_in_its_place(text: str) -> None:
    assert len(visible(text)) == len(text)


@given(st.text(max_size=60))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = one_line(text)
    assert not [c for c in shown if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0]
    assert not [c for c in shown if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or c == "\u200b"]


def test_the_hostile_text_is_shown_as_it_is() -> None:
    shown = one_line(HOSTILE)
    assert "␛[31m" in shown
    assert "[bold]粗[/bold]" in shown
    assert "\u202e" not in shown


@given(TEXTS.map(one_line), st.integers(1, 60), st.booleans())
def test_fit_is_exactly_as_wide_as_asked(text: str, cells: int, right: bool) -> None:
    assert width(fit(text, cells, right)) == cells


@pytest.mark.parametrize(
    ("text", "cells", "right", "expected"),
    [
        ("晋江市", 8, False, "晋江市  "),
        ("晋江市", 8, True, "  晋江市"),
        ("晋江市", 6, False, "晋江市"),
        ("晋江市", 5, False, "晋江…"),
        ("晋江市", 4, False, "晋… "),
        ("晋江市", 4, True, " 晋…"),
        ("abc", 1, False, "…"),
    ],
)
def test_fit_cuts_wide_characters_whole(text: str, cells: int, right: bool, expected: str) -> None:
    assert fit(text, cells, right) == expected


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("54.58万✓ →50万", 14, "54.58万✓ →50万"),
        ("54.58万✓ →50万", 13, "54.58万✓…"),
        ("54.58万✓ →50万", 9, "54.58万✓…"),
        ("54.58万✓ →50万", 8, "54.6万✓…"),
        ("54.58万✓", 6, "55万✓"),
        ("54.58万✓", 4, "####"),
        ("→≈6.25%", 6, "→≈6.3%"),
        ("5–6.5%", 5, "#####"),
        ("1,234.56", 6, "1,235"),
        ("1,234,567", 8, "########"),
        ("2024/2026", 7, "#######"),
        ("4.7% →预期增长", 9, "4.7% →预…"),
        ("→与经济增长同步 23", 16, "→与经济增长同步…"),
        ("2024年工作报告", 7, "2024年…"),
        ("关于2024年的报告", 7, "关于…"),
        ("1,234 documents", 9, "1,234 do…"),
        ("1,234 documents", 4, "####"),
        ("level 平方米", 7, "level …"),
    ],
)
def test_a_number_is_never_cut(text: str, cells: int, expected: str) -> None:
    assert fit(text, cells).rstrip() == expected
    assert fit(text, cells, right=True).lstrip() == expected


NUMBERS = st.floats(-1e13, 1e13, allow_nan=False).map(lambda value: number(value, "zh"))


@given(st.lists(NUMBERS, min_size=1, max_size=3), st.sampled_from(["", "%", "‰", "e", "✓"]), st.integers(1, 30))
def test_every_number_of_a_cell_is_whole_or_not_there(numbers: list[str], after: str, cells: int) -> None:
    text = " →".join(part + after for part in numbers)
    shown = fit(text, cells).strip()
    if width(text) <= cells:
        assert shown == text
    elif set(shown) != {"#"}:
        first, *others = shown.rstrip("…").rstrip().split(" →")
        assert others == text.split(" →")[1 : 1 + len(others)]
        if not (others or first == numbers[0] + after):  # the first one in fewer digits
            assert ("." in numbers[0] and first.removesuffix(after)[-1:] == numbers[0][-1:]) or "…" not in text
    assert width(fit(text, least(text))) == width(text), "with what it needs nothing is left out"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("54.58万✓ →50万", 14),
        ("█  123", 6),
        ("→预期增长", 0),
        ("4.7% →预期", 5),
        ("2024年报告", 5),
        ("晋江市", 0),
        ("2024/2026", 9),
    ],
)
def test_what_a_cell_needs_is_what_its_numbers_take(text: str, cells: int) -> None:
    assert least(text) == cells


@given(CHINESE, st.integers(2, 40))
def test_wrap_loses_nothing_and_stays_within_the_line(text: str, cells: int) -> None:
    spans = list(wrap(text, cells))
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(width(text[a:b]) <= cells for a, b in spans)


def test_wrap_keeps_numbers_together_and_stops_from_the_begin_of_a_line() -> None:
    text = "全年地区生产总值增长12345.67元，其中。"
    lines = [text[a:b] for a, b in wrap(text, 22)]
    assert any("12345.67" in line for line in lines)
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_wrap_is_linear_on_a_very_long_line() -> None:
    text = "长" * 100_000
    assert sum(b - a for a, b in wrap(text, 80)) == len(text)


@given(st.lists(st.tuples(TEXTS.map(one_line), st.sampled_from(ROLES)), max_size=8), st.integers(1, 100))
def test_a_strip_is_exactly_one_line(pieces: list[tuple[str, str]], cells: int) -> None:
    made = strip([Piece(text, role) for text, role in pieces], cells, Look())
    assert sum(width(segment.text) for segment in made) == cells


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_has_a_style_in_every_theme(theme: str) -> None:
    for role in ROLES:
        Look(theme=theme).style(role)


def test_the_look_follows_the_environment() -> None:
    assert look_for({"LC_ALL": "C"}).ascii
    assert look_for({"LANG": "C.UTF-8"}).plain is False
    assert look_for({"MUBIAO_AMBIGUOUS": "wide", "LANG": "zh_CN.UTF-8"}).plain
    assert look_for({"MUBIAO_THEME": "light"}).theme == "light"
    assert look_for({"MUBIAO_THEME": "pink"}).theme == "terminal"
    assert look_for({"MUBIAO_ASCII": "0", "LANG": "C.UTF-8"}).ascii is False


def test_signs_and_scales_are_ascii_where_that_is_asked_for() -> None:
    from mubiao_tui.app.drawing import theme as module

    plain = Look(ascii=True)
    assert all(plain.sign(name).isascii() for name in module._SIGNS)
    assert plain.bar(0.55, 10).isascii()
    assert "".join(plain.heat(n / 10) for n in range(11)).isascii()
    assert "".join(plain.spark(n / 10) for n in range(11)).isascii()


def test_ambiguous_characters_keep_their_number() -> None:
    text = "“晋江经验”——①·±5%…"
    shown = Look(wide=True).shown(text)
    assert len(shown) == len(text)
    assert "“" not in shown
    assert Look().shown(text) == text


def test_heat_and_bars_show_what_is_not_nothing() -> None:
    look = Look()
    assert look.heat(0) == " "
    assert look.heat(0.001) != " "
    assert look.bar(0.0001, 10)
    assert wide([Piece(look.bar(1, 10))]) == 10


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (6.5, "6.5", "6.5"),
        (3_298_000_000, "32.98亿", "3.298bn"),
        (10_000, "1万", "10,000"),
        (280_000, "28万", "280k"),
        (643_125, "64.31万", "643,125"),
        (2_800_000, "280万", "2.8m"),
        (0, "0", "0"),
        (-1234.5, "-1,234.5", "-1,234.5"),
        (5.3e12, "5.3万亿", "5.3tn"),
        (99_999.5, "10万", "99,999.5"),
    ],
)
def test_numbers_are_short(value: float, zh: str, en: str) -> None:
    assert number(value, "zh") == zh
    assert number(value, "en") == en


def test_figures_carry_their_wording() -> None:
    look = Look()
    assert figure(6, None, "%", "about", "en", look) == "≈6%"
    assert figure(8, 8.5, "%", "exact", "en", look) == "8–8.5%"
    assert figure(6_000_000, None, "平方米", "over", "zh", look) == ">600万平方米"
    assert figure(6_000_000, None, "平方米", "over", "en", look) == ">6m 平方米"
    assert figure(3, None, "名", "exact", "zh", look, measure="rank") == "#3"
    assert figure(None, None, None, None, "zh", look) == "–"
    assert figure(6, None, "%", "about", "en", Look(ascii=True)) == "~6%"


def test_differences_and_sparklines() -> None:
    look = Look()
    assert [difference(v, look) for v in (None, 0.0, 0.5, -0.2)] == ["", "0", "+0.5", "−0.2"]
    assert spark([1, None, 2], look) == "▁ █"
    assert len(spark([3, 3], look)) == 2
    assert spark([None], look) == ""
    assert exact(3_298_000_000.0) == "3,298,000,000"
