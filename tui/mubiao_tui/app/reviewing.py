"""Actions on the judgment of facts: accept, reject, correct, note, undo, and on to what nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mubiao.model import MubiaoError
from mubiao_tui.app.mistakes import told
from mubiao_tui.app.names import plain
from mubiao_tui.view import Tab

if TYPE_CHECKING:
    from mubiao_tui.app.app import Explorer


class Reviewing:
    """Judgments. They are written in a thread, and the row shows them when they are in."""

    def __init__(self, app: Explorer) -> None:
        self.app = app
        self.done: list[tuple[str, ...]] = []  # judged in this session, latest last

    def text(self, key: str, **values: object) -> str:
        """A text of the interface."""
        return self.app.strings.text(key, **values)

    def facts(self) -> tuple[str, ...]:
        """The marked facts, or the one under the cursor."""
        if self.app.view.tab is Tab.FACTS and self.app.view.fact_marks:
            return self.app.view.fact_marks
        fact = getattr(self.app.pane, "fact", None)
        return (fact,) if fact is not None else ()

    def judge(self, work: Callable[[Sequence[str]], None], said: str, *, onward: bool = True) -> None:
        """Write a judgment on the facts; then show it, and go on to the next row."""
        chosen = self.facts()
        if not chosen:
            return
        source = self.app.source

        def write() -> str:
            work(chosen)
            return source.stamp()

        def done(stamp: str) -> None:
            self.done.append(chosen)
            self.arrived(chosen, stamp)
            self.app.say(self.text(said, count=len(chosen)))
            if onward and len(chosen) == 1:
                onwards = getattr(self.app.pane, "onward", None)
                if onwards is not None:
                    onwards(chosen[0])

        self.app.loads.start("judge", write, done)

    def arrived(self, facts: Sequence[str], stamp: str) -> None:
        """Our own change is in: what is shown stays, but for those facts."""
        app = self.app
        if app.overview is not None:
            app.overview = replace(app.overview, stamp=stamp)
        for pane in app.panes():
            pane.touched(facts)

    def do_accept(self) -> None:
        """Right as it is."""
        reviews = self.app.source.reviews
        self.judge(lambda facts: reviews.accept(*facts), "review.said_accepted")

    def do_reject(self) -> None:
        """Wrong, or no fact."""
        reviews = self.app.source.reviews
        self.judge(lambda facts: reviews.reject(*facts), "review.said_rejected")

    def do_note(self) -> None:
        """A remark."""
        from mubiao_tui.app.dialogs import Ask

        reviews = self.app.source.reviews

        def done(text: str | None) -> None:
            if text and text.strip():

                def write(facts: Sequence[str]) -> None:
                    for fact in facts:
                        reviews.note(fact, text)

                self.judge(write, "review.said_noted", onward=False)

        self.app.push_screen(Ask(self.app.look, self.text("review.note_title"), self.text("dialog.ask")), done)

    def do_undo(self) -> None:
        """Take the latest judgment of this session back."""
        if not self.done:
            return
        chosen = self.done.pop()
        source = self.app.source

        def write() -> str:
            for fact in chosen:
                source.reviews.undo(fact)
            return source.stamp()

        def done(stamp: str) -> None:
            self.arrived(chosen, stamp)
            self.app.say(self.text("review.said_undone", count=len(chosen)))

        self.app.loads.start("judge", write, done)

    def do_correct(self) -> None:
        """Another value for a field."""
        fact = getattr(self.app.pane, "fact", None)
        if fact is None:
            return
        source = self.app.source

        def done(found: Any) -> None:
            if found is not None:
                self._choose_field(found.fact)

        self.app.loads.start("correct", lambda: source.evidence(fact), done)

    def _choose_field(self, fact: dict[str, Any]) -> None:
        from mubiao.store.corrections import FIELDS
        from mubiao_tui.app.dialogs import Choose, Item

        app = self.app
        names = app.names
        items = []
        for name in FIELDS:
            value = fact.get(name)
            shown = names.value(name, value)
            items.append(Item(name, self.text(f"column.{name}"), "" if value is None else shown, name))

        def done(name: str | None) -> None:
            if name is not None:
                self._ask_value(fact, name)

        title, hint = self.text("review.correct_title"), self.text("dialog.choose")
        app.push_screen(Choose(app.look, title, hint, items, none=self.text("dialog.none")), done)

    def _ask_value(self, fact: dict[str, Any], name: str) -> None:
        from mubiao.store.corrections import FIELDS, corrected
        from mubiao_tui.app.dialogs import Ask, Choose, Item

        app = self.app
        reviews = app.source.reviews
        old = fact.get(name)

        def take(value: str | None) -> None:
            if value is not None and value != ("" if old is None else plain(old)):
                self.judge(
                    lambda facts: reviews.correct(fact["fact_id"], name, value), "review.said_corrected", onward=False
                )

        title = self.text("review.value_title", field=self.text(f"column.{name}"))
        if listed := choices(name):
            items = [Item(v, app.names.value(name, v), v) for v in listed]
            if not FIELDS[name][1]:
                items.insert(0, Item("", self.text("facts.empty")))
            hint = self.text("dialog.choose")
            start = "" if old is None else plain(old)
            app.push_screen(Choose(app.look, title, hint, items, none=self.text("dialog.none"), start=start), take)
            return

        def check(value: str) -> str:
            try:
                corrected(name, value)
            except MubiaoError as error:
                return told(str(error), app.strings)
            return ""

        app.push_screen(
            Ask(app.look, title, self.text("dialog.ask"), "" if old is None else plain(old), check=check), take
        )

    def do_unreviewed(self) -> None:
        """To the unreviewed fact with the lowest confidence."""
        app = self.app
        source, selection = app.source, app.view.selection
        fact = getattr(app.pane, "fact", None)
        if app.view.tab is Tab.DOCUMENTS:
            reading = getattr(app.pane, "reading", None)
            document = reading.document["document_id"] if reading is not None else None
            selection = replace(type(selection)(), document=document)

        def done(found: str | None) -> None:
            if found is None:
                app.say(self.text("review.all_seen"))
            else:
                app.change(replace(app.view, fact=found))
                reach = getattr(app.pane, "reach", None)
                if reach is not None:
                    reach(found)

        app.loads.start("unreviewed", lambda: source.unreviewed(selection, fact), done)


def choices(field: str) -> list[str]:
    """The values of a field that has a list of them; empty for free text."""
    from mubiao import lexicon
    from mubiao.model import Claim, Measure, Qualifier

    match field:
        case "sector":
            return list(lexicon.sectors())
        case "subsector":
            return list(lexicon.subsectors())
        case "indicator":
            return list(lexicon.indicators())
        case "claim":
            return [str(c) for c in Claim]
        case "measure":
            return [str(m) for m in Measure]
        case "qualifier":
            return [str(q) for q in Qualifier]
    return []
