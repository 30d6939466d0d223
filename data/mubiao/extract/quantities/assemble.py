"""Quantities in normalised text: number, unit, range, rank, and the words that bound them.

A few scans over the whole text (Arabic numbers, Chinese numbers, ratios, ranks), then dictionary look-ups a hit.
Positions are those of the text that was given, which `normalise` keeps equal to those of the document.
"""

from __future__ import annotations

import re
from operator import attrgetter

from mubiao.extract.quantities import qualifiers, recognise
from mubiao.extract.quantities.eligible import facts
from mubiao.extract.quantities.numerals import SUFFIXES, magnitude
from mubiao.extract.quantities.quantity import FACT_KINDS, Mode, Quantity
from mubiao.extract.quantities.ranks import ranks
from mubiao.extract.quantities.units import unit_at, unit_table
from mubiao.model import Qualifier
from mubiao.patterns import lazy

__all__ = ["FACT_KINDS", "Mode", "Quantity", "find_quantities"]

_RANGE = frozenset(["-", "—", "--", "——", "~", "~~", "至", "到", "(含)-", "(含)—", "(含)~"])
_LIST = frozenset(["、", "，", ",", "和", "及", "与", "以及"])
_FROM = frozenset("从由")


def find_quantities(text: str, *, mode: Mode = "facts") -> list[Quantity]:
    """Every quantity of a normalised text, in text order, none overlapping another.

    `facts` leaves out what can be no fact: dates, durations, ordinals, names, bare numbers without magnitude, small
    Chinese counts. `all` gives every number that is read as one, as `mubiao extract --quantities` prints it.
    """
    found = candidates(text, mode=mode)
    if mode == "facts":
        found = facts(text, found)
    words = qualifiers.before_and_after()
    for q in found:
        _bound(text, q, words)
    return found


def candidates(text: str, *, mode: Mode = "facts") -> list[Quantity]:
    """The quantities of a text before it is judged which can be facts, without the words that bound them."""
    with_unit, without = recognise.han(text)
    found = recognise.ratios(text) + recognise.arabic(text) + with_unit + recognise.words(text) + ranks(text, mode)
    if mode == "all":
        found += [q for m in without if (q := _plain_han(text, m))]
        for q in found:
            _suffix(text, q)
    found.sort(key=_END, reverse=True)
    found.sort(key=_START)  # of those that begin together, the longest first
    found = [q for q in _joined(text, found, mode) if not q.rule.endswith("open")]
    _inherit(text, found)
    for q in found:
        if q.kind in ("money", "bare") or q.unit == "块":
            _currency(text, q)
    return found


_START, _END = attrgetter("start"), attrgetter("end")


def _suffix(text: str, q: Quantity) -> None:
    """15k, 30w, 1.04M: a Latin letter that stands for a magnitude, read only where every number is wanted."""
    letter = text[q.number_end : q.number_end + 1]
    after = text[q.number_end + 1 : q.number_end + 2]
    if letter not in SUFFIXES or q.kind not in ("bare", "spec", "measure") or (after.isascii() and after.isalnum()):
        return
    q.value *= SUFFIXES[letter]
    if q.rule == "arabic":
        q.rule = "arabic;suffix"
    q.number_end += 1
    unit = unit_at(unit_table(), text, q.number_end)
    q.end, q.unit, q.kind = unit if unit else (q.number_end, "", "bare")
    q.outer_end = q.end


_BOUNDARY = lazy(r"[\s，。、；：,;:？！?!()“”\"]")


def _plain_han(text: str, m: re.Match[str]) -> Quantity | None:
    """A Chinese number that stands for itself: not a syllable of a word such as 四川, 一些, 万一."""
    start, end = m.span()
    run = m[1]
    places = sum(c not in "零一二两三四五六七八九" for c in run)
    if len(run) == 1 or (places == 0 and len(run) < 3 and "零" not in run):
        left, right = text[start - 1 : start] if start else "", text[end : end + 1]
        free_left = not left or bool(_BOUNDARY.match(left)) or left in "是为于负"
        free_right = not right or bool(_BOUNDARY.match(right)) or right in "的那却而这"
        if m[2] is None and not (free_left and free_right):
            return None
    if run[0] in "万亿兆":
        return None
    return recognise.han_bare(text, m)


def _joined(text: str, found: list[Quantity], mode: Mode) -> list[Quantity]:
    """Without overlaps; two numbers that a dash or 至 joins are one range, 元 and 角 one amount."""
    out: list[Quantity] = []
    for q in found:
        if not out:
            out.append(q)
            continue
        p = out[-1]
        if q.start < p.end:
            if q.end - q.start > p.end - p.start or (q.kind == "rank" and q.end >= p.end):
                out[-1] = q
            continue
        gap = q.start - p.end
        if gap <= 5 and q.kind != "rank" and p.kind != "rank" and p.high is None:
            between = text[p.end : q.start].replace(" ", "")
            if between in _RANGE:
                split = mode == "facts" and between in ("至", "到") and text[p.start - 1 : p.start] in _FROM
                if not split and _range(text, p, q):
                    continue
            elif not between:
                if q.value < 0 and text[q.start] == "-" and not gap:
                    q.value, q.start, q.outer_start = -q.value, q.start + 1, q.outer_start + 1
                    if _range(text, p, q):
                        continue
                elif gap == 0 and p.kind == q.kind == "money" and q.unit == "角":
                    p.value, p.end, p.outer_end = p.value + q.value / 10, q.end, q.end
                    continue
                elif gap == 0 and p.kind == "money" and q.unit == "分" and q.value < 10:
                    p.value, p.end, p.outer_end = p.value + q.value / 100, q.end, q.end
                    continue
        out.append(q)
    return out


