"""A pattern that waits for a word to be compiled: every match holds one of these, so that waiting changes nothing."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
from collections.abc import Iterable
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from tests.patterns.test_pieces import LARGE

import mubiao
from mubiao.patterns import Fitting, LazyPattern, lazy

MOST = 600  # spellings of a part that are looked at one by one; of a part with more nothing is known
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def waiting() -> dict[str, LazyPattern]:
    """module.name → every pattern that waits for words."""
    return {
        f"{one.name}.{name}": value
        for one in pkgutil.walk_packages(mubiao.__path__, "mubiao.")
        for name, value in vars(importlib.import_module(one.name)).items()
        if isinstance(value, LazyPattern) and "holds" in vars(value)
    }


WAITING = waiting()


def spellings(nodes: Iterable[Any]) -> set[str] | None:
    """All that a part can match, where that is known and little; looks around are left out."""
    found = {""}
    for op, value in nodes:
        one = _spellings(op, value)
        if one is None or len(found) * len(one) > MOST:
            return None
        found = {before + after for before, after in itertools.product(found, one)}
    return found


def _spellings(op: Any, value: Any) -> set[str] | None:
    if op is sre.LITERAL:
        return {chr(value)}
    if op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return {""}
    if op is sre.SUBPATTERN:
        return spellings(value[3])
    if op is sre.BRANCH:
        each = [spellings(one) for one in value[1]]
        return None if None in each else set().union(*(one for one in each if one is not None))
    if op is sre.IN and all(one in (sre.LITERAL, sre.RANGE) for one, _ in value):
        ranges = [range(a, a + 1) if one is sre.LITERAL else range(a[0], a[1] + 1) for one, a in value]
        return {chr(c) for one in ranges for c in one} if sum(map(len, ranges)) <= MOST else None
    if op in REPEATS and value[1] == 1:
        inner = spellings(value[2])
        return None if inner is None else inner | ({""} if value[0] == 0 else set())
    return None


def holds(nodes: Iterable[Any], words: Iterable[str]) -> bool:
    """Whether whatever matches the nodes holds one of the words: because a row of neighbours does, or one of them."""
    nodes = list(nodes)
    for start in range(len(nodes)):
        for end in range(start + 1, min(len(nodes), start + 10) + 1):
            found = spellings(nodes[start:end])
            if found and all(any(word in spelled for word in words) for spelled in found):
                return True
    return any(_holds(op, value, words) for op, value in nodes)


def _holds(op: Any, value: Any, words: Iterable[str]) -> bool:
    if op is sre.SUBPATTERN:
        return holds(value[3], words)
    if op is sre.BRANCH:
        return all(holds(one, words) for one in value[1])
    if op in REPEATS:
        return value[0] > 0 and holds(value[2], words)
    if op is sre.ASSERT:
        return value[0] > 0 and holds(value[1], words)  # what lies ahead; what lies behind may be before the bounds
    return False


def test_many_patterns_wait() -> None:
    assert len(WAITING) > 60


@pytest.mark.parametrize("name", WAITING)
def test_every_match_holds_one_of_the_words(name: str) -> None:
    pattern: Any = WAITING[name]
    assert pattern.holds
    assert all(list(pattern.holds))
    assert holds(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), pattern.holds)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        pytest.param(piece.pattern, piece.holds, id=f"{name} {key}")
        for name, large in LARGE.items()
        for key, piece in large.pieces.items()
        if piece.holds
    ],
)
def test_every_match_of_a_piece_holds_one_of_its_words(pattern: str, words: Iterable[str]) -> None:
    assert all(list(words))
    assert holds(parser.parse(pattern), words)


@pytest.mark.parametrize("name", LARGE)
def test_what_fits_a_text_finds_what_the_whole_does(name: str) -> None:
    whole = re.compile(LARGE[name].pattern())
    texts = [said.replace("‹", "").replace("›", "") for one in LARGE[name].pieces.values() for said in one.takes]
    for text in texts:
        fitting = Fitting(LARGE[name])
        for asked in (text, *texts):  # the first of a process, and those that come after it
            pattern = fitting.to(asked)
            assert [m.groupdict() for m in pattern.finditer(asked)] == [m.groupdict() for m in whole.finditer(asked)]
            assert pattern.groups == whole.groups


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a?b", "a"),
        ("a|b", "a"),
        ("(?<=a)b", "a"),
        ("[^a]b", "a"),
        ("(?!a)b", "a"),
        ("(?:ab)*c", ("ab",)),
        ("a.b", ("ab",)),
    ],
)
def test_words_that_a_match_may_lack_are_found_out(source: str, words: Iterable[str]) -> None:
    assert not holds(parser.parse(source), words)


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"])
@pytest.mark.parametrize("text", ["", "xx", "ax", "xa", "aa", "a"])
def test_it_answers_as_the_pattern_does(method: str, text: str) -> None:
    given = ("-", text) if method in ("sub", "subn") else (text,)
    asked = getattr(lazy("a(?=a)?", holds="a"), method)(*given)
    wanted = getattr(re.compile("a(?=a)?"), method)(*given)
    assert plain(asked) == plain(wanted)


@pytest.mark.parametrize(("start", "end"), [(0, 9), (1, 9), (2, 3), (-4, 9), (3, 2), (0, -1)])
def test_bounds_mean_what_they_mean_to_the_pattern(start: int, end: int) -> None:
    for text in ("abc", "cba", "xxx"):
        asked, wanted = lazy("b", holds="b"), re.compile("b")
        assert plain(asked.search(text, start, end)) == plain(wanted.search(text, start, end))
        assert plain(asked.finditer(text, start)) == plain(wanted.finditer(text, start))


def test_it_waits_for_a_word_and_not_for_ever() -> None:
    pattern: Any = lazy("a(?:b|c)", holds=("ab", "ac"))
    assert pattern.search("a b") is None
    assert "search" not in vars(pattern)
    assert pattern.search("ac") is not None
    assert "search" in vars(pattern)
    pattern = lazy("a(?:b|c)", holds=("ab", "ac"))
    for _ in range(100):
        assert pattern.search("none") is None
    assert "search" in vars(pattern)


def plain(found: Any) -> Any:
    """A match, or several, as what can be compared."""
    if isinstance(found, re.Match):
        return found.span()
    return [one.span() for one in found] if hasattr(found, "__next__") else found
