"""Rows of the targets tab: pairs, and the wide table. Frames in, rows out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from mubiao.filters.folding import folded, pattern
from mubiao.queries.records import Series
from mubiao.queries.targets import series
from mubiao_tui.app.drawing.figures import difference, figure, spark
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line, width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, Row, going_round
from mubiao_tui.app.rows.places.region import thing, year_cell

KEY = ["region_code", "indicator", "measure", "unit", "scope"]
"""What the pairs of one series have in common."""

PAIR_WIDTHS: dict[str, int] = {
    "region": 10,
    "indicator": 16,
    "measure": 7,
    "year": 5,
    "previous": 7,
    "target": 8,
    "outcome": 8,
    "verdict": 10,
    "gap": 6,
    "change": 6,
    "trend": 10,
    "target_words": 14,
    "revision": 8,
    "amplification": 8,
    "parent_target": 8,
    "outcome_lead": 8,
}
"""Columns of the pairs and their widths."""

LONGEST_NAME = 28
"""Cells that the name of an indicator may take where there is room."""

SORTS: dict[str, str] = {"trend": "outcome"}
"""The column of `mubiao targets` that a column sorts by, where it is called otherwise."""


def pair_columns(names: Names, indicators: Iterable[str], *, roomy: bool) -> tuple[GridColumn, ...]:
    """The columns of the pairs. roomy: the names of the indicators that are there are shown whole, if not too long."""
    text = names.strings.text
    longest = max((width(names.indicator(i)) for i in indicators), default=0) if roomy else 0
    widths = {**PAIR_WIDTHS, "indicator": min(max(longest, PAIR_WIDTHS["indicator"]), LONGEST_NAME)}
    left = {"region", "indicator", "measure", "verdict", "target_words", "trend"}
    return tuple(
        GridColumn(
            name,
            text(f"column.{name}"),
            cells,
            right=name not in left,
            grows=name == "indicator",
            whole=name in ("measure", "year", "verdict"),
        )
        for name, cells in widths.items()
    )


def ordered(frame: pl.DataFrame, sort: Sequence[str]) -> pl.DataFrame:
    """The pairs sorted by column ids, `-` for descending, empty last; as they are for columns that there are not."""
    columns = [SORTS.get(key.lstrip("-"), key.lstrip("-")) for key in sort]
    known = [(c, key[0] == "-") for c, key in zip(columns, sort, strict=True) if c in frame.columns]
    if not known:
        return frame
    names, down = [c for c, _ in known], [d for _, d in known]
    return frame.sort(names, descending=down, nulls_last=True, maintain_order=True)


def position(frame: pl.DataFrame, series: tuple[str, str, str] | None) -> int:
    """The first row of a series (region code, indicator, measure); 0 where it is not there."""
    if series is None:
        return 0
    code, indicator, measure = series
    found = frame.with_row_index("n").filter(
        pl.col("region_code") == code, pl.col("indicator") == indicator, pl.col("measure") == measure
    )
    return int(found["n"][0]) if found.height else 0


def trends(frame: pl.DataFrame, rows: pl.DataFrame, look: Look, years: int = 10) -> dict[tuple[Any, ...], str]:
    """A sparkline of the last outcomes for each series of some rows.

    Of a hundred thousand pairs those of the places and indicators first: comparing whole keys takes thrice the time.
    """
    wanted = rows.select(KEY).unique()
    near = [
        pl.col(name).is_in(wanted[name].unique().implode(), nulls_equal=True) for name in ("region_code", "indicator")
    ]
    part = frame.select(*KEY, "period", "year", "outcome").filter(*near).filter(pl.col("period").str.len_chars() == 4)
    held = part.join(wanted, on=KEY, how="semi", nulls_equal=True).sort("year").group_by(KEY).agg("year", "outcome")
    found: dict[tuple[Any, ...], str] = {}
    for *key, ys, values in held.iter_rows():
        by_year = dict(zip(ys, values, strict=True))
        last = max(by_year)
        found[tuple(key)] = spark([by_year.get(y) for y in range(last - years + 1, last + 1)], look).strip()
    return found


def pair_rows(
    frame: pl.DataFrame,
    start: int,
    stop: int,
    names: Names,
    look: Look,
    *,
    grouped: bool = False,
    every: pl.DataFrame | None = None,
) -> list[Row]:
    """The pairs of positions [start, stop) as rows. grouped: the name of a series is seen once.

    every: the pairs that trends are of, where the frame holds but some years of a series.
    """
    part = frame.slice(start, stop - start)
    trend = trends(frame if every is None else every, part, look)
    rows = [pair_row(item, trend, names, look) for item in part.iter_rows(named=True)]
    return (
        [row._replace(same=same) for row, same in zip(rows, repeated(frame, start, stop), strict=True)]
        if grouped
        else rows
    )


NAMED = 3
"""The first columns of a pair, which name its place and its series."""


def repeated(frame: pl.DataFrame, start: int, stop: int) -> list[int]:
    """How many of the first columns of the pairs [start, stop) say the same as those of the pair before each."""
    before = max(start - 1, 0)
    keys = frame.slice(before, stop - before).select(KEY).rows()
    found = [0] if start == 0 and keys else []
    for above, key in pairwise(keys):
        found.append(NAMED if above == key else int(above[0] == key[0]))
    return found


def pair_row(item: dict[str, Any], trend: Mapping[tuple[Any, ...], str], names: Names, look: Look) -> Row:
    """A pair as a row."""
    language, measure = names.strings.language, item["measure"]
    unit = item["unit"] if item["unit"] in ("%", "‰") else None

    def shown(value: float | None, high: float | None = None, qualifier: str | None = None) -> str:
        return figure(value, high, unit, qualifier, language, look, measure=measure)

    outcome = shown(item["outcome"], None, item["outcome_qualifier"])
    outcome += "e" if item["outcome_claim"] == "estimate" else ""
    previous = shown(item["previous"]) + ("e" if item["previous_claim"] == "estimate" else "")
    target = shown(item["target"], item["target_high"], item["target_qualifier"])
    if item["target"] is None and item["target_words"]:
        target = one_line(item["target_words"])
    verdict = item["verdict"]
    sign = look.sign(verdict) + " " if verdict in ("met", "missed") else ""
    role = {"met": "met", "missed": "missed", "about": "about", "open": "open"}.get(verdict, "none")

    def of(*fields: str) -> dict[str, Any]:
        return {field: item[field] for field in fields}

    indicator, kind = thing(item["indicator"], measure, item["unit"], item["scope"], names)
    cells = {
        "region": GridCell(item["region"] or ""),
        "indicator": indicator,
        "measure": kind,
        "year": GridCell(spanned(item, names, look), sort=item["year"], raw=of("period", "basis")),
        "previous": GridCell(previous, item["previous_claim"] or "none"),
        "target": GridCell(target, "target" if item["target"] is not None else "none", raw=of("target", "target_high")),
        "change": GridCell(_points(item["change"], measure, language, look)),
        "outcome": GridCell(outcome, item["outcome_claim"] or "none"),
        "gap": GridCell(_points(item["gap"], measure, language, look), role if item["gap"] is not None else "none"),
        "verdict": GridCell(sign + names.word("verdict", verdict), role),
        "trend": GridCell(trend.get(tuple(item[k] for k in KEY), ""), "bar", raw={}),
        "target_words": GridCell(one_line(item["target_words"] or "")),
        "revision": GridCell(_points(item["revision"], measure, language, look)),
        "amplification": GridCell(_points(item["amplification"], measure, language, look)),
        "parent_target": GridCell(shown(item["parent_target"], None, item["parent_target_qualifier"]), "none"),
        "outcome_lead": GridCell(_points(item["outcome_lead"], measure, language, look)),
    }
    key = "/".join(str(item[k]) for k in (*KEY, "basis", "period"))
    return Row(
        key, tuple(cells[name] for name in PAIR_WIDTHS), item, "dim" if item["period_kind"] == "programme" else ""
    )


def spanned(item: dict[str, Any], names: Names, look: Look) -> str:
    """The period of a pair; of a yearly average over several years that it is one."""
    said = period(item["period"], look)
    return f"{said} {names.strings.text('targets.average')}" if item["basis"] == "average" else said


def period(text: str, look: Look) -> str:
    """A period in five cells: 2024, 24H1, 11–20 for 2011/2020, 24-08 for what ends in August."""
    first, _, last = text.partition("/")
    if not last:
        return text if len(text) <= 5 else text[2:]
    return f"{first[2:]}{look.sign('range')}{last[2:]}" if len(first) == len(last) == 4 else last[2:]


def counted(frame: pl.DataFrame) -> dict[str, int]:
    """Verdict → how many pairs have it."""
    return dict(frame.group_by("verdict").len().iter_rows())


def _points(value: float | None, measure: str, language: str, look: Look) -> str:
    if value is None:
        return ""
    if measure == "level" and abs(value) >= 10_000:
        sign = "+" if value > 0 else look.sign("minus")
        return sign + figure(abs(value), None, None, None, language, look)
    return difference(value, look)


def find(frame: pl.DataFrame, words: str, names: Names, start: int, step: int) -> int | None:
    """The next row from `start` in a direction whose place, indicator or wording holds the words, going round."""
    wanted, small = pattern(words), folded(words)
    called = [i for i in frame["indicator"].unique().to_list() if names.called(i, small)]
    hit = pl.col("region").str.contains(wanted) | pl.col("indicator").is_in(called)
    if "target_words" in frame.columns:
        hit = hit | pl.col("target_words").str.contains(wanted).fill_null(False)
    places: list[int] = frame.select(hit.fill_null(False).arg_true()).to_series().to_list()
    return going_round(places, start, step)


def wide_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per series, in the order of the pairs."""
    return frame.filter(pl.col("period").str.len_chars() == 4).select(*KEY, "region").unique(KEY, maintain_order=True)


