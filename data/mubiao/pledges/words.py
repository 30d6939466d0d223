"""The tables of pledges as Python values: verbs with their acts, nouns that end an object, words that tell nothing."""

from __future__ import annotations

from typing import NamedTuple

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.wordlists import Prefixes, Suffixes


class Verb(NamedTuple):
    """A verb of tables/pledge_acts.csv."""

    verb: str
    act: str  # an id of Act, or none, or refuse
    where: str  # any, first, after or both
    unless: str  # characters that, right after it, make it part of another word


class Head(NamedTuple):
    """A noun of tables/pledge_heads.csv."""

    head: str
    kind: str  # an id of PledgeKind; empty where nobody can check it
    sort: str  # one, many or aim


@per_lexicon()
def verbs() -> dict[str, Verb]:
    """Every verb by its word."""
    return {row["verb"]: Verb(**row) for row in rows("pledge_acts")}


@per_lexicon()
def opening() -> Prefixes:
    """Recognises a verb where a predicate can begin."""
    return Prefixes(word for word, verb in verbs().items() if verb.where != "after")


@per_lexicon()
def closing() -> Suffixes:
    """Recognises a word that stands behind its object, at the end of a stretch."""
    return Suffixes({word: verb.act for word, verb in verbs().items() if verb.where in ("after", "both")})


@per_lexicon()
def heads() -> dict[str, Head]:
    """Every head by its word."""
    return {row["head"]: Head(**row) for row in rows("pledge_heads")}


@per_lexicon()
def ending() -> Suffixes:
    """Recognises the head that a name ends with, the longest first."""
    return Suffixes(dict.fromkeys(heads(), ""))


@per_lexicon()
def vague() -> frozenset[str]:
    """Words that tell nothing apart."""
    return frozenset(row["word"] for row in rows("pledge_vague"))


@per_lexicon()
def vague_opening() -> Prefixes:
    """Recognises such a word at the start of a text."""
    return Prefixes(row["word"] for row in rows("pledge_vague") if row["sort"] == "part")


_LONGEST = 24
"""Characters of a text's end that are looked at; a test holds the heads to it."""


@per_lexicon(16384)
def head_of(words: str) -> Head | None:
    """The head that words end with: 博物馆 of 晋江博物馆; None where there is none."""
    found = ending().match(words[: -_LONGEST - 1 : -1], 0)
    return heads()[found] if found else None


_WORKING = frozenset(
    (
        *("改造", "改造提升", "提升改造", "整治提升", "综合整治", "拓宽改造", "改扩建", "扩建", "迁建", "新建", "改建"),
        *("重建", "修复", "修缮", "加固", "整治", "提质改造", "升级改造", "综合治理", "扩容", "扩容改造", "扩容改建"),
        *("扩容升级", "快速化改造", "扩能改造", "改线", "迁改", "搬迁", "迁移", "整体搬迁"),
        *("搬迁改造", "扩能", "扩能提升"),
    )
)


def working(head: str) -> bool:
    """Whether a head tells what is done to a work, which must then be named before it."""
    return head in _WORKING
