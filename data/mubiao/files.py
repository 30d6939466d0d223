"""How mubiao opens what it reads and replaces what it writes: one door each, for every reader and every writer.

Reading: regular files only, never waiting for one to open, and never more than the limit. Writing: in a folder of our
own beside the place, brought to the disk, then moved there in one step, so that at any moment either the earlier file
is there whole or the new one is. The folder is locked while its writer lives: what a killed one leaves is told from
what is in use, and swept by the next writer.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mubiao.model import FileError

if TYPE_CHECKING:
    import polars as pl

KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
"""What may lie where a file is meant, in words."""

_SPILL = re.compile(r"mubiao-spill-(?P<machine>[0-9a-f]{8})-(?P<process>\d{1,10})-\d+")
_OURS = re.compile(rf"\.mubiao-[0-9a-f]{{16}}\.new|mubiao-[0-9a-f]{{16}}\.scratch|{_SPILL.pattern}")
_COMPANION = re.compile(r"(?P<log>.+)\.wal(?:\.\w+)?|\.(?P<turn>.+)\.turn", re.DOTALL)
_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# A pipe without a writer would be waited for, and a terminal taken for one's own.
_PATIENT = _FLAGS | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def kind(mode: int) -> str:
    """What lies there that is no regular file, in words; empty for a regular file."""
    return next((name for test, name in KINDS if test(mode)), "" if stat.S_ISREG(mode) else "no file")


def bytes_of(path: Path, most: int) -> bytes:
    """What is in a regular file of at most `most` bytes. FileError: it is no such file. OSError: it cannot be had."""
    _regular(path, path.stat().st_mode)  # before it is opened, which alone does something to some devices
    handle = os.open(path, os.O_RDONLY | _PATIENT)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        _regular(path, found.st_mode)
        if found.st_size <= most:
            # A file can grow while it is read, and those of /proc say that they are empty.
            data = file.read(most + 1)
            if len(data) <= most:
                return data
    raise FileError(f"the file is larger than {_size(most)}")


def _regular(path: Path, mode: int) -> None:
    if what := kind(mode):
        raise FileError(f"this is {what}, not a file")


def _size(limit: int) -> str:
    return f"{limit // 1024 // 1024} MB" if limit >= 1024 * 1024 else f"{limit:,} bytes"


def within(folder: Path, path: Path) -> bool:
    """Whether a path lies in a folder when all links are followed."""
    real = os.path.realpath(path)
    base = os.path.realpath(folder)
    return real == base or real.startswith(base.rstrip(os.sep) + os.sep)


# Writing


@contextmanager
def replacing(path: Path, *, force: bool = False, spare: Iterable[Path] = ()) -> Iterator[Path]:
    """Where to write what is to be at `path`; it takes its place when the block ends well, whole or not at all.

    force: replace a file that is there. spare: databases in use; no database is ever replaced, by whatever name, nor
    what is no regular file. FileError: refused. OSError: it cannot be written; the earlier file is as it was.
    """
    real = Path(os.path.realpath(path))  # a link stays a link
    refuse(path, force=force, spare=spare)
    with beside(real) as fresh:
        yield fresh
        with suppress(FileNotFoundError):
            fresh.chmod(stat.S_IMODE(real.stat().st_mode))
        to_disk(fresh)
        if force:
            fresh.replace(real)
        else:
            try:
                place(fresh, real)
            except FileExistsError:
                raise FileError(f"{path} is there already; --force replaces it") from None
        to_disk(real.parent)


def refuse(path: Path, *, force: bool = False, spare: Iterable[Path] = ()) -> None:
    """FileError if `replacing` would refuse that path: something is there, or it belongs to a database."""
    real = Path(os.path.realpath(path))
    for database in spare:
        _refuse_database(path, real, Path(os.path.realpath(database)))
    owner = _owner(real)
    if owner is not None and owner.is_file() and is_database(owner):
        raise FileError(f"{path} belongs to the database {owner.name}, and is not written over")
    try:
        found = real.stat()
    except OSError:
        return
    if what := kind(found.st_mode):
        raise FileError(f"{path} is {what}, not a file")
    if is_database(real):
        raise FileError(f"{path} is a database, and is not written over")
    if not force:
        raise FileError(f"{path} is there already; --force replaces it")


def _refuse_database(path: Path, real: Path, database: Path) -> None:
    same = real == database
    with suppress(OSError):
        same = same or real.samefile(database)
    if same:
        raise FileError(f"{path} is the database itself, and is not written over")
    if _owner(real) == database:
        raise FileError(f"{path} belongs to the database {database.name}, and is not written over")


def _owner(path: Path) -> Path | None:
    """The database whose companion a file of this name would be: its log, or the lock that writers take."""
    match = _COMPANION.fullmatch(path.name)
    return path.with_name(match["log"] or match["turn"]) if match else None


def is_database(path: Path) -> bool:
    """Whether a file is one of DuckDB's, whatever it is called. Not for a database that this process has open."""
    try:
        handle = os.open(path, os.O_RDONLY | _PATIENT)
    except OSError:
        return False
    try:
        return stat.S_ISREG(os.fstat(handle).st_mode) and os.read(handle, 12)[8:] == b"DUCK"
    except OSError:
        return False
    finally:
        os.close(handle)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path of the same name in a folder of our own beside `path`, which is gone with all in it when the block ends.

    What killed writers have left beside it goes as well.
    """
    sweep(path.parent)
    with _held(path.parent, ".mubiao-{}.new") as folder:
        yield folder / path.name


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for what is gone afterwards, among the temporary files of the machine."""
    base = temporary()
    if base is None:
        raise OSError(errno.ENOSPC, "there is no folder for temporary files with room in it")
    sweep(base)
    with _held(base, "mubiao-{}.scratch") as folder:
        yield folder


