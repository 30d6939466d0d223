"""How a place stands: its scoreboard, its sectors, its documents."""

from __future__ import annotations

from dataclasses import replace

from mubiao.store import Store
from mubiao_tui.app.source.first import counted, documents
from mubiao_tui.app.source.kinds import Board, Place, SectorCount
from mubiao_tui.app.source.scope import scope
from mubiao_tui.app.source.targets import pairs_of, series
from mubiao_tui.view import Selection


def board(store: Store, place: Place, selection: Selection) -> Board:
    """How a place stands, over the facts that are its own (not those of the places inside it)."""
    own = replace(selection, region=place.code, below=False)
    with store.reading() as cursor:
        found = documents(cursor, place.code)
    reports = frozenset(d["year"] for d in found if d["year"] is not None)
    return Board(place, series(pairs_of(store, own)), reports, sectors(store, own), found)


def sectors(store: Store, selection: Selection) -> tuple[SectorCount, ...]:
    """Facts by sector and claim, the largest sector first."""
    with scope(store, selection, ["sector", "claim"]) as opened:
        rows = opened.rows(["{sector}", "{claim}", "count(*)"], "GROUP BY 1, 2")
    return counted(rows)
