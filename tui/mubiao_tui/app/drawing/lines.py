"""What is made of lines goes to the screen as it is, and a scroll bar is drawn when it looks otherwise.

Textual keeps a drawn line of each widget and puts borders, padding and tints around it. Tables have none of these, keep
their rows themselves, and change every line with a page: what Textual does for each line would be as much again as
drawing it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.geometry import Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Drawn = Widget
else:
    _Drawn = object  # no class of Textual's style sheets: the class that follows in the bases is


class Slider(ScrollBar, inherit_bindings=False):
    """A scroll bar that is drawn again when its thumb looks otherwise: a page of a million rows does not move it."""

    position: Reactive[float] = Reactive(0, repaint=False)

    _seen: object = None

    def watch_position(self) -> None:
        """Rows have moved below it."""
        if self._looks() != self._seen:
            self.refresh()

    def _looks(self) -> tuple[Any, ...]:
        """All that its drawing depends on; begin of the thumb in eighths of a cell, as it is drawn."""
        window, rows, cells = self.window_size, self.window_virtual_size, self.size.height
        begin = 0
        if 0 < window < rows and cells:
            thumb = max(1, window / (rows / cells))
            begin = int((cells - thumb) * (self.position / (rows - window)) * 8)
        styles = self.parent.styles if isinstance(self.parent, Widget) else None
        colours = styles and (styles.scrollbar_color, styles.scrollbar_background)
        return begin, window, rows, self.size, self.mouse_over, self.grabbed, self.visual_style, colours

    def _render_content(self) -> None:
        self._seen = self._looks()
        super()._render_content()


class Plain(_Drawn):
    """A part without border and padding that makes whole lines. Stands before the class of Textual that scrolls."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Its scroll bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            made = Slider(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = made
            made.display = False
            self.app._start_widget(self, made)
        return self._vertical_scrollbar

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, as they are drawn; as Textual makes them where a style asks for more."""
        if self.styles.gutter.totals != (0, 0) or self.opacity != 1.0:
            return super().render_lines(crop)
        base, background = self.background_colors
        blank = self._styles_cache.get_inner_outer(base, background)[0].rich_style
        cells = self.content_region.width
        lines = [self.render_line(y).adjust_cell_length(cells, blank) for y in crop.line_range]
        for each in self.get_line_filters():
            lines = [line.apply_filter(each, background) for line in lines]
        begin, end = crop.column_span
        return lines if (begin, end) == (0, cells) else [line.crop(begin, end) for line in lines]
