"""Compiled patterns, kept in a file of the user's: what `re` makes of a pattern is made once a machine.

`re` takes half a millisecond for a pattern with sets of Chinese characters, most of it to pack the sets, and a process
that reads some reports asks seven hundred: a quarter of its time. What comes of a pattern is a list of numbers, of
which `_sre` makes an object in 7 µs and looks first whether they are sound. These numbers lie beside the pairs of
targets (`folders.cache_folder`), in one file for each build of Python. An entry holds the pattern that it is of, so
that a pattern that has been changed is never answered by what it was; and a sum, so that a damaged entry is none. What
is not found is compiled as ever and added when the process ends. No error of the disk comes out of it.
"""

from __future__ import annotations

import atexit
import re
import sys
from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from mubiao.files import beside, bytes_of
from mubiao.folders import cache_folder
from mubiao.model import FileError

MOST = 4 * 1024 * 1024
"""Bytes of a file. Where all that was ever asked takes more, what the present process asked stays."""

FEWEST = 8
"""Fewer new patterns are compiled again in the time that it would take to write the file."""

FILES = 4
"""Of so many builds of Python, the latest."""

KNOWN = ((3, 11), (3, 12), (3, 13))
"""Versions of CPython whose `re` has been looked at."""

_HEAD = b"mubiao patterns 1\n"
_FIELDS = 5


class Codes(NamedTuple):
    """What a pattern is made of: its flags, how many groups, the names of some, and what the engine runs."""

    flags: int
    groups: int
    names: Mapping[str, int]
    code: list[int]


class Engine:
    """The door to what `re` keeps to itself. Nothing public tells what a pattern was compiled to, or takes it back.

    `re` does the same two things one after the other (`re._compiler.compile`); pickling a pattern compiles it again.
    """

    def __init__(self) -> None:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        self._parser, self._compiler, self._sre = _parser, _compiler, _compiler._sre

    @property
    def build(self) -> bytes:
        """What must be the same for codes to mean the same, in one line."""
        sre = self._sre
        sizes = (sre.MAGIC, sre.CODESIZE, sre.MAXREPEAT, sre.MAXGROUPS, array("I").itemsize)
        return f"{sys.implementation.name} {sys.version!r} {sys.byteorder} {sizes}\n".encode()

    def codes(self, source: str, flags: int) -> Codes:
        """What a pattern is compiled to. re.error: it is none."""
        tree = self._parser.parse(source, flags)
        code = self._compiler._code(tree, flags)
        return Codes(int(flags | tree.state.flags), tree.state.groups - 1, tree.state.groupdict, code)

    def pattern(self, source: str, made: Codes) -> re.Pattern[str]:
        """The pattern of these codes. RuntimeError: they are not sound; other errors: nor is what they come with."""
        named: list[str | None] = [None] * (made.groups + 1)
        for name, number in made.names.items():
            named[number] = name
        found = self._sre.compile(source, made.flags, made.code, made.groups, dict(made.names), tuple(named))
        assert isinstance(found, re.Pattern)
        return found


def packed(source: str, flags: int, made: Codes) -> bytes:
    """An entry: numbers, the pattern, the names of groups, the codes."""
    spelled = source.encode("utf-8", "surrogatepass")
    names = "\n".join(f"{number} {name}" for name, number in made.names.items()).encode()
    head = array("I", (flags, made.flags, made.groups, len(spelled), len(names)))
    return b"".join((head.tobytes(), spelled, names, array("I", made.code).tobytes()))


def unpacked(entry: bytes, source: str, flags: int) -> Codes | None:
    """What an entry holds; None where it is that of another pattern."""
    start = _FIELDS * 4
    asked, own, groups, *lengths = array("I", entry[:start])
    middle = start + lengths[0]
    if asked != flags or groups > len(source) or entry[start:middle] != source.encode("utf-8", "surrogatepass"):
        return None
    end = middle + lengths[1]
    pairs = [line.split(" ") for line in entry[middle:end].decode().splitlines()]
    return Codes(own, groups, {name: int(number) for number, name in pairs}, array("I", entry[end:]).tolist())


def key(source: str, flags: int) -> int:
    """What an entry is found by. Two patterns may share one: then only the later is kept."""
    return crc32(source.encode("utf-8", "surrogatepass"), flags)


