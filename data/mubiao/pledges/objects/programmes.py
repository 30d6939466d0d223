"""Whether an action, a paper or an event is one that can be followed: its name must say more than its field.

Some of the rules of `judging`.
"""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.pledges.objects.cases import Case, Verdict, carried, named_work, ordinal
from mubiao.pledges.objects.lending import ENTERS
from mubiao.pledges.objects.works import ACTIVE, LOOSELY

_LATIN = lazy(r"[A-Za-z]{2,}")
DRAWN_UP_ONLY = frozenset(("issue", "set_up"))
"""Of a paper, these say that it is drawn up; no work of art is issued."""


def programme(case: Case) -> Verdict | None:
    """A named action: its name says more than its field."""
    head = case.head
    if brought_in(case):
        return Verdict("programme", "programme", False, 0, head, True)
    if head is None:
        return None
    planned = head.kind == "policy" and head.head.endswith("计划") and not case.acts & DRAWN_UP_ONLY
    if not planned and carried(head, case.acts) != "programme":
        return None
    shared = case.known.heads.get(case.shared) if case.shared else None
    if (
        shared is not None
        and (shared.kind == "programme" or (shared.head == "工程" and case.item.borrowed))
        and (len(case.words) >= 6 or len(case.shared) >= 6)
        and not (case.shared in _LOOSE and _DOES.match(case.words))
    ):
        return Verdict("programme", "programme", False, 0, head, True)
    if head.head.endswith(_WORKED) and case.own and not case.marked and named_work(case):
        return Verdict("named", "project", True, 0, head, True)  # 青江亲水走廊提升工程
    if BATTLES.search(case.words) or (case.own and not case.item.listed and _SO_MANY_ACTIONS.fullmatch(case.words)):
        return Verdict("programme", "programme", False, 0, head, True)
    if head.head in _LOOSE and not (_LATIN.search(case.stem) or case.place or ordinal(case.stem)):
        named = len(case.stem) >= 3 and not case.known.tell_nothing(case.stem)
        ends = "complete" in case.acts and case.stem.endswith(_BODIES)  # 完成政府机构改革
        if ends or (named and head.head == "制度改革"):
            return Verdict("programme", "programme", False, 0, head, True)
        if named and head.head in _RESHAPED and _of_one_field(case):
            return Verdict("programme", "programme", False, 0, head, True)
        specific = head.head in _REFORMS and named
        plain = head.head == "改革" or not ("和" in case.stem or case.stem.endswith(_EVERYWHERE))
        if not (specific and plain) or case.stem.endswith(_FIELDS):
            return Verdict("refused:loose")
    if head.head in ("攻坚", "攻坚战") and case.own and not case.marked:
        field = case.known.head_of(case.stem)
        if case.known.tell_nothing(case.stem) or (field is not None and field.sort == "aim"):
            return Verdict("refused:loose")
    if not case.own and not case.marked and not case.place and len(case.words) < 8:
        return Verdict("refused:vague")
    if case.words.startswith(LOOSELY) and not case.marked and not (head.head.endswith("行动") and len(case.words) > 7):
        return Verdict("refused:vague")
    if head.head in _ACTIONS and case.stem in _ANY_FIELD:
        return Verdict("refused:vague")
    if len(case.words) >= 6 or case.place or _by_name(case):
        built = head.head.endswith("示范项目") and (not case.acts & {"other", "plan"} or "兆瓦" in case.words)
        return Verdict("programme", "project" if built else "programme", built, 0, head, True)
    return Verdict("refused:vague")


_WORKED = ("提升工程", "改造工程", "修复工程", "整治工程", "绿化工程", "提升改造工程", "治理工程")
"""What is done to a work that has a name is a work itself."""
BATTLES = lazy(
    "(?:臭氧|重污染天气|柴油货车|黑臭水体|入[河海]排污口|农业农村(?:面源)?污染|长江保护修复|黄河生态|散煤|噪声污染|塑料污染)"
    "[^，、]{2,8}(?:攻坚战?|标志性战役|歼灭战)?$(?<!污染)|(?<=[^，、]{2})[一二三四五两]年(?:攻坚战?|大会战)$"
)
"""Battles against one thing, which have a name of their own: 臭氧污染防治攻坚战."""
_SO_MANY_ACTIONS = lazy("[一-鿿]{4,12}[三四五六七八九十]大(?:专项|提升|攻坚)?行动")
"""Actions that are counted, of one field: 精神文明创建九大行动."""
_SUMS = ("工程", "行动", "专项行动", "计划", "活动")


