"""Who may touch the file, and for how long.

DuckDB locks a database file for as long as it is attached: many readers, or one writer. So the file is attached for
the length of a read or a write and detached again; an idle explorer holds nothing. The process keeps an in-memory
DuckDB to attach it to, because attaching costs about a millisecond and starting an instance about twenty. Each file
has one of its own, which from then on may reach that file and no other: a view or a macro in a database of somebody
else could read files otherwise.

A file goes by its real path. Through a link DuckDB would keep its log beside the link, where nobody else looks for it.

Within the process a counter does what the file lock does between processes (POSIX locks do not tell threads apart,
and closing a second handle of the same file would drop the locks of the first). Between processes everyone passes
a *turnstile*, a lock file beside the database, before attaching: without it, eight busy readers never leave a gap for
a writer, nor two busy writers one for a reader.
"""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from mubiao.files import kind, spill, sweep, temporary
from mubiao.model import BusyError, StoreError
from mubiao.store.file.at_work import at_work
from mubiao.store.file.errors import explained, holder

Cursor = duckdb.DuckDBPyConnection

WAIT_SECONDS = 5.0
"""How long a reader or a writer waits for the file before it gives up and names the holder."""

_BUSY = (
    "Could not set lock on file",
    "Conflicting lock",
    "Unique file handle conflict",
    "being used by another process",
)


@dataclass
class _Use:
    """How this process uses one database file."""

    name: str  # under which it is attached
    readers: int = 0
    writing: bool = False


@dataclass
class _Process:
    """The in-memory DuckDBs of this process and the files attached to them."""

    changed: threading.Condition = field(default_factory=threading.Condition)
    files: dict[str, _Use] = field(default_factory=dict)
    instances: dict[str, Cursor] = field(default_factory=dict)  # by the file that each may reach, the latest last
    spare: Cursor | None = None  # for the first file that is asked for
    pid: int = 0
    counter: int = 0
    memory: str = ""  # how much each DuckDB may take; empty for its own choice

    def start(self) -> Cursor:
        """A new instance that may reach any file, until `close_off`."""
        self.pid = os.getpid()
        settings: dict[str, str | bool | int | float | list[str]] = {**dict(SETTINGS)}
        # DuckDB would otherwise spill large sorts into a folder of the directory the user happens to be in.
        settings["temp_directory"] = spill()
        if self.memory:
            settings["memory_limit"] = self.memory
        return duckdb.connect(":memory:", config=settings)

    def root(self, key: str) -> Cursor:
        """The instance for the file of that real path, started when it is first needed."""
        if key not in self.instances:
            for old in [name for name in self.instances if name not in self.files][: 1 - INSTANCES]:
                self.forget(old)
            self.instances[key], self.spare = self.spare or self.start(), None
        return self.instances[key]

    def use(self, key: str) -> _Use:
        """How the file of that real path is used; a new record when nobody uses it."""
        if key not in self.files:
            self.counter += 1
            self.files[key] = _Use(f"mubiao_{self.counter}")
        return self.files[key]

    def forget(self, key: str) -> None:
        """Drop the instance of a file: after a fatal error DuckDB refuses every further statement on it."""
        instance = self.instances.pop(key, None)
        self.files.pop(key, None)
        # A fork inherits the instance but not its threads; closing it there would wait for them for ever.
        if instance is not None and self.pid == os.getpid():
            with suppress(duckdb.Error):
                instance.close()

    def end(self) -> None:
        """Drop them all."""
        for key in list(self.instances):
            self.forget(key)
        if self.spare is not None and self.pid == os.getpid():
            self.spare.close()


SETTINGS: tuple[tuple[str, str], ...] = (
    ("autoinstall_known_extensions", "false"),
    ("autoload_known_extensions", "false"),
    ("allow_community_extensions", "false"),
    # A name in a query never means a variable of the program.
    ("python_enable_replacements", "false"),
)
"""Every DuckDB of ours is started so: nothing is ever fetched from a network or loaded from a disk."""

INSTANCES = 4
"""So many files keep their DuckDB when they are not in use: more only come in tests and in programs of one's own."""

