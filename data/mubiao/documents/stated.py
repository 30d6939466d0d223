"""What a person states about a document: it wins over whatever the text, the page's head or the file's name say.

The same functions check it wherever it comes from: options, a manifest, a correction, the explorer, a library call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from mubiao.documents.structure import dates
from mubiao.documents.structure.titles import plain
from mubiao.model import KINDS, StatementError
from mubiao.regions import full_name, resolve, short_name
from mubiao.regions.table import Region, places, zones

FIELDS = ("region", "year", "date", "title", "kind", "publisher", "url")
"""What can be stated, by the names of the columns of `documents`."""

YEARS = range(1949, 2101)
LONGEST = 500
"""Characters of a title, a publisher or an address."""

_NAMED = 6  # places that an ambiguous name could mean, in an error
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """Each None where nothing is stated. `region` is a full official name, and comes with its code."""

    region: str | None = None
    region_code: str | None = None
    year: int | None = None
    date: date | None = None
    title: str | None = None
    kind: str | None = None
    publisher: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Stated:
        """Of field → value, as text or as what it is; None states nothing. StatementError: it cannot be so."""
        found: dict[str, Any] = {}
        for field, value in values.items():
            if field not in FIELDS:
                raise StatementError(f"no such field: {field}{suggestion(field, FIELDS)}; these can be stated: {_ALL}")
            if value is None:
                continue
            text = str(value).strip()
            if not text:
                raise StatementError(f"an empty value for {field}")
            if len(text) > LONGEST or any(not c.isprintable() for c in text):
                raise StatementError(f"not a {field}: too long, or with control characters")
            found |= _CHECKS[field](text)
        return cls(**found)

    def texts(self) -> dict[str, str]:
        """Field → value as text, from which `of` makes the same again; only what is stated."""
        texts = {name: str(value) for name in FIELDS if (value := getattr(self, name)) is not None}
        if "region" in texts and self.region_code is not None and len(resolve(texts["region"])) != 1:
            texts["region"] = self.region_code  # a name that several places have
        return texts

    def under(self, later: Stated) -> Stated:
        """Both together; where both say something, the later one."""
        return replace(self, **{f.name: v for f in fields(later) if (v := getattr(later, f.name)) is not None})

    def against(self, other: Stated) -> Iterator[tuple[str, str, str]]:
        """Field and both values, of what the two state differently."""
        mine, theirs = self.texts(), other.texts()
        yield from ((name, mine[name], theirs[name]) for name in mine if name in theirs and mine[name] != theirs[name])

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) is not None for f in fields(self))


def _region(text: str) -> dict[str, Any]:
    from mubiao.regions.latin import folded, is_latin, romanised, spellings

    found = resolve(text) or resolve(plain(text)) or (romanised(text) if is_latin(text) else [])
    if not found:
        near = suggestion(folded(text), spellings()) if is_latin(text) else suggestion(text, _names())
        raise StatementError(f"no such place: {text}{near}")
    if len(found) > 1:
        listed = ", ".join(full_name(place.code) for place in found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
        raise StatementError(f"{text} can be {listed}: give its code or the place above it")
    place: Region = found[0]
    return {"region": place.name, "region_code": place.code}


def _names() -> set[str]:
    names = {name for place in places().values() for name in (place.name, short_name(place))}
    return names | {zone.region.name for zone in zones().values()}


def _year(text: str) -> dict[str, Any]:
    match = re.fullmatch(r"(\d{4})年?", plain(text))
    if match is None or int(match[1]) not in YEARS:
        raise StatementError(f"not a year of a report: {text} ({YEARS[0]} to {YEARS[-1]})")
    return {"year": int(match[1])}


def _date(text: str) -> dict[str, Any]:
    day = dates.first_date(plain(text)) if len(text) <= 30 and text[:1].isdigit() else None
    if day is None or day.year not in YEARS:
        raise StatementError(f"not a date: {text}; write 2024-01-10")
    return {"date": day}


def _kind(text: str) -> dict[str, Any]:
    kind = text.casefold().replace(" ", "_")
    if kind not in KINDS:
        raise StatementError(f"no such kind: {text}{suggestion(kind, KINDS)}; the kinds are {', '.join(KINDS)}")
    return {"kind": kind}


def is_address(text: str) -> bool:
    """Whether a text is the address of a page: what a browser would run or read from a disk is none."""
    return _ADDRESS.fullmatch(text) is not None


def _url(text: str) -> dict[str, Any]:
    if not is_address(text):
        raise StatementError(f"not an address: {text}; write https://…")
    return {"url": text}


_ALL = ", ".join(FIELDS)
_CHECKS: dict[str, Callable[[str], dict[str, Any]]] = {
    "region": _region,
    "year": _year,
    "date": _date,
    "title": lambda text: {"title": text},
    "kind": _kind,
    "publisher": lambda text: {"publisher": text},
    "url": _url,
}


def suggestion(name: str, known: Collection[str]) -> str:
    """The nearest known names, as the end of an error; empty where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3, cutoff=0.6)
    if not near and len(name) > 1:
        near = sorted((one for one in known if name in one), key=len)[:3]
    return f"; did you mean {' or '.join(near)}?" if near else ""
