"""What is aimed at, planned or paid for by its own words, wherever it is told: 提出…的目标, 总投资10亿元."""

from __future__ import annotations

import re

from mubiao.extract.decisions import Words
from mubiao.extract.fields.claims.cases import Case, Claimed
from mubiao.extract.fields.periods.frames import PASSED
from mubiao.model import Claim
from mubiao.patterns import lazy

_AIMED_AT = lazy(
    r"提出|确[立定]|制定|制订|明确|设定|定下|锁定|朝着|瞄准|规划了?(?=[到至用在以])|描绘|绘就|绘制|勾画|勾勒|下达"
)
_AIM_BEHIND = lazy(
    r"[^。；;\n]{0,50}?的(?:总体|奋斗|发展|宏伟|战略|预期|工作|主要|阶段|增长|新|美好|远景){0,3}"
    r"(?:目标|蓝图|愿景|任务|思路)(?!.{0,6}(?:完成|实现|达成|如期|超额))",
    holds="的",
)
_REACH = 64
_MEANT = lazy(r"(?<!模)拟(?:在?[^，,。；;、\d]{0,8}?内?)(?:总|再)?投资(?:额|约)?$")  # 拟在五年内投资60亿元
_INVESTED = lazy(r"(?<!完成)(?<!累计)(?<!到位)(?<!实际)(?<!固定资产)投资(?:额|近|约|超过?|逾|达)?$")
_OF_WORKS = lazy(
    r"(?:以上|左右|余)?的[^，,。；;、\d]{2,24}?(?:项目|工程|生产线|基地|园区?|中心|综合体|[场厂馆站城]|酒店|医院|学校|小镇)"
)
_PLAN = lazy(
    r"总投资|(?<!模)拟(?:总|引进)?投资|拟引进(?:资金|内资|外资)|投资(?<![产会外间育发]..)(?:总额|规模)|计划投资|计划总投资|概算投资|预算总投资|概算|估算投资|规划(?:用地|面积|总|建设用地|占地|控制|范围|总面积|总用地|建筑|床位|装机|规模)|设计(?:能力|产能|年|规模|生产|处理|库容|时速|吞吐|通行|总)|总建筑面积|建成后|投产后|达产后|投用后|竣工后|运营后|项目占地|总占地|总库容|总装机|(?<![资基]金)总规模"
)
_PASSES = lazy(r"(?:突破|超过|跨越|迈上)了?$")
_GROWN = frozenset(["总装机", "总规模", "总库容"])
_SUMS = frozenset(["投资规模", "投资总额"])
_OF_ONE = lazy("项目|工程|基地|园|厂|中心")
_CARRIED_OUT = lazy(
    r"完成(?:年度|全年|当年|本年)?(?:计划)?总?投资|完成[^，,。；;\d的]{2,8}总投资|(?:完成|到位)了?[^，,。；;\d]{0,8}建设投资总?额"
)  # 确保完成年度计划投资: the year's work is the target
_DOING = lazy(r"完成|[带拉撬]动|吸引|引[进入导]|争取到?|利用|年内|当年|力争|确保|已|累计")
_SIZE = lazy(r"建筑面积|占地|用地|床位|产能|库容|装机|投资|长度|全长")
APPROVED = lazy(
    r"(?:人代会|人大|大会|会议)[^，,。；;\d]{0,8}(?:批准|通过|审议)的?(?:\d{4}年)?[^，,。；;\d]{0,12}?预算(?:总|收入|支出|收支)*(?:预算)?(?:总额|数)?(?:为|是)$"
)
"""A budget that a congress has approved."""
APPROVED_BEFORE = lazy(r"(?:批准|通过|审议)[^，,。；;]{0,24}?预算(?:总额|数)?(?:为|是)")
HELD_TO = lazy(r"(?:围绕|锚定|瞄准|紧扣|对标|盯住|紧盯|聚焦)[^，,。；;\d]{0,16}$")
"""A goal that work is held to."""
_BY_TODAY = lazy(r"(?:目前|迄今|至今)[，,]$")
_HAS = lazy(r"拥?有(?!望|效|序|力|关|所|机)|存有|达|共|建成|累计|已")
_WORKS = lazy(r"的?[^，,。；;]{2,12}(?:项目|生产线|工程|基地)")  # 年产30万吨的…项目
_LISTED_WORKS = lazy(  # 年产5万辆电动车、年产2万吨电解液的…项目
    r"的?[^，,。；;、\d]{1,12}[、和及]年产[\d.]+[^，,。；;、\d]{3,24}?(?:项目|生产线|工程|基地)"
)
_WORKS_OF = lazy(r"的[^，,。；;]{2,24}?(?:项目|生产线|工程|基地|产业园|公司|工业园)")
_COSTS = lazy(r"(?:^|[、总资由与和])(?<!完成)(?<!累计)投资约?$")
BUILT = ("成后", "产后", "效后", "用后", "工后", "营后", "之后", "可达")
PLANS = ("投资", "概算", "规划", "设计", "建筑", "占地", "总库容", "总装机", "总规模", *BUILT)
AIMS = ("目标", "蓝图", "愿景", "任务", "思路")
SIZES = ("建筑", "占地", "用地", "床位", "产能", "库容", "装机", "投资", "长度", "全长")
"""One of them stands wherever one of these patterns holds."""


