"""The word lists of the extraction stages, compiled once for fast peeling and cutting.

Everything here is read from `tables/`; nothing is decided here.
"""

from __future__ import annotations

import re
from functools import cache

from mubiao.lexicon import rows


class Suffixes:
    """Recognises which word of a list a text ends with, longest first, in one regular-expression match."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        backwards = sorted((re.escape(word[::-1]) for word in words), key=len, reverse=True)
        self._pattern = re.compile("|".join(backwards))

    def match(self, backwards: str, position: int) -> str | None:
        """The word that ends at `position` of the reversed text, or None."""
        found = self._pattern.match(backwards, position)
        return found[0][::-1] if found else None


@cache
def cues() -> Suffixes:
    """Words directly before a quantity → their role (see tables/cues.csv)."""
    return Suffixes({row["word"]: row["role"] for row in rows("cues")})


@cache
def verbs() -> tuple[frozenset[str], frozenset[str]]:
    """(every verb, those that stay in the subject as a modifier)."""
    table = rows("verbs")
    return frozenset(r["verb"] for r in table), frozenset(r["verb"] for r in table if r["keep"])


@cache
def verb_ending() -> Suffixes:
    """Recognises a verb at the end of a text."""
    return Suffixes(dict.fromkeys(verbs()[0], "verb"))


@cache
def verb_opening() -> re.Pattern[str]:
    """Recognises a verb at the start of a text."""
    return re.compile("|".join(sorted((re.escape(v) for v in verbs()[0]), key=len, reverse=True)))


@cache
def modifiers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(what may stand before an indicator's name, what may follow it) without making it another statistic."""
    table = rows("modifiers")

    def run(where: str) -> re.Pattern[str]:
        words = sorted((re.escape(r["word"]) for r in table if r["where"] == where), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(words)})*")

    return run("before"), run("after")
