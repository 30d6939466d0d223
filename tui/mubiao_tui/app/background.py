"""Reading data without holding up the interface.

A load runs in a thread and comes back as a message; only the latest of its name counts, whatever order they finish in.
A short delay lets quick successions of keys pass with a single read. Handlers run on the interface's own thread and
alone own its state.

A read that finds the database busy is tried again, later and later, until it is done or not wanted any more: what was
shown stays, and who keeps the database is told.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from textual.app import App
from textual.message import Message

from mubiao.model import BusyError, MubiaoError
from mubiao.store.file import at_work
from mubiao_tui.app.alive import ENDS

Result = TypeVar("Result")

SOONEST, LATEST = 0.25, 4.0
"""Seconds until a busy database is tried again: twice as long each time."""


@dataclass(frozen=True, slots=True)
class _Load:
    name: str
    serial: int
    done: Callable[[Any], None]
    failed: Callable[[str], None] | None
    again: bool = False
    tries: int = 0


class Loaded(Message):
    """A load has come to its end, well or not."""

    def __init__(self, load: _Load, work: Callable[[], Any], result: Any, error: BaseException | None) -> None:
        super().__init__()
        self.load, self.work, self.result, self.error = load, work, result, error


class Loads:
    """The loads under way, by name.

    failed: told the one line of what went wrong. busy: told who keeps the database from being read, and None when
    nothing waits for it any more.
    """

    def __init__(
        self, app: App[Any], failed: Callable[[str], None], busy: Callable[[str | None], None] = lambda _: None
    ) -> None:
        self._app = app
        self._failed = failed
        self._busy = busy
        self._waiting: set[str] = set()  # loads that the database was too busy for
        self._serials: dict[str, int] = {}
        self._running: dict[str, int] = {}
        self._put_off: dict[str, int] = {}  # loads that begin after their delay
        self._threads: dict[str, int] = {}  # which thread a load is in
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="mubiao-read")
        self._closed = False

    def start(
        self,
        name: str,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        *,
        delay: float = 0.0,
        failed: Callable[[str], None] | None = None,
        again: bool = False,
    ) -> None:
        """Run `work` in a thread and hand its result to `done`, unless another load of the name was started since.

        failed: told the one line of a MubiaoError; without it, the line is shown as a notice. again: what only reads,
        and is tried again while the database is busy.
        """
        if self._closed:
            return
        self.cancel(name)
        serial = self._serials[name]
        load = _Load(name, serial, done, failed, again)
        loop = asyncio.get_running_loop()
        if delay:
            self._put_off[name] = serial
            loop.call_later(delay, self._submit, loop, load, work)
        else:
            self._submit(loop, load, work)

    def cancel(self, name: str) -> None:
        """Whatever the load of this name brings is not wanted any more: its query is stopped."""
        self._serials[name] = self._serials.get(name, 0) + 1
        self._free(name)
        with self._lock:
            if name in self._threads:
                at_work.interrupt(self._threads[name])

    @property
    def busy(self) -> bool:
        """Whether something that is still wanted is under way, or begins after its delay."""
        return self.busy_but()

    def busy_but(self, *names: str) -> bool:
        """Whether something else than these is under way or about to begin, and still wanted."""
        held = (*self._running.items(), *self._put_off.items())
        return any(self._serials.get(name) == serial for name, serial in held if name not in names)

    def running(self, *names: str) -> bool:
        """Whether one of these is under way and still wanted."""
        return any(name in self._running and self._running[name] == self._serials.get(name) for name in names)

    def delayed(self, name: str) -> bool:
        """Whether a load of this name is still wanted, and begins after its delay."""
        return name in self._put_off and self._put_off[name] == self._serials.get(name)

    def close(self) -> None:
        """Take no more loads and wait for none."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, loop: asyncio.AbstractEventLoop, load: _Load, work: Callable[[], Any]) -> None:
        if self._put_off.get(load.name) == load.serial:
            del self._put_off[load.name]
        if self._closed or self._serials.get(load.name) != load.serial:
            return
        self._running[load.name] = load.serial

        def run() -> None:
            result: Any = None
            error: BaseException | None = None
            if self._serials.get(load.name) == load.serial:
                with self._lock:
                    self._threads[load.name] = threading.get_ident()
                try:
                    result = work()
                except ENDS:
                    raise
                except BaseException as problem:  # a panic of polars is no Exception
                    error = problem
                with self._lock:
                    if self._threads.get(load.name) == threading.get_ident():
                        del self._threads[load.name]
            if not self._closed and not loop.is_closed():
                loop.call_soon_threadsafe(self._app.post_message, Loaded(load, work, result, error))

        self._pool.submit(run)

    def finish(self, message: Loaded) -> None:
        """The message has arrived: hand the result on if it is still wanted."""
        load = message.load
        if self._running.get(load.name) == load.serial:
            del self._running[load.name]
        if self._serials.get(load.name) != load.serial:
            return
        if load.again and isinstance(message.error, BusyError):
            self._try_again(load, message.work, message.error.holder)
            return
        self._free(load.name)
        if message.error is None:
            load.done(message.result)
        elif isinstance(message.error, MubiaoError):
            (load.failed or self._failed)(str(message.error))
        else:
            raise message.error  # a mistake of ours, which the application tells as it tells all of them

    def _try_again(self, load: _Load, work: Callable[[], Any], holder: str) -> None:
        self._waiting.add(load.name)
        self._busy(holder)
        loop = asyncio.get_running_loop()
        delay = min(SOONEST * 2**load.tries, LATEST)
        loop.call_later(delay, self._submit, loop, replace(load, tries=load.tries + 1), work)

    def _free(self, name: str) -> None:
        if name in self._waiting:
            self._waiting.discard(name)
            if not self._waiting:
                self._busy(None)
