"""Whose a number is where the words name no place of the table: the nation in brackets, parts, the corps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Words
from mubiao.lexicon import indicators
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.patterns import lazy
from mubiao.regions import region
from mubiao.regions.gazetteer import Mention as PlaceName

OPENS_OWNER = ("，", ",", "：", ":", "；", ";", "。", " ", "中", "、")
"""What stands before a place at the head of its number's noun phrase."""
URGES = frozenset(
    ["力争", "确保", "保证", "推动", "推进", "促进", "支持", "鼓励", "引导", "指导", "帮助", "带动", "助力"]
)
"""力争南沙区实现…: a part of the home that is to do it."""
TOWARDS = ("向", "对", "与", "和", "到", "赴", "在", "从", "往")
"""Whom it goes to, or where, is no owner."""

_IN_BRACKETS = lazy(
    r"(全国|全省|全市|全区|全疆|全州|全盟)(?:平均)?(?:水平|增速|增幅)?(?:为|是)?[(（](?:为|增长|下降)?$", holds="全"
)
_PARTS = lazy(
    r"(?:(?<!区[和及与])(?<!\d)(?:\d{1,3}|[一二三四五六七八九十]{1,3})个|各)[^，,。；;、\d]{0,6}?(?:[县市区旗镇乡]|园区|开发区)"
    r"(?:[(（][^（）()]{1,5}[)）])?的?$",
    holds="个各",
)
AMONG = lazy(r"[，,、](?:并)?(?:位?居|位?列|排名?)?全[国省市区县州](?:的)?")
"""…第32位，全省｜首位: the same standing among others."""
_ZONE = lazy(
    r"(?:全)?(?:各类|省级|国家级|市级|重点)?(?:市)?"
    r"(?:经开区|高新区|园区|开发区|新区|新城|片区|港区|保税区|综保区|合作区|工业园区?|产业园区?|经济(?:技术)?开发区"
    r"|产业集聚区|工业集中区|集聚区|示范区)(?:范围)?内?的?|园内"
)
_ZONES_OPEN = lazy(
    r"[ 　]*(?:全[市省县区州])?(?:\d{1,3}|[一二三四五六七八九十]{1,3})个"
    r"(?:国家级|省级|市级|重点|主要)?[^，,。；;、\d]{0,6}?(?:开发区|园区|高新区|保税区|产业集聚区|工业集中区)"
)
_WHOLE = lazy("全[市省县区州国]|[我本][市省县区州]")
_SOME = lazy(r"[^，,。；;、\d]{0,6}?(?:[县市区旗镇乡]|园区|开发区)的?(?=..)")
_NUMBER = lazy(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})个$")
_COUNTIES_OPEN = lazy(  # 四县（市）去年完成生产总值251亿元; 县域经济呈现积极变化，财政收入增长15%
    r"[ 　]*(?:预计|其中[，,]?|(?:19|20)\d\d年|去年|今年)?(?:全[市省州])?(?:(?:[一二]市)?"
    r"(?:[二两三四五六七八九十]|\d{1,2}(?= ?个)|[一二三四五六七八九十]{2}(?=个))(?: ?个)?"
    r"(?:县市区|市县区|县区|县市|市县|区县|县|区|旗)"
    r"(?:[(（][县市区旗、]{1,5}[)）])?(?=[^，,。；;\n]{0,20}?[\d百千])|县域(?:经济)?)"
)
_ALL_OF_IT = lazy("全[市省县区州疆盟旗](?!平均|的?水平)|(?<![为对给])[我本][市省县区州]|自治区生产")
_PARAGRAPH = 1_500
_OF_WHOLE = 12  # characters before a list: 分别占全市的79%和82% are shares of the whole
_HEAD = 28  # characters of a paragraph before which it says whom it is about
_CORPS = lazy(r"(?:新疆)?(?:生产建设)?兵团(?!(?:所属|驻))")

_ZONE_OPENS = frozenset("全各省国市重经高园开新工产示片港保综合集")
"""The first characters of `_ZONE`; `_ZONES_OPEN` begins with one of these, or a digit."""
_COUNT_OPENS = frozenset(" 　全一二三四五六七八九十")


def nation(text: str, mention: Mention) -> tuple[str, Words] | None:
    """The word of the place that a number in brackets is of: 高于全国(5.4%)、全省(5.2%)."""
    end = mention.quantity.outer_start
    if text[end - 1] not in _NATION_ENDS:
        return None
    found = _IN_BRACKETS.search(text, max(mention.sentence_start, end - 16), end)
    if found is None and mention.quantity.kind == "percent":
        found = _OPENS_BRACKET.search(text, max(mention.sentence_start, end - _BRACKET), end)
    return (found[1], Words("place", *found.span(1))) if found else None


