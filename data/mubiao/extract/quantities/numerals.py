"""Numbers as they are written in Chinese: Arabic, Chinese, financial, and mixtures of them. No units here.

`parse` reads a string that is a number as a whole; `find_numbers` finds numbers in normalised text. Every pattern
consumes digits possessively and looks at none of them twice, so time stays linear in the length of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mubiao.patterns import HAN_BY_VALUE, lazy

DIGITS: dict[str, int] = {
    **{c: i for i, c in enumerate(HAN_BY_VALUE)},
    **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "两": 2,
    "俩": 2,
    "幺": 1,
    "弌": 1,
    "弍": 2,
    "参": 3,
    "仨": 3,
}
TENS: dict[str, int] = {"廿": 20, "卅": 30, "卌": 40}
PLACES: dict[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SECTIONS: dict[str, int] = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SUFFIXES: dict[str, int] = {"k": 10**3, "K": 10**3, "w": 10**4, "W": 10**4, "M": 10**6, "G": 10**9}

HAN = "零〇一二三四五六七八九十百千万亿兆两俩廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟"
"""Every character of a Chinese numeral, but those that are far more often something else (参, 幺)."""

_MIXED = lazy(r"[0-9]++(?:\.[0-9]++)?|.", re.S)
_GROUPED = lazy(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?|[+-]?[0-9]*+(?:\.[0-9]++)?")
_SPACES = lazy(r"\s+")
_FRACTION = lazy(r"(.+?)(?:分之|份)(.+)", re.S)
_PAIR = 2  # 五六万 is a guess
_DOZENS = {"打": 12, "对": 2, "双": 2}


class _NotANumberError(ValueError):
    pass


@lru_cache(maxsize=4096)
def magnitude(text: str) -> int:
    """`万亿` → 10¹²; the empty string is 1. Characters that are no magnitude count as 1."""
    product = 1
    for char in text:
        product *= SECTIONS.get(char) or PLACES.get(char) or 1
    return product


def _sections(tokens: list[str]) -> float:
    """The value of digits and place words, read from left to right once."""
    total = 0.0  # closed sections: 三亿
    section = 0.0  # inside the open section: 四千
    number: float | None = None  # the digit that waits for its place
    last = 1.0  # the place that was closed last, for 一百五 and 三万五
    zero = False
    for token in tokens:
        if token in DIGITS:
            digit = DIGITS[token]
            if digit == 0 and number is None:
                zero = True
                continue
            if number is not None:
                raise _NotANumberError
            number = digit
        elif token in TENS:
            section += TENS[token]
            last = 10.0
        elif token in PLACES:
            place = PLACES[token]
            if number is None:
                number = 1.0
            section += number * place
            number, last, zero = None, float(place), False
        elif token in SECTIONS:
            scale = SECTIONS[token]
            if number is not None:
                # 百二万: the digit that closes a section takes the place below the last one
                section += number * (last / 10 if 10 < last < scale and not zero else 1)
            total = _closed(total, section, scale)
            section, number, last, zero = 0.0, None, float(scale), False
        else:
            number = float(token) if number is None else None
            if number is None:
                raise _NotANumberError
    if number is not None:
        section += number * (last / 10 if last > 10 and not zero and number < 10 else 1)
    return total + section


def _closed(total: float, section: float, scale: int) -> float:
    """The total with the section that a 万 or 亿 closes."""
    if not section and not total:
        raise _NotANumberError
    if not section:
        return total * scale  # 十万 亿, 百万 万
    if total and total < scale:
        return (total + section) * scale  # 一万五千 亿
    return total + section * scale  # 一亿 二千万


def _tokens(text: str) -> list[str]:
    return _MIXED.findall(text)


def _positional(text: str) -> str | None:
    """`一七二零` → `1720`; None if the text is not a row of digits."""
    if len(text) < 2 or any(c not in DIGITS for c in text):
        return None
    return "".join(str(DIGITS[c]) for c in text)


@lru_cache(maxsize=4096)
def parse(text: str) -> float | None:
    """The value of a string that is one number, `None` if it is none. `-`, `负`, fractions and percents are read.

    `百分之五` is 0.05: what a per cent means is for the caller.
    """
    text = _SPACES.sub("", text)
    if not text or len(text) > 400:
        return None
    try:
        return _parse(text)
    except (_NotANumberError, ValueError, OverflowError):
        return None


def _parse(text: str) -> float:
    if text[0] == "负" or (text[0] in "-+" and len(text) > 1):
        value = _parse(text[1:])
        return value if text[0] == "+" else -value
    if "分之" in text or "份" in text:
        fraction = _FRACTION.fullmatch(text)
        if not fraction:
            raise _NotANumberError
        denominator = _plain(fraction[1])
        if not denominator:
            raise _NotANumberError
        return _plain(fraction[2]) / denominator
    if text[-1] in _DOZENS and len(text) > 1:
        return _plain(text[:-1]) * _DOZENS[text[-1]]
    if text[-1] == "个" and len(text) > 1:
        text = text[:-1]
    if text[-1] == "半":
        return _plain(text[:-1]) + 0.5 if len(text) > 1 else 0.5
    return _plain(text)


def _plain(text: str) -> float:
    if not text:
        raise _NotANumberError
    if _GROUPED.fullmatch(text):
        return float(text.replace(",", ""))
    if text[-1] in SUFFIXES and _GROUPED.fullmatch(text[:-1]):
        return scaled(text[:-1], SUFFIXES[text[-1]])
    if "点" in text:
        whole, _, rest = text.partition("点")
        scale = ""
        while rest and rest[-1] in "百千万亿":
            rest, scale = rest[:-1], rest[-1] + scale
        digits = rest if rest.isascii() and rest.isdigit() else _positional(rest + "零")
        if not digits:
            raise _NotANumberError
        head = _positional(whole) or (whole if whole.isascii() and whole.isdigit() else str(int(_han(whole))))
        return scaled(f"{head}.{digits}", magnitude(scale))
    return _han(text)


def _han(text: str) -> float:
    text = text.replace(",", "")
    row = _positional(text)
    if row is not None:
        return float(row)
    digits = text.rstrip("万亿")
    row = _positional(digits) if len(digits) > _PAIR or "零" in digits else None
    if row is not None:
        return scaled(row, magnitude(text[len(digits) :]))  # 一一零亿
    tokens = _tokens(text)
    if tokens and tokens[0] in SECTIONS:
        raise _NotANumberError  # 万 alone is no number; 百 and 千 may lead
    if not all(t in DIGITS or t in PLACES or t in SECTIONS or t in TENS or t[0] in "0123456789" for t in tokens):
        raise _NotANumberError
    return _sections(tokens)


def scaled(digits: str, scale: int) -> float:
    """`digits` (Arabic, perhaps with commas and a point) times a power of ten, without a rounding error on the way.

    >>> scaled("32.98", 10**8)
    3298000000.0
    """
    digits = digits.replace(",", "")
    if scale == 1:
        return float(digits)
    if "." not in digits:
        return float(int(digits) * scale) if len(digits) < 300 else float("inf")
    whole, _, fraction = digits.partition(".")
    if len(digits) > 300:
        return float(digits) * scale
    sign = -1 if whole.startswith("-") else 1
    whole = whole.lstrip("+-")
    return float(sign * int((whole or "0") + fraction) * scale / 10 ** len(fraction))
