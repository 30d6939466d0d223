"""Finds listed names in a text: the longest at each place, from the left.

A long text is left to an automaton. That takes longer to build than a short text to read, which is therefore looked
through pair by pair of its characters. Full names and zones of the country end with few characters (省市县区…): these
are looked for, and the name backwards from them. Each is made when it is first needed, and what is the same for every
home is made once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from mubiao.lexicon.active import per_lexicon
from mubiao.regions.history import by_former_name
from mubiao.regions.local import LocalName, local_entries, place_words, zones_by_name
from mubiao.regions.lookup import is_inside, region, short_name
from mubiao.regions.names import CALLED, variants
from mubiao.regions.table import COUNTRY, Region, places, zones

_SHORT = 300  # characters
_LONG = 1_000

Hit = tuple[int, int, str]
"""Start and end of a name in a text, and the name."""


@cache
def full_names() -> dict[str, tuple[Region, ...]]:
    """The full names of provinces, prefectures and counties, with those that they had before, and what they mean."""
    table: dict[str, tuple[Region, ...]] = {}
    for place in places().values():
        if place.code != COUNTRY:
            table[place.name] = (*table.get(place.name, ()), place)
    for name, found in by_former_name().items():
        if name not in table and len(name) > 2:
            table[name] = found
    return table


class _Names:
    """Names by their first two characters, and an automaton of them."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = tuple(names)
        self._automaton: AhoCorasick | None = None
        self._by_two: dict[str, list[str]] = {}

    def every(self, text: str) -> list[Hit]:
        """Each name wherever it stands, inside others too."""
        if not self.names:
            return []
        if self._automaton is None:
            self._automaton = AhoCorasick(self.names, matchkind=MatchKind.Standard)
        names, found = self.names, self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(start, end, names[i]) for i, start, end in found]

    def pairs(self) -> dict[str, list[str]]:
        """The names that begin with two characters, the longest first."""
        if not self._by_two:
            for name in self.names:
                self._by_two.setdefault(name[:2], []).append(name)
            for found in self._by_two.values():
                found.sort(key=len, reverse=True)
        return self._by_two


