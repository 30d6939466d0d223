"""The tables of pledges as Python values: verbs with their acts, nouns that end an object, words that tell nothing."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mubiao.lexicon import rows
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


@cache
def verbs() -> dict[str, Verb]:
    """Every verb by its word."""
    return {row["verb"]: Verb(**row) for row in rows("pledge_acts")}


@cache
def opening() -> Prefixes:
    """Recognises a verb where a predicate can begin."""
    return Prefixes(word for word, verb in verbs().items() if verb.where != "after")


@cache
def closing() -> Suffixes:
    """Recognises a word that stands behind its object, at the end of a stretch."""
    return Suffixes({word: verb.act for word, verb in verbs().items() if verb.where in ("after", "both")})


@cache
def heads() -> dict[str, Head]:
    """Every head by its word."""
    return {row["head"]: Head(**row) for row in rows("pledge_heads")}


@cache
def ending() -> Suffixes:
    """Recognises the head that a name ends with, the longest first."""
    return Suffixes(dict.fromkeys(heads(), ""))


@cache
def vague() -> frozenset[str]:
    """Words that tell nothing apart."""
    return frozenset(row["word"] for row in rows("pledge_vague"))


@cache
def vague_opening() -> Prefixes:
    """Recognises such a word at the start of a text."""
    return Prefixes(vague())


def head_of(words: str) -> Head | None:
    """The head that words end with: 博物馆 of 晋江博物馆; None where there is none."""
    found = ending().match(words[::-1], 0)
    return heads()[found] if found else None
