"""Which characters are the same to whoever looks for something: 晉 and 晋, Ｇ and G and g, ％ and %.

The text that is searched stays as it is, millions of rows of it: what is looked for becomes a pattern with every
character's equals in its place. DuckDB, Polars and Python read these patterns alike (store.pushdown).
"""

from __future__ import annotations

import re
from functools import cache

DIGITS = "0123456789０１２３４５６７８９"
_IN_NUMBERS = f"{DIGITS}.．,，"
_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$])")
_SPECIAL_IN_CLASS = re.compile(r"([\\\[\]&~^-])")


def folded(text: str) -> str:
    """The text in simplified, half-width, small characters: one for each, so that places in it stay.

    >>> folded("ＧＤＰ 晉江市 6％")
    'gdp 晋江市 6%'
    """
    plain = text if text.isascii() else text.translate(_table())
    small = plain.lower()
    return small if len(small) == len(text) else "".join(map(_small, plain))


def pattern(word: str) -> str:
    """A regular expression for the word in any script, width and case.

    >>> pattern("6%"), pattern("晋A")
    ('[6６][%٪﹪％]', '[晉晋][AaＡａ]')
    """
    return "".join([_class(c) for c in folded(word)])


def is_plain(word: str) -> bool:
    """Whether the word can only be written in one way, so that no pattern is needed."""
    return all(c not in _others() for c in folded(word))


def part(word: str) -> tuple[str, ...]:
    """What stands in every text that has the word, as it may be written there: the part that has the fewest ways.

    >>> part("晋江市"), part("6%")
    (('江市',), ('6', '６'))
    """
    small = folded(word)
    fixed = max(re.split(f"[{re.escape(''.join(c for c in small if c in _others()))}]", small), key=len)
    return (fixed,) if fixed else tuple(sorted((_others()[c] for c in small), key=len)[0])


def number_pattern(word: str) -> str:
    """The same; a number at either end of the word is a whole one: 6% is not found in 16%, nor 6 in 6.5."""
    small = folded(word)
    before = f"(?:^|[^{_IN_NUMBERS}])" if small[:1] in set(DIGITS) else ""
    after = f"(?:[^{_IN_NUMBERS}]|$)" if small[-1:] in set(DIGITS) else ""
    return f"{before}{pattern(word)}{after}"


def _class(character: str) -> str:
    equal = _others().get(character)
    if equal is None:
        return _SPECIAL.sub(r"\\\1", character)
    return "[" + _SPECIAL_IN_CLASS.sub(r"\\\1", equal) + "]"


@cache
def _folds() -> dict[str, str]:
    """Character → the one that it folds to, where that is another one or a small letter."""
    from mubiao.documents.characters import simplified

    wide = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    one = {**wide, **simplified()}
    found = {}
    for old, new in one.items():
        while new in one:  # 薴 is simplified as 苧, which is another character's traditional one
            new = one[new]
        found[old] = _small(new)
    return found


@cache
def _table() -> dict[int, str]:
    return {ord(old): new for old, new in _folds().items()}


@cache
def _others() -> dict[str, str]:
    """What characters fold to → all that fold to it, itself among them; only where there are several."""
    found: dict[str, set[str]] = {}
    letters = (c for first, last in ("AZ", "ÀÞ", "ΑΩ", "АЯ") for c in map(chr, range(ord(first), ord(last) + 1)))
    for character in (*letters, *_folds()):
        small = _folds().get(character) or _small(character)
        if small != character:
            found.setdefault(small, {small}).add(character)
    return {small: "".join(sorted(every)) for small, every in found.items()}


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character
