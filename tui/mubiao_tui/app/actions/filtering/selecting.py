"""Actions that decide which facts count: the filter, marks, the roll-up, one place; and searching in what is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mubiao.queries.selection import Beside
from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import ListModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.reader.page import find
from mubiao_tui.app.reader.widget import Reader
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application


class Selecting(Group):
    """Filter, marks and search."""

    def filter(self) -> None:
        """Open the filter bar."""
        from mubiao_tui.app.actions.filtering.filterbar import open_bar

        self.app.call_later(open_bar, self.app)

    def unfilter(self) -> None:
        """Every fact again, and targets of every verdict."""
        self.app.view = replace(self.app.view, verdict="", only=())
        self.app.select(self.app.view.selection.unfiltered)

    def below(self) -> None:
        """With the places inside, or without them."""
        chosen = self.app.view.selection
        self.app.select(replace(chosen, below=not chosen.below))
        self.app.say(self.app.strings.text("below.off" if chosen.below else "below.on"))

    def narrow(self) -> None:
        """Only the place under the cursor."""
        place = self.place()
        if place is not None:
            code, name = place
            self.app.select(replace(self.app.view.selection, region=code, region_name=name))
            self.app.say(self.app.strings.text("narrow.done", place=name))

    def place(self) -> tuple[str, str] | None:
        """Code and name of the place under the cursor."""
        pane, focused = self.app.pane, self.app.focused
        if self.app.view.tab is Tab.REGIONS:
            found = pane.place if pane is not None else None
            return (found.code, found.name) if found is not None else None
        current = focused.current if isinstance(focused, Grid) else None
        if current is None:
            return None
        if isinstance(current.data, tuple):
            return current.data[0], current.data[1]
        if isinstance(current.data, dict) and current.data.get("region_code"):
            return current.data["region_code"], current.data["region"]
        return None

    # Marks

    def mark(self) -> None:
        """Mark the place or the fact under the cursor, or take the mark back; then on to the next row."""
        focused, view = self.app.focused, self.app.view
        if not isinstance(focused, Grid) or focused.current is None:
            return
        place = self.place() if view.tab.kind.marks == "places" else None
        key = place[0] if place is not None else focused.current.key
        marks = tuple(m for m in view.marked if m != key) if key in view.marked else (*view.marked, key)
        self.app.view = view.with_marked(marks)
        focused.marks = marks
        focused.refresh()
        if self.app.view.tab is not Tab.SECTORS:
            focused.move(1)
        self.app.head()

    def unmark(self) -> None:
        """Forget the marks that are seen: those of facts among facts, else those of places."""
        self.app.change(self.app.view.with_marked(()))
        pane = self.app.pane
        for grid in pane.query(Grid) if pane is not None else ():
            grid.marks = ()
            grid.refresh()
        self.app.head()

    def compare(self) -> None:
        """The marked places side by side."""
        from mubiao.queries.comparisons.beside import FEWEST, MOST
        from mubiao.queries.comparisons.series import name

        app, view = self.app, self.app.view
        marks = tuple(dict.fromkeys(view.marked))
        if len(marks) < FEWEST:
            app.say(app.strings.text("beside.two"))
            return
        chosen = replace(view.selection, region=None, region_name=None, below=True)
        beside = view.to(Tab.TARGETS, mode="beside", selection=chosen, beside=Beside(marks[:MOST]))
        app.go(beside, app.strings.text("targets.beside"))
        if left := marks[MOST:]:
            names = ", ".join(one_line(name(app.source, code)) for code in left)
            app.say(app.strings.text("beside.most", most=MOST, places=names))

    # Search in what is shown

    def search(self) -> None:
        """Ask what to look for."""
        from mubiao_tui.app.input.dialogs import Ask

        text = self.app.strings.text

        def done(words: str | None) -> None:
            if words:
                self.app.searched = words.strip()
                self.step(0, 1)

        asked = Ask(self.app.look, text("search.title"), text("dialog.ask"), self.app.searched, typed_over=True)
        self.app.push_screen(asked, done)

    def next_match(self) -> None:
        """To the next place where it stands."""
        self.step(1, 1)

    def previous_match(self) -> None:
        """To the place before where it stands."""
        self.step(-1, -1)

    def step(self, offset: int, direction: int) -> None:
        """Look from the cursor in a direction, going round."""
        part, pane = self.app.focused, self.app.pane
        if isinstance(part, Reader):
            self._in_text(part, direction, offset)
        elif isinstance(part, Grid) and isinstance(part.model, ListModel) and not (pane and pane.partly(part)):
            at = part.model.find(self.app.searched, part.cursor + offset, direction)
            self._arrive(part, at)
        elif isinstance(part, Grid) and pane is not None:
            pane.find(self.app.searched, part.cursor + offset, direction, lambda at: self._arrive(part, at))
        self.app.situated()

    def _arrive(self, part: Grid, at: int | None) -> None:
        if at is None:
            self.app.say(self.app.strings.text("search.none", words=self.app.searched))
        else:
            part.move_to(at)

    def _in_text(self, part: Reader, direction: int, offset: int) -> None:
        reading = self.app.pane.document_read if self.app.pane is not None else None
        places = find(reading.text or "", self.app.searched) if reading is not None else []
        lines = sorted({part.page.line_of(place) for place in places})
        part.words = self.app.searched
        part.refresh()
        if not lines:
            self.app.say(self.app.strings.text("search.none", words=self.app.searched))
            return
        here = part.found if part.found is not None else part.first_line - (direction > 0 and not offset)
        later = [line for line in lines if (line > here if direction > 0 else line < here)]
        to = (later[0] if direction > 0 else later[-1]) if later else (lines[0] if direction > 0 else lines[-1])
        part.found = to
        part.reveal(to)
        count = self.app.strings.text("search.found", number=lines.index(to) + 1, count=len(lines))
        self.app.say(count)


def forget_facts(app: Application) -> None:
    """Forget the marks of facts: they have been judged."""
    app.view = replace(app.view, fact_marks=())
    for grid in app.pane.query(Grid) if app.pane is not None else ():
        grid.marks = ()
        grid.refresh()
    app.head()


def stop_search(app: Application) -> None:
    """Look for nothing any more."""
    app.searched = ""
    for reader in app.query(Reader):
        reader.words, reader.found = "", None
        reader.refresh()
    app.situated()
