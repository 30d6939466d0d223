"""What words that may be an object are and say: counted, ranked, awarded, with a name or without; and the verdict.

The rules of `judging` ask these.
"""

from __future__ import annotations

from typing import NamedTuple

from mubiao.patterns import lazy
from mubiao.pledges.objects.lending import Item
from mubiao.pledges.words import Head, Words, working

_DIGITS = r"\d{1,9}(?:\.\d{1,4})?[余多]?(?:万|亿|千|百)?(?:[-—~～至到]\d{1,9})?余?多?"
_HAN = r"(?:[两三四五六七八九十百几数]{1,6}|[上近][百千万])余?多?"
_UNITS = (
    r"(?:平方|公里|千米|公顷|兆瓦|万千瓦|千瓦|批次"
    r"|[%个条座家处所场宗批类段对台套种部只支户名人亩栋间块艘辆次件项张吨里])"
)
_MEASURE = rf"(?:{_DIGITS}{_UNITS}(?!/年|／年|级)|{_HAN}(?:批次|[个条座家处所项批类件]))"
_SEVERAL = (
    r"(?:县区(?=[^，、]{2,4}园区)|一批|一系列|系列化?|有?更多|许多|诸多|各|国省级|省市级|(?:[二两三四五六七八九十]|\d{1,2})大(?![桥道厦会学型])|若干|多[个条家场处项种类]|每一?[个所座家名项条]|部分|有关|相关|其他|其它|所有"
    r"|一[次场](?=[^，、]{1,8}[会赛动])|全部|一些|几个|新一批|首批|形式多样|形式各异|丰富多彩|形形色色|不同)"
)
_COUNTED = lazy(
    rf"(?:年内|全年|剩余|其余|今年|上半年|下半年|新|再|各|每[县市镇村]|累计|约|超|近|不少于)*(?:{_MEASURE}|{_SEVERAL})"
)
_MANY = lazy(rf"{_SEVERAL}|各[项类种]|\d[个条座家处所场项]")
COUNT_BEHIND = lazy(rf"(?<![国省县乡]道)(?<![A-Za-z第\d])(?<!铁人)(?:{_MEASURE}|{_DIGITS}(?:年|%))(?:以上|左右|以内)?$")
ONE = lazy(r"新?(?:一|1)(?:个|座|条|所|家|处|场|部)(?:以上)?")
ORDINAL = lazy(
    r"第[一二三四五六七八九十\d]|首[届个座条家部次]|[一二三四五六七八九十]期|[国省县]道|[GS]\d{2,4}|[A-Za-z]\d|\d[A-Za-z]"
    r"|[一二三四五六七八九十\d]号|20\d\d|\d周年|“十[一-九]?五”"
)
_MAY_ORDER = lazy(r"[第首期道号“\d]")  # what each of these holds
LEVEL = lazy(
    r"[省市县区州盟旗](?!市[县区])(?![级场域际县区内外城辖直管属政民乡镇村])(?=[\u4e00-\u9fff]{3}|(?<=[市县])医院|(?<=[市县])[一二三四五六]中)"
)
_AWARDED = lazy(
    r"全国|国家|中国|世界|国际|全球|联合国|全省|全区(?=[先优文])|[省市]级|自治区级|部级|[省部]|[345]A|A{3,5}级?|三甲|二甲|三级|二级|一级|甲等|双一流|千年|百强|十强|“两山”|学位|东亚|亚洲|跨境电[商子]|自由贸易试验|自贸试验"
)
_ATTRIBUTES = (
    "水平",
    "能力",
    "质量",
    "功能",
    "影响力",
    "竞争力",
    "知名度",
    "美誉度",
    "品质",
    "形象",
    "作用",
    "效能",
    "效益",
    "效率",
    "比例",
    "比重",
    "覆盖面",
    "覆盖率",
    "联动发展",
    "融合发展",
    "协同发展",
    "协调发展",
    "一体化发展",
    "高质量发展",
    "转型发展",
    "创新发展",
    "转型升级",
    "提质增效",
    "争先进位",
    "市场化转型",
)
_ATTRIBUTES_END = frozenset(attribute[-1] for attribute in _ATTRIBUTES)
_RANKED = lazy(
    r"辐射(?:全[国省球]|周边|[^，的]{2,6}的)|(?:全[国省市区县球]|世界|国[际内]|亚洲|长三角|粤港澳|大湾区|京津冀|成渝|区域性?|[东中西]{1,2}部(?:地区)?|东北|西南|西北|华[东南北中]|我国|省内|沿海|周边)[^，]{0,6}?"
    r"(?:重要|知名|先进|领先|一流|著名|最|有影响|示范|特色|优势)"
)