_FALLS_SHORT = lazy(r"(?:欠|差|低|少|短)[^，,。；;]{0,14}(?:目标|计划|任务)$")  # 欠增长16%的目标2.6个百分点


def aimed_at(case: Case) -> Claimed | None:
    """提出到“十二五”末总产值突破500亿元、出口突破20亿美元的总体目标: what a sentence aims at, whenever it is read."""
    end = case.q.outer_end
    if case.ahead or _FALLS_SHORT.search(case.clause):
        return None
    told = _AIMED_AT.search(case.before)
    aimed = told and _AIM_BEHIND.match(case.text, end, end + _REACH)
    return case.say(Claim.TARGET, "aimed-at", case.at(told, case.start)) if aimed else None


_DEMANDED = lazy(
    r"(?:会议|大会|[他她]|书记|[省市区县州盟旗镇乡]长|主任|领导|同志|通知|方案|意见|文件)(?:还|最后|同时|指出并)?(?:要求|强调|号召)[，,：:]",
    holds=("要求", "强调", "号召"),
)
_OF_WHAT_IS = lazy(r"已|目前|以来|同比|了|上半年|去年|上年|累计|现有|前[一二三]季度|(?<![前内年])完成(?!后)|达[到成]")


def demanded(case: Case) -> Claimed | None:
    """会议要求，年底前改造老旧小区12个: what is asked for is to come, unless it is told of what there is."""
    if case.ahead or case.q.kind == "rank":
        return None
    told = _DEMANDED.search(case.before)
    if told is None or _OF_WHAT_IS.search(case.before, told.end()) or case.after.startswith("的"):
        return None
    return case.say(Claim.TARGET, "promised", case.at(told, case.start))


def works(case: Case) -> Claimed | None:
    """年产30万吨的…项目, 投资9亿元的…项目: what it is built for, and what it is to cost."""
    yearly = case.q.kind in ("measure", "count") and _YEARLY.search(case.clause) is not None
    made = yearly and (_WORKS.match(case.after) or _LISTED_WORKS.match(case.text, case.q.outer_end))
    costs = case.q.kind == "money" and case.q.qualifier in ("exact", "about") and _COSTS.search(case.clause)
    sized = made or (costs and _WORKS_OF.match(case.text, case.q.outer_end))
    end = case.q.outer_start
    if sized or _of_size(case):
        return case.say(Claim.PLAN, "planned-size", (Words("cue", end - 2, end),))
    return None


_YEARLY = lazy(r"[年日](?:产|处理|加工|屠宰|生产|转化)$")
_SIZED_WORKS = lazy(  # 推动1万吨聚葡萄糖、10万吨乙醇等重点项目开工: each of the list
    r"[^，,。；;、\d的]{2,14}?(?:项目|生产线|工程|基地|机组)"
    r"|[^，,。；;、\d的]{2,14}(?:、[^，,。；;、\n]{3,24}){0,12}等[^，,。；;、\d]{0,8}(?:项目|工程|生产线)"
)
_CAPACITIES = frozenset(("吨", "千瓦", "千伏安", "兆瓦", "立方米", "标准立方米", "千瓦时", "兆瓦时"))
_REACHES = lazy(r"(?:完成|实现|新增|累计|达到?|超过?|突破|生产|处理|种植|推广|总计|合计)[^，,。；;]{0,3}$")


