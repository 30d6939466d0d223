"""The panes, a module or room each, imported when first seen. Each shows the view it is given and asks for another."""

from __future__ import annotations

from importlib import import_module

from mubiao_tui.app.panes.base import Pane
from mubiao_tui.tabs import Tab


def pane_for(tab: Tab) -> type[Pane]:
    """The class of a tab's pane."""
    module, _, name = tab.kind.pane.partition(".")
    found: type[Pane] = getattr(import_module(f"mubiao_tui.app.panes.{module}"), name)
    return found
