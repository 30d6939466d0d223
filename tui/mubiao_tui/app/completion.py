"""What could come next in the filter: columns, operators, values in quotes, names of places and indicators.

Pure: text and cursor in, candidates out. A candidate says which part of the text it replaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mubiao.filters.folding import folded


class Candidate(NamedTuple):
    """`text[start:end]` becomes `insert`; `label` says what it is."""

    start: int
    end: int
    insert: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that can be completed. Values: column → (value, what it is called)."""

    columns: Sequence[tuple[str, str]]
    values: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    words: Sequence[tuple[str, str]] = ()


OPERATORS = ("=", "<>", ">", ">=", "<", "<=", "LIKE", "IN", "BETWEEN", "IS NULL", "IS NOT NULL")
JOINTS = ("AND", "OR")
MOST = 50

_VALUE = re.compile(
    r"(?P<column>[A-Za-z_]+)\s*(?:=|<>|!=|LIKE|IN\s*\((?:\s*'[^']*'\s*,)*)\s*(?P<quote>')?(?P<part>[^'()]*)$", re.I
)
_AFTER_COLUMN = re.compile(r"(?:^|[\s(])(?P<column>[A-Za-z_]+)\s+(?P<part>[A-Za-z<>=!]*)$")
_AFTER_VALUE = re.compile(r"(?:'[^']*'|\d|\)|NULL)\s+(?P<part>[A-Za-z]*)$", re.I)
_WORD = re.compile(r"[^\s()'\"=<>,]*$")


def complete(text: str, cursor: int, known: Vocabulary) -> list[Candidate]:
    """The candidates at a cursor, nearest first; none where nothing is known to fit."""
    before = text[:cursor]
    columns = {name for name, _ in known.columns}
    quoted = before.count("'") % 2 == 1
    value = _VALUE.search(before)
    if value is not None and value["column"].lower() in columns and (quoted or not value["part"].strip().isdigit()):
        values = known.values.get(value["column"].lower(), ())
        found = _matching(value["part"], values)
        start = cursor - len(value["part"]) - (1 if value["quote"] else 0)
        end = cursor + (1 if quoted and text[cursor : cursor + 1] == "'" else 0)
        return [Candidate(start, end, "'{}' ".format(v.replace("'", "''")), label) for v, label in found]
    if quoted:
        return []
    joint = _AFTER_VALUE.search(before)
    if joint is not None:
        return _simple(cursor, joint["part"], JOINTS)
    after = _AFTER_COLUMN.search(before)
    if after is not None and after["column"].lower() in columns:
        return _simple(cursor, after["part"], OPERATORS)
    word = _WORD.search(before)
    part = word[0] if word else ""
    if not part:
        return []
    found = _matching(part, [*((name, label) for name, label in known.columns)])
    candidates = [Candidate(cursor - len(part), cursor, f"{v} ", label) for v, label in found]
    if not _compares(before):
        candidates += [
            Candidate(cursor - len(part), cursor, f"{v} ", label) for v, label in _matching(part, known.words)
        ]
    return candidates[:MOST]


def _simple(cursor: int, part: str, words: Iterable[str]) -> list[Candidate]:
    found = [w for w in words if w.casefold().startswith(part.casefold()) and w.casefold() != part.casefold()]
    return [Candidate(cursor - len(part), cursor, f"{w} ") for w in found]


def _compares(text: str) -> bool:
    """Whether a condition has been begun: words to search for have no place in it."""
    return re.search(r"[=<>]|\b(LIKE|IN|IS|BETWEEN)\b", text, re.I) is not None


def _matching(part: str, values: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Values that begin with the part, then those that hold it, in the value or in what it is called."""
    wanted = folded(part.strip())
    first: list[tuple[str, str]] = []
    second: list[tuple[str, str]] = []
    for value, label in values:
        small, called = folded(value), folded(label)
        if small.startswith(wanted) or called.startswith(wanted):
            first.append((value, label))
        elif wanted in small or wanted in called:
            second.append((value, label))
        if len(first) >= MOST:
            break
    return [*first, *second][:MOST]


def apply(text: str, candidate: Candidate) -> tuple[str, int]:
    """The text with a candidate put in, and where the cursor stands then."""
    return (
        text[: candidate.start] + candidate.insert + text[candidate.end :],
        candidate.start + len(candidate.insert),
    )
