"""Make the pinyin of names of places: `uv run --with pypinyin==0.55.0 python -m mubiao.regions.romanise`.

pypinyin reads words, and names of places otherwise than people who live there (长治, 漯河, 朝阳): the readings in
`place_readings.csv`, kept by hand, come first. One syllable a character, without tones, ü as v.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from mubiao.lexicon import TABLES
from mubiao.regions.table import COUNTRY, data_lines, places

HEADER = """\
# Pinyin of the names in regions.csv, a syllable a character, without tones, ü as v. Made by
# `uv run --with pypinyin==0.55.0 python -m mubiao.regions.romanise`: dictionary readings of pypinyin (MIT License),
# those of place_readings.csv before them. The table is under the licence of this project.
code,pinyin
"""


def readings() -> dict[str, tuple[str, ...]]:
    """Part of a name → the syllables of its characters."""
    rows = (line.split(",") for line in data_lines("place_readings"))
    return {part: tuple(reading.split()) for part, reading in rows}


def syllables(name: str, known: Mapping[str, tuple[str, ...]], read: Callable[[str], list[str]]) -> list[str]:
    """How a name is read; `read` says what a dictionary makes of it. The longest known part that fits counts."""
    found = list(read(name))
    if len(found) != len(name):
        raise ValueError(f"{name}: {len(found)} syllables for {len(name)} characters")
    for part in sorted(known, key=len):
        at = name.find(part)
        while at >= 0:
            found[at : at + len(part)] = known[part]
            at = name.find(part, at + 1)
    return found


def table(read: Callable[[str], list[str]]) -> str:
    """The whole file."""
    known = readings()
    wrong = [part for part, reading in known.items() if len(part) != len(reading)]
    idle = [part for part in known if not any(part in place.name for place in places().values())]
    if wrong or idle:
        raise ValueError(f"place_readings.csv: {', '.join((*wrong, *idle))}")
    rows = [
        f"{place.code},{' '.join(syllables(place.name, known, read))}\n"
        for place in places().values()
        if place.code != COUNTRY
    ]
    return HEADER + "".join(rows)


def main() -> int:
    """Write regions_pinyin.csv."""
    lazy: Callable[[str], Iterable[str]] = import_module("pypinyin").lazy_pinyin
    (TABLES / "regions_pinyin.csv").write_text(table(lambda name: list(lazy(name))), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
