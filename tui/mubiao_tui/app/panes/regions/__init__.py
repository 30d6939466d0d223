"""Regions: the tree of places, and how the place under the cursor stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from mubiao.queries.records import Board, Place
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridColumn, ListModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes.base import FOLLOW
from mubiao_tui.app.panes.regions.standing import PlaceStanding
from mubiao_tui.app.rows.places.board import Table
from mubiao_tui.app.rows.places.tree import find_place, named_place, tree_rows
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl


class RegionsPane(PlaceStanding):
    """The tab of regions."""

    tab = Tab.REGIONS
    brings = ("places", "board")
    DEFAULT_CSS = """
    RegionsPane > Horizontal { height: 1fr; }
    RegionsPane #tree { width: 36; }
    RegionsPane.narrow #tree { width: 28; }
    RegionsPane.tiny #tree { width: 23; }
    RegionsPane.slim #tree { width: 14; }
    RegionsPane #place { height: 1fr; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.places: list[Place] = []
        self.closed: set[str] = set()
        self._below: bool | None = None  # whether the counts that are shown include the places inside
        self._followed: object = None
        self._filtered = ""  # the filter whose place has been gone to

    def compose(self) -> ComposeResult:
        """The tree; beside it how a place stands."""
        with Horizontal():
            yield Grid(self.host.look, id="tree", header=False)
            with Vertical(id="place"):
                yield from self.standing()

    @property
    def tree_(self) -> Grid:
        """The tree."""
        return self.query_one("#tree", Grid)

    def parts(self) -> list[Widget]:
        """Tree, scoreboard, and what stands below it."""
        return [self.tree_, self.scores, *self.below()]

    def needs(self) -> object:
        """The tree depends on the database and the roll-up, and there is more to read once it is open."""
        return (self.host.stamp, self.host.view.selection.below, self.host.open)

    def load(self) -> None:
        """Read the places."""
        self._followed = None
        first = self.host.first
        if not self.host.open and first is not None:
            self._placed(first.places)
            found = next((p for p in first.places if p.code == first.place), None)
            if found is not None:
                board = Board(found, (), frozenset(), first.sectors, first.documents)
                self.lay_out_place(board, self.text("regions.reading"))
            return
        self.read("places", self.host.source.places, self._placed)

    def _placed(self, places: list[Place]) -> None:
        first, below = not self.places, self.host.view.selection.below
        same = (places, below) == (self.places, self._below)
        self.places, self._below = places, below
        wanted = self.host.view.place
        if first:
            self._filtered = self.host.view.selection.text  # a session begins where the last one ended
            # A country's worth of counties opens at its provinces.
            if len(places) > 60:
                self.closed = {p.code for p in places if p.level in ("prefecture", "county")}
                if len(places) > 400:
                    self.closed |= {p.code for p in places if p.level == "province"}
            if wanted is None:
                wanted = next((p.code for p in places if p.documents), None)
        if not same:
            self._show_tree(wanted)
        if not places:
            self.say_title()
        self.follow(at_once=True)

    def _show_tree(self, key: str | None = None) -> None:
        if key is not None:
            self._open_to(key)
        tiny, below = self.has_class("tiny"), self.host.view.selection.below
        language = self.host.strings.language if tiny else ""
        rows = tree_rows(
            self.places, self.closed, self.host.look, below=below, step=1 if tiny else 2, language=language
        )
        widest = max((len(row.cells[1].text) for row in rows), default=1)
        head = (GridColumn("region", "", 12, grows=True), GridColumn("facts", "", widest, right=True))
        keep = key or (self.tree_.current.key if self.tree_.current else None)
        self.put(self.tree_, ListModel(head, rows), key=keep, empty=self.text("regions.none"))
        self.tree_.marks = self.host.view.marks

    def _open_to(self, code: str) -> None:
        parents = {p.code: p.parent for p in self.places}
        above = parents.get(code)
        while above is not None:
            self.closed.discard(above)
            above = parents.get(above)

    def settle(self) -> None:
        """Follow the view: its place, its marks, its filter."""
        view = self.host.view
        self.tree_.marks = view.marks
        current = self.tree_.current
        if view.place is not None and (current is None or current.key != view.place):
            self._show_tree(view.place)
        if (text := view.selection.text) != self._filtered:
            self._filtered = text
            if (named := named_place(self.places, text)) is not None:
                self._show_tree(named)
        self.fold_as_asked()
        self.follow(at_once=True)
        self.tree_.refresh()

    @property
    def place(self) -> Place | None:
        """The place under the cursor of the tree."""
        current = self.tree_.current
        return current.data if current else None

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """The scoreboard follows the tree."""
        message.stop()
        if message.grid.id == "tree":
            self.follow()
        self.host.situated()

    def follow(self, *, at_once: bool = False) -> None:
        """Read how the place stands once the cursor rests."""
        place, selection = self.place, self.host.view.selection
        if place is None or not self.host.open:
            return
        source = self.host.source
        wanted = (self.host.stamp, place.code, selection)
        # A place that is gone into does not wait for the cursor to rest on it.
        if wanted == self._followed and not (at_once and self.host.loads.delayed("board")):
            return
        self._followed = wanted
        if at_once:
            self.make_room(place.code)
        make, whole = self.maker(), self.unfolded

        def work() -> tuple[Board, Table] | None:
            board = source.board(place.code, selection)
            return None if board is None else (board, make(board))

        def done(found: tuple[Board, Table] | None) -> None:
            if found is not None:
                self._boarded(found[0], found[1] if whole == self.unfolded else None)

        self.read("board", work, done, delay=0 if at_once else FOLLOW)

    def _boarded(self, board: Board, table: Table | None) -> None:
        none = self.text("regions.empty") if board.place.facts_below else self.text("regions.nothing")
        self.lay_out_place(board, none, table)
        self.look_around()

    def export(self) -> Callable[[], pl.LazyFrame]:
        """The places, or the series, sector counts or documents of the place."""
        view, source, place, part = self.host.view, self.host.source, self.place, self.focused_part
        if place is None or part is None or part.id == "tree":
            return lambda: source.store.regions().lazy()
        own = replace(view.selection, region=place.code, region_name=None, below=False)
        if part.id == "board":
            return lambda: source.targets(own).lazy()
        if part.id == "inside":
            return self.export_inside()
        if part.id == "bars":
            from mubiao.queries.facts import tally

            return lambda: tally(source.store, own, ["sector", "claim"])
        return lambda: source.store.documents().lazy().filter(region_code=place.code)

    def situation(self) -> dict[str, Any]:
        """Which part, and what stands under its cursor."""
        grid = next((g for g in self.parts() if g.has_focus), self.tree_)
        assert isinstance(grid, Grid)
        place = self.place
        pane = grid.id or "tree"
        return {
            **self.grid_situation(grid),
            "pane": pane,
            "place": place is not None,
            "parent": place is not None and any(p.code == place.parent for p in self.places),
            "siblings": place is not None
            and any(p.parent == place.parent and p.code != place.code for p in self.places),
            "series": pane == "board" and len(grid.model) > 0,
            "enters": len(grid.model) > 0,
            "panes": len(self.parts()),
            "folds": self.folds,
        }

    def enter(self) -> None:
        """From the tree into the scoreboard; from there into a series, a sector or a document."""
        grid = self.focused_part
        place, view = self.place, self.host.view
        if place is None or not isinstance(grid, Grid) or grid.current is None:
            return
        row = grid.current
        here = replace(view, place=place.code)
        self.host.change(here)
        own = replace(view.selection, region=place.code, region_name=place.name, below=False)
        if grid.id == "tree":
            self.host.go(here, place.name)
            self.scores.focus()
        elif grid.id == "board":
            item = row.data
            chosen = replace(own, indicator=item.indicator)
            label = self.table_names.series(item.indicator, item.measure)
            view = here.to(Tab.TARGETS, selection=chosen, series=(place.code, item.indicator, item.measure))
            self.host.go(view, label)
        elif grid.id == "inside":
            self.host.go(replace(here, place=row.key), row.data[0].name)
        elif grid.id == "bars":
            chosen = replace(own, sector=row.key)
            self.host.go(here.to(Tab.FACTS, selection=chosen, fact=None), self.host.names.sector(row.key))
        else:
            self.host.go(here.to(Tab.DOCUMENTS, document=row.key, fact=None), one_line(row.data["title"]))

    def left(self) -> None:
        """Close the place, or go to the one above; elsewhere a column to the left."""
        grid = self.focused_part
        if isinstance(grid, Grid) and grid.id != "tree":
            if not grid.move_column(-1):
                self.tree_.focus()
            return
        place = self.place
        if place is None:
            return
        if place.code not in self.closed and any(p.parent == place.code for p in self.places):
            self.closed.add(place.code)
            self._show_tree()
        elif place.parent is not None:
            self.to(place.parent)

    def right(self) -> None:
        """Open the place, or go to the scoreboard; elsewhere a column to the right."""
        grid = self.focused_part
        if isinstance(grid, Grid) and grid.id != "tree":
            grid.move_column(1)
        elif self.place is not None and self.place.code in self.closed:
            self.closed.discard(self.place.code)
            self._show_tree()
        else:
            self.scores.focus()

    def to(self, code: str) -> None:
        """Put the cursor on a place."""
        self._show_tree(code)
        self.follow(at_once=True)

    def partly(self, part: Widget) -> bool:
        """The tree has more places than are open."""
        return part is self.tree_

    def find(self, words: str, start: int, step: int, then: Callable[[int | None], None]) -> None:
        """The next place of that name, wherever it is: what it lies in is opened."""
        begin = next((at for at, place in enumerate(self.places) if place is self.place), 0)
        found = find_place(self.places, words, begin + start - self.tree_.cursor, step)
        if found is not None:
            self._show_tree(found)
        then(None if found is None else self.tree_.cursor)

    def to_parent(self) -> None:
        """To the place above."""
        if self.place is not None and self.place.parent is not None:
            self.to(self.place.parent)

    def to_sibling(self) -> None:
        """To the next place of the same parent, going round."""
        if self.place is not None:
            here = [p.code for p in self.places if p.parent == self.place.parent]
            self.to(here[(here.index(self.place.code) + 1) % len(here)])
