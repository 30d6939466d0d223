"""The DuckDB file: open, create, add, remove, review; reads come out as Polars frames.

>>> from mubiao.store import open_store
>>> store = open_store("reports.duckdb")                       # created from the bundled facts if it is not there
>>> store.facts().filter(pl.col("year") == 2024).collect()     # a LazyFrame: the filter runs inside DuckDB

Nothing is locked between two calls. Every failure is a `mubiao.model.StoreError` of one plain line.
"""

from __future__ import annotations

from mubiao.store.database import Store, default_path, open_store
from mubiao.store.frames import DOCUMENT_SCHEMA, FACT_SCHEMA, REVIEWED_SCHEMA, SECTION_SCHEMA, facts_frame
from mubiao.store.writing import Outcome

__all__ = [
    "DOCUMENT_SCHEMA",
    "FACT_SCHEMA",
    "REVIEWED_SCHEMA",
    "SECTION_SCHEMA",
    "Outcome",
    "Store",
    "default_path",
    "facts_frame",
    "open_store",
]
