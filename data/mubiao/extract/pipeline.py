"""The stages in order: a document in, its facts out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from mubiao.documents.outline import Locator, outline
from mubiao.extract.confidence import confidence
from mubiao.extract.context import subjects
from mubiao.extract.context.contexts import Mention, mentions
from mubiao.extract.context.times import Clock, Times, bounds
from mubiao.extract.fields import claims, measures
from mubiao.extract.fields.indicators import event_indicator, of_measure
from mubiao.extract.fields.periods import Frames, Timing, assign
from mubiao.extract.fields.places import Place, Places
from mubiao.extract.fields.sectors import sector_of, subsector_of
from mubiao.extract.quantities.assemble import Quantity, find_quantities
from mubiao.extract.quantities.tables import Cell, cells
from mubiao.extract.text.normalise import normalise
from mubiao.extract.text.reflow import Reflowed, reflow
from mubiao.extract.version import rules_version
from mubiao.lexicon.name_matcher import indicator_of, share_of
from mubiao.model import Claim, Document, Fact, Measure, Qualifier, Role, Section
from mubiao.patterns import lazy

_LOCAL_PART = lazy(r"其中[,，]?(?:地方|本级|区级|市级|县级)[^,，。；;]{0,6}收入")


def sections_of(document: Document) -> list[Section]:
    """The outline of a document, as extraction reads it and the store keeps it."""
    return _outline(document, _clock(document, normalise(document.text)))


def _clock(document: Document, normal: str) -> Clock:
    return Clock.of(document.year, document.kind, normal, document.date)


def _outline(document: Document, clock: Clock) -> list[Section]:
    return outline(
        document.text,
        year=document.year,
        this_year=clock.this_year,
        past=clock.past,
        kind=document.kind,
        title=document.title,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the stages share while they read one document. `text` is normalised and reflowed."""

    document: Document
    text: str
    reflowed: Reflowed
    clock: Clock
    mentions: list[Mention]
    frames: Frames
    places: Places
    sections: list[Section]
    locate: Locator
    cells: list[tuple[Mention, Cell]]  # figures of tables, which no words stand around


def read(document: Document) -> Reading:
    """Runs the stages up to the subjects; `facts_of` makes facts of what they found."""
    normal = normalise(document.text)
    reflowed = reflow(normal)
    text = reflowed.text
    clock = _clock(document, normal)
    sections = _outline(document, clock)
    times = Times(text, clock)
    tabled = [(_mention_of(cell, reflowed), cell) for cell in cells(normal, document.text)]
    made = mentions(text, _beside(tabled, find_quantities(text)), times)
    subjects.resolve(text, made)
    places = Places(document, text, reflowed, sections)
    return Reading(
        document, text, reflowed, clock, made, Frames(text, times, made), places, sections, Locator(sections), tabled
    )


def _mention_of(cell: Cell, reflowed: Reflowed) -> Mention:
    """A mention for a figure of a table: its row is its sentence, the label of its row the noun before it."""
    start, end = reflowed.position(cell.start), reflowed.position(cell.end - 1) + 1
    first, last = reflowed.position(cell.label_start), reflowed.position(cell.label_end - 1) + 1
    words = cell.qualifier_text
    q = Quantity(
        start, end, cell.value, cell.high, cell.unit, cell.kind, cell.qualifier, words, start, end, "cell", end
    )
    mention = Mention(q, -1, -1, first, end, first, first, left_start=first, left_end=last, subject=cell.label)
    mention.rules.append("subjects:row")
    return mention


def _beside(tabled: list[tuple[Mention, Cell]], found: list[Quantity]) -> list[Quantity]:
    """The quantities that stand in no cell of a table that has been read."""
    taken = {at for mention, _ in tabled for at in range(mention.quantity.start, mention.quantity.end)}
    return [q for q in found if q.start not in taken and q.end - 1 not in taken] if taken else found


def facts_of(document: Document) -> list[Fact]:
    """Every fact of a document, in text order. `document.text[fact.start:fact.end] == fact.printed` for each."""
    return facts_in(read(document))


