"""Cells as numbers: what a fact is about, in one number that sorts as the rows do.

Texts are compared once for each that occurs; from then on everything is sorted, joined and looked up by numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from mubiao import lexicon
from mubiao.lexicon.active import per_lexicon
from mubiao.targets.places import NAMED, changed

Numbered = tuple[pl.Series, pl.Series]
"""A column of numbers, and the values that they stand for, in the order of the output."""


@dataclass(frozen=True)
class Digits:
    """What the number of a cell is made of: the digits of a number with mixed bases, each a value's place in a list."""

    values: dict[str, pl.Series]
    """Field → its values in order: place, indicator, measure, unit_key, scope, basis, period."""
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
    """The cell of every fact: its place, indicator, measure, unit, scope, basis and period."""
    of = numbered(facts.select("region_code", "indicator", "measure", "unit", "scope", "period"))
    period, periods = _periods(facts, *of["period"])
    fields = {
        "place": _places(facts, *of["region_code"]),
        "indicator": of["indicator"],
        "measure": of["measure"],
        "unit_key": _unit_keys(facts, *of["unit"]),
        "scope": _scopes(*of["scope"]),
        "basis": _bases(facts),
        "period": (period, periods["period"]),
    }
    cell = pl.zeros(facts.height, pl.Int64, eager=True)
    for numbers, values in fields.values():
        cell = cell * max(len(values), 1) + numbers.cast(pl.Int64)
    return cell.alias("cell"), Digits({field: values for field, (_, values) in fields.items()}, periods)


def numbered(texts: pl.DataFrame) -> dict[str, Numbered]:
    """Each column of texts as numbers of its sorted distinct values; null stays null."""
    found = texts.select(pl.all().unique().drop_nulls().cast(pl.String).sort().implode())
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
    """What may be compared: money by currency, per cent, points, each measure; most counters are one (see unit_key)."""
    keys = [unit_key(unit) for unit in units] + ["", "rank", _HOUSEHOLDS, _PEOPLE, _COUNT]
    nothing, rank, households, people, count = range(len(units), len(keys))
    bare = numbers.is_null().arg_true()
    numbers = numbers.fill_null(nothing)
    if len(bare):
        # 城镇新增就业13.2万: of an amount of what is counted, the counter goes without saying.
        told = facts.select("indicator", "measure")[bare]
        for key, number in ((_PEOPLE, people), (_COUNT, count)):
            unsaid = (told["measure"] == "level") & told["indicator"].is_in(_counted(key)).fill_null(False)
            numbers = numbers.scatter(bare.filter(unsaid), number)
    ambiguous = (facts["unit"] == _HOUSEHOLDS).arg_true()
    if len(ambiguous):
        of_firms = facts["indicator"].gather(ambiguous).is_in(_counting_firms()).fill_null(False)
        numbers = numbers.scatter(ambiguous.filter(~of_firms), households)
    # Last: whatever stands behind a rank, it is one.
    numbers = numbers.scatter((facts["measure"] == "rank").arg_true(), rank)
    return _renumbered(numbers, keys)


_HOUSEHOLDS, _PEOPLE, _COUNT = "户", "人", "count"

_APART = {"所": "所", "条": "条", "套": "套", "间": "套"} | dict.fromkeys(("人", "名", "位", "人次"), _PEOPLE)
"""Counters of what the other ones do not count: schools beside places in them, lines beside firms, flats, people."""


def unit_key(unit: str | None, indicator: str | None = None) -> str:
    """As what a unit is compared. 户 counts firms or households: without an indicator it is taken for firms."""
    if unit == _HOUSEHOLDS and indicator is not None and indicator not in _counting_firms():
        return _HOUSEHOLDS
    if unit is None:
        return next((key for key in (_PEOPLE, _COUNT) if indicator in _counted(key)), "")
    return _units().get(unit, unit)


@per_lexicon()
def _counted(key: str) -> list[str]:
    """Indicators whose own unit is such a counter."""
    return sorted(i.indicator for i in lexicon.indicators().values() if i.unit and _units().get(i.unit, i.unit) == key)


@per_lexicon()
def _counting_firms() -> list[str]:
    """Indicators of which 户 and 家 are the same; of others 户 are households (改造老旧小区504个、6.1万户)."""
    return sorted(i.indicator for i in lexicon.indicators().values() if i.unit in ("家", _HOUSEHOLDS))


@per_lexicon()
def _units() -> dict[str, str]:
    """Unit as extracted → what it is compared as."""
    rows = lexicon.rows("units")
    same = {"％": "%", "人民币": "元"} | {r["unit"]: r["canonical"] for r in rows if r["canonical"]}
    counters = {unit: _COUNT for r in rows if r["kind"] == "count" for unit in (r["unit"], r["canonical"]) if unit}
    return same | counters | _APART


def _scopes(numbers: pl.Series, scopes: pl.Series) -> Numbered:
    """Facts without a scope are of the first one."""
    return _renumbered(numbers.fill_null(len(scopes)), [*scopes, ""])


def _bases(facts: pl.DataFrame) -> Numbered:
    """Growth over several years is told as a yearly average or as a whole; the two are never held together.

    An average is one even where no more than its last year has been read: it is no growth of that year.
    """
    grown = (facts["measure"] == "growth") | (facts["measure"] == "change")
    return (grown & facts["average"].fill_null(False)).cast(pl.UInt32), pl.Series(["", "average"])


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
    if table["first"].null_count() or table["last"].null_count():
        table = _dated(table)
    moved = pl.zeros(len(names), pl.UInt32, eager=True)
    moved = moved.scatter(table["_number"], pl.int_range(table.height, dtype=pl.UInt32, eager=True))
    return moved.gather(period), table.drop("_number")


def _dated(periods: pl.DataFrame) -> pl.DataFrame:
    """The periods with the days of those of which no fact has any: only targets in words are of them."""
    from mubiao.extract.context.times.names import bounds

    days = [bounds(period) or (None, None) for period in periods["period"]]
    told = pl.DataFrame(days, schema={"first": pl.Date, "last": pl.Date}, orient="row")
    return periods.with_columns(pl.coalesce(name, told[name]).alias(name) for name in told.columns)
