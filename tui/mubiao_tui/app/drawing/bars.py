"""The lines around the panes: header, tabs with breadcrumbs, footer. Each is one line painted from plain pieces."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from mubiao_tui.actions import Action, key_name
from mubiao_tui.app.alive import Part
from mubiao_tui.app.drawing.paint import Line, Piece, strip, wide
from mubiao_tui.app.drawing.text import fit, one_line, wrap
from mubiao_tui.app.drawing.theme import Look

LEAST = 4
"""Cells below which a cut piece would say nothing."""

CRUMB = 8
"""The same for a step of the way back."""


class Bar(Part, Widget):
    """Lines of pieces, as many as they are."""

    DEFAULT_CSS = "Bar { height: 1; }"

    class Pressed(Message):
        """A piece with a name was clicked."""

        def __init__(self, bar: Bar, name: str) -> None:
            super().__init__()
            self.bar, self.pressed = bar, name

    def __init__(self, look: Look, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.look = look
        self.lines: Sequence[Line] = ()
        self.targets: list[tuple[int, int, str]] = []  # begin and end in cells, and what a click there means

    def say(self, *lines: Line) -> None:
        """Show other lines; nothing is drawn where nothing has changed."""
        if list(lines) != list(self.lines):
            self.lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines, or an empty one."""
        return strip(self.lines[y] if y < len(self.lines) else (), self.size.width, self.look)

    def on_click(self, event: events.Click) -> None:
        """Say which piece was clicked."""
        for begin, end, name in self.targets:
            if begin <= event.x < end and event.y == 0:
                self.post_message(self.Pressed(self, name))


def spread(left: Line, right: Line, cells: int, look: Look, *, whole: bool = False) -> list[Piece]:
    """Left and right in one line; the right side stays whole, the left is cut, with a sign.

    whole: what follows the first words is left out piece by piece rather than cut: half a legend explains nothing.
    """
    gap = cells - wide(left) - wide(right)
    if gap >= 1:
        return [*left, Piece(" " * gap), *right]
    kept: list[Piece] = []
    room = cells - wide(right) - 1
    for piece in left:
        long = wide([piece])
        if long <= room:
            kept.append(piece)
            room -= long
            continue
        if room >= LEAST and not (whole and any(one.text.strip() for one in kept)):
            kept.append(Piece(fit(piece.text, room, more=look.sign("cut")), piece.role))
        break
    return [*kept, Piece(" " * max(cells - wide(kept) - wide(right), 1)), *right]


def ruled(line: Line, cells: int, look: Look) -> list[Piece]:
    """A heading with a rule before it, and behind it up to the edge; only words that have no room are cut."""
    bar = look.sign("horizontal")
    pieces = [Piece(bar * 2, "rule"), *line]
    return [*pieces, Piece(bar * max(cells - wide(pieces), 0), "rule")]


def told_in(line: Line, cells: int, most: int = 6, indent: str = "") -> list[list[Piece]]:
    """Pieces of running text in as many lines of so many cells as they take, `most` at most."""
    text = "".join(piece.text for piece in line)
    lines: list[list[Piece]] = []
    for begin, end in wrap(text, max(cells - len(indent), 8)):
        at, found = 0, [Piece(indent)] if indent else []
        for piece in line:
            first, last = max(begin, at), min(end, at + len(piece.text))
            if first < last:
                found.append(Piece(piece.text[first - at : last - at], piece.role))
            at += len(piece.text)
        lines.append(found)
        if len(lines) == most:
            break
    return lines


def header(title: Line, chips: Sequence[str], look: Look, cells: int) -> list[Piece]:
    """The program, its database, and what narrows the facts."""
    marks: list[Piece] = []
    for chip in chips:
        marks += [Piece(f"⟨{one_line(chip)}⟩", "chip"), Piece(" ")]
    return spread(title, marks, cells, look)


def tabs(
    labels: Sequence[tuple[str, str]], current: str, crumbs: Sequence[str], look: Look, cells: int
) -> tuple[list[Piece], list[tuple[int, int, str]]]:
    """The tabs with their numbers, the way back on the right, and where each tab can be clicked.

    In a narrow terminal the earlier steps go first; the tabs always stay, and where even they have no room, the
    numbers of those that are not shown.
    """
    tight = 1 + sum(wide([Piece(f" {n} {label} ")]) for n, (_, label) in enumerate(labels, 1)) > cells
    pieces: list[Piece] = [Piece(" ")]
    targets: list[tuple[int, int, str]] = []
    at = 1
    for number, (name, label) in enumerate(labels, 1):
        text = f" {number} " if tight and name != current else f" {number} {label} "
        pieces.append(Piece(text, "tab_on" if name == current else "tab"))
        targets.append((at, at + wide([Piece(text)]), name))
        at += wide([Piece(text)])
    sign = f" {look.sign('crumb')} "
    shown, room = [one_line(c) for c in crumbs], cells - at - 3
    while len(shown) > 1 and wide([Piece(sign.join(shown))]) > room:
        shown = [look.sign("more"), *shown[2 if shown[0] == look.sign("more") else 1 :]]
        if len(shown) == 2 and wide([Piece(sign.join(shown))]) > room:
            shown = shown[1:]
    if shown and wide([Piece(sign.join(shown))]) > room:
        shown = [fit(shown[-1], room, more=look.sign("cut"))] if room >= CRUMB else []
    if not shown:
        return pieces, targets
    return spread(pieces, [Piece(sign.join(shown), "crumb"), Piece(" ")], cells, look), targets


def footer(
    actions: Sequence[Action], label: dict[str, str], cells: int, last: Sequence[str] = ("help",)
) -> tuple[list[Piece], list[tuple[int, int, str]]]:
    """As many of the actions as fit, most urgent first; those of `last` always, at the end."""
    ends = [a for a in actions if a.id in last]
    room = cells - 1 - sum(_long(a, label) for a in ends)
    chosen: list[Action] = []
    for action in actions:
        if action.id in last:
            continue
        long = _long(action, label)
        if long <= room:
            chosen.append(action)
            room -= long
    pieces: list[Piece] = [Piece(" ")]
    targets: list[tuple[int, int, str]] = []
    at = 1
    for action in [*chosen, *ends]:
        pieces += [Piece(key_name(action.keys[0]), "key"), Piece(f" {label[action.id]}  ", "dim")]
        targets.append((at, at + _long(action, label), action.id))
        at += _long(action, label)
    return pieces, targets


def _long(action: Action, label: dict[str, str]) -> int:
    return wide([Piece(f"{key_name(action.keys[0])} {label[action.id]}  ")])
