"""Cuts the words that verbs govern into objects: the items of a list, without what counts or sums them up.

「A、B等五个项目建设」 holds A and B; 等五个项目 and 建设 stay out of the spans, and 项目 is what both are.
"""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.pledges.objects.lending import BY_NUMBER, NOTE, QUOTE_END, Item, lines, roads, with_head
from mubiao.pledges.sentences.acts import without_tail
from mubiao.pledges.sentences.clauses import QUOTED
from mubiao.pledges.words import Head, Words, working

_AND_SO_ON = lazy(
    r"(?:(?<=[一二三四五六七八九十]中)|(?<![甲乙一二三四同平高中初优均对相])(?<![高中初]）)(?<![高中初][)])|(?=等\d))等(?!级|教育)"
    rf"([^、等”》]{{0,20}}|\d{{1,4}}[^、等”》]{{0,8}}“{QUOTED}{{1,24}}”[^、等”》]{{2,12}}"
    rf"|“{QUOTED}{{1,12}}”[^、等”》]{{0,8}}(?:项目|工程)(?:\d{{1,5}}[个项](?:以上)?)?)$"
)
_IN_ONE = lazy(
    r"(?:[一1]个)?集[^的。]{2,40}?[于为]一体的"
    r"|(?:连接|联通|连通|串联|通往|覆盖|辐射|服务|面向|涵盖|包含|包括|具备|拥有|体现|融合)[^的。]{1,30}、[^的。]{1,30}的(?=[^，、的]{2,16}$)"
    r"|[一1]个[^的。“”《]{2,40}、[^的。“”《]{1,30}的(?=[^，、的]{2,16}$)"
)
_LED_BY = lazy(r"以([^，。]{4,60}?)(?:等)?为(?:重点|龙头|代表|主体|骨干|核心)的[^，、。]{2,16}(?:项目|工程)$")
"""Works that the others of a sort are told by: 以青榄物流园为重点的物流项目."""
_COUNTED_TAIL = lazy(r"等\d[^、，等]{0,24}(?:项目|工程)$")
"""What a list is summed up by, in which 和 parts nothing: 等48个冶金和化工项目."""
_OF_GROUPS = lazy(r"(?:重点|特殊|困难)?(?:群体|人群|领域|行业|方面|(?=全方位)|(?=全领域)|(?=产业链))(?=.{4,}$)")
"""Behind 等, that an action is on whatever the items are: 退役军人、残疾人等群体就业援助行动."""
_COUNTS = lazy(r"^(?:共|共计|一批)?(?!\dA级)\d+(?:\.\d+)?[余多]?[\u4e00-\u9fff]?")
_COUNT = (
    r"(?:\d{1,9}(?:\.\d{1,4})?[余多]?(?:万|亿)?|[一二两三四五六七八九十百千几数]{1,6})(?:大|平方米|公里"
    r"|[个项条座家处所场宗批类期段对台套种部只支户名人亩栋间张块艘辆次件届篇册])"
)
_SUM = lazy(
    rf"(?:{_COUNT})?(?:重点|重大|主要|标志性|省级|市级|新|在建|续建|产业|工业|基础设施|民生|交通|水利)*(?:项目|工程|园区|景区|企业|单位|平台|道路|路段|黑臭水体)$"
)
_BY_PLACES = ("抽水蓄能", "光伏", "光伏发电", "风电", "风力发电", "风光电", "生物质发电", "热电联产", "供水", "页岩气")
"""Works that are called by where they lie."""
_GRADED_ONLY = lazy(rf"{_COUNT}(?:国家级?|省级?|市级?|县级)?(?:重点|重大)")  # 等78个省级重点、106个市级重点项目
_WORTH = lazy(r"^(?:投资|总投资)?(?:超|过)?(?:\d{1,6}|[十百千])亿元(?:以上|级)的?(?=[^，、]{0,6}项目$)")
_COUNTED_LAST = lazy(r"(?<=项目)\d{1,5}[个项](?:以上)?$")
_LINES_COUNTED = (
    "风景道",
    "高速公路",
    "铁路",
    "公路",
    "航道",
    "廊道",
    "街区",
    "景区",
    "电站",
    "水厂",
    "隧道",
    "灌区",
    "航线",
    "专线",
)
_TWO = lazy(
    rf"(?<![等\d.])(?![一二三四五六]期)(?:这?{_COUNT})(?:超?(?:\d{{1,4}}|[十百千]{{1,2}})亿元?(?:以上|级)?的?|重点|重大|省级|市级)*(?:项目|工程|园区|道路|路段|大桥|学校|医院|水库|企业|[一-鿿]{{0,4}}(?:{'|'.join(_LINES_COUNTED)})"
    r"|(?:人行|城区|市政)?(?:道路|街道|街巷|路段|桥梁|河道|水库|公园)[一-鿿]{2,6}(?:工程|改造|整治|治理|提升))$"
)
_BARELY = lazy(r"[两三四五六七八九十]大(?:工程|行动|计划|改革|专项行动)$|[二两三四五]条(?:控制线|红线|底线)$")
_COLLECTED = ("”", "控制线", "红线", "工程", "项目", "建设", "行动", "平台", "体系")
_MANNERS = frozenset("式型性")
"""With one of these a list begins that only modifies what it ends with: 沉浸式、互动式场馆."""
_SORTS = (
    "项目",
    "工程",
    "园区",
    "道路",
    "路段",
    "大桥",
    "学校",
    "医院",
    "水库",
    "企业",
    "改造",
    "整治",
    "治理",
    "提升",
    *_LINES_COUNTED,
)
_BLANK = frozenset(" \n\r\t　*的了·,，:：")
_BY_ITSELF = frozenset(("win", "plan"))
"""Acts of the noun behind a list that an item with a noun of its own does not take: 甲一期建设和乙可研编制."""
_SUMMED = lazy(r"等[^、等”》，。]{0,8}(?:项目|工程)$")  # A引水和B水厂等工程: two, whatever they are called
_JOINT = lazy(r"以及|[、与及暨]|(?<![^一二三四五六七八九十高初附]中)和(?!谐|睦)|(?<=[”』」》])(?=[“『「《])")
_QUOTES_MEET = lazy(r"[”』」》](?=[“『「《])")
_PARTED = lazy(r"[、与及暨和]|[”』」》][“『「《]")
"""What a list of several holds at least."""
_JOINT_WORDS = lazy(
    r"、|与|及|暨|(?<![^一二三四五六七八九十高初附]中)和(?!谐|睦)|以及"
)  # each begins with a character, by which `re` passes over others
_COLLECTIVE = lazy(rf"“{QUOTED}{{1,10}}”(?:工程|项目|建设|行动|平台|体系)?$")
_GATHERED = lazy(rf"(?<=[^、，])等“{QUOTED}{{1,10}}”(?:项目)?$")
_ROAD_CODE = lazy("[GSXYC]\\d{2,4}")
_CUT_ROADS = lazy(
    "等(?:\\d{1,3}条|一批)?(?:(?:市政|城市|城区)?道路)?"
    '(?:[“"](?:断头|瓶颈|卡脖子|丁字|梗阻|肠梗阻|堵头)(?:路|道路)?[”"](?:道路)?[、和]?){1,3}$'
)
"""What a list of roads is called that lead nowhere: 青榄南路等“断头路”."""
_TIME_FIRST = lazy(r"(?:年内|年底前|今年|全年|上半年|下半年|\d{1,2}月底?前)(?=[^\d、，]{3})(?!各|新|市|区|县|省)")
_TIME_BEGINS = frozenset("年今全上下")
"""A time before an object, which is not part of its name: 确保年内青榄水厂投产."""
_NUMBERED = lazy(r"“[一二两三四五六七八九十百千万\d][^”+＋]{1,9}”")


