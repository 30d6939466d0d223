"""A parallel string for matching: the same length as the text, so that offsets hold in both.

Every code point becomes exactly one code point: full-width digits, letters, signs and brackets become their ASCII
twins, traditional characters simplified ones. Sentence punctuation stays as it is, since `，` ends a clause and `,`
may stand inside a number.
"""

from __future__ import annotations

import re

from mubiao.documents.characters import replaced, simplified, years_in_digits
from mubiao.patterns import lazy

# A circle is a zero only among Chinese digits (二○○六), and a dot or a lost glyph a point only inside a percentage or
# an amount (8。5%, 12·5亿).
_ZERO = lazy("[○◯ОＯO](?:(?<=[零〇一二三四五六七八九○◯].)|(?<=[○◯])(?=[零〇一二三四五六七八九○◯]))")
_CIRCLES = "○◯ОＯO"
_RUN = lazy("[○◯ОＯO]+")
_DIGITS_HAN, _ROUND = frozenset("零〇一二三四五六七八九"), frozenset("○◯")
_POINT = lazy("[。·•?？\ue000-\uf8ff](?<=[0-9０-９].)(?=[0-9０-９]{1,2}(?:[%％‰万亿]|个百分点)|[0-9] ?[万亿])")
# A full-width comma stays a comma of the sentence unless it groups digits by threes, and a unit follows them.
_GROUPING = lazy(
    "，(?<=[０-９].)(?=[０-９]{3}(?![０-９]))"
    "|[1-9](?<![0-9A-Za-z.,，/第].)[0-9]{0,2}(?:，[0-9]{3})++(?![0-9，])"
    r"(?=(?:[.．][0-9]{1,4})?[余多]?[万亿元美吨亩人户家个公平立千套辆件项])"
)
# Thousands parted by a blank, in running text: 减轻负担7 700多万元. Columns begin behind a blank of their own.
_SPACED = lazy(
    r"(?<=[\u4e00-\u9fff，、；（(])[1-9][0-9]{0,2}(?: [0-9]{3})++(?![0-9.])"
    r"(?= ?[余多]?[万亿元美吨亩人户家个公平立套辆件项名所座条处台头只例起幢栋艘株眼册种次对宗尾羽匹])"
)
# A point that a blank parts from its digits: 1. 4%, 20 .8%. The blank is taken up by a zero in front: 01.4%.
_POINT_APART = lazy(
    r"(?<=[\u4e00-\u9fff*])( ?)([0-9]{1,4})(?:[.．] | [.．])([0-9]{1,2})"
    r"(?= ?(?:[%％‰万亿倍]|个百分点|平方|公[里顷斤]|吨|[和、][0-9.]{1,6} ?(?:[%％‰]|个百分点)))"
)
# Digits that a blank parts: 18 51元, 0.1 0公顷; a zero in front takes it up. Behind a sign of a table it parts two.
_DIGITS_APART = lazy(
    r"(?:(?<=[\u4e00-\u9fff])(?<![第表图页栏附注号款条])([1-9][0-9]{1,2}|(?!19|20)[1-9][0-9]{3}|[0-9]{1,3}\.[0-9])"
    r"|(?<=[\u4e00-\u9fff]\n)([0-9]{1,3}\.[0-9])) ([0-9]{1,2})"
    r"(?=[万亿]?元|[万亿]?[人吨亩户头]|公[顷里斤]|平方|[%％‰座所个家项件台辆])"
)
# Digits that stand apart one by one: 1 1 2.4亿元, 3 5.6%. Two of them without a point may be a note's and a number's.
_ONE_BY_ONE = lazy(
    r"(?<=[\u4e00-\u9fff])(?<![第表图页栏附注号款条])"
    r"(?:(?:[0-9] ){1,6}[0-9] ?[.．] ?[0-9](?: ?[0-9])?|(?:[0-9] ){2,6}[0-9])"
    r"(?= ?(?:[万亿]?[元人吨亩户头]|公[顷里斤]|平方|个百分点|[%％‰]))"
)
_MARK_BETWEEN = lazy("[①-⑳](?<=[0-9%％‰].)(?=左右|以[上下内])")  # of a note, in 增长6.6%①左右
_MAY_BE_PARTED = lazy(" (?<=[0-9] )(?=[0-9]{1,2}[万亿元人吨亩户头公平%％‰座所个家项件台辆])", holds=" ")
_MAY_BE_ONE_BY_ONE = lazy(" (?<=[0-9] )[0-9](?=[ .．])", holds=" ")
_MAY_BE_APART = lazy("[0-9](?:[.．] | [.．])[0-9]")
_MAY_GROUP = lazy("，(?<=[0-9０-９].)(?=[0-9０-９]{3})")  # what both hold; `re` skips to a single character quickest
_MAY_BE_SPACED = lazy(" [0-9]{3}(?![0-9.])")
# What scanners read instead of a digit, before the sign of a unit: l0%, 1O％, 4l.1%, lO.5亿元.
_READ_AS = lazy(
    "[0-9０-９lIOＯ](?<![0-9０-９A-Za-zＯ.．].)[0-9０-９lIOＯ]{0,3}+(?:[.．][0-9０-９lIOＯ]{1,2}+)?(?=[%％‰万亿元])"
)
_MISREAD = lazy("[lIOＯ](?=[lIOＯ0-9０-９.．]{0,6}[%％‰万亿元])")
# What is left of a page's marks in a text: blanks of their length.
_MARKUP = lazy(r"&nbsp;|</?(?:p|br|div|span|strong|b|font)(?:[ /][^<>\n]{0,80})?>")
_LETTERS = "lIOＯ"
_DIGITS_READ = str.maketrans("lIOＯ", "1100")
_INCOME = lazy("人(?<=[配纯总政算税业务游售民]收人)(?![员数次才均口])")


