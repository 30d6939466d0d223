"""What a session shows first, read by DuckDB alone: importing polars takes as long as all of this together.

The full reader follows. Where the file is not there yet, is of another version or is held by somebody, there is
nothing first, and the full reader says what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mubiao.queries.records import Overview, Place, SectorCount
from mubiao.store.file import locking
from mubiao.store.file.change_token import change_token
from mubiao.store.reads import region_tree
from mubiao.store.version import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class First:
    """The database at a glance, its places, and one of them."""

    overview: Overview
    places: list[Place]
    place: str | None  # the code of the place that follows
    sectors: tuple[SectorCount, ...]
    documents: tuple[dict[str, Any], ...]


def read(path: Path, wanted: str | None = None) -> First | None:
    """The first look at a database; None where that takes more than looking. wanted: the code of a place."""
    if not path.is_file():
        return None
    try:
        state = change_token(path)  # before the reads: what changes meanwhile is then read again
        with locking.reading(path, wait=0.0) as cursor:
            version = cursor.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
            if version is None or version[0] != str(SCHEMA_VERSION):
                return None
            counts = cursor.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM facts)").fetchone()
            assert counts is not None
            overview = Overview(path.name, counts[0], counts[1], state, False)
            found = [Place(*row) for row in region_tree.listed(cursor)]
            code = wanted or next((place.code for place in found if place.documents), None)
            if code is None:
                return First(overview, found, None, (), ())
            return First(overview, found, code, sectors(cursor, code), documents(cursor, code))
    except Exception:  # whatever it is, the full reader will say it better
        return None


def sectors(cursor: locking.Cursor, code: str) -> tuple[SectorCount, ...]:
    """A place's own facts by sector and claim, the largest sector first."""
    rows = cursor.execute(
        "SELECT sector, claim, count(*) FROM facts WHERE region_code = ? GROUP BY 1, 2", [code]
    ).fetchall()
    return counted(rows)


def counted(rows: list[tuple[Any, ...]]) -> tuple[SectorCount, ...]:
    """Rows of sector, claim and count as one record a sector, the largest first."""
    found: dict[str, dict[str, int]] = {}
    for sector, claim, n in rows:
        found.setdefault(str(sector), {})[str(claim)] = int(n)
    made = [SectorCount(sector, None, claims) for sector, claims in found.items()]
    return tuple(sorted(made, key=lambda c: (-c.total, c.sector)))


def documents(cursor: locking.Cursor, code: str) -> tuple[dict[str, Any], ...]:
    """The documents of a place, the latest first."""
    rows = cursor.execute(
        "SELECT document_id, title, kind, year, date, facts FROM documents LEFT JOIN (SELECT document_id, "
        "count(*) AS facts FROM facts GROUP BY document_id) USING (document_id) WHERE region_code = ? "
        "ORDER BY year DESC NULLS LAST, title",
        [code],
    ).fetchall()
    names = ("document_id", "title", "kind", "year", "date", "facts")
    return tuple(dict(zip(names, row, strict=True)) for row in rows)
