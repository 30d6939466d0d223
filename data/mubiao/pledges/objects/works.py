"""Works and bodies: what names one, what tells it from others of its sort, and what a list of works says of it.

Three of the rules of `judging`.
"""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.pledges.objects.cases import LEVEL, Case, Verdict, carried, named_work, ordinal, ranked, weighs, worldly
from mubiao.pledges.objects.lending import ENTERS
from mubiao.pledges.words import Head, working

_GRAND = lazy(
    r"(?:长三角|粤港澳|大湾区|京津冀|成渝|中国|国际|世界|全国|全球|亚洲|区域|全市域|全域|高能级|高品质|高水平|高端|现代化)(?!.*(?:[县镇村路]|(?<!地)区))"
)
"""Names that a place gives to what it makes: 打造国际度假中心."""
_LONG = 12
_BETWEEN = lazy("[至到—－–-]")
_UNNAMED = ("重点项目", "重大项目", "重点工程", "重大工程", "标志性项目", "标志性工程")
LOOSELY = ("重大", "重点", "主要", "相关", "有关")


def work(case: Case) -> Verdict | None:
    """A work or a body: one of its sort in a place, or with a name of its own."""
    head = case.head
    if head is None or head.sort == "aim":
        return None
    if head.sort == "name":
        return Verdict("named", head.kind, weighs(head), 0, head, True)
    if not case.marked and (ACTIVE.search(case.words) or ENTERS.search(case.words)):
        return Verdict("refused:no-head")
    if (case.made and ("win" in case.acts or _GRAND.match(case.words))) or ranked(case.words) or worldly(case):
        return Verdict("refused:self-given")
    if case.words.endswith(_UNNAMED) and not case.place and not case.marked:
        return Verdict("refused:vague")
    if case.words.startswith(LOOSELY) and not case.place:
        return Verdict("refused:vague")
    if case.acts <= {"sign", "none"} and case.known.tell_nothing(case.stem) and "sign" in case.acts:
        return Verdict("refused:sort")
    if _founded(case, head):
        return Verdict("described", head.kind, True, 0, head, False)
    if working(head.head) and _in_whole(case, head):
        return Verdict(
            "described",
            "project" if head.head in _OF_SYSTEMS or "管" in case.stem or "厂" in case.stem else "programme",
            True,
            0,
            head,
            False,
        )
    if (head.sort == "many" and not _told_apart(case, head)) or (len(head.head) == 1 and len(case.words) < 3):
        return Verdict("refused:sort")
    if case.listed and head.sort == "many" and not case.known.tell_nothing(case.words):
        return None  # one of a list of works: told below
    if working(head.head) and not (
        case.place or LEVEL.match(case.words) or named_work(case) or ordinal(case.stem) or _worked_on(case)
    ):
        return Verdict("refused:sort")
    if head.head == "变" and "千伏" not in case.words and not case.place:
        return Verdict("refused:no-head")
    if len(head.head) == 1 and case.made and not (case.place or case.of_works or ordinal(case.words)):
        return Verdict("refused:self-given")
    if head.sort == "many" and not case.place and _long_winded(case, head):
        return Verdict("refused:sort")
    if case.beside and head.sort == "one" and len(case.words) > 2:
        return Verdict("described", head.kind, weighs(head), 0, head, False)
    if (
        head.sort == "one"
        and not case.stem
        and len(head.head) < 4
        and not head.head.endswith(("馆", "院", "宫", "起步区", "启动区"))
    ):
        return Verdict("refused:vague")
    if case.words in case.known.vague:
        return Verdict("refused:vague")
    kind = carried(head, case.acts)
    if head.head == "建设工程" and case.acts <= _CARRIED_OUT and not (case.place or named_work(case)):
        kind = "programme"  # 实施纸鸢文化建设工程
    body = case.words.endswith(_BODIES) or case.shared in _FIRMS
    if kind == "project" and "set_up" in case.acts and body and not case.acts & _IN_USE:
        kind = "institution"
    return Verdict("named" if case.named else "described", kind, kind != "programme", 0, head, case.named)