def _grouped(match: re.Match[str]) -> str:
    """3，500亿元 with a comma that groups; the items of 分别为12，300，500万元 are three."""
    dealt = "分别" in match.string[max(0, match.start() - 6) : match.start()]
    return match[0] if dealt else match[0].replace("，", ",")


def _joined(digits: re.Match[str]) -> str:
    """The digits without what parts them; zeros in front take its place."""
    return digits[0].replace(" ", "").replace("．", ".").rjust(len(digits[0]), "0")


def _holds(text: str, opens: str, pattern: re.Pattern[str]) -> bool:
    """What `pattern.search` would say, which begins with one of these: few texts hold many of them."""
    for character in opens:
        at = text.find(character)
        while at >= 0:
            if pattern.match(text, at):
                return True
            at = text.find(character, at + 1)
    return False


def normalise(text: str) -> str:
    """The same text, code point for code point, in the forms that the grammars know.

    Most reports hold few characters to replace, so only those are touched: one search with a character set and a
    replacement a hit, which costs less than `str.translate` with its look-up for every character.
    """
    if text.isascii():
        return text.replace("\t", " ")
    if "&nbsp;" in text or "</p>" in text or "<br" in text:
        text = _MARKUP.sub(lambda m: " " * len(m[0]), text)
    if _MAY_BE_SPACED.search(text):
        text = _SPACED.sub(lambda m: m[0].replace(" ", ","), text)
    if _MAY_GROUP.search(text):
        text = _GROUPING.sub(_grouped, text)
    if _MAY_BE_ONE_BY_ONE.search(text):
        text = _ONE_BY_ONE.sub(_joined, text)
    if any(apart in text for apart in (". ", "． ", " .", " ．")) and _MAY_BE_APART.search(text):
        text = _POINT_APART.sub(r"\g<1>0\g<2>.\g<3>", text)
    if _MAY_BE_PARTED.search(text):
        text = _DIGITS_APART.sub(lambda m: f"0{m[1] or m[2]}{m[3]}", text)
    if _holds(text, _CIRCLES, _ZERO):
        text = _RUN.sub(_zeros, text)
    text = _POINT.sub(".", text)
    text = _MARK_BETWEEN.sub(" ", text)
    if "收人" in text or _holds(text, _LETTERS, _MISREAD):
        text = _READ_AS.sub(lambda m: m[0].translate(_DIGITS_READ), text)
        text = _INCOME.sub("入", text)
    if "箅" in text or "兀" in text:
        text = text.replace("预箅", "预算").replace("亿兀", "亿元").replace("万兀", "万元")
    text = replaced(text, simplified())
    return years_in_digits(text)


def _zeros(run: re.Match[str]) -> str:
    """Circles and letters behind a Chinese digit, another zero or a circle, with the circles before these: all zeros.

    What is a zero makes one of its neighbours, so a run is read as a whole: once is enough.
    """
    words, text = run[0], run.string
    behind = run.start() > 0 and text[run.start() - 1] in _DIGITS_HAN
    first = 0 if behind else next((at for at in range(1, len(words)) if words[at - 1] in _ROUND), len(words))
    if first == len(words) and not (words[-1] in _ROUND and text[run.end() : run.end() + 1] in _DIGITS_HAN):
        return words
    while first > 0 and words[first - 1] in _ROUND:
        first -= 1
    return words[:first] + "零" * (len(words) - first)
