"""The tabs of the explorer, each declared once: its keys, its pane, and what its main table can show.

A new tab is an entry here, its pane under `mubiao_tui.app.panes`, and its words in the two files of strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tab(StrEnum):
    """The six questions that the explorer answers."""

    REGIONS = "regions"
    SECTORS = "sectors"
    TARGETS = "targets"
    FACTS = "facts"
    DOCUMENTS = "documents"
    PLEDGES = "pledges"

    @property
    def kind(self) -> Kind:
        """What is declared of it."""
        return TABS[self]


@dataclass(frozen=True, slots=True)
class Kind:
    """What there is to know of a tab."""

    keys: tuple[str, ...]
    pane: str  # module.Class under mubiao_tui.app.panes, imported when it is first seen
    modes: tuple[str, ...]  # what it can show in its main table; the first is where it starts
    marks: str = ""  # what is marked on it: places, facts, rows of its tables, or nothing
    judged: bool = False  # facts are judged on it; review mode ends where another is turned to


TABS: dict[Tab, Kind] = {
    Tab.REGIONS: Kind(("1", "１"), "regions.RegionsPane", ("place",), marks="places"),
    # The matrix shows the marked places alone.
    Tab.SECTORS: Kind(("2", "２"), "sectors.SectorsPane", ("matrix", "leading"), marks="places"),
    Tab.TARGETS: Kind(
        ("3", "３"),
        "targets.TargetsPane",
        ("rows", "wide", "coverage", "conflicts", "ranking", "panel", "beside"),
        marks="rows",
    ),
    Tab.FACTS: Kind(("4", "４"), "facts.FactsPane", ("rows", "frequency"), marks="facts", judged=True),
    Tab.DOCUMENTS: Kind(("5", "５"), "documents.DocumentsPane", ("read",), judged=True),
    # Pledges are judged as facts are: by the id of the one under the cursor.
    Tab.PLEDGES: Kind(("6", "６"), "pledges.PledgesPane", ("shares", "rows", "chains"), judged=True),
}
