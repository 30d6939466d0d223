"""Series of targets and outcomes, plotted with characters: ● outcome, ○ target, ◉ both at one height, · place above.

One column a year; a year without a figure stays empty, since missing is not zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mubiao import lexicon
from mubiao_tui.cli.display.table import cut, pad
from mubiao_tui.formats import grouped

if TYPE_CHECKING:
    import polars as pl

ROWS = 10
STEP = 5  # characters a year
LEGEND = {"en": "● outcome  ○ target  ◉ both", "zh": "● 结果  ○ 目标  ◉ 两者"}
ABOVE = {"en": "· target of {}", "zh": "· {}目标"}


def charts(rows: pl.DataFrame, *, parent: bool, language: str = "en") -> Iterator[str]:
    """A chart for every series of a place, indicator and measure that has two years or more."""
    keys = ["region_code", "region", "indicator", "measure", "unit", "scope"]
    annual = rows.filter((rows["period"].str.len_chars() == 4) & rows["basis"].is_null())
    first = True
    for _, series in annual.group_by(keys, maintain_order=True):
        points = series.sort("year").to_dicts()
        if len({point["year"] for point in points}) < 2:
            continue
        yield ("" if first else "\n") + chart(points, parent=parent, language=language)
        first = False


def chart(points: Sequence[dict[str, Any]], *, parent: bool, language: str = "en") -> str:
    """One series: rows of `targets` with one place, indicator and measure, a year each, in order."""
    values = {
        "○": {p["year"]: p["target"] for p in points if p["target"] is not None},
        "●": {p["year"]: p["outcome"] for p in points if p["outcome"] is not None},
        "·": {p["year"]: p["parent_target"] for p in points if parent and p["parent_target"] is not None},
    }
    every = [value for line in values.values() for value in line.values()]
    title = heading(points[0], language)
    if not every:
        return f"{title}\n"
    low, high = min(every), max(every)
    span = (high - low) or 1.0
    years = list(range(points[0]["year"], points[-1]["year"] + 1))
    grid = [[" "] * (STEP * len(years)) for _ in range(ROWS)]
    for sign in ("·", "○", "●"):
        for year, value in values[sign].items():
            row = round((high - value) / span * (ROWS - 1))
            column = STEP * (year - years[0]) + STEP // 2
            both = sign == "●" and grid[row][column] == "○"
            grid[row][column] = "◉" if both else sign
    labels = [grouped(_height(row, low, high)) if row % 3 == 0 else "" for row in range(ROWS)]
    margin = max(map(len, labels))
    lines = [f"{label:>{margin}} ┤{''.join(cells)}".rstrip() for label, cells in zip(labels, grid, strict=True)]
    axis = f"{'':>{margin}} └{'─' * (STEP * len(years))}"
    ticks = f"{'':>{margin}}  {''.join(pad(cut(str(year), STEP), STEP, False) for year in years)}".rstrip()
    legend = LEGEND[language]
    if values["·"]:
        legend += "  " + ABOVE[language].format(points[-1]["parent"] or "")
    return "\n".join([title, *lines, axis, ticks, f"{'':>{margin}}  {legend}"]) + "\n"


def _height(row: int, low: float, high: float) -> float:
    """What a line of the chart stands for; between the ends no more digits than tell lines apart: 1,291,000,000,000."""
    if row in (0, ROWS - 1):
        return round(high if row == 0 else low, 2)
    span = (high - low) or 1.0
    return round(high - span * row / (ROWS - 1), min(2, 2 - math.floor(math.log10(span))))


def heading(point: dict[str, Any], language: str) -> str:
    """`晋江市  地区生产总值  growth, %`."""
    known = lexicon.indicators().get(point["indicator"])
    name = point["indicator"] if known is None else known.zh if language == "zh" else f"{known.en} {known.zh}"
    name += f" {point['scope']}" if point.get("scope") else ""
    return f"{point['region']}  {name}  {point['measure']}" + (f", {point['unit']}" if point["unit"] else "")
