"""Stage 7, second half: the period of each fact, from the times around it, its paragraph and its section."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times import Clock, Time, Times, number, with_year
from mubiao.extract.text.punctuation import last_of, marks
from mubiao.lexicon import indicators
from mubiao.model import Claim, Measure, Role, Section
from mubiao.patterns import lazy

_YEARLY = lazy(r"年度(?:计划)?投资")
_EACH_YEAR = lazy(r"每年|年均")
_FLOW = lazy(
    r"累计|新增|新设|开行|筹集|筹措|新登记|新注册|净增|新建|建成|完成|改造|投入|新改扩建|开工|竣工|增加|总量|转移|接待|发放|引进|培训|实施|带动|脱贫|减少|下降|增长|提高|翻|解决|帮助|搬迁|安置|新开工"
)
_HELD = lazy(r"(?:用户|人口|里程|容量|吞吐量|能力|余额|保有量|床位|规模|总量)(?:数)?$")
_PASSED = frozenset(["突破", "超", "超过", "超出", "逾"])  # an amount that is passed stands at the end of the years
_STOCK = lazy(r"形成|拥有|现有|已有|保有|共有|入围|入选|跻身|建成区面积|(?:数量|总数|总量)$")
_ANNUAL = lazy(r"初步(?:统计|核算|测算|预计)|快报数?|预计全年|据初步|比上年(?:同期)?(?:增|提|下)|同比")
_CUMULATED = lazy(r"累计|共计|五年(?:来)?共|新增|总共")
# What is held against five years is the sum of five: 出口161.9亿美元，比“九五”时期增长1.3倍
_AGAINST_PLAN = lazy(
    r"[、，,](?:为|是|比|较)[“\"]?(?:十[一二三四五六]?|[八九])五[”\"]?(?:计划)?(?:时期|期间)?(?!期?末|[”\"]?(?:计划)?期?末)"
)
_STEPS = lazy(r"(?:接连|相继|先后|连续)(?:跃上|迈上|跨上|突破|跨越|站上)[^，,。；;]{0,200}$")
_PER_HEAD = lazy(r"人均|余额|率|人口")
_TERM = lazy(r"(?:过去|近|这)[的]?五年|五年来|本届政府|[“\"]?十[一二三四五]?五[”\"]?(?:时期|期间)")
_CLAUSE = marks("，,；;。")
_FROM = frozenset(["从", "由", "自"])
_SINCE = lazy(r"累计|总共|共有|共")


@dataclass(frozen=True, slots=True)
class Timing:
    """The period of a fact and how it was found."""

    period: str | None
    stated: bool
    comparison: str | None
    rule: str


_TO_COME = lazy(r"[，,]?(?:我们|全[市县区省]|政府)?(?:将|要|拟|计划|力争|确保|继续|重点(?:抓|做|办))")


_YEARS = lazy("[三四五]年")


def _within_section(text: str, time: Time, section: Section) -> Time:
    """今年以来 in the review of a year is that year, though the report was read in the next; 今年将 is not.

    五年 in a plan of several years are those that it plans.
    """
    told = time.words.startswith(("今年", "本年")) and not _TO_COME.match(text, time.end)
    if section.role is Role.REVIEW and told and section.period:
        return replace(time, period=section.period[-4:])
    if section.role is Role.TASKS and _YEARS.fullmatch(time.words) and section.period and "/" in section.period:
        first = int(section.period[:4])
        return replace(time, period=f"{first}/{first + number(time.words[0]) - 1}")  # 五年 in the plan of five years
    return time


def _frames(time: Time, section: Section) -> bool:
    """Whether a time holds for what follows; 两年平均 is its own number's, 年度 names the year only in a plan."""
    if time.words.endswith("平均"):
        return False
    return time.words != "年度" or section.role in (Role.TASKS, Role.TARGETS)


_LONGEST_LINE = 20_000
"""A paragraph longer than this is a text without lines, and what opens it holds for none of its far sentences."""