def items(text: str, flat: str, start: int, end: int, known: Words) -> list[Item]:
    """The objects in [start, end) of a text and its closed form, in text order."""
    start, end = _trimmed(flat, start, end)
    if flat[start : start + 1] in _TIME_BEGINS and (time := _TIME_FIRST.match(flat, start, end)):
        start = time.end()
    words = flat[start:end]
    if words.isalnum() and "等" not in words and "的" not in words and _PARTED.search(words) is None:
        acts, end = without_tail(flat, start, end, known)  # most: no list, no mark
        return [Item(start, end, "", False, acts)] if start < end else []
    if flat.find("的", start, end) >= 0 and (whole := _IN_ONE.match(flat, start, end)):
        start = whole.end()
    acts, end = without_tail(flat, start, end, known)
    if flat[start] == "以" and (led := _LED_BY.match(flat, start, end)):
        start, end = led.span(1)
    cut = _CUT_ROADS.search(text, max(start + 2, end - 40), end) if flat.endswith(("”", "”道路"), start, end) else None
    end = cut.start() if cut is not None else end
    gathered = _gathered(text, flat, start, end) if flat.endswith(("”", "项目"), start, end) else 0
    if gathered and _all_works(flat, start, gathered, known):
        end = gathered  # 青榄大桥、白鹭大桥等“两桥一路”建设
    elif gathered and "build" in acts:
        return [Item(gathered + 1, end, "", False, acts)]  # 水网、路网等“七网”建设
    elif flat.endswith(_COLLECTED, start, end) and (joint := _collective(text, flat, start, end)):
        return [Item(*joint, "", False, acts, joint=True)]
    counted = _TWO.search(flat, max(start, end - 20), end) if flat.endswith(_SORTS, start, end) else None
    summed = counted is not None and bool(_JOINT.search(flat, start, counted.start()))
    end = counted.start() if counted is not None and summed else end
    summed = summed or end == gathered or cut is not None
    campaigns = summed and counted is not None and _campaigns(flat[start:end], counted[0])
    made: list[Item] = []
    first_of_group = 0
    spans = _split(flat, start, end, known)
    if len(spans) == 1 and not summed and flat.find("等", start, end) < 0:
        start, end = _trimmed(flat, start, end)
        return [Item(start, end, "", False, acts)] if start < end else []
    for first, last in spans if len(spans) < 2 or flat[spans[0][1] - 1] not in _MANNERS else spans[-1:]:
        own, stop = without_tail(flat, first, last, known) if len(spans) > 1 or summed else ((), last)
        and_so_on = _AND_SO_ON.search(flat, first, stop) if flat.find("等", first, stop) >= 0 else None
        if and_so_on is not None and and_so_on.start() > first:
            behind, until = without_tail(flat, and_so_on.start(1), stop, known)
            shared, listed = _shared(flat[and_so_on.start(1) : until], known)
            if shared and (group := _on_groups(flat, and_so_on.start(1), until, known)):
                made[first_of_group:] = [Item(group, until, "", False, (*own, *behind))]
                first_of_group = len(made)
                continue
            own, stop = (*own, *behind), and_so_on.start()
            made += [Item(*_trimmed(flat, first, stop), shared, listed, own)]
            made[first_of_group:] = [
                one._replace(shared=shared, listed=listed, acts=(*one.acts, *own)) for one in made[first_of_group:]
            ]
            first_of_group = len(made)
            continue
        first, stop = _trimmed(flat, first, stop)
        made.append(Item(first, stop, "工程" if campaigns else "", summed and not campaigns, own))
    if len(made) > 1 and text[made[0].start] in "国省县":
        made = roads(text, made)
    made = _acted(made, acts)
    if len(made) > 1:
        made = lines(text, made, known)
        return made if made[-1].shared else with_head(text, made, known)
    return made


