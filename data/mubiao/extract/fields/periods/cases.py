"""A quantity whose period is asked for, and what the rules of `periods` and `years` look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times.clock import Clock
from mubiao.extract.context.times.names import with_year
from mubiao.extract.context.times.spans import Time
from mubiao.extract.decisions import Words, once
from mubiao.extract.fields.periods.defaults import comparison, default, holds, year
from mubiao.extract.fields.periods.frame_years import within_section, year_before
from mubiao.extract.fields.periods.frames import Frames
from mubiao.lexicon import indicators
from mubiao.model import Claim, Measure, Role, Section
from mubiao.patterns import last_of, marks

_CLAUSE = marks("，,；;。")
_AHEAD = (Role.TASKS, Role.TARGETS, Role.GOVERNANCE)
_REACHED = frozenset(["level", "to_up", "to_down"])
YEAR_BEFORE = ("上年", "去年", "同期")
"""How a base ends that is the year before."""
MOVED_TO = frozenset(["to_up", "to_down"])


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
        self.base: Time | None = None  # what the number is compared with
        self.own: Time | None = None  # a time that stands at the number
        for time in mention.times:
            if time.base:
                self.base = self.base or time
            elif time.period:
                self.own = self.own or year_before(self.text, within_section(self.text, time, section), section)
        self.comparison = comparison(mention, self.base)
        self.default = default(section, self.clock, self.claim, mention.subject)
        self.time, self.how = self._held()  # the time that holds for it, and where that stands
        period = with_year(self.time.period, self._year_of_part()) if self.time is not None else None
        self.period = self.default if period is None else period
        if self.claim is Claim.ACTUAL and self.how != "stated" and self.claim_rule == "done-in-plan":
            self.period = _by_now(self.period, self.clock)
        self.stated = self.how == "stated"
        self.several = self.period is not None and "/" in self.period and "-" not in self.period
        self.since = self.time is not None and self.time.since
        self.last = (self.period or "")[-4:]

    def _year_of_part(self) -> int | None:
        """The year of 一至五月份: this one where its paragraph has begun with a part of it."""
        default = year(self.default, self.clock)
        if self.time is None or not self.time.period or self.time.period[0] not in "-H":
            return default
        opening = self.frames.first_words(self.mention)
        if opening is None or not opening.words.startswith("今年"):
            return default
        told = within_section(self.text, opening, self.section).period or ""
        return int(told[:4]) if told[:4].isdigit() else default

    def _held(self) -> tuple[Time | None, str]:
        """The time of the number, of its sentence or of its paragraph; None where the section's holds."""
        time, how = self.own or self.frame, "stated"
        if time is not None and not self._tells_of_the_past(time):
            return time, how
        time = None
        how = "section"
        opening = self.frames.paragraph(self.mention)
        if opening is not None and holds(opening, self.section, self.claim) and not self._left_behind(opening):
            plans = self.section.role is Role.TASKS or opening.multi  # 五年完成投资90亿元。…, in the plan of these five
            time, how = within_section(self.text, opening, self.section) if plans else opening, "paragraph"
        if self.claim is Claim.ACTUAL and self.section.role in _AHEAD:
            near = self.frames.last_span(self.mention)
            if near is not None and near.since:
                return near, "paragraph"  # 党的十八大以来，…。经济总量从…增长到…, told in a plan
        return time, how

    def _left_behind(self, opening: Time) -> bool:
        """Whether a plan has turned from the year that opens its paragraph to a later one: 2023年，…。今年，….

        So has a review of the year after that one: 2022年，…。去年，….
        """
        ahead = self.section.role in _AHEAD or (opening.period or "") < (self.section.period or "")[:4]
        return ahead and self.frames.turned(opening, self.mention)

    def _tells_of_the_past(self, time: Time) -> bool:
        """Whether news names the year in which a works was decided: its size is that of the works today."""
        if self.claim is not Claim.PLAN or self.section.role is not Role.NEWS or time is self.own:
            return False
        return (time.period or "").isdigit() and (time.period or "") < (self.default or "")

    @once
    def words(self) -> tuple[Words, ...]:
        """The time that holds, and the times that the number is compared with."""
        time = () if self.time is None else (Words("time", self.time.start, self.time.end),)
        if not self.mention.times:
            return time
        return (*time, *(Words("base", t.start, t.end) for t in self.mention.times if t.base))

    @once
    def reached(self) -> bool:
        """Whether the words before the number tell what stands at the end."""
        return bool(self.mention.marks & _REACHED)

    @once
    def annual(self) -> bool:
        """Whether the number is the level of a statistic of a year."""
        return self.measure is Measure.LEVEL and is_annual(self.indicator)

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


def _by_now(period: str | None, clock: Clock) -> str | None:
    """目前人均产值是全国的65.7%, in a plan of five years: what is there before they begin."""
    past = clock.past
    if period is None or past is None or not period[-4:].isdigit():
        return period
    return str(past) if int(period[-4:]) > past + ("/" not in period) else period


def is_annual(indicator: str | None) -> bool:
    """Whether an indicator is a statistic of a year."""
    return indicator is not None and indicators()[indicator].annual


def on_year_before(mention: Mention) -> bool:
    """Whether a number is held against the year before: 同比, 比上年."""
    return "base" in mention.marks or any(t.base and t.words.endswith(YEAR_BEFORE) for t in mention.times)
