"""The doors to the disk: what is opened and how far it is read, and what is written over and what is not."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from mubiao.documents import read
from mubiao.files import beside, bytes_of, refuse, replacing, scratch, sweep
from mubiao.ingest import expand
from mubiao.lexicon import reading as lexicon_reading
from mubiao.model import DocumentError, FileError, LexiconError
from mubiao.store import open_store

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def socket_at(path: Path) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(os.path.relpath(path))  # the names of sockets are short
    server.close()


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


STRANGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (pipe, "a pipe"),
    "socket": (socket_at, "a socket"),
    "zeros": (link("/dev/zero"), "a device"),
    "null": (link("/dev/null"), "a device"),
    "terminal": (link("/dev/tty"), "a device"),
    "folder": (Path.mkdir, "a folder"),
}


@posix
@pytest.mark.parametrize("name", STRANGE)
def test_only_files_are_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make, what = STRANGE[name]
    for folder in ("lexicon", "named"):
        (tmp_path / folder).mkdir()
    for path in (tmp_path / "named" / "report.txt", tmp_path / "lexicon" / "zones.csv"):
        make(path)
        with pytest.raises(FileError, match=f"this is {what}, not a file"):
            bytes_of(path, 1000)
    with pytest.raises(DocumentError, match=rf"^report\.txt: this is {what}"):
        read(tmp_path / "named" / "report.txt")
    with pytest.raises(LexiconError, match=f"zones.csv: this is {what}"):
        lexicon_reading.read(tmp_path / "lexicon")


@posix
def test_what_becomes_a_pipe_before_it_is_opened_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "report.txt", tmp_path / "other.txt"
    os.mkfifo(path)
    other.write_text("x")
    found = other.stat()
    monkeypatch.setattr(Path, "stat", lambda self, **_: found)
    with pytest.raises(FileError, match="a pipe"):
        bytes_of(path, 1000)


def test_no_more_is_read_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"x" * 1000)
    assert bytes_of(path, 1000) == b"x" * 1000
    with pytest.raises(FileError, match="larger than 999 bytes"):
        bytes_of(path, 999)
    path.write_bytes(b"")
    os.truncate(path, 1 << 40)  # a terabyte of nothing
    with pytest.raises(FileError, match="larger than 256 MB"):
        bytes_of(path, 256 << 20)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_a_file_that_says_it_is_empty_has_a_limit_too() -> None:
    assert b"Pid" in bytes_of(Path("/proc/self/status"), 1 << 20)
    with pytest.raises(FileError, match="larger than 10 bytes"):
        bytes_of(Path("/proc/self/status"), 10)


@posix
def test_a_folder_gives_the_files_that_lie_in_it(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    for place in (folder / "inside", outside):
        place.mkdir(parents=True)
        (place / "report.txt").write_text("新增学位300个。", encoding="utf-8")
    (folder / "again.txt").symlink_to("inside/report.txt")
    (folder / "out.txt").symlink_to(outside / "report.txt")
    (folder / "up.txt").symlink_to("../outside/report.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "zeros.txt").symlink_to("/dev/zero")
    (folder / "elsewhere").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "notes.xyz").symlink_to("/dev/zero")  # not asked for
    files, skipped = expand([folder])
    assert [str(path.relative_to(folder)) for path in files] == ["again.txt", "inside/report.txt"]
    assert {str(one.path.relative_to(folder)): one.reason for one in skipped} == {
        "elsewhere": "a link to a folder, not followed",
        "loop": "a link to a folder, not followed",
        "gone.txt": "No such file or directory",
        "out.txt": "a link out of this folder, not followed",
        "pipe.txt": "this is a pipe, not a file",
        "up.txt": "a link out of this folder, not followed",
        "zeros.txt": "a link out of this folder, not followed",
    }
    assert all(one.skipped for one in skipped)
    # Who names a link means what it points at.
    assert expand([folder / "out.txt"]) == ([folder / "out.txt"], [])
    assert expand([folder / "elsewhere"]) == ([folder / "elsewhere" / "report.txt"], [])


# Writing


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with replacing(path) as fresh:
        fresh.write_text("first")
        assert not path.exists() and fresh.name == "out.csv"
    assert path.read_text() == "first"
    with pytest.raises(FileError, match=r"out\.csv is there already; --force replaces it"), replacing(path) as fresh:
        pytest.fail("refused before anything is written")
    with pytest.raises(ZeroDivisionError), replacing(path, force=True) as fresh:
        fresh.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "first"
    with replacing(path, force=True) as fresh:
        fresh.write_text("second")
    assert path.read_text() == "second"
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_what_comes_to_be_there_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with pytest.raises(FileError, match="is there already"), replacing(path) as fresh:
        fresh.write_text("ours")
        path.write_text("theirs")
    assert path.read_text() == "theirs"


@posix
def test_modes_and_links_stay(tmp_path: Path) -> None:
    path, name = tmp_path / "real.csv", tmp_path / "link.csv"
    path.write_text("first")
    path.chmod(0o640)
    name.symlink_to(path.name)
    with replacing(name, force=True) as fresh:
        fresh.write_text("second")
    assert name.is_symlink() and path.read_text() == "second" and path.stat().st_mode & 0o777 == 0o640
    before = os.umask(0o027)
    try:
        with replacing(tmp_path / "new.csv") as fresh:
            fresh.write_text("x")
    finally:
        os.umask(before)
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o640


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return open_store(tmp_path / "mine.duckdb", bundled=False).path


ALIASES: dict[str, Callable[[Path, Path], None]] = {
    "mine.duckdb": lambda path, database: None,
    "mine.duckdb.wal": lambda path, database: None,
    "mine.duckdb.wal.recovery": lambda path, database: None,
    ".mine.duckdb.turn": lambda path, database: None,
    "link.csv": lambda path, database: path.symlink_to(database),
    "hard.csv": lambda path, database: path.hardlink_to(database),
    "folder/../mine.duckdb": lambda path, database: path.parent.parent.mkdir(exist_ok=True),
    "copy.csv": lambda path, database: path.write_bytes(database.read_bytes()) and None,
    "other.db": lambda path, database: duckdb.connect(str(path)).close(),
}


@posix
@pytest.mark.parametrize("name", ALIASES)
@pytest.mark.parametrize("spared", [True, False])
def test_no_database_is_written_over_by_any_name(name: str, spared: bool, database: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    path = tmp_path / name
    ALIASES[name](path, database)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    with pytest.raises(FileError, match="database"):
        refuse(path, force=True, spare=[database] if spared else [])
    with pytest.raises(FileError), replacing(path, force=True, spare=[database] if spared else []):
        pytest.fail("refused before anything is written")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


@posix
@pytest.mark.parametrize("name", ["pipe", "null", "zeros", "folder"])
def test_only_files_are_replaced(name: str, tmp_path: Path) -> None:
    STRANGE[name][0](tmp_path / "out.csv")
    with pytest.raises(FileError, match=f"{STRANGE[name][1]}, not a file"), replacing(tmp_path / "out.csv", force=True):
        pytest.fail("refused before anything is written")


# What is left behind


def test_what_killed_writers_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / ".mubiao-0123456789abcdef.new"
    left.mkdir()
    (left / "half.csv").write_text("half")
    others = [".mubiao-0123456789abcdef.new.txt", ".mubiao-x.new", "mubiao-0123456789abcdef.new", ".other.new"]
    for name in others:
        (tmp_path / name).mkdir()
    (tmp_path / ".mubiao-fedcba9876543210.new").write_text("a file of somebody's")
    with beside(tmp_path / "out.csv") as held:
        assert not left.exists()
        sweep(tmp_path)
        assert held.parent.is_dir(), "what is in use stays"
    assert {p.name for p in tmp_path.iterdir()} == {*others, ".mubiao-fedcba9876543210.new"}


KILLED = """
import os, signal, sys
from pathlib import Path
from mubiao.files import replacing, scratch
with scratch() as folder, replacing(Path(sys.argv[1]), force=True) as fresh:
    fresh.write_text("half")
    (folder / "x").write_text("x")
    print(folder, flush=True)
    sys.stdin.read() if len(sys.argv) > 2 else os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
def test_a_killed_writer_leaves_the_earlier_file_and_the_next_one_sweeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, place = tmp_path / "out" / "out.csv", tmp_path / "temporary"
    path.parent.mkdir()
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", str(place))
    path.write_text("first")
    command = [sys.executable, "-c", KILLED, str(path)]
    lives = subprocess.Popen([*command, "waits"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert lives.stdout is not None
    in_use = Path(lives.stdout.readline().strip())
    assert subprocess.run(command, stdout=subprocess.DEVNULL).returncode == -signal.SIGKILL
    assert path.read_text() == "first" and len(list(path.parent.iterdir())) == 3 and len(list(place.iterdir())) == 2
    with replacing(path, force=True) as fresh, scratch():
        fresh.write_text("second")
    assert path.read_text() == "second" and len(list(path.parent.iterdir())) == 2 and list(place.iterdir()) == [in_use]
    lives.communicate()
    assert path.read_text() == "half" and list(path.parent.iterdir()) == [path] and list(place.iterdir()) == []
