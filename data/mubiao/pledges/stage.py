"""The pledges of a document: what it promises to do with things that have a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mubiao.extract.context.times import bounds
from mubiao.extract.fields import sectors
from mubiao.extract.fields.claims import AHEAD_ROLES
from mubiao.extract.pipeline import AnnotatedDocument
from mubiao.model import Act, Fact, Pledge, PledgeKind, Section
from mubiao.pledges import acts, judging, objects
from mubiao.pledges.clauses import Clause, clauses, closed, sentences
from mubiao.pledges.predicates import Token, groups, tokens, trivial


@dataclass(slots=True)
class Draft:
    """An object that was taken, before its fields are decided. Positions in the reflowed text."""

    item: objects.Item
    clause: Clause
    verdict: judging.Verdict
    before: Token | None
    behind: tuple[str, ...]
    acted: acts.Acted
    candidate: tuple[int, int] | None = None


def pledges_in(read: AnnotatedDocument, facts: list[Fact]) -> list[Pledge]:
    """The pledges of a document that has been annotated, in text order; facts: those of the same document."""
    flat = closed(read.text)
    made: list[Pledge] = []
    known: set[tuple[str, str]] = set()
    for section, start, end in _stretches(read):
        for first, last in sentences(flat, start, end):
            for draft in _drafts(read, flat, first, last):
                pledge = _pledge(read, draft, section, facts)
                key = (pledge.object, pledge.act)
                if key not in known:
                    known.add(key)
                    made.append(pledge)
    return sorted(made, key=lambda one: (one.start, one.end))


def _stretches(read: AnnotatedDocument) -> Iterator[tuple[Section, int, int]]:
    """The parts of the text that tell what is to come, each with its innermost section."""
    starts = sorted({section.start for section in read.sections} | {len(read.document.text)})
    for first, last in pairwise(starts):
        section = read.locate(first)
        if section.role in AHEAD_ROLES:
            yield section, read.reflowed.position(first), read.reflowed.position(last)


def _drafts(read: AnnotatedDocument, flat: str, start: int, end: int) -> list[Draft]:
    made: list[Draft] = []
    latest: list[Draft] = []
    for clause in clauses(flat, start, end):
        found = tokens(flat, clause.start, clause.end)
        fresh = _of_clause(read, flat, clause, found)
        if not fresh and latest:
            _go_on(flat, found, latest)
        made += fresh
        latest = fresh or latest
    return made


def _go_on(flat: str, found: list[Token], latest: list[Draft]) -> None:
    """争取年底前竣工: what a clause without an object adds to those of the clause before it."""
    if any(not token.acts and not trivial(flat[token.start : token.end]) for token in found):
        return
    more = tuple(act for token in found for act in token.acts if act in acts.ORDER)
    for draft in latest if more else ():
        draft.behind = (*draft.behind, *more)
        again = _acted(draft.before, draft.item, draft.behind, draft.verdict.kind)
        draft.acted = again or draft.acted


def _acted(before: Token | None, item: objects.Item, behind: tuple[str, ...], kind: str) -> acts.Acted | None:
    return acts.decide(before.acts if before else (), before.words if before else (), item.acts, behind, kind)


def _of_clause(read: AnnotatedDocument, flat: str, clause: Clause, found: list[Token]) -> list[Draft]:
    made: list[Draft] = []
    candidates: list[objects.Item] = []
    for before, words, behind, governs in groups(found):
        assert words is not None
        cut = objects.items(read.text, flat, words.start, words.end)
        if governs and _subject(before, found[found.index(words) + 1]):
            candidates = cut
            continue
        closing = behind.acts if behind else ()
        if before is None and not closing:
            continue
        wins = before is not None and "win" in before.acts
        made += _judged(read, clause, cut, before, closing, candidates if wins else [])
        candidates = []
    return made


def _subject(before: Token | None, verbs: Token) -> bool:
    """Whether words before other verbs are who acts, or what is to become something: 支持｜市医院｜争创."""
    if verbs.fresh:
        return False
    return before is None or set(before.acts) <= {"none", "build", "refuse", "win"} or "win" in verbs.acts


def _judged(
    read: AnnotatedDocument,
    clause: Clause,
    cut: list[objects.Item],
    before: Token | None,
    closing: tuple[str, ...],
    candidates: list[objects.Item],
) -> list[Draft]:
    made = []
    said = frozenset((*(before.acts if before else ()), *closing))
    for item in cut:
        item = _bare(read.text, item)
        place = any(True for _ in read.places.named(item.start, item.end))
        case = judging.Case(
            read.text[item.start : item.end], shared=item.shared, listed=item.listed, acts=said, place=place
        )
        verdict = judging.judge(case)
        if not verdict.kind:
            continue
        acted = _acted(before, item, closing, verdict.kind)
        if acted is not None:
            made.append(Draft(item, clause, verdict, before, closing, acted))
    if candidates and made and made[0].verdict.kind == "title":
        if len(candidates) > 1 and len(made) == 1:
            return [
                Draft(
                    one, clause, made[0].verdict, before, closing, made[0].acted, (made[0].item.start, made[0].item.end)
                )
                for one in candidates
            ]
        for draft in made:
            draft.candidate = (candidates[0].start, candidates[0].end)
    return made


def _bare(text: str, item: objects.Item) -> objects.Item:
    """An object without 一个 before it, and without what stands before its last 的."""
    start = item.start
    one = judging._ONE.match(text, start, item.end)
    if one is not None:
        start = one.end()
    of = text.rfind("的", start, item.end)
    if of >= 0 and item.end - of > 3 and not any(mark in text[start:of] for mark in "“《"):
        start = of + 1
    for word in ("为", "成为", "成", "了", "入", "到"):
        if text.startswith(word, start) and item.end - start > 3:
            start += len(word)
    return item._replace(start=start)


def _pledge(read: AnnotatedDocument, draft: Draft, section: Section, facts: list[Fact]) -> Pledge:
    document, item = read.document, draft.item
    start, end = read.reflowed.start(item.start), read.reflowed.end(item.end)
    period = section.period or (str(document.year) if document.year else None)
    days = bounds(period)
    words = read.text[item.start : item.end]
    name = _name(read.text, draft)
    clause = read.text[draft.clause.start : draft.clause.end]
    sentence = read.text[draft.clause.sentence_start : draft.clause.sentence_end][:300]
    sector = sectors.decide(
        None,
        iter(
            (("subject", words, -1), ("clause", clause, -1), ("sentence", sentence, -1), ("heading", section.path, -1))
        ),
        section.path,
    )
    region = next((spot for spot in reversed(read.places.named(item.start, item.end)) if spot.code), None)
    return Pledge(
        pledge_id=f"{document.document_id}-p-{start}-{end}",
        document_id=document.document_id,
        start=start,
        end=end,
        printed=document.text[start:end],
        object=name,
        act=draft.acted.act,
        stages=draft.acted.stages,
        kind=PledgeKind(draft.verdict.kind),
        core=draft.verdict.core and draft.acted.act is not Act.OTHER,
        period=period,
        period_start=days[0] if days else None,
        period_end=days[1] if days else None,
        year=days[1].year if days else None,
        region=region.name if region else document.region,
        region_code=region.code if region else document.region_code,
        sector=sector.value,
        numbers=(),
        sentence_start=read.reflowed.start(draft.clause.sentence_start),
        sentence_end=read.reflowed.end(draft.clause.sentence_end),
        section=section.path,
        rule=f"objects:{draft.verdict.rule}",
        confidence=0.9,
        origin=read.origin,
    )


def _name(text: str, draft: Draft) -> str:
    words = text[draft.item.start : draft.item.end]
    if draft.candidate is not None:
        other = text[slice(*draft.candidate)]
        return f"{words} {other}" if draft.candidate[0] > draft.item.start else f"{other} {words}"
    shared = draft.item.shared
    if shared and draft.verdict.head is not None and not words.endswith(shared):
        return words + shared
    return words
