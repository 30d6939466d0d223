"""A base year that a statement names once, and for which of its growths it holds."""

from __future__ import annotations

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times import Time, Times
from mubiao.patterns import lazy

_HELD = lazy(r"(?:年?[末底])?(?:相?比较?|比较)?[，,]|(?:分别|实际|约|净|将)?(?:增长|增加|下降|减少|提高)")
_HELD_OR_TIMES = lazy(rf"{_HELD.pattern}|的?(?:将?近|约|超过?)?\d[\d.]{{0,5}}倍")
_BY_YEAR = lazy(r"年均|平均每年|每年|同比|去年|上年")
_YEARLY = lazy(r"同比|去年|上年")
_YEAR_BEFORE = ("上年", "去年", "同期", "前年")
_FAR = 24


def shared(text: str, times: Times, mentions: tuple[Mention, ...], mention: Mention) -> tuple[Time, bool] | None:
    """The year that the growths before in its statement are held against, and whether that goes for all of it.

    It does where the statement opens with it (2012年与2007年相比，…), else as long as growths follow each other.
    """
    start, end = mention.statement_start, mention.quantity.outer_start
    told = times.between(start, end)
    base = told[-1] if told and _is_year(told[-1]) else None
    held = _HELD.match(text, base.end) if base is not None else None
    if base is None or held is None or _BY_YEAR.search(text, base.end, end):
        return None
    opens = held[0][-1] in "，,"
    for one in reversed(mentions[max(0, mention.number - _FAR) : mention.number]):
        if one.quantity.start < base.start:
            return base, opens
        if not opens and (one.quantity.kind not in ("percent", "multiple") or "share" in one.marks):
            return None
    return (base, opens) if mention.number < _FAR else None


def of_all(text: str, times: Times, mentions: tuple[Mention, ...], mention: Mention) -> Time | None:
    """The year that its statement's first growth is held against: 800亿元，比2010年增长63%；税收…，增长110%."""
    told = times.between(mention.statement_start, mention.quantity.outer_start)
    base = told[-1] if told and _is_year(told[-1]) and sum(time.base for time in told) == 1 else None
    if base is None or not _HELD_OR_TIMES.match(text, base.end):
        return None
    if _YEARLY.search(text, base.end, mention.quantity.outer_start):
        return None
    for one in reversed(mentions[max(0, mention.number - _FAR) : mention.number]):
        if one.statement_start != mention.statement_start:
            return base
        plain = one.quantity.kind in ("percent", "multiple") and not {"average", "share"} & one.marks
        if plain and one.quantity.end < base.start:
            return None
    return base if mention.number < _FAR else None


def _is_year(time: Time) -> bool:
    """Whether something is held against a year that is named, not against the year before."""
    return time.base and (time.period or "").isdigit() and not time.words.endswith(_YEAR_BEFORE)
