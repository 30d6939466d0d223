"""Documents on their way to the writer: columns of Arrow, made by the process that read them.

Facts as Python objects cost the one process that writes as much to receive as to write. So a worker shapes and checks
what it has found, and hands over a few bytes for several documents at once; the writer only joins and inserts them.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from mubiao.ingest import Prepared, begin_worker, prepare_each, worker_pool
from mubiao.model import Document, StoreError
from mubiao.store.adding.writing import Addition, entry
from mubiao.store.frames import FACT_SCHEMA, PLEDGE_SCHEMA, PROMISE_SCHEMA, SECTION_SCHEMA

if TYPE_CHECKING:
    from concurrent.futures import Future

    from mubiao.documents.stated import Stated

GROUP = 8
"""Documents in a batch: enough that its overhead is small, few enough that no worker is left without one."""

AHEAD = 3
"""Batches under way for each worker: it never waits for the next one, and memory stays flat."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What some files came to, in their order: documents with their rows, and the reasons of those that failed."""

    paths: tuple[Path, ...] = ()  # of the documents
    documents: tuple[Document, ...] = ()
    rules: tuple[str, ...] = ()  # the version that read each
    counts: tuple[tuple[int, int, int, int], ...] = ()  # rows of facts, sections, promises and pledges of each
    facts: bytes = b""  # the rows of all of them, one after the other, as an Arrow stream
    sections: bytes = b""
    promises: bytes = b""
    pledges: bytes = b""
    failed: tuple[tuple[Path, str], ...] = ()
    left_out: tuple[tuple[Path, str], ...] = ()  # what of the files is not read: pictures

    def entries(self) -> list[Addition]:
        """The documents as `writing.add` takes them."""
        if not self.documents:
            return []
        frames = [pl.read_ipc_stream(io.BytesIO(data)) for data in self._tables()]
        found: list[Addition] = []
        at = [0, 0, 0, 0]
        for document, rules, counts in zip(self.documents, self.rules, self.counts, strict=True):
            facts, sections, promises, pledges = (f.slice(a, n) for f, a, n in zip(frames, at, counts, strict=True))
            found.append(Addition(document, facts, sections, promises, pledges, rules))
            at = [a + n for a, n in zip(at, counts, strict=True)]
        return found

    def _tables(self) -> tuple[bytes, ...]:
        return self.facts, self.sections, self.promises, self.pledges


def pack(prepared: Iterable[Prepared]) -> Batch:
    """The batch of what some files came to."""
    paths: list[Path] = []
    entries: list[Addition] = []
    failed: list[tuple[Path, str]] = []
    left_out: list[tuple[Path, str]] = []
    for found in prepared:
        if found.document is None:
            failed.append((found.path, found.reason))
            continue
        try:
            entries.append(entry(found.document, found.facts, found.sections, found.promises, found.pledges))
            paths.append(found.path)
            left_out += [(found.path, what) for what in found.left_out]
        except StoreError as problem:
            failed.append((found.path, str(problem)))
    return Batch(
        tuple(paths),
        tuple(e.document for e in entries),
        tuple(e.rules for e in entries),
        tuple((e.facts.height, e.sections.height, e.promises.height, e.pledges.height) for e in entries),
        _bytes([e.facts for e in entries], FACT_SCHEMA),
        _bytes([e.sections for e in entries], SECTION_SCHEMA),
        _bytes([e.promises for e in entries], PROMISE_SCHEMA),
        _bytes([e.pledges for e in entries], PLEDGE_SCHEMA),
        tuple(failed),
        tuple(left_out),
    )


def _bytes(frames: Sequence[pl.DataFrame], schema: dict[str, pl.DataType]) -> bytes:
    stream = io.BytesIO()
    joined = pl.concat(frames, rechunk=True) if frames else pl.DataFrame(schema=schema)
    joined.write_ipc_stream(stream, compression="lz4")  # a sixth of the bytes, in no more time than they save
    return stream.getvalue()


Said = Mapping[Path, "Stated"]
"""What people state of some files."""


def read_and_pack(paths: Sequence[Path], stated: Said | None = None) -> Batch:
    """The batch of some files: what a worker does."""
    said = stated or {}
    return pack(found for path in paths for found in prepare_each(path, said.get(path)))


def batches(paths: Iterable[Path], jobs: int, stated: Said | None = None) -> Iterator[Batch]:
    """The batches of all files in the order given, made by `jobs` processes.

    A document that brings its process down (for want of memory, say) is found and fails alone: those that were under
    way with it are read once more, one at a time.
    """
    groups = grouped(paths)
    while True:
        suspects: list[Path] = []
        yield from _through(groups, jobs, suspects, stated or {})
        if not suspects:
            return
        yield from _one_by_one(suspects, stated or {})


def grouped(paths: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """The files by GROUP."""
    source = iter(paths)
    while group := tuple(islice(source, GROUP)):
        yield group


def _through(groups: Iterator[Sequence[Path]], jobs: int, suspects: list[Path], said: Said) -> Iterator[Batch]:
    """The batches of the groups, until there are none or a process died: then `suspects` are those under way."""
    from concurrent.futures.process import BrokenProcessPool

    under_way: deque[Sequence[Path]] = deque()
    futures: deque[Future[Batch]] = deque()
    with worker_pool(jobs, begin_worker) as pool:
        try:
            for group in groups:
                under_way.append(group)
                futures.append(pool.submit(read_and_pack, group, of_these(said, group)))
                if len(futures) >= AHEAD * jobs:
                    yield futures[0].result()
                    under_way.popleft()
                    futures.popleft()
            while futures:
                yield futures[0].result()
                under_way.popleft()
                futures.popleft()
        except BrokenProcessPool:
            suspects += [path for group in under_way for path in group]
        finally:
            for future in futures:
                future.cancel()


def of_these(said: Said, paths: Iterable[Path]) -> dict[Path, Stated]:
    """What is stated of these files alone: no worker is sent the whole of a long manifest."""
    return {path: said[path] for path in paths if path in said}


def _one_by_one(paths: Sequence[Path], said: Said) -> Iterator[Batch]:
    from concurrent.futures.process import BrokenProcessPool

    left = deque(paths)
    while left:
        with worker_pool(1, begin_worker) as pool:
            try:
                while left:
                    batch = pool.submit(read_and_pack, [left[0]], of_these(said, [left[0]])).result()
                    left.popleft()
                    yield batch
            except BrokenProcessPool:
                yield Batch(failed=((left.popleft(), DEADLY),))


DEADLY = "reading it ended the process that read it, perhaps for want of memory"
