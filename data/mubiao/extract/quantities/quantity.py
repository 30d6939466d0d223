"""What the scans find: a number with its unit, and what bounds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mubiao.model import Qualifier

Mode = Literal["facts", "all"]

FACT_KINDS = frozenset(
    {"percent", "permille", "point", "money", "measure", "count", "multiple", "ratio", "rank", "bare"}
)
"""The kinds that can be facts; the others (date, duration, age, ordinal, set, spec) are names and times."""

HAN_DIGITS = "零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
HAN_PLACES = "十百千万亿兆拾佰仟"
HAN_NUMERALS = HAN_DIGITS + HAN_PLACES + "俩廿卅卌"


@dataclass(slots=True)
class Quantity:
    """One quantity as printed: `text[start:end]` is number and unit, without the words that bound it."""

    start: int
    end: int
    value: float  # 万, 亿 folded in; a per cent is the printed number; signed only if a sign is printed
    high: float | None  # the upper end of a range
    unit: str | None  # without magnitude; '' for a bare number, 名 for a rank
    kind: str  # percent, permille, point, money, measure, count, multiple, ratio, rank, bare; date, duration, age, …
    qualifier: Qualifier
    qualifier_text: str | None  # as printed; words on both sides are joined with …
    outer_start: int  # the span with its qualifier words
    outer_end: int
    rule: str
    number_end: int  # where the (last) number ends and its unit begins


def exact(start: int, end: int, value: float, unit: str, kind: str, rule: str, number_end: int) -> Quantity:
    """A quantity that nothing bounds yet."""
    return Quantity(start, end, value, None, unit, kind, Qualifier.EXACT, None, start, end, rule, number_end)
