"""Rows of a frame as lines of CSV or TSV, whole columns at a time: the same bytes as mubiao_tui.output.formats writes.

Polars writes texts, numbers, dates and booleans; what it would write otherwise than formats does (exponents, lists,
points in time) is written there, value by value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from mubiao_tui.output.results import Kind

_EXACT = 1e15
"""Below it Polars writes the digits of a float as Python does, and an integer holds a whole one."""

_LEAST = 1e-4
"""From here on both write them without an exponent."""


def lines(
    frame: pl.DataFrame,
    kinds: Sequence[Kind],
    cells: Sequence[Callable[[Sequence[object]], list[str]]],
    separator: str,
    null: str,
) -> str:
    """The lines of all rows. cells: column by column what writes values one at a time, for what Polars cannot."""
    escaped = _for_csv(null) if separator == "," else _for_tsv
    columns: list[pl.Expr] = []
    for column, kind, write in zip(frame.iter_columns(), kinds, cells, strict=True):
        text = _text(column, kind, escaped)
        if text is None:
            columns.append(pl.lit(pl.Series(write(column.to_list()), dtype=pl.String)))
        else:
            columns.append(text.fill_null(null))
    joined = frame.select(pl.concat_str(columns, separator=separator).str.join("\n"))
    return str(joined.item()) + "\n"


def _text(column: pl.Series, kind: Kind, escaped: Callable[[pl.Expr], pl.Expr]) -> pl.Expr | None:
    """The cells of a column, null where a value is missing; None where Polars would write something else."""
    name, dtype = pl.col(column.name), column.dtype
    if kind is Kind.TEXT and dtype == pl.String:
        return escaped(name)
    if kind is Kind.INTEGER or (kind in (Kind.BOOLEAN, Kind.DATE) and dtype in (pl.Boolean, pl.Date)):
        return name.cast(pl.String)
    if kind is Kind.NUMBER and dtype == pl.Float64:
        return _number(column)
    return None


def _number(column: pl.Series) -> pl.Expr:
    """As results.number writes it."""
    from mubiao_tui.output.results import number

    name = pl.col(column.name)
    whole = (name == name.floor()) & (name.abs() < _EXACT)
    plain = name.abs().is_between(_LEAST, _EXACT, closed="left")
    integer = pl.when(whole).then(name).cast(pl.Int64, strict=False).cast(pl.String)
    text = pl.when(whole).then(integer).when(plain).then(name.cast(pl.String))
    odd = column.to_frame().select((~(whole | plain)).arg_true()).to_series()
    if not len(odd):
        return text
    written = pl.Series([number(value) for value in column.gather(odd)], dtype=pl.String)
    others = pl.repeat(None, len(column), dtype=pl.String, eager=True).scatter(odd, written)
    return pl.coalesce(text, pl.lit(others))


def _for_csv(null: str) -> Callable[[pl.Expr], pl.Expr]:
    def escaped(text: pl.Expr) -> pl.Expr:
        special = text.str.contains_any([",", '"', "\n", "\r"]) | text.str.starts_with(" ") | text.str.ends_with(" ")
        quoted = pl.format('"{}"', text.str.replace_all('"', '""', literal=True))
        return pl.when(special | (text == "") | (text == null)).then(quoted).otherwise(text)

    return escaped


def _for_tsv(text: pl.Expr) -> pl.Expr:
    return text.str.replace_many({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
