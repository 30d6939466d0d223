"""The text of a document on the screen, one Strip a line."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mubiao_tui.app.alive import Part, Word
from mubiao_tui.app.drawing.paint import Piece, strip
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.reader.page import Page, find

EMPTY = Page((), (), ())
MARGIN = 1

WIDEST = 90
"""Cells of the longest line of text: the eye loses longer ones on its way back."""


class Reader(Part, ScrollView, can_focus=True, inherit_bindings=False):
    """Text to read, with a fact lit. It moves when it is told to."""

    DEFAULT_CSS = "Reader { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; }"

    class Moved(Word):
        """Another fact is lit, or other lines are seen."""

    class Resized(Word):
        """The text has to be broken for another width."""

    def __init__(self, look: Look, *, id: str) -> None:
        super().__init__(id=id)
        self.look = look
        self.page = EMPTY
        self.fact = -1  # the number of the lit fact
        self.said: Sequence[str] = ()  # shown instead of a text
        self.words = ""  # what is searched for
        self.found: int | None = None  # the line where it was found last

    @property
    def room_across(self) -> int:
        """Cells of a line of text."""
        return min(max(self.scrollable_content_region.width - 2 * MARGIN, 8), WIDEST)

    def show(self, page: Page, *, fact: int = -1, said: Sequence[str] = ()) -> None:
        """Show other text; `said` where there is none."""
        self.page, self.said = page, said
        self.virtual_size = Size(self.size.width, len(page.lines) or len(said))
        self.light(fact, top=fact < 0)
        self.refresh()

    def light(self, fact: int, *, top: bool = False) -> None:
        """Light a fact and bring it into the upper half of the screen, unless it is seen already."""
        self.fact = fact if 0 <= fact < len(self.page.fact_lines) else -1
        if self.fact >= 0:
            self.reveal(self.page.fact_lines[self.fact])
        elif top:
            self.scroll_to(y=0, animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def reveal(self, line: int) -> None:
        """Scroll so that a line is seen, a third from the top when it was not."""
        top = self.scroll_offset.y
        if not top <= line < top + self.size.height - 1:
            self.scroll_to(y=max(line - self.size.height // 3, 0), animate=False)

    @property
    def first_line(self) -> int:
        """The first line that is seen."""
        return self.scroll_offset.y

    def next_fact(self, step: int) -> None:
        """Light the next fact, counted from the lit one if it is seen, else from the first line."""
        lines = self.page.fact_lines
        if not lines:
            return
        top, bottom = self.first_line, self.first_line + self.size.height
        if self.fact >= 0 and top <= lines[self.fact] < bottom:
            to = self.fact + step
        elif step > 0:
            to = next((n for n, line in enumerate(lines) if line >= top), len(lines) - 1)
        else:
            to = max((n for n, line in enumerate(lines) if line < top), default=0)
        self.light(min(max(to, 0), len(lines) - 1))

    def move(self, rows: int) -> None:
        """Scroll by lines."""
        self.move_to(self.first_line + rows)

    def move_page(self, pages: int) -> None:
        """Scroll by screens."""
        self.move(pages * max(self.size.height - 1, 1))

    def move_to(self, line: int) -> None:
        """Scroll to a line."""
        last = max(len(self.page.lines) - self.size.height, 0)
        self.scroll_to(y=min(max(line, 0), last), animate=False)
        self.post_message(self.Moved())

    def move_column(self, columns: int) -> bool:
        """There are no columns in a text."""
        return False

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        cells = self.scrollable_content_region.width
        if not self.page.lines:
            text = self.said[y] if y < len(self.said) else ""
            return strip([Piece(" " * MARGIN), Piece(text, "dim")], cells, self.look)
        at = self.scroll_offset.y + y
        if at >= len(self.page.lines):
            return strip((), cells, self.look)
        pieces = [Piece(" " * MARGIN)]
        for span in self.page.lines[at].spans:
            lit = span.fact >= 0 and span.fact == self.fact
            pieces += [Piece(span.text, "lit")] if lit else self._matched(span.text, span.role)
        return strip(pieces, cells, self.look)

    def _matched(self, text: str, role: str) -> list[Piece]:
        pieces: list[Piece] = []
        at = 0
        for found in find(text, self.words):
            pieces += [Piece(text[at:found], role), Piece(text[found : found + len(self.words)], "match")]
            at = found + len(self.words)
        return [*pieces, Piece(text[at:], role)]

    def on_resize(self) -> None:
        """Another width needs other lines."""
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Light the fact that is clicked."""
        at = self.scroll_offset.y + event.y
        if at < len(self.page.lines):
            left = MARGIN
            for span in self.page.lines[at].spans:
                left += width(span.text)
                if event.x < left:
                    if span.fact >= 0:
                        self.light(span.fact)
                    break
