"""Every pattern of the house reads a text in steps that grow as the text does: steps are counted, not time.

Texts are made from each pattern's own parts: what its classes take, what its beginnings match, over and over, then a
character that is refused. Patterns that are only ever tried at one place are held to one try, the others to a search
through the whole text, where most squares hide: a run that is tried anew from each of its characters.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import backtracking
import pytest

import mubiao
import mubiao_tui
from mubiao.patterns import LazyPattern

ONE_TRY = {"match", "fullmatch", "last_of"}
SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split"}
MOST = 1_000_000
PARTS = 30

NOT_HELD = {
    "mubiao.store.sql.allowlist._TABLE_FUNCTION": "reads what DuckDB writes, where each table function has its name",
    "mubiao.store.sql.allowlist._SHOW": "the same, of SHOW",
}
"""Patterns that are not held to it, and why a person cannot reach them with a hostile text."""


@cache
def modules() -> dict[str, ast.Module]:
    """Name → what is written in it, for all modules of both packages."""
    found = {}
    for package in (mubiao, mubiao_tui):
        for one in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            file = importlib.import_module(one.name).__file__
            assert file is not None
            found[one.name] = ast.parse(Path(file).read_text(encoding="utf-8"))
    return found


@cache
def patterns() -> dict[str, tuple[str, int]]:
    """module.name → source and flags of every pattern that a module holds."""
    return {
        f"{name}.{key}": (value.pattern, value.flags)
        for name in modules()
        for key, value in vars(importlib.import_module(name)).items()
        if isinstance(value, re.Pattern | LazyPattern)
    }


@cache
def uses() -> dict[str, set[str]]:
    """module.name → the methods that are called on the pattern there, `last_of` that it is given to, or `?`."""
    found: dict[str, set[str]] = {}
    for name, tree in modules().items():
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
                    found.setdefault(f"{name}.{child.id}", set()).add(_use(node, child))
    return found


def _use(parent: ast.AST, name: ast.Name) -> str:
    if isinstance(parent, ast.Attribute):
        return parent.attr
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func is not name:
        return parent.func.id
    return "?"


@cache
def written_in_place() -> dict[str, tuple[str, int]]:
    """file:line → the patterns that stand in a call of `re` itself and are searched for."""
    return {
        f"{name}:{node.lineno}": (node.args[0].value, 0)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in SEARCHES
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def held() -> Iterator[tuple[str, str, int, bool]]:
    """Name, source, flags and whether one try is all, of each pattern."""
    names: dict[tuple[str, int], str] = {}
    used: dict[tuple[str, int], set[str]] = {}
    for name, pattern in patterns().items():
        names.setdefault(pattern, name)
        used.setdefault(pattern, set()).update(uses().get(name, ()))  # also where another module imports it
    for name, pattern in written_in_place().items():
        names.setdefault(pattern, name)
        used.setdefault(pattern, set()).add("?")
    for pattern, name in names.items():
        if name not in NOT_HELD:
            yield name, *pattern, bool(used[pattern]) and used[pattern] <= ONE_TRY


def square(source: str, flags: int, once: bool) -> str | None:
    """A piece of text that makes the steps of a pattern grow faster than the text, or None."""
    pattern = backtracking.Pattern(source, flags)
    if not backtracking.unbounded(pattern.nodes):
        return None
    found = dict.fromkeys(piece for piece in backtracking.pieces(pattern.nodes, pattern.flags) if piece)
    for piece in sorted(found, key=len)[:PARTS]:
        count = max(8, 48 // len(piece))
        for tail in ("\x00", *backtracking.refused(pattern.nodes)[:2]):
            try:
                few = pattern.cost(piece * count + tail, anchored=once, most=MOST)
                pattern.cost(piece * count * 4 + tail, anchored=once, most=7 * few + 200)
            except backtracking.TooMany:
                return piece
    return None


def deep(work: object) -> object:
    """What a function gives in a thread with room for deep recursion."""
    found: list[object] = []
    limit, size = sys.getrecursionlimit(), threading.stack_size(256 * 1024 * 1024)
    sys.setrecursionlimit(100_000)
    try:
        thread = threading.Thread(target=lambda: found.append(work()))  # type: ignore[operator]
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)
    return found[0]


@pytest.mark.parametrize("part", range(4))
def test_no_pattern_costs_a_square(part: int) -> None:
    all_of_them = list(held())
    assert len(all_of_them) > 300
    found = deep(lambda: {n: p for n, s, f, once in all_of_them[part::4] if (p := square(s, f, once)) is not None})
    assert found == {}


@pytest.mark.parametrize(
    ("source", "once"),
    [
        (r"(?:a|b)*c", False),
        (r"\s*x", False),
        (r"\s*\s*x", True),
        (r"(?:a+)+$", True),
        (r"【[^】]*】", False),
        (r"(?:x|xy)*z", False),
    ],
)
def test_a_square_is_seen(source: str, once: bool) -> None:
    assert deep(lambda: square(source, 0, once)) is not None


@pytest.mark.parametrize("source", [r"\s*+x(?<=\sx)|y", r"\bgdp\b", r"[0-9]{1,9}亿?", r"(?<!a)a++b", r"^a*$"])
def test_what_is_linear_passes(source: str) -> None:
    assert deep(lambda: square(source, 0, source.startswith(r"\s"))) is None


CASES = [
    ("a+b", "aaab aab"),
    ("(a|ab)(c|bcd)*", "abcbcd acc"),
    (r"(?<=x)\d+?(?=y)|z*+z", "x12y zzz"),
    ("(?:a|b)*?c", "ababc c"),
    (r"(\d)\1|(?P<q>['\"]).*?(?P=q)", "11 22 'a' \"b'"),
    (r"(a)?b(?(1)c|d)", "abc bd bc"),
    (r"\bfoo\b|^x$", "foo foobar x"),
    ("(?i:AbC)d|[^a-c]{2}", "abcd xyab"),
    ("(?>a+)b|(?!x)y", "aab xy"),
    ("", "ab"),
]


@pytest.mark.parametrize(("source", "text"), CASES)
def test_the_walk_finds_what_re_finds(source: str, text: str) -> None:
    assert backtracking.Pattern(source).spans(text) == [found.span() for found in re.finditer(source, text)]
