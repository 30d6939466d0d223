"""The places of the articles of a newspaper page."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mubiao.extract.fields.places.names import Place, spot
from mubiao.model import Section
from mubiao.patterns import lazy
from mubiao.regions import is_inside, region
from mubiao.regions.gazetteer import Mention as PlaceName


def articles(
    text: str, spots: Sequence[PlaceName], stored: Sequence[int], sections: Sequence[Section], own: Place
) -> dict[int, Place]:
    """Start of a section → its place: the one that it names most, where it never names that of the page.

    text: as stored, where the spots begin at `stored`. own: the place of the page.
    """
    if own.code is not None and own.code.startswith("zone:"):
        spots = [_of_zone(text, one, at, own) for one, at in zip(spots, stored, strict=True)]
    places, home = {}, own
    for number, section in enumerate(sections):
        end = sections[number + 1].start if number + 1 < len(sections) else len(text)
        first, last = bisect_left(stored, section.start), bisect_left(stored, end)
        # A headline names its place once and means it throughout.
        headline = bisect_left(stored, section.start + len(section.heading)) - first
        found = [m for m in spots[first:last] if m.code is not None]
        home = _of_article(found, headline, home, own, text[section.start : end]) if found else home
        places[section.start] = home
    return places


_ZONE = lazy(
    "市?(?:(?P<high>高新(?:技术)?(?:产业)?(?:开发)?区)|(?P<economic>(?:经济(?:技术)?开发|经开|开发)区)|(?P<new>新区))"
)


def _of_zone(text: str, one: PlaceName, at: int, own: Place) -> PlaceName:
    """A city with the word for a zone of its kind behind it is the zone that a page is of, and not the city."""
    if own.code is None or one.code is None or one.code == own.code or not is_inside(own.code, one.code):
        return one
    word, name = _ZONE.match(text, at + one.end - one.start), own.name or ""
    kind = "high" if "高新" in name else "economic" if name.endswith("开发区") else "new"
    return replace(one, code=own.code) if word is not None and word[kind] else one


def _in_passing(found: Sequence[PlaceName], code: str, own: Place, text: str) -> bool:
    """Whether a part of the home is named in names alone (南岳庙会), in a text that says 全市 of the home."""
    place = region(code)
    if place is None or own.name is None or own.code is None or code == own.code or not is_inside(code, own.code):
        return False
    if own.name[-1] == place.name[-1] or any(one.kind != "short" for one in found if one.code == code):
        return False
    return _says(text, own.name[-1]) and not _says(text, place.name[-1])


def _says(text: str, kind: str) -> bool:
    """Whether a text speaks of the whole of a 市 or a 县 as its own."""
    return any(word + kind in text for word in "全我")


def _of_article(found: Sequence[PlaceName], headline: int, home: Place, own: Place, text: str) -> Place:
    """The place of a part of a page that names these, so many of them in its headline; `home` is that before it."""
    counts = Counter(m.code for m in found if m.kind != "town" or m.code == home.code)
    counts.update(m.code for m in found[:headline])
    title = next((m for m in found[:headline] if m.code not in (None, home.code)), None)
    if title is not None and home.code not in counts and (named := region(title.code or "")) is not None:
        return Place(named.name, named.code, "headline", named=spot(title))
    if home.code is None and home.name and home.name in text:
        return home  # a zone, a town or a regiment that no table knows, and that the part speaks of by its name
    if counts and home.code not in counts:
        code, times = counts.most_common(1)[0]
        place = region(code) if code else None
        above = place is not None and own.code is not None and is_inside(own.code, place.code)
        if place is not None and times >= 2 and place.level not in ("country", "province") and not above:
            if _in_passing(found, place.code, own, text):
                return home
            return Place(place.name, place.code, "article", named=spot(next(m for m in found if m.code == code)))
    elif counts.get(own.code) and home is not own and counts.most_common(1)[0][0] == own.code:
        return own
    return home
