"""What stands below a table and follows its cursor: a sentence with what is meant lit, in the lines there are."""

from __future__ import annotations

from typing import Generic, TypeVar

from mubiao_tui.app.drawing.bars import Bar, ruled
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look

Found = TypeVar("Found")


def lit(text: str, start: int, end: int, look: Look) -> list[Piece]:
    """A sentence with the words from `start` to `end` lit."""
    return [
        Piece(one_line(text[:start]).lstrip()),
        Piece(look.sign("lit_left"), "target"),
        Piece(one_line(text[start:end]), "lit"),
        Piece(look.sign("lit_right"), "target"),
        Piece(one_line(text[end:]).rstrip()),
    ]


def around_lit(body: list[list[Piece]], room: int) -> list[list[Piece]]:
    """As many lines as there is room for, the one with what is lit among them."""
    at = next((i for i, line in enumerate(body) if any(p.role == "lit" for p in line)), 0)
    first = min(max(at - room // 2, 0), max(len(body) - room, 0))
    return body[first : first + room]


class Below(Bar, Generic[Found]):
    """What is told of the row under the cursor. It follows the cursor."""

    title: str
    """The text that stands in the rule where there is nothing to tell."""

    def __init__(self, look: Look, names: Names, *, id: str) -> None:
        super().__init__(look, id=id)
        self.names = names
        self.found: Found | None = None

    def told(self, found: Found, cells: int, height: int) -> list[Line]:
        """What is told of something, in at most `height` lines."""
        raise NotImplementedError

    def tell(self, found: Found | None) -> None:
        """Show something, or nothing."""
        self.found = found
        self.paint()

    def paint(self) -> None:
        """Break the lines for the present size."""
        if self.found is None:
            title = f" {self.names.strings.text(self.title)} "
            self.say(ruled([Piece(title, "bold")], self.size.width, self.look))
        elif self.size.width:
            self.say(*self.told(self.found, self.size.width, self.size.height))

    def on_resize(self) -> None:
        """Other widths break elsewhere."""
        self.paint()
