"""The filter bar: rows follow while it is typed, names are completed, and a mistake is shown where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from mubiao import lexicon
from mubiao.model import Claim, FilterError, Measure, Qualifier
from mubiao.queries.selection import Selection
from mubiao_tui.app.alive import Alive
from mubiao_tui.app.drawing.bars import Bar, told_in
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line, width
from mubiao_tui.app.input.completion import Candidate, Vocabulary, apply, complete
from mubiao_tui.app.input.filter_errors import told, unfinished
from mubiao_tui.app.input.line import LineInput
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application

SHOWN = 6
"""Lines of candidates, where there is room. They stay as many while the bar is open, so that the rows do not jump."""


async def open_bar(app: Application) -> None:
    """Open the bar below the tabs, once; one that is open takes the focus back."""
    if open_one := app.query(FilterBar):
        open_one.first().query_one(Input).focus()
    else:
        await app.screen.mount(FilterBar(app), before="#body")


def wrong_lines(said: str, typed: str, position: int | None, cells: int, most: int) -> list[Line]:
    """What is wrong, beside a sign below its place if there is room for all of it, else below that in several lines."""
    caret = 3 + width(typed[:position]) if position is not None else 0
    if position is not None and caret + 2 + width(said) < cells:
        return [[Piece(" " * caret), Piece("^ ", "error"), Piece(said, "error")]]
    lines: list[Line] = [[Piece(" " * min(caret, cells - 2)), Piece("^", "error")]] if position is not None else []
    if len(lines) == most:
        lines = []
    return [*lines, *told_in([Piece(said, "error")], cells - 1, most - len(lines), "   ")]


class FilterBar(Alive, Widget):
    """The line to type into, and what is said about it."""

    DEFAULT_CSS = """
    FilterBar { height: auto; layout: vertical; }
    FilterBar Horizontal { height: 1; }
    FilterBar #slash { width: 3; }
    FilterBar Input { width: 1fr; height: 1; background: transparent; }
    FilterBar #hints { height: auto; }
    """

    def __init__(self, app: Application) -> None:
        super().__init__(id="filterbar")
        self.explorer = app
        self.before = app.view.selection.text
        self.vocabulary: Vocabulary | None = None
        self.candidates: list[Candidate] = []
        self.at = -1  # the chosen candidate
        self.back = 0  # how far back in the history
        self.wrong: tuple[str, int | None] | None = None
        self.begun = False  # the line has had the focus
        self.wanted: Callable[[], None] | None = None  # lets the keys go that wait for the names

    def compose(self) -> ComposeResult:
        """A slash, the line, hints below."""
        with Horizontal():
            yield Bar(self.explorer.look, id="slash")
            yield LineInput(self.before, id="typed", select_on_focus=False, compact=True)
        yield Bar(self.explorer.look, id="hints")

    def on_mount(self) -> None:
        """Take the focus; the names to complete are read meanwhile."""
        self.query_one("#slash", Bar).say([Piece(" / ", "key")])
        self.query_one(Input).focus()
        self.explorer.loads.start("vocabulary", lambda: vocabulary(self.explorer), self._know, again=True)
        if self.explorer.view.tab is Tab.FACTS:
            ready = self.explorer.source.orders.prepare
            self.explorer.loads.start("words", ready, lambda _: None, failed=lambda _: None, again=True)
        self.hint()

    def on_descendant_focus(self) -> None:
        """From now on keys arrive in the line."""
        self.begun = True

    def _know(self, found: Vocabulary) -> None:
        self.vocabulary = found
        if not self.query(Input):
            return  # it was closed before they came
        self.suggest()
        if self.wanted is not None:
            self.complete()
            self.wanted()

    def complete(self) -> None:
        """Put in the chosen or the first candidate, once the names are there; the keys that follow wait for it."""
        if self.vocabulary is None:
            self.wanted = self.explorer.hold("vocabulary", lambda: None)
        elif self.candidates:
            self.at = max(self.at, 0)
            self.take()

    @property
    def columns(self) -> frozenset[str]:
        """The names of the columns."""
        return frozenset(name for name, _ in self.vocabulary.columns) if self.vocabulary else frozenset()

    @property
    def typed(self) -> str:
        """What has been typed."""
        return self.query_one(Input).value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check what is typed, and let the rows follow if it can be understood."""
        event.stop()
        text = event.value
        if text != self.typed:
            return  # typed on meanwhile: the word for that is under way
        self.suggest()
        app = self.explorer
        chosen = replace(app.view.selection, text=text.strip())
        self.wrong = mistake(chosen, app.view.asked)
        # A single word that begins like a column is most likely the begin of a condition.
        begun = text.isascii() and any(c.insert.strip() in self.columns for c in self.candidates)
        begun = begun or unfinished(text, self.columns)
        if self.wrong is None and not begun and chosen != app.view.selection:
            app.select(chosen)
        self.hint()

    def suggest(self) -> None:
        """Work out the candidates at the cursor."""
        line = self.query_one(Input)
        self.at = -1
        self.candidates = complete(line.value, line.cursor_position, self.vocabulary) if self.vocabulary else []
        self.hint()

    def hint(self, *, insisted: bool = False) -> None:
        """Show what is wrong, or the candidates, or what can be typed. insisted: what is not whole yet is wrong now."""
        if not self.is_attached:
            return
        app, text = self.explorer, self.explorer.strings.text
        bar = self.query_one("#hints", Bar)
        lines: list[Line] = []
        room = min(SHOWN, max(app.size.height // 6, 1))
        first = max(self.at - room + 1, 0)
        for n, candidate in enumerate(self.candidates[first : first + room], first):
            insert = one_line(candidate.insert)
            on = n == self.at
            pad = " " * max(24 - width(insert), 1)
            role = "cursor" if on else ""
            lines.append(
                [Piece("   "), Piece(insert, role or "bold"), Piece(pad + one_line(candidate.label), role or "dim")]
            )
        if self.wrong is not None and self.typed.strip() and unfinished(self.typed, self.columns) and not insisted:
            if not lines:
                lines.append([Piece("   "), Piece(text("filter.unfinished"), "dim")])
        elif self.wrong is not None and self.typed.strip():
            said, position = self.wrong
            said = told(said, app.strings)
            told_lines = wrong_lines(one_line(said), self.typed, position, app.size.width, room)
            lines = [*told_lines, *lines]
        elif not lines:
            said = text("filter.hint", example=text(f"filter.example_{app.view.asked}"))
            more = text("filter.keys") if width(said + text("filter.keys")) < app.size.width - 3 else ""
            lines.append([Piece("   "), Piece(said + more, "dim")])
        bar.styles.height = room
        bar.say(*lines[:room])

    def on_key(self, event: events.Key) -> None:
        """Tab completes, arrows choose or go back in the history, Enter keeps, Escape forgets."""
        if event.key in ("escape", "ctrl+c"):
            self.close(self.before)
        elif event.key == "enter":
            if self.at >= 0:
                self.take()
            elif self.wrong is None or not self.typed.strip():
                self.close(self.typed.strip())
            else:
                self.hint(insisted=True)
        elif event.key == "tab":
            self.complete()
        elif event.key == "shift+tab":
            pass  # the line keeps the focus: what is typed next is meant for it
        elif event.key in ("down", "up"):
            self.choose(1 if event.key == "down" else -1)
        else:
            return
        event.stop()
        event.prevent_default()

    def choose(self, step: int) -> None:
        """Another candidate, or another filter of the history."""
        if self.candidates and (self.typed or self.at >= 0) and not self.back:
            self.at = min(max(self.at + step, -1), len(self.candidates) - 1)
            self.hint()
            return
        history = self.explorer.history
        self.back = min(max(self.back - step, 0), len(history))
        line = self.query_one(Input)
        line.value = history[-self.back] if self.back else self.before
        line.cursor_position = len(line.value)

    def take(self) -> None:
        """Put the chosen candidate in."""
        line = self.query_one(Input)
        value, cursor = apply(line.value, self.candidates[self.at])
        line.value = value
        line.cursor_position = cursor
        self.suggest()

    def close(self, text: str) -> None:
        """Keep this text as the filter and give the focus back."""
        app = self.explorer
        if text:
            app.history = [*(h for h in app.history if h != text), text][-100:]
        if text != app.view.selection.text:
            app.select(replace(app.view.selection, text=text))
        self.remove()
        if app.pane is not None:
            parts = app.pane.parts()
            (app.last_part if app.last_part in parts else parts[0]).focus()
        app.head()


def mistake(chosen: Selection, table: str = "facts") -> tuple[str, int | None] | None:
    """What is wrong with a selection's text above a table, and where; None for nothing. Takes about a millisecond."""
    from mubiao.filters import WhereError
    from mubiao.filters.asked import asked
    from mubiao.queries.scope import condition_of

    try:
        asked(chosen.text, table)
        condition_of(replace(chosen, text=""))
    except FilterError as error:
        return str(error), error.position if isinstance(error, WhereError) else None
    return None


def vocabulary(app: Application) -> Vocabulary:
    """The names of this database and of the tables, in the language of the interface.

    Columns are those of the table that is shown, and where its rows are made of facts, those of facts behind them.
    """
    from mubiao.filters.asked import BEHIND
    from mubiao.filters.called import DOUBTS
    from mubiao.filters.checked import columns
    from mubiao.model import KINDS
    from mubiao.regions.latin import spelled
    from mubiao.targets import VERDICTS

    names, strings, table = app.names, app.strings, app.view.asked
    places = [
        (place.name, f"{spelled(place.code)} {names.word('level', place.level)}".strip())
        for place in app.source.places()
    ]
    indicators = [(i.indicator, strings.name(i.zh, i.en)) for i in lexicon.indicators().values()]
    called = [(strings.name(i.zh, i.en), i.indicator) for i in lexicon.indicators().values()]
    sectors = [(s.sector, strings.name(s.zh, s.en)) for s in lexicon.sectors().values()]
    judged = [(v, names.word("verdict", v)) for v in VERDICTS]
    claims = [(str(c), names.word("claim", c)) for c in Claim]
    qualifiers = [(str(q), names.word("qualifier", q)) for q in Qualifier]
    kinds = [(k, strings.text(f"disagreement.{k}")) for k in ("vintage", "documents", "document")]
    values = {
        "region": places,
        "parent": places,
        "indicator": indicators,
        "sector": sectors,
        "subsector": [(s.subsector, strings.name(s.zh, s.en)) for s in lexicon.subsectors().values()],
        "measure": [(str(m), names.word("measure", m)) for m in Measure],
        "review": [(r, names.word("review", r)) for r in ("accepted", "rejected", "corrected")],
        "verdict": judged,
        "side": [(s, strings.text(f"side.{s}")) for s in ("target", "outcome")],
        "status": [(s, "") for s in ("no report", "not stated", "in words", "number")],
        "period_kind": [(k, "") for k in ("year", "part", "programme")],
        **dict.fromkeys(("claim", "chosen_claim", "previous_claim", "outcome_claim"), claims),
        **dict.fromkeys(("qualifier", "target_qualifier", "outcome_qualifier"), qualifiers),
        **({"kind": kinds} if table == "conflicts" else {}),
    }
    patterns: dict[str, list[tuple[str, str]]] = {}
    if table == "documents":
        values["kind"] = [(kind, names.word("kind", kind)) for kind in KINDS]
        patterns["doubts"] = [(f"%{why}%", names.word("doubt", why)) for why in DOUBTS]
    known = dict.fromkeys((*columns(table), *BEHIND.get(table, ())))
    columns_said = [(name, strings.maybe(f"column.{name}", "")) for name in known]
    if table == "documents":
        own = [(names.word(kind, one), one) for kind, all_ in (("kind", KINDS), ("doubt", DOUBTS)) for one in all_]
        return Vocabulary(columns_said, values, [*own, *places], patterns)
    verdicts = [(label, value) for value, label in judged] if table == "targets" else []
    return Vocabulary(columns_said, values, [*verdicts, *places, *called])
