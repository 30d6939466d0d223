"""The Store: what the rest of mubiao knows of the database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from mubiao import folders
from mubiao.model import DOCUMENT_COLUMNS, TOLERANCE, Document, Fact, Pledge, QualitativeTarget, Section, StoreError
from mubiao.store import create
from mubiao.store.file import locking
from mubiao.store.file.change_token import change_token
from mubiao.store.file.errors import explained
from mubiao.store.file.locking import Cursor, identifier

# What only some calls need is imported in them: a query begins sooner without pairing, reviews and checks.
if TYPE_CHECKING:
    from mubiao.store.adding.batches import Batch
    from mubiao.store.adding.writing import Entry, Outcome
    from mubiao.store.reads.lazy_table import Relation
    from mubiao.store.reviews.log import Reviews
    from mubiao.store.statements.changes import Statements

Item = (
    tuple[Document, Iterable[Fact] | pl.DataFrame, Sequence[Section]]
    | tuple[Document, Iterable[Fact] | pl.DataFrame, Sequence[Section], Iterable[QualitativeTarget]]
    | tuple[Document, Iterable[Fact] | pl.DataFrame, Sequence[Section], Iterable[QualitativeTarget], Iterable[Pledge]]
)
"""A document with its facts and sections, and its targets in words and pledges if there are any."""


CHARACTERS = 16_000_000
"""With so many characters a transaction is full, however few the documents: a thousand reports have as many."""

SQL_SECONDS = 60.0
"""How long a query of a person's own may run."""

SQL_MEGABYTES = 2048
"""How much memory such a query may use, and as much again for its result."""


def default_path() -> Path:
    """`$MUBIAO_DB`, or mubiao.duckdb in the platform's folder for user data. StoreError where there is none."""
    return folders.database()


def open_store(
    path: str | Path | None = None,
    *,
    create: bool = True,
    read_only: bool = False,
    bundled: bool = True,
    wait: float = locking.WAIT_SECONDS,
    told: Callable[[float], None] | None = None,
) -> Store:
    """Open a database, making it first where there is none.

    path: the file; without it `default_path()`. create: False makes a missing file an error. read_only: never create,
    migrate or write. bundled: fill a new database with the facts that ship with mubiao (False: leave it empty).
    wait: seconds to wait, at every read and write, for another process that holds the file. told: is told, from another
    thread, which share of filling a new database is done, 0 … 1.
    Raises StoreError: missing, of a newer version, damaged, not of mubiao; BusyError: in use for longer than `wait`.

    Example: `open_store("reports.duckdb", bundled=False).facts().collect().height` is 0.
    """
    place = folders.database(path)
    store = Store(place, read_only=read_only, wait=wait)
    try:
        folder, there = place.is_dir(), place.exists()
    except OSError as error:  # a name that no system takes, a folder that lets nobody in
        raise explained(error, place) from error
    if folder:
        raise StoreError(f"{place.name or place} is a folder, not a database")
    if not there and place.is_symlink():
        raise StoreError(f"{place.name} is a link to {os.path.realpath(place)}, and there is no database there")
    if not there:
        if read_only or not create:
            raise StoreError(f"there is no database {place.name}")
        store.make(with_bundle=bundled, told=told)
    else:
        store.verify()
    return store


