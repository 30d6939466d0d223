"""Documents: the list with the frame of the one under the cursor, and the text of one with its facts lit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from mubiao.queries import documents, facts
from mubiao.queries.documents import Listed
from mubiao.queries.records import Reading
from mubiao.queries.selection import Selection
from mubiao_tui.app.drawing.bars import Bar
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import MadeModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes.base import NARROW, Pane
from mubiao_tui.app.panes.counting import left_of_frame
from mubiao_tui.app.panes.documents.framing import Framing
from mubiao_tui.app.panes.documents.outlining import choose_section
from mubiao_tui.app.reader.captions import fact_lines, innermost, section_line
from mubiao_tui.app.reader.evidence import paragraph
from mubiao_tui.app.reader.frame import FramePanel, adding
from mubiao_tui.app.reader.outline import shown
from mubiao_tui.app.reader.page import Page, page, stated
from mubiao_tui.app.reader.widget import EMPTY, Reader
from mubiao_tui.app.rows.documents import columns, found_in, row
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl


class DocumentsPane(Pane):
    """The tab of documents."""

    tab = Tab.DOCUMENTS
    brings = ("documents", "reading", "breaking")
    narrowed_tables = ("documents",)
    DEFAULT_CSS = """
    DocumentsPane > Horizontal { height: 1fr; }
    DocumentsPane #left { width: 1fr; min-width: 45; padding-right: 1; }
    DocumentsPane #list { height: 1fr; }
    DocumentsPane #text { width: 2fr; max-width: 93; }
    DocumentsPane.low #frame { height: 6; }
    DocumentsPane.flat #frame, DocumentsPane #left.filling #frame { display: none; }
    DocumentsPane Reader { height: 1fr; }
    DocumentsPane #fact { height: 4; }
    DocumentsPane.low #fact { height: 3; }
    DocumentsPane #fact.none { height: 1; }
    DocumentsPane.narrow #left, DocumentsPane #left.filling { padding-right: 0; }
    DocumentsPane.narrow #text { display: none; }
    DocumentsPane.narrow.reading #text { display: block; }
    DocumentsPane.narrow.reading #left { display: none; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.reading: Reading | None = None
        self.documents: pl.DataFrame | None = None
        self._stale = False  # the document that is shown is to be read again
        self._broken: tuple[str, int] | None = None
        self.fact_wanted: str | None = None  # to be lit when the text is there
        self.framing = Framing(self)

    def compose(self) -> ComposeResult:
        """The list above the frame on the left; heading, text and fact on the right."""
        look = self.host.look
        with Horizontal():
            with Vertical(id="left"):
                listing = Grid(look, id="list", table="documents")
                listing.empty = self.text("facts.reading")
                yield listing
                yield FramePanel(look, self.host.names, id="frame")
            with Vertical(id="text"):
                yield Bar(look, id="heading")
                yield Reader(look, id="reader")
                yield Bar(look, id="fact")

    @property
    def listing(self) -> Grid:
        """The list of documents."""
        return self.query_one("#list", Grid)

    @property
    def reader(self) -> Reader:
        """The text."""
        return self.query_one(Reader)

    def parts(self) -> list[Widget]:
        """List and text; in a narrow terminal the one that is seen."""
        if not self.has_class("narrow"):
            return [self.listing, self.reader]
        return [self.reader if self.has_class("reading") else self.listing]

    def needs(self) -> object:
        """The list depends on the selection and the sort."""
        view = self.host.view
        return (self.host.stamp, view.selection, view.layout("documents").sort)

    def load(self) -> None:
        """Read the list."""
        view, source = self.host.view, self.host.source
        sort, only = view.layout("documents").by, view.only_in("documents")

        def read() -> Listed:
            found = documents.listed(source.store, view.selection, sort)
            return found._replace(frame=left_of_frame(found.frame, only))

        self.read("documents", read, self._listed)

    def _listed(self, found: Listed) -> None:
        names, documents = self.host.names, found.frame
        self.documents, self.unsaid = documents, found.by_facts
        wanted = self.host.view.document or (self.listing.current.key if self.listing.current else None)
        at = documents["document_id"].index_of(wanted) if wanted is not None else None

        def make(start: int, stop: int) -> list[Row]:
            return [row(d, names) for d in documents.slice(start, stop - start).iter_rows(named=True)]

        self.listing.cursor = at or 0
        layout = self.host.view.layout("documents")
        model = MadeModel(columns(names, beside=not self.has_class("narrow")), documents.height, make)
        self.listing.show(model, layout, empty=self.text("documents.none"))
        self.framing.forget()
        self.settle()
        self.framing.follow(self.listing.current, delay=0.0)

    def lay_out(self, grid: Grid, *, resort: bool) -> None:
        """Sorting documents is sorting their frame."""
        if resort:
            self.update_view()
        else:
            grid.rearrange(self.host.view.layout("documents"))

    def find(self, words: str, start: int, step: int, then: Callable[[int | None], None]) -> None:
        """Look for words in titles, places and file names, going round."""
        then(found_in(self.documents, words, start, step) if self.documents is not None else None)

    def settle(self) -> None:
        """Show the document of the view, or the list."""
        view = self.host.view
        turned = self.has_class("reading") != (view.document is not None)
        self.set_class(view.document is not None, "reading")
        if turned or self.focused_part is None:
            # Once it is seen: what is not displayed cannot take the focus.
            self.call_after_refresh(self.while_seen, self.focus_part)
        wanted = view.document or (self.listing.current.key if self.listing.current else None)
        if wanted is None:
            self.reading = None
            self.reader.show(EMPTY, said=[self.text("documents.none")])
        elif self._stale or self.reading is None or self.reading.document["document_id"] != wanted:
            self.open(wanted)
        else:
            self.light()
        if view.document is not None and self.documents is not None:
            at = self.documents["document_id"].index_of(view.document)
            if at is not None and at != self.listing.cursor:
                self.listing.move_to(at)
        self.host.situated()

    def focus_part(self) -> None:
        """The text has the focus while a document is read, else the list; a bar or a dialog keeps it."""
        focused = self.app.focused
        if self.display and (focused is None or self in focused.ancestors):
            (self.reader if self.has_class("reading") else self.listing).focus()

    def open(self, document: str, *, delay: float = 0.0) -> None:
        """Read a document and break its text into lines, all in a thread."""
        source, look, cells = self.host.source, self.host.look, self.reader.room_across

        def work() -> tuple[Reading | None, Page]:
            found = documents.reading(source.store, document)
            if found is None:
                return None, EMPTY
            found = replace(found, sections=shown(found.sections))
            return found, self.broken(found, look, cells)

        self.read("reading", work, lambda both: self._opened(*both, cells), delay=delay)

    def _opened(self, found: Reading | None, lines: Page, cells: int) -> None:
        before, page, first = self.reading, self.reader.page, self.reader.first_line
        self.reading, self._stale = found, False
        self._broken = (found.document["document_id"], cells) if found else None
        self.reader.show(lines)
        self.light()
        same = before is not None and found is not None
        same = same and before.document["document_id"] == found.document["document_id"]  # type: ignore[union-attr]
        if same and self.reader.fact < 0 and page.lines:  # the same text stays where it was
            self.reader.move_to(lines.line_of(page.lines[min(first, len(page.lines) - 1)].start))
        if cells != self.reader.room_across:
            self.on_reader_resized()
        self.host.situated()

    def broken(self, found: Reading, look: Look, cells: int) -> Page:
        """The lines of a document at a width; without its text, what is known of it. Takes a while."""
        if found.text is not None:
            headings = [s["start"] for s in found.sections if s["heading"]]
            return page(found.text, found.facts, headings, look, cells)
        told = paragraph([Piece(f"{adding(found.document)}  {self.text('documents.no_text')}")], cells)
        said = ["", *("".join(piece.text for piece in line) for line in told)]
        return stated(said, found.facts, found.sections, look, cells)

    def light(self) -> None:
        """Light the fact of the view."""
        fact = self.fact_wanted or self.host.view.fact
        self.fact_wanted = None
        if self.reading is not None and fact is not None:
            at = next((n for n, f in enumerate(self.reading.facts) if f["fact_id"] == fact), -1)
            if at >= 0 and at != self.reader.fact:
                self.reader.light(at)
        self.tell()

    def on_reader_resized(self) -> None:
        """Break the text for another width."""
        found, cells, look = self.reading, self.reader.room_across, self.host.look
        if found is None or self._broken == (found.document["document_id"], cells):
            return
        fact = self.reader.fact
        top = self.reader.page.lines[self.reader.first_line].start if self.reader.page.lines else 0

        def done(lines: Page) -> None:
            self._broken = (found.document["document_id"], cells)
            self.reader.show(lines, fact=fact)
            if fact < 0:
                self.reader.move_to(lines.line_of(top))

        self.read("breaking", lambda: self.broken(found, look, cells), done, delay=0.03)

    def on_reader_moved(self) -> None:
        """Heading and fact follow."""
        self.tell()
        self.host.situated()

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """Beside the list, the text follows the cursor."""
        message.stop()
        current = message.grid.current
        if self.app.size.width >= NARROW and self.host.view.document is None and current is not None:
            self.open(current.key, delay=0.12)
        self.framing.follow(current)
        self.host.situated()

    def section(self) -> int:
        """The innermost section of the lit fact, or of the first line; -1 if there is none."""
        if self.reading is None or not self.reader.page.lines:
            return -1
        if self.reader.fact >= 0:
            at = self.reading.facts[self.reader.fact]["start"]
        else:
            at = self.reader.page.lines[min(self.reader.first_line, len(self.reader.page.lines) - 1)].start
        return innermost(self.reading, at)

    def tell(self) -> None:
        """Say which section is read and what the lit fact is."""
        found, look = self.reading, self.host.look
        heading, fact = self.query_one("#heading", Bar), self.query_one("#fact", Bar)
        cells = heading.size.width or 80
        if found is None:
            heading.say([])
            fact.say([])
            fact.set_class(True, "none")
            return
        names = self.host.names
        heading.say(section_line(found, self.section(), names, look, cells))
        fact.set_class(self.reader.fact < 0, "none")
        fact.say(*fact_lines(found, self.reader.fact, names, look, cells))

    @property
    def document_read(self) -> Reading | None:
        """The document whose text is shown."""
        return self.reading

    @property
    def fact(self) -> str | None:
        """The lit fact."""
        n = self.reader.fact
        return self.reading.facts[n]["fact_id"] if self.reading is not None and n >= 0 else None

    @property
    def document(self) -> str | None:
        """The document that is read, or the one under the cursor."""
        if self.host.view.document is not None:
            return self.host.view.document
        return self.listing.current.key if self.listing.current is not None else None

    def situation(self) -> dict[str, Any]:
        """A list, or a text with facts and sections."""
        in_text = self.reader.has_focus or (self.has_class("narrow") and self.has_class("reading"))
        if not in_text:
            return {
                **self.grid_situation(self.listing),
                "pane": "list",
                "enters": len(self.listing.model) > 0,
                "document": self.document is not None,
                "panes": len(self.parts()),
            }
        found = self.reading
        return {
            "pane": "reader",
            "rows": len(self.reader.page.lines),
            "text": found is not None and found.text is not None,
            "document": found is not None,
            "facts": found is not None and bool(found.facts),
            "sections": found is not None and bool(found.sections),
            "fact": self.fact is not None,
            "searching": bool(self.reader.words),
            "panes": len(self.parts()),
        }

    def enter(self) -> None:
        """Open the document under the cursor."""
        current = self.listing.current
        if current is not None:
            self.host.go(replace(self.host.view, document=current.key, fact=None), one_line(current.data["title"]))

    def next_fact(self) -> None:
        """Light the next fact."""
        self.reader.next_fact(1)

    def previous_fact(self) -> None:
        """Light the fact before."""
        self.reader.next_fact(-1)

    def next_section(self) -> None:
        """Go to the next heading."""
        self._to_section(1)

    def previous_section(self) -> None:
        """Go to the heading before."""
        self._to_section(-1)

    def show_outline(self) -> None:
        """Jump to a section; each says how many facts it has and how many were judged."""
        if self.reading is not None:
            choose_section(self, self.reading, self.section(), self.to_offset)

    def forget(self) -> None:
        """Read the document again as well as the list."""
        super().forget()
        self._stale = True

    def touched(self, facts: Sequence[str]) -> None:
        """Read list and document again; the place stays."""
        if self.display and self.host.view.tab is self.tab:
            self.fact_wanted = self.fact
        super().touched(facts)

    def onward(self, fact: str) -> None:
        """After a judgment, to the next fact."""
        found = self.reading
        if found is not None and self.fact == fact:
            at = min(self.reader.fact + 1, len(found.facts) - 1)
            self.fact_wanted = found.facts[at]["fact_id"]
            self.reader.light(at)

    def reach(self, fact: str) -> None:
        """Light a fact."""
        self.fact_wanted = fact
        self.light()

    def export(self) -> Callable[[], pl.LazyFrame]:
        """The list, or the facts of the document that is read."""
        source, found = self.host.source, self.reading
        if self.situation()["pane"] == "reader" and found is not None:
            chosen = Selection(document=found.document["document_id"])
            return lambda: facts.frame(source.store, chosen)
        return lambda: source.store.documents().lazy()

    def _to_section(self, step: int) -> None:
        if self.reading is not None and self.reading.sections:
            at = min(max(self.section() + step, 0), len(self.reading.sections) - 1)
            self.to_offset(self.reading.sections[at]["start"])

    def to_offset(self, offset: int) -> None:
        """Bring a place of the text to the top."""
        self.reader.light(-1)
        self.reader.move_to(self.reader.page.line_of(offset))
