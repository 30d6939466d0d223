"""The code and the name that a place had in a year, beside those of today."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

FROM = 1980
"""The first year of which the codes are known."""

BEGAN = {"460000": 1988, "500000": 1997}
"""Provinces that are younger: 海南 was a part of 广东, 重庆 one of 四川."""


class Then(NamedTuple):
    """What a place was in a year; nothing where that is not known, or it was not there."""

    code: str | None
    name: str | None
    there: bool


@cache
def then(code: str, year: int) -> Then:
    """What the place that has `code` today was in `year`.

    >>> then("350582", 1990)
    Then(code='350522', name='晋江县', there=True)
    """
    from mubiao.regions import former_names
    from mubiao.regions.table import places

    today = places().get(code)
    if year < BEGAN.get(code, 0):
        return Then(None, None, False)
    eras = [era for era in former_names(code) if era.first_year <= year <= era.last_year]
    if eras:
        # A county that later became the city, beside the prefecture that became it too: the one of the same rank.
        same = [era for era in eras if era.code.endswith("00") == code.endswith("00")]
        chosen = (same or eras)[0]
        return Then(chosen.code, chosen.name, True)
    if today is None or year < FROM:
        return Then(None, None, True)
    return Then(code, today.name, True)
