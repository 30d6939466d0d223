"""How a place stands: its scoreboard, its sectors, its documents."""

from __future__ import annotations

from dataclasses import replace

from mubiao.queries.first_paint import documents
from mubiao.queries.places.sectors import by_sector
from mubiao.queries.records import Board, Place
from mubiao.queries.selection import Selection
from mubiao.queries.targets import pairs_of, series
from mubiao.store import Store


def board(store: Store, place: Place, selection: Selection) -> Board:
    """How a place stands, over the facts that are its own (not those of the places inside it)."""
    own = replace(selection, region=place.code, below=False)
    with store.reading() as cursor:
        found = documents(cursor, place.code)
    reports = frozenset(d["year"] for d in found if d["year"] is not None)
    return Board(place, series(pairs_of(store, own)), reports, by_sector(store, own), found)
