"""What else a pledge says: its name in full, its period, place and sector, and the numbers that are its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache, lru_cache

from mubiao.extract.annotation import AnnotatedDocument
from mubiao.extract.confidence import HIGH, LOW, PRIOR
from mubiao.extract.context.times.names import bounds
from mubiao.extract.fields import sectors
from mubiao.model import Act, Fact, Pledge, PledgeKind, Section
from mubiao.pledges.drafts import Draft
from mubiao.pledges.words import rules, working
from mubiao.records import in_order
from mubiao.regions import is_inside
from mubiao.regions.gazetteer import Mention as PlaceName

_REACH = 300
"""Characters of a sentence that its sector is looked for in."""
_WORKS = frozenset(
    ("隧道", "大桥", "特大桥", "高速", "高速公路", "铁路", "高铁", "机场", "水库", "大道", "通道", "港", "路")
)
"""Right behind the short name of a place these are called after it; where they lie it does not tell."""


class Maker:
    """Makes pledges of the drafts of one document. facts: its facts, in text order."""

    def __init__(self, read: AnnotatedDocument, facts: list[Fact]) -> None:
        self._read, self._facts, self._rules = read, facts, rules()
        self._starts = [fact.start for fact in facts]
        self._sure: dict[tuple[str, ...], float] = {}

    def pledge(self, draft: Draft, section: Section) -> Pledge:
        """The pledge of a draft that stands in this part of the document. Its fields are given in their order."""
        read, document, item = self._read, self._read.document, draft.item
        to_stored = read.reflowed.start if len(read.reflowed.starts) else _same
        start, end = to_stored(item.start), to_stored(item.end - 1) + 1
        timing, period = self._period(draft, section)
        place, region, code = self._region(draft)
        sector = sectors.decide(None, self._texts(draft, section), section.path)
        days = _days(period)
        objects = f"objects:{draft.verdict.rule}"
        acts = "acts:closed" if draft.behind else "acts:governed"
        return _pledge()(
            f"{document.document_id}-p-{start}-{end}",  # pledge_id
            document.document_id,
            start,
            end,
            document.text[start:end],  # printed
            self._name(draft),  # object
            draft.acted.act,
            draft.acted.stages,
            _KINDS[draft.verdict.kind],  # kind
            draft.verdict.core and draft.acted.act is not Act.OTHER,
            period,
            days[0] if days else None,  # period_start
            days[1] if days else None,  # period_end
            days[1].year if days else None,
            region,
            code,  # region_code
            sector.value,
            self._numbers(draft),  # numbers
            to_stored(draft.clause.sentence_start),  # sentence_start
            to_stored(draft.clause.sentence_end - 1) + 1,
            section.path,
            f"{objects};{acts};periods:{timing};regions:{place};{sector.rules}",  # rule
            self._confidence(objects, acts),  # confidence
            read.origin,
        )

    def _confidence(self, *made_by: str) -> float:
        if made_by in self._sure:
            return self._sure[made_by]
        known = self._rules
        product = self._read.document.certainty
        for rule in made_by:
            told = known.get(rule)
            product *= PRIOR if told is None or told.reliability is None else told.reliability
        self._sure[made_by] = round(min(max(product, LOW), HIGH), 3)
        return self._sure[made_by]

    def _name(self, draft: Draft) -> str:
        """The words without what a line end or a mark puts into them, with the noun or the candidate they lack."""
        text = self._read.text
        words = _plain(text[draft.item.start : draft.item.end])
        if draft.candidate is not None:
            other = _plain(text[slice(*draft.candidate)])
            return f"{words} {other}" if draft.candidate[0] > draft.item.start else f"{other} {words}"
        shared, head = draft.item.shared, draft.verdict.head
        if head is not None and head.object and words.endswith(head.head):
            return words.removesuffix(head.head) + head.object
        lacks = (
            shared and head is not None and not words.endswith((shared, head.head)) and draft.verdict.rule != "listed"
        )
        done = working(shared) and head is not None and words.endswith(head.head) and not working(head.head)
        return words + shared if lacks or done else words

    def _period(self, draft: Draft, section: Section) -> tuple[str, str | None]:
        """(rule, period): a time of its own clause or of those behind it that only go on, else that of the part."""
        year = self._read.document.year
        clause = draft.clause
        for time in self._read.times.between(clause.start, max(clause.end, draft.until)):
            told = time.period and time.period[:4].isdigit() and not (time.base or time.since or time.multi)
            past = told and year is not None and int((time.period or "")[:4] or 0) < year  # 网|上年|货节
            if told and not past and not draft.item.start <= time.start < draft.item.end:
                return "stated", time.period
        if section.period:
            return "section", section.period
        return "document", str(year) if year else None

    def _region(self, draft: Draft) -> tuple[str, str | None, str | None]:
        """(rule, place, code): the last place that the object names, where it lies in the document's; else that one."""
        document, item = self._read.document, draft.item
        spans = [(item.start, item.end)]
        if draft.candidate is not None:
            spans.append(draft.candidate)
        for first, last in spans:
            for spot in reversed(self._read.places.named(first, last)):
                if _ends_a_line(self._read.text, spot, first, last):
                    return "home", document.region, document.region_code
                if self._lies(spot, last):
                    return "named", spot.name, spot.code
        return "home", document.region, document.region_code

    def _lies(self, spot: PlaceName, end: int) -> bool:
        code, home = spot.code, self._read.document.region_code
        if code is None or home is None or not is_inside(code, home):
            return False
        behind = self._read.text[spot.end : end]
        return not (spot.kind == "short" and behind in _WORKS)

    def _texts(self, draft: Draft, section: Section) -> sectors.Texts:
        text, item, clause = self._read.text, draft.item, draft.clause
        yield "subject", text[item.start : item.end] + item.shared, -1
        yield "clause", text[clause.start : clause.end], -1
        yield "topic", *self._read.topics.at(clause.sentence_start, item.start)
        yield "sentence", text[clause.sentence_start : min(clause.sentence_end, clause.sentence_start + _REACH)], -1
        yield "heading", section.path, -1

    def _numbers(self, draft: Draft) -> tuple[str, ...]:
        """The facts that stand among the words that the verbs govern, and in the object itself."""
        if not self._starts:
            return ()
        start = self._read.reflowed.start(draft.govern[0])
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] > start + _REACH:
            return ()
        last = bisect_right(self._starts, self._read.reflowed.end(draft.govern[1]) - 1)
        return tuple(fact.fact_id for fact in self._facts[first:last])


def _ends_a_line(text: str, spot: PlaceName, start: int, end: int) -> bool:
    """Whether a place is where a line begins or ends, so that neither has it: 青榄至白鹭公路."""
    behind = text[spot.end : min(spot.end + 2, end)]
    if behind[:1] in _TO or (behind[:1] in "市县区镇东西南北" and behind[1:] in _TO):
        return True
    return spot.start > start and text[spot.start - 1] in _TO


_TO = ("至", "到", "—", "－", "–", "-")


@cache
def _pledge() -> Callable[..., Pledge]:
    return in_order(Pledge)


_KINDS = {kind.value: kind for kind in PledgeKind}
_days = lru_cache(maxsize=256)(bounds)


def _same(position: int) -> int:
    return position


def _plain(words: str) -> str:
    """A name without blanks inside, marks of Markdown and control characters."""
    if words.isalnum():
        return words
    return "".join([one for one in words if one.isprintable() and one not in " 　*"])
