"""An explanation out of a trace: what every stage decided, as words of the document. Only formats; decides nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from mubiao.extract.annotation import AnnotatedDocument
from mubiao.extract.decided import Trace
from mubiao.extract.decisions import Decision, PassedOver, Words
from mubiao.extract.pipeline import STAGES
from mubiao.lexicon.wordlists import cues
from mubiao.model import Fact

MOST = 4
"""Alternatives of a step that are told: the nearest ones."""
_NEUTRAL = frozenset({"level", "modifier"})  # roles of cues.csv that say nothing of the measure


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that a stage went by: `document.text[start:end] == text`."""

    role: str  # number, unit, qualifier, noun, list, source, cue, name, time, base, heading, place, owner, word
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a stage could have said instead, and the reason (a row of tables/rules.csv) why it did not."""

    said: str
    reason: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one stage said of a quantity."""

    stage: str
    rule: str  # `stage:name`, several joined with ";", as in Fact.rule
    said: str | None
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    source: str | None = None  # what it was inherited from: a fact id, a heading path


@dataclass(frozen=True, slots=True)
class Explained:
    """Words of a document, and the steps that told what they are."""

    start: int  # in code points of the document's text
    end: int
    printed: str
    steps: tuple[Step, ...]

    def json(self) -> str:
        """The steps as a JSON array of objects with the fields of Step."""
        return json.dumps([asdict(step) for step in self.steps], ensure_ascii=False, separators=(",", ":"))


def steps(read: AnnotatedDocument, trace: Trace, fact: Fact) -> tuple[Step, ...]:
    """The steps of a fact, in the order of Fact.rule; the part of the document that it stands in comes first."""
    told: dict[str, list[Decision[Any]]] = {}
    for decision in trace.told():
        told.setdefault(decision.stage, []).append(decision)
    others = {stage.gives: stage.passed_over for stage in STAGES}
    found = [_outline(read, trace)]
    for stage, decisions in told.items():
        words = [*_beside(trace, stage), *(words for decision in decisions for words in decision.evidence)]
        if stage == "quantities":
            words.sort(key=lambda one: one.role != "number")
        found.append(
            Step(
                stage,
                ";".join(decision.rules for decision in decisions),
                _said(stage, fact),
                tuple(dict.fromkeys(e for one in words if (e := _evidence(read, one)) is not None)),
                tuple(_alternatives(read, fact, stage, others[stage](read, trace))),
                _source(read, trace, fact) if stage == "subjects" else decisions[-1].source,
            )
        )
    return tuple(found)


def _outline(read: AnnotatedDocument, trace: Trace) -> Step:
    """The part of the document: its heading, and what that is for."""
    section, text = trace.section, read.document.text
    heading: tuple[Evidence, ...] = ()
    if section.heading:
        at = text.find(section.heading, section.start, section.end)
        heading = (Evidence("heading", at, at + len(section.heading), section.heading),) if at >= 0 else ()
    return Step("outline", f"outline:{section.role}", section.path or None, heading)


def _beside(trace: Trace, stage: str) -> Iterator[Words]:
    """The words that were peeled off with the number itself, whatever was decided by them."""
    mention, q = trace.mention, trace.mention.quantity
    if stage == "quantities":
        yield Words("number", q.start, min(q.number_end, q.end))
        yield Words("unit", q.number_end, q.end)
        yield Words("qualifier", q.outer_start, q.start)
        yield Words("qualifier", q.end, q.outer_end)
    elif stage == "measures":
        for word, start in zip(reversed(mention.cue_words), reversed(mention.cue_starts), strict=True):
            if cues().words[word] not in _NEUTRAL:
                yield Words("cue", start, start + len(word))


def _said(stage: str, fact: Fact) -> str | None:
    """What a stage said, in short."""
    if stage == "measures":
        high = "" if fact.high is None else f"–{fact.high:g}"
        return f"{fact.measure} {fact.value:.15g}{high} {fact.unit or ''}".rstrip()
    if stage == "claims":
        return f"{fact.claim} ({fact.force})" if fact.force else str(fact.claim)
    fields = {
        "quantities": fact.printed,
        "subjects": fact.subject or None,
        "indicators": fact.indicator,
        "periods": fact.period,
        "regions": fact.region,
        "sectors": fact.sector,
    }
    return fields[stage]


def _evidence(read: AnnotatedDocument, words: Words) -> Evidence | None:
    """Words of the reflowed text as the document prints them, without blanks around them; None if there are none."""
    span = span_of(read, words.start, words.end)
    return None if span is None else Evidence(words.role, *span, read.document.text[slice(*span)])


def span_of(read: AnnotatedDocument, start: int, end: int) -> tuple[int, int] | None:
    """Where text[start:end] of the reflowed text stands in the document, without blanks around it; None for blanks."""
    words = read.text[start:end]
    first, last = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    return (read.reflowed.start(first), read.reflowed.end(last)) if first < last else None


def _alternatives(
    read: AnnotatedDocument, fact: Fact, stage: str, others: Iterator[PassedOver] | Any
) -> list[Alternative]:
    """What was passed over, the nearest to the number first where it stands in the text."""
    found = [
        Alternative(one.said, f"rejected:{one.reason}", _evidence(read, one.words) if one.words else None)
        for one in others
    ]
    if stage == "periods":
        found.sort(key=lambda one: abs((one.evidence.end if one.evidence else 0) - fact.start))
    return found[:MOST]


def _source(read: AnnotatedDocument, trace: Trace, fact: Fact) -> str | None:
    """The id of the fact that a subject was taken from."""
    if trace.mention.source < 0:
        return None
    q = read.mentions[trace.mention.source].quantity
    return f"{fact.document_id}-{read.reflowed.start(q.start)}-{read.reflowed.end(q.end)}"
