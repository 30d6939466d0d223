"""Limits that hold even where DuckDB does not listen.

DuckDB looks at its limits between two batches of rows. One call of a function can take hours (levenshtein of two long
texts) or all the memory there is (range(2000000000)), and neither `interrupt` nor `memory_limit` reaches it. So a
thread watches the clock and the memory of the process, interrupts what can be interrupted, and has a last resort.
Where the process is the query's own, the system itself refuses what is too much: gigabytes can come between two looks.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mubiao.model import StoreError
from mubiao.store.file.locking import Cursor

TICK = 0.05
"""Seconds between two looks."""

GRACE = 2.0
"""Seconds that a query has to end once it has been interrupted for its time."""

GRACE_OF_MEMORY = 0.2
"""The same for its memory, of which it may take gigabytes a second."""

ALLOWANCE = 256
"""Megabytes that the libraries themselves may take meanwhile."""


class Watchdog:
    """A context in which a query may take so many seconds and megabytes.

    megabytes counts twice: for the query, which DuckDB itself limits, and for its result. last: what to do when the
    query does not end (a command ends its process); without it the query goes on until it listens.
    """

    def __init__(
        self, connection: Cursor, seconds: float, megabytes: int, last: Callable[[StoreError], Any] | None = None
    ) -> None:
        self.reason: StoreError | None = None
        self._connection, self._seconds, self._megabytes, self._last = connection, seconds, megabytes, last
        self._most = memory() + 2 * megabytes + ALLOWANCE
        self._before: tuple[int, int] | None = None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="mubiao-watchdog", daemon=True)

    def __enter__(self) -> Watchdog:
        self._thread.start()
        if self._last is not None:
            self._before = _cap(2 * self._megabytes + ALLOWANCE)
        return self

    def __exit__(self, *problem: object) -> None:
        if self._before is not None:
            _set(self._before)
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        end = time.monotonic() + self._seconds
        give_up = float("inf")
        while not self._done.wait(min(TICK, max(end - time.monotonic(), 0.001))):
            now = time.monotonic()
            if self.reason is None and (memory() > self._most or now >= end):
                late = now >= end
                self.reason = too_long(self._seconds) if late else too_much(self._megabytes)
                give_up = now + (GRACE if late else GRACE_OF_MEMORY)
                end = float("inf")
            if self.reason is not None:
                self._connection.interrupt()  # again and again: it may have come between two steps
                if now >= give_up and self._last is not None:
                    self._last(self.reason)


def _cap(megabytes: int) -> tuple[int, int] | None:
    """Let this process take so many megabytes more and no others; the limits until then, None where there are none.

    DuckDB answers what the system refuses with an error like any other.
    """
    try:
        import resource

        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except (ImportError, OSError):  # only Linux counts all memory of a process against such a limit
        return None
    before = resource.getrlimit(resource.RLIMIT_DATA)
    taken = re.search(r"^VmData:\s+(\d+) kB", status, re.MULTILINE)
    if taken is None:
        return None
    wanted = int(taken[1]) * 1024 + megabytes * 1_000_000
    most = 2**63 - 1  # what the system counts to: a limit above it is none
    if wanted > most or any(limit != resource.RLIM_INFINITY and limit < wanted for limit in before):
        return None
    _set((wanted, before[1]))
    return before


def _set(limits: tuple[int, int]) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, limits)


def too_long(seconds: float) -> StoreError:
    """The error of a query that took its time."""
    return StoreError(f"the query was stopped after {seconds:g} seconds")


def too_much(megabytes: int) -> StoreError:
    """The error of a query that took its memory."""
    return StoreError(f"the query needs more than {megabytes} MB of memory")


def memory() -> float:
    """The most megabytes that this process has held so far; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    # Kilobytes, on macOS bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