_NATION_ENDS = frozenset("(（为长降国省市区均平速幅")
"""What the words before such a number end with."""
_BRACKET = 36  # characters from where a bracket opens to its last number
_OPENS_BRACKET = lazy(  # 增长8.5%（全国6.0%，全省8.1%）
    r"[(（](?:[全我][国省市区县](?:平均)?(?:水平|增速|增幅)?(?:为|增长|下降)?-?\d[\d.]*[%％][，,、；;])*"
    r"((?:全[国省市区]|我省))(?:平均)?(?:水平|增速|增幅)?(?:为|增长|下降)?$"
)


_WHOLES = frozenset(("全国", "全省", "全区", "我国", "我省"))
_BEYOND = lazy(r"(?:平均|平均水平|水平|同期)?[仅只]?")


def beyond(text: str, mention: Mention) -> Words | None:
    """The word of a larger place that a growth is of: 全县增长7.6%，全省增长7.3%, 全国生产总值增长7%."""
    start, end = mention.left_start, mention.left_end
    start += 1 if text[start] in "而在" else 2 if text.startswith("同期", start) else 0
    if mention.quantity.kind != "percent" or text[start : start + 2] not in _WHOLES or mention.group >= 0:
        return None
    rest = text[start + 2 : end]
    beside = mention.gap_start > mention.sentence_start and "level" in mention.marks and _BEYOND.fullmatch(rest)
    if not beside and (_GROWS.isdisjoint(mention.marks) or not (_BEYOND.fullmatch(rest) or _annual(rest))):
        return None  # 全省失业率3.1%，全国为3.6%
    return Words("place", start, start + 2)


def told_of(mention: Mention, words: str) -> bool:
    """Whether a growth is that of an indicator of every year, named by `words`."""
    return mention.quantity.kind == "percent" and not _GROWS.isdisjoint(mention.marks) and _annual(words)


def _annual(words: str) -> bool:
    """Whether words are the name of an indicator that is told of every year."""
    named = indicator_of(words)
    return named is not None and indicators()[named[0]].annual and words.endswith(named[1])


_GROWS = frozenset(("up", "down"))


def bracketed(text: str, mention: Mention, named: Sequence[PlaceName]) -> PlaceName | None:
    """The place right before the bracket that a number stands in: 增速居前的有甲区(8.6%)、乙区(7.9%).

    named: the places that its sentence names before it.
    """
    last = named[-1] if named else None
    if last is None or last.code is None or text[last.end] != "(":
        return None
    return last if _IN_BRACKET.fullmatch(text, last.end + 1, mention.quantity.outer_start) else None


_IN_BRACKET = lazy(r"(?:增长|下降|为|增幅|增速|达)?")


def a_zone(text: str, mention: Mention) -> bool:
    """Whether what a number is of opens with a zone of the home that has no name: 甲县24家、市高新区13家."""
    if text[mention.left_start : mention.left_start + 1] not in _OWN_ZONE_OPENS:
        return False
    return _OWN_ZONE.match(text, mention.left_start, mention.left_end) is not None


_OWN_ZONE_OPENS = frozenset("市县区州经高开")
_OWN_ZONE = lazy(
    r"[市县区州]?(?:级|属|直)?(?:经(?:济(?:技术)?开发|开)区|高新(?:技术(?:产业)?开发)?区|开发区|(?:工业|产业)园区?|直(?:单位|部门)?)"
)


_LEAD = lazy(r"其中[，,](?:(?:19|20)\d\d年)?")
FARES = lazy(r"经济(?:增速|总量|发展|运行)|主要经济指标")
"""How a place fares, which is behind its name no part of it: 兰州新区｜经济增速领跑…."""
_FIGURE = lazy(r"\d")
_DOES = lazy(r"(?:全年|共|累计)?(?:完成|实现|达成|引进|新增|协议引资)")


def lead(text: str, start: int) -> int:
    """Where a sentence begins behind 其中 and a year."""
    led = _LEAD.match(text, start)
    return led.end() if led else start


def goes_on_doing(text: str, mention: Mention, owner: PlaceName) -> bool:
    """Whether a part of a sentence, behind its semicolon, begins with what whoever was told of has done.

    Who is told of behind figures of another is so in passing: 生产总值达90亿元，某镇突破10亿元；实现…
    """
    start = mention.sentence_start
    if start <= mention.statement_start or mention.gap_start != start or _DOES.match(text, start) is None:
        return False
    begin = max(text.rfind(mark, mention.statement_start, owner.start) for mark in "；;") + 1
    return _FIGURE.search(text, max(begin, mention.statement_start), owner.start) is None


