"""Keys in the order in which they were pressed, each handled by the part that has the focus after the one before it.

Textual hands a key to the part that has the focus when the key is read. In a burst (a paste without brackets, a slow
line, a busy machine) that is one part for all of them: what was meant for an input that the first one opens went to the
table. Here a key waits until what the one before it began has come about: its own way through the parts, the focus, a
dialog, a pane, a judgment. What was typed for something that did not open is for nobody, and is dropped.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakSet

from textual import events
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.screen import Screen

from mubiao_tui import actions
from mubiao_tui.actions import Action

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application, Release
from mubiao_tui.app.host import Begins

AGAIN = 0.005
"""Seconds between two looks at what tells nobody that it is ready: a screen that is not composed or not drawn yet."""

RESTING = 15.0
"""Seconds without a key after which none is expected soon."""

AT_ONCE = ("quit", "up", "down")
"""Actions that need no data, and work before it is there."""


class Keys:
    """The keys of one explorer that wait, and what they wait for."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._passing = False  # what a key began is under way
        self._opening = False  # and an input was to come of it
        self._holds: dict[str, tuple[int, Callable[[], None] | None]] = {}  # reads and writes that keys wait for
        self._serial = 0
        self._last = time.monotonic()  # when a key came
        self._begun: WeakSet[Screen[object]] = WeakSet()  # dialogs that have had the focus

    @property
    def idle(self) -> bool:
        """Whether every key has been handled, and what they began has come about."""
        return not (self._waiting or self._passing or self._holds)

    @property
    def resting(self) -> bool:
        """Whether no key has come for a while, and none is waited for."""
        return self.idle and time.monotonic() - self._last > RESTING

    async def pressed(self, event: events.Key | events.Paste) -> None:
        """A key, or pasted text, has come from the terminal."""
        app, self._last = self._app, time.monotonic()
        if isinstance(event, events.Key):
            if self._given_up(event):
                return
            if not app.open and not self._waiting and not self._passing:
                action = actions.resolve(app.name_of(event), app.situation())
                if action is not None and action.id in AT_ONCE:
                    app.key(event)
                    return
        self._waiting.append(event)
        await self._go()

    # What keys wait for

    def hold(self, name: str, cancel: Callable[[], None] | None = None) -> Release:
        """Keep keys back until the returned function is called: what they act on, or where they go, is not there yet.

        name: of the read or write that is waited for, whose end lets go as well; a later hold of the name takes the
        place of the one before. cancel: gives up what is waited for; Escape
        calls it.
        """
        self._serial += 1
        serial = self._serial
        self._holds[name] = serial, cancel

        def release() -> None:
            if name in self._holds and self._holds[name][0] == serial:
                del self._holds[name]
                self.follow()

        return release

    def began(self, action: Action) -> None:
        """An action was done: the keys after it wait for what comes of it."""
        self._opening = self._opening or action.opens
        if action.settles:
            self.follow()

    def refused(self) -> None:
        """A key would open an input, but not here or not now: what was typed with it is not meant for the table."""
        self._opening = True
        self.follow()

    def follow(self) -> None:
        """Keep keys back until nothing is under way any more."""
        if not self._passing:
            self._passing = True
            self._app.call_later(self._round)

    def ended(self, load: str) -> None:
        """A read or a write has come to its end: what keys wait for is there, or will not be, whatever went wrong."""
        if load in self._holds and not self._app.loads.running(load):
            del self._holds[load]
            self.follow()
        elif self._waiting:
            self._app.call_later(self._go)

    # Handing on

    async def _go(self) -> None:
        while self._waiting and not self._passing and not self._holds and not self._early(self._waiting[0]):
            event = self._waiting.popleft()
            if self._app.typing:
                self._passing = True
                try:
                    await self._hand_on(self._joined(event))
                finally:
                    await self._round()
            elif isinstance(event, events.Key):
                self._app.key(event)
            else:
                self._app.say(self._app.strings.text("keys.paste"))

    def _early(self, event: events.Key | events.Paste) -> bool:
        """Whether a key would do nothing, judge or take a row while the rows that it is meant for are being read."""
        app = self._app
        if app.typing or app.pane is None or app.pane.settled or not isinstance(event, events.Key):
            return False
        if event.key in ("escape", "ctrl+c"):
            return False
        action = actions.resolve(app.name_of(event), app.situation())
        return app.pane.under_way if action is None or action.waits else action.judges

    def _joined(self, event: events.Key | events.Paste) -> events.Key | events.Paste:
        """What was typed ahead into a line, in one piece: the rows need not follow every character of it."""
        from textual.widgets import Input

        typed: list[str] = []
        if isinstance(self._app.focused, Input) and isinstance(event, events.Key) and event.is_printable:
            while self._waiting and isinstance(after := self._waiting[0], events.Key) and after.is_printable:
                typed.append(after.character or "")
                self._waiting.popleft()
        if not typed or not isinstance(event, events.Key):
            return event
        return events.Paste((event.character or "") + "".join(typed))

    async def _hand_on(self, event: events.Key | events.Paste) -> None:
        from textual.widgets import Input

        line = self._app.focused
        await self._app.hand_on(event)
        if isinstance(event, events.Paste) and isinstance(line, Input):
            # Textual scrolls to the cursor before it knows that the text is longer than the line.
            line.call_after_refresh(
                lambda: line.scroll_to_region(Region(line._cursor_offset, 0, 1, 1), force=True, animate=False)
            )

    # Waiting

    def _chain(self) -> list[MessagePump]:
        """The way of a key: the part that has the focus, and what it lies in, up to the application."""
        app = self._app
        first = app.focused or (app.pane if len(app.screen_stack) == 1 else None) or app.screen
        return [*(node for node in first.ancestors_with_self if node is not app), app]

    async def _round(self) -> None:
        """Once more the way of a key: what arrives behind it finds everything done that was said before."""
        # On the way out there is nothing that a key could go through.
        if self._app.screen_stack and not self._app._exit:
            await self._step(self._chain())

    async def _step(self, chain: list[MessagePump]) -> None:
        while chain:
            pump, *chain = chain
            if pump.call_later(self._step, chain):  # not if it is about to end
                return
        await self._arrived()

    async def _arrived(self) -> None:
        if any(pump.message_queue_size for pump in self._chain()):
            await self._round()
        elif not self._ready():
            self._app.set_timer(AGAIN, self._round)
        else:
            self._passing = False
            if not self._holds:
                if self._opening and not self._app.typing:
                    self._waiting.clear()
                self._opening = False
            await self._go()

    def _ready(self) -> bool:
        """Whether the screen is drawn as far as the focus depends on it, and a dialog or the filter bar has it."""
        app = self._app
        screen = app.screen
        if screen._callbacks:  # what was put off until it is drawn
            return False
        if len(app.screen_stack) > 1:
            if screen.focused is not None:
                self._begun.add(screen)
            return screen in self._begun
        return all(bar.begun for bar in screen.query_children("FilterBar") if isinstance(bar, Begins))

    def _given_up(self, event: events.Key) -> bool:
        """Whether Escape or Ctrl+C gave up what is waited for. The keys that wait for it are dropped then."""
        if event.key not in ("escape", "ctrl+c"):
            return False
        if self._holds and event.key == "ctrl+c" and not any(cancel for _, cancel in self._holds.values()):
            self._waiting.clear()  # nothing keeps anybody in here
            self._app.key(event)
            return True
        entered = any(isinstance(key, events.Key) and key.key == "enter" for key in self._waiting)
        cancels = [cancel for _, cancel in self._holds.values() if cancel is not None]
        if cancels and not entered:
            for cancel in cancels:
                cancel()
            if self._app.notice is not None and not self._app.notice[1]:
                self._app.notice = None  # what it told of does not come
                self._app.situated()
            self._waiting.clear()
            self._holds = {name: held for name, held in self._holds.items() if held[1] is None}
            self.follow()
            return True
        if not self._passing and not self._holds:
            self._waiting.clear()  # keys that wait for rows
        return False
