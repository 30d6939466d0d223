"""What does an action that the pane does not do itself. Each handler is imported when it is first needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mubiao_tui.actions import BY_ID

if TYPE_CHECKING:
    from mubiao_tui.app.actions.adding import Adding
    from mubiao_tui.app.actions.program import Program
    from mubiao_tui.app.actions.reviewing import Reviewing
    from mubiao_tui.app.actions.selecting import Selecting
    from mubiao_tui.app.application import Application

PLACES: dict[str, tuple[str, str]] = {
    "moving": ("moving", "Moving"),
    "columns": ("columns", "Columns"),
    "selecting": ("selecting", "Selecting"),
    "reviewing": ("reviewing", "Reviewing"),
    "adding": ("adding", "Adding"),
    "output": ("output", "Output"),
    "program": ("program", "Program"),
}
"""Handler → its module and class."""

GROUPS: dict[str, str] = {
    "move": "moving",
    "columns": "columns",
    "filter": "selecting",
    "places": "selecting",
    "review": "reviewing",
    "read": "adding",
    "out": "output",
    "go": "program",
    "tabs": "program",
    "program": "program",
}
"""Group of actions → the handler of those that the pane does not do itself."""

OTHERS: dict[str, str] = {"choose": "output", "cancel": "adding"}
"""Actions whose handler is not that of their group."""


class Handlers:
    """The handlers of one explorer."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._made: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """A handler, made when it is first asked for."""
        if name not in self._made:
            module, kind = PLACES[name]
            self._made[name] = getattr(import_module(f"mubiao_tui.app.actions.{module}"), kind)(self._app)
        return self._made[name]

    def method(self, action: str) -> Any:
        """What does an action now: of the pane, else of a handler; None if nothing does."""
        found = getattr(self._app.pane, f"do_{action}", None)
        if found is not None:
            return found
        name = OTHERS.get(action) or GROUPS.get(BY_ID[action].group)
        return None if name is None else getattr(self.get(name), f"do_{action}", None)

    # What the snapshot of the interface asks, without loading anything

    @property
    def undoable(self) -> bool:
        """Whether there is a judgment to take back."""
        return "reviewing" in self._made and bool(self._made["reviewing"].done)

    @property
    def busy(self) -> bool:
        """Whether files are being added."""
        return "adding" in self._made and bool(self._made["adding"].busy)

    @property
    def stoppable(self) -> bool:
        """Whether they are, and nobody has said to stop yet."""
        return "adding" in self._made and bool(self._made["adding"].stoppable)

    @property
    def selecting(self) -> Selecting:
        """Filter, marks and search."""
        found: Selecting = self.get("selecting")
        return found

    @property
    def reviewing(self) -> Reviewing:
        """Judgments."""
        found: Reviewing = self.get("reviewing")
        return found

    @property
    def adding(self) -> Adding:
        """Files."""
        found: Adding = self.get("adding")
        return found

    @property
    def program(self) -> Program:
        """The program."""
        found: Program = self.get("program")
        return found
