"""Places by their names in Latin letters: pinyin, and what a place is called in other languages (Hohhot, Tibet)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from mubiao.regions.lookup import is_inside, short_name
from mubiao.regions.names import variants
from mubiao.regions.table import Region, data_lines, places

_KINDS: dict[str, str] = {
    "province": "省",
    "municipality": "市",
    "specialadministrativeregion": "区",
    "sar": "区",
    "autonomousregion": "区",
    "autonomousprefecture": "州",
    "autonomouscounty": "县",
    "autonomousbanner": "旗",
    "prefecture": "区州市",
    "league": "盟",
    "city": "市",
    "county": "县",
    "district": "区",
    "banner": "旗",
}
"""English word for what a place is, behind its name → how its name can end in Chinese."""

_BREAKS = re.compile(r"[\s\-‐‑–'’‘ʼ`´.·]+")
_LATIN = re.compile(r"[a-z]+")


def folded(name: str) -> str:
    """A name as it is looked up: small letters without blanks, hyphens, apostrophes and tones; ü is v.

    >>> folded("Xi'an"), folded("Lǚliáng"), folded("Ürümqi")
    ('xian', 'lvliang', 'vrvmqi')
    """
    parts = unicodedata.normalize("NFD", _BREAKS.sub("", name.casefold()))
    parts = re.sub("u[\u0300-\u0307\u0309-\u036f]*\u0308", "v", parts)
    return "".join(c for c in parts if not unicodedata.combining(c))


def is_latin(name: str) -> bool:
    """Whether a name may be one in Latin letters."""
    return len(name) > 1 and _LATIN.fullmatch(folded(name)) is not None


def romanised(name: str) -> list[Region]:
    """All places that a name in Latin letters can mean, in the order of their codes; a full name before a short one.

    With or without the word for what the place is, in either language, and the place above it in front.

    >>> [place.name for place in romanised("Quanzhou City")], [place.name for place in romanised("fujian jinjiang")]
    (['泉州市'], ['晋江市'])
    """
    return _called(folded(name)) if is_latin(name) else []


def spellings() -> dict[str, tuple[Region, ...]]:
    """Short names in Latin letters → places, for lists and suggestions."""
    return _short()


def spelled(code: str) -> str:
    """The pinyin of a place's short name in one word; empty for towns, zones and unknown codes.

    >>> spelled("350500"), spelled("CN")
    ('quanzhou', '')
    """
    place, read = places().get(code), _syllables().get(code)
    return "" if place is None or read is None else "".join(_of(short_name(place), place.name, read))


def _called(key: str) -> list[Region]:
    found = _exactly(key)
    if found:
        return found
    for cut in range(2, len(key) - 1):
        above = _exactly(key[:cut]) if key[:cut] in _short() or key[:cut] in _full() else []
        inside = [p for p in _exactly(key[cut:]) if any(p.code != a.code and is_inside(p.code, a.code) for a in above)]
        if inside:
            return inside
    return []


def _exactly(key: str) -> list[Region]:
    # A ü may be written u, as whoever has no ü does.
    for one in dict.fromkeys((key, key.replace("v", "u"))):
        found = _full().get(one) or _short().get(one)
        if found:
            return list(found)
    for word, endings in _KINDS.items():
        if key.endswith(word) and len(key) > len(word) + 1:
            stem = re.sub("(?<=..)(?:uygur|uyghur|zhuang|hui)$", "", key.removesuffix(word))
            for one in (key.removesuffix(word), stem, stem.replace("v", "u")):
                found = tuple(p for p in _short().get(one, ()) if p.name[-1] in endings)
                if word == "prefecture":
                    found = tuple(p for p in found if p.level == "prefecture")
                if found:
                    return list(found)
    return []


@cache
def _syllables() -> dict[str, list[str]]:
    return {code: pinyin.split() for code, pinyin in (line.split(",") for line in data_lines("regions_pinyin"))}


@cache
def _full() -> dict[str, tuple[Region, ...]]:
    """quanzhoushi → 泉州市."""
    instead = {code: folded(said[1:]) for code, _, said in _others() if said.startswith("!")}
    table: dict[str, list[Region]] = {}
    for place in places().values():
        read = _syllables().get(place.code, [])
        if place.code in instead:
            read = [instead[place.code], *read[len(short_name(place)) :]]
        for spelling in _written("".join(read)):
            table.setdefault(spelling, []).append(place)
    return {key: tuple(found) for key, found in table.items()}


@cache
def _short() -> dict[str, tuple[Region, ...]]:
    """quanzhou → 泉州市, 全州县; hohhot → 呼和浩特市."""
    others = {code: spelled.split("|") for code, _, spelled in _others()}
    table: dict[str, dict[str, Region]] = {}
    for place in places().values():
        read, other = _syllables().get(place.code), others.get(place.code, [])
        if read is None:
            continue
        names = [] if any(o.startswith("!") for o in other) else [short_name(place), *variants(place.name, place.level)]
        pinyin = ["".join(_of(name, place.name, read)) for name in names]
        for spelling in (*pinyin, *(folded(o.removeprefix("!")) for o in other)):
            for one in _written(spelling):
                table.setdefault(one, {})[place.code] = place
    return {key: tuple(found.values()) for key, found in table.items()}


def _others() -> list[list[str]]:
    return [line.split(",") for line in data_lines("place_romanised")]


def _of(name: str, full: str, read: list[str]) -> Iterator[str]:
    """The syllables of a shorter form of a name: its beginning, and for 凉山州 the last character too."""
    for at, character in enumerate(name):
        yield read[at] if full[at] == character else read[-1]


def _written(spelling: str) -> tuple[str, ...]:
    """With ü as v, and as u and yu where people write it so."""
    if not spelling:
        return ()
    if "v" not in spelling:
        return (spelling,)
    return tuple(dict.fromkeys((spelling, spelling.replace("v", "u"), spelling.replace("v", "yu"))))
