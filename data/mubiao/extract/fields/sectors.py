"""Stage 5b: the sector and subsector of a fact.

Its indicator's, else that of the words of its subject, its clause, the topic of its passage, its sentence, its heading.
"""

from __future__ import annotations

from functools import cache, lru_cache

import ahocorasick_rs

from mubiao.lexicon import indicators, rows, subsectors


@cache
def _matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, bool]]]:
    table = rows("sector_words")
    words = [r["word"] for r in table]
    return ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), [
        (r["sector"], not r["weak"]) for r in table
    ]


@cache
def _subsector_matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    table = [(word, s.subsector) for s in subsectors().values() for word in s.synonyms]
    return ahocorasick_rs.AhoCorasick([w for w, _ in table], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), table


@lru_cache(maxsize=4096)
def _strongest(text: str) -> tuple[str, bool] | None:
    """(sector of the longest word in `text`, the last of equals; whether that word is a weak one)."""
    matcher, table = _matcher()
    best: tuple[bool, int, int, str] | None = None
    for number, start, end in matcher.find_matches_as_indexes(text):
        sector, strong = table[number]
        candidate = (strong, end - start, start, sector)
        if best is None or candidate[:3] >= best[:3]:
            best = candidate
    return (best[3], not best[0]) if best else None


def sector_of(indicator: str | None, texts: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """(sector id, the rule that found it). `texts`: (rule, text) from the nearest to the widest."""
    if indicator is not None:
        return indicators()[indicator].sector, "indicator"
    weak: tuple[str, str] | None = None
    for rule, text in texts:
        found = _strongest(text) if text else None
        if found is None:
            continue
        if not found[1]:
            return found[0], rule
        weak = weak or (found[0], rule)
    return weak or ("economy", "default")


def words_in(text: str) -> list[tuple[str, str, bool]]:
    """Every (word, sector, weak) that stands in a text, in text order."""
    matcher, table = _matcher()
    hits = matcher.find_matches_as_indexes(text)
    return [(text[start:end], table[number][0], not table[number][1]) for number, start, end in hits]


def subsector_of(sector: str, subject: str, clause: str) -> str | None:
    """The subsector that the subject names, else its clause; None where none is named."""
    matcher, table = _subsector_matcher()
    for text in (subject, clause):
        for number, _, _ in matcher.find_matches_as_indexes(text):
            name = table[number][1]
            if subsectors()[name].sector == sector:
                return name
    return None
