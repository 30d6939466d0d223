"""A document without its text, when what people state of it has changed: what can be told of it without reading it.

Its row is mended, and with it what its facts inherited: the home, where the rules say that a fact has it from there,
and periods that no words of the fact state, which move with the year. What the text says of other places and
other years, and whether a passage tells of the past, stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mubiao.documents.stated import Stated
from mubiao.extract.context.times.names import bounds
from mubiao.regions import region as place_of
from mubiao.store import rows
from mubiao.store.file.locking import Cursor, identifier

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_HOME = "';' || rule || ';' LIKE '%;regions:home;%'"


def adjust(cursor: Cursor, document_id: str, known: Mapping[str, Any], values: Mapping[str, str | None]) -> None:
    """Give a document and its facts other values. known: its columns; values: field → value as text, None for none."""
    new: dict[str, Any] = {field: None for field, value in values.items() if value is None}
    stated = Stated.of({field: value for field, value in values.items() if value is not None})
    new |= {field: getattr(stated, field) for field, value in values.items() if value is not None}
    if "region" in new:
        new["region_code"] = stated.region_code
    changes = ", ".join(f"{identifier(field)} = ?" for field in new)
    cursor.execute(f"UPDATE documents SET {changes}, doubts = NULL WHERE document_id = ?", [*new.values(), document_id])
    if "region" in new and new["region_code"] != known["region_code"]:
        _move_home(cursor, document_id, known, new)
    if new.get("year") is not None and known["year"] is not None and new["year"] != known["year"]:
        _move_years(cursor, document_id, int(new["year"]) - int(known["year"]))


def _move_home(cursor: Cursor, document_id: str, known: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    for table in ("facts", "promises", "pledges"):
        cursor.execute(
            f"UPDATE {table} SET region = ?, region_code = ? WHERE document_id = ? AND {_HOME} "
            "AND region_code IS NOT DISTINCT FROM ?",
            [new["region"], new["region_code"], document_id, known["region_code"]],
        )
    if new["region_code"] is not None and place_of(new["region_code"]) is not None:
        rows.add_regions(cursor)


def _move_years(cursor: Cursor, document_id: str, by: int) -> None:
    for table, where in (("facts", "NOT period_stated"), ("promises", "rule NOT LIKE '%periods:stated%'")):
        periods = cursor.execute(
            f"SELECT DISTINCT period FROM {table} WHERE document_id = ? AND period IS NOT NULL AND {where}",
            [document_id],
        ).fetchall()
        # The last first, or the next one would move twice.
        for (period,) in sorted(periods, reverse=by > 0):
            moved = _YEAR.sub(lambda year: str(int(year[0]) + by), period)
            days = bounds(moved)
            if days is None:
                continue
            dates, given = ("", []) if table == "promises" else (", period_start = ?, period_end = ?", list(days))
            cursor.execute(
                f"UPDATE {table} SET period = ?, year = ?{dates} WHERE document_id = ? AND period = ? AND {where}",
                [moved, days[1].year, *given, document_id, period],
            )
    cursor.execute(
        "UPDATE sections SET period = regexp_replace(period, '\\d{4}', "
        "(TRY_CAST(regexp_extract(period, '\\d{4}') AS INTEGER) + ?)::VARCHAR) WHERE document_id = ? "
        "AND regexp_full_match(period, '\\d{4}')",
        [by, document_id],
    )
