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
    """The names that can be completed. Values: column → (value, what it is called).

    words: what stands without a column. patterns: as values, of columns that only hold them; they stand behind LIKE.
    """

    columns: Sequence[tuple[str, str]]
    values: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    words: Sequence[tuple[str, str]] = ()
    patterns: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


OPERATORS = ("=", "<>", ">", ">=", "<", "<=", "LIKE", "IN", "BETWEEN", "IS NULL", "IS NOT NULL")
JOINTS = ("AND", "OR")
MOST = 50

_TOKEN = re.compile(
    r"(?P<text>'[^']*+'?)|(?P<name>[A-Za-z_]++)|(?P<number>[0-9.]++)|(?P<sign>[<>=!]++)|(?P<mark>[(),])|(?P<other>\S)"
)
"""What a condition is made of. No alternative begins where another does, and none goes back: a text is read once."""

_STOPS = frozenset(" \t\r\n\u3000()'\"=<>,")
"""What a word ends at."""

_TAKES_VALUES = frozenset(("=", "<>", "!=", "LIKE"))


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    return [_Token(m.lastgroup or "", m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]


def complete(text: str, cursor: int, known: Vocabulary) -> list[Candidate]:
    """The candidates at a cursor, nearest first; none where nothing is known to fit. Takes as long as the text is."""
    before = text[:cursor]
    columns = {name for name, _ in known.columns}
    quoted = before.count("'") % 2 == 1
    tokens = _tokens(before)
    value = _value(before, tokens, quoted)
    if value is not None and value[0] in columns:
        column, start = value
        part = before[start:].removeprefix("'").replace("''", "'")
        end = cursor + (1 if quoted and text[cursor : cursor + 1] == "'" else 0)
        operator = next((token.text.upper() for token in reversed(tokens) if token.end <= start), "")
        patterns = known.patterns.get(column) if operator == "LIKE" else None
        found = _matching(part, patterns or known.values.get(column, ()))
        return [Candidate(start, end, "'{}' ".format(v.replace("'", "''")), label) for v, label in found]
    if quoted:
        return []
    begun = tokens[-1].start if tokens and tokens[-1].end == cursor and tokens[-1].kind in ("name", "sign") else cursor
    part, done = before[begun:], [token for token in tokens if token.start < begun]
    last = done[-1] if done and done[-1].end < begun else None  # with a space after it
    if last is not None and (not part or part.isalpha()) and _ends_a_value(last):
        return _simple(cursor, part, JOINTS)
    if last is not None and last.kind == "name" and last.text.lower() in columns:
        return _simple(cursor, part, OPERATORS)
    word = before[_word(before) :]
    if not word:
        return []
    named = _matching(word, known.columns)
    if not any(token.kind == "sign" or token.text.upper() in ("LIKE", "IN", "IS", "BETWEEN") for token in tokens):
        named += _matching(word, known.words)  # no condition has been begun: words to search for have their place
    return [Candidate(cursor - len(word), cursor, f"{v} ", label) for v, label in named][:MOST]


def _word(text: str) -> int:
    """Where the word at the end of a text begins."""
    at = len(text)
    while at and text[at - 1] not in _STOPS:
        at -= 1
    return at


def _ends_a_value(token: _Token) -> bool:
    return token.kind in ("text", "number") or token.text == ")" or token.text.upper() == "NULL"


def _value(text: str, tokens: Sequence[_Token], quoted: bool) -> tuple[str, int] | None:
    """The column whose value is being typed at the end of a text, and where that value begins; None elsewhere."""
    at = len(tokens)
    if quoted:
        # Doubled quotes are two texts side by side.
        at -= 1
        while at and tokens[at - 1].kind == "text" and tokens[at - 1].end == tokens[at].start:
            at -= 1
        start = tokens[at].start
    else:
        # Without quotes it is what follows the operator, unless it is a number, or whole already.
        while at and tokens[at - 1].kind in ("name", "other") and not _takes(tokens[at - 1]):
            if tokens[at - 1].text.upper() in JOINTS:
                return None
            at -= 1
        start = tokens[at].start if at < len(tokens) else len(text)
    if at and tokens[at - 1].text in ("(", ","):
        # A list: back over its values to IN.
        while at and (tokens[at - 1].kind in ("text", "number", "name") or tokens[at - 1].text == ","):
            at -= 1
        if at < 3 or tokens[at - 1].text != "(" or tokens[at - 2].text.upper() != "IN":
            return None
        return _column(tokens, at - 2), start
    return (_column(tokens, at - 1), start) if at > 1 and _takes(tokens[at - 1]) else None


def _takes(token: _Token) -> bool:
    """Whether a value follows this operator."""
    return token.text.upper() in _TAKES_VALUES


def _column(tokens: Sequence[_Token], operator: int) -> str:
    """The name before an operator, and before its NOT."""
    at = operator - 1
    if at > 0 and tokens[at].text.upper() == "NOT":
        at -= 1
    return tokens[at].text.lower()


def _simple(cursor: int, part: str, words: Iterable[str]) -> list[Candidate]:
    found = [w for w in words if w.casefold().startswith(part.casefold()) and w.casefold() != part.casefold()]
    return [Candidate(cursor - len(part), cursor, f"{w} ") for w in found]


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
