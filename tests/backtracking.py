"""How many steps a regular expression takes: Python's `re` does not tell, so this walks its own parsed form as it does.

The order of what is tried is that of `re` (leftmost start, alternatives in turn, repeats as many or as few as they may,
back when what follows fails), without the short cuts that `re` has for some starts: what is linear here is so there.
Counted is each look at a character and each node that is entered.

A finite repeat is held to a few: how often it may be tried is a constant, which tells nothing of how the cost grows,
and inputs may be short.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Next = Callable[[int], int | None]
Matcher = Callable[[int, Next], int | None]
FEW = 4
"""At most so many of a finite repeat."""

_LIMIT = re.compile(r"\s")  # what blanks are is asked of `re` itself
_WORD = re.compile(r"\w")
_DIGIT = re.compile(r"\d")
_CATEGORY = {
    sre.CATEGORY_SPACE: lambda c: _LIMIT.match(c) is not None,
    sre.CATEGORY_NOT_SPACE: lambda c: _LIMIT.match(c) is None,
    sre.CATEGORY_WORD: lambda c: _WORD.match(c) is not None,
    sre.CATEGORY_NOT_WORD: lambda c: _WORD.match(c) is None,
    sre.CATEGORY_DIGIT: lambda c: _DIGIT.match(c) is not None,
    sre.CATEGORY_NOT_DIGIT: lambda c: _DIGIT.match(c) is None,
}
_SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN, sre.CATEGORY)
_CLASSES = (sre.IN, sre.ANY, sre.NOT_LITERAL)
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


class TooMany(Exception):
    """More steps than anybody wants to count."""


class Pattern:
    """A regular expression that counts its steps."""

    def __init__(self, source: str, flags: int = 0) -> None:
        tree = parser.parse(source, flags & ~re.UNICODE)
        self.nodes = list(tree)
        self.flags = tree.state.flags | flags
        self.steps = 0
        self.most = sys.maxsize
        self._text = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self._match = self._sequence(self.nodes, self.flags)

    def cost(self, text: str, *, anchored: bool = False, most: int = sys.maxsize) -> int:
        """The steps of finding all matches in `text`, or of one try at its beginning."""
        self._text, self.steps, self.most = text, 0, most
        start = 0
        while start <= len(text):
            end = self.match(start)
            if anchored:
                break
            start = start + 1 if end is None else max(end, start + 1)
        return self.steps

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it matches, as `re` says it: to hold the one against the other."""
        self._text, self.most = text, sys.maxsize
        start, found = 0, []
        while start <= len(text):
            end = self.match(start)
            if end is not None:
                found.append((start, end))
            start = start + 1 if end is None else max(end, start + 1)
        return found

    def match(self, start: int) -> int | None:
        """Where a match that begins here ends."""
        self._groups = {}
        return self._match(start, lambda end: end)

    def _step(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > self.most:
            raise TooMany

    def _sequence(self, nodes: list[Any], flags: int) -> Matcher:
        parts = [self._node(op, value, flags) for op, value in nodes]

        def run(at: int, then: Next, part: int = 0) -> int | None:
            if part == len(parts):
                return then(at)
            return parts[part](at, lambda end: run(end, then, part + 1))

        return run

    def _node(self, op: Any, value: Any, flags: int) -> Matcher:
        if op in _SINGLE:
            return self._one(single(op, value, flags))
        if op in _REPEATS:
            return self._repeat(op, *value, flags)
        if op is sre.BRANCH:
            return self._branch([(self._sequence(list(one), flags), _first(list(one), flags)) for one in value[1]])
        if op is sre.SUBPATTERN:
            group, add, remove, inner = value
            return self._group(group, self._sequence(list(inner), (flags | add) & ~remove))
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            return self._look(op is sre.ASSERT, value[0], value[1], flags)
        if op is sre.AT:
            return self._at(value, flags)
        if op is sre.ATOMIC_GROUP:
            return self._atomic(self._sequence(list(value), flags))
        if op is sre.GROUPREF:
            return self._back(value)
        if op is sre.GROUPREF_EXISTS:
            group, yes, no = value
            return self._if(group, self._sequence(list(yes), flags), self._sequence(list(no or []), flags))
        raise NotImplementedError(op)

    def _one(self, accepts: Callable[[str], bool]) -> Matcher:
        def run(at: int, then: Next) -> int | None:
            self._step()
            return then(at + 1) if at < len(self._text) and accepts(self._text[at]) else None

        return run

    def _repeat(self, op: Any, least: int, most: Any, inner: Any, flags: int) -> Matcher:
        if most is not sre.MAXREPEAT:
            most = max(min(int(most), FEW), min(least, FEW))
        least = min(least, FEW)
        nodes = list(inner)
        if len(nodes) == 1 and nodes[0][0] in _SINGLE:
            return self._run_of(op, least, most, single(*nodes[0], flags))
        body = self._sequence(nodes, flags)
        if op is sre.POSSESSIVE_REPEAT:
            return self._atomic(self._loop(body, least, most, lazy=False))
        return self._loop(body, least, most, lazy=op is sre.MIN_REPEAT)

    def _run_of(self, op: Any, least: int, most: Any, accepts: Callable[[str], bool]) -> Matcher:
        """A repeat of single characters: `re` goes as far as it may, then back one by one."""

        def longest(at: int) -> int:
            end = at
            while end < len(self._text) and (most is sre.MAXREPEAT or end - at < most):
                self._step()
                if not accepts(self._text[end]):
                    break
                end += 1
            return end

        def run(at: int, then: Next) -> int | None:
            self._step()
            if op is sre.MIN_REPEAT:
                end = at
                while True:
                    if end - at >= least and (found := then(end)) is not None:
                        return found
                    self._step()
                    full = most is not sre.MAXREPEAT and end - at >= most
                    if full or end >= len(self._text) or not accepts(self._text[end]):
                        return None
                    end += 1
            far = longest(at)
            for end in range(far, at + least - 1, -1):
                self._step()
                if (found := then(end)) is not None:
                    return found
                if op is sre.POSSESSIVE_REPEAT:
                    return None
            return None

        return run

    def _loop(self, body: Matcher, least: int, most: Any, *, lazy: bool) -> Matcher:
        def run(at: int, then: Next, count: int = 0) -> int | None:
            self._step()

            def more() -> int | None:
                if most is not sre.MAXREPEAT and count >= most:
                    return None
                # A round that takes nothing is not followed by another.
                return body(at, lambda end: run(end, then, count + 1) if end > at or count < least else None)

            if count < least:
                return more()
            if lazy:
                found = then(at)
                return more() if found is None else found
            found = more()
            return then(at) if found is None else found

        return run

    def _branch(self, ways: list[tuple[Matcher, Callable[[str], bool] | None]]) -> Matcher:
        @cache
        def plan(there: str) -> tuple[list[tuple[int, Matcher]], int]:
            """The ways that may go on at a character, with the steps until each; and those after the last."""
            entered, steps = [], 0
            for way, first in ways:
                steps += 1
                if first is None or (there and first(there)):
                    entered.append((steps, way))
                    steps = 0
                else:
                    steps += 1  # one look, without entering the way
            return entered, steps

        def run(at: int, then: Next) -> int | None:
            entered, rest = plan(self._text[at : at + 1])
            for steps, way in entered:
                self._step(steps)
                if (found := way(at, then)) is not None:
                    return found
            self._step(rest)
            return None

        return run

    def _group(self, group: int | None, inner: Matcher) -> Matcher:
        if group is None:
            return inner

        def run(at: int, then: Next) -> int | None:
            before = self._groups.get(group)

            def after(end: int) -> int | None:
                self._groups[group] = (at, end)
                return then(end)

            found = inner(at, after)
            if found is None:
                if before is None:
                    self._groups.pop(group, None)
                else:
                    self._groups[group] = before
            return found

        return run

    def _look(self, wanted: bool, direction: int, inner: Any, flags: int) -> Matcher:
        matcher = self._sequence(list(inner), flags)
        width = inner.getwidth()[0]

        def run(at: int, then: Next) -> int | None:
            self._step()
            start = at if direction > 0 else at - width
            found = matcher(start, lambda end: end) if start >= 0 else None
            return then(at) if (found is not None) is wanted else None

        return run

    def _atomic(self, inner: Matcher) -> Matcher:
        def run(at: int, then: Next) -> int | None:
            end = inner(at, lambda reached: reached)
            return None if end is None else then(end)

        return run

    def _at(self, where: Any, flags: int) -> Matcher:
        def word(at: int) -> bool:
            return 0 <= at < len(self._text) and _WORD.match(self._text[at]) is not None

        def holds(at: int) -> bool:
            text = self._text
            if where is sre.AT_BEGINNING:
                return at == 0 or bool(flags & re.MULTILINE and text[at - 1] == "\n")
            if where is sre.AT_BEGINNING_STRING:
                return at == 0
            if where is sre.AT_END_STRING:
                return at == len(text)
            if where is sre.AT_END:
                last = at == len(text) or (at == len(text) - 1 and text[at] == "\n")
                return last or bool(flags & re.MULTILINE and text[at] == "\n")
            return (word(at - 1) != word(at)) is (where is sre.AT_BOUNDARY)

        def run(at: int, then: Next) -> int | None:
            self._step()
            return then(at) if holds(at) else None

        return run

    def _back(self, group: int) -> Matcher:
        def run(at: int, then: Next) -> int | None:
            self._step()
            if group not in self._groups:
                return None
            start, end = self._groups[group]
            self.steps += end - start
            return then(at + end - start) if self._text.startswith(self._text[start:end], at) else None

        return run

    def _if(self, group: int, yes: Matcher, no: Matcher) -> Matcher:
        return lambda at, then: (yes if group in self._groups else no)(at, then)


def single(op: Any, value: Any, flags: int) -> Callable[[str], bool]:
    """Whether a character is one that a node of one character takes."""
    if op is sre.ANY:
        return (lambda c: True) if flags & re.DOTALL else (lambda c: c != "\n")
    if op is sre.CATEGORY:
        return _CATEGORY[value]
    fold = (lambda c: c.lower()) if flags & re.IGNORECASE else (lambda c: c)
    if op in (sre.LITERAL, sre.NOT_LITERAL):
        wanted = fold(chr(value))
        return (lambda c: fold(c) == wanted) if op is sre.LITERAL else (lambda c: fold(c) != wanted)
    negated = value[0][0] is sre.NEGATE
    letters = {fold(chr(v)) for o, v in value if o is sre.LITERAL}
    ranges = [v for o, v in value if o is sre.RANGE]
    kinds = [_CATEGORY[v] for o, v in value if o is sre.CATEGORY]

    def inside(c: str) -> bool:
        c = fold(c)
        return c in letters or any(a <= ord(c) <= b for a, b in ranges) or any(kind(c) for kind in kinds)

    return (lambda c: not inside(c)) if negated else inside


def _first(nodes: list[Any], flags: int) -> Callable[[str], bool] | None:
    """Whether a character is one that a way can begin with, where that takes one look; else None."""
    return single(*nodes[0], flags) if nodes and nodes[0][0] in _SINGLE else None


def unbounded(nodes: list[Any]) -> bool:
    """Whether anything is repeated without an end: else the cost of one try is a constant, and all tries are linear."""
    return any(
        (op in _REPEATS and value[1] is sre.MAXREPEAT)
        or (op not in _SINGLE and any(unbounded(list(one)) for one in _inside(op, value)))
        for op, value in nodes
    )


OTHERS = ("x", "的", "7", "，", " ", "\n", "。", "一")
"""What a class that names what it does not take may take."""


def example(op: Any, value: Any, flags: int) -> str:
    """A character that a node of one character takes."""
    if op is sre.LITERAL:
        return chr(value)
    accepts = single(op, value, flags)
    inside = value if op is sre.IN and value[0][0] is not sre.NEGATE else ()
    named = [chr(v if o is sre.LITERAL else v[0]) for o, v in inside if o in (sre.LITERAL, sre.RANGE)]
    return next((c for c in (*named, *OTHERS) if accepts(c)), "\x01")


def pieces(nodes: list[Any], flags: int = 0) -> Iterator[str]:
    """Texts that parts of an expression match: beginnings up to each repeat, what is repeated, and the whole."""
    whole = ""
    for op, value in nodes:
        if op in _SINGLE:
            whole += example(op, value, flags)
        elif op in _REPEATS:
            least, most, inner = value
            if most is sre.MAXREPEAT and whole:
                yield whole
            found = list(pieces(list(inner), flags))
            yield from found
            only = next(iter(inner)) if len(inner) == 1 else (None, None)
            if most is sre.MAXREPEAT and only[0] in _CLASSES:
                accepts = single(*only, flags)
                yield from (c for c in OTHERS if accepts(c))
            whole += (found[-1] if found else "") * max(1, min(least, FEW))
        elif op is sre.BRANCH:
            ways = [list(pieces(list(one), flags)) for one in value[1]]
            for way in ways:
                yield from way
            whole += next((way[-1] for way in ways if way), "")
        elif op is sre.SUBPATTERN:
            found = list(pieces(list(value[3]), flags))
            yield from found
            whole += found[-1] if found else ""
        elif op is sre.ATOMIC_GROUP:
            found = list(pieces(list(value), flags))
            yield from found
            whole += found[-1] if found else ""
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from pieces(list(value[1]), flags)
        elif op is sre.GROUPREF_EXISTS:
            for one in value[1:]:
                yield from pieces(list(one or []), flags)
    yield whole


def refused(nodes: list[Any]) -> list[str]:
    """Characters that classes of an expression do not take: each may be where a long run of others fails."""
    found: list[str] = []
    for op, value in nodes:
        if op is sre.IN and value[0][0] is sre.NEGATE:
            kinds = {sre.CATEGORY_SPACE: " ", sre.CATEGORY_DIGIT: "7", sre.CATEGORY_WORD: "x"}
            first, what = value[1] if len(value) > 1 else (None, None)
            if first is sre.LITERAL:
                found.append(chr(what))
            elif first is sre.RANGE:
                found.append(chr(what[0]))
            elif first is sre.CATEGORY:
                found.append(kinds.get(what, " "))
        elif op is sre.NOT_LITERAL:
            found.append(chr(value))
        elif op is sre.ANY:
            found.append("\n")
        else:
            for inner in _inside(op, value):
                found += refused(list(inner))
    return list(dict.fromkeys(found))


def _inside(op: Any, value: Any) -> list[Any]:
    """The expressions within a node."""
    if op in _REPEATS:
        return [value[2]]
    if op is sre.BRANCH:
        return list(value[1])
    if op is sre.SUBPATTERN:
        return [value[3]]
    if op is sre.ATOMIC_GROUP:
        return [value]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return [one for one in value[1:] if one] if op is sre.GROUPREF_EXISTS else []