class Frames:
    """The time expressions that hold at a position of the text."""

    def __init__(self, text: str, times: Times, mentions: list[Mention]) -> None:
        self._text = text
        self._times = times
        self._own: set[int] = set()
        self._annual: dict[int, bool] = {}
        for mention in mentions:
            starts = mention.of or not _FROM.isdisjoint([*mention.cue_words, *(t.words[:1] for t in mention.times)])
            if starts and mention.times and mention.times[0].end >= mention.quantity.outer_start - 2:
                self._own.add(mention.times[0].start)  # 「2012年的659亿元」: that year is the number's own

    def frame(self, mention: Mention, section: Section) -> Time | None:
        """The last time before the number in its sentence that holds for what follows."""
        for time in reversed(self._times.between(mention.statement_start, mention.quantity.outer_start)):
            if not time.base and time.period != "" and time.start not in self._own and _frames(time, section):
                return _within_section(self._text, time, section)
        return self._earlier(mention) if section.role is Role.NEWS else None

    def passed_over(self, mention: Mention, section: Section) -> list[tuple[Time, str]]:
        """The times of a mention's sentence that do not hold for it, each with the reason."""
        chosen = self.frame(mention, section)
        found = []
        for time in self._times.between(mention.statement_start, mention.sentence_end):
            if time in mention.times or (chosen is not None and time.start == chosen.start):
                continue
            if time.start >= mention.quantity.outer_start:
                reason = "behind"
            elif time.base:
                reason = "base"
            elif time.start in self._own:
                reason = "other-number"
            else:
                reason = "nearer-time" if time.period and _frames(time, section) else "open-time"
            found.append((time, reason))
        return found

    def _line(self, mention: Mention, reach: int) -> int:
        """Where the line of a mention's statement begins, at most `reach` characters back."""
        first = max(0, mention.statement_start - reach)
        return max(first, self._text.rfind("\n", first, mention.statement_start) + 1)

    def _earlier(self, mention: Mention) -> Time | None:
        """News names its year once and goes on: the last year that the paragraph has named before the sentence."""
        start = self._line(mention, 600)
        if self._text.startswith("其中", mention.statement_start):
            start = max(0, mention.statement_start - 600)  # a paragraph that goes on with the one before
        named = [
            time
            for time in self._times.between(start, mention.statement_start)
            if not time.base and time.period and not time.multi and not time.until and time.start not in self._own
        ]
        return named[-1] if named else None

    def annual(self, mention: Mention) -> bool:
        """Whether the sentence gives the figures of one year: 初步统计, or a growth on the year before it."""
        start = mention.statement_start
        if start not in self._annual:
            words = self._text[start : mention.sentence_end]
            self._annual[start] = bool(_ANNUAL.search(words)) and "年均" not in words.split("，")[0]
        return self._annual[start]

    def base_year(self, mention: Mention) -> str | None:
        """The year that the sentence compares with: 是2016年的1.56倍；人均生产总值由A提高到B."""
        start = mention.statement_start
        bases = [t.period for t in self._times.between(start, mention.sentence_end) if t.base and t.period]
        whole = [period for period in bases if period and period.isdigit()]
        return whole[0] if whole else None

    def last_span(self, mention: Mention) -> Time | None:
        """The last time of several years that the paragraph has named."""
        start = self._line(mention, 400)
        spans = [t for t in self._times.between(start, mention.quantity.outer_start) if t.multi and not t.base]
        return spans[-1] if spans else None

    def paragraph(self, mention: Mention) -> Time | None:
        """The time that opens the paragraph: 「五年来，…」 holds until the paragraph ends."""
        start = self._line(mention, _LONGEST_LINE)
        if start >= mention.statement_start or (start and self._text[start - 1] != "\n"):
            return None
        limit = min(start + 40, mention.statement_start)
        opening = [t for t in self._times.between(start, limit) if not t.base and t.period]
        opening = [t for t in opening if t.period and t.period[0].isdigit() and not set("H-") & set(t.period)]
        return opening[0] if opening and _opens(self._text, start, opening[0].start) else None


_NUMBERING = lazy(
    r"[\s　*—\-]*(?:[^，,。\n]{4,20}[。：:]\**)?(?:回首|回顾|纵观|总览|展望|总的看|刚刚|刚)?(?:过去的|在|的)?"
    r"[\s　*—（(一二三四五六七八九十）)、.#-]*"
)


