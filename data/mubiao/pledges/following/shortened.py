"""Where a later document speaks of an object by a name that lacks a part of it, or has other words in that place.

文艺精品攀峰计划 is 文艺创作攀峰计划 there, 二里头遗址申遗 is 二里头申遗, and 地铁1号线 stands in 地铁1、2号线.
As an item of a list it lacks its noun (石澧、常鲇航道整治), and in a list of works a firm stands for what it builds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from mubiao.pledges.following.names import Name
from mubiao.pledges.following.tables import short_places

_LEFT_OUT, _PUT_IN = 4, 3
"""Characters of the name that can be missing in one place, and those that can stand there instead."""
_LEAST, _LEAST_TAIL, _LEAST_ALONE = 1.2, 1.2, 2.0
"""Weight of the pairs that have to be there: where a part is only left out; where others stand in its place, or where
the part is the beginning."""
_LESS, _HALF, _MOST, _ALMOST, _LONG = 0.4, 0.5, 0.6, 0.65, 10
_RARE = 0.9
_SHORTEST_REST = 4
_OTHER = re.compile(r"[0-9第新老旧东西南北中一二三四五六七八九十]")
"""In the place of words that were left out these tell another object."""
_COUNTS = re.compile(r"[0-9第届期号]")
"""Left out, these make it another: 第四届琵琶节 is not every 琵琶节."""
_SORTS = frozenset(("通用", "中医", "妇幼", "职业", "幼儿", "技师", "特殊", "货运", "客运", "城际", "国际"))
"""Left out, these make it another of its sort: 青榄通用机场 is no 青榄机场."""
_PAPERS = frozenset(("规划", "方案", "条例", "纲要"))
_MARKS = frozenset("，,。；;：:！!？?、\n和与及")
_BEGINS = re.compile(
    r"(?:[，,。；;：:！!？?、\n和与及]|建成|完成|推进|加快|建设|开工|启动|实施|举办|投用|新建|打造|创建|推动|开展|力争|的|做好|抓好|成立|设立|组建)$"
)
"""Before a name that begins there: what stands before it otherwise is another beginning."""
_RIVER = re.compile("([一-鿿]{1,4}?[河江湖渠溪])(?:流域)?(?:[^，。；、]{0,8}?)(?:治理|整治|修复)")
_WATERS = "(?:[、和与及][^，。；、]{1,4}[河江湖渠溪]){0,4}"
_MENDED = "[^，。；、]{0,5}?(?:治理|整治|修复)(?!理念|成果|成效|经验|机制|体系|标准)"
_GRADE = re.compile("国家级?|全国|[省市州县]级?|首个|全[省市]")
_IN_SERIES = re.compile(r"(.{2,12}?)(\d{1,2})(号线|期|号机组)")


def cut(bare: str, index: dict[str, list[int]], name: Name) -> Iterator[tuple[int, int]]:
    """Spans of the bare text that hold the name but for one part."""
    whole = name.bare
    if len(whole) < 5 or name.total <= 0:
        return
    seen = -1
    home = _home(name)
    county = _county(name)
    if county and len(whole) - county >= _SHORTEST_REST:
        for at in _places_of(bare, whole[county : len(name.core)]):
            if _BEGINS.search(bare, max(0, at - 3), at) is None:
                continue
            yield at, at + len(name.core) - county
    for begun in (whole, *(whole[left:] for left in (home, county) if left and len(whole) - left >= _SHORTEST_CUT)):
        own = name if begun is whole else replace(name, total=sum(name.pairs[a + b] for a, b in pairwise(begun)))
        for at in index.get(begun[:2], ()):
            end = _rest(bare, begun, at, own) if at > seen else None
            if end is not None:
                yield at, end
                seen = end
    yield from _without_beginning(bare, index, name)


_SHORTEST_CUT, _FIGURES = 6, frozenset("一二三四五六七八九十")


def _home(name: Name) -> int:
    """Characters at the beginning that name the home, which tells nothing: 青榄市 of 青榄市中医医院滨江新院."""
    if name.bare[0] in _GRADES:
        return 0
    for at, (a, b) in enumerate(pairwise(name.bare)):
        if name.pairs[a + b] > _LIGHT:
            return at
    return 0


def _county(name: Name) -> int:
    """Characters at the beginning that name a county, where what is left tells by itself: 鹭县沙洲滚装码头."""
    left = next((n for n in (2, 3) if name.bare[:n] in short_places()), 0)
    if not left or name.bare[left : left + 2] in _SORTS:
        return 0
    if name.bare[left : left + 1] in tuple("县区市"):
        left += 1
    rare = [name.pairs[a + b] >= _RARE for a, b in pairwise(name.bare[left : left + 4])]
    return left if rare and rare[0] and sum(rare) >= _RARE_OF_REST else 0


def _places_of(bare: str, part: str) -> Iterator[int]:
    at = bare.find(part) if len(part) >= _SHORTEST_CORE else -1
    while at >= 0:
        yield at
        at = bare.find(part, at + len(part))


_RARE_OF_REST, _SHORTEST_CORE, _TWO_THIRDS = 2, 3, 0.66
_LIGHT, _GRADES = 0.15, frozenset("国省市县区全首第新高")


def _rest(bare: str, whole: str, at: int, name: Name) -> int | None:
    """Where the name ends that begins at `at`; None where it does not go on as it should."""
    first = 2
    while first < len(whole) and bare[at + first : at + first + 1] == whole[first]:
        first += 1
    for kept in (first, first - 1):  # the last character can be by chance that of the words put in
        if kept < 2:
            break
        for left in range(1, _LEFT_OUT + 1):
            if _COUNTS.search(whole, kept, kept + left):
                break
            if whole[kept : kept + left] in _SORTS:
                continue
            tail = whole[kept + left :]
            if len(tail) < 2 or 2 * (kept + len(tail)) < len(whole) * 2 * _MOST:
                break
            for put in range(_PUT_IN + 1 if len(tail) > 2 or tail in _PAPERS else 1):
                start = at + kept + put
                if not bare.startswith(tail, start):
                    continue
                begins = _BEGINS.search(bare, max(0, at - 3), at) is not None
                if _is_it(name, whole[:kept], tail, bare[at + kept : start], begins):
                    return start + len(tail)
    return None


def _first_and_last(name: Name, head: str, tail: str) -> bool:
    """Whether it is the first word of the name and its noun: 青榄航电水利枢纽 as 青榄水利枢纽."""
    if not name.hard or not tail.endswith(name.hard) or name.pairs[head[:2]] < _RARE:
        return False
    return len(head) + len(tail) >= _TWO_THIRDS * len(name.bare)


def _is_it(name: Name, head: str, tail: str, between: str, begins: bool) -> bool:
    """Whether what is left of the name tells it, and what stands between does not tell another one."""
    if _OTHER.search(between) or not _MARKS.isdisjoint(between):
        return False
    first, last = (sum(name.pairs[a + b] for a, b in pairwise(part)) for part in (head, tail))
    weight, rare = first + last, any(name.pairs[a + b] >= _RARE for part in (head, tail) for a, b in pairwise(part))
    if not between:
        if begins and _first_and_last(name, head, tail) and weight >= _LEAST:
            return True
        if weight >= _ALMOST * name.total and len(head) + len(tail) >= _LONG:
            return True
        return rare and weight >= max(_LEAST, _HALF * name.total)
    if _GRADE.fullmatch(head):
        return False  # 国家榄油质检中心 is no 国家纸鸢质检中心
    if len(tail) >= _SHORTEST_REST and last >= _LEAST_TAIL:
        return weight >= _LESS * name.total
    return first >= _RARE and weight >= max(_LEAST_ALONE, _HALF * name.total)


def _without_beginning(bare: str, index: dict[str, list[int]], name: Name) -> Iterator[tuple[int, int]]:
    """安吉两库引水 as 两库引水: what is left has to tell it by itself, and no other beginning stands before it."""
    zone = _ZONE.match(name.bare)
    for left in (2, 3, *((zone.end(),) if zone is not None else ())):
        rest = name.bare[left:]
        if len(rest) < _SHORTEST_REST or _COUNTS.search(name.bare, 0, left):
            return
        pairs = [name.pairs[a + b] for a, b in pairwise(rest)]
        if sum(pairs) < max(_LEAST_ALONE, _HALF * name.total) or pairs[rest[0] in _FIGURES] < _RARE:
            continue
        found = [
            at
            for at in index.get(rest[:2], ())
            if bare.startswith(rest, at) and _BEGINS.search(bare, max(0, at - 3), at)
        ]
        for at in found:
            yield at, at + len(rest)
        if found:
            return


_ZONE = re.compile("[一-鿿]{2,4}(?:新区|新城|园区|高新区|经开区|开发区|街道|镇|乡)(?=[一-鿿]{6})")


def leads(bare: str, name: Name) -> Iterator[tuple[int, int]]:
    """青榄古道抢险加固工程 as 青榄古道保护工程: a long beginning that is rare, with another word before 工程."""
    lead = next((name.bare[:n] for n in range(len(name.core), _SHORTEST_LEAD - 1, -1) if name.bare[:n] in bare), "")
    if len(lead) < max(_SHORTEST_LEAD, _HALF * len(name.bare)):
        return
    rare = [name.pairs[a + b] >= _RARE for a, b in pairwise(lead)]
    if _A_ZONE.search(lead) is not None:
        return  # what is built in a zone is not what else is built there
    if sum(rare) < _RARE_OF_LEAD or not rare[0] or lead[:2] in short_places() or lead[:3] in short_places():
        return
    for at in _places_of(bare, lead):
        works = _AS_WORKS.match(bare, at + len(lead))
        if works is not None and _OTHER.search(works[0]) is None:
            yield at, at + len(lead)


_A_ZONE = re.compile("(?:[区园镇村县市港湖]|[新创学]城|基地)$")
_SHORTEST_LEAD, _RARE_OF_LEAD = 5, 4
_AS_WORKS = re.compile("[一-鿿]{0,6}?(?:等[一-鿿]{0,6}?)?(?:工程|项目)")


def in_series(bare: str, name: Name) -> Iterator[tuple[int, int]]:
    """地铁1号线 in 地铁1、2号线 and in 地铁1号线、2号线."""
    told = _IN_SERIES.fullmatch(name.core)
    if told is None:
        return
    other = rf"\d{{1,2}}(?:{told[3]})?[、和及]"
    pattern = rf"{re.escape(told[1])}(?:{other}){{0,5}}(?<!\d){told[2]}(?:[、和及]\d{{1,2}}){{0,5}}{told[3]}"
    for match in re.finditer(pattern, bare):
        yield match.span()


def rivers(bare: str, name: Name) -> Iterator[tuple[int, int]]:
    """青榄河生态治理和水系连通工程 as 青榄河综合治理: what is done to a water that has a name of its own."""
    told = _RIVER.match(name.bare)
    if told is None or len(told[1]) < _SHORTEST_RIVER or name.pairs[told[1][:2]] < _RARE:
        return
    for match in re.finditer(f"{told[1]}{_WATERS}(?:流域)?{_MENDED}", bare):
        yield match.span()


_SHORTEST_RIVER = 3
_ITEM_BEGINS, _ITEM_ENDS = re.compile("[、，。；：]|建成|开工|推进"), re.compile("[、，和与及]|等")
_WORKS = re.compile("[^。；]{0,80}?等?[^，。；]{0,10}项目")
_SHORTEST_OF_WORKS = 6


def in_works(bare: str, name: Name) -> Iterator[tuple[int, int]]:
    """青榄纸鸢产业园 as 青榄纸鸢 in a list of works: the item whole, 项目 behind the list."""
    own = name.core.removesuffix(name.hard) if name.hard else ""
    if len(own) < _SHORTEST_OF_WORKS or sum(name.pairs[a + b] for a, b in pairwise(own)) < _LEAST_ALONE:
        return
    for match in re.finditer(re.escape(own), bare):
        start, end = match.span()
        begins = _ITEM_BEGINS.search(bare, max(0, start - 2), start)
        if begins is not None and begins.end() == start and _ITEM_ENDS.match(bare, end) and _WORKS.match(bare, end):
            yield start, end


def alike_quotes(quotes: list[tuple[int, str]], name: Name) -> Iterator[tuple[int, int]]:
    """“增绿添色” as “增绿添彩”, “文艺星火赋美” as “文艺赋美”: quotes of the text with where they begin."""
    for own in name.quotes:
        if len(own) < 4:
            continue
        for at, other in quotes:
            if other != own and len(other) >= 4 and (_one_changed(own, other) or _inner_left_out(own, other)):
                yield at, at + len(other)


def _one_changed(own: str, other: str) -> bool:
    """Whether only the last character of four or more is another, and nothing counts: 增绿添色, 增绿添彩."""
    return len(own) == len(other) and own[:-1] == other[:-1] and not _OTHER.search(own + other[-1])


def _inner_left_out(own: str, other: str) -> bool:
    """Whether the shorter is the longer without a part of its inside."""
    short, long = sorted((own, other), key=len)
    if len(short) == len(long) or len(long) - len(short) > _LEFT_OUT or _OTHER.search(short):
        return False
    first = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return first >= 2 and len(short) - first >= 2 and long.endswith(short[first:])


_LISTED_ENDS = re.compile("[、与及等，。；]|(?<!碳中)和")
_SAME_LIST = re.compile("[^，。；：]{0,50}")
_PHASE = re.compile("(?:[一二三四五]期|首期|项目|工程)$")
_LIST_OF_WORKS = re.compile("[、与和及][^，。；：]{0,80}?项目|等[^，。；：、]{0,16}项目")
_TELLING, _FIRM, _SHORTEST_FIRM, _MOST_OF_NAME = 0.9, 2.4, 4, 0.45
"""Weight of a pair of an item, and of a firm that stands for its work."""
_MOST_PLACES = 400
_BEGINNINGS = (0, 2, 3)
_COUNTY = re.compile("[一-鿿]{3,6}?[县区市](?=[一-鿿]{5})")
"""Characters at the beginning of a name that an item can lack."""


def lent(bare: str, index: dict[str, list[int]], name: Name) -> Iterator[tuple[int, int]]:
    """An item that lacks its noun, which the last item of its list has."""
    county = _COUNTY.match(name.bare)
    for left in (*_BEGINNINGS, *((county.end(),) if county is not None else ())):
        rest = name.bare[left:]
        if len(rest) < 5 or _COUNTS.search(name.bare, 0, left):
            return
        found = [(at, stop) for at, stop in _items(bare, index, rest) if _shares(bare, rest, at, stop, name)]
        yield from found
        if found:
            return


def _items(bare: str, index: dict[str, list[int]], rest: str) -> Iterator[tuple[int, int]]:
    """Items of lists that begin as the name does: where they begin and end."""
    for at in index.get(rest[:2], ())[:_MOST_PLACES]:
        if _BEGINS.search(bare, max(0, at - 3), at) is None:
            continue
        stop = _LISTED_ENDS.search(bare, at + 2, at + len(rest) + 2)
        if stop is not None and bare[stop.start()] in "、和与及等":
            yield at, stop.start()


def _shares(bare: str, rest: str, at: int, stop: int, name: Name) -> bool:
    item = bare[at:stop]
    tail = rest[len(item) :]
    if not rest.startswith(item) or len(tail) < 3 or _weight(name, item) < _TELLING * (len(item) - 1):
        return False
    listed = _SAME_LIST.match(bare, stop)
    assert listed is not None
    if tail in listed[0]:
        return True
    return len(item) > 3 and len(tail) > 5 and tail[2:] in listed[0]


def firms(bare: str, index: dict[str, list[int]], name: Name) -> Iterator[tuple[int, int]]:
    """A firm in a list of works for what it was to build."""
    for at, stop in _items(bare, index, name.bare):
        firm = _PHASE.sub("", bare[at:stop])
        known = len(firm) >= _SHORTEST_FIRM and firm != name.bare and name.bare.startswith(firm)
        known = known and _weight(name, firm) >= max(_FIRM, _MOST_OF_NAME * name.total)
        works = _LIST_OF_WORKS.match(bare, stop) if known else None
        if works is not None and "企业" not in works[0]:
            yield at, at + len(firm)


def _weight(name: Name, part: str) -> float:
    return sum(name.pairs.get(a + b, 0.0) for a, b in pairwise(part))
