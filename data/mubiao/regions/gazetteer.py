"""Finds the places that a report names.

Full names of provinces, prefectures and counties are places anywhere. Short names (晋江) are places only in the
home area: the home itself, what lies above it, beside it and directly in it. Towns are places of the home county, of a
county of the home prefecture that the text names before them, or right behind the name of their county. Names that are
ordinary words (和平, 资源, 新城区) need more than that; the table place_words.csv lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mubiao.lexicon.active import per_lexicon
from mubiao.patterns import lazy
from mubiao.regions.finders import LocalNames, Nationwide, full_names
from mubiao.regions.local import LocalName, home_area, names_of, place_words
from mubiao.regions.lookup import ancestors, is_inside, nearest, region
from mubiao.regions.table import COUNTRY, Region, data_lines, opens_a_town, towns_of

_NEARBY = 600  # characters for which the name of a county resolves the towns after it


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text, `text[start:end]`. `code` and `name` (full official) are None where the name is shared.

    `kind` is full, short, town or zone; `candidates` holds the codes of a shared name, and is empty otherwise.
    """

    start: int
    end: int
    code: str | None
    name: str | None
    candidates: tuple[str, ...] = ()
    kind: str = "full"


@per_lexicon()
def _traps() -> dict[str, tuple[str, str]]:
    """Name → characters that, right before it or right after it, show another word: 东南安全 is not 南安."""
    return {n: (before, after) for n, before, after in (line.split(",") for line in data_lines("place_traps"))}


# The name goes on, and what it names is no place, or a thing that only has the place in its name.
_GOES_ON = lazy(
    "经验|精神|模式|时代|大学|师范|学院|理工|医科|[东南西北中]?路|大道|湾|大桥|高速|铁路|机场|动车|[火车]*站|海峡|运河|银行|日报|晚报|商报"
    "|流域|水系|[上下]游|干流|两岸"
)
_BOUNDARY = lazy(r"\W|[在从为对与向是讯日年于到让把]")
_SURROGATE = lazy("[\ud800-\udfff]")
_WATER = lazy("[河湖溪岛]")  # 万源市大竹河 is a river, not 大竹镇
_AFTER_FULL = {"市": "场", "区": "域块间段位", "县": "域"}
_LINK = lazy("[、和及与]|以及|[/／]")


class Gazetteer:
    """The names that are places for a document of one home. Made by `gazetteer_for`, which keeps it."""

    def __init__(self, home: str | None, local: LocalNames | Nationwide, *, lenient: bool = False) -> None:
        self.home = home
        self._lenient = lenient  # names that are words count where a word begins
        self._local = local
        self._area = home_area(home)
        self._resolved: dict[str, LocalName] = {}

    def find(self, text: str) -> list[Mention]:
        """The mentions in text order, not overlapping. Give it the normalised text for traditional characters."""
        try:
            hits = self._hits(text)
        except UnicodeEncodeError:  # a lone surrogate; the automata take what can be UTF-8
            hits = self._hits(_SURROGATE.sub("\ufffd", text))
        return list(_with_lists(text, self._chosen(text, hits)))

    def _hits(self, text: str) -> list[tuple[int, int, LocalName]]:
        full, local = self._local.hits(text)
        hits = [(start, -end, self._entry(name)) for start, end, name in full]
        hits += [(start, -end, entry) for start, end, entry in local]
        hits.sort(key=lambda hit: hit[:2])
        return hits

    def relative(self, word: str) -> Region | None:
        """The place that 全市, 我省, 全区 … mean in a document of this home, or None."""
        return _relative(word, self.home)

    def _entry(self, name: str) -> LocalName:
        if name not in self._resolved:
            found = full_names()[name]
            here = any(self._area is not None and is_inside(place.code, self._area) for place in found)
            needs = place_words().get(name, "" if here or len(name) > 2 else "beside")
            if (here and len(name) > 2) or any(place.code == self.home for place in found):
                needs = ""
            close = tuple(nearest(found, self.home)) if len(found) > 1 and self.home is not None else found
            self._resolved[name] = LocalName(close if len(close) == 1 else found, "full", needs, found)
        return self._resolved[name]

    def _chosen(self, text: str, hits: Iterable[tuple[int, int, LocalName]]) -> Iterator[tuple[Mention, LocalName]]:
        """The hits that hold, leftmost and longest first; what needs a place beside it is left to `_with_lists`."""
        at, before, counties = 0, None, dict[str, int]()
        for start, minus_end, entry in hits:
            end = -minus_end
            if start < at or _is_trap(text, start, end, entry.kind):
                continue
            found, needs = entry.regions, entry.needs
            if before is not None and before.end == start and before.code is not None:
                inside = tuple(p for p in entry.everywhere or found if is_inside(p.code, before.code))
                if inside:
                    found, needs = inside, ""
            if needs == "beside" and self._lenient and (start == 0 or _BOUNDARY.match(text, start - 1)):
                needs = ""
            if needs == "behind":
                continue
            if needs == "county":
                found = tuple(p for p in found if start - counties.get(p.code[:6], -_NEARBY) < _NEARBY)
                if not found:
                    continue
                found, needs = _latest(found, counties), ""
            mention = _mention(start, end, found, entry.kind)
            yield mention, LocalName(found, entry.kind, needs)
            at, before = end, mention if not needs else None
            if mention.code is not None and len(mention.code) == 6 and not needs:
                counties[mention.code] = end
                town = _town_behind(text, end, mention.code)
                if town is not None:
                    yield town, LocalName((), "town")
                    at, before = town.end, town