def _by_name(case: Case) -> bool:
    """Whether a short action that is carried out has a name: 名师工程, 雨露计划."""
    if case.head is None or case.head.head not in ("工程", "行动", "计划") or "other" not in case.acts:
        return False
    return 2 <= len(case.stem) <= 3 and case.stem not in _NO_NAME and not case.known.tell_nothing(case.stem)


_NO_NAME = frozenset(
    (
        *(
            "自觉",
            "实际",
            "具体",
            "民心",
            "人口",
            "生物",
            "信息",
            "改革",
            "品牌",
            "年度",
            "攻坚",
            "提质",
            "突破",
            "政府",
        ),
        *("三项", "九大", "十大", "六大", "五大", "系统性", "统一", "联合", "共同", "志愿者", "有效", "日常"),
    )
)
_BODIES = ("机构", "事业单位", "林场", "企业", "公司制", "农垦", "医院")


_ACTIONS = frozenset(("行动", "治理行动", "整治行动", "攻坚行动", "提升行动"))
_ANY_FIELD = frozenset(("专项", "专项治理", "专项整治", "集中", "综合", "集中整治", "综合治理", "综合整治", "各类专项"))
"""What an action that is not told apart is on: 专项治理行动."""
_FIELDS = (
    *("领域", "体制", "体系", "制度", "机制", "机构", "建设", "结构性", "所有制", "划分", "单位", "国企", "企业"),
    *("林场", "林区", "医院", "系统", "评价", "执法", "课程", "服务"),
    *("配置", "金融", "教育", "经济", "市场化", "一体化"),
)
"""Of reforms that the country has everywhere: 公立医院改革."""
_RESHAPED = frozenset(("改革", "综合改革", "管理改革", "制度改革", "体制改革", "机制改革", "审批改革"))


def _of_one_field(case: Case) -> bool:
    """Whether a reform tells what is reformed, rather than a field that is reformed everywhere: 街道体制改革."""
    stem = _OF_FIELDS.sub("", case.stem)
    return len(stem) > 1 and not (_DOES.match(case.words) or case.known.tell_nothing(stem) or _PARTS.search(case.stem))


_OF_FIELDS = lazy(
    "政府|国防|军队|资源|基本公共|公共|生产|地方|[省市县]?[直属]|混合所有制|财税|财政|税收|金融|国资|国企|国有企业|国有资本|国有资产|医药卫生|医药|医疗|医保|卫生|公立医院|教育|职业|职教|高校|高等|基础|农业|农村|农垦|林场|林权|供给侧|结构性"
    "|户籍|投融资|投资|审批|行政|商事|经济|生态文明|文明|市场化|要素|科技|文化|人才|价格|电力|水务|能源|社会|保障|养老|收入|分配|土地|住房|价格"
    "|人事|职称|司法|执法|公安|机构|领域|体制|体系|制度|机制|管理|服务|关键|重点|其[他它]|配套|系统性|配置|评价|评估|分类|一体化|和|与|及|等|等级"
)
_PARTS = lazy("[、，的]|创新|模式|领域|环节|重点|社会事业|国企|国有企业|供给侧|市场体系|队伍|经营体系|开放型|参与|拓展")
_EVERYWHERE = ("管理", "行政", "办学", "生产", "卫生", "投融资")
"""Of reforms of management that the country has everywhere."""
_DOES = lazy("优化|规范|剥离|完善|健全|调整|强化|加强|理顺")
"""What such a reform does: 剥离…事务、规范…编制等改革."""
_REFORMS = frozenset(("改革", "管理改革", "体制改革"))
_LOOSE = frozenset(
    (
        *("改革", "综合改革", "管理改革", "制度改革", "体制改革", "机制改革", "审批改革", "活动", "攻坚战", "大会战"),
        *("战役", "保卫战", "歼灭战", "会战"),
    )
)
"""Programmes whose name must say more than their field."""


def brought_in(case: Case) -> bool:
    """Whether a list of campaigns holds something that is brought into schools or shops: 纸鸢进校园."""
    return (case.listed or case.shared in _SUMS) and not case.marked and ENTERS.search(case.words) is not None


