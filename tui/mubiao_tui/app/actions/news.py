"""What is new since the last session on this database: a line while nobody has looked, and a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.actions.waiting import wait
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl

    from mubiao_tui.app.application import Application


def look(app: Application, *, begins: bool = False) -> None:
    """Read which documents there are. begins: and say which are new; what comes later is seen as it comes."""
    source = app.source

    def work() -> Mapping[str, str]:
        from mubiao.queries.session.news import marks

        return marks(source.store)

    def done(now: Mapping[str, str]) -> None:
        from mubiao.queries.session.news import news

        before, app.seen = app.seen, now
        if begins and before is not None and any(found := news(before, now)):
            app.fresh = found
            app.head()

    app.loads.start("news", work, done, again=True)


class Novelties(Group):
    """What has come since the last session."""

    def look(self, *, begins: bool) -> None:
        """See `look`."""
        look(self.app, begins=begins)

    def show(self) -> None:
        """The documents that are new or read again; what is taken is opened. The line goes away."""
        from mubiao_tui.app.input.dialogs import Choose, Item

        app, found = self.app, self.app.fresh
        if found is None:
            return
        store, wanted = app.source.store, [*found.added, *found.again]

        def work() -> pl.DataFrame:
            listed = store.documents()
            return listed.filter(listed["document_id"].is_in(wanted))

        def done(listed: pl.DataFrame) -> None:
            rows = {row["document_id"]: row for row in listed.iter_rows(named=True)}
            new = frozenset(found.added)
            items = [
                Item(key, one_line(rows[key]["title"]), self._told(rows[key], new=key in new))
                for key in wanted
                if key in rows
            ]

            def take(key: str | None) -> None:
                if key is not None:
                    view = app.view.to(Tab.DOCUMENTS, document=key, fact=None)
                    app.go(replace(view, selection=view.selection.unfiltered), one_line(rows[key]["title"] or key))

            app.fresh = None
            app.head()
            title, hint = self.text("news.since"), self.text("dialog.choose")
            app.push_screen(Choose(app.look, title, hint, items, none=self.text("news.none")), take)

        wait(app, "novelties", work, done)

    def _told(self, row: Mapping[str, Any], *, new: bool) -> str:
        kind = self.text("news.new" if new else "news.reread")
        said = (kind, row["region"], row["year"], self.text("regions.facts", count=f"{row['facts'] or 0:,}"))
        return " · ".join(one_line(str(part)) for part in said if part is not None)
