"""The word lists of the extraction stages, made once for fast peeling and cutting.

Everything here is read from `tables/`; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon


class _Longest:
    """Which word of a list a text goes on with: the longest, by a look-up for each length that the list has.

    A regular expression of a thousand words takes longer to compile than a short text to read.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def at(self, text: str, position: int, end: int) -> str | None:
        """The longest word that text[position:end] begins with."""
        if position >= end:
            return None
        for length in self._lengths.get(text[position], ()):
            if position + length <= end and (word := text[position : position + length]) in self._words:
                return word
        return None


class Suffixes:
    """Recognises which word of a list a text ends with, the longest first."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self._longest = _Longest(word[::-1] for word in words)

    def match(self, backwards: str, position: int) -> str | None:
        """The word that ends at `position` of the reversed text, or None."""
        found = self._longest.at(backwards, position, len(backwards))
        return found[::-1] if found else None


class Prefixes:
    """Recognises which word of a list a text begins with, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        self._longest = _Longest(words)

    def match(self, text: str, start: int = 0, end: int | None = None) -> str | None:
        """The word that text[start:end] begins with, or None."""
        return self._longest.at(text, start, len(text) if end is None else end)


@per_lexicon()
def cues() -> Suffixes:
    """Words directly before a quantity → their role (see tables/cues.csv)."""
    return Suffixes({row["word"]: row["role"] for row in rows("cues")})


@per_lexicon()
def verbs() -> tuple[frozenset[str], frozenset[str]]:
    """(every verb, those that stay in the subject as a modifier)."""
    table = rows("verbs")
    return frozenset(r["verb"] for r in table), frozenset(r["verb"] for r in table if r["keep"])


@per_lexicon()
def verb_ending() -> Suffixes:
    """Recognises a verb at the end of a text."""
    return Suffixes(dict.fromkeys(verbs()[0], "verb"))


@per_lexicon()
def verb_opening() -> Prefixes:
    """Recognises a verb at the start of a text."""
    return Prefixes(verbs()[0])


@per_lexicon()
def words_before() -> tuple[str, ...]:
    """What may stand before an indicator's name."""
    return tuple(row["word"] for row in rows("modifiers") if row["where"] == "before")


@per_lexicon()
def modifiers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(what may stand before an indicator's name, what may follow it) without making it another statistic."""
    table = rows("modifiers")

    def run(where: str) -> re.Pattern[str]:
        words = sorted((re.escape(r["word"]) for r in table if r["where"] == where), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(words)})*")

    return run("before"), run("after")
