"""Actions of the program itself: tabs, the way back, help and palette, language, theme, reloading, leaving."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from mubiao_tui import actions
from mubiao_tui.actions import key_names
from mubiao_tui.app.actions.filtering.selecting import stop_search
from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.actions.news import look
from mubiao_tui.app.actions.tables.meaning import meaning
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import fit
from mubiao_tui.app.system.last_frame import keep as keep_frame
from mubiao_tui.app.system.state import Session, save
from mubiao_tui.strings import Strings
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from mubiao.queries.records import Overview

KEYED = 22
"""Cells that the keys of an action take in the help."""


class Program(Group):
    """The program."""

    # Tabs and the way back

    def turn(self, tab: Tab) -> None:
        """Another tab, under the same selection. The way back begins anew."""
        self.app.crumbs.clear()
        view = self.app.view if self.app.pick else self.app.view.left_for(tab)
        self.app.change(view.to(tab, document=None))

    def back(self) -> None:
        """Leave a search, else go back one step."""
        if self.app.searched:
            stop_search(self.app)
        elif self.app.crumbs:
            self.app.back()
        elif self.app.view.reads:
            # A session that began in a document, or one that was just added: what it came from is the list.
            self.app.change(replace(self.app.view, document=None, fact=None))
        elif self.app.view.aside:
            self.app.change(replace(self.app.view, mode=""))  # as the key does that led there

    # Help and palette

    def help(self) -> None:
        """What can be done here, and what can be done elsewhere."""
        from mubiao_tui.app.input.dialogs import Read

        app = self.app
        here = actions.available(app.situation())
        lines = [*([[Piece(told, "notice")], [Piece("")]] if (told := meaning(app)) else [])]
        lines += [[Piece(self.text("help.here"), "bold")]]
        for group in actions.GROUPS:
            mine = [a for a in here if a.group == group]
            if mine:
                lines += [[Piece("")], [Piece(self.text(f"group.{group}"), "key")]]
                lines += [[Piece(self._help(action))] for action in mine]
        there = [a for a in actions.ACTIONS if a not in here]
        lines += [[Piece("")], [Piece(self.text("help.elsewhere"), "bold")]]
        lines += [[Piece(self._help(action), "dim")] for action in there]
        lines += [[Piece("")], *([Piece(line, "dim")] for line in self.text("help.notes").splitlines())]
        title = self.text("help.title", tab=self.text(f"tab.{app.view.tab.value}"))
        app.push_screen(Read(app.look, title, self.text("dialog.read"), lines, hang=KEYED + 4))

    def _help(self, action: actions.Action) -> str:
        return f"  {fit(key_names(action.keys), KEYED)}  {self.text(f'action.{action.id}.help')}"

    def palette(self) -> None:
        """Any action by its name."""
        from mubiao_tui.app.input.dialogs import Choose, Item

        app = self.app
        now = app.situation()
        other = Strings(app.strings.other)
        items = [
            Item(
                a.id,
                self.text(f"action.{a.id}.help"),
                key_names(a.keys[:1]),
                f"{key_names(a.keys)} {self.text(f'action.{a.id}.label')} {other.text(f'action.{a.id}.help')}",
            )
            for a in actions.available(now)
            if a.id != "palette" and a.group != "move"
        ]

        def done(chosen: str | None) -> None:
            if chosen is not None and actions.BY_ID[chosen].when(app.situation()):
                app.perform(chosen)

        title, hint = self.text("palette.title"), self.text("dialog.choose")
        app.push_screen(Choose(app.look, title, hint, items, none=self.text("dialog.none")), done)

    # Language, theme, data

    def language(self) -> None:
        """The other language."""
        self.app.reface(strings=Strings(self.app.strings.other))

    def theme(self) -> None:
        """The next theme."""
        look = replace(self.app.look, theme=self.app.look.next_theme())
        self.app.reface(look=look)
        self.app.say(self.text("theme.now", theme=self.text(f"theme.{look.theme}")))

    def reload(self, said: str = "") -> None:
        """Read the database again; cursor and place stay."""
        app = self.app

        def done(overview: Overview) -> None:
            app.changed = False
            app.view = replace(app.view, fact=app.fact or app.view.fact)
            app.overview = overview
            app.say(said or self.text("reload.done", facts=f"{overview.facts:,}"))
            for pane in app.panes():
                pane.forget()
            if app.pane is not None:
                app.pane.update_view()
            if app.settings.keeps:
                look(app)  # what came meanwhile has been seen
            app.head()

        app.loads.start("overview", app.source.overview, done, again=True)

    # Leaving

    def keep(self) -> bool:
        """Keep the session for the next time; False where that is not possible."""
        app = self.app
        if not app.settings.keeps:
            return False
        view = replace(app.view, fact=app.fact or app.view.fact)
        saved = tuple(app.saved.items())
        seen = app.seen
        session = Session(view, tuple(app.history), app.look.theme, app.strings.language, saved, seen)
        return save(app.database, session)

    def quit(self) -> None:
        """Leave. What cannot be kept must not keep us here."""
        app = self.app
        try:
            if self.keep():
                with suppress(Exception):  # a frame less is no harm
                    keep_frame(app.database, app.settings, (app.size.width, app.size.height), app.frame())
        finally:
            self.app.opening.stop()
            self.app.loads.close()
            self.app.exit(0)

    def suspend(self) -> None:
        """Back to the shell, until `fg`."""
        self.app.action_suspend_process()