def _opens(text: str, start: int, position: int) -> bool:
    return _NUMBERING.fullmatch(text, start, position) is not None


def assign(
    text: str,
    mention: Mention,
    frames: Frames,
    frame: Time | None,
    section: Section,
    clock: Clock,
    claim: Claim,
    measure: Measure,
    indicator: str | None,
    from_to: bool,
) -> Timing:
    """The period of a mention whose claim, measure and frame (`frames.frame(mention, section)`) are known."""
    base = next((t for t in mention.times if t.base), None)
    comparison = _comparison(mention, base)
    own = next((_within_section(text, t, section) for t in mention.times if not t.base and t.period), None)
    time = own or frame
    rule = "stated" if time is not None else "section"
    if time is None:
        opening = frames.paragraph(mention)
        if (
            opening is not None
            and not opening.since
            and not _delivered(opening, section, claim)
            and (
                opening.multi
                or section.role is not Role.REVIEW
                or (opening.period or "")[:4] != (section.period or "")[:4]
            )
        ):
            time, rule = opening, "paragraph"
    if claim is Claim.PLAN and "claims:after-completion" in mention.rules:
        return Timing(None, False, comparison, "after-completion")
    ahead = section.role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE)
    if rule != "stated" and claim is Claim.ACTUAL and ahead:
        near = frames.last_span(mention)
        if near is not None and near.since:
            time, rule = near, "paragraph"  # 党的十八大以来，…。经济总量从…增长到…, told in a plan
    default = _default(section, clock, claim, mention.subject)
    if claim is Claim.PLAN and _YEARLY.search(text, mention.left_start, mention.quantity.outer_start) and default:
        return Timing(default[:4], False, comparison, "section")  # 年度计划投资 in the news of a quarter
    period = with_year(time.period, _year(default, clock)) if time is not None else default
    if period is None:
        period = default
    stated = rule == "stated"
    if base is not None and base.period and base.period[:4].isdigit() and measure in (Measure.GROWTH, Measure.CHANGE):
        last = (period or "")[-4:]
        if last.isdigit() and len(base.period) == 4 and int(last) - int(base.period) > 1:
            # 是2006年的2.2倍 runs from that year; 比2005年增长 counts the years after it.
            first = int(base.period) + (0 if mention.of else 1)
            return Timing(f"{first}/{last}", True, comparison, "since-base")
    several = period is not None and "/" in period and "-" not in period
    if several and not stated and clock.past and "average" not in mention.marks and frames.annual(mention):
        return Timing((period or "")[-4:], False, comparison, "annual-statement")
    if base is not None and mention.of and measure is Measure.LEVEL and (base.period or "").isdigit():
        return Timing(base.period, True, comparison, "stated")
    if from_to and own is None and (since := frames.base_year(mention)):
        return Timing(since, True, comparison, "from-base")
    if several and time is not None and time.since and mention.marks & {"to_up", "to_down"}:
        return Timing((period or "")[-4:], stated, comparison, rule + "-end")
    if from_to and several:
        return Timing(str(int((period or "")[:4]) - 1), False, comparison, "from-to")
    if from_to and own is None and period and period.isdigit():
        term = 5 if _TERM.search(section.path) else 1
        return Timing(str(int(period) - term), False, comparison, "from-to")
    if period and several and not (time is not None and time.since):
        reached = measure is Measure.SHARE and bool(mention.marks & {"level", "to_up", "to_down"})
        reached = reached and not any(word.startswith(("控制", "保持", "稳定")) for word in mention.cue_words)
        if claim is Claim.TARGET and not reached and not (_is_annual(indicator) and measure is Measure.LEVEL):
            return Timing(period, stated, comparison, rule)
        period, rule = _within(text, mention, period, measure, rule, indicator)
    elif "average" in mention.marks and period and "/" not in period:
        span = _span_near(text, mention, frames, section)
        if span:
            return Timing(span, stated, comparison, "average")
    return Timing(period, stated, comparison, rule)


