"""What stands around the panes: header, tabs with the way back, footer; made from plain values of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao.filters.asked import rests
from mubiao_tui import actions
from mubiao_tui.app.drawing import bars
from mubiao_tui.app.drawing.bars import Bar
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.strings import Strings
from mubiao_tui.tabs import Tab
from mubiao_tui.view import View

if TYPE_CHECKING:
    from mubiao.queries.session.news import News
    from mubiao_tui.app.application import Application

SMALLEST = (40, 10)
"""Columns and rows below which only a plain line is shown."""


def chips(view: View, names: Names, strings: Strings) -> list[str]:
    """What narrows the facts, as people say it."""
    chosen = view.selection
    said: list[str] = []
    for chip in chosen.chips():
        match chip:
            case "region":
                name = chosen.region_name or chosen.region or ""
                said.append(strings.text("chip.below", place=name) if chosen.below else name)
            case "years":
                assert chosen.years is not None
                first, last = chosen.years
                said.append(str(first) if first == last else f"{first}-{last}")
            case "document":
                said.append(strings.text("chip.document"))
            case "reviewed":
                said.append(names.word("review", chosen.reviewed))
            case "conditions":
                said += chosen.conditions
            case "text":
                resting = rests(chosen.text, view.asked)
                said.append(strings.text("chip.rests", text=chosen.text) if resting else chosen.text)
            case _:
                said.append(names.value(chip, getattr(chosen, chip)))
    for one in view.only:
        value = names.value(one.column, one.value) or strings.text("facts.empty")
        said.append(f"{strings.maybe(f'column.{one.column}', one.column)} {value}")
    if view.marked:
        kind = {Tab.SECTORS: "marks_only", Tab.REGIONS: "marks_places"}.get(view.tab, "marks")
        said.append(strings.text(f"chip.{kind}", count=len(view.marked)))
    return said


def fresh(found: News, strings: Strings) -> list[Piece]:
    """What is new since the last session, in a line, and the key that shows it."""
    counts = {"added": len(found.added), "again": len(found.again), "gone": found.gone}
    said = [strings.text(f"news.{name}", count=f"{count:,}") for name, count in counts.items() if count]
    press = actions.key_name(actions.BY_ID["news"].keys[0])
    key = f" · {strings.text('regions.folded_key', press=press)}"
    line = strings.text("news.line", said=strings.text("news.and").join(said))
    return [Piece(f" {line}", "notice"), Piece(key, "dim")]


NOTICE = 4
"""Lines that something told can take; most need one."""


class Chrome:
    """The lines around the panes."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self._told: tuple[object, ...] | None = None  # what the keys in the footer were chosen by

    @property
    def small(self) -> bool:
        """Whether the terminal is too small to show a pane."""
        return self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]

    def head(self) -> None:
        """Header and tabs."""
        app, cells, text = self.app, self.app.size.width, self.app.strings.text
        if not app.there:
            return
        made = app.overview is not None or app.database.exists()
        counts = text("header.opening" if made else "header.making")
        if app.overview is not None:
            counts = text("header.counts", documents=f"{app.overview.documents:,}", facts=f"{app.overview.facts:,}")
        title = [Piece(" mubiao", "bold"), Piece(f"  {app.shown_name}", "dim"), Piece(f" · {counts}", "dim")]
        if app.changed:  # the counts, and all below them, are of before
            again = text("header.changed", press=actions.key_name(actions.BY_ID["reload"].keys[0]))
            title.insert(2, Piece(f" · {again}", "notice"))
        if app.judging:
            far = app.judged
            said = "" if far is None else text("review.far", judged=f"{far.judged:,}", facts=f"{far.facts:,}")
            title = [Piece(" mubiao ", "bold"), Piece(f" {text('review.mode')}{said} ", "tab_on"), *title[1:]]
        narrowing = chips(app.view, app.names.for_width(cells), app.strings)
        app.query_one("#header", Bar).say(bars.header(title, narrowing, app.look, cells))
        labels = [(tab.value, text(f"tab.{tab.value}")) for tab in Tab]
        bar = app.query_one("#tabs", Bar)
        crumbs = [crumb.label for crumb in app.crumbs]
        pieces, bar.targets = bars.tabs(labels, app.view.tab.value, crumbs, app.look, cells)
        bar.say(pieces)
        line = fresh(app.fresh, app.strings) if app.fresh is not None and app.view.tab is Tab.REGIONS else []
        news = app.query_one("#news", Bar)
        news.say(line)
        news.set_class(bool(line) and not self.small, "told")
        self.foot()

    def foot(self) -> None:
        """The notice, or the keys that work now."""
        app, cells = self.app, self.app.size.width
        if not app.there:
            return
        situation = None if self.small or app.notice is not None else app.situation()
        told = situation, cells, app.strings
        if situation is not None and app.notice is None and told == self._told:
            return  # as after most keys that move
        self._told = None
        bar = app.query_one("#footer", Bar)
        app.query_one("#body").set_class(self.small, "small")
        bar.targets, height = [], 1
        if self.small:
            bar.say([Piece(" " + app.strings.text("header.small", columns=SMALLEST[0], rows=SMALLEST[1]))])
        elif app.notice is not None:
            text, error = app.notice
            lines = bars.told_in([Piece(text, "error" if error else "notice")], cells - 1, NOTICE, " ")
            bar.say(*lines)
            height = max(len(lines), 1)
        else:
            assert situation is not None
            shown = actions.footer(situation)
            labels = {action.id: app.strings.text(f"action.{action.id}.label") for action in shown}
            pieces, bar.targets = bars.footer(shown, labels, cells)
            bar.say(pieces)
            self._told = told
        bar.styles.height = height
