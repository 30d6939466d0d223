"""What the items of a list lend one another: the noun that only the last has, the sort of road before their numbers."""

from __future__ import annotations

from typing import NamedTuple

from mubiao.patterns import lazy
from mubiao.pledges.words import Head, Words, working

QUOTE_END = '”’」』》〉"＂'
BY_NUMBER = ("国道", "省道", "县道", "号线")
"""What is called by its number: 327、264省道."""
NOTE = lazy(r"[(（][^()（）]{0,30}[)）]$")
"""What stands behind a name: 青榄基地(一期) has its noun."""


class Item(NamedTuple):
    """An object as the text prints it, with what the list around it says. Half-open span of the text."""

    start: int
    end: int
    shared: str  # the noun that a list's end gives all its items: 专项行动; empty where there is none
    listed: bool  # one of a list that is summed up as 项目 or 工程
    acts: tuple[str, ...]  # ids of acts of nouns behind it: plan of 前期工作
    borrowed: bool = False  # its noun is that of the last item, with which it stands or falls
    joint: bool = False  # a list with a name of its own: A、B和C“三大工程”
    numbered: bool = False  # an item of a numbered list of works, which are all objects


_SHORT_NAME = 5
_LENT = frozenset(
    (
        "水库",
        "高速",
        "高速公路",
        "铁路",
        "高铁",
        "公路",
        "电站",
        "水电站",
        "大桥",
        "隧道",
        "灌区",
        "机场",
        "航道",
        "改造",
        "变电站",
    )
)
"""Nouns that a list of works gives its other names, though 项目 sums them up."""


_LINE_OF_CITIES = lazy("[一-鿿]{2}(高速公路|高速|铁路|高铁)[一-鿿]{2,6}段$")
"""A stretch of a line called by two cities: 青白高速朱鹮段."""
_LINES = ("高速", "高速公路", "高铁", "铁路", "城际铁路")


def lines(text: str, made: list[Item], known: Words) -> list[Item]:
    """Lines called by two cities, before one that has the noun: 青白、榄鹭、青榄至白鹭高铁和一桥."""
    found: list[Item] = []
    noun = ""
    for item in reversed(made):
        words = text[item.start : item.end]
        head = known.head_of(words)
        if head is not None:
            line = _LINE_OF_CITIES.match(words)
            noun = line[1] if line else head.head if head.head in _LINES else ""
        elif noun and len(words) == 2 and not known.tell_nothing(words):
            item = item._replace(shared=noun)
        else:
            noun = ""
        found.append(item)
    return found[::-1]


_ROAD_FIRST = lazy(r"([国省县]道)\d{2,4}$")


def roads(text: str, made: list[Item]) -> list[Item]:
    """Roads whose sort stands before their numbers, once for all: 国道104、235."""
    found: list[Item] = []
    noun = ""
    for item in made:
        road = _ROAD_FIRST.match(text, item.start, item.end)
        if road is not None:
            noun = road[1]
        elif noun and text[item.start : item.end].isdigit():
            item = item._replace(shared=noun, borrowed=True)
        else:
            noun = ""
        found.append(item)
    return found


def all_built(text: str, cut: list[Item], known: Words) -> bool:
    """Whether all items of a list end with nouns of works or bodies: 启动会展中心、商务中心、市民中心建设."""
    heads = [known.head_of(text[item.start : item.end]) for item in cut]
    return all(head is not None and head.kind in ("project", "institution") and head.sort != "aim" for head in heads)


_DONE = (
    "提升",
    "保障",
    "治理",
    "优化",
    "整治",
    "改造",
    "防治",
    "保护",
    "振兴",
    "攻坚",
    "培育",
    "普惠",
    "帮扶",
    "提质",
    "塑造",
    "引领",
    "增效",
    "赋能",
    "扩面",
    "倍增",
)
ENTERS = lazy("[^进、，]{2,10}进(?:社区|校园|农村|乡村|企业|机关|园区|商圈|景区|超市|商超|家庭|课堂|楼宇|万家)$")
"""What is brought into schools or shops is a campaign of a list of such: 纸鸢进校园."""
_SUMS = ("项目", "工程")
_AS_PLACES = frozenset("城山寺塔关港")
"""Places of two characters that end with one of these are no work of this sort where a list lends them a noun."""
_LEAST_ACTION = 6
"""Characters of an aim that a list makes an action."""
_ACTIONS = ("工程", "行动", "专项行动", "计划")
"""Of names in quotes these say what they are, whatever the names end with: “千兆城市”“百兆乡村”工程."""


