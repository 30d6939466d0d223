"""The frame below the list of documents follows a cursor that rests: what the list knows, then what spoke for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mubiao.model import StatementError
from mubiao_tui.app.panes.base import FOLLOW, Pane
from mubiao_tui.app.reader.frame import FramePanel

if TYPE_CHECKING:
    from mubiao.documents.frame import Frame
    from mubiao_tui.app.grid.model import Row

REST = 0.05
"""Seconds that the cursor has to rest on before a text is read for its frame."""


class Framing:
    """Keeps the panel of a pane with the row under its cursor."""

    def __init__(self, pane: Pane) -> None:
        self.pane = pane
        self._told: tuple[str, str] | None = None  # the document whose frame is told, and the state of the database
        self._wanted: tuple[str, str] | None = None

    def forget(self) -> None:
        """Another list: the same document may be another."""
        self._told = self._wanted = None

    def follow(self, current: Row | None, *, delay: float = FOLLOW) -> None:
        """Tell the frame of a row of the list once the cursor rests on it; nothing where the panel is not shown."""
        host, panel = self.pane.host, self.pane.query_one(FramePanel)
        if current is None or not panel.display:
            self.forget()
            panel.tell(current.data if current is not None else None, None)  # once it is shown again
            return
        wanted = (host.stamp, current.key)
        if wanted in (self._told, self._wanted):
            return
        self._told, self._wanted = None, wanted
        document = current.data

        def rested(_: None) -> None:
            if self._wanted == wanted:
                panel.tell(document, None)
                self._weigh(wanted, document)

        if delay:  # a page of documents is drawn once: telling of each would draw the screen again behind it
            self.pane.read("framed", lambda: None, rested, delay=delay)
        else:
            rested(None)

    def _weigh(self, wanted: tuple[str, str], document: dict[str, Any]) -> None:
        """Read the text of a document for what spoke for its place and its year."""
        panel, store = self.pane.query_one(FramePanel), self.pane.host.source.store
        if not document["has_text"]:
            self._told = wanted
            return

        def work() -> Frame | None:
            try:  # what weighs a text is imported for the first one: not where keys wait for it
                return store.statements.frame(wanted[1], outlined=False)
            except StatementError:  # it was removed meanwhile, and the list is on its way
                return None

        def done(frame: Frame | None) -> None:
            if self._wanted == wanted:
                self._told = wanted
                panel.tell(document, frame)

        self.pane.read("framed", work, done, delay=REST)
