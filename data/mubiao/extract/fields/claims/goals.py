"""Goals that are told beside what came of them: quoted, set before, budgeted, handed down."""

from __future__ import annotations

from mubiao.extract.fields.claims import aims
from mubiao.extract.fields.claims.cases import Case, Claimed
from mubiao.model import Claim, Role
from mubiao.patterns import lazy

_OLD_TARGET = lazy(
    r"(?:年初|原定|预定|预期|既定|计划|确定的?|下达的?|提出的?)(?:预定|预期|确定|制定|提出|下达)?的?[^，,。；;]{0,14}$"
)
_OLD_TARGET_AFTER = lazy(r"(?:以[上下内]|左右)?的(?:[^，,。；;]{0,8})(?:目标|任务|计划|要求)", holds="的")
_BUDGETED = lazy(
    r"(?:年初|调整后?的?|批准的?|年度)(?:的|代编)?(?:收入|支出|一般公共|政府性基金|收支|总)*预算(?:数|总额|指标|调整)*(?:为|是|[:：]|安排)?"
    r"(?:(?!完成|实现|执行|决算|占|达|增长|下降)[^，,。；;\d]){0,24}$"
    r"|(?:(?:19|20)\d\d年|明年|今年)[^，,。；;\d]{0,12}?预算(?:拟)?安排(?:为)?$"
)
_OF_BUDGET = lazy(r"[占为](?:年初|年度|调整后?|全年)预算(?:数)?$")  # 为年初预算61.2%: how much of it
_ADJUSTED = lazy(r"由年初(?:预算)?(?:数)?的?$|由年初[^，,。；;]{1,24}调整(?:为|到|至)$", holds=("由年初",))
_RATE_MOVED = lazy("[降增涨跌减]幅[已]?由年初的?$|增速[已]?由年初的?$", holds="由年初")  # 降幅由年初的9%收窄到3%
_RESET = lazy(
    r"(?<!由)(?:年中|年底|期中|中期|年末|后|预算|批准|执行中)[^，,。；;\d]{0,4}?调整(?:预算)?(?:为|至|到|数为)$"
    r"|[，,](?:调整|调减|调增|核减)(?:预算)?(?:为|至|到)$"
)
_AIM_MOVED = lazy(r"(?:目标|任务|计划|指标)数?由年初")
_PLANNED_RATE = lazy(
    r"(?<![超完成比占为])(?:年度?|年初)计划(?:(?:目标|数|指标)?(?:为|是)(?:增长)?|增长|下降)$|[(（](?:年度?|年初|全年)计划(?:增长)?$"
)
_HANDED_DOWN = lazy(
    r"(?:(?:下达|分配|交办|分解|核定)[^，,。；;]{0,24}?(?:目标|任务|计划|指标)|(?:年度|全年|年初|目标)[^，,。；;]{0,8}?(?:目标|任务)"
    r"|任务指标)(?:任务|指标|计划|数){0,6}(?:为|是|[:：])?$"
    r"|(?:全年|年初|年度)计划(?=[新营建实培引改造招修发])[^，,。；;\d的]{1,14}$"  # 全年计划造林9万亩，上半年…
)
_BEYOND = lazy(r"超(?!额)[出过]?[^，,。；;\d]{0,12}$")  # 超出市级任务指标6000万元: by how much it was surpassed
_BUDGET_REACH = 60
_BUDGETED_BEFORE = 160  # characters in which the budget at the start of the year has been told
_SETTLED = lazy(
    r"[^，,。；;\d]{0,20}(?:全部|均已?|已|如期|全面|顺利|圆满|基本)(?:完成|办结|办成|建成|落实|兑现|达成|实现|开工|投)"
    r"|[^，,。；;\d]{0,12}完成(?:年度|全年)(?:目标)?任务"
    r"|[^，,。；;\d]{0,20}(?:件件|项项|个个)[^，,。；;\d]{0,2}(?:落实|落地|着落|回音|成效)"
)
_OVERACHIEVED = lazy(r"(?:超额?(?:完成|过)?|完成|欠|未达到?|距离?|低于|高于|超过|达到|实现了?)[^，,。；;]{0,16}$")
_GOALS_SET = lazy(
    r"(?:会议|人代会|人大|大会|年初|政府)[^。；;\n]{0,12}?(?:提出|通过|确定|批准|下达)的?[^。；;\n]{0,30}?(?:指标|目标|任务)(?:任务)?[，,]?(?:是|为(?!民|企|了|群)|[:：]|争取|力争)"
)
_CAME_TO = lazy(r"完成|达到|结果|实际|超过|实现了|执行")
_SET_BEFORE = lazy(r"(?<![比较过])(?:年初|原定|预定|预期)(?:预定|预期|确定|制定)[^，,。；;]{0,12}$")


def quoted_target(case: Case) -> Claimed | None:
    """低于4.5%的控制目标, 完成6%的年度目标: the target that an outcome is held against."""
    behind = _OLD_TARGET_AFTER.match(case.after)
    if not behind:
        return None
    # The word that bounds the number tells too.
    reached = case.clause + case.text[case.q.outer_start : case.q.start]
    if not any(words.search(reached) for words in (_OVERACHIEVED, _OLD_TARGET, aims.HELD_TO)):
        return None
    return case.say(Claim.TARGET, "quoted-target", case.at(behind, case.q.outer_end), not case.ahead)


def target_set_before(case: Case) -> Claimed | None:
    """年初预定增长6%: the target of the year under review."""
    if case.ahead or case.q.kind == "point" or _SETTLED.match(case.text, case.q.outer_end):
        return None
    told = _SET_BEFORE.search(case.clause)
    return case.say(Claim.TARGET, "quoted-target", case.at(told, case.clause_at), True) if told else None