def _in_whole(case: Case, head: Head) -> bool:
    """Whether the whole of a system or of what the town has of a sort is to be done: 完成中心城区农贸市场改造."""
    if "complete" not in case.acts or case.shared or case.item.start == case.item.end or len(case.stem) < 4:
        return False
    return head.head in _OF_SYSTEMS or (head.head in _RENEWED and case.stem.startswith(_OF_TOWN))


_OF_SYSTEMS = ("循环化改造", "一体化改造")
_RENEWED = ("改造", "更新改造", "升级改造", "提升改造")
_OF_TOWN = ("中心城区", "主城区", "市区", "城区", "建成区", "全市", "全县", "全区")


_BODIES = (
    "分中心",
    "发展中心",
    "服务中心",
    "运营中心",
    "管理中心",
    "指挥中心",
    "研究中心",
    "促进中心",
    "监测中心",
    "评估中心",
    "服务站",
    "工作站",
    "培训基地",
)
"""What is founded under such a name is a body, what is built a work."""
_FIRMS = ("公司", "集团")
_IN_USE = frozenset(("complete", "open"))
_CARRIED_OUT = frozenset(("other", "none"))


def _told_apart(case: Case, head: Head) -> bool:
    """Whether one of a sort of which a place has several has a name, or is the only one of its sort for once."""
    if case.named or _street(case) or ((case.listed or (case.shared and case.stem)) and head.head in _ROADS):
        return True
    return working(head.head) and _single(case.stem)


def _long_winded(case: Case, head: Head) -> bool:
    """Whether so much stands before a noun of one character that it is no name; of a stretch it tells the ends."""
    if head.head == "段" and _BETWEEN.search(case.stem):
        return False
    return (len(head.head) == 1 or head.head == "市场") and len(case.stem) > _LONG


def _founded(case: Case, head: Head) -> bool:
    """Whether a body of a sort of which there are several is set up, one of them: 成立纸鸢商家协会."""
    if head.kind != "institution" or head.sort != "many" or "set_up" not in case.acts or case.listed:
        return False
    return len(case.stem) >= 4 and case.words not in case.known.vague


def _street(case: Case) -> bool:
    """Whether a street or a line is called by where it runs, as streets are: 滨江大道, 沿江高铁."""
    head = case.head
    return head is not None and head.head in _STREETS and case.stem in _ALONG


_ROADS = ("路", "大道", "大街")
_STREETS = frozenset(("路", "大道", "街", "高速", "高速公路", "高铁", "铁路", "城际铁路", "快速路", "公路", "大街"))
_ALONG = frozenset(
    (
        *(
            "滨江",
            "滨海",
            "滨河",
            "滨湖",
            "沿江",
            "沿海",
            "沿河",
            "沿湖",
            "环城",
            "环湖",
            "机场",
            "站前",
            "港口",
            "新城",
        ),
        *(
            "人民",
            "文化",
            "科技",
            "体育",
            "平安",
            "创新",
            "创业",
            "工业",
            "和谐",
            "幸福",
            "健康",
            "教育",
            "友好",
            "生态",
        ),
        *("现代", "中心", "双拥", "时代", "高新", "公园", "森林", "疏港", "临港", "北环", "南环", "东环", "西环"),
    )
)
"""By what streets are called everywhere, though it tells nothing of another work."""


def _single(stem: str) -> bool:
    """Whether a place has one of it: 体育中心, 老体育中心."""
    return stem.lstrip("老新原市") in _SINGLE


def _worked_on(case: Case) -> bool:
    """Whether a name that a list completes is worked on: 青榄 of 青榄、白鹭河航道整治, 重青扩容 before 青白高速公路."""
    if _single(case.stem):
        return True
    if case.known.tell_nothing(case.stem):
        return False
    if not case.own:
        if case.shared in _RESTORED:
            return len(case.words) < 8 and (
                case.place or (case.words[-1] in _GROUNDS and not case.words.endswith("矿山"))
            )
        return (case.shared in _DONE_TO or case.shared not in case.known.heads) and 2 <= len(case.words) <= 10
    if len(case.stem) > 4 and case.stem[-1] in _FACILITIES and not case.known.tell_nothing(case.stem[:-3]):
        return not _OF_ALL.search(case.stem)  # 青榄垃圾处理场改造
    return bool(case.shared) and len(case.stem) <= 6


