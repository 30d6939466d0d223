"""Nothing is drawn over the frame of the last session before there is something to show in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mubiao_tui.app.application import Application

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen
    from textual.timer import Timer

LOOK = 0.02
"""Seconds between two looks whether there is."""

MOST = 100
"""Looks after which it is drawn, whatever there is."""


class Curtain(Application):
    """An application that draws nothing at first where a frame stands already."""

    standing = False
    """Whether a frame stands that nothing is to be drawn over."""

    _looks = 0
    _watch: Timer | None = None

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if not self.standing:
            super()._display(screen, renderable)

    def look_behind(self) -> None:
        """Look for something to show, from now on."""
        if self.standing:
            self._watch = self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        self._looks += 1
        there = self.pane is not None and not self.loads.busy_but("open", "ahead")
        if there or self.notice is not None or self._looks >= MOST or len(self.screen_stack) > 1:
            self.standing = False
            if self._watch is not None:
                self._watch.stop()
            self.refresh(layout=True)

    def frame(self) -> str | None:
        """What is on the screen as a terminal takes it; None where that is not what a session begins with."""
        if self.standing or self.is_headless or len(self.screen_stack) != 1 or self.notice is not None or self.changed:
            return None
        if not self.open or self.pane is None or not self.pane.settled:
            return None
        return self.screen._compositor.render_full_update().render_segments(self.console)
