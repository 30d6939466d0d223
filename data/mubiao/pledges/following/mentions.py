"""Where a later document speaks of an object: an index of its pairs of characters, and the stretches that share enough.

A stretch is a run of pairs of the name that stand close together within a sentence. Their order is free (纪念郑成功诞辰
周年活动), what stands between them is too, and how much of the name they tell decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mubiao.extract.text.normalise import normalise
from mubiao.extract.text.reflow import Reflowed, reflow
from mubiao.pledges.following.brands import brands
from mubiao.pledges.following.names import BUILDING, DROPPED, NEAR, QUOTED, Name, fits, stripped
from mubiao.pledges.following.shortened import alike_quotes, cut, firms, in_series, in_works, leads, lent, rivers
from mubiao.pledges.following.tables import heads

_WALL = frozenset("。；;！!？?\n")
_PAUSE = frozenset("，,：:")
_GAP, _WIDE_GAP, _ANCHORS, _MOST_PLACES = 7, 18, 3, 400
_ENOUGH, _ENOUGH_OF_LONG, _ENOUGH_APART, _WORTH_A_LOOK = 0.77, 0.68, 0.88, 0.4
_GRADE, _ROAD = re.compile("A级"), re.compile("高速公路")
_LISTED = re.compile("(?:[县市区]?[、和与及]|至[^，。；、]{1,8}、)[^，,。；;：:\n]{1,40}")
_OTHER_SORT = re.compile("改革|行动|计划|活动|战略|品牌|模式|机制|理念")
_ANCHOR_BESIDE = 0.15
"""Weight of a pair that a title is looked for by, whose candidate must stand beside it."""
_SHORTEST, _MOST_OF_IT, _TELLING_REST = 2, 0.45, 1.5
_SHORT, _LONGEST_ITEM, _SHORT_QUOTE = 5, 6, 3
_GOES_ALIKE = 3
"""Characters behind a quote that are the same as in the name."""
_FIGURES = 3
"""Characters of a number in quotes that is a name."""
_SHARE_OF_SHORTENED, _TELLING_QUOTE, _MOST_OF_NAME = 0.7, 2.5, 0.55
_ZONE, _LONGEST_ZONE = re.compile("[试实]验区|示范区|产业园|开发区|实验室|基金|公司"), 10
_OF_OTHERS = re.compile(
    "项目|企业|产品|品牌|人才|机制|体系|模式|工程|行动|活动|计划|产业|园区|平台|制度|要求|原则|理念|目标|标准|政策"
)
_WITHIN = re.compile(
    "[一-鿿]{2,8}[至到][一-鿿]{2,8}段|(?!建|项目|工程|[一二三四]期)[一-鿿]{2,4}(?:中心|车间|厂房|泊位|展厅|生产线|航站楼|标准化厂房)(?:项目|工程)?[建竣完投开主]"
)
_HOW_MANY = re.compile("等?(?<![0-9])[0-9]{1,4}[座条个所家处](?:[大中小]型)?|等[大中小]型")
_COUNTED = re.compile("[一二两三四五六七八九十0-9]")
"""How many: 七大行动 is 7个专项行动."""
_ITEMS = re.compile("[、和与及][^，。,；;：:\\n]{1,60}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of `Later.text` that names the object: half-open."""

    start: int
    end: int
    share: float  # 0 … 1: how much of the name it tells
    rule: str  # exact, quote, pairs
    part: bool  # it is a part of the object only
    whole: bool = False  # it is more than the object


