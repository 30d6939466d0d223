"""The period of each fact, from the times around it, its paragraph and its section: ordered rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mubiao.extract.context.clock import Clock
from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times import Time, with_year
from mubiao.extract.decisions import Decision, PassedOver, Rule, Words, once
from mubiao.extract.fields.frames import Frames, comparison, default, holds, within_section, year
from mubiao.lexicon import indicators
from mubiao.model import Claim, Measure, Role, Section
from mubiao.patterns import last_of, lazy, marks

_YEARLY = lazy(r"年度(?:计划)?投资|当年计划投资")
_EACH_YEAR = lazy(r"每年|年均")
_FLOW = lazy(
    r"累计|新增|新设|开行|筹集|筹措|新登记|新注册|净增|新建|建成|完成|改造|投入|新改扩建|开工|竣工|增加|总量|转移|接待|发放|引进|培训|实施|带动|脱贫|减少|下降|增长|提高|翻|解决|帮助|搬迁|安置|新开工"
)
_HELD = lazy(r"(?:用户|人口|里程|容量|吞吐量|能力|余额|保有量|床位|规模|总量)(?:数)?$")
_PASSED = frozenset(["突破", "超", "超过", "超出", "逾"])  # an amount that is passed stands at the end of the years
_STOCK = lazy(r"形成|拥有|现有|已有|保有|共有|入围|入选|跻身|建成区面积|(?:数量|总数|总量)$")
_CUMULATED = lazy(r"累计|共计|五年(?:来)?共|新增|总共")
# What is held against five years is the sum of five: 出口161.9亿美元，比“九五”时期增长1.3倍
_AGAINST_PLAN = lazy(
    r"[、，,](?:为|是|比|较)[“\"]?(?:十[一二三四五六]?|[八九])五[”\"]?(?:计划)?(?:时期|期间)?(?!期?末|[”\"]?(?:计划)?期?末)"
)
_TOLD_BASE = lazy(r"[比较与和同](?P<year>(?:19|20)\d{2})年[末底]?(?:相比[，,]?[^，,。；;]{0,16}|的[^，,。；;]{1,16})$")
_STEPS = lazy(r"(?:接连|相继|先后|连续)(?:跃上|迈上|跨上|突破|跨越|站上)[^，,。；;]{0,200}$")
_PER_HEAD = lazy(r"人均|余额|率|人口")
_TERM = lazy(r"(?:过去|近|这)[的]?五年|五年来|本届政府|[“\"]?十[一二三四五]?五[”\"]?(?:时期|期间)")
_CLAUSE = marks("，,；;。")
_REACHED = frozenset(["level", "to_up", "to_down"])
_MOVED_TO = frozenset(["to_up", "to_down"])


class Timing(NamedTuple):
    """The period of a fact and how it was found."""

    period: str | None
    stated: bool
    comparison: str | None
    rule: str
    evidence: tuple[Words, ...] = ()


@dataclass(kw_only=True)
class Case:
    """A quantity whose period is asked for: what is known of it, and what the rules look at."""

    text: str
    mention: Mention
    frames: Frames
    frame: Time | None  # frames.frame(mention, section)
    section: Section
    clock: Clock
    claim: Claim
    claim_rule: str
    measure: Measure
    indicator: str | None
    from_to: bool  # the first of 「由A提高到B」

    def __post_init__(self) -> None:
        mention, section = self.mention, self.section
        self.base = next((t for t in mention.times if t.base), None)  # what the number is compared with
        self.comparison = comparison(mention, self.base)
        own = (within_section(self.text, t, section) for t in mention.times if not t.base and t.period)
        self.own = next(own, None)  # a time that stands at the number
        self.default = default(section, self.clock, self.claim, mention.subject)
        self.time, self.how = self._held()  # the time that holds for it, and where that stands
        period = with_year(self.time.period, year(self.default, self.clock)) if self.time is not None else None
        self.period = self.default if period is None else period
        self.stated = self.how == "stated"
        self.several = self.period is not None and "/" in self.period and "-" not in self.period
        self.since = self.time is not None and self.time.since
        self.last = (self.period or "")[-4:]

    def _held(self) -> tuple[Time | None, str]:
        """The time of the number, of its sentence or of its paragraph; None where the section's holds."""
        time, how = self.own or self.frame, "stated"
        if time is not None:
            return time, how
        how = "section"
        opening = self.frames.paragraph(self.mention)
        if opening is not None and holds(opening, self.section, self.claim):
            time, how = opening, "paragraph"
        if self.claim is Claim.ACTUAL and self.section.role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE):
            near = self.frames.last_span(self.mention)
            if near is not None and near.since:
                return near, "paragraph"  # 党的十八大以来，…。经济总量从…增长到…, told in a plan
        return time, how

    @once
    def words(self) -> tuple[Words, ...]:
        """The time that holds, and the times that the number is compared with."""
        time = () if self.time is None else (Words("time", self.time.start, self.time.end),)
        return (*time, *(Words("base", t.start, t.end) for t in self.mention.times if t.base))

    @once
    def reached(self) -> bool:
        """Whether the words before the number tell what stands at the end."""
        return bool(self.mention.marks & _REACHED)

    @once
    def annual(self) -> bool:
        """Whether the number is the level of a statistic of a year."""
        return self.measure is Measure.LEVEL and _is_annual(self.indicator)

    @once
    def clause(self) -> str:
        """The words of the clause before the number, or before its list."""
        clause = self.text[max(self.mention.sentence_start, self.mention.anchor - 30) : self.mention.anchor]
        return clause[last_of(_CLAUSE, clause) + 1 :]

    @property
    def grows(self) -> bool:
        """Whether the number is a growth or a change."""
        return self.measure in (Measure.GROWTH, Measure.CHANGE)

    def say(self, period: str | None, rule: str, stated: bool | None = None, words: Time | None = None) -> Timing:
        """A period, with the time that holds as evidence or another one."""
        evidence = self.words if words is None else (Words("time", words.start, words.end),)
        return Timing(period, self.stated if stated is None else stated, self.comparison, rule, evidence)

    def whole(self) -> Timing:
        """All of the years."""
        return self.say(self.period, self.how)

    def end(self) -> Timing:
        """The last of the years."""
        return self.say(self.last, self.how + "-end")


