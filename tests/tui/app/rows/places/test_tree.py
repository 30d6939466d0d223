"""A place of a name in the tree: next from the cursor, by what it is called in either language; words of a filter."""

from __future__ import annotations

import pytest

from mubiao.queries.records import Place
from mubiao_tui.app.rows.places.tree import find_place, named_place

PLACES = [
    Place(code, name, level, parent, 1, 1, 1, 1)
    for code, name, level, parent in (
        ("CN", "全国", "country", None),
        ("330000", "浙江省", "province", "CN"),
        ("330200", "宁波市", "prefecture", "330000"),
        ("350000", "福建省", "province", "CN"),
        ("350500", "泉州市", "prefecture", "350000"),
        ("350582", "晋江市", "county", "350500"),
    )
]


@pytest.mark.parametrize(
    ("words", "start", "step", "expected"),
    [
        ("宁波", 0, 1, "330200"),
        ("寧波", 5, 1, "330200"),
        ("ningbo", 0, 1, "330200"),
        ("Zhejiang Ningbo", 0, 1, "330200"),
        ("quanz", 0, 1, "350500"),
        ("350582", 0, 1, "350582"),
        ("江", 0, 1, "330000"),
        ("江", 2, 1, "350582"),
        ("江", 6, 1, "330000"),
        ("江", 0, -1, "350582"),
        ("大连", 0, 1, None),
        ("1", 0, 1, None),
        (" ", 0, 1, None),
    ],
)
def test_the_next_place_of_a_name(words: str, start: int, step: int, expected: str | None) -> None:
    assert find_place(PLACES, words, start, step) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁波", "330200"),
        ("gdp 晋江市 2023", "350582"),
        ("jinjiang", "350582"),
        ("gdp growth", None),
        ("江", None),
        ("region = '宁波市'", None),
        ("", None),
    ],
)
def test_the_place_that_a_filter_names(text: str, expected: str | None) -> None:
    assert named_place(PLACES, text) == expected