class Kept:
    """The entries of one file, and those that this process has made."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        build = engine.build
        self._engine = engine
        self._head = _HEAD + build
        self.file = folder / f"patterns-{sys.implementation.cache_tag}-{crc32(build):08x}"
        self._data, self._places = self._read()
        self._used: set[int] = set()
        self._made: dict[int, bytes] = {}
        self._room = MOST

    def compile(self, source: str, flags: int) -> re.Pattern[str]:
        """What `re.compile` gives."""
        at = key(source, flags)
        # Whoever forges an entry with its sum can write in the user's own folder, and gets a wrong pattern at most.
        with suppress(Exception):
            entry = _entry(self._data, self._places, at)
            made = unpacked(entry, source, flags) if entry else None
            if made:
                found = self._engine.pattern(source, made)
                self._used.add(at)
                return found
        try:
            made = self._engine.codes(source, flags)
            found = self._engine.pattern(source, made)
            entry = packed(source, flags, made)
        except Exception:  # `re` tells what is wrong with a pattern, or is another one than this door was made for
            return re.compile(source, flags)
        self._room -= len(entry)
        if self._room >= 0:
            self._made[at] = entry
        return found

    def keep(self) -> None:
        """Add to the file what was made, unless that is little. Once, when the process ends."""
        fresh, self._made = self._made, {}
        if len(fresh) < FEWEST:
            return
        with suppress(OSError, FileError):
            data, places = self._read()  # another process may have added to it since
            old = {at: entry for at in places if (entry := _entry(data, places, at))}
            entries = {**old, **fresh}
            if sum(map(len, entries.values())) > MOST:
                entries = _fitting({**fresh, **{at: old[at] for at in sorted(self._used & old.keys())}})
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with beside(self.file) as new:
                new.touch(mode=0o600)
                new.write_bytes(b"".join(self.written(entries)))
                new.replace(self.file)
            self._sweep()

    def _read(self) -> tuple[bytes, dict[int, tuple[int, int, int]]]:
        """The bytes of the file, and where in it the entries are: key → start, end, sum."""
        with suppress(OSError, FileError, ValueError):
            data = bytes_of(self.file, 2 * MOST)
            start = len(self._head) + 4
            if data.startswith(self._head):
                (count,) = array("I", data[start - 4 : start])
                rows = array("I", data[start : start + 16 * count])
                return data, dict(zip(rows[::4], zip(rows[1::4], rows[2::4], rows[3::4], strict=True), strict=True))
        return b"", {}

    def written(self, entries: Mapping[int, bytes]) -> Iterator[bytes]:
        """The parts of a file of these entries."""
        rows, end = array("I"), len(self._head) + 4 + 16 * len(entries)
        for at, entry in entries.items():
            rows.extend((at, end, end + len(entry), crc32(entry)))
            end += len(entry)
        yield self._head
        yield array("I", (len(entries),)).tobytes()
        yield rows.tobytes()
        yield from entries.values()

    def _sweep(self) -> None:
        """Remove what was kept for builds of Python that are gone."""
        there = sorted(self.file.parent.glob("patterns-*"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in there[FILES:]:
            with suppress(OSError):  # somebody else was faster, or is reading it where that holds a file
                file.unlink()


def _entry(data: bytes, places: Mapping[int, tuple[int, int, int]], at: int) -> bytes:
    """The entry of that key, empty where there is none or a damaged one."""
    start, end, total = places.get(at, (0, 0, 0))
    found = data[start:end]
    return found if crc32(found) == total else b""


def _fitting(entries: Mapping[int, bytes]) -> dict[int, bytes]:
    """The first of them, as many as there is room for."""
    ends = accumulate(map(len, entries.values()))
    return {at: entry for (at, entry), end in zip(entries.items(), ends, strict=True) if end <= MOST}


_kept: list[Kept | None] = []


def _opened() -> Kept | None:
    """What is kept for this process, looked for once; None where nothing may be, or for an unknown Python."""
    if not _kept:
        found = None
        with suppress(Exception):  # a Python with another `re`
            folder = cache_folder()
            if folder is not None and sys.implementation.name == "cpython" and sys.version_info[:2] in KNOWN:
                found = Kept(Engine(), folder)
                atexit.register(keep)
        _kept.append(found)
    return _kept[0]


def compile(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, sooner where it has been asked before by this process or another one."""
    kept = _opened()
    return re.compile(source, flags) if kept is None else kept.compile(source, int(flags))


def keep() -> None:
    """Write what this process has compiled, if that is much. For who ends without `atexit`."""
    for kept in _kept:
        if kept is not None:
            kept.keep()
