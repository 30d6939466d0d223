"""Text for a terminal: made harmless, measured in cells, cut, padded and wrapped.

What comes from documents is hostile until shown otherwise: control characters would steer the terminal, and
bidirectional controls would make a line read otherwise than it is. Each is replaced by one visible character, so that
offsets stay true.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size, set_cell_size

_VISIBLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "␦"),
    # Bidirectional controls, invisible separators and joiners, line separators, tags, and lone surrogates.
    **dict.fromkeys([0x00AD, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x2028, 0x202F)], "␦"),
    **dict.fromkeys([*range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC), *range(0xFE00, 0xFE10)], "␦"),
    **dict.fromkeys([*range(0xD800, 0xE000), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)], "␦"),
}


def visible(text: str) -> str:
    """The text with everything that a terminal would obey or hide replaced by a visible sign, one for one."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """`visible`, with tabs and line ends as spaces: for the cell of a table."""
    return visible(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))


@lru_cache(maxsize=16384)
def width(text: str) -> int:
    """How many cells the text takes."""
    return len(text) if text.isascii() else cell_len(text)


@lru_cache(maxsize=65536)
def fit(text: str, cells: int, right: bool = False, more: str = "…") -> str:
    """The text in exactly so many cells: cut with a sign, or padded on the right (on the left for numbers)."""
    long = width(text)
    if long == cells:
        return text
    if long < cells:
        return " " * (cells - long) + text if right else text + " " * (cells - long)
    if cells <= 0:
        return ""
    # A wide character that does not fit any more leaves a space before the sign.
    return set_cell_size(text, cells - 1) + more


_NOT_AT_START = set("，。；：、！？）》】”’,.;:!?)]}>%％…")


def wrap(text: str, cells: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a paragraph without line ends begin and end, each at most `cells` wide.

    Chinese breaks anywhere but before closing punctuation; Latin words and numbers stay whole where they fit.
    A character wider than the room still gets a line of its own.
    """
    start, at, used, chance = 0, 0, 0, 0
    length = len(text)
    while at < length:
        character = text[at]
        room = 1 if " " <= character < "\x7f" else get_character_cell_size(character)
        while used + room > cells and at > start:
            end = chance if chance > start else at
            yield start, end
            start = end
            used = width(text[start:at])
            chance = start
        used += room
        at += 1
        if at < length and _may_break(character, text[at]):
            chance = at
    if start < length or length == 0:
        yield start, length


def _may_break(left: str, right: str) -> bool:
    if right in _NOT_AT_START:
        return False
    if left == " " or not left.isascii() or not right.isascii():
        # A number keeps its unit's sign; everything else may part at a Chinese character.
        return not (left.isascii() and left.isalnum() and right in "％‰℃°")
    return left in "-/"
