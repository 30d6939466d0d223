"""The frame that the last session ended with, shown while the libraries of this one are imported.

It is shown where everything is as it was: the database, the size of the terminal, language, colours and program. What
is typed meanwhile waits for the session, as ever. A frame that is missing or damaged is no frame.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mubiao.files import bytes_of, replacing
from mubiao.model import FileError
from mubiao_tui.app.system.state import MOST, state_file

if TYPE_CHECKING:
    from mubiao_tui.app.opening import Settings

BEGIN, LEAVE = "\x1b[?1049h\x1b[?25l\x1b[H", "\x1b[?1049l\x1b[?25h"
"""The other screen without a cursor, and the way back."""

ASKED = (
    *("TERM", "COLORTERM", "TEXTUAL_COLOR_SYSTEM", "NO_COLOR", "MUBIAO_THEME", "MUBIAO_ASCII", "MUBIAO_AMBIGUOUS"),
    *("MUBIAO_LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "LANGUAGE", "COLUMNS", "LINES"),
)
"""What of the environment a frame depends on."""


def frame_file(database: Path) -> Path:
    """Where the last frame of a database is kept: beside its state."""
    return state_file(database).with_suffix(".frame")


def _key(database: Path, settings: Settings, size: tuple[int, int]) -> dict[str, Any]:
    """All that a frame depends on besides the state that is kept with it."""
    import mubiao
    from mubiao.store.file.change_token import change_token

    return {
        "version": mubiao.__version__,
        "database": change_token(database),
        "size": list(size),
        "asked": [settings.lang, settings.ascii, settings.wide],
        "environment": [os.environ.get(name) for name in ASKED],
    }


def keep(database: Path, settings: Settings, size: tuple[int, int], frame: str | None) -> None:
    """Keep a frame, or forget the one that is kept; where that is not possible there is none."""
    with suppress(OSError, FileError):
        file = frame_file(database)
        if frame is None:
            file.unlink(missing_ok=True)
            return
        with replacing(file, force=True) as fresh:
            head = json.dumps(_key(database, settings, size), sort_keys=True)
            fresh.write_text(f"{head}\n{frame}", encoding="utf-8")
            fresh.chmod(0o600)


def kept(database: Path, settings: Settings, size: tuple[int, int]) -> str | None:
    """The frame that was kept, if it is still the right one."""
    try:
        head, _, frame = bytes_of(frame_file(database), MOST).decode().partition("\n")
        right = json.loads(head) == json.loads(json.dumps(_key(database, settings, size)))
    except (OSError, FileError, ValueError, RecursionError):
        return None
    return frame if right and frame else None


class Standing:
    """A frame that is shown until the application draws: what is typed is not seen on it."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown
        self._before: list[Any] | None = None

    def begin(self, frame: str) -> None:
        """Show the frame."""
        import termios

        self._before = termios.tcgetattr(0)
        silent = [*self._before]
        silent[3] &= ~termios.ECHO
        termios.tcsetattr(0, termios.TCSANOW, silent)
        _write(BEGIN + frame)

    def hand_over(self) -> None:
        """The terminal as it was, but for the screen: the application takes it now, or nobody does."""
        if self._before is not None:
            import termios

            termios.tcsetattr(0, termios.TCSANOW, self._before)
            self._before = None


@contextmanager
def standing(database: Path, settings: Settings) -> Iterator[Standing]:
    """Show the last frame, if there is one; when the block ends without `hand_over` the terminal is given back."""
    frame = None
    if settings.keeps and sys.platform != "win32":
        with suppress(OSError, ValueError):
            frame = kept(database, settings, tuple(os.get_terminal_size(2)))  # type: ignore[arg-type]
    found = Standing(frame is not None)
    if frame is None:
        yield found
        return
    kills = [n for n in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(n) is signal.SIG_DFL]
    for number in kills:  # until the application has its own
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    found.begin(frame)
    try:
        yield found
    finally:
        if found._before is not None:
            found.hand_over()
            _write(LEAVE)


def _write(text: str) -> None:
    stream = sys.__stderr__
    assert stream is not None
    stream.write(text)
    stream.flush()
