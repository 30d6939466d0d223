"""The names that are places for the documents of one home: of itself and of what lies above, beside and in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mubiao.lexicon.active import per_lexicon
from mubiao.regions.history import former_names
from mubiao.regions.lookup import ancestors, children, is_inside, nearest, region, short_name
from mubiao.regions.names import variants
from mubiao.regions.table import COUNTRY, Region, Zone, data_lines, towns_of, zones


class LocalName(NamedTuple):
    """What a pattern can mean, and what must hold for it."""

    regions: tuple[Region, ...]
    kind: str
    needs: str = ""  # "beside" another place, "behind" the place that holds it, "county": its county named before
    everywhere: tuple[Region, ...] = ()  # all places of the name, where `regions` holds only those near the home


@per_lexicon()
def place_words() -> dict[str, str]:
    """Names, full and short, that are ordinary words → what they need to count: beside or behind."""
    return dict(line.split(",") for line in data_lines("place_words"))


def names_of(place: Region) -> tuple[str, ...]:
    """The full name first, then the short one and others, as long as they have two characters."""
    names = [place.name, short_name(place), *variants(place.name, place.level)]
    return tuple(dict.fromkeys(name for name in names if len(name) >= 2))


def home_area(home: str | None) -> str | None:
    """The prefecture of the home, or what stands for one: the province of a county without, the home province."""
    if home is None:
        return None
    chain = [place for place in (region(home), *ancestors(home)) if place is not None]
    for level in ("prefecture", "province"):
        for place in chain:
            if place.level == level:
                return place.code
    return None


def _once(place: Region) -> tuple[str, ...]:
    """Names of two characters that a county had: 横县 of 横州市. Away from its home such a name is an ordinary word."""
    if place.level != "county":
        return ()
    names = {old.name for old in former_names(place.code) if len(old.name) == _TWO and old.name[-1] == "县"}
    return tuple(name for name in sorted(names) if name[0] not in _END_WORDS)


_TWO = 2
_END_WORDS = frozenset("达安复和成开新单定商完均密兴代富康古文高金青深林应景花通连道宁夏理")
"""What words end with too: 恢复｜县级, 到达｜县城."""


def local_entries(home: str) -> Iterator[tuple[str, LocalName]]:
    """The patterns that hold for this home only: short names, zones, towns. Nearer places win a shared name."""
    place = region(home)
    if place is None:
        return
    above = [p for p in ancestors(home) if p.code != COUNTRY]
    beside = [p for p in children(place.parent) if p.level != "town" or place.level == "town"] if place.parent else []
    below = [p for p in children(home) if p.level != "town"]
    taken: set[str] = set()
    for group in ([place], above, beside, below):
        table: dict[str, tuple[Region, ...]] = {}
        for near in group:
            for name in (*names_of(near)[1:], *_once(near)) if near.level not in ("zone", "town") else ():
                table[name] = (*table.get(name, ()), near)
        for name, found in table.items():
            if name not in taken and len(name) >= 2:
                needs = place_words().get(name, "") if place not in found or len(name) > 2 else ""
                yield name, LocalName(found, "short", needs)
        taken.update(table)
    area = home_area(home)
    yield from _zone_entries(home, area, taken)
    yield from _town_entries(place, area, taken)


@per_lexicon()
def zones_by_name() -> dict[str, tuple[Zone, ...]]:
    """Full name → the zones of the country that have it."""
    table: dict[str, tuple[Zone, ...]] = {}
    for zone in zones().values():
        table[zone.region.name] = (*table.get(zone.region.name, ()), zone)
    return table


@per_lexicon()
def _shared_by_zones() -> set[str]:
    """The names that several zones have."""
    return {name for name, found in zones_by_name().items() if len(found) > 1}


@per_lexicon()
def _zones_of_province() -> dict[str, list[Zone]]:
    """The first two digits of their province → zones."""
    table: dict[str, list[Zone]] = {}
    for zone in zones().values():
        table.setdefault(zone.region.code[5:7], []).append(zone)
    return table


@per_lexicon()
def _place_in_table() -> dict[str, int]:
    """Zone code → its place in the table."""
    return {code: place for place, code in enumerate(zones())}


def _zone_entries(home: str, area: str | None, taken: set[str]) -> Iterator[tuple[str, LocalName]]:
    """Zones of the home area by every name. By their full ones, those of the whole country are known to `finders`:
    here are only those that this home sees otherwise."""
    table: dict[str, list[Zone]] = {}
    in_prefecture = area is not None and _is_prefecture(area)
    near = [z for z in _zones_of_province().get((area or "")[:2], ()) if is_inside(z.region.code, area or "")]
    own = zones().get(home)
    for zone in near if own is None or own in near else (*near, own):
        names = list(zone.aliases) if zone is not own or own in near else []
        if zone is own or in_prefecture:
            names += zone.local_aliases
        for name in names:
            table.setdefault(name, []).append(zone)
    for name in dict.fromkeys((*table, *_shared_by_zones(), *((own.region.name,) if own else ()))):
        if name in taken:
            continue
        found = sorted((*zones_by_name().get(name, ()), *table.get(name, ())), key=_by_place)
        close = tuple(nearest([z.region for z in found], home)) if len(found) > 1 else (found[0].region,)
        yield name, LocalName(close, "zone", "" if own in found else place_words().get(name, ""))
    taken.update(table)
    taken.update(zones_by_name())


def _by_place(zone: Zone) -> int:
    return _place_in_table()[zone.region.code]


def _is_prefecture(code: str) -> bool:
    """Whether the place is as small as a prefecture: one, or a city run by the country."""
    place = region(code)
    return place is not None and (place.level == "prefecture" or place.name in ("北京市", "天津市", "上海市", "重庆市"))


def _town_entries(home: Region, area: str | None, taken: set[str]) -> Iterator[tuple[str, LocalName]]:
    """Towns of the home county; those of the other counties of its prefecture, once these are named."""
    if home.level in ("province", "country") or area is None:
        return
    county = next((p.code for p in (home, *ancestors(home.code)) if p.level == "county"), None)
    own = set(zones()[home.code].towns) if home.level == "zone" else set()
    table: dict[str, tuple[Region, ...]] = {}
    for code in (area, *(p.code for p in children(area) if p.level == "county")):
        for town in towns_of(code):
            for name in names_of(town):
                table[name] = (*table.get(name, ()), town)
    for name, found in table.items():
        if name in taken:
            continue
        here = tuple(t for t in found if t.code in own or t.code[:6] in (county, area))
        full = any(t.name == name for t in found)
        if here:
            itself = home in here
            if not full and not itself and place_words().get(name) == "behind":
                continue  # 招商街道 is not called 招商
            yield name, LocalName((home,) if itself else here, "town", "" if full or itself else "beside")
        elif full:
            yield name, LocalName(found, "town", "county")
