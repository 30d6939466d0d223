"""Places and how each of them stands: the tree, and the scoreboard of one place."""

from __future__ import annotations

from dataclasses import replace

from mubiao.store import Store
from mubiao_tui.app.source.kinds import Board, Place, SectorCount
from mubiao_tui.app.source.scope import scope
from mubiao_tui.app.source.targets import pairs_of, series
from mubiao_tui.view import Selection


def tree(store: Store) -> list[Place]:
    """The places of the database in tree order."""
    names = ("region_code", "region", "level", "parent_code", "documents", "facts", "documents_below", "facts_below")
    return [Place(*row) for row in store.regions().select(names).iter_rows()]


def board(store: Store, place: Place, selection: Selection) -> Board:
    """How a place stands, over the facts that are its own (not those of the places inside it)."""
    own = replace(selection, region=place.code, below=False)
    with store.reading() as cursor:
        found = cursor.execute(
            "SELECT document_id, title, kind, year, date, facts FROM documents LEFT JOIN (SELECT document_id, "
            "count(*) AS facts FROM facts GROUP BY document_id) USING (document_id) WHERE region_code = ? "
            "ORDER BY year DESC NULLS LAST, title",
            [place.code],
        ).fetchall()
    names = ("document_id", "title", "kind", "year", "date", "facts")
    documents = tuple(dict(zip(names, row, strict=True)) for row in found)
    reports = frozenset(d["year"] for d in documents if d["year"] is not None)
    return Board(place, series(pairs_of(store, own)), reports, sectors(store, own), documents)


def sectors(store: Store, selection: Selection) -> tuple[SectorCount, ...]:
    """Facts by sector and claim, the largest sector first."""
    with scope(store, selection, ["sector", "claim"]) as opened:
        rows = opened.rows(["{sector}", "{claim}", "count(*)"], "GROUP BY 1, 2")
    found: dict[str, dict[str, int]] = {}
    for sector, claim, n in rows:
        found.setdefault(str(sector), {})[str(claim)] = int(str(n))
    counted = [SectorCount(sector, None, claims) for sector, claims in found.items()]
    return tuple(sorted(counted, key=lambda c: (-c.total, c.sector)))
