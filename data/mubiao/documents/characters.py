"""The characters that are read as others, one code point for one: traditional ones, full-width ones, signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from mubiao.patterns import lazy
from mubiao.regions.table import data_lines

_SIGNS = {
    "％": "%",
    "﹪": "%",
    "℅": "%",
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
    "•": "·",
    "・": "·",
    "‧": "·",
    "∙": "·",
    "∶": ":",
    "︰": ":",
    "﹕": ":",
    "﹔": "；",
    "﹐": "，",
    "﹑": "、",
    "﹖": "？",
    "﹗": "！",
    "｡": "。",
    "､": "、",
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


# The radicals that PDF text layers print for characters: those of the supplement (U+2E80), which Unicode maps to none.
_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺅⺆⺈⺉⺌⺎⺓⺘⺝⺟⺠⺡⺢⺣⺤⺦⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺵⺶⺷⺹⺺⺻⺼⺽⺾⺿⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
        "⺜⺞⺧⺨⺴⺸⻀⻖⻞⻳",
        "厂乙人冂刀刂小兀幺扌月母民氵水灬爪爿王疋目示礻竹糸纟网网网网羊羊老聿聿肉臼艹艹虎衤西西见角角讠贝足车辶辶辶阝钅长长长门阝雨青韦页风飞食食饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟"
        "日歹牛犬网羊艹阝食龟",
        strict=True,
    )
)

_SHORT = 300  # characters


@cache
def traditional() -> dict[str, str]:
    """Traditional character → simplified one."""
    return dict(line.split(",") for line in data_lines("traditional"))


@cache
def radicals() -> dict[str, str]:
    """Radical, as the text layer of a PDF prints it → the character that it stands for: ⼈ → 人, ⻓ → 长."""
    kangxi = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    return {old: traditional().get(new, new) for old, new in {**kangxi, **_SUPPLEMENT}.items()}


@cache
def simplified() -> dict[str, str]:
    """Every character that reads as another one in the grammars of extraction, and which."""
    wide = [chr(c) for first, last in ("０９", "ａｚ", "ＡＺ") for c in range(ord(first), ord(last) + 1)]
    return {
        **{c: chr(ord(c) - 0xFEE0) for c in wide},
        **{old: new for old, new in _SIGNS.items() if old != new},
        **radicals(),
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
    parts, last = [], 0
    for at in _unusual_in(text):
        parts += [text[last:at], table.get(text[at], text[at])]
        last = at + 1
    return "".join([*parts, text[last:]]) if parts else text


@lru_cache(maxsize=1)
def _unusual_in(text: str) -> tuple[int, ...]:
    """Where they stand. What reads the frame of a report and what reads its numbers ask it of the same text."""
    return tuple([found.start() for found in _unusual().finditer(text)])


# 二零二三年, 二00三年 and 二o一九年 too; a circle is a zero here, a dash that a scanner has read a one (―九八五年).
_HAN_YEAR = lazy(
    "[一二―—─–－-](?:(?<=[一二])|(?<![一二])(?<![―—─–－零〇一二三四五六七八九0-9年-].)(?=[九八][四五六七八九]))"
    "[零〇○◯一二三四五六七八九0oO]{3}"
    "(?=年|[―—–~～至到-][一二][零〇○◯一二三四五六七八九0oO]{3}年)"
)
_MAY_BE_YEAR = lazy("年(?<=[零〇○◯一二三四五六七八九0oO]{3}年)")  # `re` passes over all that is no 年


@lru_cache(maxsize=2)
def _long_may(text: str) -> bool:
    """Asked of the same text by what reads its frame, its numbers and its outline."""
    return _MAY_BE_YEAR.search(text) is not None


_HAN_DIGITS = str.maketrans("零〇○◯一二三四五六七八九oO―—─–－-", "000012345678900111111")


# 2O18年, 20l9年, as scanners read them.
_MISREAD_YEAR = lazy("(?:2[0OoО]|[1lI]9)(?<![0-9A-Za-z.．]..)[0-9OoОlI]{2}(?=年)")
_MISREAD = lazy("[OoОlI](?=[0-9OoОlI]{0,2}年)")
_AS_DIGITS = str.maketrans("OoОlI", "00011")


def years_in_digits(text: str) -> str:
    """The text with years in Chinese digits in Arabic ones, as long as before: 一九九〇年 → 1990年, 2O18年 → 2018年."""
    if _MISREAD.search(text):
        text = _MISREAD_YEAR.sub(lambda year: year[0].translate(_AS_DIGITS), text)
    if not (_long_may(text) if len(text) > _SHORT else _MAY_BE_YEAR.search(text)):
        return text
    return _HAN_YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), text)