def _range(text: str, p: Quantity, q: Quantity) -> bool:
    """Makes `p` the range from p to q, if they are one."""
    low, high = p.value, q.value
    if p.unit and q.unit and p.unit != q.unit:
        return False
    if p.kind == "bare":
        scale = _shared_scale(text, p, q)
        if low < high / scale:
            low *= scale
    elif not q.unit:
        return False
    if low >= high:
        return False
    p.value, p.high, p.end, p.outer_end, p.number_end = low, high, q.end, q.end, q.number_end
    p.unit, p.kind = q.unit, q.kind
    p.rule = q.rule + ";range"
    if q.qualifier_text:
        p.qualifier, p.qualifier_text = q.qualifier, q.qualifier_text
    return True


def _shared_scale(text: str, p: Quantity, q: Quantity) -> int:
    """The magnitude that the second number has and the first lacks: 3—5万, 两到三千, 一百二十到一百五十万."""
    first, second = text[p.start : p.number_end].strip(), text[q.start : q.number_end].strip()
    tail = ""
    while second and second[-1] in "百千万亿佰仟":
        tail, second = second[-1] + tail, second[:-1]
    if second[-1:] in SUFFIXES:
        return SUFFIXES[second[-1]]
    if not tail or first[-1:] in "万亿":
        return 1
    if first[-1:] in ("百", "千") and tail[0] in "百千":
        tail = tail[1:]
    return magnitude(tail)


_SHARED = frozenset(["count", "measure", "money", "percent", "point", "permille", "multiple"])
_BEFORE_LIST = frozenset("达到为至长加高降低增减升约近占、")


def _inherit(text: str, found: list[Quantity]) -> None:
    """A bare number takes the unit of the list it stands in: 66.5万、57万和44万人, 25.5和40平方米."""
    for i in range(len(found) - 2, -1, -1):
        p, q = found[i], found[i + 1]
        if p.unit == "个" and q.kind == "point" and text[p.end : q.start] in _LIST:
            p.unit, p.kind, p.rule = q.unit, q.kind, p.rule + ";list"
        if p.kind != "bare" or q.kind not in _SHARED or q.start - p.end > 2:
            continue
        if text[p.end : q.start] not in _LIST:
            continue
        if text[p.number_end - 1] in "万亿":
            p.unit, p.kind, p.rule = q.unit, q.kind, p.rule + ";list"
        elif (p.value < 10000 or _dealt(text, p)) and (
            text[p.start - 1 : p.start] in _BEFORE_LIST or "." in text[p.start : p.end]
        ):
            scale = magnitude("".join(c for c in text[q.start : q.number_end] if c in "万亿"))
            p.value *= scale
            p.unit, p.kind, p.rule = q.unit, q.kind, p.rule + ";list"


def _dealt(text: str, p: Quantity) -> bool:
    return "分别" in text[max(0, p.start - 8) : p.start]


_NAMED_BEFORE = {"港币": "港元", "美金": "美元", "欧元": "欧元", "日元": "日元", "台币": "新台币", "澳币": "澳门元"}
_SIGN_BEFORE = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑", "＄": "美元"}


_PIECES = frozenset("地田牌板屏碑石匾区")  # 绿地101块


def _currency(text: str, q: Quantity) -> None:
    """A currency named before the amount (港币…元, $50亿), and 块 where it stands for 元."""
    if q.kind == "bare":
        named = _SIGN_BEFORE.get(text[q.start - 1 : q.start])
        if named:
            q.unit, q.kind = named, "money"
    elif q.unit == "块":
        if (
            (q.value >= 100 or q.high)
            and text[q.outer_start - 1 : q.outer_start] not in _PIECES
            and not ("\u4e00" <= text[q.end : q.end + 1] <= "\u9fff")
        ):
            q.unit, q.kind = "元", "money"
    elif q.unit == "元":
        q.unit = _NAMED_BEFORE.get(text[max(0, q.start - 3) : q.start].strip()[-2:], "元")


def _bound(text: str, q: Quantity, known: tuple[qualifiers.Words, qualifiers.Words]) -> None:
    """Attaches the qualifier words on either side."""
    left = qualifiers.before(known[0], text, q.start)
    right = qualifiers.after(known[1], text, q.end)
    if left is None and right is None and not q.qualifier_text and text[q.start - 1 : q.start] != "上":
        return
    words = []
    if left and not (q.qualifier is Qualifier.OVER and left[1] is Qualifier.ABOUT):
        q.outer_start, q.qualifier, word = left
        words.append(word)
    elif q.qualifier_text:
        words.append(q.qualifier_text)
    elif text[q.start - 1 : q.start] == "上" and q.rule == "han" and text[q.start] in "百千万":
        q.outer_start, q.qualifier = q.start - 1, Qualifier.OVER  # 上百家
        words.append("上")
    if right:
        q.outer_end, q.qualifier, word = right
        words.append(word)
    if words:
        q.qualifier_text = "…".join(words)
