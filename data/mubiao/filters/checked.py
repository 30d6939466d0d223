"""Conditions in SQL, read and checked: on which columns of which table, and nothing that could do harm.

A condition is read by `polars.sql_expr` and then checked node by node against a list of harmless ones: columns of its
table, literals, comparisons, logic, arithmetic and pure functions of one row. Anything else (aggregates, windows,
subqueries, files, functions that can fill the memory) is refused, whatever Polars would make of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from mubiao.columns import schema, table
from mubiao.model import FilterError

if TYPE_CHECKING:
    import polars as pl

COLUMNS: tuple[str, ...] = table("facts").columns
"""The columns that a condition may speak of."""

LONGEST = 4000
"""The longest condition in characters; Polars walks conditions recursively, and a stack has an end."""

DEEPEST = 200
"""How many levels of brackets, ANDs and ORs a condition may have."""

EXPENSIVE = 200
"""The longest regular expression in characters."""


ASKED: tuple[str, ...] = ("facts", "targets", "conflicts", "coverage", "documents")
"""The tables whose rows conditions can be about."""


@cache
def columns(table_name: str) -> tuple[str, ...]:
    """The columns that a condition on the rows of a table may speak of."""
    asked = table(table_name)
    return COLUMNS if table_name == "facts" else (*asked.columns, *asked.more)


class WhereError(FilterError):
    """A condition that cannot be understood; `position` is where in its text, if that is known."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


_FULL_WIDTH = str.maketrans("＝＜＞（），’‘”“；", "=<>(),''\"\";")


def read(where: str, known: Collection[str], table_name: str) -> pl.Expr:
    """A condition in SQL as an expression on the columns known; WhereError if it is none, or not harmless.

    table_name: the table that is asked, whose columns are suggested for a name that is none.
    """
    import polars as pl

    if len(where) > LONGEST:
        raise WhereError(f"the condition is too long ({len(where)} characters, at most {LONGEST})", LONGEST)
    if "\0" in where:
        raise WhereError("the condition holds a NUL character", where.index("\0"))
    try:
        parsed = pl.sql_expr(half_width(where))
    except Exception as error:
        raise _unread(error, where) from error
    try:
        _check(json.loads(parsed.meta.serialize(format="json")), where, _Names(known, table_name))
    except RecursionError as error:
        raise WhereError("the condition is nested too deeply") from error
    except FilterError:
        raise
    except Exception as error:
        raise WhereError(_plain(str(error))) from error
    return parsed


def typed(parsed: pl.Expr, table_name: str) -> None:
    """WhereError unless the expression is true or false of a row of the table."""
    import polars as pl

    try:
        dtype = parsed_type(parsed, table_name)
    except RecursionError as error:
        raise WhereError("the condition is nested too deeply") from error
    except Exception as error:
        raise WhereError(_plain(str(error))) from error
    if dtype != pl.Boolean:
        raise WhereError("the condition is neither true nor false: compare something, as in year >= 2024")


def parsed_type(parsed: pl.Expr, table_name: str = "facts") -> pl.DataType:
    """The type that an expression has on the rows of a table; Polars' own error when it fits none."""
    import polars as pl

    kinds = schema(table_name)
    example: dict[Any, Any] = {pl.String: "文", pl.Boolean: True, pl.Date: date(2024, 1, 1)}
    row = {name: [example.get(type(kind), 1)] for name, kind in kinds.items()}
    frame = pl.DataFrame(row, schema=kinds).lazy().select(parsed.alias("condition"))
    # Collecting a row finds what only shows at run time: a malformed regular expression, an impossible cast.
    return frame.collect()["condition"].dtype


def half_width(where: str) -> str:
    """Operators and quotes as a Chinese keyboard types them, outside of quoted text."""
    parts: list[str] = []
    at = 0
    for m in re.finditer(r"'(?:[^']|'')*'|\"[^\"]*\"|‘([^’]*)’", where):
        parts.append(where[at : m.start()].translate(_FULL_WIDTH))
        parts.append("'" + m[1].replace("'", "''") + "'" if m[1] is not None else m[0])
        at = m.end()
    return "".join(parts) + where[at:].translate(_FULL_WIDTH)


# Checking

_NODES = {"BinaryExpr", "Column", "Literal", "Dyn", "Scalar", "Series", "Function", "Cast", "Ternary"}
_FUNCTIONS: dict[str, set[str] | None] = {
    "Boolean": {"IsNull", "IsNotNull", "Not", "IsIn", "IsFinite", "IsNan", "IsNotNan", "IsInfinite", "IsBetween"},
    "StringExpr": {
        "Contains", "StartsWith", "EndsWith", "LenChars", "LenBytes", "Lowercase", "Uppercase", "Slice", "Head", "Tail",
        "StripChars", "StripCharsStart", "StripCharsEnd", "Reverse", "Find", "ConcatHorizontal",
    },
    "TemporalExpr": {"Year", "Month", "Day", "Quarter", "Week", "WeekDay", "OrdinalDay"},
    "Sql": {"Binary", "IsIn", "Round", "ToFloat"},
    "Pow": {"Generic", "Sqrt", "Cbrt"},
}  # fmt: skip
_PLAIN_FUNCTIONS = {"Coalesce", "FillNull", "Abs", "Sign", "Floor", "Ceil", "Round", "Exp", "Log", "Log1p", "Negate"}
_SAFE_CASTS = {"String", "Boolean", "Date"}
"""Those that work for every value of a type or for none, which one row shows."""

