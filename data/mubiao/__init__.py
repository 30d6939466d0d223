"""Facts, targets and outcomes from Chinese local-government reports.

>>> import mubiao
>>> document = mubiao.read("report.txt")          # a Document
>>> facts = mubiao.extract(document)              # a list of Fact; a str is text, never a path
>>> words = mubiao.promises(document)             # its targets without a number: a list of Promise
>>> database = mubiao.open("reports.duckdb")      # a Store: .facts() and .targets() are polars LazyFrames

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mubiao.documents import read as read
    from mubiao.extract import extract as extract
    from mubiao.extract.pipeline import promises_of as promises
    from mubiao.model import Claim as Claim
    from mubiao.model import Document as Document
    from mubiao.model import Fact as Fact
    from mubiao.model import Measure as Measure
    from mubiao.model import Promise as Promise
    from mubiao.model import Qualifier as Qualifier
    from mubiao.store import open_store as open
    from mubiao.targets import targets as targets

_LAZY = {
    "read": ("mubiao.documents", "read"),
    "open": ("mubiao.store", "open_store"),
    "promises": ("mubiao.extract.pipeline", "promises_of"),
    **{name: ("mubiao.model", name) for name in ("Claim", "Document", "Fact", "Measure", "Promise", "Qualifier")},
}

__all__ = [
    "Claim",
    "Document",
    "Fact",
    "Measure",
    "Promise",
    "Qualifier",
    "extract",
    "open",
    "promises",
    "read",
    "targets",
]


def __getattr__(name: str) -> Any:
    if name in ("extract", "targets"):
        return importlib.import_module(f"mubiao.{name}")  # a package that is called like a function
    if name in _LAZY:
        module, attribute = _LAZY[name]
        return getattr(importlib.import_module(module), attribute)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
