"""What is wrong with what somebody typed, in the language of the interface.

The library says its errors in English, one line each, since a command's error is read by scripts too. The lines that
typing in the explorer brings about are known here by their shape; any other line is shown as it is.
"""

from __future__ import annotations

import re

from mubiao_tui.shapes import shapes, translated
from mubiao_tui.strings import Strings

SHAPES = shapes(
    ("elsewhere", r"no such column of \w+: (?P<name>\w+) is one of (?P<table>\w+)"),
    ("mixed", r"(?P<fact>\w+) is told by facts and (?P<row>\w+) by rows: .+"),
    ("column_near", r"no such column: (?P<name>.+); did you mean (?P<near>.+)\?"),
    ("column_quotes", r"no such column: (?P<name>.+); text stands in (?:single )?quotes: '.*'"),
    ("column", r"no such column: (?P<name>.+)"),
    ("neither", r"the condition is neither true nor false: compare something, as in (?P<example>.+)"),
    ("date", r"a date is compared with a date: write (?P<example>.+)"),
    ("pattern", r"the pattern is no regular expression"),
    ("refused", r"a condition cannot use (?P<what>.+): only columns.*"),
    ("condition", r"not a condition: (?P<reason>.+)"),
    ("number", r"not a number: (?P<value>.*)"),
    ("period", r"not a period: (?P<value>.*); write (?P<example>.+)"),
    ("high", r"high (?P<high>\S+) is below the value (?P<value>\S+)"),
    ("empty", r"(?P<field>\w+) cannot be empty"),
    ("place", r"no such place: (?P<name>.+?)(?:; did you mean .+)?"),
)
"""Text under `mistake.<key>` → the shape of the library's line; the first that fits counts."""


def told(line: str, strings: Strings) -> str:
    """The line in the language of the interface, where its shape is known."""
    return translated(line, SHAPES, "mistake", strings, table=lambda table: strings.text(f"asked.{table}"))


_OPEN_END = re.compile(
    r"(=|<>|!=|<|>|\(|,|[+*/-]|\b(AND|OR|NOT|LIKE|IN|IS|IS\s+NOT|BETWEEN|BETWEEN\s+\S+\s+AND))\s*$", re.IGNORECASE
)
_COLUMN_ALONE = re.compile(r"\s*(?P<column>[A-Za-z_]+)\s*(?P<operator>(?:L|LI|LIK|I|B\w*|N|NO|NOT)?)\s*", re.IGNORECASE)


def unfinished(text: str, columns: frozenset[str]) -> bool:
    """Whether a condition is being typed that cannot be a whole one yet: nothing is wrong, and nothing to search for.

    It ends in an operator, in an open quote or bracket, or it is the name of a column alone.
    """
    if text.count("'") % 2:
        return True
    bare = re.sub(r"'[^']*'", "''", text)
    if bare.count("(") > bare.count(")") or _OPEN_END.search(bare):
        return any(re.search(rf"\b{name}\b", bare) for name in columns)
    alone = _COLUMN_ALONE.fullmatch(text)
    return alone is not None and alone["column"].lower() in columns
