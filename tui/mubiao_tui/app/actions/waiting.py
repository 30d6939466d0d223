"""What is read or written for an action while the keys that follow wait for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application

Result = TypeVar("Result")


def wait(
    app: Application, name: str, work: Callable[[], Result], then: Callable[[Result], object], *, kept: bool = False
) -> None:
    """Run `work` in a thread and hand its result on; then the keys go on. An error is a line in the footer.

    name: of the load. kept: Escape does not give it up, as a write.
    """
    release = app.hold(name, None if kept else lambda: app.loads.cancel(name))

    def done(found: Result) -> None:
        try:
            then(found)
        finally:
            release()

    def failed(line: str) -> None:
        app.say(line, error=True)
        release()

    app.loads.start(name, work, done, failed=failed)