def decide(case: Case) -> Decision[Timing]:
    """The period of a quantity whose claim and measure are known, by the first rule that knows it."""
    plain = case.claim is not Claim.PLAN and case.base is None and not case.from_to and not case.several
    found = None if plain else _first(FIRST, case)
    found = found or _first(YEARS if case.several and not case.since else YEAR, case)
    if found is None:
        raise AssertionError("the last rule knows every number")
    source = (case.section.path or "document") if found.rule.startswith("section") else None
    return Decision("periods", found.rule, found, found.evidence, (), source)


def _first(rules: tuple[Rule[Case], ...], case: Case) -> Timing | None:
    for rule in rules:
        found: Timing | None = rule.find(case)
        if found is not None:
            return found
    return None


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
    if case.claim_rule != "budgeted" or not case.from_to:
        return None
    return case.say((case.own.period if case.own else None) or case.default, case.how)


def _yearly_investment(case: Case) -> Timing | None:
    """年度计划投资 in the news of a quarter is that of the year."""
    if case.claim is not Claim.PLAN or not case.default:
        return None
    yearly = _YEARLY.search(case.clause)
    return Timing(case.default[:4], False, case.comparison, "section") if yearly else None


def _since_base(case: Case) -> Timing | None:
    """是2006年的2.2倍 and 比2010年提高5个百分点 run from that year; 比2005年增长 counts the years after it."""
    base, last = case.base, case.last
    if base is None or not base.period or not base.period[:4].isdigit() or not case.grows:
        return None
    if not last.isdigit() or len(base.period) != 4 or int(last) - int(base.period) <= 1:
        return None
    points = case.mention.quantity.unit == "百分点"
    return case.say(f"{int(base.period) + (0 if case.mention.of or points else 1)}/{last}", "since-base", True)


def _since_told_base(case: Case) -> Timing | None:
    """与1996年相比，增长67%; 比1997年的830亿元增长45%: the base stands before the clause, or at a level of its own."""
    if case.measure is not Measure.GROWTH or case.base is not None or not case.last.isdigit():
        return None
    start = max(case.mention.sentence_start, case.mention.quantity.outer_start - 48)
    told = _TOLD_BASE.search(case.text, start, case.mention.quantity.outer_start)
    if told is None or int(case.last) - int(told["year"]) <= 1:
        return None
    return case.say(f"{int(told['year']) + 1}/{case.last}", "since-base", True)


def _cumulated(case: Case) -> Timing | None:
    """固定资产投资累计达960亿元 in the review of a term: of all its years."""
    if case.own is not None or not case.period or not case.period.isdigit() or not _TERM.search(case.section.path):
        return None
    summed = case.measure in (Measure.LEVEL, Measure.CHANGE) and "累计" in case.clause
    return case.say(f"{int(case.period) - 4}/{case.period}", case.how) if summed else None


