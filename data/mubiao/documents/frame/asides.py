"""Places that a text names and that are not its own: how far they are, what it borders on, where somebody served."""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.regions.gazetteer import Mention, nationwide
from mubiao.regions.lookup import region
from mubiao.regions.names import CALLED

# A place that is visited, met, compared or partnered with says nothing of whose text it is.
_ELSEWHERE = lazy(
    r"(?:融入|对接|接轨|承接|联动|对口支援|帮扶|学习|借鉴|赴|前往|来自|远离|毗邻|参照|超过|高于|低于|优于|引进|引入|聘请|邀请|特邀|特聘)(?:服务|协作)?$"
)
# 赴甲市、｜乙县考察, 赴甲市｜乙县考察
_ON_A_TOUR = lazy(r"(?:赴|前往)(?:[^，,。；;：:\n的]{1,30}[、和及与]|[\u4e00-\u9fff]{2,4})$", holds=("前往", "赴"))
_VISITED = lazy(
    r"(?:等地?)?(?:考察|视察|调研|访问|参观|召开|举行|举办的?|签约|经验|模式|精神|籍|商会|会议|论坛|展会|口音|企业家?|客商|商人"
    r"|集团|公司|银行|证券|啤酒|白药|商圈|广场|步行街|商厦|大厦|华润|品牌|股份|迁来|迁入|引[进入]|调入|调来|购[进入买]|运[来进入]|传[来入]|游客|市场|方向|高铁|铁路|高速|航线|直飞|班列)"
)
# 甲市考察团来乙县考察: guests are from elsewhere
_GUESTS = lazy(
    r"[^，,。；;\n]{0,6}?(?:代表|考察|访问|参观|调研|招商)[团组队](?:一行)?(?:[^，,。；;\n]{0,4}?)[来到莅抵]",
    holds="团组队",
)
_FIRMS = lazy(
    r"[^。；，,\n]{0,20}?等(?:一批|多家|[一二三四五六七八九十\d]+[家个])?[^。；，,\n]{0,6}?(?:品牌|企业|公司|厂商|商标|产品)",
    holds="等",
)
_BEFORE_VISIT = lazy(r"(?:在|到|赴|去|往|至|与|同|从|由|自)$")
_OWN = lazy(r"[全我本](?:省|市|县|区|州|旗|盟|镇|乡)")
_PART_OF_WORD = lazy(
    r"(?:^|[^\u4e00-\u9fff]|[在从为对与向是于到让把和及、，了将省市州区县盟旗的给全新驻赴]|半年|季度|\d月|[今去]年"
    # 建设平安酒泉: a slogan's word before its own place
    r"|平安|法治|健康|数字|智慧|美丽|幸福|文明|信用|诚信|活力|魅力|绿色|生态|和谐|富裕|清廉|人文|品质|书香|质量|两美|大美)$"
)
_PLACE_BEHIND = lazy("境内|全境|县境|地处|位于|历史悠久")  # 三、邮电赣榆地处要冲: a heading that has lost its line
# 宁波国家高新区 is no 宁波市: a zone of its own, whatever city its name begins with.
_ZONE_BEHIND = lazy(r"(?:国家级?|省级)?(?:高新(?:技术产业开发)?区|经济(?:技术)?开发区|经开区|保税区)")
_CLAUSE = 80  # characters before a place in which its sentence begins
# A career is of its man, not of the place: 历任甲县工交科干事;1990年5月任乙县副县长.
_CAREER = lazy(r"(?:历|曾|先后|[年月后])任(?![务期命何])|参加工作|(?:年|月)入党", holds=("任", "入党", "参加工作"))
# Where a place lies, it is not: 距乙市140公里, 与丙县、丁县相邻.
_FAR_FROM = lazy(r"(?:距离?|离)[^，,。；;\n]{0,8}$", holds="离距")
_SO_FAR = lazy(r"[^，,。；;\n\d]{0,8}?(?:约|近|仅|有)?[\d.]+余?(?:公里|千米|华?里|km)")
_BORDERS = lazy(r"(?:[东南西北]{1,2}(?:面|部|边)?)?(?:与|同|和|邻|接|连|临|靠|抵|界|倚|至|毗邻|毗连)[^。；;\n]{0,30}$")
_ON_IT = lazy(
    r"[^。；;:：\n\d]{0,24}?(?:[两二三四五六七八九十][省市县区州旗])?(?:等[^，,。；;\n\d]{0,6})?"
    r"(?:相邻|接壤|毗邻|为邻|交界|相接|相连|相望|接界|毗连|搭界)",
    holds=("为邻", "交界", "接壤", "接界", "搭界", "毗连", "毗邻", "相接", "相望", "相连", "相邻"),
)
# 地处甲、乙、丙三县交界处
_BETWEEN = lazy(r"(?:地处|位于|处于|居于|座落)[^。；;\n]{0,30}$", holds=("地处", "位于", "处于", "居于", "座落"))
_MEETING = lazy(
    r"[^。；;\n，,]{0,24}?(?:[两二三四五六七八九十]?[省市县区州旗]{1,2})?(?:交[界汇]|结合部|接合部|接壤|之间|毗邻)",
    holds=("交", "合部", "接壤", "之间", "毗邻"),
)
# Where trains go and goods are sold: 直达北京、沈阳等城市的列车
_BOUND = lazy(
    r"(?:直达|直通|开往|通往|通达|发往|驶往|销往|远销|畅销|出口到?|运往|往返)(?:[^。；;\n，,]{0,60}[、和及与至于])?$",
    holds=("直达", "直通", "开往", "通往", "通达", "发往", "驶往", "销往", "远销", "畅销", "出口", "运往", "往返"),
)
# 甲、乙、丙3县共植棉: parts of the place that is told of, or visitors in it
_NUMBER_OF = r"等?[\d两二三四五六七八九十]{1,2}个?(?:县市区|县区|区县|市县|县市|县|市|区|旗)(?![委府长级])"
_OF_SEVERAL = lazy(rf"(?:[、和及与][\u4e00-\u9fff]{{2,10}}?){{0,9}}{_NUMBER_OF}")
_LINKS = frozenset("、和及与")
_TOUR = lazy(
    r"(?:[我全][省市县区州旗]|代表团|考察团|招商[小分]?[组队团])[^，,。；;\n]{0,20}?(?:赴|前往)(?P<to>[^，,。；;\n]{2,40})",
    holds=("前往", "赴"),
)