def facts_in(reading: Reading) -> list[Fact]:
    """The facts of a document that has been read."""
    return [fact_of(reading, made) for made in judged(reading)]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the stages made of one quantity: its fact and its explanation both tell this."""

    mention: Mention
    section: Section
    subject: str
    name: str  # the indicator's name that the subject holds; empty where it holds none
    indicator: str | None
    measured: measures.Reading
    claimed: claims.ClaimReading
    timing: Timing
    place: Place
    texts: tuple[tuple[str, str], ...]  # what the sector is looked for in, the nearest first
    sector: str
    near: re.Match[str] | None  # a qualifier that does not stand next to the number


def judged(reading: Reading) -> Iterator[Judged]:
    """What the stages make of the quantities of a document, in text order, those that can be no fact left out."""
    numbered = ((mention, index, None) for index, mention in enumerate(reading.mentions))
    tabled = ((mention, -1, cell) for mention, cell in reading.cells)
    for mention, index, cell in merge(numbered, tabled, key=lambda made: made[0].quantity.start):
        section = reading.locate(reading.reflowed.start(mention.quantity.start))
        if section.role is Role.OTHER and section.period is None and section.level:
            continue  # glossaries and lists of attachments explain words, they state nothing about the place
        yield _judged(reading, mention, index, section) if cell is None else _tabled(reading, mention, cell, section)


def _tabled(reading: Reading, mention: Mention, cell: Cell, section: Section) -> Judged:
    """What the row, the column and the section say of a figure in a table."""
    clock = reading.clock
    mention.rules[:0] = ["quantities:cell"]
    place = reading.places.in_row(cell.label, section)
    subject = mention.subject if place.rule != "row" else cell.column
    found = indicator_of(subject) or (indicator_of(subject + "增加值") if "生产总值" in cell.caption else None)
    measured = measures.Reading(cell.measure, cell.value, cell.high, cell.unit, "column")
    indicator = of_measure(found[0] if found else None, measured)
    mention.rules += ["indicators:" + ("name" if indicator else "none"), "measures:column"]
    ahead = section.role in (Role.TASKS, Role.TARGETS) or (cell.year or 0) > (clock.past or cell.year or 0)
    told = ahead and (cell.year is None or cell.year > (clock.past or 0))
    told = told if cell.target is None else cell.target
    claimed = claims.ClaimReading(Claim.TARGET if told else Claim.ACTUAL, None, "column")
    period = str(cell.year) if cell.year else section.period
    if period and "/" in period and "-" not in period and not cell.average and cell.measure is not Measure.GROWTH:
        period = period[-4:]  # an amount of several years' table is that of their end
    timing = Timing(period, cell.year is not None, None, "column" if cell.year else "section")
    texts = (("subject", subject), ("clause", cell.caption), ("heading", section.path))
    sector, sector_rule = sector_of(indicator, texts)
    mention.rules += ["claims:column", "periods:" + timing.rule, "regions:" + place.rule, "sectors:" + sector_rule]
    name = found[1] if found else ""
    return Judged(mention, section, subject, name, indicator, measured, claimed, timing, place, texts, sector, None)


def _judged(reading: Reading, mention: Mention, index: int, section: Section) -> Judged:
    text, made, clock, frames = reading.text, reading.mentions, reading.clock, reading.frames
    q = mention.quantity
    mention.rules[:0] = ["quantities:" + rule for rule in q.rule.split(";")]
    subject = _tidy(mention.subject)
    place = reading.places.at(mention, subject, section)
    subject = reading.places.without(subject, place)
    found = indicator_of(subject)
    if found and mention.right_end > mention.right_start and _PART_OF_THEM.match(mention.right_verb):
        found = None  # 184家高新企业享受扣除: not all there are
    how = "name" if found else "none"
    indicator = found[0] if found else share_of(subject) if "占" in subject else None
    if indicator == "budget_revenue_local" and _is_total(text, mention, subject):
        indicator = "budget_revenue_total"
    event = text[mention.right_start : mention.right_end] + mention.right_verb
    counted = event_indicator(subject, event) if q.kind == "count" else None
    if counted:
        indicator, how = counted, "event"
    measured = measures.read(text, mention, indicator)
    fitting = of_measure(indicator, measured)
    if fitting != indicator:
        indicator, how = fitting, "share" if fitting else "unfit"
    elif indicator and how == "none":
        how = "share"
    if indicator is None and subject.endswith(("总投资", "投资额", "投资金额", "协议投资")):
        indicator = _invested_in(made, index, text)
        how = "invested" if indicator else how
    mention.rules += ["indicators:" + how, "measures:" + measured.rule]
    frame = frames.frame(mention, section)
    frame_year = _decisive_year(frame.period, clock.past) if frame else None
    begins = _from(text, made, index)
    span = frames.last_span(mention)
    since = span is not None and span.since and (begins or bool(mention.marks & {"to_up", "to_down"}))
    claimed = claims.read(text, mention, section, frame_year, clock.past, since)
    mention.rules.append("claims:" + claimed.rule)
    timing = assign(text, mention, frames, frame, section, clock, claimed.claim, measured.measure, indicator, begins)
    sentence = text[mention.sentence_start : min(mention.sentence_end, mention.sentence_start + 300)]
    texts = (
        ("subject", subject),
        ("clause", text[mention.left_start : max(mention.right_end, q.outer_end)]),
        ("topic", _topic(text, mention)),
        ("sentence", sentence),
        ("heading", section.path),
    )
    sector, sector_rule = sector_of(indicator, texts)
    mention.rules += ["periods:" + timing.rule, "regions:" + place.rule, "sectors:" + sector_rule]
    near = _NEAR.search(text, mention.gap_start, q.outer_start) if q.qualifier == "exact" else None
    name = found[1] if found else ""
    return Judged(mention, section, subject, name, indicator, measured, claimed, timing, place, texts, sector, near)


def _decisive_year(period: str | None, past: int | None) -> int | None:
    """The year that tells whether a time is past or to come: the last; None of years that are still running."""
    if not period or not period[-4:].isdigit():
        return None
    last = int(period[-4:])
    running = "/" in period and past is not None and int(period[:4]) <= past < last
    return None if running else last


def fact_of(reading: Reading, made: Judged) -> Fact:
    """The fact that a quantity states, by what the stages made of it."""
    document, mention, measured, claimed, timing = (
        reading.document,
        made.mention,
        made.measured,
        made.claimed,
        made.timing,
    )
    q, place, near = mention.quantity, made.place, made.near
    start, end = reading.reflowed.start(q.start), reading.reflowed.end(q.end)
    start += _sign_apart(document.text, start)
    days = bounds(timing.period)
    rules = ";".join(mention.rules)
    return Fact(
        fact_id=f"{document.document_id}-{start}-{end}",
        document_id=document.document_id,
        start=start,
        end=end,
        printed=document.text[start:end],
        subject=made.subject,
        indicator=made.indicator,
        sector=made.sector,
        subsector=subsector_of(made.sector, made.subject, made.texts[1][1]),
        measure=measured.measure,
        value=measured.value,
        high=measured.high,
        unit=measured.unit or None,
        qualifier=Qualifier.ABOUT if near else Qualifier(q.qualifier),
        qualifier_text=near[1] if near else q.qualifier_text,
        force=claimed.force if claimed.claim in (Claim.TARGET, Claim.PLAN, Claim.ESTIMATE) else None,
        claim=claimed.claim,
        period=timing.period,
        period_start=days[0] if days else None,
        period_end=days[1] if days else None,
        period_stated=timing.stated,
        year=days[1].year if days else None,
        comparison=timing.comparison,
        rank_scope=place.scope if measured.measure is Measure.RANK else None,
        region=place.name,
        region_code=place.code,
        entity=place.entity,
        section=made.section.path,
        rule=rules,
        confidence=confidence(rules),
        origin=rules_version(),
        candidates=place.candidates,
    )


_SIGN_APART = lazy(r"[-−–－]\s*\n\s*")


def _sign_apart(text: str, start: int) -> int:
    """How many characters a number's sign takes that a line end parts from it: the span has the digits only."""
    sign = _SIGN_APART.match(text, start)
    return sign.end() - start if sign else 0