def _latest(found: tuple[Region, ...], counties: dict[str, int]) -> tuple[Region, ...]:
    """Of towns with one name, that of the county named last."""
    last = max(counties.get(place.code[:6], -1) for place in found)
    return tuple(place for place in found if counties.get(place.code[:6], -1) == last)


def _mention(start: int, end: int, found: tuple[Region, ...], kind: str) -> Mention:
    if len(found) == 1:
        return Mention(start, end, found[0].code, found[0].name, (), kind)
    return Mention(start, end, None, None, tuple(place.code for place in found), kind)


def _is_trap(text: str, start: int, end: int, kind: str) -> bool:
    name = text[start:end]
    if name in _traps():
        before, after = _traps()[name]
        if (start and text[start - 1] in before) or (end < len(text) and text[end] in after):
            return True
    if kind == "full":
        return end < len(text) and text[end] in _AFTER_FULL.get(name[-1], "")
    return kind == "short" and _GOES_ON.match(text, end) is not None


def _goes_on(text: str, end: int) -> bool:
    return _GOES_ON.match(text, end) is not None or _WATER.match(text, end) is not None


def _with_lists(text: str, chosen: Iterable[tuple[Mention, LocalName]]) -> Iterator[Mention]:
    """Drops what needs a place beside it and has none: 和平 alone is peace, in 河西、和平、南开 it is a district."""
    found = list(chosen)
    holds = [not entry.needs for _, entry in found]
    # Once forwards and once backwards: what holds makes its neighbours hold.
    for order, step in ((range(1, len(found)), -1), (range(len(found) - 2, -1, -1), 1)):
        for at in order:
            holds[at] = holds[at] or (holds[at + step] and _linked(text, found[at][0], found[at + step][0]))
    return (mention for (mention, _), hold in zip(found, holds, strict=True) if hold)


def _linked(text: str, one: Mention, other: Mention) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    if one.code == other.code and one.code is not None:
        return False  # a place does not stand in a list with itself
    return first.end == second.start or _LINK.fullmatch(text[first.end : second.start]) is not None


@lru_cache(maxsize=4096)
def _town_names(county: str) -> dict[str, Region]:
    table: dict[str, Region] = {}
    for place in towns_of(county):
        for name in names_of(place):
            table.setdefault(name, place)
    return table


def _town_behind(text: str, end: int, county: str) -> Mention | None:
    """The town whose name follows that of its county at once: 晋江市安海镇, 晋江安海."""
    if end + 1 >= len(text) or text[end] < "㐀" or not opens_a_town(text[end : end + 2], county):
        return None  # all names of a town begin as its full one does
    towns = _town_names(county)
    for length in range(10, 1, -1):
        place = towns.get(text[end : end + length])
        if place is None or (length == 2 and place_words().get(text[end : end + 2]) == "behind"):
            continue
        if place.name == text[end : end + length] or not _goes_on(text, end + length):
            return Mention(end, end + length, place.code, place.name, (), "town")
    return None


_RELATIVE = lazy("(?:全|我|本|整个|这个?)(国|自治区|省|市|县|区|旗|自治州|州|盟|地区|镇|乡|街道|街|苏木)")
_OF_WORD = {"街": "街道", "自治州": "州"}


@per_lexicon(8192)
def _relative(word: str, home: str | None) -> Region | None:
    match = _RELATIVE.fullmatch(word)
    if match is None:
        return None
    kind = _OF_WORD.get(match[1], match[1])
    if kind == "国":
        return region(COUNTRY)
    if home is None:
        return None
    for place in (region(home), *ancestors(home)):
        if place is None or place.code == COUNTRY:
            continue
        if kind == "省" and place.level == "province":
            return place
        if kind == "自治区" and place.level == "province" and place.name.endswith("自治区"):
            return place
        if place.name.endswith(kind) and (kind != "区" or place.level != "town"):
            return place
    return None


# A third of a megabyte each, and 4 ms to make: the reports of a county usually stand together, and where they do not,
# a collection of the whole country has more counties than anything would keep.
@per_lexicon(64)
def gazetteer_for(home_code: str | None) -> Gazetteer:
    """The gazetteer of a document whose home place has this code; None gives full names only."""
    return Gazetteer(home_code, LocalNames(home_code))


@per_lexicon()
def nationwide() -> Gazetteer:
    """Full and short names of the whole country, zones included: for finding out what the home of a document is."""
    return Gazetteer(None, Nationwide(), lenient=True)
