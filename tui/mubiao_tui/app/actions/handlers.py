"""Finds what an action runs: a method of the pane that is seen, or of a handler, imported when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mubiao_tui.actions import Action
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from mubiao_tui.app.actions.documents.adding import Adding
    from mubiao_tui.app.actions.documents.stating import Stating
    from mubiao_tui.app.actions.filtering.selecting import Selecting
    from mubiao_tui.app.actions.news import Novelties
    from mubiao_tui.app.actions.output import Output
    from mubiao_tui.app.actions.program import Program
    from mubiao_tui.app.actions.reviews.progress import Progress
    from mubiao_tui.app.actions.reviews.reviewing import Reviewing
    from mubiao_tui.app.actions.tables.columns import Columns
    from mubiao_tui.app.actions.tables.moving import Moving
    from mubiao_tui.app.actions.tables.statistics import Statistics
    from mubiao_tui.app.actions.views import Views
    from mubiao_tui.app.application import Application


class Handlers:
    """The handlers of one explorer. `Action.run` names one of these properties, or `pane`, and a method of it."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def method(self, action: Action) -> Callable[..., Any] | None:
        """What does an action now; None where there is no pane yet to do it."""
        home, _, name = action.run.partition(".")
        holder = self._app.pane if home == "pane" else getattr(self, home)
        return None if holder is None else getattr(holder, name)

    @cached_property
    def moving(self) -> Moving:
        """Up, down, pages, ends."""
        from mubiao_tui.app.actions.tables.moving import Moving

        return Moving(self._app)

    @cached_property
    def columns(self) -> Columns:
        """The columns of a table."""
        from mubiao_tui.app.actions.tables.columns import Columns

        return Columns(self._app)

    @cached_property
    def statistics(self) -> Statistics:
        """What a column comes to."""
        from mubiao_tui.app.actions.tables.statistics import Statistics

        return Statistics(self._app)

    @cached_property
    def selecting(self) -> Selecting:
        """Filter, marks and search."""
        from mubiao_tui.app.actions.filtering.selecting import Selecting

        return Selecting(self._app)

    @cached_property
    def reviewing(self) -> Reviewing:
        """Judgments."""
        from mubiao_tui.app.actions.reviews.reviewing import Reviewing

        return Reviewing(self._app)

    @cached_property
    def progress(self) -> Progress:
        """How far a review has come."""
        from mubiao_tui.app.actions.reviews.progress import Progress

        return Progress(self._app)

    @cached_property
    def views(self) -> Views:
        """Views by name."""
        from mubiao_tui.app.actions.views import Views

        return Views(self._app)

    @cached_property
    def news(self) -> Novelties:
        """What has come since the last session."""
        from mubiao_tui.app.actions.news import Novelties

        return Novelties(self._app)

    @cached_property
    def stating(self) -> Stating:
        """What documents are."""
        from mubiao_tui.app.actions.documents.stating import Stating

        return Stating(self._app)

    @cached_property
    def adding(self) -> Adding:
        """Files."""
        from mubiao_tui.app.actions.documents.adding import Adding

        return Adding(self._app)

    @cached_property
    def output(self) -> Output:
        """Copying and writing."""
        from mubiao_tui.app.actions.output import Output

        return Output(self._app)

    @cached_property
    def program(self) -> Program:
        """The program."""
        from mubiao_tui.app.actions.program import Program

        return Program(self._app)

    # What the snapshot of the interface asks, without loading anything

    @property
    def undoable(self) -> bool:
        """Whether there is a judgment to take back; on Documents what was done to documents is taken back first."""
        documents = self.stated and self._app.view.tab is Tab.DOCUMENTS
        return "reviewing" in self.__dict__ and bool(self.reviewing.done) and not documents

    @property
    def stated(self) -> bool:
        """Whether a document was corrected or removed, and it can be taken back."""
        return "stating" in self.__dict__ and bool(self.stating.done)

    @property
    def busy(self) -> bool:
        """Whether files are being added."""
        return "adding" in self.__dict__ and self.adding.busy

    @property
    def stoppable(self) -> bool:
        """Whether they are, and nobody has said to stop yet."""
        return "adding" in self.__dict__ and self.adding.stoppable