_TOPIC = lazy(r"[。；\n][^\S\n]*([^，,。；：:\n]{4,14})[。：:]")
_FIRST_TOPIC = lazy(r"\s*([^，,。；：:\n]{4,14})[。：:]")


def _topic(text: str, mention: Mention) -> str:
    """The short sentence that opens a passage and says what it is about: 招商引资成效显著。…"""
    end = mention.quantity.start
    start = max(0, mention.statement_start - 500)
    start = max(text.rfind("\n", start, mention.statement_start), start - 1, 0)
    topic = _FIRST_TOPIC.match(text, 0, end) if start == 0 else None
    for later in _TOPIC.finditer(text, topic.end() if topic else start, end):
        topic = later
    return topic[1] if topic else ""


_PART_OF_THEM = lazy(r"享受|参与|参加|接受")
_NEAR = lazy(
    r"(约|近)(?:[占为达](?:全[国省市区县]|同期)?|占[^，,。；;、\d]{2,16})的?$"
)  # 约占全省的九分之一: not next to the number
_FROM = frozenset(["从", "由", "自"])
_PARTS = 8  # of one ratio
_TO = lazy(r"(?:[:：]\d+(?:\.\d+)?)*[^，,。；;\d]{0,12}?(?:到|至|为|[增升降减]至|拓展到)")


