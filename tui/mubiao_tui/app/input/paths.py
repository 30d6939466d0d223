"""Files to choose: a list of a folder in which several are marked, and a line that takes a path, completed by Tab."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from mubiao.folders import expanded
from mubiao.model import FileError
from mubiao_tui.app.drawing.bars import Bar
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.input.dialogs import Choose, Item
from mubiao_tui.app.input.line import LineInput

SEPARATOR = "\0"
"""Stands between several chosen keys: no name of a file holds it."""

MOST = 200
"""Names of a folder that are offered while a path is typed."""


def is_path(text: str) -> bool:
    """Whether what is typed is a path rather than words that narrow the list."""
    return "/" in text or text.startswith("~") or text in (".", "..")


def resolved(text: str, folder: Path) -> Path | None:
    """The path that a text means, seen from a folder; None where there is no such home."""
    try:
        return folder / expanded(text)
    except FileError:
        return None


def offered(text: str, folder: Path) -> list[str]:
    """What a typed path can go on as: the names of its folder that begin as it does, folders with a slash behind.

    Hidden ones are offered only where a dot was typed; a folder that cannot be read has none.
    """
    head, slash, stem = text.rpartition("/")
    if text in (".", ".."):
        head, slash, stem = "", "", text  # what follows them is a slash
    elif text.startswith("~") and not slash:
        return [f"{text}/"] if (home := resolved(text, folder)) is not None and home.is_dir() else []
    base = resolved(f"{head}{slash}" or ".", folder)
    if base is None:
        return []
    found: list[str] = []
    try:
        with os.scandir(base) as entries:
            for entry in entries:
                if entry.name.startswith(stem) and entry.name.startswith(".") == stem.startswith("."):
                    found.append(f"{head}{slash}{entry.name}{'/' if entry.is_dir() else ''}")
    except (OSError, ValueError):
        return []
    if text == "." or stem == "..":
        found.append(f"{text}/")
    return sorted(found, key=str.casefold)[:MOST]


def completed(text: str, folder: Path) -> str:
    """A typed path as far as it can only go on in one way."""
    found = offered(text, folder)
    if not found:
        return text
    least, most = min(found), max(found)  # what these two share, all between them do
    same = next((n for n, (a, b) in enumerate(zip(least, most, strict=False)) if a != b), min(len(least), len(most)))
    return least[:same] if same > len(text) else text


class Files(Choose):
    """A folder: rows are marked with Tab, a path is completed by it. Gives one key, several, or a typed path."""

    DEFAULT_CSS = "Files #wrong { height: auto; }"

    def __init__(
        self, look: Look, title: str, hint: str, items: Sequence[Item], *, none: str, folder: Path, missing: str,
        single: Sequence[str],
    ) -> None:  # fmt: skip
        super().__init__(look, title, hint, items, none=none)
        self.folder, self.missing, self.single = folder, missing, set(single)
        self.listed = items
        self.marked: list[str] = []

    def compose(self) -> ComposeResult:
        """The line, what is wrong with it, and the list."""
        with self.framed(Vertical()):
            yield LineInput(id="narrow", compact=True)
            yield Bar(self.look, id="wrong")
            yield Grid(self.look, id="items", header=False)

    def on_mount(self) -> None:
        """All of the folder, and nothing wrong."""
        super().on_mount()
        self._wrong("")

    @property
    def line(self) -> Input:
        """What is typed."""
        return self.query_one("#narrow", Input)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What a path can go on as, or the rows that have each of the words."""
        typed = self.line.value
        self._wrong("")
        path = is_path(typed)
        self.items = [Item(one, one) for one in offered(typed, self.folder)] if path else self.listed
        self._list("" if path else typed)
        self._show_marks()

    def took(self, key: str) -> bool:
        """Tab completes or marks; Enter takes what is typed, the marked rows, or the one under the cursor."""
        typed = self.line.value
        grid = self.query_one("#items", Grid)
        if key == "tab":
            if is_path(typed):
                self._put(completed(typed, self.folder))
            elif grid.current is not None:
                if grid.current.key not in self.single:
                    self._mark(grid.current.key)
                grid.move(1)
            return True
        if key != "enter":
            return super().took(key)
        if is_path(typed):
            self._take_path(typed, grid.current.key if grid.current is not None else None)
        elif self.marked:
            self.dismiss(SEPARATOR.join(self.marked))
        else:
            return super().took(key)
        return True

    def _take_path(self, typed: str, under: str | None) -> None:
        path = resolved(typed, self.folder)
        try:
            there = path is not None and path.exists()
        except (OSError, ValueError):  # a name that is too long, or holds what no name can
            there = False
        if there:
            self.dismiss(str(path))
        elif under is not None:
            self._put(under)
        else:
            self._wrong(self.missing.format(name=one_line(typed)))

    def _put(self, text: str) -> None:
        self.line.value = text
        self.line.cursor_position = len(text)

    def _mark(self, key: str) -> None:
        self.marked = [one for one in self.marked if one != key] if key in self.marked else [*self.marked, key]
        self._show_marks()

    def _show_marks(self) -> None:
        grid = self.query_one("#items", Grid)
        grid.marks = tuple(self.marked)
        grid.refresh()

    def _wrong(self, said: str) -> None:
        bar = self.query_one("#wrong", Bar)
        bar.display = bool(said)
        bar.say([Piece(said, "error")])