class _ByTheirEnds:
    """Names of which thousands end with a dozen characters. One of a single character stands for none."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) > 1)
        before: dict[str, set[str]] = {}
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            before.setdefault(name[-1], set()).add(name[-2])
            lengths.setdefault(name[-2:], set()).add(len(name))
        self._lengths = {end: tuple(found) for end, found in lengths.items()}
        ends = (f"{re.escape(last)}(?<=[{''.join(map(re.escape, sorted(found)))}].)" for last, found in before.items())
        self._ends = re.compile("|".join(ends) or "(?!)")

    def every(self, text: str) -> list[Hit]:
        """Each name wherever it stands, inside others too."""
        names, lengths = self._names, self._lengths
        found = []
        for last in self._ends.finditer(text):
            end = last.end()
            for length in lengths[text[end - 2 : end]]:
                if length <= end and (name := text[end - length : end]) in names:
                    found.append((end - length, end, name))
        return found


def _longest(hits: list[Hit]) -> list[Hit]:
    """Those that an automaton for the leftmost and longest gives: none that overlaps one before it."""
    hits.sort(key=_leftmost_and_longest)
    free, found = 0, []
    for hit in hits:
        if hit[0] >= free:
            found.append(hit)
            free = hit[1]
    return found


def _leftmost_and_longest(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


def _by_pairs(text: str, begins: Callable[[str], object], names: Callable[[str], Iterable[str]]) -> Iterator[Hit]:
    """Names by their first two characters: `begins` says whether any begins with them, `names` gives longest first."""
    free = 0
    for start, pair in enumerate(map(str.__add__, text, text[1:])):
        if begins(pair) and start >= free:
            for name in names(pair):
                if text.startswith(name, start):
                    free = start + len(name)
                    yield start, free, name
                    break


class _Country:
    """What is looked for in the reports of every home: full names, and the zones of the country by theirs."""

    def __init__(self) -> None:
        self._full = full_names()
        self.zones = {
            name: LocalName(tuple(zone.region for zone in found), "zone", place_words().get(name, ""))
            for name, found in zones_by_name().items()
        }
        self._of_full, self.of_zones = _Names(self._full), _Names(self.zones)

    @cached_property
    def _names(self) -> _ByTheirEnds:
        return _ByTheirEnds((*self._full, *self.zones))

    def full(self, text: str) -> list[Hit]:
        """The full names in a text."""
        if len(text) < _SHORT:
            pairs = self._of_full.pairs()
            return list(_by_pairs(text, pairs.__contains__, pairs.__getitem__))
        return self.both(text)[0]

    def both(self, text: str) -> tuple[list[Hit], list[Hit]]:
        """The full names in a long text, and every name of a zone in it, inside others too."""
        found = self._names.every(text)
        full, zones = self._full, self.zones
        return _longest([hit for hit in found if hit[2] in full]), [hit for hit in found if hit[2] in zones]


@per_lexicon()
def country() -> _Country:
    """The names of the whole country."""
    return _Country()


class LocalNames:
    """Finds the names that are places in the reports of one home, and those of zones anywhere."""

    def __init__(self, home: str | None) -> None:
        self._known = home is not None and region(home) is not None
        self._table = dict(local_entries(home)) if home is not None else {}
        self._names = _Names(self._table)
        self._pairs: dict[str, list[str]] = {}

    def hits(self, text: str) -> tuple[list[Hit], list[tuple[int, int, LocalName]]]:
        """The full names in a text; and the names of this home in it, with what they can mean."""
        if not self._known:
            return country().full(text), []
        if len(text) < _SHORT:
            full, local = country().full(text), list(_by_pairs(text, self._begins, self._beginning))
        else:
            full, anywhere = country().both(text)
            local = _longest(anywhere + self._names.every(text))
        own, zones = self._table, country().zones
        return full, [(start, end, own.get(name) or zones[name]) for start, end, name in local]

    def _begins(self, pair: str) -> bool:
        return pair in self._names.pairs() or pair in country().of_zones.pairs()

    def _beginning(self, pair: str) -> list[str]:
        """The names of both kinds that begin with two characters, the longest first."""
        found = self._pairs.get(pair)
        if found is None:
            found = [*self._names.pairs().get(pair, ()), *country().of_zones.pairs().get(pair, ())]
            found.sort(key=len, reverse=True)
            self._pairs[pair] = found
        return found


class Nationwide:
    """Finds the short names of the whole country, made from the full ones as far as a text holds their beginnings."""

    def __init__(self) -> None:
        self._pairs: dict[str, list[Region]] = {}
        for place in (*places().values(), *(zone.region for zone in zones().values())):
            if place.code != COUNTRY:
                for pair in {place.name[:2], *(name[:2] for name in CALLED.get(place.name, ()))}:
                    self._pairs.setdefault(pair, []).append(place)
        self._entries: dict[str, dict[str, LocalName]] = {}
        self._beginnings: AhoCorasick | None = None

    def hits(self, text: str) -> tuple[list[Hit], list[tuple[int, int, LocalName]]]:
        """The full names in a text; and the short ones in it, with what they can mean."""
        found = self._in_long(text) if len(text) >= _LONG else _by_pairs(text, self._pairs.__contains__, self._named)
        return country().full(text), [(start, end, self._entries[name[:2]][name]) for start, end, name in found]

    def _in_long(self, text: str) -> Iterator[Hit]:
        """As `_by_pairs`, where an automaton looks for the beginnings: names are made of those few that it finds."""
        if self._beginnings is None:
            self._beginnings = AhoCorasick(list(self._pairs))
        free = 0
        for _, start, end in self._beginnings.find_matches_as_indexes(text, overlapping=True):
            for name in self._named(text[start:end]) if start >= free else ():
                if text.startswith(name, start):
                    free = start + len(name)
                    yield start, free, name
                    break

    def _named(self, pair: str) -> Iterable[str]:
        if pair not in self._entries:
            table: dict[str, tuple[Region, ...]] = {}
            words = place_words()
            for place in self._pairs[pair]:
                names = (short_name(place), *variants(place.name, place.level)) if place.level != "zone" else ()
                for name in names:
                    if name != place.name and name not in words:
                        table[name] = (*table.get(name, ()), place)
            entries = {name: LocalName(_upmost(found), "short") for name, found in table.items()}
            for place in self._pairs[pair]:
                if place.level == "zone":
                    entries.setdefault(place.name, LocalName((place,), "zone"))
            self._entries[pair] = dict(sorted(entries.items(), key=lambda item: -len(item[0])))
        return self._entries[pair]


def _upmost(found: tuple[Region, ...]) -> tuple[Region, ...]:
    """长沙 is the city rather than the county in it: of places in one another, the largest."""
    if len(found) == 1:
        return found
    top = [place for place in found if all(is_inside(other.code, place.code) for other in found)]
    return tuple(top) or found