def _acted(made: list[Item], acts: tuple[str, ...]) -> list[Item]:
    """The items that are not empty, with the acts of the noun behind all of them."""
    return [
        one
        if not acts or (one.acts and not _BY_ITSELF.isdisjoint(acts))
        else Item(one.start, one.end, one.shared, one.listed, (*acts, *one.acts), one.borrowed)
        for one in made
        if one.end > one.start
    ]


def _on_groups(flat: str, start: int, end: int, known: Words) -> int:
    """Where the name of an action begins that is on groups, whatever these are; 0 where none does."""
    group = _OF_GROUPS.match(flat, start, end)
    head = known.head_of(flat[group.end() : end]) if group is not None else None
    return group.end() if group is not None and head is not None and head.kind in ("programme", "event") else 0


def _campaigns(words: str, counted: str) -> bool:
    """Whether a list is one of names in quotes that are counted as campaigns: “甲”“乙”两项工程."""
    return counted.endswith("工程") and words.startswith("“") and words.endswith("”")


def head_of_one(flat: str, start: int, end: int, known: Words) -> Head | None:
    """The noun that words in [start, end) end with, which are no list: cut as `items` cuts them."""
    start, end = _trimmed(flat, start, end)
    _, end = without_tail(flat, start, end, known)
    return known.head_of(flat[slice(*_trimmed(flat, start, end))])


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start] in _BLANK:
        start += 1
    while end > start and flat[end - 1] in _BLANK:
        end -= 1
    return start, end


