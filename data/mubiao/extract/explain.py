"""Why a quantity became the fact that it is, or none: the stages in order, told from the very reads that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mubiao.extract.annotation import AnnotatedDocument, annotate
from mubiao.extract.facts import fact_of
from mubiao.extract.pipeline import traces
from mubiao.extract.quantities.assemble import candidates
from mubiao.extract.quantities.mask import mask_spans
from mubiao.extract.text.normalise import normalise
from mubiao.extract.trace import Alternative, Evidence, Explained, Step, steps
from mubiao.model import Document, Fact

__all__ = ["Alternative", "Evidence", "Explanation", "Step", "explain", "explanations"]


@dataclass(frozen=True, slots=True)
class Explanation(Explained):
    """The steps that led from a quantity to a fact; without a fact, the one that refused it."""

    fact: Fact | None = None


def explanations(document: Document) -> Iterator[Explanation]:
    """Every fact of a document with its explanation, in text order. The facts are those of `extract`."""
    read = annotate(document)
    for trace in traces(read):
        fact = fact_of(read, trace)
        yield Explanation(fact.start, fact.end, fact.printed, steps(read, trace, fact), fact)


def explain(document: Document, start: int, end: int) -> Explanation:
    """Why the quantity at text[start:end] is the fact it is: the fact that overlaps most, else why there is none."""
    best = max(
        (one for one in explanations(document) if min(one.end, end) > max(one.start, start)),
        key=lambda one: min(one.end, end) - max(one.start, start),
        default=None,
    )
    return best or _refused(document, start, end)


def _refused(document: Document, start: int, end: int) -> Explanation:
    """Why no number there is a fact."""
    from mubiao.extract.quantities.eligible import verdicts

    read = annotate(document)
    first, last = read.reflowed.position(start), read.reflowed.position(max(end, start + 1))
    for q, reason in verdicts(read.text, candidates(read.text)):
        if min(q.end, last) > max(q.start, first):
            return _refusal(read, q.start, q.end, q.kind, reason or "glossary")
    for q in candidates(normalise(document.text), mode="all"):
        if min(q.end, end) > max(q.start, start):
            step = Step("quantities", "refused:other", q.kind)
            return Explanation(q.start, q.end, document.text[q.start : q.end], (step,))
    return Explanation(start, end, document.text[start:end], (Step("quantities", "refused:no-number", None),))


def _refusal(read: AnnotatedDocument, start: int, end: int, kind: str, reason: str) -> Explanation:
    document, reflowed = read.document, read.reflowed
    evidence: tuple[Evidence, ...] = ()
    if reason == "masked":
        spans = [(low, high, why) for low, high, why in mask_spans(read.text) if low <= start < high]
        evidence = tuple(_name(read, low, high) for low, high, _ in spans[:1])
        kind = spans[0][2] if spans else kind
    span = reflowed.start(start), reflowed.end(end)
    step = Step("quantities", f"refused:{reason}", kind, evidence)
    return Explanation(*span, document.text[slice(*span)], (step,))


def _name(read: AnnotatedDocument, start: int, end: int) -> Evidence:
    first, last = read.reflowed.start(start), read.reflowed.end(end)
    return Evidence("name", first, last, read.document.text[first:last])
