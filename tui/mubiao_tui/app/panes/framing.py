"""The frame below the list of documents follows its cursor: first what the list knows, then what spoke for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao.model import StatementError
from mubiao_tui.app.panes.base import Pane
from mubiao_tui.app.reader.frame import FramePanel

if TYPE_CHECKING:
    from mubiao.documents.frame import Frame
    from mubiao_tui.app.grid.model import Row

REST = 0.15
"""Seconds that the cursor has to rest before a text is read for its frame."""


class Framing:
    """Keeps the panel of a pane with the row under its cursor."""

    def __init__(self, pane: Pane) -> None:
        self.pane = pane
        self._told: tuple[str, str] | None = None  # the document whose frame is told, and the state of the database
        self._wanted: tuple[str, str] | None = None

    def forget(self) -> None:
        """Another list: the same document may be another."""
        self._told = self._wanted = None

    def follow(self, current: Row | None) -> None:
        """Tell the frame of a row of the list; nothing where the panel is not shown."""
        host, panel = self.pane.host, self.pane.query_one(FramePanel)
        if current is None or not panel.display:
            self.forget()
            panel.tell(current.data if current is not None else None, None)  # once it is shown again
            return
        wanted = (host.stamp, current.key)
        if wanted in (self._told, self._wanted):
            return
        self._told, self._wanted = None, wanted
        panel.tell(current.data, None)
        if not current.data["has_text"]:
            self._told = wanted
            return
        statements, document = host.source.store.statements, current.data

        def work() -> Frame | None:
            try:
                return statements.frame(wanted[1], outlined=False)
            except StatementError:  # it was removed meanwhile, and the list is on its way
                return None

        def done(frame: Frame | None) -> None:
            if self._wanted == wanted:
                self._told = wanted
                panel.tell(document, frame)

        self.pane.read("framed", work, done, delay=REST)
