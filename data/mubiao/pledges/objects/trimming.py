"""An object without what stands before it and is no part of its name: 一个, how large it is, what is said of it."""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.pledges.objects import cases
from mubiao.pledges.objects.lending import Item
from mubiao.pledges.sentences.clauses import Clause

AREA = lazy(
    r"\d[\d.]{0,8}(?:万亩(?=[^，、]{2,10}项目(?:建设)?$)|平方公里(?=.{0,12}(?:区|园|城)(?:开发|建设)?$)|[亿万]元(?:规模)?的?(?=.{2,16}[基资]金$))"
)
"""How large a zone or a fund is, before its name."""
_BECOME = lazy(r"(?:成为|[为成了入到])")
_AMONG = lazy(
    r"(?:布局|名单|行列|序列|范围|盘子|名录库|目录|计划|试点名单|创建名单|培育名单|建设名单|创建|牌子|招牌|桂冠)$"
)
_DESCRIBES = frozenset("新大小好老旧高多真强优特")
"""Of one character before 的, those that only describe what follows; another one is the name of a firm: 青的产业园."""
_COUNTED_FROM = frozenset("新一123456789０１２３４５６７８９0")
"""What a count before an object can begin with."""


def bare(text: str, item: Item, *, wins: bool) -> Item:
    """An object without 一个 before it, and without what stands before its last 的."""
    start, end = item.start, item.end
    if not wins and text[start] not in _COUNTED_FROM and text.find("的", start, end) < 0:
        return item
    if wins:
        tail = _AMONG.search(text, max(start + 4, end - 6), end)
        end = tail.start() if tail else end
    start = cases.after_one(text, start, end)
    if text[start].isdigit() and (area := AREA.match(text, start, end)):
        start = area.end()
    of = text.rfind("的", start, end) if not text.startswith("关于", start) else -1
    if of == start + 1 and text[start] not in _DESCRIBES:
        of = -1
    if of >= 0 and end - of > 3 and "“" not in text[start:of] and "《" not in text[start:of]:
        if cases.many(text[start:of]) or (not wins and cases.ranked(text[start:of])):
            return item._replace(end=item.start)
        start = of + 1
    if wins and end - start > 3:
        become = _BECOME.match(text, start, end)
        start = become.end() if become else start
    return item if start == item.start and end == item.end else Item(start, end, *item[2:])


HEADINGS = ("枢纽", "中心", "基地", "平台", "通道")
"""What a paragraph can be on as a whole, where a sentence at its head says no more."""


def heads_paragraph(text: str, clause: Clause) -> bool:
    """Whether a clause is all of the first sentence of a paragraph that goes on: it tells what is aimed at there."""
    start, end = clause.sentence_start, clause.sentence_end
    if (clause.start, clause.end) != (start, end) or text[end : end + 1] != "。" or text[start - 1 : start] != "\n":
        return False
    return text[end + 1 : end + 2] not in ("", "\n", "\r")
