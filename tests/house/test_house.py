"""The measures of the house: small modules, short functions, few ways through one, a word on what others call."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mubiao.documents.formats import FORMATS

ROOT = Path(__file__).parents[2]
FILES = sorted(path for room in ("data", "tui") for path in (ROOT / room).rglob("*.py"))
MODULE, FUNCTION, BRANCHES, ROOM = 400, 60, 15, 14
WAYS = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().split("/", 2)[2]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def ways(function: ast.AST) -> int:
    """Branches of a function itself; those of a function in it are that one's."""
    inner = [node for node in ast.iter_child_nodes(function) if not isinstance(node, ast.FunctionDef | ast.Lambda)]
    return sum(isinstance(node, WAYS) + ways(node) for node in inner)


def test_a_module_is_read_in_one_sitting() -> None:
    lines = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: count for name, count in lines.items() if count > MODULE} == {}


def test_a_room_holds_about_a_dozen_modules() -> None:
    found: Counter[str] = Counter()
    for top in ("data", "tui", "tests", "benchmarks"):
        modules = (path for path in (ROOT / top).rglob("*.py") if path.name != "__init__.py")
        found.update(path.parent.relative_to(ROOT).as_posix() for path in modules)
    assert {room: count for room, count in found.items() if count > ROOM} == {}


def test_a_function_is_seen_at_once() -> None:
    found = {
        f"{named(path)}:{one.name}": (one.end_lineno or 0) - one.lineno + 1
        for path in FILES
        for one in functions(parsed(path))
    }
    assert {name: lines for name, lines in found.items() if lines > FUNCTION} == {}


def test_few_ways_lead_through_a_function_that_reads_texts() -> None:
    found = {
        f"{named(path)}:{one.name}": ways(one)
        for path in FILES
        if named(path).startswith("extract/")
        for one in functions(parsed(path))
    }
    assert {name: count for name, count in found.items() if count > BRANCHES} == {}


def undocumented(node: ast.Module | ast.ClassDef, classes: dict[str, ast.ClassDef], path: str) -> Iterator[str]:
    """Public classes, functions and methods without a docstring; what a base class or protocol says holds for it."""
    inherited = {
        one.name
        for base in (node.bases if isinstance(node, ast.ClassDef) else ())
        if isinstance(base, ast.Name) and base.id in classes
        for one in classes[base.id].body
        if isinstance(one, ast.FunctionDef) and ast.get_docstring(one)
    }
    if any(isinstance(base, ast.Name) and base.id == "Protocol" for base in getattr(node, "bases", ())):
        return  # its own docstring says what is asked for
    for one in node.body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not one.name.startswith("_"):
            if ast.get_docstring(one) is None and one.name not in inherited and not overloaded(one):
                yield f"{path}{one.name}"
            if isinstance(one, ast.ClassDef):
                yield from undocumented(one, classes, f"{path}{one.name}.")


def overloaded(one: ast.AST) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in getattr(one, "decorator_list", ()))


@pytest.mark.parametrize("room", ["data", "tui"])
def test_what_others_call_says_what_it_is(room: str) -> None:
    found = []
    for path in FILES:
        if path.is_relative_to(ROOT / room):
            tree = parsed(path)
            classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
            found += undocumented(tree, classes, f"{named(path)}:")
    assert found == []


def rows_of_changes() -> dict[str, list[str]]:
    """What is added → the files that CONTRIBUTING says one reads and touches for it."""
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## What a change touches")[2]
    rows = [line.strip("|").split("|") for line in told.splitlines() if line.startswith(("| a", "| w"))]
    files = re.compile(r"`([\w./]+\.(?:py|toml|csv|jsonl|md))`")
    return {row[0].strip(): files.findall("|".join(row[1:])) for row in rows}


@pytest.mark.parametrize("what", rows_of_changes())
def test_the_files_that_a_change_touches_are_there(what: str) -> None:
    for name in rows_of_changes()[what]:
        folder = name.partition("NAME")[0] if "NAME" in name else name
        assert [*ROOT.glob(folder), *ROOT.glob(f"data/**/{folder}"), *ROOT.glob(f"tui/**/{folder}")], name


def test_a_format_is_declared_in_one_place_and_described() -> None:
    described = (ROOT / "docs/files.md").read_text(encoding="utf-8")
    sources = {named(path): path.read_text(encoding="utf-8") for path in FILES}
    for one in FORMATS:
        assert [suffix for suffix in one.suffixes if f"`{suffix}`" not in described] == [], "no row in docs/files.md"
        if one.reader:
            assert [name for name, text in sources.items() if one.reader in text] == ["documents/formats.py"]
