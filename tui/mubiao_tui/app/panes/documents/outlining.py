"""The sections of a document to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.panes.base import Pane

if TYPE_CHECKING:
    from mubiao.queries.records import Reading


def choose_section(pane: Pane, found: Reading, start: int, then: Callable[[int], None]) -> None:
    """Ask which section of a document is meant; `then` gets where it begins. start: the one that is chosen first."""
    from mubiao_tui.app.input.dialogs import Choose, Item

    items: list[Item] = []
    for n, section in enumerate(found.sections):
        inside = [f for f in found.facts if section["start"] <= f["start"] < section["end"]]
        judged = sum(f["review"] is not None for f in inside)
        title = one_line(section["heading"]) or one_line(found.document["title"])
        said = pane.text("documents.coverage", facts=len(inside), seen=judged)
        role = pane.host.names.word("role", section["role"])
        items.append(Item(str(n), "  " * section["level"] + title, f"{said} · {role}"))

    def done(chosen: str | None) -> None:
        if chosen is not None:
            then(found.sections[int(chosen)]["start"])

    title, hint = pane.text("documents.outline"), pane.text("dialog.choose")
    dialog = Choose(pane.host.look, title, hint, items, none=pane.text("dialog.none"), start=str(max(start, 0)))
    pane.app.push_screen(dialog, done)