def _annual_statement(case: Case) -> Timing | None:
    """In a paragraph of several years, a sentence that gives the figures of one: 初步统计."""
    if not case.several or case.stated or not case.clock.past or "average" in case.mention.marks:
        return None
    return case.say(case.last, "annual-statement", False) if case.frames.annual(case.mention) else None


def _level_of_base(case: Case) -> Timing | None:
    """2012年的659亿元, that something is compared with."""
    base = case.base
    held = base is not None and case.mention.of and case.measure is Measure.LEVEL and (base.period or "").isdigit()
    return case.say(base.period, "stated", True) if base is not None and held else None


def _from_base(case: Case) -> Timing | None:
    """由A提高到B, where the sentence names the year of A."""
    base = case.frames.base_year(case.mention) if case.from_to and case.own is None else None
    return case.say(base.period, "from-base", True, base) if base is not None else None


def _since_end(case: Case) -> Timing | None:
    """2012年以来增加到12家: today's."""
    return case.end() if case.several and case.since and case.mention.marks & _MOVED_TO else None


def _from_to_years(case: Case) -> Timing | None:
    """五年间由A提高到B: A is that of the year before them."""
    if not case.from_to or not case.several:
        return None  # 由“十一五”时期的8000万元增长到2亿元 has years of its own
    return case.whole() if case.own else case.say(str(int((case.period or "")[:4]) - 1), "from-to", False)


def _from_to_year(case: Case) -> Timing | None:
    """由A提高到B in a year: A is that of the year before; in the review of a term, of five years before."""
    if not case.from_to or case.own is not None or not case.period or not case.period.isdigit():
        return None
    term = 5 if _TERM.search(case.section.path) else 1
    return case.say(str(int(case.period) - term), "from-to", False)


def _target_of_years(case: Case) -> Timing | None:
    """What is promised for several years, unless it is to stand at their end."""
    if case.claim is not Claim.TARGET or case.annual:
        return None
    kept = any(word.startswith(("控制", "保持", "稳定")) for word in case.mention.cue_words)
    return None if case.measure is Measure.SHARE and case.reached and not kept else case.whole()


def _growth_of_plan(case: Case) -> Timing | None:
    """2005年到2010年: the five years of a plan, counted from its base."""
    if not case.grows:
        return None
    first, last = int((case.period or "")[:4]), int(case.last)
    return case.say(f"{first + 1}/{last}", case.how) if last - first == 5 and last % 5 == 0 else None


def _growth_on_year_before(case: Case) -> Timing | None:
    """比上年增长6% in a paragraph of several years: of the last one."""
    if not case.grows or not _on_year_before(case.mention):
        return None
    return case.end() if "average" not in case.mention.marks and not case.stated else None


def _growth_of_years(case: Case) -> Timing | None:
    """A growth takes all the years."""
    return case.whole() if case.grows else None


def _standing(case: Case) -> Timing | None:
    """A rank holds at the end; 新增26个，累计达到46个 are all there are then."""
    summed = case.mention.elided and case.reached and "累计" in case.mention.cue_words
    return case.end() if case.measure is Measure.RANK or summed else None


def _each_year(case: Case) -> Timing | None:
    """每年新增3万人."""
    return case.whole() if _EACH_YEAR.search(case.clause.rsplit("、", 1)[-1]) else None


def _sum_of_years(case: Case) -> Timing | None:
    """A statistic of a year, summed up over several: 五年累计完成, or held against five years before."""
    if not case.annual:
        return None
    mention = case.mention
    whole = case.clause if case.reached else case.text[mention.statement_start : mention.anchor]
    if _AGAINST_PLAN.match(case.text, mention.quantity.outer_end) or _CUMULATED.search(whole):
        return case.whole()
    end = mention.quantity.start if mention.group < 0 else mention.anchor
    steps = _STEPS.search(case.text, mention.sentence_start, end)
    return case.whole() if steps and (not case.reached or mention.quantity.qualifier != "exact") else None


def _year_of_years(case: Case) -> Timing | None:
    """A statistic of a year that stands for the last: 达到, 突破, 人均."""
    if not case.annual:
        return None
    holds = case.reached or case.mention.quantity.qualifier != "exact" or _PER_HEAD.search(case.mention.subject)
    return case.end() if holds or case.how == "section" else case.whole()


def _stock(case: Case) -> Timing | None:
    """拥有, 现有: what is there at the end."""
    return case.end() if case.measure is Measure.LEVEL and _STOCK.search(case.clause) else None


