"""What a cell of a table says: a number with its sign, a range, what bounds it, and the unit or per cent behind it.

A fall is printed in many ways: −1.3, –1.3, —1.3, 负1.3, ↓1.3, ▼1.3, 下降1.3, and as accountants do (1.3). A triangle
is a rise where the text has falling ones too; else it may be either, and the cell is no figure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mubiao.extract.quantities.numerals import scaled
from mubiao.patterns import lazy

_FIGURE = lazy(
    r"(?P<verb>负?增长|增加|上升|提高|上涨|下降|减少|降低|回落|下滑|下跌|[增减降涨升跌])?(?P<open>[<>≥≤＞＜约超]?)"
    r"(?P<mark>[↑⬆↗↓⬇↘▼▽▲△][ 　]*)?"
    r"(?P<number>(?:[-+−—负][ 　]*)?\d[\d,，]*(?:\.\d+)?)"
    r"(?P<range>%?[-—~至](?P<high>\d[\d,，]*(?:\.\d+)?))?(?P<percent>%?)"
    r"(?: {0,2}(?P<unit>[^\d\s左右以约%↑⬆↗↓⬇↘▼▽▲△]{1,5}?))?"
    r"(?P<close>左右|以上|以下|以内)?(?P<after>[ 　]*[↑⬆↗↓⬇↘▼▽▲△])?"
)
_BRACKETED = lazy(r"[(（][ 　]*(?P<number>\d[\d,，]*(?:\.\d+)?)[ 　]*(?P<percent>%?)[ 　]*[)）](?P<behind>%?)")
_FALLS = frozenset(("负增长", "下降", "减少", "降低", "回落", "下滑", "下跌", "减", "降", "跌"))
_DOWN = frozenset("↓⬇↘▼▽")
_EITHER_WAY = frozenset("▲△")


class Figure(NamedTuple):
    """The figure of a cell; offsets within its words."""

    start: int  # of the number, its minus with it
    end: int  # behind the number and its per cent or unit, but what bounds it
    number: str  # as printed
    high: str | None
    percent: bool
    unit: str | None
    unit_end: int
    verb: str | None
    bound: str | None
    falls: bool  # a word or sign says so

    def value(self, scale: int) -> float:
        """The number, negative where it falls."""
        return self._signed(self.number, scale)

    def top(self, scale: int) -> float | None:
        """The upper end of a range."""
        return self._signed(self.high, scale) if self.high else None

    def _signed(self, digits: str, scale: int) -> float:
        value = scaled(_digits(digits), scale)
        return -abs(value) if self.falls else value


def figure_of(words: str, *, growth: bool, falling: bool) -> Figure | None:
    """The figure that a cell is, if it is one.

    growth: its column is of growth, where accountants put a fall in brackets. falling: the text has signs for falls, so
    that ▲ is a rise.
    """
    match = _FIGURE.fullmatch(words)
    if match is None:
        accounted = _BRACKETED.fullmatch(words) if growth and words[:1] in "(（" else None
        return None if accounted is None else _accounted(accounted)
    mark = (match["mark"] or match["after"] or "").strip(" 　")
    if mark in _EITHER_WAY and not falling:
        return None
    return Figure(
        start=match.start("number"),
        end=match.end("percent"),
        number=match["number"],
        high=match["high"],
        percent=bool(match["percent"]),
        unit=match["unit"],
        unit_end=match.end("unit"),
        verb=match["verb"],
        bound=match["close"] or match["open"] or None,
        falls=match["verb"] in _FALLS or mark in _DOWN,
    )


def _accounted(match: re.Match[str]) -> Figure:
    percent = bool(match["percent"] or match["behind"])
    end = match.end("percent")
    return Figure(match.start("number"), end, match["number"], None, percent, None, -1, None, None, falls=True)


def _digits(number: str) -> str:
    number = re.sub("[,，  　]", "", number)
    return re.sub("[−—负]", "-", number).lstrip("+")