_ANYONE = lazy(
    r"(?:(?:\d{1,4}(?:[至—~-]\d{1,4})?[余多]?[家个所户](?:以上)?|有条件|公立|二级以上|市属|省属|驻市|符合条件|具备条件|更多|广大|各类?(?!地|市州)|重点|骨干|优势|龙头|规模?以?上|市内|辖区|本地|省级|国家级|以上|中小微?|民营|科技型?|的)*+"
    r"(?:企业|单位|市场主体|经营主体|新型农业经营主体|园区|(?:经济)?开发区|县[市]?区|县（市、区）|县\(市、区\)|县（市）区?|县\(市\)区?|县市|区县|县|乡镇|镇街|镇村|高校|院校|医院|学校|景区|科研院所|科研机构"
    r"|部门|地区|地方|各地|(?:其他|各)?市州|村|社区|协会|商会|社会资本|社会力量)(?:等|[、和与及]|$))++"
)


class Verdict(NamedTuple):
    """What words were taken for; without a kind, why they were not."""

    rule: str
    kind: str = ""  # an id of PledgeKind
    core: bool = False
    start: int = 0  # what was cut from the front of the words, in characters
    head: Head | None = None
    named: bool = False


_LOOSE_SUMS = ("改革", "活动", "战役", "整治")
"""Nouns behind 等 that make no campaign of what is an aim by itself: 户籍制度等改革."""
_ROADS = frozenset(("公路", "高速公路", "高速", "铁路", "高铁", "道路", "国省道", "旅游公路", "快速路"))
_FROM_TO = lazy("[^至]{2,8}至[^至]{1,8}[县乡镇村]城?")
"""Where a line ends, at a place whose word is no noun of works."""
_NOTE = lazy(r"[(（][^()（）]{0,30}[)）]$")
_VERSION = lazy(r"(?:升级)?\d\.0版$")
"""Which edition of an action it is: 提升行动3.0版."""
_MARKS = frozenset('“《‘「『"＂〈')


def marked(words: str) -> bool:
    """Whether something in words stands in quotes or 《》."""
    return not _MARKS.isdisjoint(words)


def without_note(words: str) -> str:
    """Words without what is noted in brackets behind them."""
    if words[-1:] == "版":
        return _VERSION.sub("", words)
    return _NOTE.sub("", words) if words[-1:] in ")）" else words


class Case:
    """Words that may be an object.

    words: as printed; item: what the list around them says; acts: what is to be done; known: the tables;
    place: a place is named in them,
    only_place: and nothing behind it; made: 打造 says so; pushed: nothing but 推动 and its like governs them; covered:
    全覆盖 of it is promised; beside: it stands beside works with names, which makes it one of them;
    heritage: it is to be on the list of the world; public: shares of it are to be sold.
    """

    __slots__ = (
        *(
            "words",
            "item",
            "acts",
            "known",
            "place",
            "only_place",
            "made",
            "pushed",
            "covered",
            "beside",
            "heritage",
            "public",
            "shared",
            "listed",
            "head",
        ),
        *("own", "stem", "marked", "built"),
    )

    def __init__(
        self,
        words: str,
        item: Item,
        acts: frozenset[str],
        known: Words,
        *,
        place: bool = False,
        only_place: bool = False,
        made: bool = False,
        pushed: bool = False,
        covered: bool = False,
        beside: bool = False,
        heritage: bool = False,
        public: bool = False,
    ) -> None:
        self.words, self.item, self.acts, self.known = words, item, acts, known
        self.place, self.only_place, self.made, self.pushed, self.covered = place, only_place, made, pushed, covered
        self.beside, self.heritage, self.public = beside, heritage, public
        self.shared, self.listed = item.shared, item.listed
        self.built = "build" in item.acts
        self.marked = marked(words)
        bare = without_note(words)
        head = known.head_of(bare)
        self.own = head is not None
        self.stem = bare if head is None else bare[: len(bare) - len(head.head)]
        shared = known.heads.get(item.shared) or known.head_of(item.shared) if item.shared else None
        if (
            shared is not None
            and (head is not None and head.sort == "aim" and "issue" not in acts)
            and (
                shared.kind == "policy"
                or (shared.kind == "programme" and not shared.head.endswith(_LOOSE_SUMS))
                or (shared.head == "工程" and item.borrowed)
            )
            and not known.tell_nothing(bare)
        ):
            head, self.own, self.stem = shared, False, bare  # 村容提升、河道清洁等专项行动
        elif item.shared and (head is None or "issue" in acts):
            if head is None:
                head = shared if shared is not None and shared.sort != "aim" else None
            elif shared is not None and shared.kind == "policy":  # 山体保护、产业园等专项规划编制
                head, self.own, self.stem = shared, False, bare
        if shared is not None and head is not None and shared.head in _ROADS and _FROM_TO.fullmatch(bare):
            head, self.own, self.stem = shared, False, bare  # 贞丰龙场至兴仁县城等公路
        lends = shared is not None and shared.kind == "project" and (len(shared.head) > 2 or len(bare) == 2)
        if lends and head is not None and head.sort == "many" and len(head.head) == 1 and len(self.stem) < 2:
            head, self.own, self.stem = shared, False, bare  # 寺街、唐闸等历史文化街区
        self.head = head

    @property
    def built_up(self) -> bool:
        """Whether 建设 of it is promised, by a verb or a noun behind it."""
        return self.built or "build" in self.acts

    @property
    def named(self) -> bool:
        """Whether something tells it apart from others of its sort."""
        if self.place or not self.known.tell_nothing(self.stem):
            return True
        return LEVEL.match(self.words) is not None or ordinal(self.words)

    @property
    def lent(self) -> bool:
        """Whether a noun behind 等 that is a name makes one of whatever stands before it."""
        return bool(self.shared) and not self.own and self.head is not None and self.head.sort == "name"

    @property
    def of_works(self) -> bool:
        """Whether a noun behind 等 says that it is a work: 青榄寺、白鹭楼等历史街区."""
        shared = self.known.heads.get(self.shared) if self.shared else None
        return shared is not None and shared.kind == "project" and len(shared.head) > 2

    @property
    def awarded(self) -> bool:
        """Whether somebody above gives it."""
        return _AWARDED.search(self.words if self.own else self.words + self.shared) is not None


