"""Where a fact belongs, and the name of a place as it was when the text was written."""

from __future__ import annotations

from dataclasses import dataclass

from mubiao.extract.decisions import Words
from mubiao.regions import Region
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


def as_printed(text: str, owner: PlaceName) -> str | None:
    """The name of a place as it was when the text was written: 龙港镇, that is a city now."""
    printed = text[owner.start : owner.end]
    if owner.code is None or printed == owner.name:
        return owner.name
    if owner.kind == "short":
        printed += text[owner.end : owner.end + 1]
        return printed if text[owner.end : owner.end + 1] in "镇县" and len(printed) > _SHORT else owner.name
    return printed if (owner.name or "")[:-1] == printed[:-1] else owner.name


def called(word: str, place: Region, base: Place, several: bool) -> bool:
    """Whether 全市 can mean a place that was named: no county, and no city of several where the home is one too."""
    if place.level not in _LEVEL_OF.get(word, ()):
        return False
    return place.name.endswith(word) and not (several and (base.name or "").endswith(word))