def _from(text: str, made: list[Mention], index: int) -> bool:
    """Whether a mention is the first of 「由A提高到B」; of a ratio, one of the first three."""
    first = index
    while made[first].ratio and first and index - first < _PARTS:
        first -= 1
    begins = not _FROM.isdisjoint(made[first].cue_words)
    last = index
    while begins and last + 1 < len(made) and last - index < _PARTS and made[last + 1].linked:
        if made[last + 1].group != made[index].group or made[index].group < 0:
            break
        last += 1  # 分别从771家、481家增加到…
    return begins and bool(_TO.match(text, made[last].quantity.outer_end))


def _invested_in(made: list[Mention], index: int, text: str) -> str | None:
    """总投资 of projects that were signed: 10个项目签约落地，总投资｜36亿元."""
    for mention in reversed(made[max(0, index - 2) : index]):
        if mention.sentence == made[index].sentence and mention.quantity.kind == "count":
            event = (
                text[mention.left_start : mention.left_end]
                + text[mention.right_start : mention.right_end]
                + mention.right_verb
            )
            return "signed_investment" if "签约" in event else None
    return None


def _is_total(text: str, mention: Mention, subject: str) -> bool:
    """财政收入 of which a local part is told is the total."""
    end = mention.quantity.end
    bare = subject.endswith("财政收入") and not subject.startswith(("地方", "本级"))
    return bare and bool(_LOCAL_PART.search(text, end, min(mention.sentence_end, end + 40)))


_LONGEST = 40  # no noun phrase is longer; what is, is a clause that was not understood
_EDGES = lazy(r"^[\s　*、，,：:；;。.的了“”\"']+|[\s　*、，,：:；;。.的了“”\"']+$")


def _tidy(subject: str) -> str:
    tidied = _ENDS.sub("", _EDGES.sub("", subject).replace("*", "")[-_LONGEST:])
    opened, closed = tidied.find("“"), tidied.find("”")
    if closed >= 0 and not 0 <= opened < closed:
        return "“" + tidied  # “新三样”产品出口 keeps the sign that its edge had
    return tidied + "”" if opened >= 0 and tidied.rfind("”") < tidied.rfind("“") else tidied


_ENDS = lazy(r"(?<=[\u4e00-\u9fff]{3})(?:实现|保持|累计|持续)$")
"""Verbs and adverbs that are left behind a noun phrase and belong to the number."""
