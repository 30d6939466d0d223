"""The DuckDB file: open, create, add, remove, review; reads come out as Polars frames.

>>> from mubiao.store import open_store
>>> store = open_store("reports.duckdb")                       # created from the bundled facts if it is not there
>>> store.facts().filter(pl.col("year") == 2024).collect()     # a LazyFrame: the filter runs inside DuckDB

Nothing is locked between two calls. Every failure is a `mubiao.model.StoreError` of one plain line.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mubiao.store.adding.writing import Outcome as Outcome
    from mubiao.store.database import Store as Store
    from mubiao.store.database import default_path as default_path
    from mubiao.store.database import open_store as open_store
    from mubiao.store.frames import DOCUMENT_SCHEMA as DOCUMENT_SCHEMA
    from mubiao.store.frames import FACT_SCHEMA as FACT_SCHEMA
    from mubiao.store.frames import PROMISE_SCHEMA as PROMISE_SCHEMA
    from mubiao.store.frames import REVIEWED_SCHEMA as REVIEWED_SCHEMA
    from mubiao.store.frames import SECTION_SCHEMA as SECTION_SCHEMA
    from mubiao.store.frames import facts_frame as facts_frame
    from mubiao.store.frames import promises_frame as promises_frame
    from mubiao.store.version import SCHEMA_VERSION as SCHEMA_VERSION

__all__ = [
    "DOCUMENT_SCHEMA",
    "FACT_SCHEMA",
    "PROMISE_SCHEMA",
    "REVIEWED_SCHEMA",
    "SCHEMA_VERSION",
    "SECTION_SCHEMA",
    "Outcome",
    "Store",
    "default_path",
    "facts_frame",
    "open_store",
    "promises_frame",
]

_MODULES = {
    "Outcome": "adding.writing",
    "SCHEMA_VERSION": "version",
    "Store": "database",
    "default_path": "database",
    "open_store": "database",
}


def __getattr__(name: str) -> Any:
    # Polars comes with most of these; who only needs the locks (the explorer's first frame) does not wait for it.
    if name in __all__:
        return getattr(importlib.import_module(f"mubiao.store.{_MODULES.get(name, 'frames')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
