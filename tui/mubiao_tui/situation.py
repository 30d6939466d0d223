"""What is true of the interface now, as far as the registry of actions asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mubiao_tui.tabs import Tab


@dataclass(frozen=True, slots=True)
class Situation:
    """What is true of the interface now, as far as any action asks."""

    tab: Tab = Tab.REGIONS
    pane: str = "tree"  # the part that has the focus: tree board bars matrix promised grid list reader chart
    mode: str = ""  # what the tab's main table shows
    rows: int = 0  # rows of the focused part
    columns: int = 0  # shown columns of the focused part, 0 where it has none
    hidden: bool = False  # some of its columns are hidden
    sorted: bool = False  # it is sorted by a column
    place: bool = False  # the cursor stands for a place
    parent: bool = False  # that place has another above it in this database
    siblings: bool = False  # and others beside it
    series: bool = False  # the cursor stands for an indicator of a place
    fact: bool = False  # the cursor stands for a fact, or evidence of one is shown
    enters: bool = False  # there is something to go into under the cursor
    text: bool = False  # a document's text is shown
    facts: bool = False  # and it has facts
    document: bool = False  # the cursor stands for a document, or one is read
    stated: bool = False  # a document was corrected or removed in this session
    sections: bool = False  # and it has sections
    searching: bool = False  # something is searched for in the focused part
    crumbs: int = 0  # steps to go back
    marks: int = 0
    filtered: bool = False
    undoable: bool = False
    changed: bool = False  # the database is not what is shown any more
    writable: bool = True
    busy: bool = False  # a long task can be cancelled
    pick: bool = False  # the explorer is a chooser in a pipe
    review: bool = False  # review mode: the keys that judge do so
    panes: int = 1  # parts that Tab goes round
    fills: bool = False  # the part that has the focus could have all the room
    filled: bool = False  # and it has
    news: bool = False  # something has come since the last session that nobody has looked at
    folds: bool = False  # rows of the board are folded away, or could be


Condition = Callable[[Situation], bool]
