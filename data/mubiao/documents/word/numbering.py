"""The numbers that Word makes itself before headings and items of lists: 一、 （二） 第三章 4.1"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from mubiao.documents.word.styles import value
from mubiao.patterns import HAN_BY_VALUE

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

_PLACE = re.compile(r"%([1-9])")
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


def _han(number: int, digits: str = HAN_BY_VALUE, ten: str = "十", hundred: str = "百") -> str:
    if number >= 1000 or number < 0:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + hundred if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds and digits is HAN_BY_VALUE else digits[tens]) + ten
    elif hundreds and ones:
        text += digits[0]
    return text + (digits[ones] if ones or not number else "")


def _legal(number: int) -> str:
    return _han(number, _LEGAL, "拾", "佰")


def _digits(number: int) -> str:
    return "".join(HAN_BY_VALUE[int(digit)] for digit in str(number)).replace("零", "〇")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 200 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    text = ""
    for worth, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv")):
        text += sign * (number // worth)
        number %= worth
    return text + "i" * number


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "japaneseDigitalTenThousand": _digits,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographEnclosedCircle": _circled,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "ideographZodiac": lambda number: "子丑寅卯辰巳午未申酉戌亥"[(number - 1) % 12],
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


class Numbering:
    """Counts the paragraphs of each list as they come."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, Element]] = {}
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, Element]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}  # by abstract list, which several lists continue
        if root is None:
            return
        for one in root.iterfind("w.abstractNum"):
            self._abstract[one.get("w.abstractNumId", "")] = _by_level(one)
        for one in root.iterfind("w.num"):
            self._read(one)

    def _read(self, one: Element) -> None:
        number, abstract = one.get("w.numId", ""), value(one.find("w.abstractNumId"))
        self._lists[number] = abstract
        levels = dict(self._abstract.get(abstract, {}))
        for override in one.iterfind("w.lvlOverride"):
            level = _int(override.get("w.ilvl", "0"), 0)
            own, start = override.find("w.lvl"), override.find("w.startOverride")
            if own is not None:
                levels[level] = own
            if start is not None:
                self._starts[number, level] = _int(value(start), 1)
        self._levels[number] = levels

    def before(self, number: str, level: int) -> str:
        """What Word writes before the next paragraph of a list; empty for marks that are no numbers."""
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[number], {})
        if (number, level) in self._starts:
            counts[level] = self._starts.pop((number, level)) - 1
        elif level not in counts:
            counts[level] = _int(value(levels[level].find("w.start"), "1"), 1) - 1
        counts[level] += 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return self._text(levels, counts, level)

    def _text(self, levels: dict[int, Element], counts: dict[int, int], level: int) -> str:
        if value(levels[level].find("w.numFmt"), "decimal") in ("bullet", "none"):
            return ""
        legal = levels[level].find("w.isLgl") is not None

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = counts.get(at, _int(value(levels[at].find("w.start"), "1"), 1) if at in levels else 1)
            form = value(levels[at].find("w.numFmt"), "decimal") if at in levels else "decimal"
            return (str if legal and at < level else FORMS.get(form, str))(count)

        text = _PLACE.sub(shown, value(levels[level].find("w.lvlText")))
        return text + (" " if text and text[-1].isalnum() else "")


def _by_level(abstract: Element) -> dict[int, Element]:
    return {_int(level.get("w.ilvl", "0"), 0): level for level in abstract.iterfind("w.lvl")}


def _int(text: str, default: int) -> int:
    try:
        return int(text)
    except ValueError:
        return default
