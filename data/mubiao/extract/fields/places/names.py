"""Where a fact belongs, the name of a place as it was when the text was written, and where what is told of lies."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Words
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.patterns import lazy
from mubiao.regions import Region, is_inside
from mubiao.regions.gazetteer import Gazetteer
from mubiao.regions.gazetteer import Mention as PlaceName

_LEVEL_OF = {
    "国": ("country",),
    "省": ("province",),
    "市": ("prefecture", "county"),
    "县": ("county",),
    "区": ("county", "zone"),
}
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact belongs."""

    name: str | None
    code: str | None
    rule: str
    scope: str | None = None
    entity: str | None = None
    candidates: tuple[str, ...] = ()
    owner: PlaceName | None = None  # the named place that owns the number, and what follows in its sentence
    named: Words | None = None  # where a headline or a label names it


LastOwner = tuple[int, PlaceName | None]
"""The sentence in which a named place last owned a number, and that place; None: parts of the home without a name."""
NOBODY: LastOwner = (-1, None)


def spot(place: PlaceName) -> Words:
    """Where a place is named."""
    return Words("place", place.start, place.end)


def as_printed(text: str, owner: PlaceName) -> str | None:
    """The name of a place as it was when the text was written: 龙港镇, that is a city now."""
    printed = text[owner.start : owner.end]
    if owner.code is None or printed == owner.name:
        return owner.name
    if owner.kind == "short":
        if printed.endswith("县"):
            return printed if len(printed) == _SHORT else owner.name  # 横县, a city now
        printed += text[owner.end : owner.end + 1]
        return printed if text[owner.end : owner.end + 1] in "镇县" and len(printed) > _SHORT else owner.name
    return printed if (owner.name or "")[:-1] == printed[:-1] else owner.name


def listed(gazetteer: Gazetteer, words: str, among: str | None) -> Place | None:
    """The place that a list gives a number, by name or by what it is to the home: 全省、全国分别….

    among: of names that share a number, only those that begin with a place in this one.
    """
    found = gazetteer.find(words)
    if among is not None:
        found = [one for one in found if one.start == 0 and one.code and is_inside(one.code, among)]
    named = next((m for m in found if m.code), None) or gazetteer.relative(words)
    if isinstance(named, PlaceName):
        return Place(as_printed(words, named), named.code, "list")
    return Place(named.name, named.code, "list") if named is not None else None


def called(word: str, place: Region, base: Place, several: bool) -> bool:
    """Whether 全市 can mean a place that was named: no county, and no city of several where the home is one too."""
    if place.level not in _LEVEL_OF.get(word, ()):
        return False
    return place.name.endswith(word) and not (several and (base.name or "").endswith(word))


# ── where what a sentence tells of lies ──

NEAR = 300
"""Characters in which an article has just told where a project is."""
LIES = ("位于", "坐落", "地处", "落户")
LIES_REACH = 20
"""How a sentence begins whose subject lies in a place, and the characters in which that is named."""
_THE_PROJECT = lazy(r"\s*(?:据(?:了解|悉|介绍)[，,])?(?:该|这一?)?(?:项目|公司|企业|园区)")
_BUILT_THERE = lazy(r"[^，,。；;\n]{0,6}(?:投资?建|建设|兴建|新建|落户|投资)")


def goes_on(text: str, mention: Mention) -> int:
    """Where the line of a number begins, if it goes on about a project or a firm; -1 otherwise."""
    line = text.rfind("\n", max(0, mention.statement_start - NEAR), mention.statement_start) + 1
    return line if _THE_PROJECT.match(text, line or mention.statement_start) else -1


def built(text: str, named: Sequence[PlaceName], home: str | None) -> PlaceName | None:
    """The last of the places named just before where something is built, inside the home."""
    for spot in reversed(named):
        placed = _BUILT_THERE.match(text, spot.end) and text[spot.start - 1] in "在于"
        if placed and spot.code and home and is_inside(spot.code, home):
            return spot
    return None


def located(text: str, named: Sequence[PlaceName], home: str | None) -> PlaceName | None:
    """The smallest of the places one behind the other in which something lies: 位于｜甲市乙镇｜的产业园."""
    last = named[-1] if named else None
    if last is None or text[last.end] != "的" or last.code is None or home is None:
        return None
    apart = any(one.end != other.start for one, other in itertools.pairwise(named))
    return None if apart or not is_inside(last.code, home) else last


def labelled(text: str, spots: Sequence[PlaceName]) -> list[tuple[int, Place]]:
    """The places that open lines of their own, where at least two do: a digest that goes from place to place."""
    found = [
        (spot.start, Place(spot.name, spot.code, "headline", named=Words("place", spot.start, spot.end)))
        for spot in spots
        if spot.code
        and text[spot.end : spot.end + 1] in (":", "：")
        and not text[text.rfind("\n", 0, spot.start) + 1 : spot.start].strip(" 　*■●◆")
    ]
    return found if len({place.code for _, place in found}) > 1 else []


def opens_row(label: str, end: int) -> bool:
    """Whether the name of a place that ends there is all that a row says, or has the name of an indicator behind it."""
    return end == len(label) or (label[end - 1] in _UNITS_OF_PLACES and indicator_of(label[end:]) is not None)


_UNITS_OF_PLACES = frozenset("省市州盟县区旗镇乡")
