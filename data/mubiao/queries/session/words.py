"""Words among the facts, as they are typed letter by letter.

A country has 620,000 facts and 320,000 texts that words are looked for in: a subject, a figure as it is printed or a
place stands in many of them. While somebody types, each text is held once, with the number of its text for each fact.
A word is looked for in the texts, and what they come to is looked up for the facts: a tenth of the time that it takes
to ask every fact. The rows are those of `facts.order`, in its order.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from mubiao.filters import parse_query
from mubiao.filters.asked import rests
from mubiao.filters.where import NAMED, SEARCHED, exactly, is_condition, meant
from mubiao.queries import facts
from mubiao.queries.facts import Order
from mubiao.queries.scope import extent
from mubiao.queries.selection import Selection
from mubiao.store import Store
from mubiao.store.arrow import framed
from mubiao.store.reads.reviewed import ROW, plan

FEWEST = 20_000
"""Fewer facts are asked one by one as quickly."""

MOST = 2_000_000
"""Texts of more facts would take more than a hundred megabytes."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A column: each of its texts once, and for each row of the file the number of its text."""

    texts: pl.DataFrame
    numbers: pl.Series  # by row number; null where no row is, or none any more

    def having(self, asked: pl.Expr) -> pl.Series | None:
        """For each row whether its text meets what is asked; None where no text does."""
        hit = self.texts.select(asked.fill_null(False)).to_series()
        return hit.gather(self.numbers).fill_null(False) if hit.any() else None


class Words:
    """The texts of all facts in one state of the file."""

    def __init__(self, columns: dict[str, Texts], size: int) -> None:
        self._columns = columns
        self._size = size

    def having(self, wanted: Sequence[str]) -> pl.Series:
        """For each row number whether its fact has all words, as `filters.where.search` means it."""
        found = [self._one(word) for word in wanted]
        every = found[0]
        for one in found[1:]:
            every = every & one
        return every

    def _one(self, word: str) -> pl.Series:
        asks = {column: exactly(column, word) for column in SEARCHED} | meant(word)
        found: pl.Series | None = None
        for column, asked in asks.items():
            hit = self._columns[column].having(asked)
            if hit is not None:
                found = hit if found is None else found | hit
        return pl.repeat(False, self._size, dtype=pl.Boolean, eager=True) if found is None else found


def read(store: Store) -> Words | None:
    """The texts as they are now; None where there are too few or too many facts for it to be worth it."""
    count, size = extent(store)
    if not FEWEST <= count <= size <= MOST:
        return None
    columns = {name: _texts(store, name, size) for name in (*SEARCHED, *NAMED)}
    return Words(columns, size)


def _texts(store: Store, name: str, size: int) -> Texts:
    with store.reading() as cursor:  # a column at a time: all at once would take as many times the memory
        relation = plan(cursor, {name})
        query = f"SELECT {ROW}::UINTEGER AS row, {relation.columns[name]} AS text FROM {relation.source}"
        frame = framed(cursor.sql(query))
    texts = frame.select(pl.col("text").unique(maintain_order=True))
    small = pl.UInt16 if texts.height <= 1 << 16 else pl.UInt32
    known = texts.with_columns(number=pl.int_range(pl.len(), dtype=small))
    found = frame.join(known, on="text", how="left", nulls_equal=True, maintain_order="left").select("row", "number")
    if found.height < size or not found["row"].is_sorted():
        rows = pl.select(row=pl.int_range(size, dtype=pl.UInt32))
        found = rows.join(found, on="row", how="left", maintain_order="left")
    return Texts(texts.rename({"text": name}), found["number"].rechunk())


class Orders:
    """Facts in order for a session, which asks for them at every letter."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._words: tuple[str, Words | None] | None = None  # of a state of the file
        self._base: tuple[object, Order] | None = None  # of a state, a selection without words and a sort

    def prepare(self) -> None:
        """Read the texts, if they have not been read in this state of the file: words are about to be typed."""
        state = self._store.stamp()
        with self._lock:
            if self._words is not None and self._words[0] == state:
                return
        made = read(self._store)
        with self._lock:
            self._words = (state, made) if self._store.stamp() == state else None

    def order(self, selection: Selection, sort: Sequence[str] = ()) -> Order:
        """The facts of a selection, sorted: `facts.order`, by the texts where these are at hand."""
        state = self._store.stamp()
        with self._lock:
            words = self._words[1] if self._words is not None and self._words[0] == state else None
        wanted = typed(selection)
        if words is None or not wanted:
            return facts.order(self._store, selection, sort)
        base = self._of_rest(state, replace(selection, text=""), tuple(sort))
        if self._store.stamp() != state:
            return facts.order(self._store, selection, sort)
        having = words.having(wanted)
        rows = having.arg_true() if base.rows is None else base.rows.filter(having.gather(base.rows))
        return Order(len(rows), rows)

    def _of_rest(self, state: str, rest: Selection, sort: tuple[str, ...]) -> Order:
        """The facts that are left without the words; kept, since the next letter asks for them again."""
        key = (state, rest, sort)
        with self._lock:
            if self._base is not None and self._base[0] == key:
                return self._base[1]
        made = facts.order(self._store, rest, sort)
        with self._lock:
            self._base = (key, made)
        return made


def typed(selection: Selection) -> tuple[str, ...]:
    """The words of a selection; none where what was typed is a condition, or nothing."""
    text = selection.text
    return () if not text or is_condition(text) or rests(text, "facts") else parse_query(text).words
