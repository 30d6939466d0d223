"""The names that are places for the documents of one home: of itself and of what lies above, beside and in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mubiao.lexicon.active import per_lexicon
from mubiao.regions.lookup import ancestors, children, is_inside, nearest, region, short_name
from mubiao.regions.names import variants
from mubiao.regions.table import COUNTRY, Region, data_lines, places, towns_of, zones


class Entry(NamedTuple):
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


def local_entries(home: str) -> Iterator[tuple[str, Entry]]:
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
            for name in names_of(near)[1:] if near.level not in ("zone", "town") else ():
                table[name] = (*table.get(name, ()), near)
        for name, found in table.items():
            if name not in taken and len(name) >= 2:
                needs = place_words().get(name, "") if place not in found or len(name) > 2 else ""
                yield name, Entry(found, "short", needs)
        taken.update(table)
    area = home_area(home)
    yield from _zone_entries(home, area, taken)
    yield from _town_entries(place, area, taken)


def _zone_entries(home: str, area: str | None, taken: set[str]) -> Iterator[tuple[str, Entry]]:
    """Zones of the home area by every name; those of the rest of the country by their full one."""
    table: dict[str, tuple[Region, ...]] = {}
    in_prefecture = area is not None and _is_prefecture(area)
    province = area[:2] if area is not None else None
    for zone in zones().values():
        # Most zones are shut out by their province at once.
        near = area is not None and zone.region.code[5:7] == province and is_inside(zone.region.code, area)
        names = [zone.region.name, *(zone.aliases if near else ())]
        if zone.region.code == home or (near and in_prefecture):
            names += zone.local_aliases
        for name in names:
            table[name] = (*table.get(name, ()), zone.region)
    for name, found in table.items():
        if name not in taken and name not in places():
            taken.add(name)
            close = tuple(nearest(found, home)) if len(found) > 1 else found
            itself = any(zone.code == home for zone in found)
            yield name, Entry(close, "zone", "" if itself else place_words().get(name, ""))


def _is_prefecture(code: str) -> bool:
    """Whether the place is as small as a prefecture: one, or a city run by the country."""
    place = region(code)
    return place is not None and (place.level == "prefecture" or place.name in ("北京市", "天津市", "上海市", "重庆市"))


def _town_entries(home: Region, area: str | None, taken: set[str]) -> Iterator[tuple[str, Entry]]:
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
            yield name, Entry((home,) if itself else here, "town", "" if full or itself else "beside")
        elif full:
            yield name, Entry(found, "town", "county")
