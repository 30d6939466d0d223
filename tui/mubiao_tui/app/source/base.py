"""The one object that the panes read from. Every method may take a while: call it in a worker thread."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from mubiao.store import Store
from mubiao.store.places import listed
from mubiao.store.reviews import Reviews
from mubiao_tui.app.source import documents, facts, places, sectors, targets
from mubiao_tui.app.source.facts import Order
from mubiao_tui.app.source.first import First
from mubiao_tui.app.source.kinds import (
    Board,
    Evidence,
    Matrix,
    Overview,
    Place,
    Reading,
    SectorCount,
    Series,
    SeriesKey,
)
from mubiao_tui.app.source.scope import COLUMNS, filters
from mubiao_tui.view import Selection

MANY = 2_000_000
"""Facts from which on pairs are made for a region at a time: all of them would take gigabytes."""

KEPT = 32
"""Scoreboards that are kept."""


class Source:
    """Reads of one database. Nothing is locked between two calls, and no interface is known here."""

    def __init__(self, store: Store, first: First | None = None) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._boards: dict[tuple[str, str, Selection], Board] = {}
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
        made = places.board(self.store, place, selection)
        with self._lock:
            self._boards[key] = made
            while len(self._boards) > KEPT:
                self._boards.pop(next(iter(self._boards)))
        return made

    def sectors(self, selection: Selection) -> tuple[SectorCount, ...]:
        """Facts by sector and claim."""
        return places.sectors(self.store, replace(selection, sector=None, subsector=None))

    def subsectors(self, selection: Selection, sector: str) -> tuple[SectorCount, ...]:
        """Facts of a sector by branch and claim."""
        return sectors.subsectors(self.store, replace(selection, subsector=None), sector)

    def matrix(self, selection: Selection, marks: Sequence[str] = ()) -> Matrix:
        """Facts by place and sector."""
        return sectors.matrix(self.store, replace(selection, sector=None, subsector=None), marks)

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
        if not self.many:
            return self.pairs().filter(pl.col("region_code").is_in(list(codes)))
        found = [targets.pairs_of(self.store, Selection(region=code, below=False)) for code in codes]
        return targets.ordered(pl.concat(found)) if found else self.pairs(Selection(region="CN", below=False)).clear()

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

    @staticmethod
    def frame(rows: Sequence[dict[str, Any]]) -> pl.LazyFrame:
        """Rows as a frame to be written out."""
        return pl.DataFrame(list(rows), infer_schema_length=None).lazy()

    def reports(self) -> dict[str, frozenset[int]]:
        """The years whose report of a place is there, by region code."""
        with self.store.reading() as cursor:
            rows = cursor.execute(
                "SELECT region_code, list(DISTINCT year) FROM documents "
                "WHERE region_code IS NOT NULL AND year IS NOT NULL GROUP BY 1"
            ).fetchall()
        return {str(code): frozenset(years) for code, years in rows}

    def conflicts(self, selection: Selection) -> list[dict[str, Any]]:
        """Figures on which documents disagree."""
        return targets.conflicts(self.store, self.inside(selection), selection)

    def coverage(self, selection: Selection) -> list[dict[str, Any]]:
        """Place × year: report, targets, outcomes."""
        return targets.coverage(self.store, self.pairs(selection), self.inside(selection))

    def leading(self, selection: Selection, codes: Sequence[str]) -> list[tuple[SeriesKey, dict[str, Series]]]:
        """The series that most of the places report."""
        frame = targets.narrow(self.store, self.pairs_for(codes), replace(selection, region=None), None)
        return sectors.leading(frame, codes)

    def compared(self, codes: Sequence[str]) -> pl.LazyFrame:
        """The pairs of some places, to be written out."""
        return self.pairs_for(codes).lazy()

    def series(self, code: str, indicator: str, measure: str) -> tuple[Series, ...]:
        """One series of a place; several where it is stated in several units."""
        return targets.series(self.pairs_for([code]).filter(indicator=indicator, measure=measure))

    def order(self, selection: Selection, sort: Sequence[str] = ()) -> Order:
        """Which facts in which order."""
        return facts.order(self.store, selection, sort)

    def window(self, order: Order, start: int, stop: int) -> list[dict[str, Any]]:
        """The facts of some positions."""
        return facts.window(self.store, order, start, stop)

    def counts(self, selection: Selection, column: str) -> list[tuple[Any, int]]:
        """How often each value of a column occurs."""
        return facts.counts(self.store, selection, column)

    def tally(self, selection: Selection, columns: Sequence[str]) -> pl.LazyFrame:
        """How many facts have each combination of values."""
        return facts.tally(self.store, selection, columns)

    def frequencies(self, selection: Selection, column: str) -> pl.LazyFrame:
        """How often each value of a column occurs, as a frame."""
        return facts.frequencies(self.store, selection, column)

    def find(self, order: Order, selection: Selection, words: str, start: int, step: int) -> int | None:
        """The next position whose fact holds the words."""
        return facts.find(self.store, order, selection, words, start, step)

    def position(self, order: Order, fact_id: str) -> int | None:
        """Where a fact stands in an order."""
        return facts.position(self.store, order, fact_id)

    def facts(self, fact_ids: Sequence[str]) -> list[dict[str, Any]]:
        """Some facts, as they are now."""
        return facts.by_id(self.store, fact_ids)

    def seen(self, selection: Selection) -> int:
        """How many facts of a selection somebody has judged."""
        return facts.seen(self.store, selection)

    def unreviewed(self, selection: Selection, but: str | None = None) -> str | None:
        """The least sure fact that nobody has judged."""
        return facts.unreviewed(self.store, selection, but)

    def lazy(self, selection: Selection, sort: Sequence[str] = ()) -> pl.LazyFrame:
        """The facts of a selection as a frame to be written out."""
        chosen = filters(selection)
        frame = self.store.facts()
        if not chosen.empty:
            frame = frame.filter(chosen.expression())
        if selection.facts:
            frame = frame.filter(pl.col("fact_id").is_in(list(selection.facts)))
        keys = [key for key in sort if key.lstrip("-") in COLUMNS]
        if keys:
            names, down = [key.lstrip("-") for key in keys], [key[0] == "-" for key in keys]
            frame = frame.sort(names, descending=down, nulls_last=True, maintain_order=True)
        return frame

    @property
    def reviews(self) -> Reviews:
        """The judgments of people."""
        return self.store.reviews

    def evidence(self, fact_id: str) -> Evidence | None:
        """All that is known of a fact."""
        return documents.evidence(self.store, fact_id)

    def documents(self, selection: Selection, sort: Sequence[str] = ()) -> pl.DataFrame:
        """The documents that have facts of a selection, with how many were judged."""
        return documents.listed(self.store, selection, sort)

    def reading(self, document_id: str) -> Reading | None:
        """A document with text, outline and facts."""
        return documents.reading(self.store, document_id)