def _shared(words: str, known: Words) -> tuple[str, bool]:
    """(the noun behind 等 without its count, whether it says 项目 or 工程, which any name can be)."""
    if _GRADED_ONLY.fullmatch(words):
        return "", True
    words = _COUNTS.sub("", _WORTH.sub("", _COUNTED_LAST.sub("", words)))
    head = known.head_of(words)
    if head is None and words.endswith("群"):  # 青榄、白鹭等通用机场群
        head = known.head_of(words[:-1])
    if head is not None and head.head in ("项目", "工程"):
        return (words if words[:-2].endswith(_BY_PLACES) else ""), True  # 青县、榄县等抽水蓄能项目
    if _SUM.fullmatch(words):
        return (head.head if head is not None else ""), True
    return (head.head if head is not None else ""), False


def _collective(text: str, flat: str, start: int, end: int) -> tuple[int, int] | None:
    """The whole of A、B和C“三大工程”, whose name sums them up."""
    bare = _BARELY.search(flat, start, end)
    if bare is not None and flat.find("、", start, bare.start()) > start and not _AND_SO_ON.search(flat, start, end):
        return start, end  # 甲、乙、丙三大行动
    found = _COLLECTIVE.search(flat, start, end)
    if (
        found is None
        or found.start() == start
        or _AND_SO_ON.search(flat, start, end)
        or not _NUMBERED.match(text, found.start())
        or (text[start:end].rstrip("”").endswith(_CAMPAIGNS) and _two_counted(text, start, found.start()))
        or _own_name(flat, start, found.start(), end)
    ):
        return None  # “四大改革”和“五大开放”: two
    return (start, end) if _JOINT.search(flat, start, found.start()) else None


_CAMPAIGNS = ("行动", "工程", "计划", "活动", "会战", "攻坚")


def _two_counted(text: str, start: int, last: int) -> bool:
    """Whether what stands before the last name in quotes is one such name alone: “四大改革行动”和“五大开放行动”."""
    return text[start] == "“" and "、" not in text[start:last] and _NUMBERED.match(text, start) is not None


def _own_name(flat: str, start: int, last: int, end: int) -> bool:
    """Whether the item with quotes is one of campaigns with such nouns each: 甲县填平工程、乙县振兴“211”工程."""
    mark = flat.rfind("、", start, last)
    noun = flat[end - 2 : end]
    return last - mark > 4 and noun in _CAMPAIGNS and flat.endswith(noun, start, mark)


def _gathered(text: str, flat: str, start: int, end: int) -> int:
    """Where 等 stands before a name in quotes that counts what a list has; 0 where none does."""
    found = _GATHERED.search(flat, max(start, end - 16), end)
    return found.start() if found is not None and _NUMBERED.match(text, found.start() + 1) else 0


def _all_works(flat: str, start: int, end: int, known: Words) -> bool:
    """Whether all items of a list are works with names of their own."""
    for first, last in _split(flat, start, end, known):
        words = flat[first:last].strip()
        head = known.head_of(words)
        if head is None or head.kind != "project" or known.tell_nothing(words[: len(words) - len(head.head)]):
            return False
    return True


