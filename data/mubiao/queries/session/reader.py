"""A database as a session reads it: what is asked again and again is kept for each state of the file.

What needs no memory is a function over the store in `facts`, `documents`, `sectors` and the others beside this module.
Every read may take a while: call it in a worker thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import polars as pl

from mubiao.queries import targets
from mubiao.queries.first_paint import First
from mubiao.queries.places import regions, sectors, standing
from mubiao.queries.records import Around, Board, Overview, Place, Series, SeriesKey
from mubiao.queries.selection import Selection
from mubiao.queries.session.words import Orders
from mubiao.store import Store
from mubiao.store.reads.region_tree import listed

MANY = 2_000_000
"""Facts from which on pairs are made for a region at a time: all of them would take gigabytes."""

KEPT = 32
"""Scoreboards that are kept."""


Key = TypeVar("Key")
Kept = TypeVar("Kept")


class DatabaseReader:
    """Reads of one database. Nothing is locked between two calls, and no interface is known here."""

    def __init__(self, store: Store, first: First | None = None) -> None:
        self.store = store
        self.orders = Orders(store)
        self._lock = threading.Lock()
        self._boards: dict[tuple[str, str, Selection], Board] = {}
        self._around: dict[tuple[str, str, Selection], Around] = {}
        self._pairing = threading.Lock()
        # What the first look has read need not be read again.
        self._places = (first.overview.stamp, first.places) if first is not None else None
        self._pairs: tuple[tuple[str, str | None], pl.DataFrame] | None = None

    def stamp(self) -> str:
        """Another text once the file has changed; quick."""
        return self.store.stamp()

    def overview(self) -> Overview:
        """The counts of the header."""
        stamp = self.stamp()
        with self.store.reading() as cursor:
            row = cursor.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM facts)").fetchone()
        assert row is not None
        return Overview(self.store.path.name, row[0], row[1], stamp, not self.store.read_only)

    def places(self) -> list[Place]:
        """The places in tree order; read once for each state of the file."""
        stamp = self.stamp()
        with self._lock:
            if self._places is None or self._places[0] != stamp:
                with self.store.reading() as cursor:
                    self._places = (stamp, [Place(*row) for row in listed(cursor)])
            return self._places[1]

    def place(self, code: str) -> Place | None:
        """A place by its code."""
        return next((place for place in self.places() if place.code == code), None)

    def board(self, code: str, selection: Selection) -> Board | None:
        """How a place stands; None for a place that is not there. The last few are kept: trees are gone up and down."""
        key = (self.stamp(), code, selection)
        with self._lock:
            if (held := self._boards.get(key)) is not None:
                return held
        place = self.place(code)
        if place is None:
            return None
        return self._keep(self._boards, key, regions.board(self.store, place, selection))

    def around(self, code: str, selection: Selection) -> Around:
        """What is told beside a place's board: how the places inside it did, and how much of it is doubted."""
        key = (self.stamp(), code, selection)
        with self._lock:
            if (held := self._around.get(key)) is not None:
                return held
        inside = tuple(place for place in self.places() if place.parent == code and place.documents)
        found = standing.standings(self.store, [place.code for place in inside], selection)
        doubts = standing.doubted(self.store, code).height
        return self._keep(self._around, key, Around(code, inside, found, doubts))

    def _keep(self, held: dict[Key, Kept], key: Key, made: Kept) -> Kept:
        """Keep what was made, and forget the oldest of many."""
        with self._lock:
            held[key] = made
            while len(held) > KEPT:
                held.pop(next(iter(held)))
        return made

    def pairs(self, selection: Selection | None = None) -> pl.DataFrame:
        """Targets against outcomes: all of them, or where those are too many, those of the selection's region.

        Made once for each state of the file and region.
        """
        region = selection.region if selection is not None and self.many else None
        key = (self.stamp(), region)
        with self._pairing:
            if self._pairs is None or self._pairs[0] != key:
                wanted = Selection(region=region, below=True)
                frame = targets.pairs(self.store) if region is None else targets.pairs_of(self.store, wanted)
                self._pairs = (key, targets.ordered(frame))
            return self._pairs[1]

    def pairs_for(self, codes: Sequence[str]) -> pl.DataFrame:
        """Targets against outcomes of some places alone."""
        return self._pairs_that(pl.col("region_code").is_in(list(codes)) if codes else pl.lit(False))

    def pairs_alike(self, indicator: str, measure: str) -> pl.DataFrame:
        """Targets against outcomes of every place, of one indicator and measure."""
        return self._pairs_that(pl.col("indicator") == indicator, pl.col("measure") == measure)

    def _pairs_that(self, *conditions: pl.Expr) -> pl.DataFrame:
        """The pairs that meet conditions: of all, where these are at hand; else no more is read than they need."""
        held = self._pairs
        if held is not None and held[0] == (self.stamp(), None):
            return held[1].filter(*conditions)
        return targets.ordered(self.store.targets().filter(*conditions).collect())

    @property
    def many(self) -> bool:
        """Whether there are too many facts to hold all pairs of them at once."""
        return self.count() > MANY

    def count(self) -> int:
        """How many facts there are."""
        with self.store.reading() as cursor:
            row = cursor.execute("SELECT count(*) FROM facts").fetchone()
        return int(row[0]) if row is not None else 0

    def bearable(self, selection: Selection, place: str | None) -> tuple[Selection, str | None]:
        """The selection, and None; or where pairs of all facts would be too many, that of a province, and its name."""
        if not self.many or (selection.region is not None and selection.region != "CN"):
            return selection, None
        known = {p.code: p for p in self.places()}
        found = known.get(place or "") or next((p for p in self.places() if p.level == "province"), None)
        while found is not None and found.level != "province" and found.parent in known:
            found = known[found.parent]
        if found is None:
            return selection, None
        return replace(selection, region=found.code, region_name=found.name, below=True), found.name

    def inside(self, selection: Selection) -> list[str] | None:
        """The codes of the selection's region and, with `below`, of the places inside it; None for all."""
        if selection.region is None:
            return None
        found = {selection.region}
        if selection.below:
            for place in self.places():  # in tree order: a place comes after what it lies in
                if place.parent in found:
                    found.add(place.code)
        return sorted(found)

    def targets(self, selection: Selection) -> pl.DataFrame:
        """Targets against outcomes under a selection."""
        return targets.narrow(self.store, self.pairs(selection), selection, self.inside(selection))

    def conflicts(self, selection: Selection) -> pl.DataFrame:
        """Figures on which documents disagree."""
        return targets.conflicts(self.store, self.inside(selection), selection)

    def coverage(self, selection: Selection) -> pl.DataFrame:
        """Place × year: report, targets, outcomes."""
        return targets.coverage(self.store, self.pairs(selection), self.inside(selection), selection)

    def leading(self, selection: Selection, codes: Sequence[str]) -> list[tuple[SeriesKey, dict[str, Series]]]:
        """The series that most of the places report."""
        frame = targets.narrow(self.store, self.pairs_for(codes), replace(selection, region=None), None, of="facts")
        return sectors.leading(frame, codes)

    def pairs_beside(self, selection: Selection, codes: Sequence[str]) -> pl.DataFrame:
        """Targets against outcomes of some places alone, as far as a selection leaves them; its region has no say."""
        chosen = replace(selection, region=None, region_name=None)
        return targets.narrow(self.store, self.pairs_for(codes), chosen, None)

    def series(self, code: str, indicator: str, measure: str) -> tuple[Series, ...]:
        """One series of a place; several where it is stated in several units."""
        return targets.series(self.pairs_for([code]).filter(indicator=indicator, measure=measure))
