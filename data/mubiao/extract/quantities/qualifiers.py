"""The words that bound a number, before it (超) or after its unit (以上), out of `tables/qualifiers.csv`."""

from __future__ import annotations

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon
from mubiao.model import Qualifier

Words = dict[str, tuple[tuple[str, Qualifier, str], ...]]


@per_lexicon()
def before_and_after() -> tuple[Words, Words]:
    """Words by the character that stands next to the number, longest first: those before it, those behind it."""
    return _words("before"), _words("after")


def _words(place: str) -> Words:
    table: dict[str, list[tuple[str, Qualifier, str]]] = {}
    for r in rows("qualifiers"):
        if r["place"] == place:
            key = r["word"][-1] if place == "before" else r["word"][0]
            table.setdefault(key, []).append((r["word"], Qualifier(r["sense"]), r["unless"] or ""))
    return {k: tuple(sorted(v, key=lambda w: -len(w[0]))) for k, v in table.items()}


def before(words: Words, text: str, position: int) -> tuple[int, Qualifier, str] | None:
    """The qualifier that ends at `position` (spaces between are passed over): its start, sense and word."""
    end = position
    while end and text[end - 1] == " " and position - end < 3:
        end -= 1
    if not end:
        return None
    for word, sense, unless in words.get(text[end - 1], ()):
        start = end - len(word)
        if start >= 0 and text.startswith(word, start):
            if unless and start and text[start - 1] in unless:
                continue
            return start, sense, word
    return None


def after(words: Words, text: str, position: int) -> tuple[int, Qualifier, str] | None:
    """The qualifier that begins at `position` (spaces between are passed over): its end, sense and word."""
    start = position
    while text[start : start + 1] == " " and start - position < 3:
        start += 1
    for word, sense, _ in words.get(text[start : start + 1], ()):
        if text.startswith(word, start):
            end = start + len(word)
            if len(word) == 1 and text[end : end + 1] not in _ENDS:
                continue  # 5公里多，but not 5家多元化企业
            return end, sense, word
    return None


_ENDS = frozenset("，。、；：,;:)”\n \r的") | {""}