# What a place is measured by: 占甲市工作目标的77%, 列甲市12区市第2, 高于甲市、全省0.5个百分点
_SHARE_OF = lazy(r"占(?:到|了)?$", holds="占")
_OF_A_HUNDRED = lazy(
    r"[^，,。；;\n]{0,16}?的?(?:比重)?[\d.]+%|[^，,。；;\n]{0,12}?的[\d一二三四五六七八九十]+分之", holds=("%", "分之")
)
_RANKED_IN = lazy(r"(?:[位名]?列|[位]?居|排名?)(?:在|于)?$", holds="列居排")
_RANK = lazy(
    r"[^，,。；;\n]{0,8}?(?:第[\d一二三四五六七八九十]|前[\d一二三四五六七八九十列茅]|首位|榜首|末位)",
    holds=("第", "前", "首", "末"),
)
_AGAINST = lazy(
    r"(?:超过|高于|低于|优于|快于|慢于|领先|落后|仅次|赶超|超越)于?(?:了)?(?:[^，,。；;\n\d]{0,16}[、和及与])?$",
    holds=("超过", "高于", "低于", "优于", "快于", "慢于", "领先", "落后", "仅次", "赶超", "超越"),
)
# Characters without which the patterns need not be asked, for they are asked of every place.
_AHEAD = frozenset("超高低优快慢领落仅赶")
_RANKS = frozenset("列居排")
_ENDS_BOUND = frozenset("达通往发驶销畅口到运返、和及与至于")


def measured_by(text: str, mention: Mention) -> bool:
    """Whether a mention is only what another place is measured by: its share, its rank, what it is ahead of."""
    before = text[max(0, mention.start - 30) : mention.start]
    if not _AHEAD.isdisjoint(before) and _AGAINST.search(before):
        return True
    last = before[-3:]
    if "占" in last and _SHARE_OF.search(before):
        return _OF_A_HUNDRED.match(text, mention.end) is not None
    if _RANKS.isdisjoint(last) or _RANKED_IN.search(before) is None:
        return False
    return _RANK.match(text, mention.end) is not None