def _within(
    text: str, mention: Mention, period: str, measure: Measure, rule: str, indicator: str | None
) -> tuple[str, str]:
    """Over several years a flow or a growth takes them all; a stock or a standing holds at their end."""
    last = period[-4:]
    clause = text[max(mention.sentence_start, mention.anchor - 30) : mention.anchor]
    clause = clause[last_of(_CLAUSE, clause) + 1 :]
    after = text[mention.quantity.outer_end : mention.quantity.outer_end + 6]
    if measure in (Measure.GROWTH, Measure.CHANGE):
        first = int(period[:4])
        if int(last) - first == 5 and int(last) % 5 == 0:
            return f"{first + 1}/{last}", rule  # 2005年到2010年: the five years of a plan, counted from its base
        if _on_year_before(mention) and "average" not in mention.marks and not rule.startswith("stated"):
            return last, rule + "-end"
        return period, rule
    reached = bool(mention.marks & {"level", "to_up", "to_down"})
    if measure is Measure.RANK or (mention.elided and reached and "累计" in mention.cue_words):
        return last, rule + "-end"  # 新增26个，累计达到46个: all there are
    if _EACH_YEAR.search(clause.rsplit("、", 1)[-1]):
        return period, rule
    if measure is Measure.LEVEL and _is_annual(indicator):
        whole = clause if reached else text[mention.statement_start : mention.anchor]
        steps = _STEPS.search(
            text, mention.sentence_start, mention.quantity.start if mention.group < 0 else mention.anchor
        )
        summed = _AGAINST_PLAN.match(text, mention.quantity.outer_end)
        if summed or _CUMULATED.search(whole) or (steps and (not reached or mention.quantity.qualifier != "exact")):
            return period, rule
        holds = reached or mention.quantity.qualifier != "exact" or _PER_HEAD.search(mention.subject)
        return (last, rule + "-end") if holds or rule == "section" else (period, rule)
    if measure is Measure.LEVEL and _STOCK.search(clause):
        return last, rule + "-end"
    if (_FLOW.search(clause) and not mention.marks & {"to_up", "to_down"}) or _FLOW.match(after.removeprefix("全部")):
        return period, rule
    stands = mention.quantity.qualifier_text in _PASSED or _HELD.search(mention.subject)
    if reached or measure is Measure.SHARE or indicator or stands:
        return last, rule + "-end"
    return period, rule


def _is_annual(indicator: str | None) -> bool:
    return indicator is not None and indicators()[indicator].annual


def _on_year_before(mention: Mention) -> bool:
    return "base" in mention.marks or any(t.base and t.words[-2:] in ("上年", "去年", "同期") for t in mention.times)


def _span_near(text: str, mention: Mention, frames: Frames, section: Section) -> str | None:
    opening = frames.paragraph(mention)
    if opening is not None and opening.multi:
        return opening.period
    near = frames.last_span(mention)
    if near is not None:
        return near.period
    if section.period and "/" in section.period:
        return section.period
    return None


def _default(section: Section, clock: Clock, claim: Claim, subject: str) -> str | None:
    if claim is Claim.PLAN and section.role is Role.NEWS and clock.year and "计划投资" in subject:
        return str(clock.year)
    if claim is Claim.TARGET and section.role in (Role.NEWS, Role.OTHER) and clock.year:
        return str(clock.year)
    if section.period:
        return section.period
    if claim is Claim.TARGET and clock.year:
        return str(clock.year)
    return str(clock.past) if clock.past else None


def _year(period: str | None, clock: Clock) -> int | None:
    if period and period[:4].isdigit():
        return int(period[-4:] if "/" in period and "-" not in period else period[:4])
    return clock.this_year


def _delivered(opening: Time, section: Section, claim: Claim) -> bool:
    """The year in which a report is delivered, named on the line where its review begins: no time of its results."""
    settled = section.role is Role.REVIEW and claim is Claim.ACTUAL and section.period is not None
    return settled and not opening.multi and (opening.period or "")[:4] > str(section.period)[-4:]


def _comparison(mention: Mention, base: Time | None) -> str | None:
    if base is not None:
        return base.words
    for word in mention.cue_words:
        if word.startswith(("比", "较", "同比", "环比", "年均", "年平均")) and word != "比重":
            return word
    return None
