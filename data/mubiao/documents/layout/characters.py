"""What is seen of the characters of a line, whichever file they come from: raised digits, marks that show nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from mubiao.patterns import lazy

_UNSEEN = lazy("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
_FIGURE_SPACE = lazy("[\u2007\u2009\u202f\u2008](?<=\\d.)(?=\\d{3}(?!\\d))")
_BLANK = lazy("[ \t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f]+")
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—％"
_BETWEEN_CHINESE = lazy(f"(?<=[{_CHINESE}]) +(?=[{_CHINESE}])")

_DIGITS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = lazy(r"[-+−]?\d{1,3}")
_NOTE = lazy(r"[\[［【〔(（]?(?:注?\s?[\d①-⑳*※†‡#]{1,3}|注)(?:[,，、]\s?[\d①-⑳]{1,3})*[\]］】〕)）]?")
_LENGTH = lazy(r"(?<![A-Za-z])(?:[kcdhμ]?m|ft|in|米)$", re.I)
_TEN = lazy(r"(?<!\d)(?<!\d[.,，])10$")


def visible(text: str) -> str:
    """The text without characters that are not seen, and with digits in one piece that thin blanks group.

    >>> visible("增长6\\u00ad.4%，新增12\\u2007500个")
    '增长6.4%，新增12500个'
    """
    text = _UNSEEN.sub("", text)
    return _FIGURE_SPACE.sub("", text) if any(space in text for space in "\u2007\u2009\u202f\u2008") else text


def single_blanks(text: str) -> str:
    """The text with each run of blanks as one, and none at its ends. Blanks of Chinese width stay."""
    return _BLANK.sub(" ", text).strip(" ")


def raised(digits: str, before: str) -> str:
    """What is to be read of raised characters that stand behind `before`.

    Of a unit of length they make an area or a volume, of a ten a power; else digits and marks lead to a note and are
    no part of the number they stand at.

    >>> [raised("2", before) for before in ("45万m", "3500", "10")]
    ['²', '', '²']
    """
    bare = digits.strip()
    if bare in ("2", "3") and _LENGTH.search(before):
        return bare.translate(_DIGITS)
    if _POWER.fullmatch(bare) and _TEN.search(before):
        return bare.translate(_DIGITS)
    return "" if _NOTE.fullmatch(bare) else digits


def joined(lines: Iterable[str]) -> str:
    """One line of several, as in the cell of a table: parted by a blank only where words of letters meet.

    >>> joined(["固定资产", "投资（亿元）"]), joined(["GDP", "growth"])
    ('固定资产投资（亿元）', 'GDP growth')
    """
    text = ""
    for line in lines:
        gap = text and line and text[-1].isascii() and line[0].isascii()
        text += (" " if gap and (text[-1].isalnum() or line[0].isalnum()) else "") + line
    return text


def closed(text: str) -> str:
    """The text without blanks between Chinese characters, which spread a word over the width of its cell."""
    return _BETWEEN_CHINESE.sub("", text)


_RADICALS = (
    "⺀冫⺁厂⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎尢⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母"
    "⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罒⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月"
    "⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞"
    "⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀⻳龟"
)


@cache
def _of_radicals() -> dict[int, str]:
    import unicodedata

    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    supplement = {ord(_RADICALS[at]): _RADICALS[at + 1] for at in range(0, len(_RADICALS), 2)}
    return kangxi | supplement


_RADICAL = lazy("[\u2e80-\u2fd5]")


def characters_of_radicals(text: str) -> str:
    """The text with radicals, which some makers of PDF write for the characters that look like them, as characters.

    >>> characters_of_radicals("\\u2ed3沙市\\u2ea0\\u2f63")
    '长沙市民生'
    """
    return text.translate(_of_radicals()) if _RADICAL.search(text) else text
