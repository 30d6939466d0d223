"""Places: provinces, prefectures, counties, towns and functional zones, what they lie in, and how texts name them.

>>> from mubiao import regions
>>> regions.resolve("福建省泉州市晋江市")[0].code
'350582'
>>> [place.name for place in regions.ancestors("350582")]
['泉州市', '福建省', '全国']

The tables are read when they are first needed: counties and above in about 5 ms, towns by county.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mubiao.regions.history import Former, former_names, successor
from mubiao.regions.lookup import ancestors, children, full_name, is_inside, region, short_name
from mubiao.regions.resolve import by_name, resolve
from mubiao.regions.table import COUNTRY, LEVELS, Region

if TYPE_CHECKING:
    from mubiao.regions.gazetteer import Gazetteer as Gazetteer
    from mubiao.regions.gazetteer import Mention as Mention
    from mubiao.regions.gazetteer import gazetteer_for as gazetteer_for

__all__ = [
    "COUNTRY",
    "LEVELS",
    "Former",
    "Gazetteer",
    "Mention",
    "Region",
    "ancestors",
    "by_name",
    "children",
    "former_names",
    "full_name",
    "gazetteer_for",
    "is_inside",
    "region",
    "resolve",
    "short_name",
    "successor",
]


def __getattr__(name: str) -> Any:
    # Only the extractor needs the automata; lists and queries of places do without.
    if name in ("Gazetteer", "Mention", "gazetteer_for"):
        from mubiao.regions import gazetteer

        return getattr(gazetteer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