_process = _Process()
atexit.register(_process.end)


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def first(cursor: Cursor, query: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
    """The first row of a short result, or None. `fetchone` would leave the result open, and the cursor refuse more."""
    rows = cursor.execute(query, list(values)).fetchall()
    return rows[0] if rows else None


def warm() -> None:
    """Start this process's DuckDB in a thread: it takes 20 ms, in which the caller can import what it needs next."""

    def start() -> None:
        with _process.changed, suppress(duckdb.Error):
            if not _process.instances and _process.spare is None:
                _process.spare = _process.start()

    threading.Thread(target=start, name="mubiao-duckdb", daemon=True).start()


def limit_memory(megabytes: int) -> None:
    """What DuckDB may take in this process; beyond that it sorts on disk. For a process that stays, from its start."""
    with _process.changed:
        _process.memory = f"{megabytes}MB"
        if _process.pid == os.getpid():
            for instance in filter(None, (*_process.instances.values(), _process.spare)):
                with instance.cursor() as cursor:  # the connection itself may be at work for another thread
                    cursor.execute(f"SET memory_limit = {quoted(_process.memory)}")


def limited() -> bool:
    """Whether `limit_memory` holds."""
    return bool(_process.memory)


@contextmanager
def reading(path: Path, wait: float = WAIT_SECONDS) -> Iterator[Cursor]:
    """A cursor that reads `path` (its tables are the default ones); no lock is left when the block ends."""
    with _attached(path, write=False, wait=wait) as name, _cursor(path, name) as cursor:
        yield cursor


@contextmanager
def writing(path: Path, wait: float = WAIT_SECONDS) -> Iterator[Cursor]:
    """A cursor inside one transaction, committed when the block ends well and rolled back when it does not."""
    tidy(path)
    with _attached(path, write=True, wait=wait) as name, _cursor(path, name) as cursor:
        cursor.execute("RESET max_vacuum_tasks")  # see writing.leave_parts, which holds for one transaction
        cursor.execute("BEGIN TRANSACTION")
        try:
            yield cursor
        except BaseException:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")


@contextmanager
def alone(path: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep every other thread of this process away from `path`, without attaching it."""
    key = _key(path)
    deadline = time.monotonic() + wait
    with _process.changed:
        use = _process.use(key)
        while use.readers or use.writing:
            _pause(path, deadline)
            use = _process.use(key)
        use.writing = True
    try:
        yield
    finally:
        _free(key, use)


def attach(connection: Cursor, path: Path, name: str, *, write: bool, wait: float, create: bool = False) -> None:
    """Attach the file, waiting for other processes up to `wait` seconds. A missing file is an error unless `create`."""
    # The type keeps DuckDB from guessing another kind of file by its first bytes, and looking for an extension.
    option = ", STORAGE_VERSION 'v1.4.0'" if create else "" if write else ", READ_ONLY"
    real = Path(_key(path))
    statement = f"ATTACH {quoted(str(real))} AS {identifier(name)} (TYPE duckdb{option})"
    deadline = time.monotonic() + wait
    delay = 0.002
    with _turnstile(real, write=write, deadline=deadline):
        while True:
            # DuckDB would make an empty file where none is, and wait for ever for what a pipe holds.
            if not create:
                _see(real, path)
            try:
                connection.execute(statement)
                return
            except duckdb.Error as error:
                if not any(sign in str(error) for sign in _BUSY):
                    raise explained(error, path) from error
                if time.monotonic() >= deadline:
                    raise BusyError(path.name, holder(str(error))) from error
            time.sleep(min(delay, max(0.0, deadline - time.monotonic())))
            delay = min(delay * 1.7, 0.03)


def close_off(connection: Cursor) -> None:
    """From now on the DuckDB of that connection reaches the files attached so far (also again) and no others."""
    connection.execute("SET enable_external_access = false")


def tidy(path: Path) -> None:
    """Remove what killed writers of this database, or of any, have left on the disk; once for each folder."""
    for folder in (Path(_key(path)).parent, temporary()):
        if folder is not None and folder not in _tidied:
            _tidied.add(folder)
            sweep(folder)


_tidied: set[Path] = set()


def _see(real: Path, path: Path) -> None:
    """StoreError unless a file is there."""
    try:
        found = real.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"there is no database {path.name}") from None
    except OSError as error:
        raise explained(error, path) from error
    if what := kind(found.st_mode):
        raise StoreError(f"{path.name} is {what}, not a database")


@contextmanager
def _cursor(path: Path, name: str) -> Iterator[Cursor]:
    cursor = _process.root(_key(path)).cursor()
    try:
        with at_work(cursor):
            cursor.execute(f"USE {identifier(name)}")
            yield cursor
    except duckdb.Error as error:
        if isinstance(error, duckdb.FatalException | duckdb.InternalException):
            with _process.changed:
                _process.forget(_key(path))
        raise explained(error, path) from error
    finally:
        cursor.close()


@contextmanager
def _attached(path: Path, *, write: bool, wait: float) -> Iterator[str]:
    use = _enter(path, write=write, wait=wait)
    try:
        yield use.name
    finally:
        _leave(path, use, write=write)


def _enter(path: Path, *, write: bool, wait: float) -> _Use:
    key = _key(path)
    deadline = time.monotonic() + wait
    with _process.changed:
        root, use = _process.root(key), _process.use(key)
        while use.writing or (write and use.readers):
            _pause(path, deadline)
            root, use = _process.root(key), _process.use(key)
        if not write and use.readers:
            use.readers += 1
            return use
        # Claimed before attaching, so that other threads can go on with other files while this one waits.
        use.writing = True
    try:
        with root.cursor() as own:  # the connection itself may be at work for another thread, and then refuses
            attach(own, path, use.name, write=write, wait=max(0.0, deadline - time.monotonic()))
            close_off(own)
    except BaseException:
        _free(key, use)
        raise
    with _process.changed:
        use.writing = write
        use.readers = 0 if write else 1
        _process.changed.notify_all()
    return use


def _leave(path: Path, use: _Use, *, write: bool) -> None:
    with _process.changed:
        if not write:
            use.readers -= 1
            if use.readers:
                return
        # Still marked as ours while DuckDB writes its checkpoint and closes the file.
        use.writing = True
    try:
        with _process.root(_key(path)).cursor() as own:
            own.execute(f"DETACH {identifier(use.name)}")
    except duckdb.Error as error:
        # Without room for a checkpoint the transaction is in all the same: the write-ahead log beside the file keeps
        # it, readers read it from there, and the next writer tries again.
        if "CHECKPOINT during DETACH failed" not in str(error):
            with _process.changed:
                _process.forget(_key(path))
            if write:
                raise explained(error, path) from error
    finally:
        _free(_key(path), use)


def _free(key: str, use: _Use) -> None:
    with _process.changed:
        use.writing = False
        if _process.files.get(key) is use and not use.readers:
            del _process.files[key]
        _process.changed.notify_all()


def _key(path: Path) -> str:
    return os.path.realpath(path)


def _pause(path: Path, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not _process.changed.wait(left):
        raise BusyError(path.name, "this same process")


@contextmanager
def _turnstile(path: Path, *, write: bool, deadline: float) -> Iterator[None]:
    """Until it has the file, a writer keeps new readers out; readers that wait for a writer keep the next one out."""
    try:
        import fcntl
    except ImportError:  # Windows: correct all the same, only not fair
        yield
        return
    name = path.with_name(f".{path.name}.turn")
    try:
        handle = os.open(name, os.O_RDWR | (os.O_CREAT if write else 0), 0o666)
    except OSError:  # nobody has written yet, or the folder is read-only and nobody can
        yield
        return
    try:
        mode = fcntl.LOCK_EX if write else fcntl.LOCK_SH
        delay = 0.001
        while time.monotonic() < deadline:
            try:
                fcntl.flock(handle, mode | fcntl.LOCK_NB)
                break
            except OSError:
                time.sleep(delay)
                delay = min(delay * 1.7, 0.03)
        yield
    finally:
        os.close(handle)
