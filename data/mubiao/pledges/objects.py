"""Cuts the words that verbs govern into objects: the items of a list, without what counts or sums them up.

「A、B等五个项目建设」 holds A and B; 等五个项目 and 建设 stay out of the spans, and 项目 is what both are.
"""

from __future__ import annotations

from typing import NamedTuple

from mubiao.patterns import lazy
from mubiao.pledges.clauses import QUOTED
from mubiao.pledges.words import closing, head_of, verbs

_EDGE = lazy(r"[\s　*的了·,，:：]+")
_AND_SO_ON = lazy(r"等([^、等”》]{0,16})$")
_COUNT = (
    r"(?:\d+(?:\.\d+)?[余多]?(?:万|亿)?|[一二两三四五六七八九十百千几数]+)(?:大|平方米|公里"
    r"|[个项条座家处所场宗批类期段对台套种部只支户名人亩栋间张块艘辆次件届篇册])"
)
_SUM = lazy(
    rf"(?:{_COUNT})?(?:重点|重大|主要|标志性|省级|市级|新|在建|续建|产业|工业|基础设施|民生|交通|水利)*(?:项目|工程|园区|景区|企业|单位|平台|道路|路段)$"
)
_TWO = lazy(rf"(?:这?{_COUNT})(?:重点|重大|省级|市级)*(?:项目|工程|园区|道路|路段|大桥|学校|医院|水库|企业)$")
_QUOTE_END = '”’」』》〉"＂'
_JOINT = lazy(r"以及|[、和与及暨]")
_COLLECTIVE = lazy(rf"“{QUOTED}{{1,10}}”(?:工程|项目|建设|行动|平台|体系)?$")
_NUMBERED = lazy(r"“[一二两三四五六七八九十百千万\d][^”]{1,9}”")


class Item(NamedTuple):
    """An object as the text prints it, with what the list around it says. Half-open span of the text."""

    start: int
    end: int
    shared: str  # the noun that a list's end gives all its items: 专项行动; empty where there is none
    listed: bool  # one of a list that is summed up, or one that 等 follows
    acts: tuple[str, ...]  # ids of acts of nouns behind it: plan of 前期工作


def items(text: str, flat: str, start: int, end: int) -> list[Item]:
    """The objects in [start, end) of a text and its closed form, in text order."""
    start, end = _trimmed(flat, start, end)
    acts, end = _without_tail(flat, start, end)
    and_so_on = _AND_SO_ON.search(flat, start, end)
    shared, listed = "", False
    if and_so_on is not None and and_so_on.start() > start:
        acts_behind, last = _without_tail(flat, and_so_on.end(0) - len(and_so_on[1]), end)
        shared = _shared(flat[and_so_on.start(1) : last])
        acts, end, listed = (*acts, *acts_behind), and_so_on.start(), True
    elif (counted := _TWO.search(flat, start, end)) is not None and _JOINT.search(flat, start, counted.start()):
        end, listed = counted.start(), True
    if not listed and (joint := _collective(text, flat, start, end)):
        return [Item(*joint, "", False, acts)]
    spans = list(_split(flat, start, end))
    made = []
    for first, last in spans:
        own, stop = _without_tail(flat, first, last)
        first, stop = _trimmed(flat, first, stop)
        if stop > first:
            made.append(Item(first, stop, shared, listed or len(spans) > 1, (*acts, *own)))
    if made and not shared and len(made) > 1:
        made = _with_head(text, made)
    return made


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _EDGE.match(flat[start]):
        start += 1
    while end > start and _EDGE.match(flat[end - 1]):
        end -= 1
    return start, end


def _without_tail(flat: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """(acts of the nouns that stand behind an object, where it ends without them): 建设, 前期工作."""
    acts: list[str] = []
    while end - start > 3:
        word = closing().match(flat[start:end][::-1], 0)
        if word is None or len(word) > end - start - 2:
            break
        acts.append(verbs()[word].act)
        end -= len(word)
    return tuple(act for act in acts if act != "none"), end


def _shared(words: str) -> str:
    """The noun behind 等 without its count; empty for one that says nothing, as 项目."""
    found = _SUM.search(words)
    if found is not None and found.end() == len(words) and words[found.start() :]:
        head = head_of(words)
        return "" if head is None or head.head in ("项目", "工程") else head.head
    head = head_of(words)
    return head.head if head is not None else ""


def _collective(text: str, flat: str, start: int, end: int) -> tuple[int, int] | None:
    """The whole of A、B和C“三大工程”, whose name sums them up."""
    found = _COLLECTIVE.search(flat, start, end)
    if found is None or found.start() == start or not _NUMBERED.match(text, found.start()):
        return None
    return (start, end) if _JOINT.search(flat, start, found.start()) else None


def _split(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a list; 和 and its kin part only what are names on both sides."""
    spans, first = [], start
    for mark in _JOINT.finditer(flat, start, end):
        if mark.start() < first:
            continue
        if mark[0] != "、" and not _parts(flat, first, mark.start(), mark.end(), end):
            continue
        spans.append((first, mark.start()))
        first = mark.end()
    spans.append((first, end))
    return spans


def _parts(flat: str, first: int, last: int, begin: int, end: int) -> bool:
    left, right = flat[first:last].strip(), flat[begin:end].strip()
    if not left or not right:
        return False
    if left[-1] in _QUOTE_END and right[:1] in '“‘「『《〈"＂':
        return True
    head = head_of(left)
    if left[-1] in _QUOTE_END:
        return True
    return head is not None and head.sort != "aim" and len(left) > len(head.head)


def _with_head(text: str, made: list[Item]) -> list[Item]:
    """A list whose last item ends with the noun that the others lack: 惠安紫山、石狮彭田互通工程."""
    last = text[made[-1].start : made[-1].end]
    head = head_of(last)
    if head is None or head.sort == "aim":
        return made
    found = []
    for item in made[:-1]:
        own = head_of(text[item.start : item.end])
        found.append(item._replace(shared=head.head) if own is None else item)
    return [*found, made[-1]]
