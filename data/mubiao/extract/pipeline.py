"""A document in, its facts out. `STAGES` says what is decided of each quantity, in which order, and by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from heapq import merge
from typing import TYPE_CHECKING, Any, NamedTuple

from mubiao.extract.annotation import AnnotatedDocument, annotate
from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.subjects import cases
from mubiao.extract.context.subjects.sharing import sharing
from mubiao.extract.context.times.spans import Time
from mubiao.extract.decided import Trace
from mubiao.extract.decisions import Decision, PassedOver, Words
from mubiao.extract.facts import fact_of
from mubiao.extract.fields import claims, indicators, measures, periods, sectors
from mubiao.extract.fields.claims.cases import AHEAD_ROLES, Claimed
from mubiao.extract.fields.measures.cases import Amount
from mubiao.extract.fields.periods.cases import Case, Timing
from mubiao.extract.fields.periods.frames import begins
from mubiao.extract.fields.places.names import NOBODY, LastOwner, Place
from mubiao.extract.quantities.quantity import Quantity
from mubiao.garbage import undisturbed
from mubiao.model import Document, Fact, Qualifier, Role, Section
from mubiao.patterns import lazy
from mubiao.regions import COUNTRY

if TYPE_CHECKING:
    from mubiao.extract.quantities.tables.cells import Cell


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
    least = q.qualifier == "exact" and text.find("至少", start, end) >= 0
    near = near or (_LEAST.search(text, start, end) if least else None)
    if near is None:
        return _share_bound(read, trace) or Decision("quantities", q.rule, q)
    bound = replace(q, qualifier=Qualifier.OVER if least else Qualifier.ABOUT, qualifier_text=near[1] or near[2])
    return Decision("quantities", q.rule, bound, (Words("qualifier", *near.span(1 if near[1] else 2)),))


def _share_bound(read: AnnotatedDocument, trace: Trace) -> Decision[Quantity] | None:
    """A share that is bounded before what it is of: 标准不低于当地收入的40%、45%和50%, each of the list."""
    mention, text = trace.mention, read.text
    q, end = mention.quantity, min(mention.anchor, mention.quantity.outer_start)
    if q.kind != "percent" or q.qualifier != "exact" or text[end - 1] != "的":
        return None
    bound = _OF_WHAT.search(text, max(mention.sentence_start, end - _OF_REACH), end)
    if bound is None:
        return None
    sense = Qualifier.OVER if bound[1] in _AT_LEAST else Qualifier.UNDER
    decided = replace(q, qualifier=sense, qualifier_text=bound[1])
    return Decision("quantities", q.rule, decided, (Words("qualifier", *bound.span(1)),))


_OF_WHAT = lazy(
    r"(不低于|不少于|不超过|不高于)(?!全[国省市])[^，,。；;、\d]{2,24}的$",
    holds=("不低于", "不少于", "不超过", "不高于"),
)
_OF_REACH = 30
_AT_LEAST = frozenset(("不低于", "不少于"))
_NEAR = lazy(
    r"(约|近)(?:[占为达](?:全[国省市区县](?:平均(?:值|水平|数)?)?|同期)?|占[^，,。；;、\d]{2,16})的?$"
    r"|(约|近)(?:覆盖|惠及|涉及|服务|容纳|影响|节约)$"
)
_LEAST = lazy(r"(至少)[^，,。；;、\d]{1,8}$")  # 至少带动6000户
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
    """Whether it has happened or is a target."""
    mention, section, past, frame = trace.mention, trace.section, read.clock.past, trace.frame.value
    year = _decisive_year(frame.period, past) if frame else None
    if frame is not None and year is None and frame.multi and "今后" in frame.words:
        year = int((frame.period or "0")[-4:])
    if frame is None and section.role in AHEAD_ROLES:
        year = _year_of_paragraph(read, trace)
    since = section.role in AHEAD_ROLES and _come_about(read, trace)
    first = trace.begins
    return claims.decide(
        read.text, mention, section, frame_year=year, past=past, since=since, begins=first, words=read.claim_words
    )


def _year_of_paragraph(read: AnnotatedDocument, trace: Trace) -> int | None:
    """The year that a paragraph of a plan opens with and has not turned from: 2023年，…。…, told of what was done."""
    opening = read.frames.paragraph(trace.mention)
    if opening is None or not (opening.period or "").isdigit() or read.frames.turned(opening, trace.mention):
        return None
    return int(opening.period or 0)


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
        lambda read, made: cases.passed_over(read.text, read.mentions, made.mention),
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


_TOGETHER = 256
"""How many quantities a stage decides before the next stage begins: all that it works with stays at hand meanwhile."""
_IN_TURN, _EACH = STAGES[:2], STAGES[2:]
"""A sentence goes on about the place of the number before, so that places are decided number by number."""


def traces(read: AnnotatedDocument) -> Iterator[Trace]:
    """What the stages decide of the quantities of a document, in text order, those that can be no fact left out."""
    last = NOBODY
    for begun in _begun(read):
        worded = [trace for trace in begun if trace.caption is None]
        last = _in_turn(read, worded, last)
        for gives, _, run, _ in _EACH:
            for trace in worded:
                setattr(trace, gives, run(read, trace))
        yield from begun


def _in_turn(read: AnnotatedDocument, begun: list[Trace], last: LastOwner) -> LastOwner:
    """The places of traces, and whose the sentence is behind them; last: whose it is before them."""
    for number, trace in enumerate(begun, start=1):
        trace.last = last
        for gives, _, run, _ in _IN_TURN:
            setattr(trace, gives, run(read, trace))
        if number == len(begun) or begun[number].nth == 1:  # the last of those that share one number
            last = read.places.after(trace.mention, trace.regions.value, last)
    return last


def _begun(read: AnnotatedDocument) -> Iterator[list[Trace]]:
    """The quantities that can be facts, some at a time, those of tables with their decisions; never parts of one."""
    begun: list[Trace] = []
    before: list[Mention] = []  # of the same statement
    for mention, cell in _in_order(read):
        if len(begun) >= _TOGETHER:
            yield begun
            begun = []
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
                begun.append(Trace(one, section, nth=nth, begins=first))
        else:
            begun.append(_of_cell(read, mention, cell, section))
    yield begun


def _of_cell(read: AnnotatedDocument, mention: Mention, cell: Cell, section: Section) -> Trace:
    """What the row, the column and the section say of a figure in a table."""
    from mubiao.extract.fields.rows import decide

    trace = Trace(mention, section, caption=cell.caption)
    for decision in decide(read.text, mention, cell, section, read.places, read.clock):
        setattr(trace, decision.stage, decision)
    return trace


def _in_order(read: AnnotatedDocument) -> Iterable[tuple[Mention, Cell | None]]:
    """The mentions of the text and those of cells, each with its cell, in text order."""
    numbered = ((mention, None) for mention in read.mentions)
    return merge(numbered, read.cells, key=lambda made: made[0].quantity.start) if read.cells else numbered


@undisturbed
def facts_of(document: Document) -> list[Fact]:
    """Every fact of a document, in text order. `document.text[fact.start:fact.end] == fact.printed` for each."""
    return facts_in(annotate(document))


def facts_in(read: AnnotatedDocument) -> list[Fact]:
    """The facts of a document that has been annotated."""
    return [fact_of(read, trace) for trace in traces(read)]
