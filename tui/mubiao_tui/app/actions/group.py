"""What the actions of every group have: the application that they belong to, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application


class Group:
    """Actions of one subject."""

    def __init__(self, app: Application) -> None:
        self.app = app

    def text(self, key: str, **values: object) -> str:
        """A text of the interface."""
        return self.app.strings.text(key, **values)
