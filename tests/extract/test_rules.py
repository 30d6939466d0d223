"""Every rule that the extractor can name has a line in tables/rules.csv, and every line there is a rule it can name.

The names are read off the sources: each stage names its rules in a few ways, which SOURCES lists.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mubiao.extract
from mubiao import lexicon
from mubiao.documents.layout.sources import DOUBTFUL, OCR
from mubiao.extract.confidence import READING
from mubiao.extract.context import subjects
from mubiao.extract.decisions import Rule
from mubiao.extract.qualitative_grammar import KINDS
from mubiao.model import Role

FOLDER = Path(next(iter(mubiao.extract.__path__)))
SOURCES: dict[str, list[tuple[str, set[str]]]] = {
    "quantities": [
        ("quantities.recognise", {"call exact", "= rule"}),
        ("quantities.ranks", {"call exact"}),
        ("quantities.assemble", {"= rule"}),
        ("quantities.eligible", {"= rule"}),
        ("context.subjects.coordination", {"call Decision"}),
        ("fields.rows", {"call Decision", "call Quantity"}),
    ],
    "subjects": [("context.subjects.coordination", {"call Decision"}), ("fields.rows", {"call Decision"})],
    "indicators": [("fields.indicators", {"call Decision", "= how"}), ("fields.rows", {"call Decision"})],
    "measures": [
        ("fields.measures", {"call Amount", "call read", "call signed"}),
        ("fields.measures.percents", {"call Amount", "call read", "call signed"}),
        ("fields.measures.cases", {"call Amount"}),
        ("fields.rows", {"call Amount"}),
    ],
    "claims": [
        ("fields.claims", {"call Claimed", "call say"}),
        ("fields.claims.goals", {"call Claimed", "call say"}),
        ("fields.claims.cases", {"call Claimed"}),
        ("fields.claims.aims", {"call say"}),
        ("fields.claims.estimates", {"call Claimed"}),
        ("fields.rows", {"call Claimed"}),
    ],
    "periods": [
        ("fields.periods", {"call Timing", "call say"}),
        ("fields.periods.bases", {"call Timing", "call say"}),
        ("fields.periods.cases", {"call say", "= how"}),
        ("fields.periods.years", {"call say"}),
        ("fields.periods.pairs", {"call say"}),
        ("fields.periods.cells", {"= rule"}),
    ],
    "regions": [
        ("fields.places", {"call Place"}),
        ("fields.places.articles", {"call Place"}),
        ("fields.rows", set()),
        ("fields.places.names", {"call Place"}),
    ],
    "sectors": [("fields.sectors", {"call Decision", "first of pair"})],
    "rejected": [
        ("context.subjects.cases", {"call PassedOver", "text"}),
        ("fields.indicators", {"= reason"}),
        ("fields.claims", {"call PassedOver"}),
        ("fields.periods.frames", {"= reason"}),
        ("fields.places", {"= reason"}),
        ("fields.sectors", {"call PassedOver"}),
    ],
    "refused": [("explain", {"id", "call _refusal"}), ("quantities.eligible", {"pair"})],
}
"""Stage → the modules that name its rules, and how: an argument of a call, a variable, the second of a pair that is
returned or yielded, the first of those, a text that is returned, an id with its stage."""
TABLES: dict[str, tuple[Rule[Any], ...]] = {"subjects": subjects.RANK + subjects.RULES}
"""Stage → rules that tell by their own names."""
ARGUMENT = {
    "exact": 5,
    "Quantity": 10,
    "Decision": 1,
    "Amount": 4,
    "read": 1,
    "signed": 1,
    "Claimed": 2,
    "say": 1,
    "Timing": 3,
    "Place": 2,
    "PassedOver": 1,
    "_refusal": 4,
}
MADE = {
    # Names that are put together when the program runs.
    "periods": {"stated-end", "paragraph-end", "section-end"},  # a time of several years, which holds at their end
}
WHOLE = ("id", "call Decision")  # names that stand with their stage
INSIDE = {"open"}  # marks of a stage that never leave it
RULE = re.compile(r"[a-z]+(?:[-;][a-z]+)*")


def texts(node: ast.AST | None) -> Iterator[str]:
    """The texts that an expression can be, or end with: constants, both sides of a choice, the end of a sum."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*texts(one), *texts(other))
        case ast.BoolOp(values=values):
            for value in values:
                yield from texts(value)
        case ast.BinOp(op=ast.Add(), right=right):
            yield from texts(right)


def assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    """`a = …`, `a.b = …` and `a, b = …, …`, name by name; of a pair that a call returns, nothing is known."""
    pairs = [(target, value)]
    if isinstance(target, ast.Tuple):
        pairs = list(zip(target.elts, value.elts, strict=True)) if isinstance(value, ast.Tuple) else []
    for one, what in pairs:
        name = one.id if isinstance(one, ast.Name) else one.attr if isinstance(one, ast.Attribute) else ""
        yield from ((f"= {name}", text) for text in texts(what))
        if name == "texts" and isinstance(what, ast.Tuple):
            yield from (("keys of texts", t) for pair in what.elts for t in texts(getattr(pair, "elts", [None])[0]))


def named(module: str) -> Iterator[tuple[str, str]]:
    """(how, text) of everything in a module that can name a rule."""
    path = FOLDER / module.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Decision"), args=[ast.Constant(value=stage), rule, *_]):
                yield from (("call Decision", f"{stage}:{text}") for text in texts(rule))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if len(args) > ARGUMENT.get(
                name, 99
            ):
                yield from ((f"call {name}", text) for text in texts(args[ARGUMENT[name]]))
            case ast.Assign(targets=[target], value=value):
                yield from assigned(target, value)
            case ast.AugAssign(target=target, value=value):
                yield from assigned(target, value)
            case ast.Yield(value=ast.Tuple(elts=[ast.Constant() as first, *_])):
                yield from (("first of pair", text) for text in texts(first))
            case ast.Return(value=ast.Tuple(elts=[_, last])) | ast.Yield(value=ast.Tuple(elts=[_, last])):
                yield from (("pair", text) for text in texts(last))
            case ast.Return(value=value):
                yield from (("text", text) for text in texts(value))
            case ast.BoolOp(op=ast.Or(), values=[_, ast.Tuple(elts=[_, last])]):
                yield from (("pair", text) for text in texts(last))
            case ast.Constant(value=str(text)) if ":" in text:
                yield "id", text


def emitted(stage: str) -> set[str]:
    """The rules of a stage that its sources can name."""
    found = set(MADE.get(stage, ())) | {rule.told or rule.name for rule in TABLES.get(stage, ())}
    for module, ways in SOURCES[stage]:
        for how, text in named(module):
            whole = how in WHOLE and text.startswith(f"{stage}:")
            name = text.partition(":")[2] if whole else text.removeprefix(f"{stage}:")
            if how not in ways or (how in WHOLE and not whole) or not RULE.fullmatch(name.strip(";")):
                continue
            found |= set(name.strip(";").split(";")) - INSIDE
            if how == "call signed":
                found.add(f"{name}-down")
    return found


def described(stage: str) -> set[str]:
    return {rule.partition(":")[2] for rule in lexicon.rules() if rule.startswith(f"{stage}:")}


def test_the_roles_of_sections_are_described() -> None:
    assert described("outline") == {str(role) for role in Role}


def test_the_ways_of_reading_are_described_and_counted() -> None:
    assert {f"reading:{name}" for name in described("reading")} == {OCR, DOUBTFUL} == set(READING)


def test_the_kinds_of_targets_in_words_are_described() -> None:
    assert described("promises") == set(KINDS)


@pytest.mark.parametrize("stage", SOURCES)
def test_the_rules_of_a_stage_are_those_described(stage: str) -> None:
    told = emitted(stage)
    assert told - described(stage) == set(), "rows are missing in tables/rules.csv"
    assert described(stage) - told == set(), "rows of tables/rules.csv that no source names"


def test_every_stage_is_known_and_every_rule_is_told_in_both_languages() -> None:
    rules = lexicon.rules().values()
    assert {rule.rule.partition(":")[0] for rule in rules} == {*SOURCES, "outline", "promises", "reading"}
    assert [r.rule for r in rules if not r.zh or not r.en or not re.search("[\u4e00-\u9fff]", r.zh)] == []
    assert [r.rule for r in rules if r.reliability is not None and not 0 < r.reliability < 1] == []


if __name__ == "__main__":
    for s in SOURCES:
        e = emitted(s)
        print(s, "MISSING", sorted(e - described(s)), "EXTRA", sorted(described(s) - e))
