"""Names to choose from, and a line in which a new one is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.input.dialogs import Choose, Item
from mubiao_tui.app.system.state import LONGEST_NAME

OPEN, NEW, DELETE = "=", "+", "-"
"""What is to be done with a name; it stands before it."""


class Naming(Choose):
    """Gives a name with what is to be done with it before it: OPEN, NEW or DELETE."""

    def __init__(
        self, look: Look, title: str, hint: str, items: Sequence[Item], *, none: str, new: Callable[[str], str]
    ) -> None:
        super().__init__(look, title, hint, items, none=none)
        self.known = {item.key for item in items}
        self.held = [Item(f"{OPEN}{item.key}", item.label, item.detail) for item in items]
        self.items = self.held
        self.new = new

    def _list(self, typed: str, key: str | None = None) -> None:
        """The names that have what is typed; it is a new name if none is called so."""
        name = " ".join(typed.split())[:LONGEST_NAME].strip()
        fresh = bool(name) and name not in self.known
        self.items = [*self.held, *([Item(f"{NEW}{name}", self.new(name), search=typed)] if fresh else [])]
        super()._list(typed, key)

    def took(self, key: str) -> bool:
        """Delete forgets the name under the cursor."""
        current = self.query_one("#items", Grid).current
        if key == "delete":
            if current is not None and current.key.startswith(OPEN):
                self.dismiss(f"{DELETE}{current.key[1:]}")
            return True
        return super().took(key)
