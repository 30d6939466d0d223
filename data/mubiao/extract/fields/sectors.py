"""The sector and subsector of a fact.

Its indicator's, else that of the words of its subject, its clause, the topic of its passage, its sentence, its heading.
"""

from __future__ import annotations

from collections.abc import Iterator

import ahocorasick_rs

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Decision, PassedOver, Words
from mubiao.lexicon import indicators, rows, subsectors
from mubiao.lexicon.active import per_lexicon
from mubiao.model import Section
from mubiao.patterns import lazy

_TOPIC = lazy(r"[。；\n][^\S\n]*([^，,。；：:\n]{4,14})[。：:]")
_FIRST_TOPIC = lazy(r"\s*([^，,。；：:\n]{4,14})[。：:]")

Texts = Iterator[tuple[str, str, int]]
"""What the sector is looked for in, the nearest first: (rule, words, where they begin in the text or -1)."""


@per_lexicon()
def _matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, bool]]]:
    table = rows("sector_words")
    words = [r["word"] for r in table]
    return ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), [
        (r["sector"], not r["weak"]) for r in table
    ]


@per_lexicon()
def _subsector_matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    table = [(word, s.subsector) for s in subsectors().values() for word in s.synonyms]
    return ahocorasick_rs.AhoCorasick([w for w, _ in table], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), table


@per_lexicon()
def _divided() -> frozenset[str]:
    """The sectors that have subsectors."""
    return frozenset(s.sector for s in subsectors().values())


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


def texts(text: str, mention: Mention, subject: Decision[str], section: Section) -> Texts:
    """What the sector of a mention is looked for in: its subject, its clause, its topic, its sentence, its heading."""
    q = mention.quantity
    nouns = [words for words in subject.evidence if words.role == "noun"]
    whole = [words.end for words in nouns if text.endswith(subject.value, words.start, words.end)]
    yield "subject", subject.value, whole[0] - len(subject.value) if whole else -1
    yield "clause", text[mention.left_start : max(mention.right_end, q.outer_end)], mention.left_start
    yield "topic", *topic(text, mention.statement_start, q.start)
    end = min(mention.sentence_end, mention.sentence_start + 300)
    yield "sentence", text[mention.sentence_start : end], mention.sentence_start
    yield "heading", section.path, -1


def passed_over(
    text: str, mention: Mention, subject: Decision[str], section: Section, decided: Decision[str]
) -> Iterator[PassedOver]:
    """The other sectors that the same words speak of, the longest word first."""
    matcher, table = _matcher()
    said = {decided.value}
    for rule, words, begin in texts(text, mention, subject, section):
        if rule != decided.rule:
            continue
        hits = sorted(matcher.find_matches_as_indexes(words), key=lambda hit: hit[1] - hit[2])
        for number, start, end in hits:
            sector = table[number][0]
            if sector not in said:
                said.add(sector)
                where = Words("word", begin + start, begin + end) if begin >= 0 else None
                yield PassedOver(sector, "shorter-word", where)


def topic(text: str, start: int, end: int) -> tuple[str, int]:
    """The short sentence that opens a passage and says what it is about, and where it stands: 招商引资成效显著。…

    start: of the statement; end: of what stands before the number.
    """
    first = max(0, start - 500)
    first = max(text.rfind("\n", first, start), first - 1, 0)
    found = _FIRST_TOPIC.match(text, 0, end) if first == 0 else None
    for later in _TOPIC.finditer(text, found.end() if found else first, end):
        found = later
    return (found[1], found.start(1)) if found else ("", -1)


def subsector_of(sector: str, subject: str, clause: str) -> str | None:
    """The subsector that the subject names, else its clause; None where none is named."""
    if sector not in _divided():
        return None
    matcher, table = _subsector_matcher()
    for text in (subject, clause):
        for number, _, _ in matcher.find_matches_as_indexes(text):
            name = table[number][1]
            if subsectors()[name].sector == sector:
                return name
    return None
