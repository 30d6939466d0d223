"""Titles: what somebody above awards, and what a place only gives to itself.

Some of the rules of `judging`.
"""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.pledges.objects.cases import Case, Verdict, worldly

_OUR_OWN = lazy(r"最|第一|之最")
_OF_ALL = lazy(
    r"(?:全[省国区]|中国)(?!.*(?:示范|试点|试验|实验|先行|先进)).*(?:基地|中心|枢纽|集散地|平台|引领区)$"
)  # 打造成全省风筝产业基地
_GRADED = lazy(r"国家级|省级|自治区级|国家[^和与、]{2,12}示范")
_TRIED = ("示范区", "试验区", "实验区", "先行区", "示范基地")
"""What somebody above lets a place try is a title, also where it is a zone."""
_PILOTS = ("试点城市", "试点市", "试点县", "试点区", "试点州")
ZONE = ("区", "园", "基地", "集群", "带", "公园", "工厂", "小镇", "枢纽", "景区")
"""Titles that end so are works where nobody awards them."""


_GRADE_ALONE = lazy("(?:国家|省|市|全国|全省|自治区|部|县|区)级?")
"""Of a list of titles the first only tells its grade: 国家级、省级示范区."""
_OF_MANY = (
    *("乡村", "社区", "庭院", "工厂", "矿山", "家庭", "校园", "村庄", "河湖"),
    *("城镇", "机关", "单位", "企业", "学校", "村居", "村镇", "行业"),
)
"""Of such there are many in a place, and a title of none of them is followed."""


def as_title(case: Case) -> Verdict | None:
    """A grade or honour that somebody above awards."""
    head, wins = case.head, "win" in case.acts
    if head is None or (head.kind != "title" and not wins):
        return None
    if (head.sort == "aim" and not case.awarded) or _OUR_OWN.search(case.words):
        return None
    if not wins and (case.words.endswith(("之都", "之城", "之窗")) or worldly(case)):
        return Verdict("refused:self-given")  # 建设亚洲风筝之都
    if case.made and wins and (not case.awarded or _OF_ALL.match(case.words)):
        return Verdict("refused:self-given")
    if wins and not case.awarded and not case.place and not case.stem and case.words.endswith(_OF_MANY):
        return Verdict("refused:sort")  # 美丽乡村创建
    if wins and case.words.endswith("企业") and not case.marked and not case.awarded:
        return Verdict("refused:sort")  # 新认定总部企业
    if wins and case.own and case.shared.endswith(("景区", "度假区")) and head.kind != "title":
        return Verdict("title", "title", True, 0, head, True)  # 青湖湿地、黄榄塬4A级景区
    if "hold" in case.acts and not wins:
        return Verdict("event", "event", True, 0, head, True)
    name = case.words if case.own else case.words + case.shared
    if not case.own and (
        _GRADE_ALONE.fullmatch(case.words) or name.endswith("企业") or not (wins or name.endswith(ZONE))
    ):
        return None
    if head.head in _PILOTS and len(case.stem) >= 4 and not (wins or case.made):
        return Verdict("title", "title", True, 0, head, True)  # 启动碳汇试点市建设
    if head.kind == "title" and len(name) >= 4:
        if (
            case.awarded
            and not wins
            and ((case.made and not _GRADED.match(case.words)) or ("refuse" in case.acts and not case.built))
        ):
            return None
        if case.awarded or wins:
            zone = not wins and name.endswith(ZONE) and not name.endswith(_TRIED)
            return Verdict("title", "project" if zone else "title", wins or zone, 0, head, True)
        if case.acts & {"complete"} and not case.stem and len(head.head) >= 4:
            return Verdict("title", "title", True, 0, head, True)
    if wins and (case.awarded or head.head in _ZONES) and head.kind in ("project", "institution", "programme"):
        return Verdict("title", "title", True, 0, head, True)
    return None


_ZONES = ("综合保税区", "综保区", "保税区", "保税物流中心", "自贸区", "自由贸易试验区")
"""Zones that only somebody above can give."""
_PLACES = (
    *("市", "县", "区", "镇", "乡", "村", "城", "州", "旗", "校"),
    *("单位", "企业", "基地", "工厂", "团队", "社区", "家庭"),
)


_STARS = lazy("[^、，]{2}[345]A级?$")
"""The grade of a sight by itself: 青榄古城5A."""


_HONOURS = lazy(
    "(?![^，、]{0,20}(?:规划|布局|计划|名单))(?:国家级?|全国|省级|全省|自治区级|全区|中国|世界)[^，、的]{0,14}(?:示范|试点|先进|模范|优秀|百强|百佳|百优|十强|十佳|文明|卫生|最美|美丽|一流|双一流"
    "|高水平|绿色|特色|标杆|标准化|精品)[^，、的]{2,10}(?<![作动程度进上中列平务])$"
)
"""An honour by who gives it, whatever it is called: 国家级美丽示范河湖."""


def heritage(case: Case) -> Verdict | None:
    """青榄古窑申遗: what is to be on the list, whatever it ends with."""
    if not case.heritage or len(case.words) < 3 or case.only_place or case.known.tell_nothing(case.words):
        return None
    return Verdict("awarded", "title", True, 0, None, True)


_OF_PLACES = lazy("民族团结进步|法治政府|生态文明|全域旅游|乡村治理|信用体系|“|^(?:全国|国家|省级|全省)")
"""What a place sets an example of as a whole: 全域旅游示范创建."""


def awarded(case: Case) -> Verdict | None:
    """创建 with 全国 or 国家 before it and a place or a body behind: a title whatever its name."""
    if "win" in case.acts and case.words.endswith("示范") and _OF_PLACES.search(case.words):
        return Verdict("awarded", "title", False, 0, None, True)
    if "win" not in case.acts or not case.awarded or _OUR_OWN.search(case.words):
        return None
    if _STARS.search(case.words):
        return Verdict("awarded", "title", True, 0, None, True)
    if len(case.words) < 6:
        return None
    if case.words.endswith(_PLACES) and not case.only_place:
        return Verdict("awarded", "title", True, 0, None, True)
    if case.head is None and _HONOURS.match(case.words):
        return Verdict("awarded", "title", True, 0, None, True)
    return None