class Later:
    """A later document, made ready for many names: its text without marks, and where each pair of characters stands."""

    def __init__(self, text: str, home: tuple[str, ...] = ()) -> None:
        self.source = text
        self.home = home  # names of its place: 大运河文化带江苏段 is no part there
        self.reflowed: Reflowed = reflow(normalise(text))
        self.text = self.reflowed.text
        text = self.text
        # 5A级景区 is 5A景区 and 高速公路 is 高速, as in the names that are looked for.
        left_out = {match.end() - 1 for match in _GRADE.finditer(text)}
        left_out |= {at for match in _ROAD.finditer(text) for at in (match.end() - 2, match.end() - 1)}
        kept = [i for i, c in enumerate(text) if c not in DROPPED and i not in left_out]
        self.places = kept
        self.bare = "".join([self.text[i] for i in kept])
        index: dict[str, list[int]] = defaultdict(list)
        for i, pair in enumerate(map("".join, pairwise(self.bare))):
            index[pair].append(i)
        self.index = index
        self.quotes = [
            (bisect_left(kept, match.start(1)), quote)
            for match in QUOTED.finditer(self.text)
            if len(quote := stripped(match[1])) >= 2
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `bare` as one of `text`."""
        return self.places[start], self.places[end - 1] + 1

    def quoted(self, start: int) -> bool:
        """Whether quotation marks open right before a place of `bare`."""
        at = self.places[start]
        return self.text[at - 1 : at] in tuple('“"「『《‘')

    def beside(self, mention: Mention, pattern: str) -> bool:
        """Whether a pattern is right before a mention or behind it, whose place | stands for."""
        around = f"{self.text[max(0, mention.start - 4) : mention.start]}|{self.text[mention.end : mention.end + 8]}"
        return re.search(pattern, around) is not None

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text` as one of the document's own text."""
        return self.reflowed.start(start), self.reflowed.end(end)


def mentions(later: Later, name: Name, enough: float | None = None) -> list[Mention]:
    """The stretches that name the object, in text order. `enough`: the least share of the name; None: as usual."""
    if len(name.bare) < 2:
        return []
    found = list(_exact(later, name))
    taken = [(m.start, m.end) for m in found]
    for mention in (
        *_quoted(later, name),
        *_between(later, name),
        *_in_list(later, name),
        *_alike(later, name, enough),
    ):
        if not any(start < mention.end and mention.start < end for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    if not found and enough is None:
        found = shortened(later, name)
    return sorted(found, key=lambda m: m.start)


def shortened(later: Later, name: Name) -> list[Mention]:
    """The name without a part of it, in a series of numbers, or in quotes that are a little other."""
    for rule, spans in (
        ("series", in_series(later.bare, name)),
        ("quote", alike_quotes(later.quotes, name)),
        ("cut", cut(later.bare, later.index, name)),
        ("item", in_works(later.bare, name)),
        ("list", lent(later.bare, later.index, name)),
        ("item", firms(later.bare, later.index, name)),
        ("brand", brands(later.bare, name)),
        ("river", rivers(later.bare, name)),
        ("lead", leads(later.bare, name)),
    ):
        made = [
            _mention(later, start, end, _SHARE_OF_SHORTENED, rule)
            for start, end in spans
            if rule == "series" or fits(later.bare, name, start, end)
        ]
        if made:
            return made
    return []


def _exact(later: Later, name: Name) -> Iterator[Mention]:
    """The whole name, or the name without an ending that can change, where that is telling enough."""
    core = name.core if len(name.core) > _SHORTEST and _telling(name, name.core) else name.bare
    if name.inner and core not in later.bare and len(name.inner) > _SHORTEST and _telling(name, name.inner):
        yield from _worked_on(later, name)
        return
    for start in _all(later.bare, core):
        end = start + len(core)
        if name.soft and later.bare.startswith(name.soft, end):
            end += len(name.soft)
        goes_on = core != name.bare and name.quotes and _goes_on(later, end)
        if (
            fits(later.bare, name, start, end)
            and not goes_on
            and not (core in name.quotes and _begins(later, start, start + len(core)))
        ):
            yield _mention(later, start, end, 1.0, "exact")


def _worked_on(later: Later, name: Name) -> Iterator[Mention]:
    """青榄机场 of 青榄机场扩建工程, where words beside it say that something is built there."""
    for start in _all(later.bare, name.inner):
        end = start + len(name.inner)
        around = later.bare[max(0, start - NEAR) : start] + " " + later.bare[end : end + NEAR]
        if BUILDING.search(around) and fits(later.bare, name, start, end):
            yield _mention(later, start, end, _SHARE_OF_SHORTENED, "exact")


def _quoted(later: Later, name: Name) -> Iterator[Mention]:
    """What stands in quotes in the name: the rest of it can change."""
    for quote in name.quotes:
        ends = len(quote) > 3 and name.bare.endswith(quote) and len(quote) >= _MOST_OF_NAME * len(name.bare)
        ends = ends or quote == name.core  # “三个一批”活动
        whole = ends and any(quote == other for _, other in later.quotes)  # 新一轮“三大改造”
        figures = len(quote) >= _FIGURES and quote.isascii()  # “1234”工程
        if not _telling(name, quote) and not whole and not figures:
            continue
        for start in _all(later.bare, quote):
            end = start + len(quote)
            rest = name.bare.partition(quote)[2]
            end += next((n for n in range(len(rest), 1, -1) if later.bare.startswith(rest[-n:], end)), 0)
            if (
                fits(later.bare, name, start, end)
                and not _goes_on(later, start + len(quote))
                and not _other_head(later, name, start, end)
                and _rest_is_near(later, name, quote, start, end)
                and not _begins(later, start, start + len(quote))
                and not (figures and (start, quote) not in later.quotes)
                and not (quote == name.core and not _stands_for(later, name, start, quote))
            ):
                yield _mention(later, start, end, 0.95, "quote")


def _stands_for(later: Later, name: Name, start: int, quote: str) -> bool:
    """Whether a quote that is all of the name but its ending stands for it: “三个一批”活动, and no “三早”项目."""
    if _telling(name, quote):
        return True
    behind = later.bare[start + len(quote) : start + len(quote) + 6]
    return (start, quote) in later.quotes and (behind.startswith(name.soft) or not _OF_OTHERS.match(behind))


def _between(later: Later, name: Name) -> Iterator[Mention]:
    """A line between two places by its short name or its long one: 泉金高速, 泉州至金门高速公路."""
    pattern = name.between
    for match in pattern.finditer(later.bare) if pattern is not None else ():
        yield _mention(later, match.start(), match.end(), 0.9, "between")


def _in_list(later: Later, name: Name) -> Iterator[Mention]:
    """A name in a list whose items share the ending of the last: 甲乙、丙丁高速 names 甲乙高速.

    What stands before its ending has to be an item whole: behind another one or a word, before a mark of the list.
    """
    own = name.core.removesuffix(name.hard) if name.hard else ""
    if not _SHORTEST <= len(own) <= _LONGEST_ITEM or _weight(name, own) < 0.5 * (len(own) - 1):
        return
    for start in _all(later.bare, own):
        end = start + len(own)
        listed = _ITEMS.match(later.bare, end)
        if listed is not None and _ends_an_item(listed[0], name.hard) and fits(later.bare, name, start, end):
            yield _mention(later, start, end, 0.9, "list")


def _ends_an_item(listed: str, head: str) -> bool:
    """Whether an ending stands at the end of the name behind it: 丙丁高速 of 丙丁高速全线通车."""
    items = (_HOW_MANY.sub("", item) for item in re.split("[、和与及]", listed) if head in item)
    return any(len(item.partition(head)[0]) <= _LONGEST_ITEM for item in items)


def _weight(name: Name, part: str) -> float:
    return sum(name.pairs.get(a + b, 0.0) for a, b in pairwise(part))


def _rest_is_near(later: Later, name: Name, quote: str, start: int, end: int) -> bool:
    """Whether something else that tells of the name stands beside its quote: 襄城“搓板路” is not every “搓板路”."""
    around = later.bare[max(0, start - NEAR) : start] + " " + later.bare[end : end + NEAR]
    before, _, behind = name.bare.partition(quote)
    rest = [a + b for part in (before, behind) for a, b in pairwise(part)]
    telling = [pair for pair in rest if name.pairs[pair] >= 0.3 and not _COUNTED.search(pair)]
    weight = sum(name.pairs[pair] for pair in telling)
    if end > start + len(quote) and _weight(name, quote) >= _TELLING_QUOTE:
        return True  # with its ending: “拔钉除患”专项行动, whatever stands before it
    alike = len(behind) > _GOES_ALIKE and later.bare.startswith(behind[:_GOES_ALIKE], end)
    if alike and _weight(name, quote) >= _TELLING_QUOTE:
        return True  # “青榄纸鸢”一体化机制 as “青榄纸鸢”一体化运行
    little = weight < _TELLING_REST and _weight(name, quote) >= _MOST_OF_IT * name.total
    if before and not later.quoted(start) and any(name.pairs[a + b] >= 0.3 for a, b in pairwise(before)):
        little = False  # 管道煤气“县县通” is not every 县县通
    return little or not telling or sum(pair in around for pair in telling) >= 0.25 * len(telling)


def _telling(name: Name, part: str) -> bool:
    """Whether a part of a name is telling by itself."""
    weight = _weight(name, part)
    return weight >= 1.2 and (len(part) >= 3 or weight >= 0.6 * name.total)


def _alike(later: Later, name: Name, enough: float | None) -> Iterator[Mention]:
    """Stretches whose pairs tell enough of the name."""
    ranked = sorted(name.pairs, key=lambda pair: (-name.pairs[pair], len(later.index.get(pair, ()))))
    anchors = [pair for pair in ranked if pair in later.index and name.pairs[pair] > 0.3][: _ANCHORS + len(ranked) // 3]
    if not anchors and enough is not None:
        anchors = [pair for pair in ranked if pair in later.index and name.pairs[pair] > _ANCHOR_BESIDE][:_ANCHORS]
        enough = _ENOUGH
    if not anchors or name.total <= 0:
        return
    if len(name.core) <= _SHORTEST and enough is None:
        return  # 丰县工程: a place alone is not its work
    if name.bare in name.quotes and len(name.bare) <= _SHORT_QUOTE and enough is None:
        return  # “榄改革” is no “榄改造”
    if enough is None:
        enough = _ENOUGH_OF_LONG if len(name.bare) >= 12 else _ENOUGH
    seen = -1
    places = sorted({at for pair in anchors for at in later.index[pair][:_MOST_PLACES]})
    for at in places:
        if at < seen:
            continue
        start, end, share = _grown(later, name, at, _GAP)
        seen = end
        if name.hard and _WORTH_A_LOOK <= share < enough:
            start, end, share = _grown(later, name, at, _WIDE_GAP)
            share = share if share >= _ENOUGH_APART else 0.0
        if name.quotes and _goes_on(later, end):
            continue
        lead = next((pair for pair, weight in name.pairs.items() if weight >= 0.3), "")
        start, share = _own_item(later, name, lead, (start, end), share)
        if len(name.bare) <= _SHORT and lead not in later.bare[start:end]:
            continue  # 人大附中 is no 北大附中
        if share >= enough and fits(later.bare, name, start, end) and _same_head(later, name, start, end):
            yield _mention(later, start, end, share, "pairs")


def _own_item(later: Later, name: Name, lead: str, span: tuple[int, int], share: float) -> tuple[int, float]:
    """Where the item of a list begins that has the first pair of the name that tells, and how much it tells: what ends
    alike before it is another one, as in 白鹭抽水蓄能电站、青榄…."""
    start, end = span
    first = later.bare.find(lead, start, end) if lead and "和" not in name.bare else -1
    mark = later.text.rfind("、", later.places[start], later.places[first]) if first > start else -1
    if mark < 0:
        return start, share
    item = bisect_left(later.places, mark + 1)
    own = [at for at in range(item, end - 1) if name.pairs.get(later.bare[at : at + 2], 0) > 0]
    return own[0], name.told({later.bare[at : at + 2] for at in own})


def _grown(later: Later, name: Name, at: int, widest: int) -> tuple[int, int, float]:
    """The stretch around a pair at `at` in which pairs of the name follow each other closely."""
    bare, pairs = later.bare, name.pairs
    limit = (2 * len(name.bare) if widest == _GAP else len(name.bare)) + widest
    found = {bare[at : at + 2]}
    start, end = at, at + 2
    for step in (1, -1):
        i, gap = at + step, 0
        while 0 <= i < len(bare) - 1 and gap <= widest and end - start <= limit:
            if bare[i] in _WALL or (step > 0 and bare[i + 1] in _WALL):
                break
            pair = bare[i : i + 2]
            if pair in pairs and pairs[pair] > 0:
                found.add(pair)
                start, end, gap = min(start, i), max(end, i + 2), 0
            else:
                gap += 3 if bare[i] in _PAUSE else 1
            i += step
    return start, end, name.told(found)


def _same_head(later: Later, name: Name, start: int, end: int) -> bool:
    """Whether the stretch has the name's own ending, where that says what the object is: 产业馆 is no 产业城.

    The ending of a list stands behind its last item.
    """
    if not name.hard or name.hard in later.bare[start : end + 2]:
        return True
    listed = _LISTED.match(later.bare, end)
    return listed is not None and name.hard in listed[0]


def _other_head(later: Later, name: Name, start: int, end: int) -> bool:
    """Whether another ending stands where the name has its own."""
    behind = later.bare[end - 1 : end + 8]
    if name.soft and not name.hard:
        zone = _ZONE.search(later.bare, end, end + _LONGEST_ZONE)  # “两型社会”…试验区 is no “两型社会”项目
        return zone is not None and zone[0] not in name.bare
    if _same_head(later, name, start, end) or name.hard in behind:
        return False
    other = any(head in behind for head in heads("hard") if len(head) > 1) or name.numbers != frozenset()
    return other or _OTHER_SORT.search(behind) is not None


def _goes_on(later: Later, end: int) -> bool:
    """Whether quotation marks that open before the stretch close later: “科创中国—会地联合中心” is no “科创中国”."""
    start, _ = later.span(end - 1, end)
    opened = max(later.text.rfind(mark, max(0, start - 40), start) for mark in "“「『")
    closed = max(later.text.rfind(mark, max(0, start - 40), start) for mark in "”」』")
    behind = later.text[start + 1 : start + 2]
    return opened > closed and behind in ("—", "－", "-", "·", "–")


def _begins(later: Later, start: int, end: int) -> bool:
    """Whether a stretch begins another name in quotes: “互联网+政务服务” is no “互联网+”, but “英才计划” is “英才”."""
    first, last = later.span(start, end)
    if later.text[first - 1 : first] not in tuple("“「『") or any(mark in later.text[first:last] for mark in "”」』"):
        return False
    return later.text[last : last + 1].isalnum() and not later.text.startswith(heads("soft"), last)


def _mention(later: Later, start: int, end: int, share: float, rule: str) -> Mention:
    behind = later.bare[end : end + 8]
    part = any(behind.find(head) >= 0 and behind.find(head) <= 4 for head in heads("part"))
    part = (part and not re.match(r"[，,、。；;和及与]", behind)) or _WITHIN.match(later.bare, end) is not None
    if part and "段" in behind:
        part = not behind.lstrip("(（").startswith(tuple(f"{place}段" for place in later.home))
    return Mention(*later.span(start, end), share, rule, part)


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))