def _flow(case: Case) -> Timing | None:
    """新增, 完成, 培训: what came about in all the years."""
    end = case.mention.quantity.outer_end
    flows = _FLOW.search(case.clause) and not case.mention.marks & _MOVED_TO
    return case.whole() if flows or _FLOW.match(case.text[end : end + 6].removeprefix("全部")) else None


def _held_at_end(case: Case) -> Timing | None:
    """A share, what was reached or passed, and what is held: at the end."""
    stands = case.mention.quantity.qualifier_text in _PASSED or _HELD.search(case.mention.subject)
    return case.end() if case.reached or case.measure is Measure.SHARE or case.indicator or stands else None


def _all_years(case: Case) -> Timing:
    """Nothing says that it holds at their end."""
    return case.whole()


def _average(case: Case) -> Timing | None:
    """年均增长6% without years of its own takes those of its paragraph or its section."""
    if "average" not in case.mention.marks or not case.period or "/" in case.period:
        return None
    opening = case.frames.paragraph(case.mention)
    near = opening if opening is not None and opening.multi else case.frames.last_span(case.mention)
    if near is not None:
        return case.say(near.period, "average", None, near) if near.period else None
    return case.say(case.section.period, "average") if "/" in (case.section.period or "") else None


def _held(case: Case) -> Timing:
    """The time that holds."""
    return case.whole()


FIRST: tuple[Rule[Case], ...] = (
    Rule("after-completion", _after_completion, "项目投产后，预计年产值60亿元。"),
    Rule("budget", _budget, "收入由年初的8000万元调整为9000万元。", "*"),
    Rule("yearly-investment", _yearly_investment, "到位资金比年度计划投资高5亿元。", "section"),
    Rule("since-base", _since_base, "集成电路产值比2018年翻两番。"),
    Rule("annual-statement", _annual_statement, "初步核算，全县地区生产总值增长6.4%。"),
    Rule("level-of-base", _level_of_base, "地区生产总值较“十三五”末的423.1亿元增长64.9%。", "stated"),
    Rule("from-base", _from_base, "人均生产总值由2万元提高到3.2万元，是2016年的1.6倍。"),
    Rule("since-end", _since_end, "党的十八大以来，高速公路里程增加到320公里。", "*-end"),
    Rule("from-to-years", _from_to_years, "审批事项由356项减少到198项。", "from-to"),
    Rule("from-to", _from_to_year, "审批事项由356项减少到198项。"),
)
"""Asked first, of plans and where several years, a comparison or 「由A到B」 are told. `*` is where the time stands:
stated, paragraph or section."""
YEARS: tuple[Rule[Case], ...] = (
    Rule("target-of-years", _target_of_years, "三年内新建改扩建学校30所。", "*"),
    Rule("growth-of-plan", _growth_of_plan, "2015—2020年，出口总额增长45%。", "*"),
    Rule("growth-on-year-before", _growth_on_year_before, "税收收入比去年同期增长7.7%。", "*-end"),
    Rule("growth-of-years", _growth_of_years, "民间投资增长两倍。", "*"),
    Rule("standing", _standing, "县域经济进入全国前十。", "*-end"),
    Rule("each-year", _each_year, "每年培育3—5家上市企业。", "*"),
    Rule("sum-of-years", _sum_of_years, "全市生产总值连续跨越3000亿、4000亿两个台阶。", "*"),
    Rule("year-of-years", _year_of_years, "接待游客690万人次。", "*"),
    Rule("stock", _stock, "每万人发明专利拥有量12.6件。", "*-end"),
    Rule("flow", _flow, "投入近8亿元。", "*"),
    Rule("held-at-end", _held_at_end, "税收超2亿。", "*-end"),
    Rule("all-years", _all_years, "惠及22万余人。", "*"),
)
"""Of a number for which several years hold."""
YEAR: tuple[Rule[Case], ...] = (
    Rule("since-told-base", _since_told_base, "与1996年相比，地区生产总值增长67.3%。", "since-base"),
    Rule("cumulated", _cumulated, "2022年总产值470亿元；固定资产投资累计达960亿元。", "*"),
    Rule("average", _average, "社会消费品零售总额两年平均增长6.3%。"),
    Rule("held", _held, "税收超2亿。", "*"),
)
"""Of any other."""


def _is_annual(indicator: str | None) -> bool:
    return indicator is not None and indicators()[indicator].annual


def _on_year_before(mention: Mention) -> bool:
    return "base" in mention.marks or any(t.base and t.words[-2:] in ("上年", "去年", "同期") for t in mention.times)