class Store:
    """A database of documents and facts. Cheap to keep: it holds the path, and no lock, between two calls."""

    def __init__(self, path: Path, *, read_only: bool = False, wait: float = locking.WAIT_SECONDS) -> None:
        """Use `open_store`, which also looks whether the file is there and of the right version."""
        self.path = path
        self.read_only = read_only
        self._wait = wait

    # Opening and closing

    def reading(self) -> AbstractContextManager[Cursor]:
        """Keep the file open for several reads in a row: they see one state of it, and each costs less.

        Writers wait meanwhile, so leave the block soon.
        """
        return locking.reading(self.path, self._wait)

    def stamp(self) -> str:
        """A text that changes when the database does; cheap enough to ask for at every key."""
        return change_token(self.path)

    def make(self, *, with_bundle: bool, told: Callable[[float], None] | None = None) -> None:
        """Create the file; one that is there by then is kept."""
        create.create(self.path, with_bundle=with_bundle, told=told)

    def verify(self) -> None:
        """See that the file can be used, migrating an older one (with a backup beside it) unless read-only."""
        create.verify(self.path, migrate_older=not self.read_only, wait=self._wait)

    @property
    def reviews(self) -> Reviews:
        """The judgments of people: accept, reject, correct, note, undo, lists, CSV, agreement."""
        from mubiao.store.reviews.log import Reviews

        return Reviews(self.path, self.reading, self._writing)

    @property
    def statements(self) -> Statements:
        """What people state about documents, and which wins over what they say themselves."""
        from mubiao.store.statements.changes import Statements

        return Statements(self.reading, self._writing)

    # Reading

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
        Collecting the frame raises StoreError as `open_store` does.

        Example: `store.targets().filter(pl.col("verdict") == "missed").collect()`
        """
        from mubiao.targets import targets

        def documents() -> pl.DataFrame:
            return self._frame("SELECT document_id, kind, date, year, region, region_code FROM documents")

        def words() -> pl.DataFrame:
            return self._frame("SELECT * FROM promises")

        return targets(self.facts(), documents, words=words, tolerance=tolerance, reading=self.reading)

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
        from mubiao.store.frames import PROMISE_SCHEMA
        from mubiao.store.reads.lazy_table import scan

        return scan(self.reading, _promises, PROMISE_SCHEMA, "promises")

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

    # Writing

    def add(
        self,
        document: Document,
        facts: Iterable[Fact] | pl.DataFrame,
        sections: Sequence[Section] = (),
        promises: Iterable[QualitativeTarget] = (),
        pledges: Iterable[Pledge] = (),
        *,
        rules: str | None = None,
    ) -> Outcome:
        """Add a document with its facts, in one transaction.

        "added": it is new. "unchanged": it is there, made by these rules or newer ones. "updated": its facts were
        replaced by those of newer rules, or those of a bundled report by those of its mended text (see adding.mended),
        its reviews kept. "attached": it was bundled without its text, and has it
        now. What is stated of the document is kept, and what was stated before holds.
        rules: the version of the rules; without it that of the facts, or of mubiao.extract.
        """
        from mubiao.store.adding import writing

        prepared = writing.entry(document, facts, sections, promises, pledges, rules=rules)
        with self._writing() as cursor:
            return _taken_in(cursor, [prepared])[1][0]

    def add_many(
        self, items: Iterable[Item], *, rules: str | None = None, batch: int = 100
    ) -> Iterator[tuple[Document, Outcome]]:
        """Add many documents, `batch` of them a transaction; yields each when it is safely in.

        Between two batches the file is free for others. A crash loses at most the batch under way. Long documents end
        a batch sooner.
        """
        from mubiao.store.adding import writing

        return self._add_entries((writing.entry(*item, rules=rules) for item in items), batch)

    def add_batches(self, batches: Iterable[Batch], *, batch: int = 100) -> Iterator[tuple[Document, Outcome]]:
        """The same with documents that workers have prepared (mubiao.store.adding.batches)."""
        return self._add_entries((entry for one in batches for entry in one.entries()), batch)

    def _add_entries(self, entries: Iterable[Entry], batch: int) -> Iterator[tuple[Document, Outcome]]:
        for group in _groups(entries, batch):
            with self._writing() as cursor:
                group, outcomes = _taken_in(cursor, group)
            yield from ((e.document, outcome) for e, outcome in zip(group, outcomes, strict=True))

    def attach(
        self, paths: Iterable[Path], done: Callable[[Path], None] = lambda path: None, *, batch: int = 250
    ) -> tuple[int, list[Path]]:
        """Give bundled documents their texts, known by their hash, without extracting anything again.

        paths: files; `done` is told of each whose text is attached. Returns how many were, and the files that are
        something else and have to be added. StoreError as `open_store` raises it.
        """
        from itertools import islice

        from mubiao.store.adding import attaching, writing

        with self.reading() as cursor:
            wanted = attaching.lacking(cursor, writing.rules_version())
        source, others, count = iter(paths), list[Path](), 0
        if not wanted:
            return 0, list(source)
        while group := list(islice(source, batch)):
            texts, rest = attaching.apart(group, wanted, done)
            others += rest
            if texts:
                with self._writing() as cursor:
                    attaching.attach(cursor, texts)
                wanted -= {text.document_id for text in texts}
                count += len(texts)
        return count, others

    def offered(self) -> int:
        """How many bundled documents it lacks since it began with another bundle; 0 where it was to be without."""
        from mubiao.store import bundled

        with self.reading() as cursor:
            return bundled.missing(cursor)

    def bring(self) -> tuple[int, int]:
        """Bring the bundled documents that it lacks: how many are new, and how many were replaced by newer facts."""
        from mubiao.store.adding import offering

        with self._writing() as cursor:
            return offering.bring(cursor)

    def remove(self, document_id: str) -> bool:
        """Take a document with its facts out; False if it is not there. Its reviews are kept for its return."""
        from mubiao.store.adding import writing

        with self._writing() as cursor:
            return writing.remove(cursor, document_id)

    def take_out(self, document_id: str) -> dict[str, pl.DataFrame]:
        """Remove a document and give its rows, table by table, with which `put_back` brings it back as it was."""
        from mubiao.store.adding import writing

        with self._writing() as cursor:
            return writing.take_out(cursor, document_id)

    def put_back(self, taken: dict[str, pl.DataFrame]) -> bool:
        """Bring back a document that `take_out` took; False if it has come back otherwise."""
        from mubiao.store.adding import writing

        with self._writing() as cursor:
            return writing.put_back(cursor, taken)

    def _writing(self) -> AbstractContextManager[Cursor]:
        if self.read_only:
            raise StoreError(f"{self.path.name} is open for reading only")
        from mubiao.store.file import integrity

        return integrity.writing(self.path, self._wait)

    def _frame(self, query: str, values: Sequence[object] = ()) -> pl.DataFrame:
        with self.reading() as cursor:
            return pl.DataFrame(cursor.sql(query, params=list(values)))


def _promises(cursor: Cursor, needed: set[str]) -> Relation:
    from mubiao.store.frames import PROMISE_SCHEMA
    from mubiao.store.reads.lazy_table import Relation

    source = "(FROM promises ORDER BY document_id, start, indicator)"
    return Relation(source, {name: identifier(name) for name in PROMISE_SCHEMA})


def _taken_in(cursor: Cursor, entries: Sequence[Entry]) -> tuple[list[Entry], list[Outcome]]:
    """Bring entries in as they are known here: copies as the first one, mended reports for the bundled ones."""
    from mubiao.store.adding import copies, mended, writing
    from mubiao.store.statements import applying

    group = copies.all_as_known(cursor, entries)
    in_place_of = mended.make_way(cursor, group)
    group, told = applying.heard(cursor, group)
    outcomes = writing.add(cursor, group, told)
    mended.settle(cursor, in_place_of)
    replaced = ("updated" if e.document.document_id in in_place_of else None for e in group)
    return group, [now or outcome for now, outcome in zip(replaced, outcomes, strict=True)]  # type: ignore[misc]


def _groups(entries: Iterable[Entry], most: int) -> Iterator[list[Entry]]:
    """The entries by `most`, or fewer where they are long."""
    group: list[Entry] = []
    characters = 0
    for entry in entries:
        group.append(entry)
        characters += len(entry.document.text)
        if len(group) >= most or characters >= CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group
