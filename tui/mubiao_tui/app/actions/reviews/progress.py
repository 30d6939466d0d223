"""How far a review has come: what the header says of it, the table of agreement, and the next fact that is doubted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mubiao.queries import progress
from mubiao.queries.progress import Doubted, Share
from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.actions.waiting import wait
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import fit, one_line, width
from mubiao_tui.reasons import said
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from mubiao.queries.selection import Selection
    from mubiao.store import Store
    from mubiao_tui.app.application import Application

BY = ("rule", "sector", "indicator", "claim")
"""What agreement with the extractor is told by."""

MOST = 8
"""Rows of each of its tables."""


class Progress(Group):
    """What is judged, and what is not."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._counted: object = None
        self._doubted: tuple[object, list[Doubted]] | None = None

    @property
    def selection(self) -> Selection:
        """What is reviewed: the document that is shown, else what the filter leaves."""
        view = self.app.view
        if view.tab is Tab.DOCUMENTS:
            reading = self.app.pane.document_read if self.app.pane is not None else None
            if reading is not None:
                return replace(type(view.selection)(), document=reading.document["document_id"])
        return view.selection

    def follow(self) -> None:
        """Count again what was judged, if it can be another number now; the header follows."""
        app = self.app
        if app.view.tab is Tab.PLEDGES or not app.open:
            self._counted, app.judged = None, None
            return
        chosen = self.selection
        if (app.stamp, chosen) == self._counted:
            return
        self._counted, source = (app.stamp, chosen), app.source

        def done(found: Share) -> None:
            if app.judging:
                app.judged = found
                app.head()

        app.loads.start("progress", lambda: progress.progress(source.store, chosen), done, again=True)

    # The next doubt

    def doubted(self) -> None:
        """To the next fact that does not fit the others and that nobody has judged, and say why."""
        app, chosen, fact = self.app, self.selection, self.app.fact
        source, known = app.source, self._doubted
        # Judgments make no new doubts: those of all facts are told once, until documents come or go.
        facts = (app.overview.documents, app.overview.facts) if app.overview is not None else None

        def work() -> tuple[list[Doubted], list[Doubted]]:
            found = known[1] if known is not None and known[0] == facts else progress.doubted(source.store)
            left = progress.unjudged(source.store, chosen, [one.fact for one in found])
            return found, [one for one in found if one.fact in left]

        def done(both: tuple[list[Doubted], list[Doubted]]) -> None:
            self._doubted = (facts, both[0])
            self._reach(both[1], fact)

        wait(app, "doubted", work, done)

    def _reach(self, found: list[Doubted], fact: str | None) -> None:
        app, ids = self.app, [one.fact for one in found]
        if not found:
            app.say(self.text("review.no_doubts"))
            return
        at = (ids.index(fact) + 1) % len(ids) if fact in ids else 0
        wanted, why, reason = found[at]
        app.change(replace(app.view, fact=wanted))
        if app.pane is not None:
            app.pane.reach(wanted)
        count = self.text("review.doubt", number=at + 1, count=len(found))
        app.say(f"{count} · {app.names.word('doubt', why)}: {one_line(said(reason, app.strings))}")

    # Agreement

    def agreement(self) -> None:
        """How far the review has come by place, and who agrees with the extractor and with whom."""
        from mubiao_tui.app.input.dialogs import Read, across

        app, source, chosen = self.app, self.app.source, self.selection

        def done(found: Found) -> None:
            lines = self.told(found, across(app.size.width))
            app.push_screen(Read(app.look, self.text("review.agreement"), self.text("dialog.read"), lines))

        wait(app, "agreement", lambda: read(source.store, chosen), done)

    def told(self, found: Found, room: int) -> list[Line]:
        """The tables as lines of text, each of at most `room` cells."""
        names, text, cut = self.app.names, self.text, self.app.look.sign("cut")
        total: Share = found["progress"]
        lines: list[Line] = [[Piece(text("review.progress", judged=f"{total.judged:,}", facts=f"{total.facts:,}"))]]
        places = [(place or text("documents.unknown"), *_share(share)) for place, share in found["places"]]
        heads = [text("column.region"), text("column.reviewed"), text("column.facts"), "%"]
        lines += _table(text("review.by_place"), heads, places, cut, room)
        pairs = [
            (f"{one} – {other}", f"{both:,}", f"{alike:,}", "–" if kappa is None else f"{kappa:.2f}")
            for one, other, both, alike, kappa in found["between"].iter_rows()
        ]
        heads = [text("column.reviewer"), text("review.both"), text("review.alike"), "kappa"]
        alone: list[Line] = [[Piece("")], [Piece(text("review.alone"), "dim")]]
        lines += _table(text("review.between"), heads, pairs, cut, room) or alone
        marks = ["accepted", "corrected", "rejected"]
        heads = ["", text("column.reviewed"), *(names.word("review", mark) for mark in marks), text("column.precision")]
        for by in BY:
            rows = [
                (
                    names.rules(str(row[by])) if by == "rule" else names.value(by, row[by]),
                    *(f"{row[name]:,}" for name in ("reviewed", *marks)),
                    f"{row['precision']:.0%}",
                )
                for row in found[by].head(MOST).iter_rows(named=True)
            ]
            if rows:
                title = text("review.with", by=text(f"column.{by}"))
                lines += _table(title, heads, rows, cut, room)
        return lines


Found = dict[str, Any]


def read(store: Store, selection: Selection) -> Found:
    """All that the tables of agreement need; a thread's work."""
    from mubiao.store.reviews.between import between

    tables: dict[str, pl.DataFrame] = {by: store.reviews.agreement(by) for by in BY}
    return {
        **tables,
        "between": between(store.reviews.all()),
        "progress": progress.progress(store, selection),
        "places": progress.by_place(store, selection, MOST),
    }


def _share(share: Share) -> tuple[str, str, str]:
    return f"{share.judged:,}", f"{share.facts:,}", f"{share.judged / max(share.facts, 1):.0%}"


NAME, LEAST = 34, 8
"""Cells of the first column of a table, at most and at least; the others are as wide as what they hold."""


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], cut: str, room: int) -> list[Line]:
    if not rows:
        return []
    wide = [max(map(width, column)) + 2 for column in zip(*[heads, *rows], strict=True)][1:]
    name = max(min(room - 2 - sum(wide), NAME), LEAST)

    def line(cells: Sequence[str]) -> str:
        first, *others = cells
        told = "".join(fit(cell, long, True, cut) for cell, long in zip(others, wide, strict=True))
        return f"  {fit(one_line(first), name, more=cut)}{told}"

    told: list[Line] = [[Piece("")], [Piece(title, "bold")], [Piece(line(heads), "dim")]]
    return told + [[Piece(line(row))] for row in rows]
