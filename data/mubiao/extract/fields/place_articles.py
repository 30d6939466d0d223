"""The places of the articles of a newspaper page."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from mubiao.extract.fields.place_names import Place, spot
from mubiao.model import Section
from mubiao.regions import is_inside, region
from mubiao.regions.gazetteer import Mention as PlaceName


def articles(
    text: str, spots: Sequence[PlaceName], stored: Sequence[int], sections: Sequence[Section], own: Place
) -> dict[int, Place]:
    """Start of a section → its place: the one that it names most, where it never names that of the page.

    text: as stored, where the spots begin at `stored`. own: the place of the page.
    """
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
            return Place(place.name, place.code, "article", named=spot(next(m for m in found if m.code == code)))
    elif counts.get(own.code) and home is not own and counts.most_common(1)[0][0] == own.code:
        return own
    return home
