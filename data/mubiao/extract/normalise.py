"""A parallel string for matching: the same length as the text, so that offsets hold in both.

Every code point becomes exactly one code point: full-width digits, letters, signs and brackets become their ASCII
twins, traditional characters simplified ones. Sentence punctuation stays as it is, since `，` ends a clause and `,`
may stand inside a number.
"""

from __future__ import annotations

import re
from functools import cache

from mubiao.lexicon import rows

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

# A circle is a zero only among Chinese digits (二○○六), and a dot or a lost glyph a point only inside a percentage or
# an amount (8。5%, 12·5亿).
_ZERO = re.compile("[○◯ОＯO](?:(?<=[零〇一二三四五六七八九○◯].)|(?<=[○◯])(?=[零〇一二三四五六七八九○◯]))")
_POINT = re.compile("[。·•\ue000-\uf8ff](?<=[0-9０-９].)(?=[0-9０-９]{1,2}[%％‰万亿]|[0-9] ?[万亿])")
# A full-width comma stays a comma of the sentence unless it groups full-width digits by threes.
# A year in Chinese digits reads as one in Arabic: 二零二三年.
_HAN_YEAR = re.compile("[一二][零一二三四五六七八九]{3}(?=年)")
_HAN_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_GROUPING = re.compile("，(?<=[０-９].)(?=[０-９]{3}(?![０-９]))")


@cache
def _mapping() -> tuple[dict[str, str], re.Pattern[str]]:
    wide = [chr(c) for first, last in ("０９", "ａｚ", "ＡＺ") for c in range(ord(first), ord(last) + 1)]
    mapping = {c: chr(ord(c) - 0xFEE0) for c in wide}
    mapping.update({k: v for k, v in _SIGNS.items() if k != v})
    mapping.update({r["traditional"]: r["simplified"] for r in rows("traditional")})
    return mapping, re.compile("[" + "".join(re.escape(k) for k in sorted(mapping)) + "]")


def normalise(text: str) -> str:
    """The same text, code point for code point, in the forms that the grammars know.

    Most reports hold few characters to replace, so only those are touched: one search with a character set and a
    replacement a hit, which costs less than `str.translate` with its look-up for every character.
    """
    if text.isascii():
        return text.replace("\t", " ")
    mapping, pattern = _mapping()
    text = _POINT.sub(".", _ZERO.sub("零", _GROUPING.sub(",", text)))
    text = pattern.sub(lambda m: mapping[m[0]], text)
    return _HAN_YEAR.sub(lambda m: m[0].translate(_HAN_DIGITS), text)