def named_again(text: str, mention: Mention, owner: PlaceName) -> bool:
    """Whether a part of a sentence, behind its semicolon, begins with the last word of the zone told of: 新区面积."""
    start = mention.sentence_start
    if start <= mention.statement_start or mention.gap_start != start:
        return False
    again = _ZONE_AGAIN.match(text, start, mention.quantity.start)
    return again is not None and owner.code is None and (owner.name or "").endswith(again[0])


_ZONE_AGAIN = lazy("新区|新城|片区|高新区|经开区|开发区|保税区|园区")


def is_zone(text: str, spot: PlaceName) -> bool:
    """Whether a place is a zone by its name."""
    return text.endswith(("新区", "开发区", "高新区", "示范区", "试验区", "实验区"), spot.start, spot.end)


def opens(text: str, mention: Mention) -> bool:
    """Whether the sentence of a number begins with a zone without a name: 新区生产总值190亿元，财政收入38亿元."""
    return _ZONE.match(text, mention.sentence_start) is not None


def part(text: str, mention: Mention, subject: str, home: str, *, corps: bool) -> Words | None:
    """What says that an indicator is that of parts of the place: 38个县生产总值, 园区规上工业增加值, 兵团…生产总值.

    home: the code of the place; of a county 县域经济 speaks as a whole, of 浦东新区 新区. corps: the text names 兵团.
    """
    found = _part(text, mention, subject, home, corps)
    place = region(home) if found else None
    named = text[found.start : found.end].strip("全的") if found else ""
    return None if named and place and place.name.endswith(named) else found


def _part(text: str, mention: Mention, subject: str, home: str, corps: bool) -> Words | None:
    named = indicator_of(subject)
    if mention.group >= 0 and (dealt := _of_list(text, mention, subject)):
        return dealt
    if named is None:
        counts = text.startswith("个", mention.left_start - 1)
        some = _SOME.match(subject) if counts else None
        counted = some and _NUMBER.search(text, max(mention.sentence_start, mention.left_start - 8), mention.left_start)
        if some and counted and indicator_of(subject[some.end() :]):
            return Words("place", counted.start(), mention.left_start + some.end())  # 26个｜贫困县生产总值
        zone = _ZONE.match(subject) if subject[:1] in _ZONE_OPENS else None
        if zone is None or indicator_of(subject[zone.end() :]) is None:
            return None
    start, end = mention.left_start, mention.left_end
    zone = _ZONE.match(text, start, end) if text[start : start + 1] in _ZONE_OPENS else None
    if zone and indicator_of(text[zone.end() : end]):
        return Words("place", *zone.span())
    if named:
        at = text.rfind(named[1], max(mention.sentence_start, start - 2), end)
        counted = _PARTS.search(text, max(mention.sentence_start, at - 16), at) if at >= 0 else None
        if counted:
            return Words("place", *counted.span())
    return _opened(text, mention, home if named else None) or (_corps(text, mention) if corps else None)


_ZONE_FARES = lazy(  # 高新区“一区多园”格局形成，实现生产总值120亿元; but 园区建设加快，投资增长20%
    r"((?:(?:市|国家级|省级)?(?:经济(?:技术开发|开发)?区|经开区|高新(?:技术产业开发)?区|综合保税区|保税区|综保区|自贸区|新区|开发区)))"
    r"(?:[“\"]|实现|完成|经济|主要|争先|排名|跻身|发展(?:格局|势头|迅速|提速)|(?:加快|快速|健康|持续)发展|持续|引领|成为|领跑)"
    r"[^，,。；;\n\d]{0,20}[，,](?:完成|实现|[^，,。；;\d]{2,8}(?:总值|总额|额|值|投资|收入))"
)


def _opened(text: str, mention: Mention, home: str | None) -> Words | None:
    """What opens the sentence: 四个国家级开发区开发土地8平方公里，生产总值120亿元; 四县（市）去年生产总值251亿元."""
    zone = _ZONE_FARES.match(text, mention.sentence_start, mention.quantity.start) if home else None
    if zone and not _WHOLE.search(text, zone.end(), mention.quantity.start):
        return Words("place", *zone.span(1))
    first = text[mention.sentence_start]
    if first in _COUNT_OPENS or first.isdigit():
        zones = _ZONES_OPEN.match(text, mention.sentence_start, mention.quantity.start)
        if zones and not _WHOLE.search(text, zones.end(), mention.quantity.start):
            return Words("place", *zones.span())
    place = region(home) if home else None
    if place is None or place.level == "county":
        return None
    counties = _COUNTIES_OPEN.match(text, mention.statement_start, mention.quantity.end)
    if counties is None or _ALL_OF_IT.search(text, counties.end(), mention.quantity.start):
        return None
    return Words("place", *counties.span())


