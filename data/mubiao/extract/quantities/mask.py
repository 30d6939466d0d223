"""Names that contain numbers: what stands in them is no quantity.

`mask_spans` lists them with a reason; the quantities stage drops every number that begins inside one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon
from mubiao.patterns import lazy

_D = "0-9零一二三四五六七八九十百千"
_LENGTH = "(?:米|厘米|毫米|公分|cm|mm|m(?![a-z0-9²³]))"
_BY = "[×✕╳xX*]"
_H = "零一二三四五六七八九十"


@per_lexicon()
def _by_place() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for r in rows("not_facts"):
        found.setdefault(r["place"], []).append(r["word"])
    return {place: tuple(sorted(w, key=len, reverse=True)) for place, w in found.items()}


_NUMBERED = (
    rf"[ #*>-]{{0,8}}(?:[0-9]{{1,2}}(?:[.、](?![0-9])|[.](?=[0-9]{{1,2}}[ 、.]))|[{_H}]{{1,3}}[、.是]"
    r"|[0-9]{1,2}-[0-9]{1,2} ?(?=[^\d\s，。；,;、]{2,24}(?:历年|主要|基本情况|统计|构成|指标|一览|分组|总值)))"
)
"""How a line begins whose number is no figure; asked behind each line end, and of the first line by itself."""
_FIRST_LINE = lazy(_NUMBERED)


def not_facts(place: str) -> tuple[str, ...]:
    """The words of `tables/not_facts.csv` for one place, longest first."""
    return _by_place()[place]


@per_lexicon()
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Reason and pattern. Every repetition is bounded, so that the scan is linear.

    Each begins with a literal or a set, by which `re` passes over all other text; what must not stand before is asked
    right after that first character.
    """
    ordinal = "|".join(map(re.escape, not_facts("ordinal")))
    rules = {
        "title": r"《[^《》\n]{1,80}》",
        "url": r"[hHwW](?:(?<=[hH])[tT]{2}[pP][sS]?://|(?<=[wW])[wW]{2}\.)[^\s，。；、“”()<>]{1,300}",
        "quoted": r"“[^“”，。；！？\n]{1,16}+”|\"[^\"\n]{1,200}+\"|‘[^‘’，。；\n]{1,12}+’",
        "ordinal": rf"第[ ]?[{_D}]{{1,9}}(?:[、和至到~—-]第?[{_D}]{{1,5}}){{0,3}}[ ]?(?:{ordinal})",
        "number in brackets": rf"[(]\s?[0-9{_H}]{{1,3}}\s?[)]",
        "number of a heading": rf"\n{_NUMBERED}",
        "size": rf"[0-9](?<![0-9.].)[0-9]{{0,4}}(?:\.[0-9]{{1,2}})? ?{_LENGTH}?"
        rf"(?: ?{_BY} ?[0-9]{{1,5}}(?:\.[0-9]{{1,2}})? ?{_LENGTH}?){{0,2}}"
        rf" ?{_BY} ?[长宽高深厚]?[0-9]{{1,5}}(?:\.[0-9]{{1,2}})?(?= ?{_LENGTH})",
        "exchange rate": r"(?:100|1|一|每) ?(?:美元|美金|欧元|英镑|日元|港元|港币)"
        # A rate that is told, and no basis of sums, is a figure.
        r"(?:兑换?(?:人民币)?(?:约|为)?(?=[0-9]{1,3}\.[0-9]{4}元(?:人民币)?[，。；])"
        r"|(?:兑换?|[=＝≈:：]|折合?|合|对)(?:人民币)?(?:约|为)?[0-9.]{1,8})",
        "content": r"100(?<=折100) ?%|100(?<=[纯份分]100) ?%",  # 化肥（折纯100%）
        "unit of currency": r"1(?:(?<=元兑1)|(?<=币兑1)) ?(?:美元|欧元|英镑|日元|港元)",
        "outline": r"[0-9](?<![0-9.].)[0-9]{0,2}(?:\.[0-9]{1,3}){2,8}(?![0-9])",
        # ▲1.3% is a rise beside ▼2.1%, else either; a bullet opens its line
        "doubtful sign": r"[△▲](?<=[^\n\r].) ?[0-9]{1,4}(?:\.[0-9]{1,3})? ?%"
        r"|[0-9](?<![0-9.].)[0-9]{0,3}(?:\.[0-9]{1,3})? ?% ?[↓▼▽⬇]",
        # 140.7亿元 | (1.3%): a fall, as accountants print it, or a share
        "bracketed cell": r"[ |]\([0-9]{1,4}(?:\.[0-9]{1,3})? ?%\)",
        "copies": r"[共印](?:(?<=共)印|(?<=印)数)(?:制|刷)?:? ?[0-9]{1,6} ?份",
        "page": r"0(?<![0-9].)[0-9](?:版|-[0-9]{1,2}版)",
        "anniversary": r"[0-9](?<![0-9.·].)[0-9]?[·?][0-9]{1,2}(?![0-9·])",
        "time": rf"[0-9{_H}](?:(?<=[0-9])(?<![0-9:].)(?:(?<=[0-2])[0-9])?:[0-5][0-9](?::[0-5][0-9])?(?![0-9:.])(?! ?:)"
        rf"|(?<=[0-9])[0-9]?[时点][0-5]?[0-9]分|(?<=[{_H}])[{_H}]{{0,2}}[时点][{_H}]{{1,3}}分)",
        "date": r"[0-9](?<![0-9].)[0-9]{3}[-./][01]?[0-9][-./][0-3]?[0-9](?![0-9])",
    }
    return tuple((reason, lazy(pattern, holds=_HOLDS.get(reason, ()))) for reason, pattern in rules.items())


