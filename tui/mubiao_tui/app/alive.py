"""What goes wrong in one part must not take the others with it.

Textual ends the program at the first exception of a handler, and the loop that handed the message over ends with it. So
each of our parts catches what its own handlers raise: the application says it in one line, and the part lives on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.strip import Strip
from textual.widget import Widget

ENDS = (asyncio.CancelledError, KeyboardInterrupt, SystemExit, GeneratorExit)
"""What ends a task or the program on purpose. All else is a mistake, a panic of polars too, which is no Exception."""


class Word(Message):
    """What a part tells the pane around it."""


class Alive(MessagePump):
    """A part of the interface that outlives what its handlers raise. Stands before the class of Textual."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except ENDS:
            raise
        except BaseException as error:
            self.app._handle_exception(error)  # type: ignore[arg-type]  # ours takes a panic too


if TYPE_CHECKING:
    _Drawn = Widget
else:
    _Drawn = object  # no class of Textual's style sheets: the class that follows in the bases is


@runtime_checkable
class Reveals(Protocol):
    """What may hide its parts, and shows one that gets the focus."""

    def reveal(self, part: Widget) -> None:
        """A part gets the focus."""
        ...


class Part(Alive, _Drawn):
    """A part that is drawn: what cannot be drawn is blank, instead of being tried again at every frame."""

    def focus(self, scroll_visible: bool = True) -> Self:
        """Take the focus, and be seen where another part fills the screen."""
        for node in self.ancestors:
            if isinstance(node, Reveals):
                node.reveal(self)
        return super().focus(scroll_visible)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region of the part."""
        try:
            return super().render_lines(crop)
        except ENDS:
            raise
        except BaseException as error:
            self.app._handle_exception(error)  # type: ignore[arg-type]
            return [Strip.blank(crop.width)] * crop.height