def ranked(words: str) -> bool:
    """Whether words rank a thing among others: 全国重要的, 区域性一流. Who builds such a one names an aim."""
    return _RANKED.match(words) is not None


def worldly(case: Case) -> bool:
    """Whether a sort of industry is ranked among those of the world: 建设世界级纸鸢基地."""
    return case.words.startswith(_WORLDLY) and case.words.endswith(("基地", "集群", "高地")) and not case.place


_WORLDLY = ("世界级", "世界一流", "国际一流", "国内一流")


def attribute(words: str) -> bool:
    """Whether words end with what things have, as 水平: then no item of the list is what the act is on."""
    return words[-1:] in _ATTRIBUTES_END and words.endswith(_ATTRIBUTES)


def several(words: str) -> bool:
    """Whether words begin with 一批, 更多, 20个: then the items of the list behind them are as many."""
    words = words[1:] if words.startswith("有一") else words  # 力争有一批青榄酒店投用
    if words[:1] not in _COUNTS_BEGIN:
        return False
    if words.endswith(("计划", "行动", "试点", "改革", "攻坚", "”")) and not words[:1].isdigit():
        return words.startswith(("一批", "一系列", "各", "更多", "多")) and not words.startswith("多元")
    return _COUNTED.match(words) is not None and not (words.endswith(_PLANTS) and _CAPACITY.match(words))


def makes_so_much(words: str) -> bool:
    """Whether words begin with how much a plant makes, which tells it apart: 30万吨纸鸢纸."""
    return words[:1].isdigit() and _CAPACITY.match(words) is not None


def beside(words: str) -> bool:
    """Whether words tell what comes closer to what, none of which is built: 推动甲与乙深度融合, 企业向园区集聚."""
    return words.endswith(_CLOSER) and _MEETS.search(words) is not None


_CLOSER = ("结合", "融合", "衔接", "搭接", "拓展", "集聚", "聚集", "集中", "转型", "延伸", "转移", "合作", "协作")
_MEETS = lazy(
    "[与和同][^与和同]{2,24}(?:有机|深度|有效|相互|紧密|融合|相)(?:结合|融合|衔接|搭接)$|业[^、，向]{0,3}向[^向]{3,30}$"
    "|[与同][^，与同]{2,40}[合协]作$"
)


_PLANTS = ("项目", "生产线", "基地")
_CAPACITY = lazy(r"(?:年产)?\d{1,4}(?:\.\d{1,2})?(?:[-—~～至]\d{1,4})?万吨(?=(?!以上)[^\d、，]{3,})")
"""How much a plant makes, which tells it apart: 150万吨纸鸢纸项目."""
_COUNTS_BEGIN = frozenset(
    "0123456789有国省县年剩其今下二两三四五六七八九十百几数上近新再各每累约超不一系更许诸若多部有相其所全首形丰"
)


