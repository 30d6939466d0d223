"""Lines that the library says in English, known by their shape, so that they can be said in another language."""

from __future__ import annotations

import re
from collections.abc import Callable

from mubiao_tui.strings import Strings

Shapes = tuple[tuple[str, re.Pattern[str]], ...]
"""What a line is → the shape of the whole of it; the first that fits counts."""


def shapes(*pairs: tuple[str, str]) -> Shapes:
    """Shapes out of regular expressions."""
    return tuple((key, re.compile(pattern, re.DOTALL)) for key, pattern in pairs)


def translated(line: str, among: Shapes, under: str, strings: Strings, **parts: Callable[[str], str]) -> str:
    """The text `<under>.<key>` of the first shape that fits, with its parts; the line itself where none does.

    parts: what makes a part readable, by its name.
    """
    for key, shape in among:
        if found := shape.fullmatch(line):
            values = {name: value or "" for name, value in found.groupdict().items()}
            said = {name: parts[name](value) if name in parts else value for name, value in values.items()}
            return strings.text(f"{under}.{key}", **said)
    return line
