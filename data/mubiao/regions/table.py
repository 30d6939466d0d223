"""The list of places, read once and only as far as it is asked for: counties and above at once, towns by county.

A code of six digits is GB/T 2260, one of nine a town, `zone:<code of the place it belongs to>-<slug>` a functional
zone, and `CN` the country.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from mubiao.lexicon import TABLES, own_rows
from mubiao.lexicon.active import per_lexicon

COUNTRY = "CN"
LEVELS: tuple[str, ...] = ("country", "province", "prefecture", "county", "town", "zone")


@dataclass(frozen=True, slots=True)
class Region:
    """A place: `level` is one of LEVELS; `parent` is the code of the place it lies in, None for the country."""

    code: str
    name: str  # full official name
    level: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Zone:
    """A functional zone as a region, with the other names it goes by and the towns (codes) it runs, if known.

    `local_aliases` (台商区) mean it only in documents of its own prefecture.
    """

    region: Region
    aliases: tuple[str, ...]
    local_aliases: tuple[str, ...]
    towns: tuple[str, ...]


def data_lines(name: str) -> list[str]:
    """The rows of a table below its comments and its header, and behind them the user's own.

    No field of these tables holds a comma or a quote.
    """
    lines = (TABLES / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    shipped = [line for line in lines if line and not line.startswith("#")][1:]
    return shipped + [",".join(row.values()) for row in own_rows(name)]


@cache
def places() -> dict[str, Region]:
    """Code → Region for the country, provinces, prefectures and counties, in the order of their codes."""
    table = {COUNTRY: Region(COUNTRY, "全国", "country", None)}
    for line in data_lines("regions"):
        code, name = line.split(",")
        if code.endswith("0000"):
            table[code] = Region(code, name, "province", COUNTRY)
        elif code.endswith("00"):
            table[code] = Region(code, name, "prefecture", code[:2] + "0000")
        else:
            # Counties run by their province (仙桃市, the districts of 北京市) have no prefecture above them.
            prefecture = code[:4] + "00"
            table[code] = Region(code, name, "county", prefecture if prefecture in table else code[:2] + "0000")
    return table


@per_lexicon()
def zones() -> dict[str, Zone]:
    """Code → Zone, the hand-written ones first. A listed zone with the same name in the same prefecture is left out."""
    table: dict[str, Zone] = {}
    seen: set[tuple[str, str]] = set()
    for line in data_lines("zones"):
        parent, slug, name, aliases, towns = line.split(",")
        region = Region(f"zone:{parent}-{slug}", name, "zone", parent)
        names = [alias for alias in aliases.split("|") if alias]
        everywhere = tuple(n for n in names if not n.startswith("~"))
        local = tuple(n[1:] for n in names if n.startswith("~"))
        table[region.code] = Zone(region, everywhere, local, tuple(filter(None, towns.split("|"))))
        seen.update((parent[:4], n) for n in (name, *everywhere))
    for line in data_lines("zones_listed"):
        parent, slug, name = line.split(",")
        if (parent[:4], name) not in seen:
            region = Region(f"zone:{parent}-{slug}", name, "zone", parent)
            table[region.code] = Zone(region, _abbreviated(name), (), ())
    return table


_KINDS = (("经济技术开发区", "经开区"), ("经济开发区", "经开区"), ("高新技术产业开发区", "高新区"))


def _abbreviated(name: str) -> tuple[str, ...]:
    """What reports call a zone of this name: 某经济技术开发区 is 某经开区."""
    for long, short in _KINDS:
        if name.endswith(long) and len(name) > len(long) + 1:
            return (name.removesuffix(long) + short,)
    return ()


@cache
def _towns() -> bytes:
    """All towns as the bytes of their table: finding a county's part takes less time than parsing 38,723 rows."""
    return b"\n" + (TABLES / "regions_towns.csv").read_bytes()


def _town_at(start: int) -> Region:
    """The town whose row follows the line feed at `start`."""
    table = _towns()
    code, name = table[start + 1 : table.index(b"\n", start + 1)].decode().split(",")
    return Region(code, name, "town", code[:6])


def _first_from(code: bytes) -> int:
    """The line feed before the first row whose code is `code` or comes after it; the rows are in order."""
    table = _towns()
    low, high = table.index(b"\n", table.index(b"\ncode,") + 1) - 1, len(table) - 1
    while (middle := table.find(b"\n", (low + high) // 2 + 1, high)) >= 0 or (
        middle := table.rfind(b"\n", low + 1, (low + high) // 2 + 1)
    ) >= 0:
        if table[middle + 1 : middle + 10] < code:
            low = middle
        else:
            high = middle
    return high


def town(code: str) -> Region | None:
    """The town with this code of nine digits."""
    start = _first_from(code.encode())
    return _town_at(start) if _towns().startswith(f"\n{code},".encode(), start) else None


@cache
def towns_of(code: str) -> tuple[Region, ...]:
    """The towns of a county, in the order of their codes; those of a prefecture without counties (东莞市) too."""
    if len(code) != 6 or not code.isdigit():
        return ()
    table, mark = _towns(), f"\n{code}".encode()
    start = _first_from(mark[1:])
    found: list[Region] = []
    while table.startswith(mark, start):
        found.append(_town_at(start))
        start = table.index(b"\n", start + 1)
    return tuple(found)


@lru_cache(maxsize=4096)
def _rows_of(county: str) -> tuple[int, int]:
    """Where the towns of a county stand in their table."""
    return _first_from(county.encode()), _first_from(f"{county}:".encode())  # a colon comes after all digits


def opens_a_town(words: str, county: str) -> bool:
    """Whether a town of a county may begin with these words; asked of many, it takes less than to list its towns."""
    if len(county) != 6 or not county.isdigit():
        return False
    return _towns().find(f",{words}".encode("utf-8", "replace"), *_rows_of(county)) >= 0


@lru_cache(maxsize=4096)
def towns_named(name: str) -> tuple[Region, ...]:
    """All towns of the country with exactly this name."""
    if not name or "," in name or "\n" in name:
        return ()
    table, mark = _towns(), f",{name}\n".encode("utf-8", "replace")
    found: list[Region] = []
    at = table.find(mark)
    while at >= 0:
        found.append(_town_at(table.rindex(b"\n", 0, at)))
        at = table.find(mark, at + 1)
    return tuple(found)


@per_lexicon()
def children_of() -> dict[str, tuple[str, ...]]:
    """Code → codes of the places, and then the zones, directly in it; towns excepted."""
    below: dict[str, list[str]] = {}
    for place in places().values():
        if place.parent is not None:
            below.setdefault(place.parent, []).append(place.code)
    for zone in zones().values():
        if zone.region.parent is not None:
            below.setdefault(zone.region.parent, []).append(zone.region.code)
    return {code: tuple(codes) for code, codes in below.items()}
