"""Sentences and clauses of a text, where quotation marks and brackets close over what they hold.

A name in quotes is one thing, whatever stands in it: its commas part no clauses, its verbs promise nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mubiao.patterns import SENTENCE_ENDS, lazy

QUOTED, BRACKETED = "\u25aa", "\u25ab"
"""What stands for a character in quotes, and for one in brackets, in the closed text."""
LONGEST = 400
"""Characters of a clause that are read; hostile lines are longer."""

_CLOSED = lazy(
    r"“[^“”\n]{1,60}”|‘[^‘’\n]{1,60}’|「[^「」\n]{1,60}」|『[^『』\n]{1,60}』|《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉"
    r"|\"[^\"\n]{1,40}\"|＂[^＂\n]{1,40}＂",
    holds='"‘“〈《「『＂',
)
_BRACKETS = lazy(r"\([^()\n]{0,40}\)|（[^（）\n]{0,40}）|〔[^〔〕\n]{0,40}〕|【[^【】\n]{0,40}】", holds="(【〔（")
_SENTENCE = lazy(f"[^{SENTENCE_ENDS}]+")


class Clause(NamedTuple):
    """Half-open spans of the text: a clause, and the sentence that it stands in."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    listed: bool = False  # an item of a numbered list of works, whatever it is called


def closed(text: str) -> str:
    """The text, code point for code point, with what quotes and brackets hold taken out; the marks stay."""
    made, last = [], 0
    for match in _CLOSED.finditer(text):
        start, end = match.span()
        made += [text[last : start + 1], QUOTED * (end - start - 2), text[end - 1]]
        last = end
    flat = "".join([*made, text[last:]])
    made, last = [], 0
    for match in _BRACKETS.finditer(flat):
        start, end = match.span()
        made += [flat[last : start + 1], BRACKETED * (end - start - 2), flat[end - 1]]
        last = end
    return "".join([*made, flat[last:]])


def sentences(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences in [start, end) of a closed text; a semicolon ends one too."""
    for match in _SENTENCE.finditer(flat, start, end):
        yield match.span()


def commas(flat: str) -> str:
    """A closed text in which whatever parts clauses is a comma, as long as before."""
    for mark in ",:：|｜\t":
        flat = flat.replace(mark, "，")
    return flat


def clauses(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence, each no longer than LONGEST; of a closed text with commas only (`commas`)."""
    first = start
    while first < end:
        last = flat.find("，", first, end)
        if last < 0:
            last = end
        if last > first:
            yield first, last if last - first <= LONGEST else first + LONGEST
        first = last + 1