_FACILITIES = frozenset("场厂站楼馆库")
_OF_ALL = lazy("[、和及与的]|老旧|乡镇|农村|县级|城区|基层|公立|社区|传统|企业|行业|各类|街道|全[市县区]|两|三|危|校")
"""In words that are no name of one building."""


_RESTORED = frozenset(
    ("修复治理", "生态修复治理", "修复", "修缮", "保护修复", "生态修复", "整治", "综合整治", "复建", "重修", "复原")
)
"""What is done to rivers and old quarters by their names, and to hazards that have none."""
_GROUNDS = frozenset("河江溪涌港湾沟渠塘池堡坟关梯楼寺庙塔祠街巷洼湖海岛山阁亭殿宫观")
_DONE_TO = frozenset(
    (
        "航道整治",
        "改造",
        "改扩建",
        "扩建",
        "迁建",
        "搬迁",
        "搬迁改造",
        "整体搬迁",
        "迁改",
        "升级改造",
        "提质改造",
        "改造升级",
        "提档升级",
        "提质升级",
        "提质扩容",
        "扩容提质",
        "扩能",
        "扩容",
        "提升改造",
        "改造提升",
        "综合治理",
        "重建",
        "扩容改造",
    )
)
"""What a list tells to be done to all its names."""
_SINGLE = frozenset(
    (
        "综保区",
        "综合保税区",
        "高新区",
        "经开区",
        "火车站",
        "高铁站",
        "机场",
        "会展中心",
        "图书馆",
        "博物馆",
        "体育馆",
        "体育中心",
        "备用水源",
        "备用水源地",
        "城市备用水源",
        "城市备用水源地",
    )
)
"""Works of which a place has one: what is done to them needs no other name."""


ACTIVE = lazy(
    "企业(?:设立|建立|组建|成立)|参与|参加|进驻|入驻|引导(?!基金|资金)|鼓励|进入|融入|企业在|依托|推动|促进(?![月年周会中])|围绕"
)


SMART = lazy("智慧[^，、]{2,4}$")
"""Of a list of works each of these is one: 智慧医疗、智慧交通等项目."""
_PRODUCTS = (
    *("材料", "树脂", "烯烃", "电机", "发电机", "齿轮箱", "轴承", "轮毂", "模组", "器件", "元件"),
    *("装备", "设备", "部件", "零件", "零部件", "涂料"),
)
"""What is brought in under such a name alone is a sort of works: 引进发电机、齿轮箱等项目."""
_WAYS = ("示范", "利用", "养殖", "种植")
"""What is carried out at many places, unless one is named."""


def listed_work(case: Case) -> Verdict | None:
    """A、B等项目: whatever they are called."""
    if (
        not case.listed
        or (case.known.tell_nothing(case.words) and not SMART.match(case.words))
        or not 2 <= len(case.words) <= 30
        or ACTIVE.search(case.words)
        or (case.acts == {"sign"} and not case.place and len(case.words) < 7 and case.words.endswith(_PRODUCTS))
        or (case.acts <= {"other"} and not case.place and case.words.endswith(_WAYS))
    ):
        return None
    return Verdict("listed", "project", True, 0, None, True)


def numbered(case: Case) -> Verdict | None:
    """An item of a numbered list of works, where nothing else knows it: it is a work, whatever it is called."""
    head = case.head
    if not case.item.numbered or not 3 <= len(case.words) <= 40 or case.only_place:
        return None
    known = head is not None and head.sort != "aim" and (head.sort == "one" or case.named)
    return None if known else Verdict("listed", "project", True, 0, None, True)


_NO_FIRM = lazy(
    r"企|挂牌|药(?!业)|[家车改转错赴榜规]|板块|资[源产]|产品|疫苗|[^限团]公司$|项目|发展|品种|融资|服务|后备|登陆|积极|年内|推动|国有|公司等|更多"
)


def public(case: Case) -> Verdict | None:
    """青榄科技上市: a firm whose shares are to be sold, by its name."""
    if not case.public or not 2 <= len(case.words) <= 16 or case.marked:
        return None
    if case.only_place or case.known.tell_nothing(case.words) or _NO_FIRM.search(case.words):
        return Verdict("refused:no-head")
    return Verdict("public", "project", True, 0, None, True)
