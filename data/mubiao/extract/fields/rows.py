"""What the row, the column and the section say of a figure in a table, which no words stand around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times.clock import Clock
from mubiao.extract.decisions import Decision, Words
from mubiao.extract.fields import indicators, sectors
from mubiao.extract.fields.claims.cases import Claimed
from mubiao.extract.fields.measures.cases import Amount
from mubiao.extract.fields.periods import cells
from mubiao.extract.fields.places import Places
from mubiao.extract.fields.places.names import Place
from mubiao.extract.quantities.quantity import Quantity
from mubiao.extract.quantities.tables.cells import TOTALS, Cell
from mubiao.extract.quantities.tables.heads import KIND, SHARE
from mubiao.extract.text.reflow import Reflowed
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.model import Claim, Measure, Role, Section


def mention_of(cell: Cell, reflowed: Reflowed) -> Mention:
    """A mention for a figure of a table: its row is its sentence, the label of its row the noun before it."""
    start, end = reflowed.position(cell.start), reflowed.position(cell.end - 1) + 1
    first, last = reflowed.position(cell.label_start), reflowed.position(cell.label_end - 1) + 1
    words = cell.qualifier_text
    q = Quantity(
        start, end, cell.value, cell.high, cell.unit, cell.kind, cell.qualifier, words, start, end, "cell", end
    )
    row = Decision("subjects", "row", cell.label, (Words("noun", first, last),))
    return Mention(
        q, -1, -1, first, end, first, first, start, left_start=first, left_end=last, subject=cell.label, decided=(row,)
    )


def with_place(cell: Cell, reflowed: Reflowed) -> Cell:
    """The figure with the name of its place where the reflowed text has it."""
    if not cell.place:
        return cell
    start, last = reflowed.position(cell.place_start), reflowed.position(cell.place_end - 1)
    return replace(cell, place_start=start, place_end=last + 1)


def decide(
    text: str, mention: Mention, cell: Cell, section: Section, places: Places, clock: Clock
) -> Iterator[Decision[Any]]:
    """The decisions of all stages on a figure of a table."""
    cell = cells.with_year(cell, section, clock)
    label = Words("noun", mention.left_start, mention.left_end)
    yield Decision("quantities", "cell", mention.quantity)
    place = _place(mention, cell, section, places)
    yield place
    subject = mention.subject
    if place.rule == "row" and not cell.place:
        behind = places.without(subject, place.value)
        subject = behind if behind != subject else cell.column
    elif subject in TOTALS and indicator_of(cell.column):
        subject = cell.column
    told = Decision("subjects", "row", subject, (label,))
    yield told
    found = indicator_of(subject) or (indicator_of(subject + "增加值") if "生产总值" in cell.caption else None)
    if found and _is_of_part(cell, subject, found[0]):
        found = None
    printed = text[mention.quantity.start : mention.quantity.end]
    amount = _amount(cell, found[0] if found else None, printed)
    yield Decision("measures", "column", amount)
    indicator = indicators.of_measure(found[0] if found else None, amount)
    yield Decision("named", "name" if found else "none", indicators.Named(indicator, found[1] if found else ""))
    words = indicators.stands(text, told, found[1]) if found and indicator else ()
    yield Decision("indicators", "name" if indicator else "none", indicator, words)
    yield Decision("claims", "column", Claimed(_claim(cell, section, clock), None, "column"))
    yield cells.period(cell, section)
    texts = iter((("subject", subject, -1), ("clause", cell.caption, -1), ("heading", section.path, -1)))
    yield sectors.decide(indicator, texts, section.path)


def _is_of_part(cell: Cell, subject: str, indicator: str) -> bool:
    """Whether a figure is of the towns or of the country alone, and has no indicator of its own: 城市居民消费价格."""
    kind = KIND.fullmatch(cell.column)
    whole = indicator_of(subject.removeprefix(kind["part"])) if kind and kind["part"] else None
    return whole is not None and whole[0] == indicator


def _amount(cell: Cell, indicator: str | None, printed: str) -> Amount:
    """The number as its column says; per cents printed for an amount, 社会消费品零售总额 | 7%左右, are its growth.

    Where only the row says that it is in per cent, that may be a cut: 主要污染物削减率, then 二氧化硫 | % | 14.4.
    """
    amount = Amount(cell.measure, cell.value, cell.high, cell.unit, "column")
    if indicator is None or cell.measure is not Measure.SHARE or SHARE.search(cell.column):
        return amount
    is_own = not printed.endswith("%") or indicators.of_measure(indicator, amount)
    return amount if is_own else amount._replace(measure=Measure.GROWTH)


def _place(mention: Mention, cell: Cell, section: Section, places: Places) -> Decision[Place]:
    """The place that a column or the label of the row names; one that a column names and nobody knows is none."""
    if not cell.place:
        return places.in_row(cell.label, section, mention.left_start, mention.left_end)
    found = places.in_row(cell.place, section, cell.place_start, cell.place_end)
    if found.rule == "row" or found.value.name == cell.place:
        return found
    return replace(found, value=replace(found.value, name=None, code=None))


def _claim(cell: Cell, section: Section, clock: Clock) -> Claim:
    """A column of a year to come, or a table of a plan, states targets; unless its head says which it is."""
    later = (cell.year or 0) > (clock.past or cell.year or 0) and not cell.series
    ahead = section.role in (Role.TASKS, Role.TARGETS) or later
    told = ahead and (cell.year is None or cell.year > (clock.past or 0))
    if "预计" in cell.column and not told and cell.target is not True:
        return Claim.ESTIMATE
    return Claim.TARGET if (told if cell.target is None else cell.target) else Claim.ACTUAL
