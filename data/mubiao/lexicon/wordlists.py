"""The word lists of the extraction stages, made once for fast peeling and cutting.

Everything here is read from `tables/`; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon

Lengths = dict[str, tuple[int, ...]]
"""Two characters → how long the words are that can begin there, the longest first; one, that is a word → 1."""


def lengths_of(words: Collection[str]) -> Lengths:
    """The lengths by which a word of a list is looked up: of the two characters that it begins with, else of the first.

    A look-up for each length tells the longest word: a regular expression of a thousand words takes longer to compile
    than a short text to read.

    >>> lengths_of(["人", "人次", "人民币"])
    {'人': (1,), '人次': (2, 1), '人民': (3, 1)}
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    for pair, found in lengths.items():
        if pair[0] in lengths:
            found.add(1)
    return {begin: tuple(sorted(found, reverse=True)) for begin, found in sorted(lengths.items())}


def finder(words: Sequence[str]) -> AhoCorasick:
    """Finds some hundred words in texts, the longest at each place, from the left.

    Deterministic: it scans in half the time; of a thousand words it would take longer to build than that saves.
    """
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


class Suffixes:
    """Recognises which word of a list a text ends with, the longest first."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self._of = {word[::-1]: word for word in words}
        self._lengths = lengths_of(self._of)

    def match(self, backwards: str, position: int) -> str | None:
        """The word that ends at `position` of the reversed text, or None."""
        known, end = self._lengths, position + 1
        for length in known.get(backwards[position : end + 1]) or known.get(backwards[position:end], ()):
            if (word := self._of.get(backwards[position : position + length])) is not None:
                return word
        return None


class Prefixes:
    """Recognises which word of a list a text begins with, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = lengths_of(self._words)

    def match(self, text: str, start: int = 0, end: int | None = None) -> str | None:
        """The word that text[start:end] begins with, or None."""
        last = len(text) if end is None else end
        if start >= last:
            return None
        for length in self._lengths.get(text[start : start + 2]) or self._lengths.get(text[start], ()):
            if start + length <= last and (word := text[start : start + length]) in self._words:
                return word
        return None


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
