"""Where figures and years stand: the range, its round figures, and the years that are named."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from mubiao_tui.shortened import number


def span(values: Sequence[float]) -> tuple[float, float]:
    """A little more than from the lowest figure to the highest."""
    low, high = min(values), max(values)
    margin = (high - low) * 0.04 or abs(high) * 0.04 or 1.0
    return low - margin, high + margin


def levels(low: float, high: float, height: int) -> list[float]:
    """The round figures of a range, two lines apart at least."""
    room = max((height - 1) // 2, 1)
    step = next(s for s in _steps((high - low) / 1000) if (high - low) / s <= room)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [n * step for n in range(first, last + 1)]


def _steps(least: float) -> Iterator[float]:
    """1, 2, 5, 10, 20 … times a power of ten, from about `least` on."""
    power = 10.0 ** math.floor(math.log10(least))
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def labels(heights: Sequence[float], language: str) -> list[str]:
    """The figures of the axis as those of the tables are written, with as many digits as tell them apart."""
    said: list[str] = []
    for digits in range(4, 13):
        said = [number(height, language, digits=digits) for height in heights]
        if len(set(said)) == len(heights):
            break
    return said


def ticks(years: range, cells: int) -> list[int]:
    """Round years, no more than there is room for."""
    room = max(cells // 6, 1)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if (len(years) - 1) // s + 1 <= room), 100)
    return [year for year in years if year % step == 0] or [years[0]]


def columns(years: range, cells: int) -> dict[int, int]:
    """Year → the column in which it stands; the names of the first and the last one have room around them."""
    if len(years) < 2:
        return dict.fromkeys(years, cells // 2)
    edge = 2
    reach = cells - 1 - 2 * edge
    return {year: edge + round(n * reach / (len(years) - 1)) for n, year in enumerate(years)}


def runs(years: Sequence[int]) -> list[list[int]]:
    """The years in pieces of two or more that follow each other: no line goes over a year that is missing."""
    found: list[list[int]] = []
    for year in years:
        if found and found[-1][-1] == year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return [piece for piece in found if len(piece) > 1]


def width(text: str) -> int:
    """How many cells a text takes."""
    return cell_len(text)


def shortened(text: str, cells: int, more: str) -> str:
    """A text in at most so many cells, with a sign where something is left out."""
    return text if width(text) <= cells else set_cell_size(text, max(cells - width(more), 0)).rstrip() + more
