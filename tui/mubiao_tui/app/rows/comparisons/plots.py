"""The plot of a series as it is asked for: with the place above, the places beside it, its targets of several years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mubiao.queries.comparisons.curves import median, programmes
from mubiao.queries.comparisons.series import COUNTRY
from mubiao.queries.records import Place, Point, Series
from mubiao.queries.session.reader import DatabaseReader
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.charts.choice import beside, steps
from mubiao_tui.charts.plot import OWN, PARENT, SIBLINGS, Curve, Plot, Step

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Wanted:
    """The series of a place, and what is asked for beside it."""

    place: str
    indicator: str
    measure: str
    unit: str = ""
    scope: str = ""
    year: int | None = None
    further: tuple[str, ...] = ()  # of PARENT, SIBLINGS, "programmes"
    chosen: tuple[str, ...] = ()  # places that were marked: they stand for those beside it


def plot(source: DatabaseReader, wanted: Wanted, names: Names) -> Plot | None:
    """The plot; None where the place has no such series."""
    held = source.series(wanted.place, wanted.indicator, wanted.measure)
    own = next((s for s in held if (s.unit, s.scope) == (wanted.unit, wanted.scope)), held[0] if held else None)
    if own is None:
        return None
    place = source.place(wanted.place)
    title = f"{place.name if place else wanted.place} {names.series(own.indicator, own.measure)} {own.scope}".rstrip()
    strings, further = names.strings, []
    if PARENT in wanted.further and place is not None and place.parent is not None:
        further.append(above(source, place, own, names))
    if SIBLINGS in wanted.further and wanted.chosen:
        further.append(marked(source, wanted.chosen, own, names))
    elif SIBLINGS in wanted.further and place is not None and place.parent is not None:
        further.append(siblings(source, place, own, names))
    curves, left_out = beside(curve(OWN, "", own), further, strings)
    several: list[Step] = []
    if "programmes" in wanted.further:
        found, other = programmes(_pairs(source, wanted.place, own))
        several, more = steps(found, other, curves[0], own.measure, strings)
        left_out += more
    return Plot(one_line(title), tuple(curves), one_line(own.unit), tuple(several), wanted.year, tuple(left_out))


def curve(kind: str, label: str, series: Series) -> Curve:
    """A series as it is drawn."""
    return Curve(kind, label, _values(series.outcomes), _values(series.targets))


def _values(points: Mapping[int, Point]) -> dict[int, float]:
    return {year: point.value for year, point in points.items()}


def above(source: DatabaseReader, place: Place, own: Series, names: Names) -> Curve:
    """The same series of the place above."""
    assert place.parent is not None
    parent = source.place(place.parent)
    like = [
        s for s in source.series(place.parent, own.indicator, own.measure) if (s.unit, s.scope) == (own.unit, own.scope)
    ]
    label = one_line(parent.name if parent is not None else place.parent)
    return curve(PARENT, label, like[0]) if like else Curve(PARENT, label)


def siblings(source: DatabaseReader, place: Place, own: Series, names: Names) -> Curve:
    """The median of the places beside it: those of its level with the same place above."""
    codes = [p.code for p in source.places() if (p.parent, p.level) == (place.parent, place.level)]
    found = median(_pairs(source, None, own), set(codes) - {place.code})
    parent = source.place(place.parent or "")
    text = names.strings.text
    what = text(f"compared.{place.level}")
    if parent is not None and parent.code != COUNTRY:
        what = text("compared.in", what=what, place=parent.name)
    label = text("chart.median", count=f"{found.places:,}", places=what)
    return Curve(SIBLINGS, one_line(label), found.outcomes, found.targets)


def marked(source: DatabaseReader, codes: Sequence[str], own: Series, names: Names) -> Curve:
    """A place that was marked, or the median of several."""
    found = median(_pairs(source, None, own), codes, least=1)
    one = source.place(codes[0])
    label = names.strings.text("chart.marked", count=len(codes)) if len(codes) > 1 else one.name if one else codes[0]
    return Curve(SIBLINGS, one_line(label), found.outcomes, found.targets)


def _pairs(source: DatabaseReader, code: str | None, own: Series) -> pl.DataFrame:
    """The pairs of a series, of one place or of every place."""
    import polars as pl

    pairs = source.pairs_alike(own.indicator, own.measure) if code is None else source.pairs_for([code])
    return pairs.filter(
        pl.col("indicator") == own.indicator,
        pl.col("measure") == own.measure,
        pl.col("unit").fill_null("") == own.unit,
        pl.col("scope").fill_null("") == own.scope,
    )
