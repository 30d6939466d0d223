"""The facts that ship with mubiao, from which a new database is filled.

`mubiao/bundled/` holds documents.parquet, sections.parquet and facts.parquet as `python -m mubiao.bundle` writes them:
titles, offsets and figures, no text of the documents. Without them a new database is empty.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources
from importlib.resources.abc import Traversable

import polars as pl

from mubiao.store import rows
from mubiao.store.file.locking import Cursor
from mubiao.store.frames import DOCUMENT_SCHEMA, FACT_SCHEMA, PROMISE_SCHEMA, SECTION_SCHEMA, shaped

FOLDER: Traversable = resources.files("mubiao") / "bundled"

TABLES = {
    "documents": DOCUMENT_SCHEMA,
    "sections": SECTION_SCHEMA,
    "facts": FACT_SCHEMA,
    "promises": PROMISE_SCHEMA,
}


def frames(folder: Traversable | None = None) -> dict[str, pl.DataFrame]:
    """Table → frame of what is bundled; no rows where nothing is."""
    place = FOLDER if folder is None else folder
    found = {}
    for table, schema in TABLES.items():
        file = place / f"{table}.parquet"
        frame = pl.read_parquet(file.read_bytes()) if file.is_file() else pl.DataFrame()
        if table == "facts" and frame.width:
            # One number of several subjects is several facts with its span: …-start-end, …-start-end-2 …
            place_of = ("document_id", "start", "end")
            nth = pl.int_range(1, pl.len() + 1).over(place_of)
            more = pl.when(nth > 1).then(pl.concat_str(pl.lit("-"), nth)).otherwise(pl.lit(""))
            frame = frame.with_columns(fact_id=pl.concat_str(*place_of, separator="-") + more)
        found[table] = shaped(frame, schema) if frame.width else pl.DataFrame(schema=schema)
    return found


def fill(cursor: Cursor, folder: Traversable | None = None) -> None:
    """Insert the bundled rows into a new database, inside the caller's transaction."""
    now = datetime.now(UTC).replace(tzinfo=None)
    for table, frame in frames(folder).items():
        if table == "documents":
            frame = frame.with_columns(added_at=pl.lit(now))
        if frame.height:
            rows.insert(cursor, table, frame)
    rows.add_regions(cursor)
