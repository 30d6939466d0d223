"""The one object that the panes read from. Every method may take a while: call it in a worker thread."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from mubiao.store import Store
from mubiao.store.reviews import Reviews
from mubiao_tui.app.source import documents, facts, places, sectors, targets
from mubiao_tui.app.source.facts import Order
from mubiao_tui.app.source.kinds import Board, Evidence, Matrix, Overview, Place, Reading, SectorCount, Series
from mubiao_tui.app.source.scope import COLUMNS, filters
from mubiao_tui.view import Selection


class Source:
    """Reads of one database. Nothing is locked between two calls, and no interface is known here."""

    def __init__(self, store: Store, *, writable: bool = True) -> None:
        self.store = store
        self.writable = writable and not store.read_only
        self._lock = threading.Lock()
        self._pairing = threading.Lock()
        self._places: tuple[str, list[Place]] | None = None
        self._pairs: tuple[str, pl.DataFrame] | None = None

    def stamp(self) -> str:
        """Another text once the file has changed; quick."""
        return self.store.stamp()

    def overview(self) -> Overview:
        """The counts of the header."""
        stamp = self.stamp()
        with self.store.reading() as cursor:
            row = cursor.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM facts)").fetchone()
        assert row is not None
        return Overview(self.store.path.name, row[0], row[1], stamp, self.writable)

    def places(self) -> list[Place]:
        """The places in tree order; read once for each state of the file."""
        stamp = self.stamp()
        with self._lock:
            if self._places is None or self._places[0] != stamp:
                self._places = (stamp, places.tree(self.store))
            return self._places[1]

    def place(self, code: str) -> Place | None:
        """A place by its code."""
        return next((place for place in self.places() if place.code == code), None)

    def board(self, code: str, selection: Selection) -> Board | None:
        """How a place stands; None for a place that is not there."""
        place = self.place(code)
        return None if place is None else places.board(self.store, place, selection)

    def sectors(self, selection: Selection) -> tuple[SectorCount, ...]:
        """Facts by sector and claim."""
        return places.sectors(self.store, replace(selection, sector=None, subsector=None))

    def subsectors(self, selection: Selection, sector: str) -> tuple[SectorCount, ...]:
        """Facts of a sector by branch and claim."""
        return sectors.subsectors(self.store, replace(selection, subsector=None), sector)

    def matrix(self, selection: Selection, marks: Sequence[str] = ()) -> Matrix:
        """Facts by place and sector."""
        return sectors.matrix(self.store, replace(selection, sector=None, subsector=None), marks)

    def pairs(self) -> pl.DataFrame:
        """All targets against outcomes; made once for each state of the file."""
        stamp = self.stamp()
        with self._pairing:
            if self._pairs is None or self._pairs[0] != stamp:
                self._pairs = (stamp, targets.ordered(targets.pairs(self.store)))
            return self._pairs[1]

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
        return targets.narrow(self.store, self.pairs(), selection, self.inside(selection))

    @staticmethod
    def frame(rows: Sequence[dict[str, Any]]) -> pl.LazyFrame:
        """Rows as a frame to be written out."""
        return pl.DataFrame(list(rows), infer_schema_length=None).lazy()

    def conflicts(self, selection: Selection) -> list[dict[str, Any]]:
        """Figures on which documents disagree."""
        return targets.conflicts(self.store, self.inside(selection), selection)

    def coverage(self, selection: Selection) -> list[dict[str, Any]]:
        """Place × year: report, targets, outcomes."""
        return targets.coverage(self.store, self.pairs(), self.inside(selection))

    def leading(
        self, selection: Selection, codes: Sequence[str]
    ) -> list[tuple[tuple[str, str, str], dict[str, Series]]]:
        """The series that most of the places report."""
        return sectors.leading(self.targets(selection), codes)

    def compared(self, codes: Sequence[str]) -> pl.LazyFrame:
        """The pairs of some places, to be written out."""
        return self.pairs().filter(pl.col("region_code").is_in(list(codes))).lazy()

    def series(self, code: str, indicator: str, measure: str) -> tuple[Series, ...]:
        """One series of a place; several where it is stated in several units."""
        frame = self.pairs().filter(region_code=code, indicator=indicator, measure=measure)
        return targets.series(frame)

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

    def documents(self) -> list[dict[str, Any]]:
        """All documents."""
        return documents.listed(self.store)

    def reading(self, document_id: str) -> Reading | None:
        """A document with text, outline and facts."""
        return documents.reading(self.store, document_id)
