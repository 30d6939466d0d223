"""Stage 8: has it happened, is it estimated, promised or planned.

The section decides first; the words of the sentence overrule it. A word holds from where it stands to the end of its
sentence, and a shared 预计 never covers the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mubiao.extract.context.contexts import Mention
from mubiao.extract.text.punctuation import last_of, marks
from mubiao.model import Claim, Role, Section
from mubiao.patterns import lazy

_FORCE = lazy(
    r"力争|争取|确保|预期|努力|计划|拟|将|目标|规划|要求|必须|不突破|不低于|预定|预计|有望|不少于|争创|保持|稳定|控制|基本"
)
_FORCE_WORD = lazy(r"力争|争取|确保|预期|努力|计划|规划|预计|拟|有望|将")
_ESTIMATE = lazy(r"预计|预估|估算|预测|有望")
_ESTIMATED = lazy(r"[(（](预计)数?")
_PRELIMINARY = lazy(r"初步(?:统计|核算|测算)|快报|据统计")
_PROMISE = lazy(
    r"力争|争取(?=在|实现|到|新|年|全|于|建|完|今|明|开|早|尽)|确保|将(?=于|在|建|实|投|新|完|继|全|达|达到|有|开|形|打|再|启|对|以|推|力|累|超|进|培|引|扩|增)|目标(?:任务)?(?:是|为|：|:|初步)|明年|预期目标|主要目标|计划(?=到|在|于|新|建|完|用|实|三|五|年|今|明)|将(?:(?<=我们将)|(?<=[市区县镇省也还必都即]将))|拟(?=投|建|新|于)"
)
_DONE = lazy(
    r"已经?(?=建|有|完|投|入|签|开|在|达|形|实|成|落|累|超|突|获|被|整|推|拨|惠|覆|引|培|发|竣|办|与|集|吸|举|连|启|通|派|安|从|向|成|全|基|拥|聚|经)|目前|截至|截止|迄今|至今|现有|累计已|(?:去年|上年|过去)(?<![比较同]..)"
)
_FULFILLED = lazy(r"完成|超额|达到|实现了|超过")
_GOAL = lazy(r"目标(?:定为|订为|设定为|设定在|定在|为|是|在)?[^，,。；;完成]{0,3}$|增长目标[^，,。；;]{0,4}$|预期增长$")
_PLAN = lazy(
    r"总投资|(?<![产会外间育发])投资(?:总额|规模)|计划投资|计划总投资|概算投资|预算总投资|概算|估算投资|规划(?:用地|面积|总|建设用地|占地|控制|范围|总面积|总用地|建筑|床位|装机|规模)|设计(?:能力|产能|年|规模|生产|处理|库容|时速|吞吐|通行|总)|总建筑面积|(?:建成|投产|达产|投用|竣工|运营)后|项目占地|总占地|总库容|总装机|总规模"
)
_GROWN = frozenset(["总装机", "总规模", "总库容"])
_CARRIED_OUT = lazy(r"完成(?:年度|全年|当年|本年)?计划投资")  # 确保完成年度计划投资 promises the year's work
_DOING = lazy(r"完成|年内|当年|力争|确保|争取|已|累计")
_SIZE = lazy(r"建筑面积|占地|用地|床位|产能|库容|装机|投资|长度|全长")
_AFTER_COMPLETION = lazy(r"(?:建成|投产|达产|投用|竣工|运营|建成达产|全部建成|建成投产)(?:之)?后|年产值可达|可达产")
_OLD_TARGET = lazy(
    r"(?:年初|原定|预定|预期|既定|计划|确定的?|下达的?|提出的?)(?:预定|预期|确定|制定|提出|下达)?的?[^，,。；;]{0,14}$"
)
_OLD_TARGET_AFTER = lazy(r"(?:以[上下内]|左右)?的(?:[^，,。；;]{0,8})(?:目标|任务|计划|要求)")
_WORKS = lazy(r"的?[^，,。；;]{2,12}(?:项目|生产线|工程|基地)")  # 年产30万吨的…项目
_SETTLED = lazy(
    r"[^，,。；;]{0,9}(?:全部|均已?|已|如期|全面|顺利|基本)(?:完成|办结|办成|建成|落实|兑现|达成|实现|开工|投)"
)
_OVERACHIEVED = lazy(r"(?:超额?(?:完成|过)?|完成|低于|高于|超过|达到|实现了?)[^，,。；;]{0,16}$")
_CLAUSE = marks("，,；;。：:")
_COMMA = marks("，,；;。")

SAID: dict[str, re.Pattern[str]] = {
    "quoted-target": lazy("年初|原定|预定|预期|目标|任务|计划|要求"),
    "planned-size": _PLAN,
    "after-completion": _AFTER_COMPLETION,
    "done-in-plan": _DONE,
    "since-then-in-plan": lazy("以来"),
    "promised": lazy(f"{_PROMISE.pattern}|目标"),
    "promised-in-review": _PROMISE,
    "estimated": _ESTIMATE,
}
"""Rule → the words that it goes by, for explanations."""
CUES: dict[Claim, re.Pattern[str]] = {Claim.TARGET: _PROMISE, Claim.ESTIMATE: _ESTIMATE, Claim.ACTUAL: _DONE}
"""Claim → words that speak for it, whether they decide or not."""


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """The claim, the wording that made it, and whether a target belongs to the year under review."""

    claim: Claim
    force: str | None
    rule: str
    past_target: bool = False


def read(
    text: str, mention: Mention, section: Section, frame_year: int | None, past: int | None, since: bool = False
) -> ClaimReading:
    """The claim of a mention.

    frame_year: the year that the fact's own time expression names, if it has one.
    since: the paragraph tells what has come about since a year, from A to B.
    """
    q = mention.quantity
    before = text[max(mention.statement_start, q.outer_start - 400) : q.outer_start]
    clause = before[last_of(_CLAUSE, before) + 1 :]
    after = text[q.outer_end : q.outer_end + 14]
    ahead = section.role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE)
    force = _last(_FORCE_WORD, before)
    reached = clause + text[q.outer_start : q.start]  # 低于4.5%的控制目标: the word that bounds it tells too
    if _OLD_TARGET_AFTER.match(after) and (_OVERACHIEVED.search(reached) or _OLD_TARGET.search(clause)):
        return ClaimReading(Claim.TARGET, force, "quoted-target", past_target=not ahead)
    if (
        not ahead
        and not _SETTLED.match(after)
        and q.kind != "point"
        and re.search(r"(?:年初|原定|预定|预期)(?:预定|预期|确定|制定)[^，,。；;]{0,12}$", clause)
    ):
        return ClaimReading(Claim.TARGET, force, "quoted-target", past_target=True)
    if clause.endswith("年产") and q.kind == "measure" and _WORKS.match(after):
        return ClaimReading(Claim.PLAN, force, "planned-size")
    if _AFTER_COMPLETION.search(text, max(mention.sentence_start, q.outer_start - 60), q.outer_start):
        return ClaimReading(Claim.PLAN, force, "after-completion")
    own = mention.subject + text[mention.left_start : mention.left_end]
    planned = _PLAN.search(own) if not _CARRIED_OUT.search(own) else None
    if planned and planned[0] in _GROWN and mention.marks & {"level", "to_up"}:
        planned = None  # 新能源总装机达到8000万千瓦 stands
    # 总投资10亿元以上项目47个 counts projects that are there.
    if planned and q.kind in ("money", "measure", "count", "bare") and not (q.kind == "count" and "投资" in planned[0]):
        return ClaimReading(Claim.PLAN, force, "planned-size")
    gap = text[mention.gap_start : q.outer_start]
    gap = gap[last_of(_COMMA, gap) + 1 :]
    if q.kind in ("money", "measure") and not mention.elided and _PLAN.search(gap):
        return ClaimReading(Claim.PLAN, force, "planned-size")
    if (
        q.kind in ("money", "measure")
        and _SIZE.search(gap)
        and not _DOING.search(gap)
        and _PLAN.search(text, mention.sentence_start, mention.gap_start)
    ):
        return ClaimReading(Claim.PLAN, force, "planned-size")
    if ahead:
        if since and not _PROMISE.search(before):
            return ClaimReading(Claim.ACTUAL, None, "since-then-in-plan")
        if frame_year is not None and section.period == str(frame_year):
            frame_year = None  # an article that announces the works of its own year
        return _ahead(mention, before, clause, force, frame_year, past)
    return _back(text, mention, section, before, clause, force, frame_year, past)


def _ahead(
    mention: Mention, before: str, clause: str, force: str | None, frame_year: int | None, past: int | None
) -> ClaimReading:
    done = _DONE.search(clause)
    if done and not _PROMISE.search(clause):
        return ClaimReading(Claim.ACTUAL, None, "done-in-plan")
    if "以来" in before and not _PROMISE.search(before):
        return ClaimReading(Claim.ACTUAL, None, "since-then-in-plan")
    if frame_year is not None and past is not None and frame_year <= past:
        return ClaimReading(Claim.ACTUAL, None, "past-year-in-plan")
    return ClaimReading(Claim.TARGET, force, "section-ahead")


def _back(
    text: str,
    mention: Mention,
    section: Section,
    before: str,
    clause: str,
    force: str | None,
    frame_year: int | None,
    past: int | None,
) -> ClaimReading:
    promise = _PROMISE.search(before) or (_GOAL.search(clause) if not _FULFILLED.search(clause) else None)
    future = frame_year is not None and past is not None and frame_year > past
    if section.role in (Role.NEWS, Role.OTHER) and (promise or future):
        return ClaimReading(Claim.TARGET, force, "promised")
    if future:
        return ClaimReading(Claim.TARGET, force, "future-year")
    noted = _ESTIMATED.match(text, mention.quantity.outer_end)
    if noted:
        return ClaimReading(Claim.ESTIMATE, noted[1], "estimated")
    estimate = _ESTIMATE.search(before)
    if estimate and not _PRELIMINARY.search(before[estimate.end() :]):
        return ClaimReading(Claim.ESTIMATE, estimate[0], "estimated")
    if (
        promise
        and promise[0] in ("力争", "确保")
        and section.role is Role.REVIEW
        and promise.start() > len(before) - 24
    ):
        return ClaimReading(Claim.TARGET, force, "promised-in-review")
    return ClaimReading(Claim.ACTUAL, None, "section-back")


def _last(pattern: re.Pattern[str], words: str) -> str | None:
    found = None
    for match in pattern.finditer(words):
        found = match[0]
    return found
