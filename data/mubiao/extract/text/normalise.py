"""A parallel string for matching: the same length as the text, so that offsets hold in both.

Every code point becomes exactly one code point: full-width digits, letters, signs and brackets become their ASCII
twins, traditional characters simplified ones. Sentence punctuation stays as it is, since `，` ends a clause and `,`
may stand inside a number.
"""

from __future__ import annotations

from mubiao.documents.characters import replaced, simplified
from mubiao.patterns import lazy

# A circle is a zero only among Chinese digits (二○○六), and a dot or a lost glyph a point only inside a percentage or
# an amount (8。5%, 12·5亿).
_ZERO = lazy("[○◯ОＯO](?:(?<=[零〇一二三四五六七八九○◯].)|(?<=[○◯])(?=[零〇一二三四五六七八九○◯]))")
_POINT = lazy("[。·•\ue000-\uf8ff](?<=[0-9０-９].)(?=[0-9０-９]{1,2}[%％‰万亿]|[0-9] ?[万亿])")
# A full-width comma stays a comma of the sentence unless it groups full-width digits by threes.
# A year in Chinese digits reads as one in Arabic: 二零二三年.
_HAN_YEAR = lazy("[一二][零一二三四五六七八九]{3}(?=年)")
_HAN_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_GROUPING = lazy("，(?<=[０-９].)(?=[０-９]{3}(?![０-９]))")


def normalise(text: str) -> str:
    """The same text, code point for code point, in the forms that the grammars know.

    Most reports hold few characters to replace, so only those are touched: one search with a character set and a
    replacement a hit, which costs less than `str.translate` with its look-up for every character.
    """
    if text.isascii():
        return text.replace("\t", " ")
    text = _POINT.sub(".", _ZERO.sub("零", _GROUPING.sub(",", text)))
    text = replaced(text, simplified())
    return _HAN_YEAR.sub(lambda m: m[0].translate(_HAN_DIGITS), text)