def after_one(text: str, start: int, end: int) -> int:
    """Where words begin behind 一个, 1座."""
    if text[start] not in "新一1":
        return start
    one = ONE.match(text, start, end)
    return one.end() if one else start


def anyone(words: str) -> bool:
    """Whether those who are to act are nobody in particular: 企业 of 支持企业创建…."""
    return _ANYONE.fullmatch(words) is not None


def ordinal(words: str) -> bool:
    """Whether words hold what numbers things in order: 第二, 首届, 三期, 312国道."""
    return _MAY_ORDER.search(words) is not None and ORDINAL.search(words) is not None


def counted_to_the_end(words: str) -> bool:
    """Whether words end with a number and what it counts, however long that is."""
    if words.endswith(("亿元项目", "亿元以上项目")):
        return True  # 投资超百亿元项目: any of that size
    if words[-1:] not in _COUNTED_LAST:
        return words[-1:] in _COUNTS_END and COUNT_BEHIND.search(words) is not None
    if words.endswith(_COUNTED_EVENTS) and _COUNTED_EVENT.search(words):
        return True  # 产业领域20场对接活动
    if words.endswith(_COUNTED_SORTS) and _COUNTED_SORT.search(words):
        return True  # “瓶改管”80个小区
    return words[-1:] in _COUNTS_END and COUNT_BEHIND.search(words) is not None


def counted_behind(words: str) -> bool:
    """Whether a number stands behind words, as in 厂房20栋."""
    return words[-1:] in _COUNTS_END and COUNT_BEHIND.search(words, max(0, len(words) - 14)) is not None


_COUNTED_EVENTS = ("活动", "会", "赛", "项目", "展")
_COUNTED_EVENT = lazy(r"(?<![A-Za-z第\d])(?:[2-9]|\d{2,5})余?[场个项][一-鿿]{2,8}$")
_COUNTED_SORTS = (
    "示范村",
    "示范点",
    "小区",
    "社区",
    "企业",
    "村庄",
    "行政村",
    "乡镇",
    "学校",
    "医院",
    "公园",
    "道路",
    "大桥",
)
_COUNTED_LAST = frozenset(sort[-1] for sort in (*_COUNTED_EVENTS, *_COUNTED_SORTS))
_COUNTED_SORT = lazy(r"(?<![A-Za-z第\d])(?:[2-9]|\d{2,5})余?[个家所座条处].{2,3}$")
_COUNTS_END = frozenset("\n%方里米顷瓦次个条座家处所场宗批类段对台套种部只支户名人亩栋间块艘辆件项张吨年上右内")


def many(words: str) -> bool:
    """Whether words before 的 tell of several: 形式多样的, 等多种途径的."""
    return _MANY.search(words) is not None


def carried(head: Head, acts: frozenset[str], *, quoted: bool = False) -> str:
    """The kind of a head in these acts: a 工程 that is 实施 is a programme, an 活动 that is held an event."""
    if head.head == "工程" and "other" in acts and not acts & {"complete", "open", "start"}:
        return "programme"
    if head.head == "工程" and quoted:
        return "programme"
    if head.head.endswith("工程") and head.kind == "programme" and acts & {"complete", "open", "start", "plan"}:
        return "project"
    if quoted and head.head.endswith("示范项目") and "other" not in acts:
        return "project"
    if head.head == "活动" and "hold" in acts:
        return "event"
    return head.kind


def weighs(head: Head) -> bool:
    """Whether an analyst would certainly follow what ends so: a programme is seldom told of again."""
    return head.kind != "programme"


_INSIDE = lazy(
    r"(.{1,8}?)(?:铁路|高铁|高速|大道|国道|省道|大桥|水库|广场|公园|古城|灌区|机场|水道|(?<![道公铁断])路|(?<![江中内黑])河|[江湖溪渠池]"
    r"|(?<![港水])湾)(?!口)"
)
"""What lies within the words before a noun of work: 青榄路 of 青榄路建筑立面改造."""


def named_work(case: Case) -> bool:
    """Whether a work with a name stands before the noun, as in 青榄大桥工程."""
    stem = case.stem
    inside = _INSIDE.match(stem)
    if inside is not None and not case.known.tell_nothing(inside[1]) and "所有" not in stem:
        return True
    head = case.known.head_of(stem)
    while head is not None and working(head.head):  # 青榄航站楼扩建改造
        stem = stem[: len(stem) - len(head.head)]
        head = case.known.head_of(stem)
    if head is None or head.kind != "project":
        return False
    return not case.known.tell_nothing(stem[: len(stem) - len(head.head)])