def one_of_several(text: str, mention: Mention) -> bool:
    """Whether a place stands in a list that is counted behind it."""
    beside_it = text[mention.end : mention.end + 1], text[max(0, mention.start - 1) : mention.start]
    return not _LINKS.isdisjoint(beside_it) and _OF_SEVERAL.match(text, mention.end) is not None


def in_parts(text: str, mentions: list[Mention], at: int) -> bool:
    """Whether a place stands in a list that is counted behind it, or next to another one of the same place."""
    mention = mentions[at]
    if one_of_several(text, mention):
        return True
    before, behind = (mentions[at - 1] if at else None), (mentions[at + 1] if at + 1 < len(mentions) else None)
    if before is not None and before.end + 1 == mention.start and text[before.end] in _LINKS:
        return _siblings(before, mention)
    return (
        behind is not None
        and mention.end + 1 == behind.start
        and text[mention.end] in _LINKS
        and _siblings(mention, behind)
    )


def _siblings(one: Mention, other: Mention) -> bool:
    places = [region(m.code) if m.code is not None else None for m in (one, other)]
    above = {place.parent if place is not None else None for place in places}
    return len(above) == 1 and None not in above and one.code != other.code


def toured(text: str) -> frozenset[str]:
    """The codes of the places that the people of a text travel to: 我市党政代表团赴苏州、昆山考察."""
    found = (mention for tour in _TOUR.finditer(text) for mention in nationwide().find(tour["to"]))
    return frozenset(mention.code for mention in found if mention.code is not None)


# 大兴、安平、永清三个乡镇: towns and villages that are called as counties elsewhere.
_TOWNS = lazy(
    r"(?:[、和及与][\u4e00-\u9fff]{2,3}){0,8}等?(?:[两二三四五六七八九十]|\d{1,2})个?(?:乡镇|镇乡|乡|镇|行政村|村|社区|街道|办事处)"
)


def beside(text: str, mention: Mention) -> bool:
    """Whether a mention tells only how far a place is, that it lies next to the one told of, or of a man's career."""
    start = max(text.rfind("\n", 0, mention.start), text.rfind("。", 0, mention.start), mention.start - _CLAUSE) + 1
    before = text[start : mention.start]
    if _FAR_FROM.search(before) and _SO_FAR.match(text, mention.end):
        return True
    if _CAREER.search(before) or (before[-1:] in _ENDS_BOUND and _BOUND.search(before)):
        return True
    if (
        ("于" in before or "处" in before or "座" in before)
        and _BETWEEN.search(before)
        and _MEETING.match(text, mention.end)
    ):
        return True
    if mention.kind == "short" and _TOWNS.match(text, mention.end):
        return True
    return _BORDERS.search(before) is not None and _ON_IT.match(text, mention.end) is not None


def counts(text: str, mention: Mention) -> bool:
    """Whether a mention can tell whose text it is: no visit, no company, no 杂多 within 复杂多变."""
    before = text[max(0, mention.start - 6) : mention.start]
    if _ELSEWHERE.search(before) or _ON_A_TOUR.search(text, max(0, mention.start - 40), mention.start):
        return False
    if beside(text, mention) or measured_by(text, mention):
        return False
    after = text[mention.end : mention.end + 8]
    if _VISITED.match(after) and (mention.kind == "short" or _BEFORE_VISIT.search(before)):
        return False
    if _OWN.fullmatch(text, mention.start, mention.end):
        return False  # 全州 is the whole prefecture, seldom the county of that name
    if _GUESTS.match(text, mention.end):
        return False
    if _FIRMS.match(text, mention.end) or (mention.kind == "short" and _ZONE_BEHIND.match(text, mention.end)):
        return False
    if mention.kind != "short" or mention.end - mention.start > 2:
        return True
    if text[mention.start : mention.end] in CALLED.get(mention.name or "", ()):
        return True  # 落户克州: no word is called so
    return _PART_OF_WORD.search(before) is not None or _PLACE_BEHIND.match(text, mention.end) is not None
