"""Actions on the judgment of facts: accept, reject, correct, note, undo, and on to what nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mubiao.model import MubiaoError
from mubiao.queries import documents, pledges
from mubiao.queries import facts as queries
from mubiao_tui import actions
from mubiao_tui.app.actions.filtering.selecting import forget_facts
from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.actions.waiting import wait
from mubiao_tui.app.drawing.names import plain
from mubiao_tui.app.drawing.text import fit, one_line, width
from mubiao_tui.app.input.filter_errors import told
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from mubiao.store import Store
    from mubiao_tui.app.application import Application

NAMED = 2
"""Facts whose names are said after a judgment; of the others their number."""


class Reviewing(Group):
    """Judgments. They are written in a thread, and the row shows them when they are in."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self.done: list[tuple[tuple[str, ...], str]] = []  # judged in this session and how, latest last
        self.writes = 0

    def begin(self) -> None:
        """Review mode: from now on the keys that judge do so."""
        self._judging(True)

    def end(self) -> None:
        """The keys that judge do nothing any more."""
        self._judging(False)

    def _judging(self, on: bool) -> None:
        self.app.judging, self.app.judged = on, None
        self.app.head()

    def facts(self) -> tuple[str, ...]:
        """The marked facts, or the one under the cursor."""
        if self.app.view.tab is Tab.FACTS and self.app.view.fact_marks:
            return self.app.view.fact_marks
        fact = self.app.fact
        return (fact,) if fact is not None else ()

    def write(
        self,
        facts: tuple[str, ...],
        work: Callable[[], object],
        said: str,
        then: Callable[[], object] | None = None,
        *,
        undone: bool = False,
    ) -> None:
        """Write in a thread; then show it, and say which facts it was. The keys that follow wait for it.

        said: the word under `review` for what is done, or taken back if `undone`; `work` may give the facts whose upper
        end went with it. A write is never given up for a later one.
        """
        app, source = self.app, self.app.source
        self.writes += 1

        def write() -> tuple[bool, str, list[dict[str, Any]]]:
            made = work()
            cleared = said == "corrected" and not undone and bool(made)
            rows = named(source.store, facts[:NAMED])
            return cleared, source.stamp(), rows

        def done(found: tuple[bool, str, list[dict[str, Any]]]) -> None:
            cleared, stamp, rows = found
            self.arrived(facts, stamp)
            app.say(self.told(said, len(facts), rows, cleared=cleared, undone=undone))
            if then is not None:
                then()

        wait(app, f"judge{self.writes}", write, done, kept=True)

    def told(
        self, said: str, count: int, rows: Sequence[dict[str, Any]], *, cleared: bool = False, undone: bool = False
    ) -> str:
        """What was done to which facts, in one line of the footer: the names give way to what follows them."""
        undoes = "" if undone else self.text("review.undoes", press=actions.BY_ID["undo"].keys[0])
        back = f"{self.text('review.taken_back')} " if undone else ""
        done = self.text(f"review.said_{said}") if count == 1 else self.text(f"review.said_{said}_many", count=count)
        more = self.text("review.more", count=count - len(rows)) if count > len(rows) else ""
        more += self.text("review.cleared", field=self.text("column.high")) if cleared else ""
        names = [f"{one_line(row['subject'])} {one_line(row['printed'])}" for row in rows]
        room = self.app.size.width - 2 - width(back + done) - width(more) - width(undoes) - 2 * len(names)
        each = max(room // max(len(names), 1), 8)
        cut = self.app.look.sign("cut")
        return f"{back}{done} {', '.join(fit(name, each, more=cut).rstrip() for name in names)}{more}{undoes}"

    def judge(
        self,
        work: Callable[[Sequence[str]], object],
        said: str,
        *,
        chosen: tuple[str, ...] | None = None,
        onward: bool = True,
    ) -> None:
        """Judge the chosen facts, which are those of `facts` unless a dialog asked before; then on to the next row."""
        chosen = self.facts() if chosen is None else chosen
        if not chosen:
            return
        marked = bool(self.app.view.fact_marks) and self.app.view.tab is Tab.FACTS

        def then() -> None:
            self.done.append((chosen, said))
            if marked:
                # The next key is about the row under the cursor again, not once more about these.
                forget_facts(self.app)
            elif onward and self.app.pane is not None:
                self.app.pane.onward(chosen[0])

        self.write(chosen, lambda: work(chosen), said, then)

    def arrived(self, facts: Sequence[str], stamp: str) -> None:
        """Our own change is in: what is shown stays, but for those facts."""
        app = self.app
        if app.overview is not None:
            app.overview = replace(app.overview, stamp=stamp)
        for pane in app.panes():
            pane.touched(facts)
        app.head()

    def accept(self) -> None:
        """Right as it is."""
        reviews = self.app.source.store.reviews
        self.judge(lambda facts: reviews.accept(*facts), "accepted")

    def reject(self) -> None:
        """Wrong, or no fact."""
        reviews = self.app.source.store.reviews
        self.judge(lambda facts: reviews.reject(*facts), "rejected")

    def note(self) -> None:
        """A remark."""
        from mubiao_tui.app.input.dialogs import Ask

        reviews = self.app.source.store.reviews
        chosen = self.facts()

        def done(text: str | None) -> None:
            if text and text.strip():
                self.judge(lambda facts: reviews.note(facts, text), "noted", chosen=chosen, onward=False)

        self.app.push_screen(Ask(self.app.look, self.text("review.note_title"), self.text("dialog.ask")), done)

    def undo(self) -> None:
        """Take the latest judgment of this session back."""
        if self.done:
            chosen, said = self.done[-1]
            reviews = self.app.source.store.reviews
            self.write(chosen, lambda: reviews.undo(*chosen), said, self.done.pop, undone=True)

    def correct(self) -> None:
        """Another value for a field."""
        chosen = self.facts()
        if not chosen:
            return
        app, source = self.app, self.app.source
        if app.view.tab is Tab.PLEDGES:
            self._ask_status(chosen)
            return
        under = app.fact
        fact = under if under in chosen else chosen[0]  # whose values are offered

        def done(found: Any) -> None:
            if found is not None:
                self._choose_field(found.fact, chosen)

        wait(app, "correct", lambda: documents.evidence(source.store, fact), done)

    def _ask_status(self, chosen: tuple[str, ...]) -> None:
        """Of a pledge it is what became of it that is corrected; its other fields by `mubiao review correct`."""
        from mubiao.model import STATUSES
        from mubiao_tui.app.input.dialogs import Choose, Item

        app, reviews = self.app, self.app.source.store.reviews

        def take(value: str | None) -> None:
            if value is not None:
                self.judge(lambda ids: reviews.correct(ids, "status", value), "corrected", chosen=chosen, onward=False)

        title = self.text("review.value_title", field=self.text("column.status"))
        items = [Item(one, app.names.word("pledge", one), one) for one in STATUSES]
        app.push_screen(Choose(app.look, title, self.text("dialog.choose"), items, none=self.text("dialog.none")), take)

    def _choose_field(self, fact: dict[str, Any], chosen: tuple[str, ...]) -> None:
        from mubiao.store.reviews.corrections import FIELDS
        from mubiao_tui.app.input.dialogs import Choose, Item

        app = self.app
        names = app.names
        items = []
        for name in FIELDS:
            value = fact.get(name)
            shown = names.value(name, value)
            items.append(Item(name, self.text(f"column.{name}"), "" if value is None else shown, name))

        def done(name: str | None) -> None:
            if name is not None:
                self._ask_value(fact, name, chosen)

        title, hint = self.text("review.correct_title"), self.text("dialog.choose")
        app.push_screen(Choose(app.look, title, hint, items, none=self.text("dialog.none")), done)

    def _ask_value(self, fact: dict[str, Any], name: str, chosen: tuple[str, ...]) -> None:
        from mubiao.store.reviews.corrections import FIELDS, corrected, ordered
        from mubiao_tui.app.input.dialogs import Ask, Choose, Item

        app = self.app
        reviews = app.source.store.reviews
        old = fact.get(name)

        def take(value: str | None) -> None:
            # The others may have another value now, so the same one says something where there are several.
            if value is not None and (len(chosen) > 1 or value != ("" if old is None else plain(old))):
                self.judge(lambda facts: reviews.correct(facts, name, value), "corrected", chosen=chosen, onward=False)

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
                new = corrected(name, value)[name]
                if name == "high" and new is not None and len(chosen) == 1:  # of several each has a value of its own
                    ordered(fact.get("value"), float(new))
            except MubiaoError as error:
                return told(str(error), app.strings)
            return ""

        value = "" if old is None else plain(old)
        app.push_screen(Ask(app.look, title, self.text("dialog.ask"), value, check=check, typed_over=True), take)

    def unreviewed(self) -> None:
        """To the unreviewed fact with the lowest confidence."""
        app = self.app
        source, selection = app.source, app.view.selection
        fact = app.fact
        if app.view.tab is Tab.DOCUMENTS:
            reading = app.pane.document_read if app.pane is not None else None
            document = reading.document["document_id"] if reading is not None else None
            selection = replace(type(selection)(), document=document)

        def done(found: str | None) -> None:
            if found is None:
                app.say(self.text("review.all_seen"))
                return
            app.change(replace(app.view, fact=found))
            if app.pane is not None:
                app.pane.reach(found)

        wait(app, "unreviewed", lambda: queries.unreviewed(source.store, selection, fact), done)


def named(store: Store, ids: Sequence[str]) -> list[dict[str, Any]]:
    """What was judged, as it is called in a message: facts by subject and figure, pledges by their object."""
    if any("-p-" in one for one in ids):
        found = [pledge for one in ids if (pledge := pledges.one(store, one)) is not None]
        return [{"subject": pledge["object"], "printed": ""} for pledge in found]
    return sorted(queries.by_id(store, ids), key=lambda row: list(ids).index(row["fact_id"]))


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
