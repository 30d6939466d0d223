"""A document in, its facts out. `STAGES` says what is decided of each quantity, in which order, and by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from heapq import merge
from typing import TYPE_CHECKING, Any, NamedTuple

from mubiao.extract.annotation import AnnotatedDocument, annotate
from mubiao.extract.confidence import confidence
from mubiao.extract.context import subject_cases
from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.sharing import sharing
from mubiao.extract.context.times import Time, bounds
from mubiao.extract.decisions import Decision, PassedOver, Words
from mubiao.extract.fields import claims, indicators, measures, periods, sectors
from mubiao.extract.fields.claim_cases import AHEAD_ROLES, Claimed
from mubiao.extract.fields.frames import begins
from mubiao.extract.fields.measure_cases import Amount
from mubiao.extract.fields.period_cases import Case, Timing
from mubiao.extract.fields.place_names import NOBODY, LastOwner, Place
from mubiao.extract.quantities.quantity import Quantity
from mubiao.model import Claim, Document, Fact, Measure, Qualifier, Role, Section
from mubiao.patterns import lazy
from mubiao.records import in_order
from mubiao.regions import COUNTRY

if TYPE_CHECKING:
    from mubiao.extract.quantities.tables import Cell


class Trace:
    """What the stages have decided of one quantity, each once, under the name of what the stage gives."""

    quantities: Decision[Quantity]
    regions: Decision[Place]
    subjects: Decision[str]
    named: Decision[indicators.Named]
    frame: Decision[Time | None]
    measures: Decision[Amount]
    indicators: Decision[str | None]
    claims: Decision[Claimed]
    periods: Decision[Timing]
    sectors: Decision[str]

    def __init__(
        self,
        mention: Mention,
        section: Section,
        last: LastOwner = NOBODY,
        caption: str | None = None,
        nth: int = 1,
        *,
        begins: bool = False,
    ) -> None:
        self.mention, self.section, self.last, self.caption = mention, section, last, caption
        self.nth = nth  # among the subjects that share one number
        self.begins = begins  # the first of 「由A提高到B」
        self.said = subject_cases.tidy(mention.subject)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trace) and vars(self) == vars(other)

    def told(self) -> list[Decision[Any]]:
        """The decisions in the order in which Fact.rule and an explanation tell them."""
        decided = [self.subjects if one.stage == "subjects" else one for one in self.mention.decided]
        rest = (self.indicators, self.measures, self.claims, self.periods, self.regions, self.sectors)
        return [self.quantities, *decided, *rest]

    @property
    def rules(self) -> str:
        """The rules that made the fact, as in Fact.rule."""
        if len(self.mention.decided) > 1:
            return ";".join([decision.rules for decision in self.told()])
        return _joined(
            self.quantities.rule,
            self.subjects.rule,
            self.indicators.rule,
            self.measures.rule,
            self.claims.rule,
            self.periods.rule,
            self.regions.rule,
            self.sectors.rule,
        )


_TOLD = ("quantities", "subjects", "indicators", "measures", "claims", "periods", "regions", "sectors")


@lru_cache(maxsize=16384)
def _joined(*rules: str) -> str:
    """The rules of these stages, as Fact.rule tells them. Some hundreds of combinations make nearly all facts."""
    return ";".join([Decision(stage, rule, None).rules for stage, rule in zip(_TOLD, rules, strict=True)])


class Stage(NamedTuple):
    """What is decided of a quantity, from what other stages gave, and what could have been said instead."""

    gives: str
    needs: tuple[str, ...]
    run: Callable[[AnnotatedDocument, Trace], Decision[Any]]
    passed_over: Callable[[AnnotatedDocument, Trace], Iterable[PassedOver]] = lambda read, trace: ()


def _quantity(read: AnnotatedDocument, trace: Trace) -> Decision[Quantity]:
    """The number as printed, and a bound that does not stand next to it: 约占全省的九分之一."""
    mention = trace.mention
    q = mention.quantity
    # Its words are short: the search begins no further back than they can, and most ends hold none of them.
    start = max(mention.gap_start, q.outer_start - _NEAR_REACH)
    text, end, near = read.text, q.outer_start, None
    if q.qualifier == "exact" and (text.find("约", start, end) >= 0 or text.find("近", start, end) >= 0):
        near = _NEAR.search(text, start, end)
    if near is None:
        return Decision("quantities", q.rule, q)
    bound = replace(q, qualifier=Qualifier.ABOUT, qualifier_text=near[1])
    return Decision("quantities", q.rule, bound, (Words("qualifier", *near.span(1)),))


_NEAR = lazy(r"(约|近)(?:[占为达](?:全[国省市区县]|同期)?|占[^，,。；;、\d]{2,16})的?$")
_NEAR_REACH = 19  # 约占, sixteen characters and 的


def _region(read: AnnotatedDocument, trace: Trace) -> Decision[Place]:
    """Which place it is about."""
    return read.places.decide(trace.mention, trace.said, trace.section, trace.last)


def _subject(read: AnnotatedDocument, trace: Trace) -> Decision[str]:
    """What it measures, without the name of the place that it is about anyway."""
    told = trace.mention.decided[-1]
    if told.stage != "subjects":  # a qualifier that the list shares was told later
        told = next(decision for decision in trace.mention.decided if decision.stage == "subjects")
    subject = read.places.without(trace.said, trace.regions.value)
    return Decision("subjects", told.rule, subject, told.evidence)


def _named(read: AnnotatedDocument, trace: Trace) -> Decision[indicators.Named]:
    """Which indicator the words speak of."""
    nation = trace.regions.value.code == COUNTRY
    return indicators.named(read.text, trace.mention, trace.subjects, nation=nation)


def _measure(read: AnnotatedDocument, trace: Trace) -> Decision[Amount]:
    """Level, growth, change, share or rank, with sign and unit."""
    return measures.decide(read.text, trace.mention, trace.named.value.indicator)


def _indicator(read: AnnotatedDocument, trace: Trace) -> Decision[str | None]:
    """Which indicator a number of this measure is of."""
    subject, amount = trace.subjects.value, trace.measures.value
    return indicators.decide(read.text, read.mentions, trace.mention, subject, trace.named, amount)


def _frame(read: AnnotatedDocument, trace: Trace) -> Decision[Time | None]:
    """The time that holds before the number in its sentence."""
    return Decision("frame", "", read.frames.frame(trace.mention, trace.section))


def _claim(read: AnnotatedDocument, trace: Trace) -> Decision[Claimed]:
    """Whether it has happened or is promised."""
    mention, section, past, frame = trace.mention, trace.section, read.clock.past, trace.frame.value
    year = _decisive_year(frame.period, past) if frame else None
    since = section.role in AHEAD_ROLES and _come_about(read, trace)
    first = trace.begins
    return claims.decide(
        read.text, mention, section, frame_year=year, past=past, since=since, begins=first, words=read.claim_words
    )


def _come_about(read: AnnotatedDocument, trace: Trace) -> bool:
    """Whether the paragraph tells what has come about since a year, from A to B."""
    if not trace.begins and _MOVED_TO.isdisjoint(trace.mention.marks):
        return False
    span = read.frames.last_span(trace.mention)
    return span is not None and span.since


_MOVED_TO = frozenset(("to_up", "to_down"))


def _decisive_year(period: str | None, past: int | None) -> int | None:
    """The year that tells whether a time is past or to come: the last; None of years that are still running."""
    if not period or not period[-4:].isdigit():
        return None
    last = int(period[-4:])
    running = "/" in period and past is not None and int(period[:4]) <= past < last
    return None if running else last


def _period(read: AnnotatedDocument, trace: Trace) -> Decision[Timing]:
    """For when it holds or falls due."""
    case = Case(
        text=read.text,
        mention=trace.mention,
        frames=read.frames,
        frame=trace.frame.value,
        section=trace.section,
        clock=read.clock,
        claim=trace.claims.value.claim,
        claim_rule=trace.claims.rule,
        measure=trace.measures.value.measure,
        indicator=trace.indicators.value,
        from_to=trace.begins,
    )
    return periods.decide(case)


def _sector(read: AnnotatedDocument, trace: Trace) -> Decision[str]:
    """The part of life that it is filed under."""
    indicator = trace.indicators.value
    texts = sectors.texts(read.text, read.topics, trace.mention, trace.subjects, trace.section)
    return sectors.decide(indicator, texts, trace.section.path, read.text, trace.subjects.evidence)


STAGES: tuple[Stage, ...] = (
    Stage("quantities", (), _quantity),
    Stage("regions", (), _region, lambda read, made: read.places.passed_over(made.mention, made.regions.value)),
    Stage(
        "subjects",
        ("regions",),
        _subject,
        lambda read, made: subject_cases.passed_over(read.text, read.mentions, made.mention),
    ),
    Stage("named", ("regions", "subjects"), _named),
    Stage("measures", ("named",), _measure),
    Stage(
        "indicators",
        ("subjects", "named", "measures"),
        _indicator,
        lambda read, made: indicators.passed_over(made.subjects.value, made.named.value.name, made.indicators),
    ),
    Stage("frame", (), _frame),
    Stage(
        "claims",
        ("frame",),
        _claim,
        lambda read, made: claims.passed_over(read.text, made.mention, made.section, made.claims.value.claim),
    ),
    Stage(
        "periods",
        ("frame", "claims", "measures", "indicators"),
        _period,
        lambda read, made: periods.passed_over(read.frames, made.mention, made.section, made.periods),
    ),
    Stage(
        "sectors",
        ("subjects", "indicators"),
        _sector,
        lambda read, made: sectors.passed_over(
            read.text, read.topics, made.mention, made.subjects, made.section, made.sectors
        ),
    ),
)
"""In the order in which they run: each after those whose decisions it needs."""


def traces(read: AnnotatedDocument) -> Iterator[Trace]:
    """What the stages decide of the quantities of a document, in text order, those that can be no fact left out."""
    last = NOBODY
    before: list[Mention] = []  # of the same statement
    for mention, cell in _in_order(read):
        if before and before[-1].statement_start != mention.statement_start:
            before.clear()
        section = read.locate(read.reflowed.start(mention.quantity.start))
        dated = cell is not None and cell.year is not None  # a table of figures behind 附表
        if section.role is Role.OTHER and section.period is None and section.level and not dated:
            continue  # glossaries and lists of attachments explain words, they state nothing about the place
        if cell is None:
            first = begins(read.text, read.mentions, mention.number)
            for nth, one in enumerate(sharing(read.text, mention, before), start=1):
                before.append(one)
                trace = Trace(one, section, last, nth=nth, begins=first)
                for gives, _, run, _ in STAGES:
                    setattr(trace, gives, run(read, trace))
                yield trace
            last = read.places.after(mention, trace.regions.value, last)
        else:
            from mubiao.extract.fields.rows import decide

            trace = Trace(mention, section, last, cell.caption)
            for decision in decide(read.text, mention, cell, section, read.places, read.clock):
                setattr(trace, decision.stage, decision)
            yield trace


def _in_order(read: AnnotatedDocument) -> Iterable[tuple[Mention, Cell | None]]:
    """The mentions of the text and those of cells, each with its cell, in text order."""
    numbered = ((mention, None) for mention in read.mentions)
    return merge(numbered, read.cells, key=lambda made: made[0].quantity.start) if read.cells else numbered


def facts_of(document: Document) -> list[Fact]:
    """Every fact of a document, in text order. `document.text[fact.start:fact.end] == fact.printed` for each."""
    return facts_in(annotate(document))


def facts_in(read: AnnotatedDocument) -> list[Fact]:
    """The facts of a document that has been annotated."""
    return [fact_of(read, trace) for trace in traces(read)]


def fact_of(read: AnnotatedDocument, trace: Trace) -> Fact:
    """The fact that a quantity states, by what the stages decided of it. Its fields are given in their order."""
    document, q, place, mention = read.document, trace.quantities.value, trace.regions.value, trace.mention
    measured, claimed, timing = trace.measures.value, trace.claims.value, trace.periods.value
    start, end = read.reflowed.start(q.start), read.reflowed.end(q.end)
    start += _sign_apart(document.text, start)
    first, last, year = _days(timing.period)
    rules, section = trace.rules, trace.section.path
    if read.sources is not None:
        rules = ";".join(filter(None, (rules, read.sources.rule(start, end))))
        section = " › ".join(filter(None, (section, read.sources.cell(start))))
    clause = trace.caption
    if clause is None:
        clause = read.text[mention.left_start : max(mention.right_end, q.outer_end)]
    return _fact()(
        f"{document.document_id}-{start}-{end}" + (f"-{trace.nth}" if trace.nth > 1 else ""),  # fact_id
        document.document_id,
        start,
        end,
        document.text[start:end],  # printed
        trace.subjects.value,  # subject
        trace.indicators.value,  # indicator
        trace.sectors.value,  # sector
        sectors.subsector_of(trace.sectors.value, trace.subjects.value, clause),  # subsector
        measured.measure,
        measured.value,
        measured.high,
        measured.unit or None,
        q.qualifier,
        q.qualifier_text,
        claimed.force if claimed.claim in _WILLED else None,
        claimed.claim,
        timing.period,
        first,  # period_start
        last,  # period_end
        timing.stated,  # period_stated
        year,
        timing.comparison,
        place.scope if measured.measure is Measure.RANK else None,  # rank_scope
        place.name,  # region
        place.code,  # region_code
        place.entity,
        section,
        rules,  # rule
        confidence(rules, document.certainty),  # confidence
        read.origin,
        place.candidates,
    )


@lru_cache(maxsize=1024)
def _days(period: str | None) -> tuple[date | None, date | None, int | None]:
    """The first and last day of a period, and its year."""
    days = bounds(period)
    return (*days, days[1].year) if days else (None, None, None)


@cache
def _fact() -> Callable[..., Fact]:
    return in_order(Fact)


_WILLED = (Claim.TARGET, Claim.PLAN, Claim.ESTIMATE)
_SIGN_APART = lazy(r"[-−–－]\s*\n\s*")


def _sign_apart(text: str, start: int) -> int:
    """How many characters a number's sign takes that a line end parts from it: the span has the digits only."""
    sign = _SIGN_APART.match(text, start) if text[start] in "-−–－" else None
    return sign.end() - start if sign else 0
