"""How periods are written, 2023H1 or 2021/2025, and the days that they go from and to."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from mubiao.extract.context.times.plans import number


def part_of_year(g: dict[str, str | None], year: int | None) -> str | None:
    """A part of a year: '2023H1', or 'H1' where the year is still open. `g`: half, q3, q2, q or mn; else m1 and m2."""
    prefix = str(year) if year else ""
    if g["half"]:
        return f"{prefix}{'H2' if g['half'] == '下' else 'H1'}"
    if g["q3"]:
        first, last = 1, 9
    elif g.get("q2"):
        first, last = 1, 3 * number(g["q2"] or "")
    elif g["q"]:
        first = 3 * number(g["q"]) - 2
        last = first + 2
    elif g["mn"]:
        first, last = 1, number(g["mn"])
    else:
        first, last = number(g["m1"] or ""), number(g["m2"] or "")
    if not 1 <= first < last <= 12:
        return None
    return f"{prefix}-{first:02d}/{prefix}-{last:02d}"


def with_year(period: str | None, year: int | None) -> str | None:
    """Fills the year into a part of a year: ('H1', 2023) → '2023H1'. Whole periods come back as they are."""
    if not period or period[0].isdigit():
        return period or None
    if year is None:
        return None
    if period == "Y":
        return str(year)
    if period.startswith("H"):
        return f"{year}{period}"
    first, _, last = period.partition("/")
    if not last:
        return f"{year}{first}"
    return f"{year}{first}/{year}{last}"


@lru_cache(maxsize=4096)
def bounds(period: str | None) -> tuple[date, date] | None:
    """First and last day of a period: '2023H1' → (2023-01-01, 2023-06-30); None for None or what is no period."""
    if not period:
        return None
    first, _, last = period.partition("/")
    try:
        return _edge(first, False), _edge(last or first, True)
    except ValueError:
        return None


def _edge(part: str, last: bool) -> date:
    year = int(part[:4])
    if part[4:] == "H1":
        return date(year, 6, 30) if last else date(year, 1, 1)
    if part[4:] == "H2":
        return date(year, 12, 31) if last else date(year, 7, 1)
    if part[4:5] == "-":
        month = int(part[5:7])
        return date(year, month, monthrange(year, month)[1] if last else 1)
    if len(part) != 4:
        raise ValueError(part)
    return date(year, 12, 31) if last else date(year, 1, 1)