def _of_list(text: str, mention: Mention, subject: str) -> Words | None:
    """高新区和经开区生产总值分别增长7.5%和7%; 甲区、乙区快速发展，工业增加值分别增长31%和25%: one name dealt out."""
    zone = _ZONE.match(subject)
    if zone and indicator_of(subject[zone.end() :]):
        whole = "占" in text[max(mention.sentence_start, mention.anchor - _OF_WHOLE) : mention.anchor]
        return None if whole else Words("place", mention.left_start, mention.left_end)
    at = text.rfind("分别", mention.sentence_start, mention.anchor)
    words = _CLAUSE.search(text, mention.sentence_start, at) if at >= 0 else None
    if words is None or _SEVERAL.search(words[1]) or not _SUM.search(words[1]) or not indicator_of(words[1]):
        return None
    return Words("place", *words.span(1))


_CLAUSE = lazy(r"(?:^|[，,。；;：:])([^，,。；;：:]{2,16})$")
_SUM = lazy("(?:值|收入|税收|投资|利润|销售额)$", holds=("值", "利润", "投资", "收入", "税收", "销售额"))
_SEVERAL = lazy("[、和与及]|以及|产业|城乡|存贷款|[进双]出口")


def _corps(text: str, mention: Mention) -> Words | None:
    """What says that the figures of a sentence, or of a paragraph that begins with it, are those of the corps."""
    corps = _CORPS.match(text, mention.statement_start, mention.quantity.start)
    if corps:
        return Words("place", *corps.span())
    line = text.rfind("\n", max(0, mention.statement_start - _PARAGRAPH), mention.statement_start) + 1
    head = _CORPS.search(text, line, min(line + _HEAD, mention.quantity.start)) if line else None
    if head and text.find("其中", line, head.start()) >= 0:
        return None  # 全区428万吨，其中兵团141万吨: a part of what the paragraph is about
    whole = head and _ALL_OF_IT.search(text, head.end(), mention.quantity.start)
    return Words("place", *head.span()) if head and not whole else None


_ITS_ZONE = lazy(
    r"(?:经济(?:技术)?开发区|经开区|高新(?:技术(?:产业)?开发)?区|(?:综合)?保税区|综保区|工业(?:园区?|集中区)|产业(?:园区?|集聚区)"
    r"|开发区|新区)"
)


def zone_of(text: str, mention: Mention, names: Sequence[str], named: Sequence[PlaceName]) -> PlaceName | None:
    """The zone that is called after the home (`names`) or a place named there, at the head of a number's noun phrase.

    咸宁经济开发区实现工业增加值30亿元: where no table has it, it has a name and no code.
    """
    if mention.group >= 0:
        return None
    start = mention.left_start + (2 if text[mention.left_start : mention.left_start + 2] in URGES else 0)
    names = [*names, *(text[one.start : one.end] for one in named if one.start == start)]
    name = next((one for one in names if text.startswith(one, start, mention.left_end)), None)
    zone = _ITS_ZONE.match(text, start + len(name), mention.left_end) if name else None
    zone = zone or _NAMED_ZONE.match(text, start, mention.left_end)
    if zone is None and (zone := _opening(text, mention)):
        start = mention.sentence_start
    if zone is None or (zone.end() == mention.left_end and mention.right_end > mention.right_start):
        return None
    if any(one.start == start and one.end >= zone.end() for one in named):
        return None  # a table has it
    return PlaceName(start, zone.end(), None, text[start : zone.end()])


def _opening(text: str, mention: Mention) -> re.Match[str] | None:
    """The zone that a sentence begins with, where a time parts it from what it did: 东湖新区“十二五”｜完成投资9亿元."""
    start = mention.sentence_start
    if mention.gap_start != start or not 0 < mention.left_start - start < _TIMED:
        return None
    zone = _NAMED_ZONE.match(text, start, mention.left_end)
    return zone if zone and _TIME.fullmatch(text, zone.end(), mention.left_start) else None


_TIMED = 24  # characters of a zone's name and a time
_TIME = lazy(r"(?:[“\"]?十[一二三四五]五[”\"]?(?:期间|时期)?|(?:19|20)\d\d年)(?:全年|累计|共|已)*")


