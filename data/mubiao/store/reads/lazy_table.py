"""A table of the database as a LazyFrame that touches the file only while it is collected.

Polars asks the source for columns, a predicate and a number of rows; the source opens the file, asks DuckDB for just
that, hands the batches on and closes the file again. Nothing is held between the making of a LazyFrame and its
collection, and ten million facts are not loaded to show fifty.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import duckdb
import polars as pl
from polars._plr import PyArrowCStreamReader
from polars.io.plugins import register_io_source

from mubiao.predicates import Tree, Unsplittable, columns_of, expression, split
from mubiao.store.file.at_work import on_behalf_of
from mubiao.store.file.locking import Cursor, identifier
from mubiao.store.reads.pushdown import condition

GROUP = 122_880
"""Rows that lie together in a file of DuckDB."""


@dataclass(frozen=True)
class Relation:
    """What stands in a FROM clause, and the SQL that yields each column of it."""

    source: str
    columns: Mapping[str, str]
    table: str = ""  # the table whose rows these are, in their order; empty: they come as they come
    row: str = ""  # the SQL of the number of a row in that table


Plan = Callable[[Cursor, set[str]], Relation]
"""Given an open cursor and the columns that are needed, the relation that has them."""


def scan(
    opened: Callable[[], AbstractContextManager[Cursor]], plan: Plan, schema: Mapping[str, pl.DataType], name: str
) -> pl.LazyFrame:
    """A LazyFrame of `schema` whose filters, columns and limits run inside DuckDB, for the thread that makes it."""
    thread = threading.get_ident()

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        wanted = list(schema) if with_columns is None else list(with_columns)
        rows = batches(opened, plan, schema, wanted, predicate, n_rows)
        with on_behalf_of(thread):  # the cursor is opened for the first rows, and no longer than for them
            first = next(rows, None)
        if first is not None:
            yield first
            yield from rows

    return register_io_source(source, schema=dict(schema), is_pure=False, explain_name=name)


def batches(
    opened: Callable[[], AbstractContextManager[Cursor]],
    plan: Plan,
    schema: Mapping[str, pl.DataType],
    wanted: list[str],
    predicate: pl.Expr | None,
    n_rows: int | None = None,
    *,
    ordered: bool = True,
) -> Iterator[pl.DataFrame]:
    """The same rows as they come out of DuckDB, some thousands at a time. ordered: in the order of the table."""
    conjuncts: list[Tree] = []
    residual: pl.Expr | None = None
    if predicate is not None:
        try:
            conjuncts = split(predicate)
        except Unsplittable:  # Polars can still apply it as it is
            residual = predicate
    with opened() as cursor:
        needed = set(wanted).union(*(columns_of(tree) for tree in conjuncts))
        if residual is not None:
            needed.update(residual.meta.root_names())
        relation = plan(cursor, needed)
        query, left, read = _query(relation, schema, wanted, conjuncts, residual, n_rows)
        queries: Iterable[str] = [query]
        if ordered and relation.row and _may_join(relation, query):
            spans = _spans(cursor, relation)
            queries = (_query(relation, schema, wanted, conjuncts, residual, n_rows, span)[0] for span in spans)
        for query in queries:
            for frame in _rows(cursor, query, read, left, wanted, n_rows):
                yield frame
                n_rows = None if n_rows is None else n_rows - frame.height
            if n_rows == 0:
                return


_JOINING = re.compile(r"\bIN\b|= (?:'(?:[^']|'')*'|[^'()=]*)\) OR\b")


def _may_join(relation: Relation, query: str) -> bool:
    """Whether DuckDB may answer by a join, of which rows come in any order, whatever `preserve_insertion_order` says.

    It makes one of a list that a column is to be in, too, and such a list of what a column may be equal to.
    """
    return relation.source != relation.table or _JOINING.search(query) is not None


def _spans(cursor: Cursor, relation: Relation) -> Iterator[str]:
    """A condition for each stretch of the table, and the order in it: all of it at once would be sorted in memory."""
    (last,) = cursor.execute(f"SELECT max({relation.row}) FROM {relation.table}").fetchall()[0]
    for begin in range(0, (last or 0) + 1, GROUP):
        yield f"{relation.row} BETWEEN {begin} AND {begin + GROUP - 1} ORDER BY {relation.row}"


def _query(
    relation: Relation,
    schema: Mapping[str, pl.DataType],
    wanted: list[str],
    conjuncts: list[Tree],
    residual: pl.Expr | None,
    n_rows: int | None,
    span: str = "",
) -> tuple[str, pl.Expr | None, list[str]]:
    """The SQL, what is left for Polars to filter, and the columns that the SQL yields. span: of `_spans`."""
    conditions: list[str] = []
    read = list(wanted)
    if residual is not None:
        read += sorted(set(residual.meta.root_names()) - set(read))
    for tree in conjuncts:
        sql = condition(tree, relation.columns, schema)
        if sql is not None:
            conditions.append(sql)
            continue
        part = expression(tree)
        residual = part if residual is None else residual & part
        read += sorted(columns_of(tree) - set(read))
    # A projection of nothing still has rows to count.
    names = [f"{relation.columns[c]} AS {identifier(c)}" for c in read] or ["TRUE AS _"]
    query = f"SELECT {', '.join(names)} FROM {relation.source}"
    if span:
        conditions.append(span)  # the last, since it ends with the order
    if conditions:
        query += f" WHERE {' AND '.join(conditions)}"
    # Polars limits the rows that the filter lets through, so the limit may only go down with the whole filter.
    if n_rows is not None and residual is None:
        query += f" LIMIT {n_rows}"
    return query, residual, read


def _rows(
    cursor: Cursor, query: str, read: list[str], residual: pl.Expr | None, wanted: list[str], n_rows: int | None
) -> Iterator[pl.DataFrame]:
    left = n_rows
    reader = PyArrowCStreamReader(cursor.sql(query))
    try:
        while (batch := reader.next_batch(None)) is not None:
            frame = pl.DataFrame._from_pydf(batch)
            if residual is not None:
                frame = frame.filter(residual)
            if left is not None:
                frame = frame.head(left)
                left -= frame.height
            yield frame.select(wanted) if read else frame.select([])
            if left == 0:
                return
    except pl.exceptions.ComputeError as error:
        # What DuckDB says while it streams comes through Arrow, and out of Polars as an error of its own.
        if "external error" in str(error):
            raise duckdb.IOException(str(error)) from error
        raise
    finally:
        # The stream keeps the file open until it is gone, even past the cursor.
        del reader