def _split(flat: str, start: int, end: int, known: Words) -> list[tuple[int, int]]:
    """The items of a list; 和 and its kin part only what are names on both sides."""
    if _PARTED.search(flat, max(start - 1, 0), end) is None:
        return [(start, end)]
    spans, first = [], start
    works = _SUMMED.search(flat, start, end) if flat.find("等", start, end) >= 0 else None
    listed = flat.find("、", start, end)
    listed = listed if listed >= 0 and flat.endswith(("项目", "工程"), start, end) else end
    beside = _QUOTES_MEET.search(flat, max(start - 1, 0), end)
    tail = _COUNTED_TAIL.search(flat, start, end) if flat.endswith(("项目", "工程"), start, end) else None
    for mark in (_JOINT if beside else _JOINT_WORDS).finditer(flat, start, end):
        if mark.start() < first or (mark[0] in "和与及" and flat[mark.start() - 1] in "至到"):
            continue
        if tail is not None and mark.start() > tail.start():
            break
        if mark.start() > listed and mark[0] in "和及" and min(mark.start() - first, end - mark.end() - 2) >= 3:
            spans.append((first, mark.start()))  # 甲、乙和丙项目
            first = mark.end()
            continue
        whole = (
            works is not None
            and mark[0] not in ("与", "暨")
            and mark.end() < works.start()
            and min(mark.start() - first, works.start() - mark.end()) >= 3
        )
        if mark[0] not in ("、", "") and not (whole or _parts(flat, first, mark.start(), mark.end(), end, known)):
            continue
        spans.append((first, mark.start()))
        first = mark.end()
    spans.append((first, end))
    return spans


def _parts(flat: str, first: int, last: int, begin: int, end: int, known: Words) -> bool:
    left, right = flat[first:last].strip(), flat[begin:end].strip()
    if not left or not right:
        return False
    if flat[last] == "与" and len(link := right.partition("、")[0]) < 12 and link.endswith(_LINKS):
        return False  # G70与青榄高速连接线: it links both
    if right.endswith("改革") and (left[-1] in _INSTITUTED and not left.endswith(("改革", "分离"))):
        return False  # 国有景区和国有企业“三权”分置改革
    if _STARRED.search(left):
        return True  # 青榄山5A级和白鹭湖、朱鹮谷4A级景区
    if left[-1] in QUOTE_END and right[:1] in '“‘「『《〈"＂':
        return True
    if left[-1] in QUOTE_END:
        return True
    if left.endswith(_PROMOTED) and len(left) > 5 and right.endswith(_CAMPAIGN_NOUNS) and len(right) > 5:
        return True  # 文艺精品提升和青榄文化振兴工程
    if left.isdigit() and right[:2] in BY_NUMBER:
        return True  # 国道104、235和省道207
    head = known.head_of(left)
    if left[-1] in known.closes and not left.endswith("建设"):
        _, until = without_tail(left, 0, len(left), known)
        done = known.head_of(left[:until]) if until < len(left) else None
        if done is not None and done.sort != "aim" and until > len(done.head):
            return True  # 青榄规划报批工作和白鹭新区规划编制
    if left.endswith("建设") and (done := known.head_of(right)) is not None and done.kind in ("project", "title"):
        left = left[:-2]  # 青榄党校建设和市档案馆改扩建
        head = known.head_of(left)
    if head is None:
        return _alike(left, right, known)
    if head.sort == "aim":
        return False
    if working(head.head):
        done = known.head_of(NOTE.sub("", left[: len(left) - len(head.head)]))
        if done is None and _ROAD_CODE.match(left):
            return True  # G312改造和青榄专用线
        return done is not None and done.kind == "project"
    return len(left) > len(head.head) or left in known.vague or (head.sort == "one" and len(left) > 2)


_LINKS = ("连接线", "联络线", "连接线工程", "连接线项目", "连接道路", "交叉口", "交汇处")
_INSTITUTED = frozenset("区园业院校场站馆所")
_STARRED = lazy("[^、]{2}[345]A级?$")
_PROMOTED = ("提升", "培育", "振兴", "倍增")
_CAMPAIGN_NOUNS = ("工程", "行动", "计划")


def _alike(left: str, right: str, known: Words) -> bool:
    """Whether 青榄和白鹭水厂 are two: the name before 和 is as short as the one that stands before the noun."""
    head = known.head_of(right)
    if head is None or head.kind != "project" or len(head.head) < 2 or not 2 <= len(left) <= 4 or not left.isalpha():
        return False
    own = right[: len(right) - len(head.head)]
    while (inner := known.head_of(own)) is not None and inner.kind == "project":
        own = own[: len(own) - len(inner.head)]
    return 2 <= len(own) <= 4 and own.isalpha() and not (known.tell_nothing(left) or known.tell_nothing(own))