def with_head(text: str, made: list[Item], known: Words) -> list[Item]:
    """A list whose last item ends with the noun that the others lack: 惠安紫山、石狮彭田互通工程."""
    last = text[made[-1].start : made[-1].end]
    head = known.head_of(last)
    if head is None:
        return _with_title(text, made, known)
    if head.head in _SINGLE_WORKS and len(made) > 2 and not made[-1].listed:
        return [*with_head(text, made[:-1], known), made[-1]]  # 青榄、白鹭遗址公园和朱鹮馆
    if len(head.head) < 2 or head.head[-1].isdigit() or (head.kind != "policy" and "的" in last):
        return made
    if last[0].isdigit():
        by_number = head.head in BY_NUMBER and last[: -len(head.head)].isdigit()
        return [
            one._replace(shared=head.head, borrowed=True) if by_number and text[one.start : one.end].isdigit() else one
            for one in made
        ]
    if made[-1].listed and head.head not in _LENT:
        return made  # 青榄汇、白鹭城、朱鹮广场等项目: each is called as it is
    found = []
    action = next((one for one in _ACTIONS if head.head.endswith(one)), "")
    works = head.head in _SUMS and not known.tell_nothing(last[: len(last) - 2])
    works = works and not _all_done(text, made, last)
    for number, item in enumerate(made[:-1]):
        quoted = text[item.end - 1] in QUOTE_END
        note = NOTE.search(text, item.start, item.end) if text[item.end - 1] in ")）" else None
        own = known.head_of(text[item.start : note.start() if note else item.end - quoted])
        if "级" in last and (graded := _graded(text, item, own, last, head)) is not None:
            found.append(graded)
            continue
        if action and not quoted and ENTERS.search(text, item.start, item.end):
            found.append(item._replace(shared=action))  # 纸鸢进社区、风筝传承工程
            continue
        if own is not None and own.head in _AS_PLACES and item.end - item.start == 2 and head.kind == "project":
            own = None  # 赤城、白鹭煤矿
        if works and not quoted and item.end - item.start > _SHORT_NAME and (own is None or own.sort == "aim"):
            item = item._replace(listed=True)  # 青榄江沙地治理、白鹭林二期项目
        elif made[-1].listed and item.end - item.start > _SHORT_NAME:
            pass  # 白叶茶加工、青榄电站等项目: it is no 白叶茶加工电站
        elif (
            own is not None
            and own.sort == "aim"
            and action
            and action != "计划"
            and item.end - item.start >= _LEAST_ACTION
            and text.endswith(_DONE, item.start, item.end)
        ):
            noun = head.head if head.head in _ACTIONS else action
            item = item._replace(shared=noun, borrowed=True)  # 污水垃圾治理、村容村貌提升工程
        elif own is None or (
            quoted
            and (own.sort == "aim" or (head.head in _ACTIONS and own.head not in _ACTIONS and own.kind != "programme"))
        ):
            near = head if quoted else _nearest(text, made[number + 1 :], head, known)
            item = item._replace(shared=near.head, borrowed=not quoted)
        elif head.kind == "policy" and own.kind != "policy":
            item = item._replace(shared=head.head)  # 青榄新区、白鹭新区总体规划
        elif working(own.head) and head.kind == "project" and not working(head.head):
            item = item._replace(shared=head.head)  # 重青扩容、青白高速公路: it is done to one of these
        found.append(item)
    return [*found, made[-1]]


def _all_done(text: str, made: list[Item], last: str) -> bool:
    """Whether a list is one of what is done, which makes them campaigns: 精品提升、文化振兴工程."""
    return last[:-2].endswith(_DONE) or all(text.endswith(_DONE, one.start, one.end) for one in made[:-1])


def _graded(text: str, item: Item, own: Head | None, last: str, head: Head) -> Item | None:
    """A sight of a list whose last one has a grade: 青榄山5A级和白鹭湖4A级景区, 青湖湿地、黄榄塬4A级景区."""
    if text.endswith("A级", item.start, item.end):
        return item
    built = own is not None and own.kind == "project" and _SIGHT.search(last) is not None
    return item._replace(shared=head.head) if built else None


def _with_title(text: str, made: list[Item], known: Words) -> list[Item]:
    """A list whose last item ends with a title in quotes: 青榄家居、白鹭服装“国家转型升级基地”."""
    last = text[made[-1].start : made[-1].end]
    head = known.head_of(last[:-1]) if _FROM_ABOVE.search(last) and last[0] != "“" else None
    if head is None or any(known.head_of(text[one.start : one.end]) is not None for one in made[:-1]):
        return made
    return [*(one._replace(shared=head.head) for one in made[:-1]), made[-1]]


_SIGHT = lazy("[345]A级(?:旅游)?景区$")
_FROM_ABOVE = lazy("“(?:国家|全国|省级|中国|自治区)[^“”]+”$")
_SINGLE_WORKS = frozenset("馆桥塔院站楼宫港湖厂谷")
"""Nouns too short to be lent."""


def _nearest(text: str, behind: list[Item], last: Head, known: Words) -> Head:
    """The noun of the next item that has one, where it is of works as the last one's: 青榄、白鹭大桥和朱鹮隧道."""
    if last.kind != "project" or working(last.head):
        return last
    for item in behind[:-1]:
        head = known.head_of(text[item.start : item.end])
        if head is not None:
            return head if head.kind == "project" and len(head.head) > 1 and not working(head.head) else last
    return last