def _of_size(case: Case) -> bool:
    """20万吨工业硅项目开工: how large a works is to be, in front of its name."""
    if case.q.kind != "measure" or case.q.unit not in _CAPACITIES or case.mention.marks or case.mention.group >= 0:
        return False
    if case.q.qualifier != "exact" or _SIZED_WORKS.match(case.text, case.q.outer_end) is None:
        return False
    return _REACHES.search(case.clause) is None


def invested_works(case: Case) -> Claimed | None:
    """投资6亿元的冷链物流园项目: what it is to cost, wherever it has got to."""
    if case.q.kind != "money" or "投资" not in case.clause[-6:]:
        return None
    if "拟" in case.clause and (meant := _MEANT.search(case.clause)):
        return case.say(Claim.PLAN, "planned-size", case.at(meant, case.clause_at))
    told = _INVESTED.search(case.clause) if _OF_WORKS.match(case.text, case.q.end, case.q.end + 40) else None
    return case.say(Claim.PLAN, "planned-size", case.at(told, case.clause_at)) if told else None


def planned_subject(case: Case) -> Claimed | None:
    """总投资10亿元, 设计能力…: a plan's own; but 总投资10亿元以上项目47个 counts projects that are there."""
    mention, kind = case.mention, case.q.kind
    if kind not in ("money", "measure", "count", "bare"):
        return None
    own = mention.subject + case.text[mention.left_start : mention.left_end]
    planned = _PLAN.search(own)
    if planned and (_CARRIED_OUT.search(own) or _CARRIED_OUT.search(case.gap)):
        return None
    if (
        planned
        and planned[0] in _GROWN
        and (mention.marks & {"level", "to_up"} or case.q.qualifier_text in PASSED or _PASSES.search(case.clause))
    ):
        return None  # 新能源总装机达到8000万千瓦 stands
    if not planned or (kind == "count" and "投资" in planned[0]):
        return None
    if planned and planned[0] in _SUMS and case.target_word and not _OF_ONE.search(own):
        return None  # 确保今年技改投资规模达到380亿元
    told = case.at(_PLAN.search(case.text, mention.left_start, mention.left_end), 0)
    nouns = (words for d in mention.decided if d.stage == "subjects" for words in d.evidence if words.role == "noun")
    return case.say(Claim.PLAN, "planned-size", told or tuple(words._replace(role="cue") for words in nouns))


def planned_gap(case: Case) -> Claimed | None:
    """The word of a plan stands before the number, beside another noun."""
    if case.q.kind not in ("money", "measure") or case.mention.elided:
        return None
    planned = _PLAN.search(case.gap)
    end = case.q.outer_start
    if planned and _CARRIED_OUT.search(case.gap):
        return None
    grown = planned[0] if planned and planned[0] in _GROWN else ""
    reached = grown != "总库容" and any("达" in word for word in case.mention.cue_words)
    if grown and (reached or "to_up" in case.mention.marks or case.q.qualifier_text in PASSED):
        return None  # 总规模突破300万千瓦, 五年投资总规模达6000亿元
    if planned and planned[0] in _SUMS and case.target_word and not _OF_ONE.search(case.gap):
        return None
    return case.say(Claim.PLAN, "planned-size", case.at(planned, end - len(case.gap))) if planned else None


def planned_before(case: Case) -> Claimed | None:
    """总投资10亿元，占地200亩: the size of what was planned in the same sentence."""
    if case.q.kind not in ("money", "measure") or not _SIZE.search(case.gap) or _DOING.search(case.gap):
        return None
    planned = _PLAN.search(case.text, case.mention.sentence_start, case.mention.gap_start)
    return case.say(Claim.PLAN, "planned-size", case.at(planned, 0)) if planned else None


def has_today(case: Case) -> re.Match[str] | None:
    """目前，全县拥有研发机构46家: what is there, in a plan, where 目前 has a comma behind it."""
    opened = _BY_TODAY.search(case.before, 0, max(0, case.clause_at - case.start))
    return opened if opened and _HAS.search(case.clause) else None
