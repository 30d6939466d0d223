"""What Polars hands to a source to filter by, taken apart.

Polars serialises a predicate to JSON. It is split at its ANDs, so that each part can be dealt with where that is best;
hints that only prune for the engine's own sake (a top-N above the scan) are left out, since nobody else can apply them.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import polars as pl

Tree = Any
"""A node of Polars' JSON form of an expression."""


class Unsplittable(Exception):
    """A predicate that can only be applied as it is."""


def split(predicate: pl.Expr) -> list[Tree]:
    """The serialised conjuncts of a predicate.

    Unsplittable: it is deeper than Python walks, or JSON cannot hold it (infinity, not a number).
    """
    try:
        tree = json.loads(predicate.meta.serialize(format="json"))
        found = _conjuncts(tree)
        for part in found:
            expression(part)
    except (RecursionError, pl.exceptions.ComputeError) as error:
        raise Unsplittable from error
    return found


def _conjuncts(whole: Tree) -> list[Tree]:
    found: list[Tree] = []

    def walk(tree: Tree) -> None:
        node = tree.get("BinaryExpr") if isinstance(tree, dict) else None
        if node is not None and node["op"] in ("And", "LogicalAnd"):
            walk(node["left"])
            walk(node["right"])
        elif not _is_hint(tree):
            found.append(tree)

    walk(whole)
    return found


def expression(tree: Tree) -> pl.Expr:
    """The Polars expression of a serialised tree."""
    return pl.Expr.deserialize(io.BytesIO(json.dumps(tree).encode()), format="json")


def parts(predicate: pl.Expr | None) -> list[pl.Expr]:
    """The conjuncts of a predicate as expressions; none for no predicate."""
    if predicate is None:
        return []
    try:
        return [expression(tree) for tree in split(predicate)]
    except Unsplittable:
        return [predicate]


def joined(conjuncts: Iterable[pl.Expr]) -> pl.Expr | None:
    """Conjuncts as one predicate again, or None for none."""
    result: pl.Expr | None = None
    for part in conjuncts:
        result = part if result is None else result & part
    return result


def columns_of(tree: Tree) -> set[str]:
    """The columns that a tree reads."""
    return set(expression(tree).meta.root_names())


def _is_hint(tree: Tree) -> bool:
    display = tree.get("Display") if isinstance(tree, dict) else None
    return isinstance(display, dict) and str(display.get("fmt_str", "")).startswith("dynamic_pred")


def annual() -> pl.Expr:
    """Whether `period` is a year: not a part of one, and no programme of several."""
    return pl.col("period").str.len_bytes() == 4
