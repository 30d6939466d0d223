"""What the application does about what goes wrong: tell it in the footer and live on, where there is a footer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from mubiao_tui.app.application import Application


class Surviving(Application):
    """An application that outlives the mistakes of its parts, and that says who keeps the database from being read."""

    failure: BaseException | None = None
    """What ended the program."""

    faults: tuple[BaseException, ...] = ()
    """What did not."""

    _busy_line = ""  # the notice of a busy database, while there is one

    def _handle_exception(self, error: BaseException) -> None:
        """Textual ends the program at whatever its parts raise. Here it is told, and the rest lives.

        It is the end where there is no footer yet, or no more, to tell it in.
        """
        if self._running and not self._exit and self._screen_stack and self.there:
            self.fault(error)
            return
        if self.failure is None:
            self.failure = error
        self._return_code = 70
        self._close_messages_no_wait()

    def fault(self, error: BaseException) -> None:
        """A mistake of ours somewhere: one line in the footer."""
        self.faults = (*self.faults, error)[-100:]
        self.log.error(error)
        what = f"{type(error).__name__}: {error}"
        with suppress(Exception):  # telling it may be what goes wrong
            self.say(self.strings.text("fault.line", what=what[:200]), error=True)

    def unheard(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What a timer or a task of the event loop raised, to nobody."""
        error = context.get("exception")
        if error is None:
            loop.default_exception_handler(context)
        else:
            self.fault(error)

    def busy(self, holder: str | None) -> None:
        """Somebody keeps the database from being read; None when it has been read after all."""
        line = "" if holder is None else self.strings.text("busy.line", holder=holder.replace(" (", ", ").rstrip(")"))
        if line:
            self.say(line)
        elif self.notice is not None and self.notice[0] == self._busy_line:
            self.notice = None
            self.situated()
        self._busy_line = " ".join(line.split())
