"""What a person types or selects → one Polars expression on facts.

>>> from mubiao.filters import Filters
>>> condition = Filters(regions="晋江市", claims="target", years=2024).expression()  # for store.facts().filter(…)

Names are accepted in Chinese, in English, as ids or codes. Everything that cannot be understood is a
`mubiao.model.FilterError` of one plain line, with a suggestion where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from mubiao.filters import names
from mubiao.filters.where import COLUMNS, Query, WhereError, expression, parse_query, search, words
from mubiao.model import FilterError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["COLUMNS", "Filters", "Query", "WhereError", "Years", "expression", "parse_query", "parse_years"]

Years = tuple[int | None, int | None]
"""First and last year, both included; None is open."""

_KINDS = {
    "sectors": "sector",
    "subsectors": "subsector",
    "indicators": "indicator",
    "claims": "claim",
    "measures": "measure",
    "qualifiers": "qualifier",
    "reviewed": "review mark",
}


@dataclass(frozen=True)
class Filters:
    """Which facts are meant. Every field narrows; several values of one field widen it; empty is no condition.

    Each field takes one text, a text with commas, or a list of texts; it holds a tuple afterwards. Making one raises
    FilterError for years that are none; `resolved` and `expression` for names and conditions that are not understood.

    >>> Filters(regions="晋江市", indicators="GDP", years="2020..2024").resolved().regions
    ('350582',)
    """

    regions: tuple[str, ...] = ()  # names or codes
    below: bool = False  # with the places inside them
    sectors: tuple[str, ...] = ()
    subsectors: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    years: tuple[Years, ...] = ()  # also 2024, "2020..2024", "2020..", [2020, 2024]; of the fact's `year`
    documents: tuple[str, ...] = ()  # document ids, or their beginnings
    reviewed: tuple[str, ...] = ()  # accepted, rejected, corrected, none, any
    search: tuple[str, ...] = ()  # words, each of them in subject, entity, region or indicator
    where: str = ""  # a condition in SQL

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name == "years":
                object.__setattr__(self, "years", parse_years(value))
            elif item.name == "search":
                object.__setattr__(self, "search", words(value) if isinstance(value, str) else tuple(value))
            elif item.name not in ("below", "where"):
                object.__setattr__(self, item.name, _several(value))

    @property
    def empty(self) -> bool:
        """Whether every fact passes."""
        return replace(self, below=False) == Filters()

    def resolved(self, known: Collection[str] | None = None) -> Filters:
        """The same with every name as its id or code.

        known: the region codes of a database; a name of several places then means those that it has.
        """
        changes: dict[str, tuple[str, ...]] = {
            name: tuple(dict.fromkeys(names.resolve(kind, value) for value in getattr(self, name)))
            for name, kind in _KINDS.items()
        }
        places = dict.fromkeys(code for value in self.regions for code in names.places(value, known))
        return replace(self, regions=tuple(places), **changes)  # type: ignore[arg-type]

    def expression(
        self, known: Collection[str] | None = None, *, place: str = "region_code", year: str = "year"
    ) -> pl.Expr:
        """The condition as one expression on model.FACT_COLUMNS and `review`; FilterError for what is unknown.

        place, year: the columns that say where and when, in a table that calls them otherwise.
        """
        import polars as pl

        exact = self.resolved(known)
        parts: list[pl.Expr] = []
        if exact.regions:
            parts.append(_any(_place(code, place, below=self.below) for code in exact.regions))
        for name in ("sectors", "subsectors", "indicators", "claims", "measures", "qualifiers"):
            if values := getattr(exact, name):
                parts.append(_among(name.removesuffix("s"), values))
        if exact.years:
            parts.append(_any(_between(first, last, year) for first, last in exact.years))
        if exact.documents:
            parts.append(_any(pl.col("document_id").str.starts_with(d) for d in exact.documents))
        if exact.reviewed:
            parts.append(_any(_marked(mark) for mark in exact.reviewed))
        if exact.search:
            parts.append(search(exact.search))
        if exact.where.strip():
            parts.append(expression(exact.where))
        result = parts[0] if parts else pl.lit(True)
        for part in parts[1:]:
            result = result & part
        return result


def parse_years(value: object) -> tuple[Years, ...]:
    """Years as a person gives them: 2024, "2020..2024", "2020-2024", "2020..", "..2023", "2021,2023", or a list.

    >>> parse_years("2020..2022,2024")
    ((2020, 2022), (2024, 2024))
    """
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        raise FilterError(f"not a year: {value}")
    if isinstance(value, int):
        return ((_year(value), value),)
    if isinstance(value, range):
        return ((_year(value[0]), _year(value[-1])),) if len(value) else ()
    if isinstance(value, str):
        parts = [part for part in re.split(r"[,，、\s]+", value.strip()) if part]
        if value.strip() and not parts:  # a comma alone would mean every year
            raise FilterError(f"not a year: {value}")
        return tuple(_span(part) for part in parts)
    if isinstance(value, tuple) and len(value) == 2 and None in value and value != (None, None):
        return (value,)
    if isinstance(value, Iterable):
        found: list[Years] = []
        for item in value:
            if isinstance(item, tuple) and len(item) == 2:
                first, last = (None if y is None else _year(y) for y in item)
                found.append(_ordered(first, last, f"{first}..{last}"))
            else:
                found.extend(parse_years(item))
        return tuple(found)
    raise FilterError(f"not a year: {value}")


def _span(text: str) -> Years:
    single = re.fullmatch(r"(\d{4})年?", text)
    if single:
        return _year(int(single[1])), int(single[1])
    pair = re.fullmatch(r"(\d{4})?年?(?:\.\.|…|-|–|—|~|～|至|到|/)(\d{4})?年?", text)
    if pair is None or not (pair[1] or pair[2]):
        raise FilterError(f"not a year: {text}; write 2024, 2020..2024, 2020.. or ..2024")
    first, last = (None if y is None else _year(int(y)) for y in pair.groups())
    return _ordered(first, last, text)


def _ordered(first: int | None, last: int | None, text: str) -> Years:
    if first is not None and last is not None and first > last:
        raise FilterError(f"the years {text} run backwards")
    return first, last


def _year(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1000 <= value <= 9999:
        raise FilterError(f"not a year: {value}")
    return value


def _several(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    parts = re.split(r"[,，、]", value) if isinstance(value, str) else list(value)  # type: ignore[call-overload]
    return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


def _any(parts: Iterable[pl.Expr]) -> pl.Expr:
    """OR of them all, as a balanced tree: a list of a thousand places must not be a thousand levels deep."""
    import polars as pl

    level = list(parts)
    while len(level) > 1:
        level = [level[i] | level[i + 1] if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
    return level[0] if level else pl.lit(False)


def _among(column: str, values: tuple[str, ...]) -> pl.Expr:
    import polars as pl

    return _any(pl.col(column) == value for value in values)


def _between(first: int | None, last: int | None, column: str) -> pl.Expr:
    import polars as pl

    year = pl.col(column)
    if first is not None and first == last:
        return year == first
    if first is None:
        return year <= last
    return year >= first if last is None else (year >= first) & (year <= last)


def _place(code: str, column: str, *, below: bool) -> pl.Expr:
    import polars as pl

    place = pl.col(column)
    if not below or code.startswith("zone:"):
        return place == code
    if code == "CN":
        return place.is_not_null()
    if len(code) != 6:
        return place == code
    # GB/T 2260 codes and those of towns begin with the code of the place they lie in; zones name it behind `zone:`.
    stem = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return place.str.starts_with(stem) | place.str.starts_with(f"zone:{stem}")


def _marked(mark: str) -> pl.Expr:
    import polars as pl

    review = pl.col("review")
    if mark == "none":
        return review.is_null()
    return review.is_not_null() if mark == "any" else review == mark
