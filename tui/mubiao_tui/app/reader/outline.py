"""The headings of a document that are worth showing: a list of short lines is read as headings, and is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

RUN = 3
"""Headings that follow each other without a word between them, from which on they are the lines of a list."""

BETWEEN = 8
"""Characters between two headings that are no text: line ends, indents, a sign before the line."""

_NUMBERED = re.compile(
    r"\s*(?:[（(]?[〇零一二三四五六七八九十百]{1,4}[）)、.．，]|第.{1,4}[章节部条]|[（(]?\d{1,2}[）)、.．\s]|[①-⑳])"
)


def shown(sections: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The sections without those whose headings are lines of a list: no number, no text, and neighbours alike.

    sections: in text order, outer before inner. The last of a run has text below it and stays, as do numbered ones.
    """
    bare = [_bare(one, after) for one, after in zip_longest(sections, sections[1:])]
    dropped: set[int] = set()
    first = 0
    for n in range(len(sections) + 1):
        if n < len(sections) and bare[n]:
            continue
        if n - first >= RUN:
            dropped.update(range(first, n))
        first = n + 1
    return tuple(one for n, one in enumerate(sections) if n not in dropped)


def _bare(section: dict[str, Any], after: dict[str, Any] | None) -> bool:
    """Whether a section is a heading without a number, with nothing before the next one, which is no deeper."""
    heading = section["heading"]
    if not heading or after is None or not after["heading"] or after["level"] > section["level"]:
        return False
    gap = after["start"] - section["start"] - len(heading)
    return gap <= BETWEEN and _NUMBERED.match(heading) is None
