"""Places as pairing needs them: what a renamed one is called today, and what lies above it. All as expressions."""

from __future__ import annotations

from functools import cache

import polars as pl


@cache
def _current() -> dict[str, str]:
    """Code that no longer holds → code of today. A place that nothing continues keeps its old one."""
    from mubiao.regions import successor
    from mubiao.regions.history import former
    from mubiao.regions.table import places

    return {
        era.code: place.code
        for era in former()
        if era.code not in places() and (place := successor(era.code)) is not None
    }


@cache
def _listed() -> tuple[dict[str, str], dict[str, str]]:
    """Code → name, and code → code of the place above it, of counties and above."""
    from mubiao.regions.table import places

    names = {code: place.name for code, place in places().items()}
    above = {code: place.parent for code, place in places().items() if place.parent is not None}
    return names, above


def canonical(code: pl.Expr, name: pl.Expr) -> pl.Expr:
    """The code of today of a place; `name:…` for one without a code, which is then only equal to its namesakes."""
    return pl.coalesce(code.replace(_current()), pl.lit("name:") + name)


def name_of(place: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
    """The full official name of today; as the facts have it where the list of counties and above has none."""
    return pl.coalesce(place.replace_strict(_listed()[0], default=None, return_dtype=pl.String), otherwise)


def parent_of(place: pl.Expr) -> pl.Expr:
    """The place above: of a town its county, of a functional zone the county or prefecture that it belongs to."""
    return (
        pl.when(place.str.starts_with("zone:"))
        .then(place.str.slice(5).str.split("-").list.first())
        .when((place.str.len_chars() == 9) & place.str.contains(r"^\d+$"))
        .then(place.str.slice(0, 6))
        .otherwise(place.replace_strict(_listed()[1], default=None, return_dtype=pl.String))
    )
