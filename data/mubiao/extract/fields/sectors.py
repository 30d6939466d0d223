"""The sector and subsector of a fact.

Its indicator's, else that of the words of its subject, its clause, the topic of its passage, its sentence, its heading.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Decision, PassedOver, Words
from mubiao.lexicon import indicators, rows, subsectors
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.wordlists import finder
from mubiao.model import Section
from mubiao.patterns import lazy

_TOPIC = lazy(r"[。；\n](?=[^\S\n]*([^，,。；：:\n]{4,14}+)[。：:])")
_FIRST_TOPIC = lazy(r"\s*([^，,。；：:\n]{4,14})[。：:]")

Texts = Iterator[tuple[str, str, int]]
"""What the sector is looked for in, the nearest first: (rule, words, where they begin in the text or -1)."""


@per_lexicon()
def _matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, bool]]]:
    table = rows("sector_words")
    return finder([r["word"] for r in table]), [(r["sector"], not r["weak"]) for r in table]


class _Subsectors(NamedTuple):
    """Finds the synonyms of subsectors; of each, the subsector and its sector; and the sectors that have any."""

    matcher: ahocorasick_rs.AhoCorasick
    table: list[tuple[str, str]]
    divided: frozenset[str]


@per_lexicon()
def _subsectors() -> _Subsectors:
    table = [(word, s.subsector, s.sector) for s in subsectors().values() for word in s.synonyms]
    named = [(name, sector) for _, name, sector in table]
    return _Subsectors(finder([word for word, _, _ in table]), named, frozenset(sector for _, sector in named))


@per_lexicon(4096)
def _strongest(text: str) -> tuple[str, bool, int, int] | None:
    """(sector of the longest word in `text`, the last of equals; whether that word is a weak one; where it stands)."""
    matcher, table = _matcher()
    best: tuple[bool, int, int, str] | None = None
    for number, start, end in matcher.find_matches_as_indexes(text):
        sector, strong = table[number]
        candidate = (strong, end - start, start, sector)
        if best is None or candidate[:3] >= best[:3]:
            best = candidate
    return (best[3], not best[0], best[2], best[2] + best[1]) if best else None


def decide(
    indicator: str | None, among: Texts, heading: str, text: str = "", nouns: tuple[Words, ...] = ()
) -> Decision[str]:
    """The sector of a fact with this indicator, in these texts, under this heading.

    nouns: where the subject was read from in the text, for one that stands there in pieces.
    """
    if indicator is not None:
        return Decision("sectors", "indicator", indicators()[indicator].sector, (), (), indicator)
    weak: Decision[str] | None = None
    for rule, words, begin in among:
        found = _strongest(words) if words else None
        if found is None:
            continue
        evidence: tuple[Words, ...] = ()
        if begin >= 0:
            evidence = (Words("word", begin + found[2], begin + found[3]),)
        elif rule == "subject":
            evidence = _within(text, nouns, words[found[2] : found[3]])
        decision = Decision("sectors", rule, found[0], evidence, (), heading or None if rule == "heading" else None)
        if not found[1]:
            return decision
        weak = weak or decision
    return weak or Decision("sectors", "default", "economy")


def _within(text: str, nouns: tuple[Words, ...], word: str) -> tuple[Words, ...]:
    for noun in nouns:
        at = text.rfind(word, noun.start, noun.end)
        if at >= 0:
            return (Words("word", at, at + len(word)),)
    return ()


def texts(text: str, topics: Topics, mention: Mention, subject: Decision[str], section: Section) -> Texts:
    """What the sector of a mention is looked for in: its subject, its clause, its topic, its sentence, its heading."""
    q = mention.quantity
    nouns = [words for words in subject.evidence if words.role == "noun"]
    whole = [words.end for words in nouns if text.endswith(subject.value, words.start, words.end)]
    yield "subject", subject.value, whole[0] - len(subject.value) if whole else -1
    yield "clause", text[mention.left_start : max(mention.right_end, q.outer_end)], mention.left_start
    yield "topic", *topics.at(mention.statement_start, q.start)
    end = min(mention.sentence_end, mention.sentence_start + 300)
    yield "sentence", text[mention.sentence_start : end], mention.sentence_start
    yield "heading", section.path, -1


def passed_over(
    text: str, topics: Topics, mention: Mention, subject: Decision[str], section: Section, decided: Decision[str]
) -> Iterator[PassedOver]:
    """The other sectors that the same words speak of, the longest word first."""
    matcher, table = _matcher()
    said = {decided.value}
    for rule, words, begin in texts(text, topics, mention, subject, section):
        if rule != decided.rule:
            continue
        hits = sorted(matcher.find_matches_as_indexes(words), key=lambda hit: hit[1] - hit[2])
        for number, start, end in hits:
            sector = table[number][0]
            if sector not in said:
                said.add(sector)
                where = Words("word", begin + start, begin + end) if begin >= 0 else None
                yield PassedOver(sector, "shorter-word", where)


class Topics:
    """The short sentences of a text that open passages and say what they are about: 招商引资成效显著。…"""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first = _FIRST_TOPIC.match(text)
        self._found = [(found.start(), *found.span(1)) for found in _TOPIC.finditer(text)]
        self._starts = [start for start, _, _ in self._found]

    def at(self, start: int, end: int) -> tuple[str, int]:
        """The last one before a number, and where it stands; start: of the statement, end: of what stands before it."""
        first = max(0, start - 500)
        first = max(self._text.rfind("\n", first, start), first - 1, 0)
        begin = -1
        if first == 0 and self._first is not None and self._first.end() <= end:
            begin, last = self._first.span(1)
            first = last + 1
        # Two that share a full stop do not both count: the second would begin inside the first.
        for at in range(bisect_left(self._starts, first), bisect_left(self._starts, end)):
            opens, inside, closes = self._found[at]
            if opens >= first and closes < end:
                begin, last = inside, closes
                first = closes + 1
        return (self._text[begin:last], begin) if begin >= 0 else ("", -1)


def subsector_of(sector: str, subject: str, clause: str) -> str | None:
    """The subsector that the subject names, else its clause; None where none is named."""
    known = _subsectors()
    if sector not in known.divided:
        return None
    return _of_subject(sector, subject) or _subsector_in(known, sector, clause)


@per_lexicon(4096)
def _of_subject(sector: str, subject: str) -> str | None:
    """Half of all subjects have been met before."""
    return _subsector_in(_subsectors(), sector, subject)


def _subsector_in(known: _Subsectors, sector: str, text: str) -> str | None:
    for number, _, _ in known.matcher.find_matches_as_indexes(text):
        name, of = known.table[number]
        if of == sector:
            return name
    return None
