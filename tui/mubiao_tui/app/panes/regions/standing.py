"""How one place stands: its title and score, its board, and below it the places inside, its sectors, its documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from mubiao.queries.records import Around, Board, Place
from mubiao_tui import actions
from mubiao_tui.app.drawing.bars import Bar, told_in
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes.base import FOLLOW, Pane
from mubiao_tui.app.rows.places import scores
from mubiao_tui.app.rows.places.board import PRESENT, Table, board_table
from mubiao_tui.app.rows.places.inside import inside_model
from mubiao_tui.app.rows.places.region import document_rows, sector_rows

if TYPE_CHECKING:
    import polars as pl


class PlaceStanding(Pane):
    """A pane that shows how a place stands."""

    DEFAULT_CSS = """
    PlaceStanding #title { height: 3; }
    PlaceStanding #board { height: 1fr; }
    PlaceStanding #folded { height: 1; display: none; }
    PlaceStanding.folding #folded { display: block; }
    PlaceStanding.short #board { height: auto; }
    PlaceStanding #lower { height: 35%; min-height: 8; max-height: 16; }
    PlaceStanding.low #lower { height: 6; min-height: 6; }
    PlaceStanding.short #lower { height: 1fr; max-height: 100%; }
    PlaceStanding.flat #lower { display: none; }
    PlaceStanding #inside { display: none; width: 52; }
    PlaceStanding.parted #inside { display: block; }
    PlaceStanding.narrow #inside { width: 1fr; }
    PlaceStanding.tiny #inside { width: 37; }
    PlaceStanding.slim #inside { width: 1fr; }
    PlaceStanding #bars { width: 1fr; }
    PlaceStanding.narrow.parted #bars { display: none; }
    PlaceStanding #list { width: 1fr; }
    PlaceStanding.slim.parted #list { display: none; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.places: list[Place] = []
        self.board: Board | None = None
        self.around: Around | None = None
        self.table_: Table | None = None
        self._whole = False  # the board that is shown has the rows and years without a value too

    def standing(self) -> ComposeResult:
        """Title, board, and what stands below it."""
        look = self.host.look
        yield Bar(look, id="title")
        board = Grid(look, id="board")
        board.empty = self.text("facts.reading")
        yield board
        yield Bar(look, id="folded")
        with Horizontal(id="lower"):
            yield Grid(look, id="inside", table="place_inside")
            yield Grid(look, id="bars", table="place_sectors")
            yield Grid(look, id="list", table="place_documents")

    @property
    def scores(self) -> Grid:
        """The scoreboard."""
        return self.query_one("#board", Grid)

    def below(self) -> list[Widget]:
        """The parts below the board, as far as there is room for them."""
        if self.has_class("flat"):
            return []
        parted, narrow, slim = (self.has_class(name) for name in ("parted", "narrow", "slim"))
        shown = [("inside", parted), ("bars", not (parted and narrow)), ("list", not (parted and slim))]
        return [self.query_one(f"#{name}", Grid) for name, there in shown if there]

    # What is shown of a place

    def maker(self) -> Callable[[Board], Table]:
        """What makes the table of a board for the room there is now; called in a thread: a country's takes a while."""
        names, look, tiny = self.table_names, self.host.look, self.has_class("tiny")
        seen, whole = self._years_seen, self.unfolded
        return lambda board: board_table(board, names, look, tiny=tiny, seen=seen, whole=whole)

    def lay_out_place(self, board: Board, empty: str, table: Table | None = None) -> None:
        """Show how a place stands. empty: said where it has no series. table: of the board, where it has been made."""
        same = self.board is not None and self.board.place.code == board.place.code
        self.board = board
        if self.around is None or self.around.code != board.place.code:
            self.around = None
        names, tiny = self.table_names, self.has_class("tiny")
        self.scores.table = "board_tiny" if tiny else "board"
        table = table or self.maker()(board)
        # Under another filter a place has other years: its last ones are what is asked for.
        years = [column.id for column in table.model.columns] == [column.id for column in self.scores.model.columns]
        fresh = not same or not years or not len(self.scores.model)
        if fresh:
            self.scores.cursor = 0
        self._show_board(table, fresh=fresh, empty=empty)
        self.put(self.query_one("#bars", Grid), sector_rows(board.sectors, names, tiny=tiny))
        self._show_around()
        self.host.situated()

    def _show_board(self, table: Table, *, fresh: bool, empty: str = "") -> None:
        self.table_, self._whole = table, self.unfolded
        self.put(self.scores, table.model, column=table.column if fresh else None, empty=empty)
        self.fold_said()
        self.give_room()

    def give_room(self) -> None:
        """A board of few rows leaves its lines to what stands below it."""
        lines = self.size.height or self.app.size.height - 3  # without header, tabs and footer
        below = 6 if self.has_class("low") else min(max(lines * 35 // 100, 8), 16)
        below = 0 if self.has_class("flat") else below
        above = len(self.query_one("#title", Bar).lines) + self.has_class("folding")
        self.set_class(len(self.scores.model) + 1 < lines - above - below, "short")

    @property
    def _years_seen(self) -> int:
        """About how many years there is room for."""
        if self.has_class("tiny"):
            return PRESENT
        return max((self.app.size.width - (28 if self.has_class("narrow") else 36) - 38) // 13, PRESENT)

    # What is folded away

    @property
    def unfolded(self) -> bool:
        """Whether rows and years without a value are shown too."""
        return self.host.view.unfolded

    @property
    def folds(self) -> bool:
        """Whether there is something to fold or unfold."""
        found = self.table_
        return found is not None and (self.unfolded or bool(found.rows or found.years))

    def fold(self) -> None:
        """Show the rows and years without a value too, or fold them away again."""
        self.host.view = replace(self.host.view, unfolded=not self.unfolded)
        self.fold_as_asked()
        self.host.situated()

    def fold_as_asked(self) -> None:
        """Show the board as the view has it: a way back may lead to one that was folded otherwise."""
        if self.board is not None and self._whole != self.unfolded:
            self._show_board(self.maker()(self.board), fresh=True)

    def fold_said(self) -> None:
        """Say below the board what is folded away, and which key shows it."""
        found = self.table_
        told = self.folds and not self.unfolded
        self.set_class(told, "folding")
        if not told or found is None:
            return
        press = actions.key_name(actions.BY_ID["fold"].keys[0])
        rows = self.text("regions.folded_rows", count=f"{found.rows:,}") if found.rows else ""
        years = self.text("regions.folded_years", count=f"{found.years:,}") if found.years else ""
        key = self.text("regions.folded_key", press=press)
        said = [part for part in (rows, years, key) if part]
        if rows and years and width(" · ".join(said)) > self._cells - 1:
            said.remove(years)
        self.query_one("#folded", Bar).say([Piece(f" {' · '.join(said)}", "dim")])

    # What is told beside it

    def look_around(self) -> None:
        """Read how the places inside did, and what is doubted."""
        if self.board is None:
            return
        source, code, selection = self.host.source, self.board.place.code, self.host.view.selection
        self.read("around", lambda: source.around(code, selection), self._looked_around, delay=FOLLOW)

    def _looked_around(self, found: Around) -> None:
        if self.board is not None and self.board.place.code == found.code:
            self.around = found
            self._show_around()
            self.host.situated()

    def make_room(self, code: str) -> None:
        """Show the part of the places inside a place where there are any, and give the focus to one that is seen."""
        parted = any(place.parent == code and place.documents for place in self.places)
        if parted != self.has_class("parted"):
            focused = self.focused_part
            self.set_class(parted, "parted")
            if focused is not None and focused not in self.parts():
                self.scores.focus()

    def _show_around(self) -> None:
        assert self.board is not None
        found, tiny, names = self.around, self.has_class("tiny"), self.table_names
        self.make_room(self.board.place.code)
        rows = document_rows(self.board.documents, names, short=tiny and self.has_class("parted"))
        self.put(self.query_one("#list", Grid), rows, empty=self.text("documents.none"))
        inside = self.query_one("#inside", Grid)
        if found is None:
            inside.cursor = 0
            self.put(inside, inside_model((), {}, names, self.host.look), empty=self.text("regions.reading"))
        else:
            narrow = self.has_class("narrow")
            self.put(inside, inside_model(found.inside, found.standings, names, self.host.look, tiny=narrow))
        self.say_title()

    def say_title(self) -> None:
        """The lines above the board; what to do where there is no place at all."""
        if self.board is None:
            if self.host.open and not self.places:
                self.say_above(*told_in([Piece(self.text("regions.nowhere"), "dim")], self._cells - 1, indent=" "))
            return
        place, names, look, cells = self.board.place, self.host.names, self.host.look, self._cells
        parent = next((p.name for p in self.places if p.code == place.parent), "")
        doubts = None if self.around is None else self.around.doubts
        said: list[Line] = [scores.title_line(place, parent, doubts, names, cells)]
        said += scores.lines(scores.score(self.board.series), self.table_names, look, cells)
        if not self.has_class("low") or len(said) == 1:
            said.append(self._legend())
        self.say_above(*said)

    def say_above(self, *lines: Line) -> None:
        """Lines above the board, which has what they leave."""
        title = self.query_one("#title", Bar)
        title.say(*lines)
        title.styles.height = len(lines)

    @property
    def _cells(self) -> int:
        return self.query_one("#title", Bar).size.width or self.app.size.width // 2

    def _legend(self) -> Line:
        """What the signs mean, as many of them as there is room for."""
        look, text = self.host.look, self.text
        signs = {"over": "over", "about": "about", "under": "under", "none": "none", "dot": "no_report"}
        said = [
            Piece(text("legend.estimate"), "estimate"),
            Piece(f"{look.sign('target')}{text('legend.target')}", "target"),
            *(Piece(f"{look.sign(sign)} {text(f'legend.{word}')}", "dim") for sign, word in signs.items()),
        ]
        line, room = [Piece(" ")], self._cells - 1
        for piece in said:
            if (room := room - width(piece.text) - 2) < -2:
                break
            line += [piece, Piece("  ")]
        return line

    def resized(self) -> None:
        """Lines and tables are made for the room there is."""
        if self.board is not None:
            self.say_title()
            self.fold_said()
            self.give_room()
        focused = self.app.focused
        if isinstance(focused, Grid) and self in focused.ancestors and focused not in self.parts():
            self.scores.focus()  # where it was is not seen any more

    def export_inside(self) -> Callable[[], pl.LazyFrame]:
        """What makes the rows of the places inside; called in a thread."""
        source, selection = self.host.source, self.host.view.selection
        code = self.board.place.code if self.board is not None else ""

        def made() -> pl.LazyFrame:
            import polars as pl

            found = source.around(code, selection)
            told = ("year", "targets", "met", "about", "missed", "unknown")
            rows = [
                {
                    "region": place.name,
                    "region_code": place.code,
                    **{name: getattr(found.standings.get(place.code), name, None) for name in (*told, "share")},
                }
                for place in found.inside
            ]
            texts = dict.fromkeys(("region", "region_code"), pl.String)
            return pl.LazyFrame(rows, schema={**texts, **dict.fromkeys(told, pl.Int64), "share": pl.Float64})

        return made
