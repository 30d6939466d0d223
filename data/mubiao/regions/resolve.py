"""From what a person writes, a name or a code, to places."""

from __future__ import annotations

import re

from mubiao.lexicon.active import per_lexicon
from mubiao.regions.history import by_former_name, successor
from mubiao.regions.lookup import is_inside, nearest, region, short_name
from mubiao.regions.names import variants
from mubiao.regions.table import COUNTRY, Region, places, towns_named, zones

_COUNTRY_NAMES = ("全国", "中国", "中华人民共和国", "国家")
_LETTERS = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31",
    "申": "31", "苏": "32", "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42",
    "湘": "43", "粤": "44", "桂": "45", "琼": "46", "渝": "50", "川": "51", "蜀": "51", "黔": "52", "贵": "52",
    "滇": "53", "云": "53", "藏": "54", "陕": "61", "秦": "61", "甘": "62", "陇": "62", "青": "63", "宁": "64",
    "新": "65", "港": "81", "澳": "82",
}  # fmt: skip


@per_lexicon()
def _by_full_name() -> dict[str, tuple[Region, ...]]:
    table: dict[str, tuple[Region, ...]] = {name: (places()[COUNTRY],) for name in _COUNTRY_NAMES}
    for place in (*places().values(), *(zone.region for zone in zones().values())):
        if place.code != COUNTRY:
            table[place.name] = (*table.get(place.name, ()), place)
    return table


@per_lexicon()
def _by_other_name() -> dict[str, tuple[Region, ...]]:
    """Short names, aliases of zones and the letters that stand for provinces."""
    table: dict[str, list[Region]] = {letter: [places()[digits + "0000"]] for letter, digits in _LETTERS.items()}
    for place in places().values():
        for name in {short_name(place), *variants(place.name, place.level)} - {place.name}:
            table.setdefault(name, []).append(place)
    for zone in zones().values():
        for name in (*zone.aliases, *zone.local_aliases):
            table.setdefault(name, []).append(zone.region)
    return {name: tuple(found) for name, found in table.items()}


LONGEST = 200
"""Characters of the longest name of a place, with all places above it, that is looked up."""


def by_name(name: str) -> list[Region]:
    """All places with exactly this full official name; where there is none, those that had it once.

    >>> [place.code for place in by_name("晋江县")]
    ['350582']
    """
    return list(_by_full_name().get(name) or towns_named(name) or by_former_name().get(name, ()))


def by_name_above_towns(name: str) -> tuple[Region, ...]:
    """As `by_name` without towns, which is a hundred times faster: 38,723 towns are searched, not indexed."""
    return _by_full_name().get(name) or by_former_name().get(name, ())


def resolve(name_or_code: str, home: str | None = None) -> list[Region]:
    """What a person means by a name or a code: a full or short name, with or without the places above it.

    >>> [place.name for place in resolve("泉州晋江")]
    ['晋江市']

    Several places are several answers, in the order of their codes; with `home`, those nearest to it. A full name
    counts before a short one. Nothing known gives an empty list.
    """
    text = re.sub(r"[\s/>›·,，]+", "", name_or_code) if not name_or_code.startswith("zone:") else name_or_code.strip()
    if not text or len(text) > LONGEST:  # it is read part by part, each of them within the one before
        return []
    found = _by_code(text) or _named(text) or _with_parents(text)
    if home is not None and len(found) > 1:
        return nearest(found, home)
    return found


def _by_code(text: str) -> list[Region]:
    if text.startswith("zone:") or text == COUNTRY:
        place = region(text)
    elif text.isascii() and text.isdigit() and len(text) in (2, 4, 6, 9, 12):
        code = text[:9] if len(text) > 6 else text.ljust(6, "0")
        place = region(code) or successor(code)
    else:
        return []
    return [place] if place is not None else []


def _named(text: str) -> list[Region]:
    return by_name(text) or list(_by_other_name().get(text, ())) or _towns_called(text)


def _towns_called(text: str) -> list[Region]:
    """Towns by their short name, 安海 for 安海镇."""
    return [place for ending in ("镇", "乡", "街道", "苏木") for place in towns_named(text + ending)]


def _with_parents(text: str) -> list[Region]:
    """福建省泉州市晋江市, 泉州晋江, 晋江安海: a place above, then a name that has a meaning inside it."""
    for cut in range(2, len(text) - 1):
        above = by_name(text[:cut]) or list(_by_other_name().get(text[:cut], ()))
        inside = [p for p in resolve(text[cut:]) if any(p.code != a.code and is_inside(p.code, a.code) for a in above)]
        if inside:
            return inside
    return []
