"""What a command hands to the output: named, typed columns, delivered in batches so that nothing large is held.

`Rows` holds plain Python values and never loads polars; `Frame` is a polars LazyFrame that is sorted, cut and
projected before any of it is read.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


class Kind(StrEnum):
    """What the values of a column are; every format writes a kind the same way whatever the command."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"  # UTC
    LIST = "list"  # of text
    NESTED = "nested"  # lists and dicts of anything, JSON where everything is text
    JSON = "json"  # a text that is JSON: nested where the format is JSON itself


WRITTEN_OUT = 1e21
"""Whole numbers below this are written with all their digits, as JavaScript does; above, 1e+21."""


def number(value: float) -> str:
    """A number as data: whole ones without a point (3298000000), others in the fewest digits that read back alike.

    `nan`, `inf` and `-inf` where it is none.
    """
    if abs(value) < WRITTEN_OUT and value == int(value):
        return str(int(value))
    text = repr(value)
    if abs(value) < WRITTEN_OUT or not math.isfinite(value):
        return text
    digits, _, power = text.partition("e")  # a whole number still: 1.5e+22 is 15e+21
    whole, _, rest = digits.partition(".")
    return f"{whole}{rest}e+{int(power) - len(rest)}"


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result."""

    name: str
    kind: Kind


def declared(table: str, *names: str) -> tuple[ResultColumn, ...]:
    """The columns of a table as columns.toml declares them: all, or these."""
    from mubiao import columns

    found = names or (*columns.table(table).columns, *columns.table(table).more)
    return tuple(ResultColumn(name, _kind_of(columns.column(name, table).type)) for name in found)


def _kind_of(declared: str) -> Kind:
    if declared == "string":
        return Kind.TEXT
    if declared in ("float32", "float64"):
        return Kind.NUMBER
    return Kind.INTEGER if declared.startswith("int") else Kind(declared)


Batch = Sequence[Sequence[Any]]
"""Some rows, column by column: `batch[i]` holds the values of column i. All columns are equally long."""

BATCH_ROWS = 20_000


class Result(ABC):
    """A table that a command prints. Immutable: each step gives a new one."""

    columns: tuple[ResultColumn, ...]

    @abstractmethod
    def select(self, names: Sequence[str]) -> Result:
        """Only these columns, in this order."""

    @abstractmethod
    def sort(self, keys: Sequence[tuple[str, bool]]) -> Result:
        """In the order of (column, descending) pairs; missing values last, equal rows as they were."""

    @abstractmethod
    def head(self, rows: int) -> Result:
        """The first rows."""

    @abstractmethod
    def batches(self) -> Iterator[Batch]:
        """The rows; batches are not empty."""

    def frames(self) -> Iterator[pl.DataFrame] | None:
        """The batches as frames; None where the rows are no columns of polars anyway."""
        return None

    @abstractmethod
    def frame(self) -> pl.DataFrame:
        """All rows as a polars frame, for the columnar formats."""


class Rows(Result):
    """A short list that is already in memory."""

    def __init__(self, columns: Sequence[ResultColumn], rows: Sequence[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self.rows = rows

    def _index(self, name: str) -> int:
        return [column.name for column in self.columns].index(name)

    def select(self, names: Sequence[str]) -> Rows:
        at = [self._index(name) for name in names]
        return Rows([self.columns[i] for i in at], [[row[i] for i in at] for row in self.rows])

    def sort(self, keys: Sequence[tuple[str, bool]]) -> Rows:
        rows = list(self.rows)
        for name, descending in reversed(keys):  # the last key first: sorting is stable
            i = self._index(name)
            known = sorted((row for row in rows if row[i] is not None), key=lambda row: row[i], reverse=descending)
            rows = known + [row for row in rows if row[i] is None]
        return Rows(self.columns, rows)

    def head(self, rows: int) -> Rows:
        return Rows(self.columns, self.rows[:rows])

    def batches(self) -> Iterator[Batch]:
        if self.rows:
            yield list(zip(*self.rows, strict=True))

    def frame(self) -> pl.DataFrame:
        import polars as pl

        schema = {column.name: polars_type(column.kind) for column in self.columns}
        return pl.DataFrame(list(self.rows), schema=schema, orient="row")


class Stream(Result):
    """Rows that are made while they are printed; sorting needs them all and makes them `Rows`."""

    def __init__(self, columns: Sequence[ResultColumn], made: Callable[[], Iterator[Batch]]) -> None:
        self.columns = tuple(columns)
        self.made = made

    def _rows(self) -> Rows:
        return Rows(self.columns, [row for batch in self.batches() for row in zip(*batch, strict=True)])

    def select(self, names: Sequence[str]) -> Stream:
        known = [column.name for column in self.columns]
        at = [known.index(name) for name in names]
        return Stream([self.columns[i] for i in at], lambda: ([batch[i] for i in at] for batch in self.made()))

    def sort(self, keys: Sequence[tuple[str, bool]]) -> Rows:
        return self._rows().sort(keys)

    def head(self, rows: int) -> Stream:
        def cut() -> Iterator[Batch]:
            left = rows
            for batch in self.made():
                yield [values[:left] for values in batch]
                left -= len(batch[0])
                if left <= 0:
                    return

        return Stream(self.columns, cut)

    def batches(self) -> Iterator[Batch]:
        return (batch for batch in self.made() if len(batch[0]))

    def frame(self) -> pl.DataFrame:
        return self._rows().frame()


class LazyRows(Result):
    """A LazyFrame: what is not selected is not read. `small`: it may be held in memory whole."""

    def __init__(self, lazy: pl.LazyFrame, *, small: bool = False) -> None:
        self.lazy, self.small = lazy, small
        self.columns = tuple(ResultColumn(name, kind(dtype)) for name, dtype in lazy.collect_schema().items())

    def select(self, names: Sequence[str]) -> LazyRows:
        return LazyRows(self.lazy.select(list(names)), small=self.small)

    def sort(self, keys: Sequence[tuple[str, bool]]) -> LazyRows:
        return LazyRows(
            self.lazy.sort(
                [name for name, _ in keys],
                descending=[descending for _, descending in keys],
                nulls_last=True,
                maintain_order=True,
            ),
            small=self.small,
        )

    def head(self, rows: int) -> LazyRows:
        return LazyRows(self.lazy.head(rows), small=self.small or rows <= BATCH_ROWS)

    def batches(self) -> Iterator[Batch]:
        return ([column.to_list() for column in part.iter_columns()] for part in self.frames())

    def frames(self) -> Iterator[pl.DataFrame]:
        import polars as pl

        # A Float32 as a Python float shows digits that it does not have (0.9700000286).
        schema = self.lazy.collect_schema()
        floats = {name: dtype for name, dtype in schema.items() if _with(dtype, pl.Float64()) != dtype}
        short = self.lazy.with_columns(
            pl.col(name).cast(_with(dtype, pl.String())).cast(_with(dtype, pl.Float64()))
            for name, dtype in floats.items()
        )
        # Not collected whole: ten million facts pass through in flat memory, and a reader that leaves stops the rest.
        if self.small:
            parts = short.collect().iter_slices(BATCH_ROWS)
        else:
            parts = short.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True)
        return (part for part in parts if part.height)

    def frame(self) -> pl.DataFrame:
        return self.lazy.collect()


def kind(dtype: pl.DataType) -> Kind:
    """The kind of a polars type; what has no kind of its own is shown as text."""
    import polars as pl

    if dtype.is_integer():
        return Kind.INTEGER
    if dtype.is_numeric():
        return Kind.NUMBER
    if dtype == pl.Boolean:
        return Kind.BOOLEAN
    if dtype == pl.Date:
        return Kind.DATE
    if isinstance(dtype, pl.Datetime):
        return Kind.TIMESTAMP
    if isinstance(dtype, pl.List) and dtype.inner == pl.String():
        return Kind.LIST
    return Kind.NESTED if dtype.is_nested() else Kind.TEXT


def _with(dtype: Any, short: pl.DataType) -> Any:
    """The type with another in place of every Float32."""
    import polars as pl

    if dtype == pl.Float32():
        return short
    if isinstance(dtype, pl.List | pl.Array):
        inner = _with(dtype.inner, short)
        return pl.List(inner) if isinstance(dtype, pl.List) else pl.Array(inner, dtype.size)
    if isinstance(dtype, pl.Struct):
        return pl.Struct({field.name: _with(field.dtype, short) for field in dtype.fields})
    return dtype


def polars_type(kind: Kind) -> Any:
    """The polars type that Parquet and Arrow show for a kind."""
    import polars as pl

    return {
        Kind.TEXT: pl.String(),
        Kind.INTEGER: pl.Int64(),
        Kind.NUMBER: pl.Float64(),
        Kind.BOOLEAN: pl.Boolean(),
        Kind.DATE: pl.Date(),
        Kind.TIMESTAMP: pl.Datetime("us"),
        Kind.LIST: pl.List(pl.String()),
        Kind.JSON: pl.String(),
        Kind.NESTED: pl.String(),
    }[kind]
