"""The Store: what the rest of mubiao knows of the database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from mubiao import folders
from mubiao.model import Document, Fact, Pledge, QualitativeTarget, Section, StoreError
from mubiao.store import create
from mubiao.store.file import locking
from mubiao.store.file.change_token import change_token
from mubiao.store.file.errors import explained
from mubiao.store.file.locking import Cursor
from mubiao.store.lookups import Lookups

# What only some calls need is imported in them: a query begins sooner without pairing, reviews and checks.
if TYPE_CHECKING:
    from mubiao.store.adding.batches import Batch
    from mubiao.store.adding.writing import Addition, Outcome
    from mubiao.store.reviews.log import Reviews
    from mubiao.store.statements.changes import Statements

Item = (
    tuple[Document, Iterable[Fact] | pl.DataFrame, Sequence[Section]]
    | tuple[Document, Iterable[Fact] | pl.DataFrame, Sequence[Section], Iterable[QualitativeTarget]]
    | tuple[Document, Iterable[Fact] | pl.DataFrame, Sequence[Section], Iterable[QualitativeTarget], Iterable[Pledge]]
)
"""A document with its facts and sections, and its targets in words and pledges if there are any."""


MANY = 100
"""So many documents a transaction are a part of the file that is large enough to stay one."""

JOINED = 128
"""Of documents that come one by one, parts are joined every so many."""

CHARACTERS = 16_000_000
"""With so many characters a transaction is full, however few the documents: a thousand reports have as many."""


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


class Store(Lookups):
    """A database of documents and facts. Cheap to keep: it holds the path, and no lock, between two calls."""

    backup: Path | None = None
    """Where the file of an older version stays that was migrated when this was opened."""

    # Opening and closing

    def stamp(self) -> str:
        """A text that changes when the database does; cheap enough to ask for at every key."""
        return change_token(self.path)

    def make(self, *, with_bundle: bool, told: Callable[[float], None] | None = None) -> None:
        """Create the file; one that is there by then is kept."""
        create.create(self.path, with_bundle=with_bundle, told=told)

    def verify(self) -> None:
        """See that the file can be used, migrating an older one (with a backup beside it) unless read-only."""
        self.backup = create.verify(self.path, migrate_older=not self.read_only, wait=self._wait)

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

    def _add_entries(self, entries: Iterable[Addition], batch: int) -> Iterator[tuple[Document, Outcome]]:
        for group in _groups(entries, batch):
            with self._writing() as cursor:
                group, outcomes = _taken_in(cursor, group, many=batch >= MANY)
            yield from ((e.document, outcome) for e, outcome in zip(group, outcomes, strict=True))

    def attach(
        self,
        paths: Iterable[Path],
        done: Callable[[Path], None] = lambda path: None,
        *,
        batch: int = 250,
        pledges: bool = False,
    ) -> tuple[int, list[Path]]:
        """Give bundled documents their texts, known by their hash, without extracting anything again.

        paths: files; `done` is told of each whose text is attached. Returns how many were, and the files that are
        something else and have to be added; with `pledges` also work reports whose pledges are not bundled. StoreError
        as `open_store` raises it.
        """
        from itertools import islice

        from mubiao.store.adding import attaching, writing

        with self.reading() as cursor:
            wanted = attaching.lacking(cursor, writing.rules_version(), pledges=pledges)
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


def _taken_in(
    cursor: Cursor, entries: Sequence[Addition], *, many: bool = False
) -> tuple[list[Addition], list[Outcome]]:
    """Bring entries in as they are known here: copies as the first one, mended reports for the bundled ones.

    many: so many come together that the part of the file which they are is large enough to stay one.
    """
    from mubiao.store.adding import copies, mended, writing
    from mubiao.store.file import locking
    from mubiao.store.statements import applying

    found = locking.first(cursor, "SELECT count(*) FROM documents")
    before = found[0] if found else 0

    group = copies.all_as_known(cursor, entries)
    in_place_of = mended.make_way(cursor, group)
    group, told = applying.heard(cursor, group)
    outcomes = writing.add(cursor, group, told)
    mended.settle(cursor, in_place_of)
    # What takes nothing out leaves nothing to be cleared away.
    few_parts = many or before // JOINED == (before + len(group)) // JOINED
    if few_parts and not in_place_of and set(outcomes) <= {"added", "unchanged"}:
        writing.leave_parts(cursor)
    replaced = ("updated" if e.document.document_id in in_place_of else None for e in group)
    return group, [now or outcome for now, outcome in zip(replaced, outcomes, strict=True)]  # type: ignore[misc]


def _groups(entries: Iterable[Addition], most: int) -> Iterator[list[Addition]]:
    """The entries by `most`, or fewer where they are long."""
    group: list[Addition] = []
    characters = 0
    for entry in entries:
        group.append(entry)
        characters += len(entry.document.text)
        if len(group) >= most or characters >= CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group
