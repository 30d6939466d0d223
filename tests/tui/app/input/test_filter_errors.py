"""What is wrong with what was typed: in the language of the interface, and only once it can be wrong."""

from __future__ import annotations

import pytest

from mubiao.filters import COLUMNS
from mubiao.model import MubiaoError
from mubiao.queries.selection import Selection
from mubiao.store.reviews.corrections import corrected, ordered
from mubiao_tui.app.actions.filtering.filterbar import mistake
from mubiao_tui.app.input.filter_errors import SHAPES, told, unfinished
from mubiao_tui.strings import Strings

KNOWN = frozenset(COLUMNS)


def wrong(text: str) -> str:
    """What the library says of a filter."""
    found = mistake(Selection(text=text))
    assert found is not None, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("valu > 5", "没有 valu 这一列；是不是 value"),
        ("region = 晋江市", "没有 晋江市 这一列；文字要加引号：'晋江市'"),
        ("value + 1 > 5 AND qzx = 1", "没有 qzx 这一列"),
        ("value + 5 = 5 + (value", "不是条件"),
    ],
)
def test_a_wrong_filter_is_told_in_chinese(text: str, said: str) -> None:
    assert said in told(wrong(text), Strings("zh"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("value", "x", "不是数字：x"),
        ("period", "soon", "不是时期：soon；写成 2024"),
        ("subject", "", "subject 不能为空"),
    ],
)
def test_a_wrong_correction_is_told_in_chinese(field: str, value: str, said: str) -> None:
    with pytest.raises(MubiaoError) as error:
        corrected(field, value)
    assert told(str(error.value), Strings("zh")).startswith(said)
    assert told(str(error.value), Strings("en")) == str(error.value)


def test_an_upper_end_below_its_value_is_told_in_chinese() -> None:
    with pytest.raises(MubiaoError) as error:
        ordered(8, 7.5)
    assert told(str(error.value), Strings("zh")) == "上限 7.5 小于数值 8"


def test_what_has_no_known_shape_is_told_as_it_is() -> None:
    assert told("the disk is full", Strings("zh")) == "the disk is full"
    assert len({key for key, _ in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("claim", True),
        ("claim ", True),
        ("claim LI", True),
        ("claim =", True),
        ("claim = '", True),
        ("claim = 'tar", True),
        ("claim = 'target' AND", True),
        ("claim = 'target' AND value >", True),
        ("(claim = 'target'", True),
        ("value BETWEEN 1 AND", True),
        ("claim = 'target'", False),
        ("value > 5", False),
        ("学位", False),
        ("学位 (", False),
        ("school places", False),
        ("", False),
    ],
)
def test_what_is_not_whole_yet(text: str, expected: bool) -> None:
    assert unfinished(text, KNOWN) is expected
