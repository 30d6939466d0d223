"""Ctrl-C while a library is at work.

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


def end_when_asked() -> None:
    """End the process with 130 soon after SIGINT, whatever the main thread is doing. Once is enough."""
    global _listening
    if _listening or threading.current_thread() is not threading.main_thread():
        return
    _listening = True
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)

    def listen() -> None:
        while os.read(heard, 1) != bytes([signal.SIGINT]):
            pass
        time.sleep(GRACE)
        os._exit(130)

    threading.Thread(target=listen, name="interrupts", daemon=True).start()
