"""Stage 5b: the sector and subsector of a fact: of its indicator, else of the words of its subject, sentence, heading."""

from __future__ import annotations

from functools import cache, lru_cache

import ahocorasick_rs

from mubiao.lexicon import indicators, rows, subsectors


@cache
def _matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    table = [(r["word"], r["sector"]) for r in rows("sector_words")]
    return ahocorasick_rs.AhoCorasick([w for w, _ in table], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), table


@cache
def _subsector_matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    table = [(word, s.subsector) for s in subsectors().values() for word in s.synonyms]
    return ahocorasick_rs.AhoCorasick([w for w, _ in table], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), table


@lru_cache(maxsize=65536)
def _strongest(text: str) -> tuple[str, int] | None:
    """The sector of the longest word in `text`, the last of equals, and that length."""
    matcher, table = _matcher()
    best: tuple[int, int, str] | None = None
    for number, start, end in matcher.find_matches_as_indexes(text):
        candidate = (end - start, start, table[number][1])
        if best is None or candidate[:2] >= best[:2]:
            best = candidate
    return (best[2], best[0]) if best else None


def sector_of(indicator: str | None, subject: str, clause: str, sentence: str, heading: str) -> tuple[str, str]:
    """(sector id, the rule that found it)."""
    if indicator is not None:
        return indicators()[indicator].sector, "indicator"
    # 项目 and 企业 are everywhere: they decide only when nothing else in the sentence does.
    weak: str | None = None
    for text, rule in ((subject, "subject"), (clause, "clause"), (sentence, "sentence"), (heading, "heading")):
        found = _strongest(text)
        if found is None:
            continue
        sector, _ = found
        if sector in ("investment", "business") and rule in ("subject", "clause") and weak is None and _plain(text):
            weak = sector
            continue
        return sector, rule
    return (weak, "subject") if weak else ("economy", "default")


def _plain(text: str) -> bool:
    return text in ("项目", "企业", "重点项目", "签约项目", "总投资") or len(text) <= 2


@lru_cache(maxsize=65536)
def subsector_of(sector: str, subject: str, clause: str) -> str | None:
    """The subsector that the subject names, else its clause; None where none is named."""
    matcher, table = _subsector_matcher()
    for text in (subject, clause):
        names = [table[number][1] for number, _, _ in matcher.find_matches_as_indexes(text)]
        inside = [name for name in names if subsectors()[name].sector == sector]
        if inside:
            return inside[0]
    return None
