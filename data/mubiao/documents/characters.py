"""The characters that are read as others, one code point for one: traditional ones, full-width ones, signs."""

from __future__ import annotations

import re
from functools import cache

from mubiao.regions.table import data_lines

_SIGNS = {
    "％": "%",
    "﹪": "%",
    "٪": "%",
    "．": ".",
    "﹒": ".",
    "＋": "+",
    "＝": "=",
    "＃": "#",
    "＆": "&",
    "＊": "*",
    "／": "/",
    "∕": "/",
    "⁄": "/",
    "＠": "@",
    "＿": "_",
    "（": "(",
    "）": ")",
    "﹙": "(",
    "﹚": ")",
    "［": "[",
    "］": "]",
    "〔": "[",
    "〕": "]",
    "｛": "{",
    "｝": "}",
    "＜": "<",
    "＞": ">",
    "〇": "零",
    "Ｏ": "O",
    "㎡": "㎡",
    "•": "·",
    "・": "·",
    "‧": "·",
    "∙": "·",
    "∶": ":",
    "︰": ":",
    "﹕": ":",
    "＂": '"',
    "〝": "“",
    "〞": "”",
    "『": "“",
    "』": "”",
    "「": "“",
    "」": "”",
    "－": "-",
    "﹣": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "–": "—",
    "―": "—",
    "─": "—",
    "━": "—",
    "ー": "—",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "˜": "~",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\ufeff": " ",
    "\u200b": " ",
    "\u3000": " ",
    "\t": " ",
}


_SHORT = 300  # characters


@cache
def traditional() -> dict[str, str]:
    """Traditional character → simplified one."""
    return dict(line.split(",") for line in data_lines("traditional"))


@cache
def simplified() -> dict[str, str]:
    """Every character that reads as another one in the grammars of extraction, and which."""
    wide = [chr(c) for first, last in ("０９", "ａｚ", "ＡＺ") for c in range(ord(first), ord(last) + 1)]
    return {
        **{c: chr(ord(c) - 0xFEE0) for c in wide},
        **{old: new for old, new in _SIGNS.items() if old != new},
        **traditional(),
    }


@cache
def _unusual() -> re.Pattern[str]:
    """Finds every character that may have to be replaced. One for all callers: a set of so many is slow to compile."""
    return re.compile(f"[{''.join(map(re.escape, sorted({*simplified(), *'○◯：'})))}]")


def replaced(text: str, table: dict[str, str]) -> str:
    """The text with the characters of `table` replaced; all of them must be in `simplified()` or of ○◯：.

    A long text holds few of them, so a search costs less than a look-up of each character; for a short one it is not
    worth to make the pattern.
    """
    if len(text) < _SHORT:
        return "".join([table.get(c, c) for c in text])
    return _unusual().sub(lambda match: table.get(match[0], match[0]), text)
