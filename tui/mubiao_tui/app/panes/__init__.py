"""The five panes, one module each. A pane shows the view it is given and asks its host for another."""

from __future__ import annotations

from mubiao_tui.app.panes.base import Pane
from mubiao_tui.app.panes.documents import DocumentsPane
from mubiao_tui.app.panes.facts import FactsPane
from mubiao_tui.app.panes.regions import RegionsPane
from mubiao_tui.app.panes.sectors import SectorsPane
from mubiao_tui.app.panes.targets import TargetsPane
from mubiao_tui.view import Tab

PANES: dict[Tab, type[Pane]] = {
    Tab.REGIONS: RegionsPane,
    Tab.SECTORS: SectorsPane,
    Tab.TARGETS: TargetsPane,
    Tab.FACTS: FactsPane,
    Tab.DOCUMENTS: DocumentsPane,
}
