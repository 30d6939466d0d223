"""The fact that a quantity states, by what the stages decided of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mubiao.extract.confidence import confidence
from mubiao.extract.context.times.names import bounds
from mubiao.extract.fields import sectors
from mubiao.model import Claim, Fact, Measure
from mubiao.patterns import lazy
from mubiao.records import in_order

if TYPE_CHECKING:
    from mubiao.extract.annotation import AnnotatedDocument
    from mubiao.extract.decided import Trace


def fact_of(read: AnnotatedDocument, trace: Trace) -> Fact:
    """The fact of a quantity on which all stages have decided. Its fields are given in their order."""
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