def policy(case: Case) -> Verdict | None:
    """A document of one's own: it must say what it is on, and be still to come."""
    if case.head is None or case.head.kind != "policy":
        return None
    if not case.own and not case.place and len(case.words) < 4:
        return Verdict("refused:vague")
    if case.own and case.known.tell_nothing(case.stem) and len(case.words) < 6 and not case.place:
        return Verdict("refused:vague")
    if "refuse" in case.item.acts and not case.acts & DRAWN_UP_ONLY:
        return Verdict("refused:standing")
    if case.pushed and case.head.head in _PLANS and case.own and case.named and len(case.words) >= 6:
        return Verdict("policy", "policy", True, 0, case.head, True)  # 推进青白都市圈空间规划
    if case.acts & {"issue", "set_up", "start", "complete"} and (len(case.stem) >= 2 or len(case.words) >= 6):
        return Verdict("policy", "policy", True, 0, case.head, case.named)
    return Verdict("refused:standing")


_PLANS = frozenset(
    (
        "空间规划",
        "协同规划",
        "总体规划",
        "建设规划",
        "专项规划",
        "保护规划",
        "详细规划",
        "控制性详细规划",
        "修建性详细规划",
        "立法",
    )
)
"""Plans that somebody who pushes them on still draws up."""
_LOOSE_EVENT = frozenset(
    (
        *("各类", "系列", "主题", "大型", "重大", "专题", "群众性", "特色", "体育", "文化", "文体", "群众", "全民健身"),
        *("招商", "线上", "节庆", "精品", "专场", "高层次", "高规格"),
    )
)


def nth_event(words: str, acts: frozenset[str]) -> bool:
    """Whether what is held is the first or a later one of its sort, whatever it is called: 第八届青榄歌会."""
    return "hold" in acts and "届" in words and _NTH.match(words) is not None


_NTH = lazy(r"[^，、的]{0,12}(?:第[一二三四五六七八九十百\d]{1,4}|首|本)届[^，、的]{3,30}(?<![务作备障力设平])$")
"""A meeting by its number, and not what is done for it: 第八届青榄歌会筹备."""


def event(case: Case) -> Verdict | None:
    """A meeting, a festival, a race: one of its own, and not a sort of them."""
    if case.head is None or carried(case.head, case.acts) != "event":
        return Verdict("event", "event", True, 0, None, True) if nth_event(case.words, case.acts) else None
    if ACTIVE.search(case.words):
        return Verdict("refused:no-head")
    if case.head.sort == "name":
        return Verdict("event", "event", True, 0, case.head, True)
    loose = (
        not case.stem
        or case.stem in _LOOSE_EVENT
        or (len(case.head.head) < 2 and (case.known.tell_nothing(case.stem) or len(case.stem) < 2))
    )
    if loose and not case.place and not ordinal(case.words):
        return Verdict("refused:vague")
    return Verdict("event", "event", True, 0, case.head, case.named)


def covered(case: Case) -> Verdict | None:
    """全覆盖 of a named thing."""
    if not case.covered or case.head is None or case.head.sort == "aim" or len(case.words) < 6:
        return None
    return Verdict("covered", case.head.kind or "programme", False, 0, case.head, True)


def joint(case: Case) -> Verdict | None:
    """A list whose name sums it up: A、B和C“三大工程”."""
    if not case.item.joint:
        return None
    sort = case.words.rstrip("”")
    if sort.endswith(("工程", "行动", "计划", "试点", "改革", "攻坚")):
        return Verdict("joint", "programme", False, 0, None, True)
    kind = _joint_kind(case)
    return Verdict("joint", kind, True, 0, None, True) if kind else Verdict("refused:aim")


def _joint_kind(case: Case) -> str:
    """What a list with a name of its own is, where it holds meetings or works with names: 甲论坛、乙大会“两大活动”."""
    if case.words.endswith(("控制线", "红线")) and "issue" in case.acts:
        return "policy"
    sort, first = case.words.rstrip("”"), case.known.head_of(case.words[: max(case.words.find("、"), 0)])
    if first is None or case.made:
        return ""
    if sort.endswith("活动") and "hold" in case.acts and first.kind == "event":
        return "event"
    works = (
        (sort.endswith(_JOINT_WORKS) or _SO_MANY_EACH.search(sort) is not None)
        and first.kind in ("project", "institution", "title")
        and first.sort != "aim"
    )
    stem = case.words[: case.words.find("、") - len(first.head)]
    return "project" if works and not case.known.tell_nothing(stem) else ""


_SO_MANY_EACH = lazy("“(?:[一二两三四五六七八九十][街巷路桥隧馆园院河湖塔站港]){2,4}$")
"""What counts the works of a list, so many of each sort: “两街一巷”."""
_JOINT_WORKS = ("平台", "中心", "基地", "园区", "项目", "场馆")
