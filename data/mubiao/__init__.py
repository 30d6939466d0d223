"""Facts, targets and outcomes from Chinese local-government reports.

>>> import mubiao
>>> document = mubiao.read("report.txt")          # a Document
>>> document = mubiao.read("report.txt", {"region": "泉州市", "year": 2021})  # what is stated wins over the text
>>> facts = mubiao.extract(document)              # a list of Fact; a str is text, never a path
>>> pledged = mubiao.pledges(document)            # acts promised on named objects: a list of Pledge
>>> words = mubiao.qualitative_targets(document)  # its targets without a number: a list of QualitativeTarget
>>> database = mubiao.open("reports.duckdb")      # a Store: .facts() and .targets() are polars LazyFrames

Nothing heavy is imported until it is used. `promises` and `Promise` are the first names of `qualitative_targets` and
`QualitativeTarget`, and go on to work.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mubiao.documents import read as read
    from mubiao.extract import extract as extract
    from mubiao.extract import qualitative_targets as promises
    from mubiao.extract import qualitative_targets as qualitative_targets
    from mubiao.model import Claim as Claim
    from mubiao.model import Document as Document
    from mubiao.model import Fact as Fact
    from mubiao.model import Measure as Measure
    from mubiao.model import Pledge as Pledge
    from mubiao.model import Promise as Promise
    from mubiao.model import Qualifier as Qualifier
    from mubiao.model import QualitativeTarget as QualitativeTarget
    from mubiao.panels import panel as panel
    from mubiao.panels import rank as rank
    from mubiao.panels import stats as stats
    from mubiao.pledges import pledges as pledges
    from mubiao.store import open_store as open
    from mubiao.targets import targets as targets

_LAZY = {
    "read": ("mubiao.documents", "read"),
    "open": ("mubiao.store", "open_store"),
    **{name: ("mubiao.panels", name) for name in ("panel", "rank", "stats")},
    "qualitative_targets": ("mubiao.extract", "qualitative_targets"),
    "promises": ("mubiao.extract", "qualitative_targets"),
    **{name: ("mubiao.model", name) for name in ("Claim", "Document", "Fact", "Measure", "Pledge", "Qualifier")},
    **dict.fromkeys(("Promise", "QualitativeTarget"), ("mubiao.model", "QualitativeTarget")),
}

__all__ = [
    "Claim",
    "Document",
    "Fact",
    "Measure",
    "Pledge",
    "Promise",
    "Qualifier",
    "QualitativeTarget",
    "extract",
    "open",
    "panel",
    "pledges",
    "promises",
    "qualitative_targets",
    "rank",
    "read",
    "stats",
    "targets",
]


def __getattr__(name: str) -> Any:
    if name in ("extract", "pledges", "targets"):
        return importlib.import_module(f"mubiao.{name}")  # a package that is called like a function
    if name in _LAZY:
        module, attribute = _LAZY[name]
        return getattr(importlib.import_module(module), attribute)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
