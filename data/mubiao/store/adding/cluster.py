"""Reading a collection on the workers of a Dask cluster (extra `mubiao[cluster]`); one process writes.

The workers need mubiao, of the same rules, and nothing else: no shared folder and no database. A file is read here,
its bytes travel to a worker, and a batch of Arrow comes back. A worker that is lost loses nothing: what it had under
way goes to another. A document that brings workers down is found and fails alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mubiao.ingest import prepare_bytes
from mubiao.model import DocumentError, MubiaoError
from mubiao.store.adding.batches import AHEAD, DEADLY, Batch, Said, grouped, pack
from mubiao.store.adding.writing import rules_version

if TYPE_CHECKING:
    from distributed import Client, Future

    from mubiao.documents.stated import Stated

PATIENCE = 30.0
"""Seconds to wait for the scheduler, and for its first worker."""

RETRIES = 2
"""How often a group is tried again after an error; a lost worker is not counted."""


class File(NamedTuple):
    """A file as a worker gets it, who cannot see where it lies."""

    path: Path
    data: bytes
    folder: str = ""  # the folders it lies in, as `documents.reading.folder_of` tells them
    stated: Stated | None = None


Files = tuple[File, ...]


class ClusterError(MubiaoError):
    """The cluster cannot be reached, has no workers, or was lost."""


def batches(paths: Iterable[Path], address: str, stated: Said | None = None) -> Iterator[Batch]:
    """The batches of all files in the order given, made by the cluster whose scheduler is at `address`.

    ClusterError: it cannot be reached or was lost; what came out before is good.
    """
    with _client(address) as client:
        yield from over(client, paths, stated)


def over(client: Client, paths: Iterable[Path], stated: Said | None = None) -> Iterator[Batch]:
    """The same on a client that the caller has made; only a few batches a worker are under way at once."""
    from distributed.utils import CancelledError

    version = rules_version()
    waiting: deque[tuple[Files, tuple[tuple[Path, str], ...], Future]] = deque()
    try:
        for group in grouped(paths):
            files, failed = _read(group, stated or {})
            waiting.append((files, failed, _submit(client, files, version)))
            # Asked for each time: workers may come and go while it runs.
            while len(waiting) >= AHEAD * max(2, sum(client.ncores().values())):
                yield from _finished(client, *waiting.popleft(), version)
        while waiting:
            yield from _finished(client, *waiting.popleft(), version)
    except (CancelledError, OSError, TimeoutError) as problem:
        raise ClusterError(f"the cluster was lost: {problem or type(problem).__name__}") from problem


def read_and_pack(files: Files, version: str) -> Batch:
    """The batch of some files: what a worker does."""
    here = rules_version()
    if here != version:
        reason = f"the worker reads by other rules ({here}) than this machine ({version}): give both the same mubiao"
        return Batch(failed=tuple((path, reason) for path, *_ in files))
    return pack(found for file in files for found in prepare_bytes(*file))


def _read(paths: Sequence[Path], said: Said) -> tuple[Files, tuple[tuple[Path, str], ...]]:
    """What is in the files, and the reasons of those that cannot be read."""
    from mubiao.documents.reading import file_bytes, folder_of

    files: list[File] = []
    failed: list[tuple[Path, str]] = []
    for path in paths:
        try:
            files.append(File(path, file_bytes(path), folder_of(path), said.get(path)))
        except DocumentError as problem:
            failed.append((path, str(problem)))
    return tuple(files), tuple(failed)


def _submit(client: Client, files: Files, version: str) -> Future:
    # Not pure: a key made of the contents would be worth hashing only if the same were asked for twice.
    return client.submit(read_and_pack, files, version, retries=RETRIES, pure=False)


def _finished(
    client: Client, files: Files, failed: tuple[tuple[Path, str], ...], future: Future, version: str
) -> Iterator[Batch]:
    """What became of a group; one that workers died of is tried again document by document."""
    from distributed import KilledWorker
    from distributed.utils import CancelledError

    if failed:
        yield Batch(failed=failed)
    try:
        yield future.result()
    except (CancelledError, OSError, TimeoutError):
        raise
    except ImportError as problem:
        raise ClusterError(f"the workers cannot run mubiao: {problem}") from problem
    except Exception as problem:
        if len(files) == 1:
            reason = DEADLY if isinstance(problem, KilledWorker) else f"{type(problem).__name__}: {problem}"
            yield Batch(failed=((files[0][0], reason),))
            return
        for file in files:
            yield from _finished(client, (file,), (), _submit(client, (file,), version), version)
    finally:
        future.release()


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as problem:
        raise ClusterError("a cluster needs the extra cluster: pip install 'mubiao[cluster]'") from problem
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as problem:
        raise ClusterError(f"there is no cluster at {address}") from problem
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as problem:
            raise ClusterError(f"the cluster at {address} has no workers") from problem
        yield client
    finally:
        client.close()
