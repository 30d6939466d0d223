"""What becomes of DuckDB's types in the rows of `Store.sql`.

Polars ends the process, rather than raising, at some types of Arrow, and has none for others. So a column of such a
type is cast before it leaves DuckDB, at whatever depth it stands: numbers stay numbers, lists lists and structs
structs; what has no like (intervals, bits, blobs, unions …) becomes text as DuckDB prints it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl

from mubiao.store.file.locking import identifier

_KEPT = frozenset(
    {
        "boolean", "tinyint", "smallint", "integer", "bigint", "utinyint", "usmallint", "uinteger", "ubigint",
        "float", "double", "varchar", "uuid", "date", "time",
        "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns", "timestamp with time zone",
    }
)  # fmt: skip
"""Types that Polars has too. A type that a later DuckDB brings becomes text until it is here."""

_WIDE = frozenset({"hugeint", "uhugeint", "bignum"})
"""Whole numbers of more than 64 bits."""

_DAYS = frozenset(name for name in _KEPT if name.startswith(("date", "timestamp")))


def readable(relation: duckdb.DuckDBPyRelation) -> tuple[duckdb.DuckDBPyRelation, list[str]]:
    """The same rows with names that differ and types that Polars has; and the columns whose text is a whole number."""
    names: list[str] = []
    parts: list[str] = []
    wide: list[str] = []
    for number, (name, kind) in enumerate(zip(relation.columns, relation.types, strict=True), start=1):
        unique = name if name not in names else f"{name}_{number}"
        names.append(unique)
        target = _target(kind)
        parts.append(f"#{number}" if target is None else f"CAST(#{number} AS {target})")
        if kind.id in _WIDE:
            wide.append(unique)
    if names == list(relation.columns) and not any(part.startswith("CAST") for part in parts):
        return relation, wide
    projected = ", ".join(f"{part} AS {identifier(name)}" for part, name in zip(parts, names, strict=True))
    return relation.project(projected), wide


def _target(kind: Any, *, inside: bool = False, mapped: bool = False) -> str | None:
    """The SQL type that a value of this type is cast to; None where it stays what it is.

    inside: of a list, a struct or a map, where numbers beyond 64 bits become floats. mapped: within a map, whose days
    are not looked at one by one, so that they become text.
    """
    name = str(kind.id)
    if mapped and name in _DAYS:
        return "VARCHAR"
    if name in _KEPT:
        return None
    if name == "decimal":
        return "DOUBLE" if inside else None
    if name in _WIDE:
        return "DOUBLE" if inside else "VARCHAR"
    if name in ("list", "array"):
        parts = dict(kind.children)
        size = parts.get("size", "")
        return _nested([parts["child"]], lambda types: f"{types[0]}[{size}]", mapped)
    if name in ("struct", "tuple"):
        fields = [field or f"element{i}" for i, (field, _) in enumerate(kind.children, start=1)]
        return _nested(
            [child for _, child in kind.children],
            lambda types: f"STRUCT({', '.join(f'{identifier(f)} {t}' for f, t in zip(fields, types, strict=True))})",
            mapped,
        )
    if name == "map":
        parts = dict(kind.children)
        return _nested([parts["key"], parts["value"]], lambda types: f"MAP({types[0]}, {types[1]})", True)
    return "VARCHAR"


def _nested(children: Sequence[Any], made: Any, mapped: bool) -> str | None:
    targets = [_target(child, inside=True, mapped=mapped) for child in children]
    if not any(targets):
        return None
    return str(made([target or str(child) for target, child in zip(targets, children, strict=True)]))


def plain_numbers(frame: pl.DataFrame, wide: Sequence[str]) -> pl.DataFrame:
    """Decimals and whole numbers of any width as integers of 64 bits where all of a column fit, else as floats."""
    changes = []
    for name, kind in frame.schema.items():
        if name in wide or isinstance(kind, pl.Decimal):
            whole = name in wide or (isinstance(kind, pl.Decimal) and kind.scale == 0)
            fits = whole and frame[name].cast(pl.Int64, strict=False).null_count() == frame[name].null_count()
            changes.append(pl.col(name).cast(pl.Int64 if fits else pl.Float64))
    return frame.with_columns(changes)
