"""Signals that end the session: in order where that is possible, and within a second whatever runs.

A cut line, a polite kill and an interrupt end the session as `q` does. That needs the event loop, which may be held.
Where a pattern holds it, Python still runs handlers of signals: a timer of the system sends the next one, which ends
the process, and should that be held too, the one after it has no handler. Where a lock holds it, or a terminal that
takes no more, other threads still run: one of them hears of the signal too.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

GRACE = 0.6
"""Seconds that the session has to end in order."""

LAST = 0.2
"""Seconds after that in which its state is kept and the terminal given back, before the system ends the process."""

RESTORE = b"\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?7h\x1b[?1049l\x1b[?25h"
"""Pastes, mouse and focus as they were, the other screen left, the cursor seen."""

NAMES = ("SIGHUP", "SIGTERM", "SIGINT")


class Ending:
    """Ends a session when a signal asks for it."""

    def __init__(self, leave: Callable[[], object], keep: Callable[[], object]) -> None:
        self.leave, self.keep = leave, keep
        self.asked: int | None = None  # the signal
        self.over = False
        self._before = _attributes()

    def listen(self) -> None:
        """From now on; nothing outside the main thread, where there are no signals."""
        for name in NAMES:
            if hasattr(signal, name):
                with suppress(ValueError):
                    signal.signal(getattr(signal, name), self.caught)
        with suppress(ValueError):
            heard, told = os.pipe()
            os.set_blocking(told, False)
            signal.set_wakeup_fd(told, warn_on_full_buffer=False)
            threading.Thread(target=self._watch, args=(heard,), name="mubiao-ending", daemon=True).start()

    def _watch(self, heard: int) -> None:
        """End the process when the session does not, from a thread that nothing but Python itself can hold."""
        wanted = {getattr(signal, name) for name in NAMES if hasattr(signal, name)}
        while (number := os.read(heard, 1)[0]) not in wanted:
            pass
        time.sleep(GRACE + LAST / 2)
        if not self.over:
            self.asked = self.asked or number
            self.at_last()

    def caught(self, number: int, _: object) -> None:
        """A signal has come. Only the first counts: a second one must not make the end later."""
        if self.asked is not None:
            return
        self.asked = number
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self.at_last)
            signal.setitimer(signal.ITIMER_REAL, GRACE, LAST)
        self.leave()

    def at_last(self, *_: object) -> None:
        """The session has not ended by itself."""
        with suppress(ValueError):  # from the thread
            # The next one ends the process, should what follows be held too.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
        with suppress(BaseException):
            self.keep()
        with suppress(BaseException):
            _give_back(self._before)
        os._exit(128 + (self.asked or signal.SIGTERM))

    def done(self) -> None:
        """The session has ended: the rest is quick, and nobody else's."""
        self.over = True
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _attributes() -> list[Any] | None:
    """How the terminal is set."""
    try:
        import termios

        return termios.tcgetattr(0)
    except Exception:  # no terminal, or a system without them
        return None


def _give_back(before: list[Any] | None) -> None:
    """Set the terminal as it was before the session, without waiting for it."""
    stream = sys.__stderr__
    if before is None or stream is None:
        return
    import termios

    termios.tcsetattr(0, termios.TCSANOW, before)
    os.set_blocking(stream.fileno(), False)
    os.write(stream.fileno(), RESTORE)
    os.set_blocking(stream.fileno(), True)


def ending(leave: Callable[[], object], keep: Callable[[], object]) -> Ending:
    """The end of a session, from now on. leave: ends it in order; keep: keeps its state; called at any moment."""
    found = Ending(leave, keep)
    found.listen()
    return found