def outcome_years(frame: pl.DataFrame) -> list[int]:
    """The years that have an outcome."""
    years: list[int] = frame.filter(pl.col("outcome").is_not_null())["year"].unique().to_list()
    return years


def wide_columns(frame: pl.DataFrame, names: Names) -> tuple[GridColumn, ...]:
    """Place, series, and a column per year."""
    annual: list[int] = frame.filter(pl.col("period").str.len_chars() == 4)["year"].unique().sort().to_list()
    years = range(annual[0], annual[-1] + 1) if annual else range(0)
    text = names.strings.text
    return (
        GridColumn("region", text("column.region"), 12),
        GridColumn("indicator", text("column.indicator"), 18),
        GridColumn("measure", text("column.measure"), 8, whole=True),
        *(GridColumn(str(year), str(year), 13, right=True) for year in years),
    )


def wide_rows(
    frame: pl.DataFrame,
    keys: pl.DataFrame,
    reports: Mapping[str, frozenset[int]],
    columns: Sequence[GridColumn],
    start: int,
    stop: int,
    names: Names,
    look: Look,
    *,
    narrowed: bool = False,
) -> list[Row]:
    """The series of positions [start, stop) as rows. reports: region code → the years whose report is there.

    narrowed: pairs have been left out, so that a year without one does not say that nothing was stated.
    """
    part = keys.slice(start, stop - start)
    held = frame.join(part, on=KEY, how="semi", nulls_equal=True)
    years = [int(c.id) for c in columns[3:]]
    found: dict[tuple[Any, ...], Series] = {}
    for key, group in held.group_by("region_code", maintain_order=True):
        for item in series(group):
            found[(key[0], item.indicator, item.measure, item.unit, item.scope)] = item
    rows: list[Row] = []
    for code, indicator, measure, unit, scope, region in part.iter_rows():
        item = found[(code, indicator, measure, unit or "", scope or "")]
        there = reports.get(code, frozenset())
        cells = [GridCell(region, sort=code), *thing(indicator, measure, unit, scope, names)]
        cells += [
            GridCell("", raw={})
            if narrowed and year not in item.verdicts
            else year_cell(item, year, there, names, look)
            for year in years
        ]
        data = dict(zip((*KEY, "region"), (code, indicator, measure, unit, scope, region), strict=True))
        rows.append(Row(f"{code}/{indicator}/{measure}/{unit}/{scope}", tuple(cells), data))
    return rows
