"""A place by its code, and what lies above and below it."""

from __future__ import annotations

from collections.abc import Iterable

from mubiao.lexicon.active import per_lexicon
from mubiao.regions.history import dissolved
from mubiao.regions.names import short
from mubiao.regions.table import COUNTRY, Region, children_of, places, town, towns_of, zones


@per_lexicon()
def region(code: str) -> Region | None:
    """The place with this code; a dissolved one (崇文区) under its last name; None for an unknown or replaced code."""
    if code in places():
        return places()[code]
    if code.startswith("zone:"):
        zone = zones().get(code)
        return zone.region if zone is not None else None
    if len(code) == 9 and code.isascii() and code.isdigit():
        return town(code)
    return dissolved(code)


@per_lexicon()
def parents(code: str) -> tuple[Region, ...]:
    """The places that it lies in, nearest first, the country last."""
    place = region(code)
    found: list[Region] = []
    while place is not None and place.parent is not None:
        place = region(place.parent)
        if place is not None:
            found.append(place)
    return tuple(found)


def short_name(place: Region) -> str:
    """The name as it is used in speech: 晋江, 凉山, 内蒙古; a zone and a name of two characters stay whole."""
    return short(place.name, place.level)


def ancestors(code: str) -> list[Region]:
    """The places that the place lies in, nearest first, the country last; of an unknown code none."""
    return list(parents(code))


def full_name(code: str) -> str:
    """A place with those above it and its code: 福建省泉州市 350500."""
    chain = [place.name for place in reversed(ancestors(code)[:-1])]
    place = region(code)
    return "".join(chain) + (place.name if place else "") + f" {code}"


def children(code: str) -> list[Region]:
    """The places directly in it, by code; the zones directly in it last. A county's children are its towns."""
    below = [*(places().get(c) or zones()[c].region for c in children_of().get(code, ()))]
    return [*towns_of(code), *below] if len(code) == 6 else below


def is_inside(code: str, ancestor_code: str) -> bool:
    """Whether the place is the other one or lies in it. A zone lies in the place it belongs to."""
    return code == ancestor_code or any(place.code == ancestor_code for place in parents(code))


def nearest(found: Iterable[Region], home: str) -> list[Region]:
    """Those of the places that share the closest ancestor with `home`; all of them where that is only the country."""
    chain = [home, *(place.code for place in parents(home))]

    def distance(place: Region) -> int:
        above = {place.code, *(p.code for p in parents(place.code))}
        return next((at for at, code in enumerate(chain) if code in above), len(chain))

    found = list(found)
    least = min(map(distance, found), default=len(chain))
    if least >= len(chain) or chain[least] == COUNTRY:
        return found
    return [place for place in found if distance(place) == least]
