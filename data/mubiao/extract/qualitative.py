"""Targets that are stated in words alone: 居民收入与经济增长同步, 进出口增速高于全国平均水平.

They are no facts, since they hold no quantity of their own; but a place that says this does have a target, and
a panel keeps it apart from a place that said nothing. `wording` knows the words; claim, period and place are read by
the stages that read those of a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mubiao.extract.annotation import AnnotatedDocument
from mubiao.extract.context.contexts import SENTENCE_END, Mention
from mubiao.extract.context.noun_phrases import clean
from mubiao.extract.context.times.names import bounds
from mubiao.extract.fields import claims, periods
from mubiao.extract.fields.periods import cases
from mubiao.extract.qualitative_grammar import ABOVE_BEFORE, HOLDS, KINDS, SET_BEFORE, WORDS
from mubiao.extract.quantities.quantity import exact
from mubiao.lexicon import indicators
from mubiao.lexicon.name_matcher import find_names, indicator_of, is_rate, share_of
from mubiao.model import Claim, Measure, QualitativeTarget, Role, Section
from mubiao.patterns import SENTENCE_ENDS, last_of, lazy, marks
from mubiao.regions import gazetteer_for

_CLAUSE = lazy(r"[^，,；;。！？：:\r\n—…|｜]+")
_BETWEEN = marks("，,；;。！？：:\r\n—…|｜")
_STATEMENT = marks("。！？!?\n\r")
_SENTENCE = marks(SENTENCE_ENDS)
_AND = lazy(r"、|和|与|及|以及")
_OPENING = lazy(
    r"(?:[\s　*“”\"'（(）)]|[一二三四五六七八九十]+[是要]|[一二三四五六七八九十\d]+[、.．]|力争|争取|确保|努力|实现"
    r"|保持|维持|促进|推动|促使|使|让|坚持|继续|必须|务必|要|把|将|全力|千方百计|进一步|不断|切实|有效|稳步|持续|着力|大力"
    r"|积极|巩固|推进|同时|并|且|其中|今年|明年|全年)+"
)
_CLOSING = lazy(r"(?:[（(][^（()）]*[)）]|按?(?:历史)?(?:可比|同)口径|要|应|将|力争|确保|的|[\s　*“”\"']){1,8}$")
_NUMBER = lazy(r"\d(?<!PM\d)(?<!PM2\.\d)")
_KEPT = lazy(r"确保|保持|维持|努力|力争|继续|基本|总体|大体|大致")
_OF = lazy(r"占(?:[^，,。；;]{1,12}?)?的?(?:份额|比重|比例|比)$")
_MOVED = lazy(r"(?:增长|提高|提升|上升|降低|下降|减少|减排|控制|改善|降幅|增幅|幅度){1,4}$")
_MARKET = lazy(r"占全[国省市].{0,4}份额$")
_PART = lazy(r"(?:占比|比重|比例|份额)$")
_ELSEWHERE = lazy(r"全国|我国|全球|世界|国内(?!生产)|国际")
_RELATIVE = lazy(r"[全我][省市区县州盟旗镇乡]")
_BOTH = lazy(r"城乡居民")
_ECONOMY = lazy(r"生产总值|GDP|经济(?:增速|增长|总量)")
_PART_OF_ECONOMY = lazy(r"农村|城镇|县域|区域")
_LOCAL = lazy(r"地方[^，,。；;]{0,8}收入")
_LONGEST_CLAUSE, _LONGEST_SUBJECT = 200, 40


@dataclass(frozen=True, slots=True)
class _Words:
    """Words and the subject before or behind them; half-open spans of the text."""

    start: int
    end: int
    kind: str
    subject_start: int
    subject_end: int


def targets_in(read: AnnotatedDocument) -> list[QualitativeTarget]:
    """The worded targets of a document, in text order: those of its own place, for what is yet to come.

    `document.text[target.start:target.end] == target.printed` for each. One wording can be of several
    indicators: 城乡居民收入 is the income of all residents, of those in towns, and of those in the country.
    """
    made: list[QualitativeTarget] = []
    for words in _all_words(read.text):
        made += _targets(read, words)
    return made


def _all_words(text: str) -> Iterator[_Words]:
    """The words of every clause that names an indicator."""
    read, words = 0, WORDS.to(text)
    for start, _, _ in find_names(text):
        if start < read:
            continue  # its clause has been read
        first = last_of(_BETWEEN, text, read, start) + 1 or read
        clause = _CLAUSE.match(text, first)
        if clause is None:
            continue
        read = clause.end()
        if read - first <= _LONGEST_CLAUSE and HOLDS.search(clause[0]):
            yield from _of_clause(clause[0], first, words)


def _of_clause(clause: str, offset: int, words: re.Pattern[str]) -> Iterator[_Words]:
    for kind, pattern in (("assigned", SET_BEFORE), ("above", ABOVE_BEFORE)):
        before = pattern.search(clause)
        if before and find_names(before["subject"]):
            start, end, first, last = *before.span("words"), *before.span("subject")
            yield _Words(offset + start, offset + end, kind, offset + first, offset + last)
            return
    position = 0
    for match in words.finditer(clause):
        kind = next(kind for kind in KINDS if match[kind] is not None)
        start, end = match.span("words")
        grown = match.end("growth")
        ends = [position + last for _, last, _ in find_names(clause[position:grown])] if match["growth"] else []
        if any(start < last <= grown for last in ends):
            start = grown  # 人口自然增长率｜控制在…: the growth belongs to the name
        if kind != "kept" or _KEPT.search(clause, position, match.start(kind)):
            yield _Words(offset + start, offset + end, kind, offset + position, offset + start)
        position = match.end()


def _targets(read: AnnotatedDocument, words: _Words) -> Iterator[QualitativeTarget]:
    text, document = read.text, read.document
    subject, names = _subject(text, words)
    if not names or _ELSEWHERE.search(subject.partition("占")[0]):
        return
    section = read.locate(read.reflowed.start(words.start))
    if section.role is Role.OTHER and section.period is None and section.level:
        return
    mention = _mention(text, words, subject)
    region = read.places.decide(mention, subject, section)
    place = region.value
    if place.rule in ("named", "pool", "list") or place.entity:
        return  # another place's, or a company's
    if _of_another_place(subject, place.code, document.region_code):
        return
    frame = read.frames.frame(mention, section)
    frame_year = int(frame.period[-4:]) if frame and frame.period and frame.period[-4:].isdigit() else None
    decided = claims.decide(text, mention, section, frame_year=frame_year, past=read.clock.past)
    claim = decided.value
    if claim.claim is not Claim.TARGET or claim.past_target:
        return
    start, end = read.reflowed.start(words.start), read.reflowed.end(words.end)
    for name, indicator in names:
        measure = _measure(words.kind, indicator, name)
        case = cases.Case(
            text=text,
            mention=mention,
            frames=read.frames,
            frame=frame,
            section=section,
            clock=read.clock,
            claim=claim.claim,
            claim_rule=claim.rule,
            measure=measure,
            indicator=indicator,
            from_to=False,
        )
        timing = periods.decide(case).value
        period = _whole(timing.period, section)
        days = bounds(period)
        yield QualitativeTarget(
            promise_id=f"{document.document_id}-{start}-{end}-{indicator}",
            document_id=document.document_id,
            start=start,
            end=end,
            printed=document.text[start:end],
            subject=name,
            indicator=indicator,
            measure=measure,
            period=period,
            year=days[1].year if days else None,
            region=place.name,
            region_code=place.code,
            section=section.path,
            rule=f"promises:{words.kind};claims:{claim.rule};periods:{timing.rule};regions:{place.rule}",
            origin=read.origin,
        )


def _subject(text: str, words: _Words) -> tuple[str, list[tuple[str, str]]]:
    """What the target is of, without verbs, brackets and 按可比口径, and the indicators that it names."""
    head = text[words.subject_start : words.subject_end].lstrip("、")
    if ")" not in head and "）" not in head:
        head = re.split(r"[（(]", head)[-1]  # the clause stands in brackets itself
    head = _bare(head)
    short = head if _OF.search(head) else _bare(clean(head)[0])
    for subject in dict.fromkeys((short, head)):
        if 2 <= len(subject) <= _LONGEST_SUBJECT and not _NUMBER.search(subject):
            names = list(_named(subject, text, words.kind))
            if names:
                return subject, names
    return short, []


def _bare(words: str) -> str:
    opening = _OPENING.match(words)
    return _CLOSING.sub("", words[opening.end() :] if opening else words)


def _mention(text: str, words: _Words, subject: str) -> Mention:
    """The words as the stages take a quantity: where it stands, and what is said before it."""
    near, far = max(0, words.start - 1000), min(len(text), words.end + 1000)
    stop = SENTENCE_END.search(text, words.end, far)
    statement = last_of(_STATEMENT, text, near, words.start) + 1 or near
    return Mention(
        exact(words.start, words.end, 0.0, "%", "percent", "words", words.end),
        number=-1,
        sentence=-1 - words.start,  # no other mention's
        sentence_start=last_of(_SENTENCE, text, near, words.start) + 1 or near,
        sentence_end=stop.start() if stop else far,
        statement_start=statement,
        gap_start=words.subject_start,
        anchor=words.start,
        left_start=words.subject_start,
        left_end=words.subject_end,
        subject=subject,
    )


def _named(subject: str, text: str, kind: str) -> Iterator[tuple[str, str]]:
    """The indicators that a subject names: (as printed, id)."""
    subject = _RELATIVE.sub("", subject)
    named = indicator_of(subject)
    if (of := _OF.search(subject) or _PART.search(subject)) and not (named and is_rate(named[0])):
        found = indicator_of(subject[: of.start()])
        if found and _MARKET.search(subject):
            yield subject, found[0]
        elif share := share_of(subject[: of.start()]):
            yield subject, share
        return
    subject = _MOVED.sub("", subject) if indicator_of(subject) is None else subject
    whole = indicator_of(subject)
    parts = [part for part in _AND.split(subject) if part]
    several = _several(parts) if len(parts) > 1 else []
    if len(several) > 1 or (several and not whole):
        for name, indicator in several:
            yield from _one(name, indicator, text, kind)
    elif whole:
        yield from _one(subject, whole[0], text, kind)


def _several(parts: list[str]) -> list[tuple[str, str]]:
    """Those of a list that are indicators, with what they share with the first or the last of it.

    粮食播种面积和产量, 城镇和农村居民收入. None, if the last is none: its noun is then that of all, 重点项目、技改投资.
    """
    found = []
    first, last = parts[0], parts[-1]
    for number, part in enumerate(parts):
        tries = [part]
        if number:
            tries += [first[:cut] + part for cut in range(len(first) - 1, 1, -1)]
        if number < len(parts) - 1:
            tries += [part + last[cut:] for cut in range(1, len(last) - 1)]
        hit = next(((name, named[0]) for name in tries if (named := indicator_of(name))), None)
        if hit:
            found.append(hit)
        elif number == len(parts) - 1:
            return []
    return found


def _one(name: str, indicator: str, text: str, kind: str) -> Iterator[tuple[str, str]]:
    if indicator == "gdp":
        compared = kind in ("together", "above", "than", "standing")
        if _PART_OF_ECONOMY.search(name) or not (compared or _ECONOMY.search(name)):
            return  # 促进经济稳定增长 is a purpose, no target
    if (whole := indicators()[indicator].whole) and name == "财政收入" and _LOCAL.search(text):
        indicator = whole  # a report that tells the local revenue apart means the whole
    yield name, indicator
    if indicator == "income_per_capita" and _BOTH.search(name):
        yield name, "income_urban"
        yield name, "income_rural"


def _measure(kind: str, indicator: str, name: str) -> Measure:
    if kind == "standing":
        return Measure.RANK
    if _PART.search(name) or (is_rate(indicator) and indicators()[indicator].percent != "growth"):
        return Measure.SHARE
    if kind == "assigned" and indicators()[indicator].unit not in ("元", "美元"):
        return Measure.LEVEL  # so many homes, so many tons
    return Measure.GROWTH


def _of_another_place(subject: str, code: str | None, home: str | None) -> bool:
    """Whether 全省, 全市 … in the subject mean another place than the document's."""
    relative = gazetteer_for(home).relative
    named = [place for word in _RELATIVE.findall(subject) if (place := relative(word)) is not None]
    return any(place.code != code for place in named)


def _whole(period: str | None, section: Section) -> str | None:
    """到2025年 in a programme that ends with 2025 is the programme's."""
    programme = section.period or ""
    several = "/" in programme and "-" not in programme
    return programme if several and period == programme[-4:] else period
