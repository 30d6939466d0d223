"""Panels that can be published, and what is told of them: one row a place and year, its key checked.

>>> mubiao.panel(store.targets(), store.documents(), "gdp", level="province", years=(2000, 2023))

Everything here is made of the rows of `targets`: see mubiao.targets for how a target and an outcome are chosen.
`panel` gives a place and year each, whether something is known or not, and says why not; `stats` and `rank` tell of
any rows of `targets`, or of a panel.
"""

from __future__ import annotations

from mubiao.panels.codebook import codebook
from mubiao.panels.grid import LEVELS, SCHEMA, STATUSES, WITH, Panel, flat, panel
from mubiao.panels.ranking import kendall, rank
from mubiao.panels.summary import BY, stats

__all__ = [
    "BY",
    "LEVELS",
    "SCHEMA",
    "STATUSES",
    "WITH",
    "Panel",
    "codebook",
    "flat",
    "kendall",
    "panel",
    "rank",
    "stats",
]
