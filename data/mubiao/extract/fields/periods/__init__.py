"""The period of each fact, from the times around it, its paragraph and its section: ordered rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Decision, PassedOver, Rule, Words, able
from mubiao.extract.fields.periods import pairs
from mubiao.extract.fields.periods.bases import (
    built_on,
    doubling_ahead,
    from_base,
    from_founding,
    held_against,
    level_of_base,
    same_part_before,
    since_base,
    since_base_of_list,
    since_declared,
    since_end,
    since_plan,
    since_shared_base,
    since_told_base,
)
from mubiao.extract.fields.periods.cases import MOVED_TO, Case, Timing
from mubiao.extract.fields.periods.frame_years import within_section
from mubiao.extract.fields.periods.frames import Frames
from mubiao.extract.fields.periods.years import AGAINST_PLAN, YEARS
from mubiao.model import Claim, Measure, Role, Section
from mubiao.patterns import lazy

_YEARLY = lazy(r"年度(?:计划)?投资|当年计划投资")
_BEGUN = lazy(r"^(?:\d{1,2}月)?(?:开始|启动|起步|以来|起)")
_TERM = lazy(
    r"(?:过去|近|这)[的]?五年|五年来|本届政府|[“\"]?十[一二三四五]?五[”\"]?(?:时期|期间)",
    holds=("五年", "十", "本届政府"),
)


def decide(case: Case) -> Decision[Timing]:
    """The period of a quantity whose claim and measure are known, by the first rule that knows it."""
    plain = case.claim is not Claim.PLAN and case.base is None and not case.from_to and not case.several
    plain = plain and case.claim_rule != "budgeted"
    plain = plain and (not case.grows or case.frames.declared(case.mention) is None)
    found = None if plain else _first(FIRST, case)
    found = found or _first(YEARS if case.several and not case.since else YEAR, case)
    if found is None:
        raise AssertionError("the last rule knows every number")
    if case.claim is Claim.ACTUAL:
        found = _until_now(case, found)
    source = (case.section.path or "document") if found.rule.startswith("section") else None
    return Decision("periods", found.rule, found, found.evidence, (), source)


def _until_now(case: Case, found: Timing) -> Timing:
    """What has happened in years that are still running has happened until now: “十四五”, told in 2023, to 2022."""
    first, _, last = (found.period or "").partition("/")
    year, past = case.clock.year, case.clock.past
    if not (first.isdigit() and last.isdigit()) or year is None or past is None or int(last) <= year:
        return found
    if int(first) > past:
        return found
    return found._replace(period=f"{first}/{past}" if int(first) < past else first)


def _first(rules: tuple[Rule[Case], ...], case: Case) -> Timing | None:
    """What the first rule says that knows the case; those whose need it does not meet are not asked."""
    marks = case.mention.marks
    growth = "growth" if case.measure is Measure.GROWTH else ""
    average = "average" if "average" in marks else ""
    moved = "" if MOVED_TO.isdisjoint(marks) else "moved"
    for rule in able(rules, growth, average, moved):
        found: Timing | None = rule.find(case)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=1024)
def _of_term(path: str) -> bool:
    """Whether headings say that a term or several years are told of."""
    return _TERM.search(path) is not None


def passed_over(frames: Frames, mention: Mention, section: Section, decided: Decision[Timing]) -> Iterator[PassedOver]:
    """The times of the sentence that do not hold for the number."""
    held = {words.start for words in decided.evidence if words.role == "time"}
    for time, reason in frames.passed_over(mention, section):
        if time.start not in held:
            yield PassedOver(time.period or time.words, reason, Words("time", time.start, time.end))


# ── the rules ──


def _after_completion(case: Case) -> Timing | None:
    """What a works will yield when it is built is of no year."""
    planned = case.claim is Claim.PLAN and case.claim_rule == "after-completion"
    return Timing(None, False, case.comparison, "after-completion") if planned else None


def _budget(case: Case) -> Timing | None:
    """A budget and what it was adjusted to are of one year: 由年初的3.2亿元调整为3.5亿元."""
    if case.claim_rule != "budgeted":
        return None
    if not case.from_to:  # 上半年完成年初预算24亿元的60%: of the year
        part = len(case.period or "") > 4 and case.measure is Measure.LEVEL
        return case.say((case.period or "")[:4], case.how) if part and "/" not in (case.period or "-/")[:5] else None
    return case.say((case.own.period if case.own else None) or case.default, case.how)


def _yearly_investment(case: Case) -> Timing | None:
    """年度计划投资 in the news of a quarter is that of the year."""
    if case.claim is not Claim.PLAN or not case.default:
        return None
    yearly = _YEARLY.search(case.clause)
    return Timing(case.default[:4], False, case.comparison, "section") if yearly else None


def _cumulated(case: Case) -> Timing | None:
    """固定资产投资累计达960亿元 in the review of a term: of all its years."""
    if case.own is not None or not case.period or not case.period.isdigit():
        return None
    reviewed = case.section.period or ""
    years = case.section.role is Role.REVIEW and "/" in reviewed and "-" not in reviewed
    if not years and not _of_term(case.section.path):
        return None
    summed = case.measure in (Measure.LEVEL, Measure.CHANGE) and "累计" in case.clause
    summed = summed or (case.annual and AGAINST_PLAN.match(case.text, case.mention.quantity.outer_end) is not None)
    end = reviewed[-4:]
    earlier = summed and end.isdigit() and int(case.period) < int(end)
    if earlier and case.time is not None and _BEGUN.match(case.text[case.time.end : case.time.end + 8]):
        return case.say(f"{case.period}/{end}", case.how)  # 2007年开始建设，累计投入3亿元
    if summed and years and case.period == end:
        return case.say(reviewed, case.how)
    return case.say(f"{int(case.period) - 4}/{case.period}", case.how) if summed else None


def _annual_statement(case: Case) -> Timing | None:
    """In a paragraph of several years, a sentence that gives the figures of one: 初步统计."""
    if not case.several or case.stated or not case.clock.past or "average" in case.mention.marks:
        return None
    if case.from_to:
        return None  # 人均生产总值由2.9万元增加到4万元: the first is of the year before them
    return case.say(case.last, "annual-statement", False) if case.frames.annual(case.mention) else None


def _from_pair(case: Case) -> Timing | None:
    """优良率由2012年的90%提升到97%，浓度由34微克下降到26微克: the years of the first pair hold for the next."""
    if not case.from_to or case.own is not None:
        return None
    pair = case.frames.pair_before(case.mention)
    named = next((t for t in pair.times if not t.base and t.period), None) if pair is not None else None
    return case.say(named.period, "from-base", True, named) if named is not None else None


def _from_to_years(case: Case) -> Timing | None:
    """五年间由A提高到B: A is that of the year before them."""
    if not case.from_to or not case.several:
        return None  # 由“十一五”时期的8000万元增长到2亿元 has years of its own
    # 十年来, told in the course of a year, runs from its first year
    now = case.clock.this_year
    running = case.clock.past == now == case.clock.year and case.time is not None and case.time.words.endswith("年来")
    named = case.time is not None and _NAMED_BOTH.match(case.text, case.time.start - 1) is not None
    base = str(int((case.period or "")[:4]) - (not running and not named))
    return case.whole() if case.own else case.say(base, "from-to", False)


_NAMED_BOTH = lazy(r".?[从由](?:19|20)\d\d年?[到至]|[从由].?(?:19|20)\d\d年?[到至]")  # 从1950年到1954年，由A降低到B


def _from_to_year(case: Case) -> Timing | None:
    """由A提高到B in a year: A is that of the year before; in the review of a term, of five years before."""
    if not case.from_to or case.own is not None or not case.period or not case.period.isdigit():
        return None
    term = 5 if _of_term(case.section.path) else 1
    return case.say(str(int(case.period) - term), "from-to", False)


def _average(case: Case) -> Timing | None:
    """年均增长6% without years of its own takes those of its paragraph or its section."""
    if "average" not in case.mention.marks or not case.period or "/" in case.period:
        return None
    base = case.frames.base_year(case.mention)
    if base is not None and case.period.isdigit() and int(case.period) - int((base.period or case.period)[:4]) > 1:
        # 是2008年的1.8倍，年均增长10%: of the years since that base
        return case.say(f"{int((base.period or '')[:4]) + 1}/{case.period}", "average", None, base)
    opening = case.frames.paragraph(case.mention)
    near = opening if opening is not None and opening.multi else case.frames.last_span(case.mention)
    if near is not None:
        near = within_section(case.text, near, case.section)
        return case.say(near.period, "average", None, near) if near.period else None
    if "/" in (case.section.period or ""):
        return case.say(case.section.period, "average")
    past, due = case.clock.past, case.period
    ahead = case.claim is Claim.TARGET and case.time is not None and case.time.until and due.isdigit()
    if ahead and past is not None and past + 1 < int(due):
        return case.say(f"{past + 1}/{due}", "average")  # 到1997年的目标是：产值45亿元，年均增长9%
    if case.claim is Claim.ACTUAL and case.period.isdigit() and _of_term(case.section.path):
        return case.say(f"{int(case.period) - 4}/{case.period}", "average")  # “十五”期间回顾和2005年的工作
    begins = (
        case.claim is Claim.TARGET and case.how == "section" and case.period.isdigit() and int(case.period) % 5 == 1
    )
    # 年均 among the goals of the first year of a plan: of its five years
    return case.say(f"{case.period}/{int(case.period) + 4}", "average") if begins else None


def _held(case: Case) -> Timing:
    """The time that holds."""
    return case.whole()


_TWO_PAIRS = "产值由2013年的88亿元提高到2021年的190亿元。税收由2.1亿元提升到5.4亿元。"
FIRST: tuple[Rule[Case], ...] = (
    Rule("after-completion", _after_completion, "项目投产后，预计年产值60亿元。"),
    Rule("budget", _budget, "收入由年初的8000万元调整为9000万元。", "*"),
    Rule("yearly-investment", _yearly_investment, "到位资金比年度计划投资高5亿元。", "section"),
    Rule("built-on", built_on, "工业用电量在上年增长6%的基础上再增8%。", "stated"),
    Rule("since-declared", since_declared, "2023年出口86亿元，比2018年（下同）增长37%；进口增长12%。", "since-base"),
    Rule("since-base", since_base, "集成电路产值比2018年翻两番。"),
    Rule("since-plan", since_plan, "五年累计出口860亿元，比“十三五”时期增长1.3倍。", "since-base"),
    Rule("annual-statement", _annual_statement, "初步核算，全县地区生产总值增长6.4%。"),
    Rule("level-of-base", level_of_base, "地区生产总值较“十三五”末的423.1亿元增长64.9%。", "stated"),
    Rule("from-base", from_base, "人均生产总值由2万元提高到3.2万元，是2016年的1.6倍。"),
    Rule("from-pair", _from_pair, "合格率由2018年的90%提高到97%，能耗由0.6吨下降到0.5吨。", "from-base"),
    Rule("since-end", since_end, "党的十八大以来，高速公路里程增加到320公里。", "*-end"),
    Rule("same-base", pairs.same_base, _TWO_PAIRS, "same-years"),
    Rule("from-to-years", _from_to_years, "审批事项由356项减少到198项。", "from-to"),
    Rule("from-to", _from_to_year, "审批事项由356项减少到198项。"),
)
"""Asked first, of plans and where several years, a comparison or 「由A到B」 are told. `*` is where the time stands:
stated, paragraph or section."""
YEAR: tuple[Rule[Case], ...] = (
    Rule("same-part-before", same_part_before, "2023年造林3万亩，上年同期造林2万亩。", "stated"),
    Rule("held-against", held_against, "支出拟安排26亿元，比上年执行数24亿元增长7%。", "stated"),
    Rule("years-dealt", pairs.dealt, "2021年、2022年，出口分别增长6.2%和7.1%。", "stated"),
    Rule("from-founding", from_founding, "经济总量从建区时的50亿元发展到900亿元。", "from-to"),
    Rule("same-end", pairs.same_end, _TWO_PAIRS, "same-years", "moved"),
    Rule("since-told-base", since_told_base, "与1996年相比，地区生产总值增长67.3%。", "since-base", "growth"),
    Rule(
        "since-shared-base",
        since_shared_base,
        "2022年与2017年相比，粮食增长16%，棉花增长66%。",
        "since-base",
    ),
    Rule("doubling-ahead", doubling_ahead, "到2035年，城乡居民收入翻一番。", "since-base", "growth"),
    Rule(
        "since-base-of-list",
        since_base_of_list,
        "三年来，综合实力提升。2023年总产值890亿元，比2020年增长72%；财政收入96亿元，增长91%。",
        "since-base",
        "growth",
    ),
    Rule("cumulated", _cumulated, "2022年总产值470亿元；固定资产投资累计达960亿元。", "*"),
    Rule(
        "average-behind",
        pairs.behind,
        "年均增长8.3%，由2012年的210亿元增至2021年的430亿元。",
        "years-behind",
        "average",
    ),
    Rule("average", _average, "社会消费品零售总额两年平均增长6.3%。", needs="average"),
    Rule(
        "between",
        pairs.between,
        "产值由2013年的88亿元提高到2021年的190亿元，增长1.2倍。",
        "same-years",
        "growth",
    ),
    Rule("held", _held, "税收超2亿。", "*"),
)
"""Of any other. A need is a growth, or that the words before the number tell an average or what was moved to."""
