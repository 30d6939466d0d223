"""The period of a figure in a table: what the head of its column, the caption and the section say of it."""

from __future__ import annotations

from dataclasses import replace

from mubiao.documents.structure.headings import stated_period
from mubiao.extract.context.times.clock import Clock
from mubiao.extract.decisions import Decision
from mubiao.extract.fields.periods.cases import Timing
from mubiao.extract.quantities.tables.cells import Cell
from mubiao.model import Measure, Role, Section
from mubiao.patterns import lazy

_MONTH = lazy(r"(?<![\d-])(?:((?:19|20)\d{2})年)?(?:1[-—–~～至])?(\d{1,2})月(?!\d|末|底|\d*日)")
_WHOLE = "全年"
_THIS_MONTH = frozenset(("本月", "当月"))
_THIS_QUARTER = frozenset(("本季", "当季"))


def with_year(cell: Cell, section: Section, clock: Clock) -> Cell:
    """The figure with the year that 本年 or 上年 at the head of its column means."""
    if cell.year is not None or cell.time.relative is None:
        return cell
    told = section.period or ""
    ahead = cell.time.aims or section.role in (Role.TASKS, Role.TARGETS)
    base = clock.this_year if ahead or not told[:4].isdigit() or _is_long(told) else int(told[:4])
    if cell.time.relative and cell.time.beside:
        base = cell.time.beside
    return cell if base is None else replace(cell, year=base + cell.time.relative)


def period(cell: Cell, section: Section) -> Decision[Timing]:
    """The year of the column and the part of it that its head names, else the period of the section."""
    if cell.average:
        return _of_average(cell, section)
    told = section.period
    year = cell.year or (int(told[:4]) if told and told[:4].isdigit() and not _is_long(told) else None)
    found: str | None
    if cell.time.part:
        found = _of_part(cell, year, told)
    elif cell.time.same or (cell.time.relative == 0 and told and _is_part(told)):
        found = _moved(told, year)
    else:
        found = str(cell.year) if cell.year else told
    if cell.time.span and cell.year is None:
        found = "{}/{}".format(*cell.time.span)
    elif found and _is_long(found) and cell.measure is not Measure.GROWTH:
        found = found[-4:]  # an amount of several years' table is that of their end
    named = bool(cell.year or cell.time.span or (cell.time.part and found != told))
    rule = "column" if named else "section"
    return Decision("periods", rule, Timing(found, named, None, rule), (), (), None if named else _source(section))


def _of_average(cell: Cell, section: Section) -> Decision[Timing]:
    """What is grown by a year on average is so over the years between the amounts beside it, or those of a plan."""
    years = cell.time.years
    many = section.period if section.period and _is_long(section.period) else None
    found = f"{years[0]}/{years[1]}" if years else str(cell.year) if cell.year else many
    rule = "column" if years else "section"
    source = None if years else _source(section)
    return Decision("periods", rule, Timing(found, years is not None, None, rule), (), (), source)


def _of_part(cell: Cell, year: int | None, told: str | None) -> str | None:
    """The part of a year: 1-8月, 本月 of a table of August, 累计 of one."""
    part = cell.time.part
    month = _month(cell, told)
    if part == "累计":
        if month and year:
            return f"{year}-01/{year}-{month:02}"
        return _moved(told, year) if told and _is_part(told) else (str(year) if year else told)
    if part in _THIS_MONTH:
        return f"{year}-{month:02}" if month and year else None
    if part in _THIS_QUARTER or year is None:
        return None
    single = _MONTH.fullmatch(part)
    if single and part[:2] not in ("1-", "1—", "1–", "1~", "1～", "1至"):
        return f"{year}-{int(single[2]):02}"
    found = str(year) if part == _WHOLE else stated_period(part, year, year, back=True)
    return str(year) if found == f"{year}-01/{year}-12" else found


def _month(cell: Cell, told: str | None) -> int | None:
    """The last month that a table of months tells of."""
    if told and "-" in told:
        return int(told[-2:])
    match = _MONTH.search(cell.caption)
    return int(match[2]) if match and 1 <= int(match[2]) <= 12 else None


def _moved(told: str | None, year: int | None) -> str | None:
    """A period in another year: 2024H1 → 2023H1."""
    if told is None or year is None or _is_long(told):
        return str(year) if year else None
    return told.replace(told[:4], str(year))


def _is_part(told: str) -> bool:
    return "-" in told or "H" in told


def _is_long(told: str) -> bool:
    """Whether a period is of several years."""
    return "/" in told and "-" not in told


def _source(section: Section) -> str:
    return section.path or "document"
