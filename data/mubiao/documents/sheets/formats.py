"""What a cell shows of the number that it holds: 0.063 in the format 0.0% is 6.3%."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 31: 'yyyy"年"m"月"d"日"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 49: "@",
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a file calls by number only."""

_LITERAL = re.compile(r'"([^"]{0,200})"|\\(.)|_.|\*.|\[[^\]]{0,60}\]')
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*,*)?(?:E[+-][0#]+)?|\.[#0?]+")
_DATE = re.compile(r"[yYdD]|(?<![#0?])[mM]{1,5}(?![a-z])|年|月")
_TIME_ONLY = re.compile(r"[hHsS]")
_OPENS, _CLOSES = ("(", "（"), (")", "）")
_COLOUR = re.compile(r"\[(?:red|green|blue|magenta|color ?\d+|红色|绿色|蓝色|洋红|颜色 ?\d+)\]", re.I)
_MOST = Decimal(10) ** 15


def shown(value: float, code: str, *, first_day: int = 1900) -> str:
    """The number as a cell with the format `code` shows it.

    >>> shown(0.063, "0.0%"), shown(1342.6, "#,##0.0"), shown(2021, '0"年"'), shown(-0.5, "0.00;(0.00)")
    ('6.3%', '1,342.6', '2021年', '-0.50')
    """
    if not code or code.lower() == "general" or code == "@":
        return plain(value)
    sections = _sections(code)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        return _signed(_by(-value, sections[1], first_day), _by(-value, section, first_day), sections[1])
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    return _by(value, section, first_day)


def _signed(text: str, positive: str, section: str) -> str:
    """A negative number with a sign where its format tells it by brackets or a colour only, which no text shows."""
    inner = text[1:-1].strip() if text[:1] in _OPENS and text[-1:] in _CLOSES else text
    if inner == text and not _COLOUR.search(section):
        return text
    alike = inner == positive.removeprefix("+") and inner[:1].isdigit() and any(c in "123456789" for c in inner)
    return f"-{inner}" if alike else text


def plain(value: float) -> str:
    """A number without a format: no more digits than are meant."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.12g}"
    return f"{Decimal(text):f}" if "e" in text and abs(value) < 1e15 else text


@lru_cache(maxsize=1_000)
def _sections(code: str) -> tuple[str, ...]:
    found, quoted, current, at = [], False, "", 0
    while at < len(code):
        char = code[at]
        if char == '"':
            quoted = not quoted
        if char == "\\" and not quoted:
            current += code[at : at + 2]
            at += 2
            continue
        if char == ";" and not quoted:
            found.append(current)
            current = ""
        else:
            current += char
        at += 1
    return (*found, current)


def _by(value: float, section: str, first_day: int) -> str:
    bare = _LITERAL.sub("", section)
    if bare.strip().lower() == "general":
        return _literal(section).replace("General", plain(value), 1)
    if not _PLACES.search(bare):
        if _DATE.search(bare) and value >= 0:
            return _date(value, section, first_day)
        return plain(value) if _TIME_ONLY.search(bare) or "@" in bare else _literal(section)
    # The literals are set aside, since a quoted text may hold what looks like places of digits.
    pieces: list[str] = []

    def aside(match: re.Match[str]) -> str:
        pieces.append(match[1] or match[2] or "")
        return chr(0xE200 + len(pieces) - 1)

    masked = _LITERAL.sub(aside, section)
    places = _PLACES.search(masked)
    if places is None:
        return plain(value)
    number = _number(value, places[0], masked.count("%"))
    text = masked[: places.start()] + number + _PLACES.sub("", masked[places.end() :])
    return "".join(pieces[ord(c) - 0xE200] if 0xE200 <= ord(c) < 0xE200 + len(pieces) else c for c in text).strip()


def _number(value: float, places: str, percents: int) -> str:
    if "E" in places:
        return plain(value)
    whole, _, fraction = places.partition(".")
    ends = fraction or whole  # commas behind the last place divide by thousands
    scale = len(ends) - len(ends.rstrip(","))
    fraction = fraction.rstrip(",")
    exact = Decimal(repr(value)) * 100**percents / 1000**scale
    if abs(exact) >= _MOST:
        return plain(value)
    rounded = exact.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    optional = len(fraction) - len(fraction.rstrip("#"))
    for _ in range(optional):
        text = text.removesuffix("0") if "." in text else text
    text = text.removesuffix(".")
    return text[1:] if text.startswith("-") and not rounded else text


def _literal(section: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", section).strip()


def _date(value: float, section: str, first_day: int) -> str:
    """A day, by the parts that the format names; hours are not told."""
    days = int(value)
    if days > 2_958_465:
        return plain(value)
    day = date(1904, 1, 1) + timedelta(days) if first_day == 1904 else date(1899, 12, 30) + timedelta(days)
    bare = section.lower()
    parts = [(mark, sign) for mark, sign in (("y", f"{day.year}年"), ("m", f"{day.month}月"), ("d", f"{day.day}日"))]
    return "".join(sign for mark, sign in parts if mark in re.sub(r"h{1,4}:mm|\[[^\]]{0,60}\]", "", bare))
