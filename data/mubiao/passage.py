"""The sentence that a fact stands in, and its neighbours: the evidence that people read."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 600
"""Code points of a sentence that are kept on either side of a quantity; hostile and broken texts have no full stops."""

_END = re.compile(r"[。！？!?]+[”’」』）)]*|[\r\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as printed. `text[start:end] == sentence`; the neighbours are whole sentences, nearest last/first."""

    start: int
    end: int
    sentence: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def passage(text: str, start: int, end: int, neighbours: int = 1) -> Passage:
    """The sentence around `text[start:end]` with so many sentences before and after it. Only that part is read."""
    first = _backward(text, start)
    last = _forward(text, max(end, start + 1))
    before: list[str] = []
    at = first
    while at > 0 and len(before) < neighbours:
        opened = _backward(text, at - 1)
        words = text[opened:at].strip()
        if words:
            before.insert(0, words)
        at = opened
    after: list[str] = []
    at = last
    while at < len(text) and len(after) < neighbours:
        closed = _forward(text, at + 1)
        words = text[at:closed].strip()
        if words:
            after.append(words)
        at = closed
    return Passage(first, last, text[first:last], tuple(before), tuple(after))


def _backward(text: str, position: int) -> int:
    """Where the sentence that holds `position` begins."""
    low = max(0, position - LONGEST)
    found = low
    for stop in _END.finditer(text, low, position):
        if stop.end() <= position:
            found = stop.end()
    return found


def _forward(text: str, position: int) -> int:
    """Where the sentence that holds the character before `position` ends: behind its full stop, before a line end."""
    high = min(len(text), position + LONGEST)
    # The character before may itself be the full stop.
    stop = _END.search(text, position - 1, high)
    if stop is None:
        return high
    return stop.start() if stop[0][0] in "\r\n" and stop.start() >= position else max(stop.end(), position)
