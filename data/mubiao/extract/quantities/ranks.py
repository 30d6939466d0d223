"""Standings: 第三, 第8位, 首位, 榜首, 前十, 百强. An ordinal that only numbers things (第三产业, 第十四届) is none."""

from __future__ import annotations

import re

from mubiao.extract.quantities.numerals import parse
from mubiao.extract.quantities.quantity import Mode, Quantity, exact
from mubiao.model import Qualifier
from mubiao.patterns import lazy

_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,5})"
# The first character is a set, by which `re` passes over all other text; what it is decides how it goes on.
_RANK = lazy(
    r"[第前榜首之居列三0-9一二四五六七八九十百Tt](?:"
    rf"(?<=第) ?({_NUMBER})( ?(?:位|名))?(?![0-9])"
    rf"|(?<=前) ?({_NUMBER})( ?(?:位|名|强|甲))?(?![0-9])"
    r"|(?<=[榜首之居列])首|(?<=首)位|(?<=三)甲"
    r"|((?<=[0-9])[0-9]{0,3}|(?<=[一二三四五六七八九十百])[一二三四五六七八九十百]{0,4}) ?强"  # 5: without its first
    r"|(?<=[Tt])(?<![A-Za-z].)[Oo][Pp] ?([0-9]{1,4})(?![0-9]))"
)
_CUE = lazy(
    r"居|列|位(?!于)|(?<![减安编])排(?![放水污查队灌涝除班列演洪])|名次|获|夺|全[国省市区县球]|世界|大陆|中西?部|榜|跃|升至|升到|达到|保持|进入|跻身|入[围选]|挺进"
)
_AMONG = lazy(r"跻身|进入|列入|入选|入围|位列|名列|居|挺进|晋级|获评|评为|荣获|闯入|迈进|进位|上榜|获")
_MOVED = lazy("(?:上升|提升|跃升|前移|晋升|下降|退)[到至为]了?(?:第|首位|榜首)")  # 排位由第11位上升到第10位
_COUNTED = lazy(  # 4个县(市)跻身全国百强: they are counted, the standing says which
    r"[0-9一二三四五六七八九十百余多](?:个|家|所|座|名|户|项|款|件)(?!百分点)[^，。；;,、]{0,12}"
    r"(?:跻身|进入|列入|入选|入围|位列|名列|居|挺进|晋级|获评|评为|荣获|闯入|迈进|上榜)"
)
_AIMED_AT = lazy(  # 紧盯世界500强、行业前10强: whom one goes to
    r"(?:紧盯|盯紧|瞄准|聚焦|锁定|对接|面向|招引|引进)[^，,。；;\n]{0,32}$",
    holds=("紧盯", "盯紧", "瞄准", "聚焦", "锁定", "对接", "面向", "招引", "引进"),
)
_AIM = 36
_FOREMOST = lazy(r"放在|摆在|置于|作为|放到|摆到")
_ENDS = frozenset('，。、；：,;:)”"！!\n \r和并且的(与及后') | {""}
_CLAUSE = frozenset("，。；;！？!?\n,")
_SET = lazy(
    r"[^，。；、\n]{0,10}?(?:第[0-9一二三四五六七八九十]|榜首|首位|前[0-9一二三四五六七八九十]|数量|[0-9]+[家个])"
)
_NOT_PERIOD = frozenset("年个月届季期后半天次周轮批线台")


def ranks(text: str, mode: Mode) -> list[Quantity]:
    """Standings in text order; in mode `all` every ordinal that a word does not swallow."""
    found = []
    for m in _RANK.finditer(text):
        left, following = _clause(text, m.start()), text[m.end() : m.end() + 1]
        if m[1]:
            q = _place(m, mode, left, following)
        elif m[3] or m[5] is not None or m[6]:
            q = _among_first(text, m, left, following)
        else:
            q = _word(m, left, following)
        if q is not None:
            found.append(q)
    return found


def _place(m: re.Match[str], mode: Mode, left: str, following: str) -> Quantity | None:
    """第3位, and 第三 where a word of standing goes before it."""
    moved = left.endswith(("由", "从")) and _MOVED.match(m.string, m.end()) is not None
    if mode == "facts" and not (moved or ((m[2] or following in _ENDS) and _CUE.search(left))):
        return None
    if mode == "all" and following in _NOT_PERIOD and not m[2]:
        return None
    value = parse(m[1])
    return None if value is None else exact(m.start(), m.end(), value, "名", "rank", "rank", m.end())


def _among_first(text: str, m: re.Match[str], left: str, following: str) -> Quantity | None:
    """前十, 百强, TOP10: among so many. 十四强 says which place it is."""
    if m[3]:
        value, sign = parse(m[3]), "前"
        ended = not (following in _NOT_PERIOD and following) and (m[4] or following in _ENDS)
        told = bool(ended and _CUE.search(left)) and not _COUNTED.search(left)
        told = told and not _AIMED_AT.search(text, max(0, m.start() - _AIM), m.start())
    elif m[5] is not None:
        value, sign = parse(text[m.start() : m.end(5)]), "强"
        among = value is not None and value >= 3 and _AMONG.search(left) and not _SET.match(text, m.end())
        told = bool(among) and not _COUNTED.search(left)
    else:
        value, sign = parse(m[6]), "TOP"
        told = _AMONG.search(left) is not None
    if not told or value is None:
        return None
    q = exact(m.start(), m.end(), value, "名", "rank", "rank", m.end())
    if not (m[5] is not None and value > 10 and value % 5):
        q.qualifier, q.qualifier_text = Qualifier.UNDER, sign
    return q


def _word(m: re.Match[str], left: str, following: str) -> Quantity | None:
    """榜首, 首位, 居首 are rank 1; 三甲 is among the first three."""
    word = m[0]
    if word == "三甲":
        if not _AMONG.search(left) or following in ("医", "等"):
            return None
        q = exact(m.start(), m.end(), 3.0, "名", "rank", "rank", m.end())
        q.qualifier, q.qualifier_text = Qualifier.UNDER, word
        return q
    if word in ("居首", "列首"):
        if following == "位":
            return exact(m.start() + 1, m.end() + 1, 1.0, "名", "rank", "rank", m.end() + 1)  # 居首位
        return exact(m.start() + 1, m.end(), 1.0, "名", "rank", "rank", m.end()) if following in _ENDS else None
    if _FOREMOST.search(left) or not (word == "榜首" or _CUE.search(left)):
        return None
    return exact(m.start(), m.end(), 1.0, "名", "rank", "rank", m.end())


def _clause(text: str, end: int) -> str:
    """What stands before `end` in its clause, at most 16 characters."""
    start = max(0, end - 16)
    for i in range(end - 1, start - 1, -1):
        if text[i] in _CLAUSE:
            return text[i + 1 : end]
    return text[start:end]
