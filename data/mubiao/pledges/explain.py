"""Why words became a pledge, or none: the rules that took, cut or refused them, told from the very run that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mubiao.extract.annotation import AnnotatedDocument, annotate
from mubiao.extract.pipeline import facts_in
from mubiao.extract.trace import Evidence, Explained, Step, span_of
from mubiao.model import Document, Pledge
from mubiao.pledges.drafts import Draft, Refused
from mubiao.pledges.stage import made_in


@dataclass(frozen=True, slots=True)
class Explanation(Explained):
    """The steps that led to a pledge; without a pledge, the rule that refused the words."""

    pledge: Pledge | None = None


def explanations(document: Document) -> Iterator[Explanation]:
    """All that was looked at in a document, in text order: its pledges, and words that verbs of pledges govern."""
    read = annotate(document)
    refused: list[Refused] = []
    told = [_taken(read, pledge, draft) for pledge, draft in made_in(read, facts_in(read), refused)]
    told += [one for words in dict.fromkeys(refused) if (one := _refused(read, words)) is not None]
    yield from sorted(told, key=lambda one: (one.start, one.end))


def _taken(read: AnnotatedDocument, pledge: Pledge, draft: Draft) -> Explanation:
    objects, acts, *rest = pledge.rule.split(";")
    steps = [Step("acts", acts, str(pledge.act), tuple(_verbs(read, draft)))]
    steps += [Step("cut", f"cut:{how}", None) for how in _cuts(read.text, draft)]
    steps.append(Step("objects", objects, f"{pledge.object} ({pledge.kind})", _named(read, draft)))
    said = {"periods": pledge.period, "regions": pledge.region, "sectors": pledge.sector}
    steps += [Step(rule.partition(":")[0], rule, said[rule.partition(":")[0]]) for rule in rest]
    return Explanation(pledge.start, pledge.end, pledge.printed, tuple(steps), pledge)


def _refused(read: AnnotatedDocument, words: Refused) -> Explanation | None:
    span = span_of(read, words.start, words.end)
    if span is None:
        return None
    return Explanation(*span, read.document.text[slice(*span)], (Step("refused", words.rule, None),))


def _verbs(read: AnnotatedDocument, draft: Draft) -> Iterator[Evidence]:
    if draft.before is not None:
        yield _evidence(read, "cue", draft.before.start, draft.before.end)


def _named(read: AnnotatedDocument, draft: Draft) -> tuple[Evidence, ...]:
    """The noun that tells the kind, where it stands in the object itself."""
    head = draft.verdict.head
    at = read.text.rfind(head.head, draft.item.start, draft.item.end) if head is not None else -1
    return (_evidence(read, "noun", at, at + len(head.head)),) if head is not None and at >= 0 else ()


def _cuts(text: str, draft: Draft) -> Iterator[str]:
    """What stayed out of the object, of the words that its verbs govern."""
    item, (start, end) = draft.item, draft.govern
    before, behind = text[start : item.start].rstrip(), text[item.end : end].lstrip()
    if not start <= item.start <= item.end <= end:
        return  # the candidate of a title stands elsewhere
    if before.endswith(("、", "和", "与", "及", "以及")) or behind.startswith(("、", "和", "与", "及", "以及")):
        yield "list"
    if behind.startswith("等"):
        yield "and-so-on"
    elif item.acts:
        yield "tail"
    if before.endswith("的"):
        yield "of"
    if item.shared:
        yield "shared"


def _evidence(read: AnnotatedDocument, role: str, start: int, end: int) -> Evidence:
    first, last = read.reflowed.start(start), read.reflowed.end(end)
    return Evidence(role, first, last, read.document.text[first:last])
