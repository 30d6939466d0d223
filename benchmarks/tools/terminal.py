"""A terminal program in a pty, timed from outside: what it writes, and when, after what keys."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

KEYS: dict[str, str] = {
    "down": "\x1b[B", "up": "\x1b[A", "right": "\x1b[C", "left": "\x1b[D", "pagedown": "\x1b[6~", "pageup": "\x1b[5~",
    "home": "\x1b[H", "end": "\x1b[F", "enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f",
}  # fmt: skip

ANSWERS: tuple[tuple[bytes, bytes], ...] = (
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
)
"""What a terminal would say to the questions that programs ask it."""


@dataclass(frozen=True)
class Reaction:
    """What a program wrote after a key: seconds until its first and its last byte, and how many bytes."""

    first: float
    last: float
    size: int
    text: bytes


class Terminal:
    """A program on a terminal of its own. Leave the block to end it."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 160, rows: int = 50, environ: Mapping[str, str] | None = None
    ) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS=str(columns), LINES=str(rows))
            os.environ.update(environ or {})
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def send(self, key: str) -> None:
        """Press a key by name, or type a text."""
        os.write(self.fd, KEYS.get(key, key).encode())

    def read(self, *, quiet: float, limit: float, until: bytes | None = None) -> Reaction | None:
        """What is written from now on, until it has been quiet for a while, a text is there, or time is up."""
        begin = time.perf_counter()
        written = b""
        first = last = 0.0
        while True:
            ready, _, _ = select.select([self.fd], [], [], min(quiet, 0.005))
            now = time.perf_counter()
            if not ready:
                if now - begin >= limit or (written and until is None and now - last > quiet):
                    break
                continue
            if limit and now - begin > limit:
                break
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                data = b""
            if not data:
                break  # the program has ended
            for question, answer in ANSWERS:
                if question in data:
                    os.write(self.fd, answer)
            last = time.perf_counter()
            first = first or last
            written += data
            if until is not None and until in written:
                break
        return Reaction(first - begin, last - begin, len(written), written) if written else None

    def ready(self, text: str, limit: float = 60.0) -> float:
        """Seconds from the start until a text is on the wire."""
        found = self.read(quiet=1.0, limit=limit, until=text.encode())
        if found is None or text.encode() not in found.text:
            raise TimeoutError(f"never saw {text!r}")
        return time.perf_counter() - self.started

    def press(self, key: str, *, quiet: float = 0.08, limit: float = 5.0) -> Reaction | None:
        """Press a key and wait for all of the reaction. What was written before the key is no part of it."""
        self.read(quiet=0.0, limit=0.0)
        self.send(key)
        return self.read(quiet=quiet, limit=limit)

    def settle(self, quiet: float = 0.5, limit: float = 20.0) -> None:
        """Wait until nothing more is written for a while; at most `limit` seconds, whatever is written."""
        end = time.perf_counter() + limit
        while (left := end - time.perf_counter()) > 0 and self.read(quiet=quiet, limit=min(quiet, left)) is not None:
            pass

    def leave(self, key: str, limit: float = 5.0) -> None:
        """Press the key that ends the program, and wait until it has ended."""
        self.send(key)
        self.read(quiet=limit, limit=limit)

    def memory(self) -> float:
        """The most megabytes that the program has held."""
        status = Path(f"/proc/{self.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else 0.0

    def processor(self) -> float:
        """Seconds of processor that the program has used, all its threads together."""
        stat = Path(f"/proc/{self.pid}/stat")
        # The name of the program, in brackets, may hold spaces.
        fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0
