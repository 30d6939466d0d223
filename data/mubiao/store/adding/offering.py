"""What ships now and a database does not have, since it began with less: offered, and brought when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from mubiao.store import bundled, rows
from mubiao.store.adding import reanchor
from mubiao.store.adding.writing import OF_DOCUMENTS
from mubiao.store.file.locking import Cursor


def bring(cursor: Cursor) -> tuple[int, int]:
    """Bring into a database what is bundled and it lacks; how many documents are new, and how many were replaced.

    What is there without its text is replaced by what ships now, its reviews kept; what has its text stays as it is.
    """
    shipped = bundled.frames(tables=("documents",))["documents"]
    there = cursor.execute("SELECT document_id, rules, text IS NOT NULL FROM documents").fetchall()
    kept = {key for key, _, has_text in there if has_text}
    now = dict(shipped.select("document_id", "rules").iter_rows())
    same = {key for key, rules, has_text in there if not has_text and now.get(key) == rules}
    outdated = [key for key, _, has_text in there if not has_text and key in now and key not in same]
    for key in outdated:
        for table in (*OF_DOCUMENTS, "documents"):
            cursor.execute(f"DELETE FROM {table} WHERE document_id = ?", [key])
    wanted = [key for key in now if key not in kept and key not in same]
    for table, fresh in bundled.frames(of=wanted).items():
        if table == "documents":
            fresh = fresh.with_columns(added_at=pl.lit(datetime.now(UTC).replace(tzinfo=None)))
        if fresh.height:
            rows.insert(cursor, table, fresh)
    rows.add_regions(cursor)
    reanchor.reattach(cursor, wanted)
    cursor.execute("DELETE FROM meta WHERE key = 'bundle'")
    cursor.execute("INSERT INTO meta VALUES ('bundle', ?)", [bundled.version()])
    return len(wanted) - len(outdated), len(outdated)