def goals_set(case: Case) -> Claimed | None:
    """会议通过的2023年主要指标是：…增长7%: the targets of the year under review."""
    if case.ahead or case.section.role is not Role.REVIEW or case.q.kind == "point":
        return None
    told = _GOALS_SET.search(case.before)
    if told is None or _CAME_TO.search(case.before, told.end()):
        return None
    return case.say(Claim.TARGET, "quoted-target", case.at(told, case.start), True)


def budgeted(case: Case) -> Claimed | None:
    """年初预算为3.2亿元, 由年初的3.2亿元调整为3.5亿元: what was to come in, not what did."""
    if case.ahead or case.q.kind not in ("money", "percent", "measure"):
        return None
    start = max(case.start, case.q.outer_start - _BUDGET_REACH)
    near = case.text[start : case.q.outer_start]
    told = _ADJUSTED.search(near)
    if case.q.kind == "measure" and not (told and _AIM_MOVED.search(near)):
        return None  # 产量目标由年初的340万吨调整为325万吨
    first = max(0, case.q.outer_start - _BUDGETED_BEFORE)
    begun = case.text.find("年初预算", first, case.q.outer_start) >= 0
    if told is None and (begun or aims.APPROVED_BEFORE.search(case.before)):
        told = _RESET.search(near)  # 年初预算4.6亿元，年中调整为4.3亿元
    if told is None and not case.mention.of and not (case.q.kind == "percent" and _OF_BUDGET.search(near)):
        told = _BUDGETED.search(near) or aims.APPROVED.search(near)
    if told is None and _SETTLED_AT.match(case.text, case.q.outer_end):
        told = _PLAIN_BUDGET.search(near)  # 财政支出预算21亿元，调整预算24.6亿元，支出决算24.1亿元
    if told is None or _PASSED.search(near, told.start()) or _RATE_MOVED.search(near):
        return None
    if _BEYOND.search(near) and not near.endswith("的"):
        return None  # 超过年度预算15.3%: by how much it was surpassed
    return case.say(Claim.TARGET, "budgeted", case.at(told, start), True)


_PLAIN_BUDGET = lazy(r"(?:收入|支出)预算(?:数)?(?:为|是)?$")
_SETTLED_AT = lazy(
    r"[，,；;][^，,。；;\d]{0,10}?(?:调整预算|调[整减增](?:为|至|到)|决算|实际(?:完成|执行|支出)|完成|执行)[^，,。；;\d]{0,6}\d"
)


def planned_beside(case: Case) -> Claimed | None:
    """投资计划完成45亿元，实际完成52亿元: the plan that an outcome stands beside."""
    if case.mention.of or case.q.kind == "point":
        return None
    behind = case.text[case.q.outer_end : case.q.outer_end + _NEXT]
    told = _PLANNED.search(case.clause) if "实际" in behind and _IN_FACT.match(behind) else None
    if told is None and "完成" in behind and _THEN_DONE.match(behind):
        told = _PLANNED_FIRST.match(case.clause)  # 计划整治河道32公里，已完成30公里
    return case.say(Claim.TARGET, "quoted-target", case.at(told, case.clause_at), True) if told else None


def came_true(case: Case) -> Claimed | None:
    """…计划增长26%，实际增长29%: what a plan came to, whatever the target was before."""
    told = _TRULY.match(case.clause)
    planned = told and _PLANS.search(case.before, 0, case.clause_at - case.start)
    return Claimed(Claim.ACTUAL, None, "done-beside-plan", False, case.at(told, case.clause_at)) if planned else None


_NEXT = 16
_PLANNED = lazy(
    r"(?:计划|任务)(?:数|指标|目标)?(?:为|是|[:：])?(?:增长|下降|完成|安排|新增|引进|到位|新建|收入|支出)?$"
)
_IN_FACT = lazy(r"(?:以上|左右|以内)?[，,；;、（(]?[^，,。；;、\n\d]{0,6}实际")
_THEN_DONE = lazy(r"[，,](?:目前|现)?已?完成\d")
_PLANNED_FIRST = lazy(r"(?:(?:19|20)\d\d年|今年|去年)?(?:[全我][省市县区州旗镇])?计划(?!外)[^，,。；;\d]{2,12}$")
_TRULY = lazy(
    r"(?:但|而)?(?:[全我](?:[省市县区州旗]))?实际(?!直接|利用|使用|有效|吸[收引纳]|到[账位](?:[内外]资|资金|[境省市区县国]))(?:[^，,。；;\n\d]{0,8})$"
)
_PLANS = lazy("计划|预算(?!内|外|总?[收支])|任务|目标|预期")
_PASSED = lazy(r"[超短]收|[增减]收|[超节]支")  # 比年初预算超收259万元 has happened


def planned_rate(case: Case) -> Claimed | None:
    """增长5.1%（年计划为6%）: the target beside its outcome."""
    if case.ahead or case.mention.of or case.q.kind not in ("money", "percent"):
        return None
    told = _PLANNED_RATE.search(case.clause)
    return case.say(Claim.TARGET, "quoted-target", case.at(told, case.clause_at), True) if told else None


def handed_down(case: Case) -> Claimed | None:
    """市下达就业目标7200人，实际完成8136人; 年度任务为7200人: what a place was told to reach."""
    if case.ahead or case.mention.of or case.q.kind == "point":
        return None
    told = _HANDED_DOWN.search(case.clause)
    met = told and (_BEYOND.search(case.clause, 0, told.start()) or _CAME_TO.search(case.clause, 0, told.start() + 2))
    if told is None or met or _SETTLED.match(case.text, case.q.outer_end):
        return None
    return case.say(Claim.TARGET, "quoted-target", case.at(told, case.clause_at), True)
