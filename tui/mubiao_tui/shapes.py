"""Lines that the library says in English, known by their shape, so that they can be said in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable

Shapes = tuple[tuple[str, re.Pattern[str]], ...]
"""What a line is → the shape of the whole of it; the first that fits counts."""


def shapes(*pairs: tuple[str, str]) -> Shapes:
    """Shapes out of regular expressions."""
    return tuple((key, re.compile(pattern, re.DOTALL)) for key, pattern in pairs)


def fitting(line: str, among: Iterable[tuple[str, re.Pattern[str]]]) -> tuple[str, dict[str, str]] | None:
    """What a line is, with the parts of it that have names; nothing where no shape fits."""
    for key, shape in among:
        if found := shape.fullmatch(line):
            return key, {name: value or "" for name, value in found.groupdict().items()}
    return None