def zone_called(subject: str, end: int) -> str | None:
    """The name of the zone that a subject begins with, behind the name of its place, which ends at `end`."""
    zone = _ITS_ZONE.match(subject, end)
    return subject[: zone.end()] if zone and zone.end() < len(subject) else None


_NAMED_ZONE = lazy(  # a zone that no table has, of a place that the text does not name
    r"(?![全各国省市县区我本该新两三级])[\u4e00-\u9fff]{2,5}?(?:经济(?:技术)?开发区|高新技术产业开发区)(?=[\u4e00-\u9fff]{2})"
    r"|(?![全各国省市县区我本该新两三级城产工农物商旅高经开老中主][\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?<!国家)(?<!功能)(?<!核心)(?<!重点)"
    r"(?:新区|新城|片区|综合保税区)(?=(?:[“\"]?十[一二三四五]五[”\"]?(?:期间|时期)?|(?:19|20)\d\d年)?(?:全年|累计|共|已)*(?:完成|实现))",
    holds=("经济", "高新", "新区", "新城", "片区", "保税区"),
)
_ENTITY = lazy(
    r"([^，,。；;：:、\s的在对为]{2,24}?(?:有限公司|公司|集团|产业园区?|科技园|智造园|工业园|开发区|乐园|景区|医院|大学|学院|中学|小学|幼儿园|银行|合作社|研究院|实验室|港区))"
)
_GENERIC = lazy(
    r"^[全我各新省市县区还将已拟再]|^(?:引进|招引|支持|推动|帮助|服务|签约|邀请|组织|助力|指导)|^[拥现共]有|[新改扩]建|[性型类级各每]|公办|民办|新增|规模|高新技术|中小|重点|上市|国有|标准|特色|企业"
)


def entity(text: str, mention: Mention) -> tuple[str, tuple[Words, ...]] | None:
    """The company, park or school whose own quantity it is, where it opens the number's noun phrase."""
    match = _ENTITY.match(text, mention.left_start, mention.left_end)
    if match is None:
        match = _firm_of_sentence(text, mention)
    elif match.end() == mention.left_end and mention.right_end > mention.right_start:
        return None
    if match is None:
        return None
    name = match[1]
    own = _OF_THE_COUNTY.match(name) is not None
    generic = len(name) < 4 or (_GENERIC.search(name) and not own)
    return None if generic else (name, (Words("owner", *match.span(1)),))


_OF_THE_COUNTY = lazy(
    r"[省市县区](?:(?:第?[一二三四五六]?人民|中|妇幼保健|中心)医院|(?:第[一二三四五六七八九十]{1,2}|实验|高级)(?:中学|小学|幼儿园))"
)
_FIRM = lazy(
    r"[\s　]*(?:(?:(?:19|20)\d\d年(?:\d{1,2}月)?|去年|今年|上半年|其中)[，,]?)?"
    r"([^，,。；;：:、\s的在对为\d]{2,24}?(?:有限(?:责任)?公司|公司|集团|医院|合作社|银行))"
)
_WHEN = lazy(r"(?:(?:19|20)\d\d年|全年|今年|去年|当年|上半年|前三季度|\d{1,2}[-—~至]\d{1,2}月份?|年|累计|共)*")
_GOES_ON = lazy(
    r"[，,、](?:现|已|还|并|累计|共|年|全年|当年)*"
    r"(?:实现|完成|上缴|缴纳|上交|纳税|入库税|创税|利税|税收|出口|拥有|职工|员工|占地|年?产值|年?销售|营业收入|利润|税金|税收|年产|生产|销售|安置|吸纳|增长|下降|同比)"
)
_FIRM_REACH = 160


def _firm_of_sentence(text: str, mention: Mention) -> re.Match[str] | None:
    """The firm that a sentence begins with: 某公司全年实现产值6亿元，上缴税金2100万元."""
    start, end = mention.sentence_start, mention.quantity.outer_start
    if end - start > _FIRM_REACH or not any(text.find(word, start, end) >= 0 for word in _FIRMS):
        return None
    match = _FIRM.match(text, start, end)
    if match is None or mention.group >= 0:
        return None
    if mention.gap_start <= start:  # the first number of the sentence
        return match if _WHEN.fullmatch(text, match.end(), mention.left_start) else None
    told = _GOES_ON.match(text, mention.gap_start, end) or _GOES_ON.match(text, mention.left_start - 1, end)
    return match if told and not _HOME_AGAIN.search(text, match.end(), end) else None


_FIRMS = ("公司", "集团", "医院", "合作社", "银行")
_HOME_AGAIN = lazy(r"[全我][国省市县区镇乡州旗盟]|公司|企业|产业|集团|医院|合作社|银行")
