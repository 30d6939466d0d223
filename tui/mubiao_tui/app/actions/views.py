"""Views by name: what is shown is kept under a name, for this database, and shown again by it."""

from __future__ import annotations

from dataclasses import replace

from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.chrome import chips
from mubiao_tui.view import View


class Views(Group):
    """The views that were kept."""

    def open(self) -> None:
        """List them: a row is shown, a new name keeps what is shown now, Delete forgets the row."""
        from mubiao_tui.app.input.dialogs import Item
        from mubiao_tui.app.input.naming import DELETE, NEW, OPEN, Naming

        app = self.app
        items = [Item(name, name, self._about(view)) for name, view in app.saved.items()]

        def done(chosen: str | None) -> None:
            if chosen is None:
                return
            what, name = chosen[0], chosen[1:]
            {OPEN: self.show, NEW: self.keep, DELETE: self.forget}[what](name)

        title, hint = self.text("views.title"), self.text("views.hint")
        app.push_screen(Naming(app.look, title, hint, items, none=self.text("views.none"), new=self._new), done)

    def _new(self, name: str) -> str:
        return self.text("views.new", name=name)

    def _about(self, view: View) -> str:
        told = chips(view, self.app.names, self.app.strings)
        return " · ".join([self.text(f"tab.{view.tab.value}"), *told])

    def show(self, name: str) -> None:
        """What was kept under a name."""
        if (view := self.app.saved.get(name)) is not None:
            self.app.crumbs.clear()
            self.app.change(view)
            self.app.say(self.text("views.shown", name=name))

    def keep(self, name: str) -> None:
        """What is shown now, under a name."""
        self.app.saved[name] = replace(self.app.view, marks=(), fact_marks=())  # as the next session has it
        self._written(self.text("views.kept", name=name))

    def forget(self, name: str) -> None:
        """A name no more."""
        self.app.saved.pop(name, None)
        self._written(self.text("views.forgotten", name=name))

    def _written(self, said: str) -> None:
        kept = self.app.keep()
        self.app.say(said if kept else f"{said} · {self.text('views.session')}")
