"""Facts with the judgments of people applied.

A join with the reviews is only made for columns that a judgment could have changed: a filter on a column that nobody
has corrected runs on the bare table, with all that DuckDB knows of its blocks.
"""

from __future__ import annotations

from mubiao.columns import SQL, column
from mubiao.model import FACT_COLUMNS
from mubiao.store.file.locking import Cursor, identifier, quoted
from mubiao.store.reads.lazy_table import Relation

MARK = """CASE
    WHEN arg_max(action, review_id) FILTER (action <> 'note') = 'reject' THEN 'rejected'
    WHEN bool_or(action = 'correct') THEN 'corrected'
    WHEN bool_or(action = 'accept') THEN 'accepted'
END"""
"""The mark of a fact, over its reviews that are not undone."""


UNTOUCHED = "facts AS f"
"""The relation where no judgment could have changed a needed column."""

NOBODY = "NULL::VARCHAR"
"""The mark of a fact where there are no reviews."""

ROW = "f.rowid"
"""The row number of a fact in the file, in the relations made here."""


def plain(cursor: Cursor, needed: set[str]) -> Relation:
    """The facts as extracted."""
    return Relation(UNTOUCHED, {**_bare(), "review": NOBODY}, UNTOUCHED, ROW)


def plan(cursor: Cursor, needed: set[str]) -> Relation:
    """The facts as reviewed, joined with the reviews only if a needed column depends on them."""
    columns = _bare()
    # One short query rather than two: each costs as much as reading several columns of a small database.
    found = cursor.execute(
        "SELECT DISTINCT CASE WHEN action = 'correct' THEN field END FROM reviews WHERE NOT undone"
    ).fetchall()
    corrected = {field for (field,) in found}.intersection(FACT_COLUMNS)
    columns["review"] = NOBODY
    if not found or not needed & (corrected | {"review"}):
        return Relation(UNTOUCHED, columns, UNTOUCHED, ROW)
    parts = ["fact_id AS reviewed_id", f"{MARK} AS mark"]
    for field in sorted(corrected & needed):
        here = f"action = 'correct' AND field = {quoted(field)}"
        parts.append(f"bool_or({here}) AS {identifier('has_' + field)}")
        parts.append(f"arg_max_null(value, review_id) FILTER ({here}) AS {identifier('new_' + field)}")
        kind = SQL[column(field, "facts").type]
        columns[field] = (
            f"CASE WHEN r.{identifier('has_' + field)} THEN TRY_CAST(r.{identifier('new_' + field)} AS {kind}) "
            f"ELSE f.{identifier(field)} END"
        )
    columns["review"] = "r.mark"
    reviews = f"(SELECT {', '.join(parts)} FROM reviews WHERE NOT undone GROUP BY fact_id)"
    return Relation(f"{UNTOUCHED} LEFT JOIN {reviews} AS r ON f.fact_id = r.reviewed_id", columns, UNTOUCHED, ROW)


def _bare() -> dict[str, str]:
    return {name: f"f.{identifier(name)}" for name in FACT_COLUMNS}
