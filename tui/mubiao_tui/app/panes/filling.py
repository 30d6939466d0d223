"""One part of a pane fills the room of all of them, and gives it back.

Which parts a pane has, and how they stand, is in its style sheet; here two classes win over it. What tells of the part
in a line above it stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget

from mubiao_tui.app.drawing.bars import Bar

AWAY, FILLING = "away", "filling"

CSS = f"""
Pane .{AWAY} {{ display: none !important; }}
Pane .{FILLING} {{ width: 1fr !important; height: 1fr !important; max-width: 100% !important; }}
"""
"""What the two classes do."""


def beside(pane: Widget, part: Widget) -> Iterator[Widget]:
    """What takes room from a part: all that stands beside it, and beside what it lies in, but lines of text."""
    node: Widget = part
    while node is not pane:
        around = node.parent
        if not isinstance(around, Widget):
            return
        yield from (other for other in around.children if other is not node and not isinstance(other, Bar))
        node = around


def fill(pane: Widget, part: Widget) -> None:
    """Give all the room to a part."""
    free(pane)
    for other in beside(pane, part):
        other.add_class(AWAY)
    for node in part.ancestors_with_self:
        if node is pane:
            break
        node.add_class(FILLING)


def free(pane: Widget) -> None:
    """Every part has its room again."""
    for name in (AWAY, FILLING):
        pane.query(f".{name}").remove_class(name)
