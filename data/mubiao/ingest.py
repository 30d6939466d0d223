"""From files to documents with their facts, several processes at a time.

A file that cannot be read never stops the others: it comes out as its reason. Memory stays flat, since only a few
documents a process are under way at once.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao.model import Document, Fact, MubiaoError, Pledge, QualitativeTarget, Section

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

    from mubiao.documents.stated import Stated
    from mubiao.lexicon.active import Lexicon

FEW = 16
"""With fewer documents than this a second process costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one file came to: a document with its facts, sections and targets in words, or the reason why not."""

    path: Path
    document: Document | None = None
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    promises: tuple[QualitativeTarget, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    reason: str = ""
    skipped: bool = False  # met in a folder and not read: nobody has named it
    left_out: tuple[str, ...] = ()  # what of the file is not read: pictures


def prepare(path: Path) -> Prepared:
    """Read a file of one document and extract its facts. What cannot be read is a reason, never an exception."""
    from mubiao.documents import read

    return next(_each(path, lambda: iter((read(path),))))


def prepare_each(path: Path, stated: Stated | None = None, *, pledged: bool = True) -> Iterator[Prepared]:
    """Read a file and extract the facts of its document, or of each where it holds several.

    stated: what a person states of it. pledged: find its pledges too.

    What cannot be read is a Prepared with a reason, never an exception.
    """
    from mubiao.documents import read_each

    return _each(path, lambda: read_each(path, stated), pledged)


def prepare_bytes(
    path: Path, data: bytes, folder: str = "", stated: Stated | None = None, *, pledged: bool = True
) -> Iterator[Prepared]:
    """What `prepare_each` gives, of bytes that a file held; the path gives its name, and its folder is told."""
    from mubiao.documents.reading import read_bytes_each

    return _each(path, lambda: read_bytes_each(data, path.name, folder, stated), pledged)


def _each(path: Path, read: Callable[[], Iterator[Document]], pledged: bool = True) -> Iterator[Prepared]:
    from mubiao.documents.left_out import told

    told()
    try:
        for document in read():
            yield replace(prepared(path, document, pledged=pledged), left_out=told())
    except MubiaoError as problem:
        yield Prepared(path, reason=str(problem))
    except OSError as problem:
        yield Prepared(path, reason=problem.strerror or str(problem))
    except Exception as problem:  # a mistake of ours in one document must not cost the others
        yield Prepared(path, reason=f"an error of ours: {type(problem).__name__}: {problem}")


def prepared(path: Path, document: Document, *, pledged: bool = True) -> Prepared:
    """The facts and sections of a document, its targets in words, and its pledges unless they are not asked for."""
    from mubiao.garbage import undisturbed

    return undisturbed(_prepared)(path, document, pledged)


def _prepared(path: Path, document: Document, pledged: bool) -> Prepared:
    from mubiao.extract.annotation import annotate
    from mubiao.extract.pipeline import facts_in
    from mubiao.extract.qualitative import targets_in

    read = annotate(document)
    found = facts_in(read)
    plain = Prepared(path, document, tuple(found), tuple(read.sections), tuple(targets_in(read)))
    if not pledged:
        return plain
    from mubiao.pledges.stage import pledges_in

    return replace(plain, pledges=tuple(pledges_in(read, found)))


def expand(paths: Iterable[str | Path]) -> tuple[list[Path], list[Prepared]]:
    """The files to read, those of folders in the order of their names, and what of the folders is not, as reasons.

    A file that is not there is among the files: it fails when it is read, with the others already done. From a folder
    only regular files are taken that lie in it, links followed: `skipped` are the others, and links to folders.
    """
    from mubiao.documents.formats import SUFFIXES, walked

    files: list[Path] = []
    failed: list[Prepared] = []
    for path in map(Path, paths):
        if not path.is_dir():
            files.append(path)
            continue
        known = len(files), len(failed)
        for found, reason in walked(path):
            if reason:
                failed.append(Prepared(found, reason=reason, skipped=True))
            else:
                files.append(found)
        if len(files) == known[0]:
            failed.insert(
                known[1], Prepared(path, reason=f"no documents in this folder (looked for {' '.join(SUFFIXES)})")
            )
    return list(dict.fromkeys(files)), failed


def sensible_jobs(documents: int) -> int:
    """How many processes so many documents are worth."""
    if documents < FEW:
        return 1
    return max(1, min(os.process_cpu_count() if hasattr(os, "process_cpu_count") else _cpus(), documents // (FEW // 2)))


def _cpus() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def prepare_all(
    paths: Iterable[Path], jobs: int = 1, stated: Mapping[Path, Stated] | None = None, *, pledged: bool = True
) -> Iterator[Prepared]:
    """Every file in the order given, prepared by `jobs` processes. stated: what people state of some of them."""
    said = stated or {}
    if jobs <= 1:
        for path in paths:
            yield from prepare_each(path, said.get(path), pledged=pledged)
        return
    source = iter(paths)
    with worker_pool(jobs, begin_worker) as pool:
        waiting: deque[tuple[Path, Future[list[Prepared]]]] = deque()
        try:
            for path in islice(source, 4 * jobs):
                waiting.append((path, pool.submit(_listed, path, said.get(path), pledged)))
            while waiting:
                path, future = waiting.popleft()
                yield from _result(path, future)
                for path in islice(source, 1):
                    waiting.append((path, pool.submit(_listed, path, said.get(path), pledged)))
        finally:
            for _, future in waiting:
                future.cancel()


def _listed(path: Path, stated: Stated | None, pledged: bool) -> list[Prepared]:
    return list(prepare_each(path, stated, pledged=pledged))


def worker_pool(jobs: int, begin: Callable[[], None]) -> ProcessPoolExecutor:
    """Processes that read for this one, with its words, and end with it, however it ends."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from mubiao.lexicon.active import entered

    _quieten()
    # Not forked: the caller may hold threads of DuckDB and polars, which a fork would freeze with their locks.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(begin, entered()))


def _begin(begin: Callable[[], None], words: Lexicon | None) -> None:
    """What `use` has named is in the environment, and holds in a process that is started; a `with` is not."""
    begin()
    if words is not None:
        words.__enter__()


def _quieten() -> None:
    """Let Python take back what a killed command held (its semaphores) without a warning on the user's terminal."""
    if sys.platform == "win32":
        return
    from multiprocessing import resource_tracker

    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = f"{before},{_TRACKER}" if before else _TRACKER
    try:
        resource_tracker.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = before


_TRACKER = "ignore:resource_tracker"


def begin_worker() -> None:
    """Make ready a process that reads documents for another one, and ends with it."""
    import gc
    import signal
    import threading
    from multiprocessing import parent_process

    # There are as many of these as there are processors: each needs a single thread. Polars asks when it is imported.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    # The tables that stay are a hundred thousand objects: to look through them for rubbish, of which reading makes
    # none, takes a twentieth of the time.
    gc.set_threshold(20_000, 10, 100)
    # Ctrl-C reaches every process of a terminal; this one is ended by the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        # Not by a signal that the kernel sends when the parent dies: it means the thread that started this process.
        threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """A parent that is killed tells nobody, and its workers would wait for more for ever."""
    parent.join()
    os._exit(1)


def _result(path: Path, future: Future[list[Prepared]]) -> list[Prepared]:
    try:
        return future.result()
    except Exception as problem:  # a worker that was killed, for want of memory say
        return [Prepared(path, reason=f"{type(problem).__name__}: {problem}")]
