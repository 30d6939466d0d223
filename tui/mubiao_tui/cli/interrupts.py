"""Ctrl-C and a polite kill, also while a library is at work.

Python hears of a signal only between two of its own steps, and a query that DuckDB or polars runs is one step however
long it takes. So a thread listens too: when the main thread has not ended the command shortly after, it does. Nothing
is lost by that: a database survives a process that is gone at any moment.
"""

from __future__ import annotations

import os
import signal
import threading
import time

GRACE = 1.0
"""Seconds that the main thread has to tidy up."""

_listening = False


class Terminated(KeyboardInterrupt):
    """SIGTERM, tidied up after as Ctrl-C is: workers ended, nothing half written."""

    code = 128 + signal.SIGTERM


def end_when_asked() -> None:
    """End the process soon after SIGINT with 130, after SIGTERM with 143, whatever the main thread is doing.

    Once is enough.
    """
    global _listening
    if _listening or threading.current_thread() is not threading.main_thread():
        return
    _listening = True
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminated)

    def listen() -> None:
        while (number := os.read(heard, 1)[0]) not in (signal.SIGINT, signal.SIGTERM):
            pass
        time.sleep(GRACE)
        os._exit(128 + number)

    threading.Thread(target=listen, name="interrupts", daemon=True).start()


def _terminated(number: int, frame: object) -> None:
    raise Terminated
