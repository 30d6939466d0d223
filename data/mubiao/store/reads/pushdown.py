"""Polars predicates as DuckDB conditions, as far as both certainly mean the same.

A predicate is split at its ANDs (mubiao.predicates): what translates runs inside DuckDB, which then reads only the
blocks and columns it needs; what does not is applied to the batches that come out. So a filter is never wrong, only
sometimes slower.
An unknown node is simply not translated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from mubiao.predicates import Tree, columns_of, expression, split

__all__ = ["Tree", "columns_of", "condition", "expression", "split"]


class _Untranslated(Exception):
    """A node without an equal in DuckDB."""


_COMPARISONS = {"Eq": "=", "NotEq": "<>", "Lt": "<", "LtEq": "<=", "Gt": ">", "GtEq": ">="}
_VALIDITY = {"EqValidity": "IS NOT DISTINCT FROM", "NotEqValidity": "IS DISTINCT FROM"}

_CLASS = r"\[\^?(?:[^\\\[\]&~^-]|\\[\\\[\]&~^-])+\]"
_SAME_EVERYWHERE = re.compile(
    rf"(?:\(\?(?:s|i|is|si)\))?\^?(?:\(\?:\^\|{_CLASS}\))?"
    rf"(?:[^\\.+*?()|\[\]{{}}^$]|\\[.+*?()|\[\]{{}}^$~&#-]|\.\*?|{_CLASS})*(?:\(\?:{_CLASS}\|\$\))?\$?",
    re.DOTALL,
)
"""Regular expressions that Rust and RE2 read alike: what LIKE, ILIKE and a search for a word come to."""


def condition(tree: Tree, columns: Mapping[str, str], types: Mapping[str, pl.DataType]) -> str | None:
    """The tree as a DuckDB condition, or None. `columns` maps a column to the SQL that yields it."""
    try:
        return _Translator(columns, types).boolean(_kept(tree))
    except (_Untranslated, KeyError, ValueError, TypeError, AttributeError, IndexError):
        return None


def _kept(tree: Tree) -> Tree:
    """What keeps the same rows, where DuckDB can leave out the rest of an OR or AND once a row is decided."""
    body = tree.get("Function") if isinstance(tree, dict) else None
    if body is not None and body["function"] == "FillNull" and body["input"][1] in _FALSE:
        inner: Tree = body["input"][0]
        return inner
    return tree


_FALSE = ({"Literal": {"Scalar": {"Boolean": False}}}, {"Literal": {"Dyn": {"Boolean": False}}})


class _Translator:
    def __init__(self, columns: Mapping[str, str], types: Mapping[str, pl.DataType]) -> None:
        self.columns = columns
        self.types = types

    def boolean(self, tree: Tree) -> str:
        kind, body = self._only(tree)
        if kind == "BinaryExpr":
            return self._binary(body)
        if kind == "Column" and self.types[body] == pl.Boolean():
            return self.columns[body]
        if kind == "Function":
            return self._function(body)
        if kind == "Cast" and body["dtype"] == {"Literal": "Boolean"} and self._is_boolean(body["expr"]):
            return self.boolean(body["expr"])
        if kind == "Literal" and (value := self._literal(tree)) in ("TRUE", "FALSE"):
            return value
        raise _Untranslated(kind)

    def _is_boolean(self, tree: Tree) -> bool:
        try:
            self.boolean(tree)
        except _Untranslated:
            return False
        return True

    def _binary(self, body: Tree) -> str:
        op, left, right = body["op"], body["left"], body["right"]
        if op in ("And", "LogicalAnd", "Or", "LogicalOr"):
            word = "AND" if "And" in op else "OR"
            return f"({self.boolean(left)} {word} {self.boolean(right)})"
        sign = _COMPARISONS.get(op) or _VALIDITY.get(op)
        if sign is None:
            raise _Untranslated(op)
        left_kind, left_sql = self._operand(left)
        right_kind, right_sql = self._operand(right)
        if left_kind != right_kind:
            raise _Untranslated("mixed types")
        if self._is_single(left) or self._is_single(right):
            # Polars compares a Float32 column with a bare number in single precision, DuckDB in double.
            left_sql, right_sql = (f"CAST({sql} AS FLOAT)" for sql in (left_sql, right_sql))
        return f"({left_sql} {sign} {right_sql})"

    def _is_single(self, tree: Tree) -> bool:
        return "Column" in tree and self.types[tree["Column"]] == pl.Float32()

    def _function(self, body: Tree) -> str:
        function, inputs = body["function"], body["input"]
        if function == "FillNull" and self._literal(inputs[1]) in ("TRUE", "FALSE"):
            return f"coalesce({self.boolean(inputs[0])}, {self._literal(inputs[1])})"
        if not isinstance(function, dict):
            raise _Untranslated(str(function))
        name, detail = self._only(function)
        if name == "Boolean":
            return self._boolean_function(detail, inputs)
        if name == "Sql" and "IsIn" in detail:
            return self._is_in(detail["IsIn"], inputs)
        if name == "StringExpr":
            return self._string_function(detail, inputs)
        raise _Untranslated(name)

    def _boolean_function(self, detail: Tree, inputs: list[Tree]) -> str:
        if detail == "Not":
            return f"(NOT {self.boolean(inputs[0])})"
        if detail in ("IsNull", "IsNotNull"):
            return f"({self._operand(inputs[0])[1]} IS {'NOT ' if detail == 'IsNotNull' else ''}NULL)"
        if isinstance(detail, dict) and "IsIn" in detail:
            return self._is_in(detail["IsIn"], inputs)
        raise _Untranslated(str(detail))

    def _is_in(self, options: Tree, inputs: list[Tree]) -> str:
        kind, sql = self._operand(inputs[0])
        items = [self._constant(item, kind) for item in _items(inputs[1])]
        if options.get("nulls_equal") or not items or self._is_single(inputs[0]):
            raise _Untranslated("IsIn")
        # DuckDB reads every column of the rows that a list is asked of, and of those alone that join with a subquery.
        return f"({sql} IN (SELECT unnest([{', '.join(items)}])))"

    def _string_function(self, detail: Tree, inputs: list[Tree]) -> str:
        kind, sql = self._operand(inputs[0])
        other_kind, other = self._operand(inputs[1])
        if kind != "string" or other_kind != "string" or not other.startswith("'"):
            raise _Untranslated(str(detail))
        if detail == "StartsWith":
            return f"starts_with({sql}, {other})"
        if detail == "EndsWith":
            return f"ends_with({sql}, {other})"
        if isinstance(detail, dict) and "Contains" in detail:
            if detail["Contains"]["literal"]:
                return f"contains({sql}, {other})"
            if _SAME_EVERYWHERE.fullmatch(other[1:-1].replace("''", "'")):
                return f"regexp_matches({sql}, {other})"
        raise _Untranslated(str(detail))

    def _operand(self, tree: Tree) -> tuple[str, str]:
        """(kind, SQL); kinds that differ are not compared, since the two engines cast differently."""
        kind, body = self._only(tree)
        if kind == "Column":
            return _kind(self.types[body]), self.columns[body]
        if kind == "Literal":
            sql = self._literal(tree)
            return _literal_kind(sql), sql
        if kind == "Cast" and body["options"] == "Strict" and "Literal" in body["expr"]:
            # A literal with a type, pl.lit(1, dtype=pl.Int8): the value is what counts.
            return self._operand(body["expr"])
        raise _Untranslated(kind)

    def _literal(self, tree: Tree) -> str:
        _, body = self._only(tree)
        kind, inner = self._only(body)
        if kind in ("Dyn", "Scalar"):
            name, value = self._only(inner)
            if name == "Date":
                return f"DATE '{date(1970, 1, 1) + timedelta(days=value)}'"
            if name in ("Int", "Float", "String", "StringOwned", "Boolean") or re.fullmatch(r"U?Int\d+|Float\d+", name):
                return _constant(value)
        raise _Untranslated(kind)

    def _constant(self, value: object, kind: str) -> str:
        sql = f"DATE '{value}'" if isinstance(value, date) else _constant(value)
        if _literal_kind(sql) != kind:
            raise _Untranslated("mixed types")
        return sql

    def _only(self, tree: Tree) -> tuple[str, Tree]:
        if not isinstance(tree, dict) or len(tree) != 1:
            raise _Untranslated(str(tree)[:40])
        return next(iter(tree.items()))


def _items(tree: Tree) -> list[Any]:
    """The values of a literal list or series."""
    values = pl.select(expression(tree)).to_series()
    if isinstance(values.dtype, pl.List | pl.Array):
        values = values.explode(empty_as_null=False)
    if values.null_count():
        raise _Untranslated("a null among the values")
    return values.to_list()


def _constant(value: object) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return f"{value!r}::DOUBLE"
        case str() if "\0" not in value:
            return "'" + value.replace("'", "''") + "'"
    raise _Untranslated(repr(value))


def _kind(dtype: pl.DataType) -> str:
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("number", dtype.is_numeric),
        ("string", lambda: dtype == pl.String()),
        ("boolean", lambda: dtype == pl.Boolean()),
        ("date", lambda: dtype == pl.Date()),
    )
    for name, check in checks:
        if check():
            return name
    raise _Untranslated(str(dtype))


def _literal_kind(sql: str) -> str:
    if sql.startswith("'"):
        return "string"
    if sql.startswith("DATE"):
        return "date"
    return "boolean" if sql in ("TRUE", "FALSE") else "number"
