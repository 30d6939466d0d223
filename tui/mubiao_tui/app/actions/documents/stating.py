"""Actions on a document as a whole: state what it is, remove it, take either back, and see how it was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mubiao.model import MubiaoError
from mubiao_tui import actions
from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.actions.waiting import wait
from mubiao_tui.app.drawing.names import Names, plain
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.input.filter_errors import told
from mubiao_tui.reasons import said
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application

YES, NO = "yes", "no"


class Stating(Group):
    """What a person states of documents. It is written in a thread; then everything is read again."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self.done: list[Callable[[], object]] = []  # what takes back what was done in this session, latest last
        self.writes = 0

    def document(self) -> dict[str, Any] | None:
        """The document under the cursor, or the one that is read."""
        document_id = self.app.pane.document if self.app.pane is not None else None
        return None if document_id is None else self.app.source.store.document(document_id)

    def correct(self) -> None:
        """Another place, year, date, title, kind, publisher or address: which, then what."""
        from mubiao.documents.stated import FIELDS
        from mubiao_tui.app.input.dialogs import Choose, Item

        document = self.document()
        if document is None:
            return
        app, names = self.app, self.app.names
        items = []
        for name in FIELDS:
            shown = "" if document[name] is None else names.value(name, document[name])
            items.append(Item(name, self.text(f"column.{name}"), shown, name))

        def done(name: str | None) -> None:
            if name is not None:
                self._ask(document, name)

        title = self.text("stating.title", title=one_line(document["title"]))
        app.push_screen(Choose(app.look, title, self.text("dialog.choose"), items, none=self.text("dialog.none")), done)

    def _ask(self, document: dict[str, Any], name: str) -> None:
        from mubiao.documents.stated import Stated
        from mubiao.model import KINDS
        from mubiao_tui.app.input.dialogs import Ask, Choose, Item

        app = self.app
        old = "" if document[name] is None else plain(document[name])

        def take(value: str | None) -> None:
            if value is not None and value.strip() != old:
                self._state(document, name, value)

        def check(value: str) -> str:
            try:
                Stated.of({name: value})
            except MubiaoError as error:
                return told(str(error), app.strings)
            return ""

        title = self.text("review.value_title", field=self.text(f"column.{name}"))
        if name == "kind":
            items = [Item(kind, app.names.value("kind", kind), kind) for kind in KINDS]
            hint, none = self.text("dialog.choose"), self.text("dialog.none")
            app.push_screen(Choose(app.look, title, hint, items, none=none, start=old), take)
            return
        app.push_screen(Ask(app.look, title, self.text("dialog.ask"), old, check=check, typed_over=True), take)

    def _state(self, document: dict[str, Any], name: str, value: str) -> None:
        store, document_id = self.app.source.store, document["document_id"]  # statements import what reads a text

        def done(how: object) -> None:
            self.done.append(lambda: store.statements.undo(document_id))
            said = "stating.read_again" if how == "read again" else "stating.adjusted"
            self.app.reload(self.text(said, field=self.text(f"column.{name}"), undo=_undo()))

        self._write(lambda: store.statements.state(document_id, {name: value}), done)

    def remove(self) -> None:
        """Remove the document after a question; it can be put back while the explorer is open."""
        from mubiao_tui.app.input.dialogs import Choose, Item

        document = self.document()
        if document is None:
            return
        app, store = self.app, self.app.source.store

        def removed(taken: Any) -> None:
            self.done.append(lambda: store.put_back(taken))
            app.view = replace(app.view, document=None, fact=None)
            app.reload(self.text("stating.removed", title=one_line(document["title"]), undo=_undo()))

        def answered(answer: str | None) -> None:
            if answer == YES:
                self._write(lambda: store.take_out(document["document_id"]), removed)

        title = self.text("stating.remove", title=one_line(document["title"]), facts=document["facts"])
        items = [Item(NO, self.text("stating.no")), Item(YES, self.text("stating.yes"))]
        hint, none = self.text("dialog.choose"), self.text("dialog.none")
        app.push_screen(Choose(app.look, title, hint, items, none=none), answered)

    def undo(self) -> None:
        """Take back what was done last to a document in this session."""
        if self.done:
            work = self.done.pop()
            self._write(work, lambda _: self.app.reload(self.text("stating.undone")))

    def show_frame(self) -> None:
        """How place and year of the document were read: the candidates, their cues and their evidence, the doubts."""
        document = self.document()
        if document is None:
            return
        app, store = self.app, self.app.source.store
        from mubiao_tui.app.input.dialogs import Read
        from mubiao_tui.frame import told as frame_told

        def done(found: Any) -> None:
            if found is None:
                app.say(self.text("stating.no_frame"))
                return
            text = "".join(frame_told(document["document_id"], found, app.strings))
            lines: list[Line] = [[Piece(one_line(line) and line.rstrip())] for line in text.splitlines()]
            app.push_screen(Read(app.look, self.text("stating.frame"), self.text("dialog.read"), lines))

        wait(app, "frame", lambda: store.statements.frame(document["document_id"]), done)

    def show_doubts(self) -> None:
        """What looks wrong, a line a doubt; what is taken is gone to: its fact, else its document.

        On Regions that of the place, on Documents everything.
        """
        from mubiao.doubts import doubts
        from mubiao.queries.places.standing import doubted
        from mubiao_tui.app.input.dialogs import Choose, Item

        app, store = self.app, self.app.source.store
        place = app.pane.place if app.pane is not None and app.view.tab is Tab.REGIONS else None

        looking = self.text("stating.looking")

        def done(found: Any) -> None:
            if app.notice is not None and app.notice[0] == looking:
                app.notice = None
            rows = {str(number): row for number, row in enumerate(found.iter_rows(named=True))}
            if not rows:
                app.say(self.text("stating.no_doubts"))
                return
            items = [Item(key, *_doubt(row, app.names), row["why"]) for key, row in rows.items()]

            def take(key: str | None) -> None:
                if key is not None:
                    row = rows[key]
                    view = app.view.to(Tab.DOCUMENTS, document=row["document_id"], fact=row["fact_id"])
                    app.go(view, one_line(row["title"] or row["document_id"]))

            title, hint = self.text("stating.doubts"), self.text("dialog.choose")
            title = f"{title} · {place.name}" if place is not None else title
            app.push_screen(Choose(app.look, title, hint, items, none=self.text("dialog.none")), take)

        def work() -> Any:
            return doubts(store.facts(), store.documents()) if place is None else doubted(store, place.code)

        if place is None:
            app.say(looking)  # the whole country takes seconds
        wait(app, "doubts", work, done)

    def _write(self, work: Callable[[], object], then: Callable[[Any], object]) -> None:
        """Write in a thread; the keys that follow wait for it."""
        self.writes += 1
        wait(self.app, f"state{self.writes}", work, then, kept=True)


def _doubt(row: dict[str, Any], names: Names) -> tuple[str, str]:
    """A doubt and its reason; what it is about: place, year, indicator and value of its fact, and the document."""
    reason = said(row["reason"] or "", names.strings)
    fact = (row["region"], row["year"], names.value("indicator", row["indicator"]), row["value"], row["unit"])
    about = " ".join(plain(value) for value in (*fact, row["title"]) if value is not None and value != "")
    return f"{names.word('doubt', row['why'])} · {reason}", about


def _undo() -> str:
    return actions.BY_ID["state_undo"].keys[0]