_HOLDS = {
    "title": "《",
    "quoted": '“"‘',
    "ordinal": "第",
    "number in brackets": "(",
    "doubtful sign": "△▲↓▼▽⬇",
    "bracketed cell": (" (", "|("),
    "copies": ("共印", "印数"),
    "page": "版",
}


# What a text must hold for some of them, by which `re` passes over it more quickly than it tries every digit.
_FIRST: dict[str, re.Pattern[str]] = {
    "exchange rate": lazy(r"[元金镑币](?<=[美欧英日港].)(?=[兑=＝≈:：折合对])", holds="兑=＝≈:：折合对"),
    "outline": lazy(r"\.(?=[0-9]{1,3}\.[0-9])"),
    "anniversary": lazy(r"·(?=[0-9])|\?(?=[0-9])"),
    "time": lazy(rf":(?=[0-5][0-9])|时(?=[0-9{_H}]{{1,3}}分)|点(?=[0-9{_H}]{{1,3}}分)", holds=":分"),
    "size": lazy(rf"{_BY}(?= ?[长宽高深厚]?[0-9])", holds="×✕╳xX*"),
}


# A quotation that says what happens is no name: “增长8%左右”. Straight quotes pair up along a line, so all are matched,
# and the long ones and those with a clause in them are let go here.
_STATEMENT = lazy(
    r"(?:增长|(?<!发)达到?|突破|下降|提高|超过|控制在|确保|实现|完成|建成|新建|新增|力争)[^0-9“”]{0,12}[0-9]|^\"(?:.{13,}|.*[，。；！？].*)\"$"
)


def _may_hold(text: str, reason: str) -> bool:
    """Whether a text holds what a pattern cannot do without; a literal is looked for in a tenth of a pattern's time."""
    if reason == "url":
        return "://" in text or "w." in text or "W." in text
    if reason == "anniversary" and "·" not in text and "?" not in text:
        return False
    must = _FIRST.get(reason)
    return must is None or must.search(text) is not None


def mask_spans(text: str) -> list[tuple[int, int, str]]:
    """Half-open spans of names with numbers in normalised text, with the reason for each, in text order."""
    spans = [
        (m.start(), m.end(), reason)
        for reason, pattern in _rules()
        if _may_hold(text, reason)
        for m in pattern.finditer(text)
        if (reason != "quoted" or not _STATEMENT.search(m[0]))
        and (reason != "doubtful sign" or m[0][0] not in "△▲" or not tells_falls(text))
    ]
    if (first := _FIRST_LINE.match(text)) is not None:
        spans.append((0, first.end(), "number of a heading"))
    spans.sort()
    return spans


def tells_falls(text: str) -> bool:
    """Whether a text has signs for falls, beside which a triangle that points up is a rise."""
    return any(sign in text for sign in "↓⬇↘▼▽")


def merged(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """The union of spans as disjoint intervals in text order."""
    start = end = -1
    for s, e, _ in spans:
        if s > end:
            if end >= 0:
                yield start, end
            start, end = s, e
        elif e > end:
            end = e
    if end >= 0:
        yield start, end