_CASTS = _SAFE_CASTS | {"Float32", "Float64", *(f"{u}Int{b}" for u in ("", "U") for b in (8, 16, 32, 64))}


@dataclass(frozen=True, slots=True)
class _Names:
    """The columns that a condition may speak of, and the table that it is about."""

    known: Collection[str]
    table: str


def _check(tree: Any, where: str, names: _Names, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise WhereError("the condition is nested too deeply")
    if not isinstance(tree, dict) or len(tree) != 1:
        raise _refused(tree if isinstance(tree, str) else "this")
    kind, body = next(iter(tree.items()))
    if kind not in _NODES:
        raise _refused(kind)
    if kind == "Column" and body not in names.known:
        raise _unknown_column(body, where, names.table)
    if kind == "BinaryExpr":
        _check(body["left"], where, names, depth + 1)
        _check(body["right"], where, names, depth + 1)
    elif kind == "Function":
        _check_function(body["function"])
        for part in body["input"]:
            _check(part, where, names, depth + 1)
        _check_pattern(body)
    elif kind == "Cast":
        target = body["dtype"].get("Literal") if isinstance(body["dtype"], dict) else None
        if not isinstance(target, str) or target not in _CASTS:
            raise _refused("this type")
        if target not in _SAFE_CASTS and body["options"] == "Strict":
            raise WhereError("CAST fails at a value that does not fit: write TRY_CAST(… AS …)")
        _check(body["expr"], where, names, depth + 1)
    elif kind == "Literal" and body in ({"Dyn": {"Float": None}}, {"Scalar": {"Float64": None}}):
        raise WhereError("a number in the condition is too large")
    elif kind == "Ternary":
        for part in ("predicate", "truthy", "falsy"):
            _check(body[part], where, names, depth + 1)


def _check_function(function: Any) -> None:
    if isinstance(function, str):
        name, detail = function, ""
    else:
        name, detail = next(iter(function.items()))
    if name in _PLAIN_FUNCTIONS:
        return
    allowed = _FUNCTIONS.get(name)
    inner = detail if isinstance(detail, str) else next(iter(detail), "") if isinstance(detail, dict) else ""
    if allowed is None or inner not in allowed:
        raise _refused(inner or name)


def _check_pattern(body: Any) -> None:
    function = body["function"]
    detail = function.get("StringExpr") if isinstance(function, dict) else None
    if isinstance(detail, dict) and ({"Contains", "Find"} & set(detail)) and not next(iter(detail.values()))["literal"]:
        pattern = body["input"][1].get("Literal", {}).get("Scalar", {}).get("String")
        if not isinstance(pattern, str):
            raise _refused("a pattern that is not written out")
        if len(pattern) > EXPENSIVE:
            raise WhereError(f"the pattern is too long ({len(pattern)} characters, at most {EXPENSIVE})")


def _refused(what: str) -> WhereError:
    return WhereError(f"a condition cannot use {what}: only columns, values, comparisons and plain functions of a row")


def _unknown_column(name: str, where: str, table_name: str) -> WhereError:
    position = where.find(name)
    from difflib import get_close_matches

    elsewhere = next((other for other in ASKED if name in columns(other)), None)
    if elsewhere is not None:
        place = position if position >= 0 else None
        return WhereError(f"no such column of {table_name}: {name} is one of {elsewhere}", place)
    near = get_close_matches(name.lower(), columns(table_name), n=2, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    if not near and f'"{name}"' in where:
        hint = f"; text stands in single quotes: '{name}'"
    elif not near and not name.isascii():
        hint = f"; text stands in quotes: '{name}'"
    return WhereError(f"no such column: {name}{hint}", position if position >= 0 else None)


def _unread(error: Exception, where: str) -> WhereError:
    message = _plain(str(error))
    place = re.search(r"(?<!\s)\s*+at Line: (\d+), Column: (\d+)", message)
    position = None
    if place is not None:
        lines = where.split("\n")
        line = min(int(place[1]), len(lines))
        position = min(sum(len(part) + 1 for part in lines[: line - 1]) + int(place[2]) - 1, len(where))
        message = message.replace(place[0], "")
    elif token := re.search(r"unexpected token '(.+?)'", message):
        found = where.find(token[1])
        position = found if found >= 0 else None
    if message.startswith("unable to parse '"):  # with all of it once more behind that
        deep = max(where.count("("), where.count("-")) > DEEPEST // 4
        message = "it is nested too deeply" if deep else "it cannot be read"
    if re.search(r"(?<![\w\"])end(?![\w\"])", where, re.IGNORECASE):
        message += '; the column end is written "end"'
    return WhereError(f"not a condition: {message}", position)


def _plain(message: str) -> str:
    first = next((line.strip() for line in message.splitlines() if line.strip()), "not understood")
    first = re.sub(r"^(sql parser error|SQL error|unable to parse .* as Expr): ?", "", first)
    if "regex" in first:
        return "the pattern is no regular expression"
    if "to a string value" in first:
        return "a date is compared with a date: write DATE '2024-12-31'"
    return (first if len(first) <= 200 else first[:200] + "…") or "not understood"
