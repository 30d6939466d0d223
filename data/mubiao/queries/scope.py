"""A selection as SQL over the reviewed facts.

The condition is the one of `mubiao.filters`, so the explorer shows exactly what `mubiao query` prints. What of it
DuckDB can certainly say alike becomes SQL; for the rest Polars picks the rows first, and DuckDB goes on with those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

import polars as pl

from mubiao.columns import table
from mubiao.filters import Filters, parse_query
from mubiao.filters.asked import rests
from mubiao.queries.selection import Selection
from mubiao.store import REVIEWED_SCHEMA, Store
from mubiao.store.arrow import framed
from mubiao.store.file.locking import Cursor
from mubiao.store.reads.lazy_table import Relation, scan
from mubiao.store.reads.pushdown import columns_of, condition, expression, split
from mubiao.store.reads.reviewed import ROW, plan
from mubiao.store.rows import registered

COLUMNS: tuple[str, ...] = table("facts").columns


@dataclass(frozen=True, slots=True)
class Scope:
    """An open database seen through a selection.

    `source` is FROM and WHERE, which `AND …` may follow; `columns` holds the SQL of each column.
    """

    cursor: Cursor
    source: str
    columns: dict[str, str]

    def rows(self, select: Sequence[str], rest: str = "") -> list[tuple[object, ...]]:
        """Rows of `SELECT … FROM … WHERE …`; `{name}` in the parts stands for a column."""
        return self.cursor.execute(self.query(select, rest)).fetchall()

    def frame(self, select: Sequence[str], rest: str = "") -> pl.DataFrame:
        """The same as a frame."""
        return framed(self.cursor.sql(self.query(select, rest)))

    def query(self, select: Sequence[str], rest: str = "") -> str:
        """The same as SQL, to be part of a larger query."""

        # Only names of columns are filled in: quoted texts may hold braces of their own.
        def filled(text: str) -> str:
            return re.sub(r"\{(\w+)\}", lambda m: self.columns.get(m[1], m[0]), text)

        return f"SELECT {', '.join(map(filled, select))} {self.source} {filled(rest)}"


def filters(selection: Selection) -> Filters:
    """The selection as the command line would say it; FilterError for text that cannot be understood.

    A condition on columns that only another table has, such as the verdict of a target, asks nothing of facts.
    """
    query = parse_query("" if rests(selection.text, "facts") else selection.text)

    def one(value: str | None) -> tuple[str, ...]:
        return () if value is None else (value,)

    return Filters(
        regions=one(selection.region),
        below=selection.below,
        sectors=one(selection.sector),
        subsectors=one(selection.subsector),
        indicators=one(selection.indicator),
        claims=one(selection.claim),
        measures=one(selection.measure),
        years=() if selection.years is None else (selection.years,),
        documents=one(selection.document),
        reviewed=one(selection.reviewed),
        search=query.words,
        where=" AND ".join(f"({part})" for part in (query.where, *selection.conditions) if part),
    )


def condition_of(selection: Selection, also: pl.Expr | None = None) -> pl.Expr | None:
    """What a fact has to meet to be in a selection, and a further condition; None where every fact is."""
    chosen = filters(selection)
    own = None if chosen.empty else chosen.expression(_own(selection.region))
    return also if own is None else own if also is None else own & also


def _own(region: str | None) -> dict[str, str]:
    """A code stands for itself, listed or not: a database holds places that no table knows, as the sample does."""
    known = region is not None and (region[:1].isdigit() or region.startswith("zone:"))
    return {str(region): ""} if known else {}


@contextmanager
def scope(
    store: Store, selection: Selection, needed: Sequence[str] = COLUMNS, also: pl.Expr | None = None
) -> Iterator[Scope]:
    """Open the database for one or several reads under a selection.

    needed: the columns that will be read. also: a further condition on facts.
    """
    conditions: list[str] = []
    wanted = set(needed)
    chosen = condition_of(selection, also)
    trees = [] if chosen is None else split(chosen)
    for tree in trees:
        wanted |= columns_of(tree)
    with ExitStack() as stack:
        cursor = stack.enter_context(store.reading())
        relation = plan(cursor, wanted)
        rest: pl.Expr | None = None
        for tree in trees:
            sql = condition(tree, relation.columns, REVIEWED_SCHEMA)
            if sql is None:
                part = expression(tree)
                rest = part if rest is None else rest & part
            else:
                conditions.append(sql)
        if selection.facts:
            wanted_ids = pl.DataFrame({"fact_id": list(selection.facts)}, schema={"fact_id": pl.String})
            stack.enter_context(registered(cursor, "wanted_facts", wanted_ids))
            conditions.append(f"{relation.columns['fact_id']} IN (SELECT fact_id FROM wanted_facts)")
        if rest is not None and chosen is not None:
            picked = numbered(store).filter(chosen).select("row").collect()
            stack.enter_context(registered(cursor, "picked", picked))
            conditions.append(f"{ROW} IN (SELECT row FROM picked)")
        where = f" WHERE {' AND '.join(conditions or ['TRUE'])}"
        yield Scope(cursor, f"FROM {relation.source}{where}", {**relation.columns, "row": ROW})


def numbered(store: Store) -> pl.LazyFrame:
    """The reviewed facts with their row number in the file as `row`."""

    def with_row(cursor: Cursor, needed: set[str]) -> Relation:
        relation = plan(cursor, needed)
        return replace(relation, columns={**relation.columns, "row": ROW})

    return scan(store.reading, with_row, {**REVIEWED_SCHEMA, "row": pl.Int64()}, "facts")


def without_gaps(store: Store) -> int | None:
    """How many facts there are, if their row numbers have no gaps."""
    count, size = extent(store)
    return count if count == size else None


def extent(store: Store) -> tuple[int, int]:
    """How many facts there are, and how many there would be if row numbers had no gaps."""
    with store.reading() as cursor:
        row = cursor.execute("SELECT count(*), coalesce(max(rowid) + 1, 0) FROM facts").fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def row_number(store: Store, fact_id: str) -> int | None:
    """The row number of a fact; None if it is not there."""
    with store.reading() as cursor:
        # A fact id begins with its document's: only the blocks of that document are read.
        found = cursor.execute(
            "SELECT rowid FROM facts WHERE document_id = ? AND fact_id = ?", [fact_id.split("-")[0], fact_id]
        ).fetchone()
    return None if found is None else int(found[0])
