"""Reading data without holding up the interface.

A load runs in a thread and comes back as a message; only the latest of its name counts, whatever order they finish in.
A short delay lets quick successions of keys pass with a single read. Handlers run on the interface's own thread and
alone own its state.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.app import App
from textual.message import Message

from mubiao.model import MubiaoError
from mubiao.store import gate

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Load:
    name: str
    serial: int
    done: Callable[[Any], None]
    failed: Callable[[str], None] | None


class Loaded(Message):
    """A load has come to its end, well or not."""

    def __init__(self, load: _Load, result: Any, error: BaseException | None) -> None:
        super().__init__()
        self.load, self.result, self.error = load, result, error


class Loads:
    """The loads under way, by name."""

    def __init__(self, app: App[Any], failed: Callable[[str], None]) -> None:
        self._app = app
        self._failed = failed
        self._serials: dict[str, int] = {}
        self._running: dict[str, int] = {}
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
    ) -> None:
        """Run `work` in a thread and hand its result to `done`, unless another load of the name was started since.

        failed: told the one line of a MubiaoError; without it, the line is shown as a notice.
        """
        if self._closed:
            return
        self.cancel(name)
        serial = self._serials[name]
        load = _Load(name, serial, done, failed)
        loop = asyncio.get_running_loop()
        if delay:
            loop.call_later(delay, self._submit, loop, load, work)
        else:
            self._submit(loop, load, work)

    def cancel(self, name: str) -> None:
        """Whatever the load of this name brings is not wanted any more: its query is stopped."""
        self._serials[name] = self._serials.get(name, 0) + 1
        with self._lock:
            if name in self._threads:
                gate.interrupt(self._threads[name])

    @property
    def busy(self) -> bool:
        """Whether something that is still wanted is under way."""
        return any(self._serials.get(name) == serial for name, serial in self._running.items())

    def running(self, *names: str) -> bool:
        """Whether one of these is under way and still wanted."""
        return any(name in self._running and self._running[name] == self._serials.get(name) for name in names)

    def close(self) -> None:
        """Take no more loads and wait for none."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, loop: asyncio.AbstractEventLoop, load: _Load, work: Callable[[], Any]) -> None:
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
                except Exception as problem:
                    error = problem
                with self._lock:
                    if self._threads.get(load.name) == threading.get_ident():
                        del self._threads[load.name]
            if not self._closed and not loop.is_closed():
                loop.call_soon_threadsafe(self._app.post_message, Loaded(load, result, error))

        self._pool.submit(run)

    def finish(self, message: Loaded) -> None:
        """The message has arrived: hand the result on if it is still wanted."""
        load = message.load
        if self._running.get(load.name) == load.serial:
            del self._running[load.name]
        if self._serials.get(load.name) != load.serial:
            return
        if message.error is None:
            load.done(message.result)
        elif isinstance(message.error, MubiaoError):
            (load.failed or self._failed)(str(message.error))
        else:
            # A mistake of ours in one read must not take the session with it.
            text = " ".join(str(message.error).split())[:200]
            (load.failed or self._failed)(f"{type(message.error).__name__}: {text}")
