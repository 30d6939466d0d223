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


_WEAK = frozenset("项目 企业 投资 建设 市场 社区 工程 城市 村 农村 创新 培训 建议 职工 安全 智能 开工 竣工 签约 工业 困难".split())
"""Words that stand in every sector's sentences; they decide only where nothing else does."""


@lru_cache(maxsize=65536)
def _strongest(text: str) -> tuple[str, bool] | None:
    """(sector of the longest word in `text`, the last of equals; whether that word is a weak one)."""
    matcher, table = _matcher()
    best: tuple[bool, int, int, str] | None = None
    for number, start, end in matcher.find_matches_as_indexes(text):
        word, sector = table[number]
        candidate = (word not in _WEAK, end - start, start, sector)
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
