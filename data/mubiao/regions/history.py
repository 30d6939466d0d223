"""Names and codes that no longer hold, and what became of the places that had them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mubiao.regions.table import COUNTRY, Region, data_lines, places


class Former(NamedTuple):
    """A name and a code that a place had from `first_year` to `last_year`, and its code today (None: dissolved)."""

    code: str
    name: str
    first_year: int
    last_year: int
    successor: str | None


@cache
def _rows() -> tuple[list[str], ...]:
    """code, name, first year, last year, successor or nothing: as the table has them."""
    return tuple(line.split(",") for line in data_lines("regions_former"))


@cache
def former() -> tuple[Former, ...]:
    """All former names and codes of provinces, prefectures and counties, in the order of their codes."""
    found = []
    for code, name, first, last, following in _rows():
        found.append(Former(code, name, int(first), int(last), following or None))
    return tuple(found)


@cache
def _by_code() -> dict[str, tuple[Former, ...]]:
    table: dict[str, tuple[Former, ...]] = {}
    for era in former():
        table[era[0]] = (*table.get(era[0], ()), era)
    return table


@cache
def by_former_name() -> dict[str, tuple[Region, ...]]:
    """Former full name → the places of today that it stood for; a dissolved place stands for itself."""
    table: dict[str, tuple[Region, ...]] = {}
    today, ended = places(), _ended()
    for code, name, _, _, following in _rows():
        region = today.get(following) if following else ended.get(code)
        known = table.get(name, ())
        if region is not None and region not in known:
            table[name] = (*known, region)
    return {name: _last_of_name(name, found) for name, found in table.items()}


def _last_of_name(name: str, found: tuple[Region, ...]) -> tuple[Region, ...]:
    """Of dissolved places that all had a name those that ended with it: 新浦区 is not the 云台区 that began so."""
    if len(found) < 2 or any(place.code in places() for place in found):
        return found
    return tuple(place for place in found if place.name == name) or found


@cache
def _ended() -> dict[str, Region]:
    """Code → a place that no longer exists and that no other one continues, under its last name."""
    today, last = places(), dict[str, tuple[int, str]]()
    for code, name, _, year, following in _rows():
        if not following and code not in today and (code not in last or int(year) > last[code][0]):
            last[code] = int(year), name
    table = {}
    for code, (_, name) in last.items():
        province, prefecture = code[:2] + "0000", code[:4] + "00"
        parent = next((c for c in (prefecture, province) if c in today and c != code), COUNTRY)
        table[code] = Region(code, name, "prefecture" if code.endswith("00") else "county", parent)
    return table


def dissolved(code: str) -> Region | None:
    """A place that no longer exists and that no other one continues (崇文区 of 北京市), under its last name."""
    return _ended().get(code)


def successor(code: str, year: int | None = None) -> Region | None:
    """What the place that had `code` (in `year`, else when last used) is today; a current code gives itself.

    >>> successor("359004").name        # 晋江市 of 1992-1994
    '晋江市'
    """
    eras = _by_code().get(code, ())
    if year is not None:
        then = [era for era in eras if era.first_year <= year <= era.last_year]
        if then:
            return places().get(then[0].successor or "")
    if code in places():
        return places()[code]
    known = [era for era in eras if era.successor is not None]
    return places().get(max(known, key=lambda era: era.last_year).successor or "") if known else None


def former_names(code: str) -> tuple[Former, ...]:
    """The former names and codes of the place that has `code` today, oldest first."""
    return _by_successor().get(code, ())


@cache
def _by_successor() -> dict[str, tuple[Former, ...]]:
    table: dict[str, tuple[Former, ...]] = {}
    for era in sorted(former(), key=lambda era: era.first_year):
        if era.successor is not None:
            table[era.successor] = (*table.get(era.successor, ()), era)
    return table