def temporary() -> Path | None:
    """The folder for temporary files of this machine; None where there is none, or none that can be written to."""
    import tempfile

    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return None


def spill() -> str:
    """Where a DuckDB of this process may put what does not fit into memory: a path that is its alone, or empty.

    DuckDB makes the folder when it needs it and removes it when it ends well; `sweep` does where it does not.
    """
    base = temporary()
    if base is None:
        return ""
    _spills.append(base / f"mubiao-spill-{_machine()}-{os.getpid()}-{len(_spills)}")
    return str(_spills[-1])


_spills: list[Path] = []


def drop_spills() -> None:
    """Remove what DuckDB has spilled in this process, which is about to end without ending it."""
    for folder in _spills:
        if folder.is_dir():
            _remove(folder)


def _machine() -> str:
    """Eight digits for the system whose numbers of processes ours is one of: containers may share a folder."""
    import zlib

    try:
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        space = ""
    node = getattr(os, "uname", lambda: ("", ""))()[1]
    return f"{zlib.crc32(f'{node} {space}'.encode()):08x}"


def _ended(number: int) -> bool:
    """Whether no process of that number is there."""
    if os.name != "posix":  # where asking would end it
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


def _remove(folder: Path) -> None:
    with suppress(OSError):  # empty, since what was in it has been moved
        folder.rmdir()
        return
    import shutil  # seldom needed, and a start without it is sooner

    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(base: Path, pattern: str) -> Iterator[Path]:
    """A new folder, locked as long as this process lives or the block runs."""
    for left in reversed(range(5)):
        folder = base / pattern.format(os.urandom(8).hex())
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:  # nobody has heard of this name
            raise type(error)(error.errno, error.strerror, str(base)) from None
        handle = _lock(folder)
        # Between the two another writer may have swept it. Where the file system has no locks, nobody sweeps.
        if folder.is_dir() and (handle is not None or not left):
            break
        with suppress(OSError):
            folder.rmdir()
        if handle is not None:
            os.close(handle)
    try:
        yield folder
    finally:
        _remove(folder)
        if handle is not None:
            os.close(handle)


def sweep(base: Path) -> None:
    """Remove the folders that killed writers have left in `base`: ours by name and owner, and held by nobody."""
    try:
        with os.scandir(base) as entries:
            left = [Path(entry.path) for entry in entries if _OURS.fullmatch(entry.name)]
    except OSError:
        return
    for folder in left:
        try:
            found = folder.lstat()
        except OSError:
            continue
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            continue
        match = _SPILL.fullmatch(folder.name)
        if match:
            if match["machine"] == _machine() and _ended(int(match["process"])):
                _remove(folder)
        elif (handle := _lock(folder)) is not None:
            _remove(folder)
            os.close(handle)


def _lock(folder: Path) -> int | None:
    """A handle of the folder that keeps sweepers off; None where somebody else has it, or it is gone."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY | _FLAGS | getattr(os, "O_NOFOLLOW", 0))
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def write_parquet(frame: pl.LazyFrame, path: Path, **options: Any) -> None:
    """A frame as a Parquet file. OSError where it cannot be written, which polars tells as a mistake of computing."""
    from polars.exceptions import ComputeError

    try:
        frame.sink_parquet(path, **options)
    except ComputeError as error:
        if not str(error).startswith("parquet: "):
            raise
        reason = re.search(r"IO error: (.+?) \(os error (\d+)\)", str(error))
        code, said = (int(reason[2]), reason[1]) if reason else (errno.EIO, "the file could not be written whole")
        raise OSError(code, said, path.name) from error


def place(fresh: Path, path: Path) -> None:
    """Move `fresh` to `path` unless something is there already (FileExistsError)."""
    if not linked(fresh, path):
        if path.exists():
            raise FileExistsError(path)
        fresh.rename(path)


def linked(path: Path, other: Path) -> bool:
    """Give a file another name, unless that is taken (FileExistsError); whether the file system has hard links."""
    try:
        other.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def to_disk(path: Path) -> None:
    """Wait until the disk has what was written to a file, or the names in a folder. OSError: there is no room."""
    try:
        handle = os.open(path, os.O_RDONLY | _FLAGS)
    except OSError:
        if path.is_dir():  # Windows does not open folders
            return
        raise
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():  # some file systems have no such thing for folders
            raise
    finally:
        os.close(handle)
