"""Series of targets and outcomes as text: `mubiao_tui.charts`, which draws them in the explorer too."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mubiao import lexicon
from mubiao_tui.charts import draw
from mubiao_tui.charts.choice import beside, steps
from mubiao_tui.charts.draw import Words
from mubiao_tui.charts.plot import OWN, PARENT, SIBLINGS, Curve, Plot, signs
from mubiao_tui.strings import Strings
from mubiao_tui.terminal import clean

if TYPE_CHECKING:
    import polars as pl

    from mubiao.queries.comparisons.curves import Programme

HEIGHT = 14  # lines of a chart, its axis among them
STEP = 6  # cells a year
WIDTH = (48, 80)  # cells of a chart, at least and at most, whatever the terminal has
KEYS = ("region_code", "region", "indicator", "measure", "unit", "scope")


def charts(
    rows: pl.DataFrame, *, parent: bool, every: pl.DataFrame | None = None, language: str = "en"
) -> Iterator[str]:
    """A chart for every series of a place, indicator and measure that has figures of two years, or of one if none has.

    Rows of several years are drawn as steps. every: the rows of all places, for the median of those beside each.
    """
    from mubiao.queries.comparisons.curves import programmes

    first = True
    for series, points in drawable(rows)[0]:
        median = None if every is None else _beside(points[0], every, language)
        drawn = chart(points, parent=parent, several=programmes(series), siblings=median, language=language)
        yield ("" if first else "\n") + drawn
        first = False


def drawable(rows: pl.DataFrame) -> tuple[list[tuple[pl.DataFrame, list[dict[str, Any]]]], int]:
    """The series that are drawn with their points, and how many of a single year are not."""
    from mubiao.predicates import annual

    by_years: dict[bool, list[tuple[pl.DataFrame, list[dict[str, Any]]]]] = {True: [], False: []}
    for _, series in rows.group_by(KEYS, maintain_order=True):
        points = series.filter(annual(), series["basis"].is_null()).sort("year").to_dicts()
        known = {point["year"] for point in points for side in ("target", "outcome") if point[side] is not None}
        if known:
            by_years[len(known) > 1].append((series, points))
    return (by_years[True], len(by_years[False])) if by_years[True] else (by_years[False], 0)


def chart(
    points: Sequence[Mapping[str, Any]],
    *,
    parent: bool,
    several: tuple[Sequence[Programme], int] = ((), 0),
    siblings: Curve | None = None,
    language: str = "en",
) -> str:
    """One series: rows of `targets` with one place, indicator and measure, a year each, in order."""
    own, others, strings = Curve(OWN, "", _side(points, "outcome"), _side(points, "target")), [], Strings(language)
    if parent:
        label = next((clean(p["parent"]) for p in reversed(points) if p["parent"]), strings.text("chart.above"))
        others.append(Curve(PARENT, label, _side(points, "parent_outcome"), _side(points, "parent_target")))
    curves, left_out = beside(own, others if siblings is None else [*others, siblings], strings)
    held, more = steps(*several, own, points[0]["measure"], strings, asked=False)
    plot = Plot("", tuple(curves), steps=tuple(held), left_out=(*left_out, *more))
    sign = signs(plain=_ascii())
    words = Words(*(strings.text(f"chart.{name}") for name in Words._fields))
    cells = min(max(STEP * len(plot.years) + 12, WIDTH[0]), WIDTH[1])
    told, lines = draw.chart(plot, sign, words, cells, HEIGHT, language)
    text = ["".join(bit.text for bit in line).rstrip() for line in (*lines, *told)]
    return "\n".join([heading(points[0], language), *(text if lines else ())]) + "\n"


def _ascii() -> bool:
    """Whether signs beyond ASCII are not wanted: as the explorer is told, and never by the locale."""
    asked = os.environ.get("MUBIAO_ASCII", "").lower()
    return asked not in ("", "0", "no", "false", "off") or os.environ.get("MUBIAO_AMBIGUOUS", "").lower() == "wide"


def _side(points: Sequence[Mapping[str, Any]], name: str) -> dict[int, float]:
    return {point["year"]: point[name] for point in points if point.get(name) is not None}


def _beside(point: Mapping[str, Any], every: pl.DataFrame, language: str) -> Curve:
    """The median of the places of the same level under the same place above."""
    import polars as pl

    from mubiao.queries.comparisons.curves import median
    from mubiao.regions import region

    own, strings = region(point["region_code"]), Strings(language)
    alike = every.filter(*(pl.col(name).eq_missing(pl.lit(point[name], pl.String)) for name in KEYS[2:]))
    codes = {
        code
        for code in alike["region_code"].drop_nulls().unique()
        if own is not None and (other := region(code)) is not None and other.code != own.code
        if (other.parent, other.level) == (own.parent, own.level)
    }
    found = median(alike, codes)
    what = strings.text(f"compared.{own.level}" if own is not None else "compared.place")
    above = region(own.parent) if own is not None and own.parent else None
    if above is not None and above.level != "country":
        what = strings.text("compared.in", what=what, place=above.name)
    label = strings.text("chart.median", count=found.places, places=what)
    return Curve(SIBLINGS, label, found.outcomes, found.targets)


def heading(point: Mapping[str, Any], language: str) -> str:
    """`晋江市  地区生产总值  growth, %`."""
    known = lexicon.indicators().get(point["indicator"])
    name = point["indicator"] if known is None else known.zh if language == "zh" else f"{known.en} {known.zh}"
    name += f" {point['scope']}" if point.get("scope") else ""
    return f"{point['region']}  {name}  {point['measure']}" + (f", {point['unit']}" if point["unit"] else "")
