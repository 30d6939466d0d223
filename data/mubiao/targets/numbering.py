"""Cells as numbers: what a fact is about, in one number that sorts as the rows do.

Texts are compared once for each that occurs; from then on everything is sorted, joined and looked up by numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from mubiao import lexicon
from mubiao.targets.places import NAMED, changed

Numbered = tuple[pl.Series, pl.Series]
"""A column of numbers, and the values that they stand for, in the order of the output."""


@dataclass(frozen=True)
class Digits:
    """What the number of a cell is made of: the digits of a number with mixed bases, each a value's place in a list."""

    values: dict[str, pl.Series]
    """Field → its values in order: place, indicator, measure, unit_key, basis, period."""
    periods: pl.DataFrame
    """One row per period, in order: period, year, annual, first and last day."""

    def size(self, *fields: str) -> int:
        """How many numbers the fields can make."""
        return math.prod(max(len(self.values[field]), 1) for field in fields)

    def number(self, field: str) -> pl.Expr:
        """The digit of one field of `cell`."""
        later = list(self.values)[list(self.values).index(field) + 1 :]
        return pl.col("cell") // self.size(*later) % self.size(field)

    def value(self, field: str) -> pl.Expr:
        """The value of one field of `cell`."""
        return pl.lit(self.values[field]).gather(self.number(field)).alias(field)

    def of_period(self, column: str) -> pl.Expr:
        """What is known of the period of `cell`."""
        return pl.lit(self.periods[column]).gather(self.number("period")).alias(column)


def cells(facts: pl.DataFrame) -> tuple[pl.Series, Digits]:
    """The cell of every fact: its place, indicator, measure, unit, basis and period."""
    of = numbered(facts.select("region_code", "indicator", "measure", "unit", "period"))
    period, periods = _periods(facts, *of["period"])
    fields = {
        "place": _places(facts, *of["region_code"]),
        "indicator": of["indicator"],
        "measure": of["measure"],
        "unit_key": _unit_keys(facts, *of["unit"]),
        "basis": _bases(facts, *of["period"]),
        "period": (period, periods["period"]),
    }
    cell = pl.zeros(facts.height, pl.Int64, eager=True)
    for numbers, values in fields.values():
        cell = cell * max(len(values), 1) + numbers.cast(pl.Int64)
    return cell.alias("cell"), Digits({field: values for field, (_, values) in fields.items()}, periods)


def numbered(texts: pl.DataFrame) -> dict[str, Numbered]:
    """Each column of texts as numbers of its sorted distinct values; null stays null."""
    found = texts.select(pl.all().unique().drop_nulls().sort().implode())
    values = {name: found[name].item() for name in found.columns}
    numbers = texts.select(pl.col(name).cast(pl.Enum(values[name])).to_physical().cast(pl.UInt32) for name in values)
    return {name: (numbers[name], values[name]) for name in values}


def _few(texts: pl.Series) -> Numbered:
    return numbered(texts.alias("texts").to_frame())["texts"]


def _renumbered(numbers: pl.Series, values: Sequence[str]) -> Numbered:
    """The same with numbers that stand for values in any order, some of them perhaps equal."""
    ordered = sorted(set(values))
    at = {value: number for number, value in enumerate(ordered)}
    moved = pl.Series([at[value] for value in values], dtype=pl.UInt32)
    return moved.gather(numbers), pl.Series(ordered, dtype=pl.String)


def _places(facts: pl.DataFrame, numbers: pl.Series, codes: pl.Series) -> Numbered:
    """The code of today of a place, or `name:…` for one without a code; see mubiao.targets.places."""
    today = changed(codes)
    keys = [today.get(code, code) for code in codes]
    nameless = facts["region_code"].is_null().arg_true()
    if len(nameless):
        named, names = _few(facts["region"].gather(nameless))
        numbers = numbers.scatter(nameless, named + len(keys))
        keys += [NAMED + name for name in names]
    return _renumbered(numbers, keys)


def _unit_keys(facts: pl.DataFrame, numbers: pl.Series, units: pl.Series) -> Numbered:
    """What may be compared: money by currency, per cent, points, each measure; counters (个, 家 …) are all one."""
    keys = [_units().get(unit, unit) for unit in units] + [""]
    numbers = numbers.fill_null(len(units))
    ranks = (facts["measure"] == "rank").arg_true()
    if len(ranks):
        within, scopes = _few(facts["rank_scope"].gather(ranks).fill_null(""))
        numbers = numbers.scatter(ranks, within + len(keys))
        keys += [f"rank {scope}" for scope in scopes]
    return _renumbered(numbers, keys)


@cache
def _units() -> dict[str, str]:
    """Unit as extracted → what it is compared as."""
    rows = lexicon.rows("units")
    same = {"％": "%", "人民币": "元"} | {r["unit"]: r["canonical"] for r in rows if r["canonical"]}
    return same | {unit: "count" for r in rows if r["kind"] == "count" for unit in (r["unit"], r["canonical"]) if unit}


def _bases(facts: pl.DataFrame, period: pl.Series, names: pl.Series) -> Numbered:
    """Growth over several years is told as a yearly average or as a whole; the two are never held together."""
    numbers = pl.zeros(facts.height, pl.UInt32, eager=True)
    several = pl.Series(["/" in name for name in names], dtype=pl.Boolean)
    if several.any():
        grown = (facts["measure"] == "growth") | (facts["measure"] == "change")
        at = (several.gather(period) & grown).arg_true()
        average = facts["comparison"].gather(at).fill_null("").str.contains("年均|平均")
        numbers = numbers.scatter(at.filter(average), 1)
    return numbers, pl.Series(["", "average"])


def _periods(facts: pl.DataFrame, period: pl.Series, names: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """The periods by year, and the numbers of the facts' periods in that order."""
    table = (
        pl.DataFrame([period.alias("_number"), *facts.select("year", "period_start", "period_end")])
        .group_by("_number")
        .agg(pl.col("year").max().cast(pl.Int32), first=pl.col("period_start").min(), last=pl.col("period_end").max())
        .with_columns(period=pl.lit(names).gather(pl.col("_number")))
        .sort("year", "period")
        .with_columns(annual=pl.col("period").str.len_bytes() == 4)
    )
    moved = pl.zeros(len(names), pl.UInt32, eager=True)
    moved = moved.scatter(table["_number"], pl.int_range(table.height, dtype=pl.UInt32, eager=True))
    return moved.gather(period), table.drop("_number")
