"""The facts under a selection in an order, and windows of them.

The order is the row numbers of the file, four bytes a fact; nothing else is held of rows that are not seen. Without a
filter and a sort there is not even that, as long as no row was ever removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from mubiao.filters import folding
from mubiao.queries.scope import COLUMNS, Scope, condition_of, row_number, scope, without_gaps
from mubiao.queries.selection import Selection
from mubiao.store import REVIEWED_SCHEMA, Store
from mubiao.store.arrow import framed
from mubiao.store.file.locking import quoted
from mubiao.store.reads.reviewed import NOBODY


@dataclass(frozen=True)
class Order:
    """Which facts, in which order. `rows` is None where fact number n is row number n."""

    count: int
    rows: pl.Series | None

    def numbers(self, start: int, stop: int) -> list[int]:
        """The row numbers of a window."""
        stop = min(stop, self.count)
        if self.rows is None:
            return list(range(start, stop))
        numbers: list[int] = self.rows.slice(start, max(stop - start, 0)).to_list()
        return numbers


def order(store: Store, selection: Selection, sort: Sequence[str] = ()) -> Order:
    """The facts of a selection, sorted by column ids (`-` for descending, empty last), then as they were added."""
    keys = [key for key in sort if key.lstrip("-") in COLUMNS]
    if selection.empty and not keys and (count := without_gaps(store)) is not None:
        return Order(count, None)
    with scope(store, selection, [key.lstrip("-") for key in keys]) as opened:
        query = _sorted(opened, keys) if keys else opened.query(["{row}::UINTEGER AS row"])
        rows = framed(opened.cursor.sql(query))["row"]
    # DuckDB keeps the order of the file unless it answers by a join, as it does for judgments and lists of values.
    return Order(len(rows), rows if keys or rows.is_sorted() else rows.sort())


def _sorted(opened: Scope, keys: Sequence[str]) -> str:
    """The query of the row numbers in an order. Texts are sorted once each, and the rows by the ranks of their texts:
    of ten million rows that takes a quarter of the time of comparing texts, and half the memory."""
    columns: dict[str, str] = {}  # the SQL of what is sorted by → its direction
    for key in keys:
        direction = "DESC" if key.startswith("-") else "ASC"
        # Each fact has an id of its own, which begins with that of its document: ranks help with that part alone.
        parts = (
            ("{document_id}", "substr({fact_id}, length({document_id}) + 2)")
            if key.lstrip("-") == "fact_id"
            else (f"{{{key.lstrip('-')}}}",)
        )
        for part in parts:
            columns.setdefault(part, direction)
    rows = opened.query(["{row} AS n", *(f"{part} AS k{at}" for at, part in enumerate(columns))])
    query, by = f"SELECT n::UINTEGER AS row FROM ({rows})", []
    for at, (part, direction) in enumerate(columns.items()):
        if REVIEWED_SCHEMA.get(part.strip("{}")) == pl.String():
            texts = opened.query([f"DISTINCT {part} AS v{at}"])
            query += f" LEFT JOIN (SELECT v{at}, row_number() OVER (ORDER BY v{at})::UINTEGER AS r{at} FROM ({texts}))"
            query += f" ON k{at} = v{at}"
            by.append(f"CASE WHEN k{at} IS NOT NULL THEN r{at} END {direction} NULLS LAST")
        else:
            by.append(f"k{at} {direction} NULLS LAST")
    return f"{query} ORDER BY {', '.join(by)}, n"


def window(store: Store, chosen: Order, start: int, stop: int) -> list[dict[str, Any]]:
    """The facts of positions [start, stop), every column by name, in order."""
    numbers = chosen.numbers(start, stop)
    return by_number(store, numbers)


def by_number(store: Store, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """The facts of row numbers, in the order given; rows that are gone are left out."""
    if not numbers:
        return []
    first, last = min(numbers), max(numbers)
    # DuckDB skips what lies outside of a range; a list alone it looks up in every block that holds one of the rows.
    where = f"{{row}} BETWEEN {first} AND {last}"
    if last - first + 1 != len(numbers):
        where += f" AND {{row}} IN ({', '.join(map(str, numbers))})"
    names = ["{row}", *(f"{{{name}}}" for name in COLUMNS)]
    with scope(store, Selection()) as opened:
        found = {row[0]: row[1:] for row in opened.rows(names, f"AND {where}")}
    return [dict(zip(COLUMNS, found[n], strict=True)) for n in numbers if n in found]


def by_id(store: Store, fact_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The facts of some ids, as they are now."""
    found: list[dict[str, Any]] = []
    with scope(store, Selection()) as opened:
        for fact_id in fact_ids:
            where = f"AND {{document_id}} = {quoted(fact_id.split('-')[0])} AND {{fact_id}} = {quoted(fact_id)}"
            rows = opened.rows([f"{{{name}}}" for name in COLUMNS], where)
            found += [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return found


def frame(store: Store, selection: Selection, sort: Sequence[str] = ()) -> pl.LazyFrame:
    """The facts of a selection as a frame to be written out."""
    chosen = condition_of(selection)
    frame = store.facts()
    if chosen is not None:
        frame = frame.filter(chosen)
    if selection.facts:
        frame = frame.filter(pl.col("fact_id").is_in(list(selection.facts)))
    keys = [key for key in sort if key.lstrip("-") in COLUMNS]
    if keys:
        names, down = [key.lstrip("-") for key in keys], [key[0] == "-" for key in keys]
        frame = frame.sort(names, descending=down, nulls_last=True, maintain_order=True)
    return frame


def seen(store: Store, selection: Selection) -> int:
    """How many facts of a selection somebody has judged."""
    with scope(store, selection, ["review"]) as opened:
        if opened.columns["review"] == NOBODY:
            return 0  # nobody has judged anything: no need to look for the selection again
        return int(str(opened.rows(["count({review})"])[0][0]))


def unreviewed(store: Store, selection: Selection, but: str | None = None) -> str | None:
    """The fact of a selection that nobody has judged and whose reading is least sure; `but` for this one."""
    rest = "AND {review} IS NULL" + (f" AND {{fact_id}} <> {quoted(but)}" if but else "")
    with scope(store, selection, ["review", "confidence", "fact_id"]) as opened:
        rows = opened.rows(["{fact_id}"], f"{rest} ORDER BY {{confidence}}, {{row}} LIMIT 1")
    return str(rows[0][0]) if rows else None


def counts(store: Store, selection: Selection, column: str) -> list[tuple[Any, int]]:
    """How often each value of a column occurs, the most frequent first."""
    with scope(store, selection, [column]) as opened:
        rows = opened.rows([f"{{{column}}} AS v", "count(*) AS n"], "GROUP BY v ORDER BY n DESC, v NULLS LAST")
    return [(value, int(str(n))) for value, n in rows]


def frequencies(store: Store, selection: Selection, column: str) -> pl.LazyFrame:
    """The same as a frame: the column, and how many facts have the value."""
    with scope(store, selection, [column]) as opened:
        rest = "GROUP BY 1 ORDER BY facts DESC, 1 NULLS LAST"
        return opened.frame([f'{{{column}}} AS "{column}"', "count(*) AS facts"], rest).lazy()


def tally(store: Store, selection: Selection, columns: Sequence[str]) -> pl.LazyFrame:
    """How many facts have each combination of values, the most frequent first."""
    with scope(store, selection, columns) as opened:
        parts = [f'{{{name}}} AS "{name}"' for name in columns]
        by = ", ".join(f"{n} NULLS LAST" for n in range(1, len(columns) + 1))
        return opened.frame([*parts, "count(*) AS facts"], f"GROUP BY ALL ORDER BY facts DESC, {by}").lazy()


SEARCHED = ("subject", "printed", "region", "entity", "unit", "section")


def _holds(column: str, words: str) -> str:
    """The words in a column, in any script, width and case; the pattern is only tried where a part of it stands."""
    parts = folding.part(words) if words and not folding.is_plain(words) else (folding.folded(words),)
    first = " OR ".join(f"contains({{{column}}}, {quoted(one)})" for one in parts)
    return f"({first}) AND regexp_matches({{{column}}}, {quoted(folding.pattern(words))})"


def find(store: Store, chosen: Order, selection: Selection, words: str, start: int, step: int) -> int | None:
    """The next position from `start` in a direction whose fact holds the words, going round; None if none does."""
    if not chosen.count:
        return None
    hit = " OR ".join(f"({_holds(name, words)})" for name in SEARCHED)
    with scope(store, selection, SEARCHED) as opened:
        rows = opened.frame(["{row}::UINTEGER AS row"], f"AND ({hit})")["row"]
    if not len(rows):
        return None
    places = rows if chosen.rows is None else chosen.rows.is_in(rows.implode()).arg_true()
    places = places.sort()
    start %= chosen.count
    if step > 0:
        at = places.search_sorted(start, "left")
        return int(places[at if at < len(places) else 0])
    at = places.search_sorted(start, "right") - 1
    return int(places[at if at >= 0 else len(places) - 1])


def position(store: Store, chosen: Order, fact_id: str) -> int | None:
    """Where a fact stands in an order; None if it is not in it."""
    number = row_number(store, fact_id)
    if number is None:
        return None
    if chosen.rows is None:
        return number if number < chosen.count else None
    return chosen.rows.index_of(number)
