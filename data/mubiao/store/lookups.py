"""What can be asked of a database: its tables as frames, one row by its id, SQL of a person's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

import polars as pl

from mubiao.model import DOCUMENT_COLUMNS, TOLERANCE, StoreError
from mubiao.store.file import locking
from mubiao.store.file.at_work import on_behalf_of
from mubiao.store.file.locking import Cursor, identifier

# What only some calls need is imported in them: a query begins sooner without pairing and checks.
if TYPE_CHECKING:
    from mubiao.store.reads.kept import Kept

SQL_SECONDS = 60.0
"""How long a query of a person's own may run."""

SQL_MEGABYTES = 2048
"""How much memory such a query may use, and as much again for its result."""

SPARED_MEGABYTES = 128
"""What DuckDB keeps of a larger file while all of its facts are paired."""


class Lookups:
    """A database as it is read. Holds the path, and no lock, between two calls; `Store` is it, and writes as well."""

    def __init__(self, path: Path, *, read_only: bool = False, wait: float = locking.WAIT_SECONDS) -> None:
        """Use `open_store`, which also looks whether the file is there and of the right version."""
        self.path = path
        self.read_only = read_only
        self._wait = wait
        self._pairs: Kept | None = None

    def reading(self) -> AbstractContextManager[Cursor]:
        """Keep the file open for several reads in a row: they see one state of it, and each costs less.

        Writers wait meanwhile, so leave the block soon.
        """
        return locking.reading(self.path, self._wait)

    def facts(self, *, reviews: bool = True) -> pl.LazyFrame:
        """All facts, in the order in which they were added: model.FACT_COLUMNS, then `review`.

        With reviews, corrected fields show their corrected values and `review` says accepted, rejected, corrected or
        null; rejected facts are there, marked. Without, the facts are as extracted and `review` is null.
        Filters, columns and limits on the frame run inside DuckDB; the file is only open while it is collected, and
        collecting raises StoreError as `open_store` does. Names of columns follow SDMX where it has a concept: `region`
        REF_AREA (codes of GB/T 2260), `period` TIME_PERIOD, `unit` UNIT_MEASURE, `value` OBS_VALUE.

        Example: `store.facts().filter(pl.col("indicator") == "gdp").select("region", "year", "value").collect()`
        """
        from mubiao.store.frames import REVIEWED_SCHEMA
        from mubiao.store.reads import reviewed
        from mubiao.store.reads.lazy_table import scan

        return scan(self.reading, reviewed.plan if reviews else reviewed.plain, REVIEWED_SCHEMA, "facts")

    def targets(self, *, tolerance: float | None = TOLERANCE) -> pl.LazyFrame:
        """Targets held against outcomes, year over year; columns and rules as in mubiao.targets.

        tolerance: percentage points by which a 左右 target may be missed and still be met; None leaves it `about`.
        Collecting the frame raises StoreError as `open_store` does. Pairs of a large database are kept in the user's
        folder for caches until it changes, and found there by all that is asked of them.

        Example: `store.targets().filter(pl.col("verdict") == "missed").collect()`
        """
        from mubiao.targets import targets

        def documents() -> pl.DataFrame:
            return self._frame("SELECT document_id, kind, date, year, region, region_code FROM documents")

        def places(names: bool) -> pl.DataFrame:
            from mubiao.store.reads import reviewed

            with self.reading() as cursor:
                named = reviewed.plan(cursor, {"region_code", "region"})
                code, name = (named.columns[field] for field in ("region_code", "region"))
                queries = [
                    f"SELECT DISTINCT {code} AS region_code, {name} AS region FROM {named.source}",
                    "SELECT DISTINCT region_code, region FROM promises",
                ]
                if not names and named.source == reviewed.UNTOUCHED:  # the codes stand in a table of their own
                    queries = [
                        f"{query} WHERE {at} IS NULL" for query, at in zip(queries, (code, "region_code"), strict=True)
                    ]
                    queries.append("SELECT region_code, region FROM regions")
                return self._frame(" UNION ALL ".join(queries))

        def batches(columns: list[str], conditions: list[pl.Expr]) -> Iterator[pl.DataFrame]:
            from mubiao.predicates import joined
            from mubiao.store.frames import REVIEWED_SCHEMA
            from mubiao.store.reads.lazy_table import batches as read
            from mubiao.store.reads.reviewed import plan

            with self.reading() as cursor, ExitStack() as stack:
                if self.path.stat().st_size > 1e6 * SPARED_MEGABYTES:
                    from mubiao.store.file.sparing import sparing

                    stack.enter_context(sparing(cursor, SPARED_MEGABYTES))
                yield from read(self.reading, plan, REVIEWED_SCHEMA, columns, joined(conditions), ordered=False)

        @contextmanager
        def reading(thread: int = get_ident()) -> Iterator[None]:  # that of whoever asks
            with on_behalf_of(thread), self.reading():
                yield

        return targets(
            self.facts(),
            documents,
            words=self._promised(ordered=False),
            tolerance=tolerance,
            reading=reading,
            places=places,
            batches=batches,
            kept=self._kept() if tolerance == TOLERANCE else None,
        )

    def _kept(self) -> Kept:
        """What all pairs of this database came to, where it is kept."""
        if self._pairs is None:
            from mubiao.store.reads.kept import Kept

            self._pairs = Kept(self.path)
        return self._pairs

    def documents(self) -> pl.DataFrame:
        """One row per document: model.DOCUMENT_COLUMNS, by region, year and title. `facts` counts its facts.

        `has_text` is false for one that was bundled without its text; `doubts` says what of it is not sure (null:
        nothing). Raises StoreError as `open_store` does.
        """
        return self._frame(
            "SELECT document_id, title, kind, publisher, date, year, region, region_code, name, characters, "
            "coalesce(facts, 0)::INTEGER AS facts, text IS NOT NULL AS has_text, origin, url, doubts "
            "FROM documents "
            "LEFT JOIN (SELECT document_id, count(*) AS facts FROM facts GROUP BY document_id) USING (document_id) "
            "ORDER BY region_code NULLS LAST, year NULLS LAST, title, document_id"
        ).select(DOCUMENT_COLUMNS)

    def regions(self) -> pl.DataFrame:
        """The places that documents and facts name, and those above them, in tree order.

        Columns: region_code, region, level, parent_code, documents and facts (of the place itself), documents_below
        and facts_below (with all places inside it; zones count for the place they lie in).
        """
        from mubiao.store.reads import region_tree

        with self.reading() as cursor:
            return region_tree.tree(cursor)

    def place_names(self) -> dict[str, str]:
        """Region code → full name of the places of `regions()`, without counting anything."""
        with self.reading() as cursor:
            return dict(cursor.execute("SELECT region_code, region FROM regions").fetchall())

    def promises(self) -> pl.LazyFrame:
        """Targets that are stated in words alone: frames.PROMISE_SCHEMA, by document and position.

        `measure`, `period` and `region_code` mean what they mean of a fact; there is no value and no unit. Filters run
        inside DuckDB, as those on `facts`. `targets` holds them against outcomes too.
        """
        return self._promised(ordered=True)

    def _promised(self, *, ordered: bool) -> pl.LazyFrame:
        from mubiao.store.frames import PROMISE_SCHEMA
        from mubiao.store.reads.lazy_table import Relation, scan

        source = "(FROM promises ORDER BY document_id, start, indicator)" if ordered else "promises"
        relation = Relation(source, {name: identifier(name) for name in PROMISE_SCHEMA})
        return scan(self.reading, lambda cursor, needed: relation, PROMISE_SCHEMA, "promises")

    def promise(self, promise_id: str) -> dict[str, Any] | None:
        """One target in words as column → value; None if it is not there."""
        rows = self.promises().filter(pl.col("promise_id") == promise_id).collect().to_dicts()
        return rows[0] if rows else None

    def pledges(self) -> pl.LazyFrame:
        """Pledges of acts with what became of them in the next report of the place, as reviewed: FOLLOWED_SCHEMA.

        `status` is fulfilled, under_way, again or silent, and null where the place has no later report; `later_id`
        with `evidence_start` and `evidence_end` says where that is told. Filters run inside DuckDB, as those on
        `facts`. Rejected ones are there, marked.

        Example: `store.pledges().filter(pl.col("status") == "silent").select("object", "year").collect()`
        """
        from mubiao.store.frames import FOLLOWED_SCHEMA
        from mubiao.store.reads import followed
        from mubiao.store.reads.lazy_table import scan

        return scan(self.reading, followed.plan, FOLLOWED_SCHEMA, "pledges")

    def pledge(self, pledge_id: str) -> dict[str, Any] | None:
        """One pledge as column → value; None if it is not there."""
        rows = self.pledges().filter(pl.col("pledge_id") == pledge_id).collect().to_dicts()
        return rows[0] if rows else None

    def sections(self, document_id: str) -> pl.DataFrame:
        """The outline of a document in text order, as in schema.sql: one row a section, none if it is not there.

        `start` and `end` are code points of `text(document_id)`, half-open; `role` is what the section is for and
        `period` the year or years that it speaks of. Raises StoreError as `open_store` does.
        """
        return self._frame("SELECT * FROM sections WHERE document_id = ? ORDER BY ordinal", [document_id])

    def text(self, document_id: str) -> str | None:
        """The text of a document; None for one whose text was not added, or that is not there."""
        with self.reading() as cursor:
            row = locking.first(cursor, "SELECT text FROM documents WHERE document_id = ?", [document_id])
        return None if row is None else row[0]

    def document(self, document_id: str) -> dict[str, Any] | None:
        """One document as model.DOCUMENT_COLUMNS → value; None if it is not there."""
        rows = self.documents().filter(pl.col("document_id") == document_id).to_dicts()
        return rows[0] if rows else None

    def fact(self, fact_id: str) -> dict[str, Any] | None:
        """One fact as column → value, with `review`; None if it is not there."""
        # The id begins with its document's, of which each block has few: the ids of other documents are not compared.
        of_document = pl.col("document_id") == fact_id.partition("-")[0]
        rows = self.facts().filter(of_document, pl.col("fact_id") == fact_id).collect().to_dicts()
        return rows[0] if rows else None

    def sql(
        self,
        query: str,
        *,
        seconds: float = SQL_SECONDS,
        megabytes: int = SQL_MEGABYTES,
        last: Callable[[StoreError], Any] | None = None,
    ) -> pl.DataFrame:
        """The rows of one SELECT on the tables of schema.sql; it can neither write nor reach outside the database.

        `targets` and `panel` (its rows of a year, with level and the codes then) are tables too, made when named.

        Raises StoreError for what is no such SELECT, fails, or takes more than it may.
        Example: `store.sql("SELECT year, count(*) FROM facts GROUP BY year")`

        seconds: how long it may run. megabytes: how much memory it may take, and how large its result may be.
        last: called, in another thread, for a query that goes on two seconds after it was told to stop: some functions
        of DuckDB do not listen, and only ending the process stops them.
        """
        from mubiao.store.sql import sandbox

        made = {"targets": lambda: self.targets().collect(), "panel": self._panel}
        return sandbox.run(
            self.path, query, seconds=seconds, megabytes=megabytes, wait=self._wait, last=last, made=made
        )

    def _panel(self) -> pl.DataFrame:
        from mubiao.panels import flat

        return flat(self.targets())

    def check(self) -> pl.DataFrame:
        """Read everything again; one row per thing that does not hold: checks.SCHEMA. No rows is good."""
        from mubiao.store.reads import checks

        with self.reading() as cursor:
            return checks.check(cursor)

    def _frame(self, query: str, values: Sequence[object] = ()) -> pl.DataFrame:
        from mubiao.store.arrow import framed

        with self.reading() as cursor:
            return framed(cursor.sql(query, params=list(values)))
