"""What could come next in the filter."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao_tui.app.input import completion
from mubiao_tui.app.input.completion import Vocabulary, apply, complete

KNOWN = Vocabulary(
    columns=[("claim", "性质"), ("region", "地区"), ("value", "数值"), ("year", "年份"), ("doubts", "疑点")],
    values={
        "claim": [("actual", "实际"), ("target", "目标")],
        "region": [("晋江市", "县级"), ("石狮市", "县级"), ("O'Brien", "")],
    },
    words=[("晋江市", "县级"), ("地区生产总值", "gdp")],
    patterns={"doubts": [("%year-unsure%", "年份存疑")]},
)


def inserted(text: str, cursor: int | None = None) -> list[str]:
    return [c.insert for c in complete(text, len(text) if cursor is None else cursor, KNOWN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("cl", ["claim "]),
        ("性", ["claim "]),
        ("晋", ["晋江市 "]),
        ("gdp", ["地区生产总值 "]),
        ("claim ", ["= ", "<> ", "> ", ">= ", "< ", "<= ", "LIKE ", "IN ", "BETWEEN ", "IS NULL ", "IS NOT NULL "]),
        ("claim = ", ["'actual' ", "'target' "]),
        ("claim = ta", ["'target' "]),
        ("claim = 'ta", ["'target' "]),
        ("claim = '目", ["'target' "]),
        ("claim='t", ["'target' ", "'actual' "]),
        ("region IN ('晋江市', '石", ["'石狮市' "]),
        ("region = 'O", ["'O''Brien' "]),
        ("claim = 'target' ", ["AND ", "OR "]),
        ("claim = 'target' A", ["AND "]),
        ("value > 3 AND ye", ["year "]),
        ("value > 3 AND 晋", []),
        ("subject LIKE '%学", []),
        ("claim NOT LIKE 'ta", ["'target' "]),
        ("doubts LIKE ", ["'%year-unsure%' "]),
        ("doubts NOT LIKE '存疑", ["'%year-unsure%' "]),
        ("doubts = ", []),
        ("region NOT IN ('晋江市','石", ["'石狮市' "]),
        ("year = 2024 A", ["AND "]),
        ("year = 2024 AND cla", ["claim "]),
        ("claim IN ('actual', tar", ["'target' "]),
        ("(cl", ["claim "]),
    ],
)
def test_what_fits_is_offered(text: str, expected: list[str]) -> None:
    assert inserted(text) == expected


def test_a_candidate_replaces_what_was_begun() -> None:
    text = "claim = 'ta' AND value > 3"
    chosen = complete(text, len("claim = 'ta"), KNOWN)[0]
    assert apply(text, chosen) == ("claim = 'target'  AND value > 3", len("claim = 'target' "))


@given(st.text(max_size=40), st.integers(0, 40))
def test_any_text_is_survived(text: str, cursor: int) -> None:
    for candidate in complete(text, min(cursor, len(text)), KNOWN):
        value, at = apply(text, candidate)
        assert 0 <= at <= len(value)


PIECES = ("a", "a=", "a = ", "a LIKE '", "region IN ('x', ", "'", "''", "(", "IN (", "=", " ", "x y ", "学", "AND ")


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_is_read_once_however_long_it_is(piece: str) -> None:
    """Steps are counted, not time: twice the text may take twice the steps, and no more."""
    few, many = (steps(piece * (size // len(piece))) for size in (2_000, 4_000))
    assert many <= 2.5 * few + 1_000


def steps(text: str) -> int:
    """Lines of the module that completing a text runs through, and characters that its pattern looks at."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace if frame.f_code.co_filename == completion.__file__ else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        complete(text, len(text), KNOWN)
    finally:
        sys.settrace(before)
    return count


def test_a_long_paste_is_answered() -> None:
    """Quadratic patterns would be at it for as long as the test may run."""
    for piece in ("a", "a=", "'", "a LIKE ", "region IN ('x', "):
        complete(piece * 100_000, 100_000 * len(piece), KNOWN)
