"""A line to type into. It takes no more than anybody types: what is pasted beyond that is left out, and it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.widgets import Input

from mubiao_tui.app.drawing.text import LONGEST

if TYPE_CHECKING:
    from mubiao_tui.app.host import Host


class LineInput(Input):
    """Textual's line, with an end."""

    def __init__(self, value: str | None = None, **named: Any) -> None:
        super().__init__((value or "")[:LONGEST], **named)

    def _on_paste(self, event: events.Paste) -> None:
        """Take the first line of what is pasted, as far as there is room."""
        event.prevent_default()
        event.stop()
        pasted = next(iter(event.text.splitlines()), "")
        if pasted:
            start, end = sorted(self.selection)
            self.put(pasted, start, end)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in the place of other text."""
        self.put(text, start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Put as much of a text in the place of another as there is room for."""
        room = LONGEST - (len(self.value) - abs(end - start))
        if len(text) > room:
            app = cast("Host", self.app)
            app.say(app.strings.text("line.full", count=f"{LONGEST:,}"), error=True)
        super().replace(text[: max(room, 0)], start, end)
