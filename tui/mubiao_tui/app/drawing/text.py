"""Text for a terminal: made harmless, measured in cells, cut, padded and wrapped.

What comes from documents is hostile until shown otherwise: control characters would steer the terminal, and
bidirectional controls would make a line read otherwise than it is. Each is replaced by one visible character, so that
offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size, set_cell_size

LONGEST = 2000
"""Characters of a line that is typed or pasted: more than any condition has."""

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
    """The text in exactly so many cells: cut with a sign, or padded on the right (on the left for numbers).

    Words are cut, numbers never are: what would be half a number is left out, a number alone is told in fewer digits,
    and where even those do not fit there are signs that say so (`###`), as in a spreadsheet.
    """
    if cells <= 0:
        return ""
    shown = text if width(text) <= cells else _cut(text, cells, more)
    pad = " " * (cells - width(shown))
    return pad + shown if right else shown + pad


_NUMBER = re.compile(
    r"(?:->|[≈~<>→#+−–-]){0,3}\d[\d,.]*(?:[–~/:-]\d[\d,.]*)*(?:万亿|[万亿]|tn|bn|[mkHQ]\d?)?[%‰]?e?[✓✗]?"
)
"""A number with the signs around it: →≈6%, 5–6%, 54.58万✓, 2024-01, 24H1."""

_FRACTION = re.compile(r"(\D*)(\d[\d,]*)\.(\d+)(\D*)")


def _cut(text: str, cells: int, more: str) -> str:
    """The begin of a text that is too long, in at most so many cells, with the sign."""
    room = cells - width(more)
    for number in _NUMBER.finditer(text, 0, 8 * cells + 64):
        begin, end = width(text[: number.start()]), width(text[: number.end()])
        if begin >= room:
            break
        if end > room:
            before = text[: number.start()].rstrip()
            if before:
                return before + more
            rest = more if number.end() < len(text) else ""
            shorter = _fewer(number[0], cells - width(rest))
            return shorter + rest if shorter else "#" * cells
    kept = set_cell_size(text, max(room, 0))
    if not text.startswith(kept):
        kept = kept[:-1]  # a wide character that does not fit any more has left a space, which belongs behind the sign
    return kept + set_cell_size(more, min(width(more), cells))


def _fewer(number: str, cells: int) -> str:
    """The number rounded to as many digits as there is room for; empty where that does not help."""
    found = _FRACTION.fullmatch(number)
    if found is None:
        return ""
    before, whole, fraction, after = found.groups()
    grouped = "," if "," in whole else ""
    value = Decimal(f"{whole.replace(',', '')}.{fraction}")
    for digits in range(len(fraction) - 1, -1, -1):
        shown = f"{before}{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):{grouped}f}{after}"
        if width(shown) <= cells:
            return shown
    return ""


@lru_cache(maxsize=16384)
def least(text: str) -> int:
    """How many cells the text needs so that no number in front of its words is left out; 0 where words come first."""
    end = 0
    for number in _NUMBER.finditer(text, 0, 200):
        if any(character.isalpha() for character in text[end : number.start()]):
            break
        end = number.end()
    return width(text[:end]) + (1 if 0 < end < len(text.rstrip()) else 0)


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
