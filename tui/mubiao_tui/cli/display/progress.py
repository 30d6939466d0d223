"""How far a long command is: one line on stderr, drawn only for a person and only after a second."""

from __future__ import annotations

import sys
import time

from mubiao_tui.cli.diagnostics import speaker
from mubiao_tui.terminal import clean, is_terminal

_PATIENCE = 1.0  # seconds before the line appears
_INTERVAL = 0.1  # seconds between two drawings
_BAR = 24


class Progress:
    """A context that shows `120/3,000 ████░░░░ name` and leaves no trace of it.

    `beside_output`: rows are printed meanwhile, so nothing is drawn when they go to the same terminal.
    """

    def __init__(self, total: int | None, *, beside_output: bool = False) -> None:
        self.total = total
        self.done = 0
        self._shown = is_terminal(sys.stderr) and speaker.level >= 1
        if beside_output and is_terminal(sys.stdout):
            self._shown = False
        self._began = time.monotonic()
        self._drawn = 0.0
        self._dirty = False

    def __enter__(self) -> Progress:
        return self

    def step(self, name: str = "") -> None:
        """One more is done; `name` is the one."""
        self.done += 1
        now = time.monotonic()
        if self._shown and now - self._began >= _PATIENCE and now - self._drawn >= _INTERVAL:
            self._drawn = now
            self._draw(line(self.done, self.total, now - self._began, clean(name)))

    def share(self, done: float) -> None:
        """So much of one long step is done, 0 … 1; from any thread."""
        self.done = round(done * (self.total or 0))
        now = time.monotonic()
        if self._shown and self.done and now - self._began >= _PATIENCE:
            self._draw(line(self.done, self.total, now - self._began, ""))

    def pause(self) -> None:
        """Take the line away, so that another line can be said."""
        if self._dirty:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._dirty = False

    def __exit__(self, *problem: object) -> None:
        self.pause()

    def _draw(self, text: str) -> None:
        from shutil import get_terminal_size

        from mubiao_tui.cli.display.table import cut  # where there is no terminal, nothing is drawn

        sys.stderr.write(f"\r\x1b[K{cut(text, get_terminal_size().columns - 1)}")
        sys.stderr.flush()
        self._dirty = True


def line(done: int, total: int | None, seconds: float, name: str) -> str:
    """What is drawn after so many seconds."""
    if not total:
        return f"{done:,} {name}"
    filled = _BAR * done // total
    left = seconds / done * (total - done)
    clock = f"{int(left) // 60}:{int(left) % 60:02}"
    return f"{done:,}/{total:,} {'█' * filled}{'░' * (_BAR - filled)} {clock} left  {name}"
