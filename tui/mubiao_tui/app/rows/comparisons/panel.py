"""Rows of the panel: a place each, a column a year, and in a strip what there is of each year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from mubiao_tui.app.drawing.figures import difference, figure
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, MadeModel, Row

SIGNS = {"number": "figure", "in words": "in_words", "not stated": "none", "no report": "dot"}
"""Status of a target → its sign; of a place that was not there yet there is none."""

ABSENT = ("no report", "not there")


class Table:
    """A panel as places × years. The cells of a place follow each other, as the panel is in the order of its key."""

    def __init__(self, rows: pl.DataFrame, sort: Iterable[str] = ()) -> None:
        self.frame = rows
        self.years: list[int] = rows["year"].unique().sort().to_list()
        self.places = self._sorted(list(sort))

    def _sorted(self, sort: Sequence[str]) -> pl.DataFrame:
        """One row a place: its code and name, in the order that was asked for."""
        places = self.frame.group_by("region_code", maintain_order=True).agg(
            pl.col("region", "indicator", "measure").first(),
            reports=(~pl.col("status").is_in(ABSENT)).sum(),
        )
        for key in reversed(sort):
            name = key.lstrip("-")
            if name.isdigit():
                wanted = self.frame.filter(pl.col("year") == int(name)).select(
                    "region_code", _by=pl.coalesce("target", "outcome")
                )
                places = places.join(wanted, on="region_code", how="left", maintain_order="left")
            elif name in ("region_code", "reports", "strip"):
                places = places.with_columns(_by=pl.col("region_code" if name == "region_code" else "reports"))
            else:
                continue
            places = places.sort("_by", descending=key[0] == "-", nulls_last=True, maintain_order=True).drop("_by")
        return places

    def cells(self, codes: Sequence[str]) -> dict[str, dict[int, dict[str, Any]]]:
        """Code → year → the row of the panel."""
        found: dict[str, dict[int, dict[str, Any]]] = {code: {} for code in codes}
        for item in self.frame.filter(pl.col("region_code").is_in(list(codes))).iter_rows(named=True):
            found[item["region_code"]][item["year"]] = item
        return found


BESIDE = 40
"""Cells that there are beside a strip, or it is left out: how many reports there are then stands in its place."""


def columns(table: Table, names: Names, *, strip: bool = True) -> tuple[GridColumn, ...]:
    """Place, coverage, and a column a year. strip: there is room for a sign a year."""
    text = names.strings.text
    coverage = "strip" if strip else "reports"
    return (
        GridColumn("region", text("column.region"), 12),
        GridColumn(
            coverage, text("column.reports"), max(len(table.years), 4) if strip else 7, right=not strip, whole=True
        ),
        *(GridColumn(str(year), str(year), 8, right=True) for year in table.years),
    )


def model(table: Table, by: str, names: Names, look: Look, *, cells: int = 160) -> MadeModel:
    """The panel of a value, target, outcome or gap, in a line of so many cells."""
    strip = cells >= len(table.years) + BESIDE

    def make(start: int, stop: int) -> list[Row]:
        part = table.places.slice(start, stop - start)
        held = table.cells(part["region_code"].to_list())
        return [
            row(place, held[place["region_code"]], table.years, by, names, look, strip=strip)
            for place in part.iter_rows(named=True)
        ]  # fmt: skip

    return MadeModel(columns(table, names, strip=strip), table.places.height, make)


def row(
    place: Mapping[str, Any],
    held: Mapping[int, Mapping[str, Any]],
    years: Sequence[int],
    by: str,
    names: Names,
    look: Look,
    *,
    strip: bool = True,
) -> Row:
    """A place with its years."""
    statuses = {year: held[year]["status"] for year in years if year in held}
    signs = "".join(sign(statuses.get(year, "not there"), look) for year in years)
    coverage = signs if strip else f"{place['reports']}/{len(years)}"
    cells = [
        GridCell(one_line(place["region"] or "")),
        GridCell(coverage, "bar", place["reports"], {"reports": place["reports"], "years": len(years)}),
        *(cell(held.get(year), held.get(year + 1), year, by, names, look) for year in years),
    ]
    data = {
        **{name: place[name] for name in ("region_code", "region", "indicator", "measure")},
        "unit": next((item["unit"] for item in held.values() if item["unit"]), None),
        "scope": next((item["scope"] for item in held.values() if item["scope"]), None),
        "statuses": statuses,
        "facts": {year: item[f"{side}_fact"] for year, item in held.items() for side in _sides(by, item)},
    }
    return Row(place["region_code"], tuple(cells), data)


def _sides(by: str, item: Mapping[str, Any]) -> tuple[str, ...]:
    """The side of a cell whose fact is meant, if it has one."""
    sides = ("target", "outcome") if by == "target" else ("outcome", "target")
    return next(((side,) for side in sides if item[f"{side}_fact"] is not None), ())


def sign(status: str, look: Look) -> str:
    """One character for what there is of a target."""
    return look.sign(SIGNS[status]) if status in SIGNS else " "


def cell(
    item: Mapping[str, Any] | None,
    later: Mapping[str, Any] | None,
    year: int,
    by: str,
    names: Names,
    look: Look,
) -> GridCell:
    """A value of a place and year; else a dash where a report could have said it, a dot where there is none.

    An outcome is told by the report of the year after: `later` is its row.
    """
    raw = {f"{year} {by}": item[by] if item else None}
    if item is None or item["status"] == "not there":
        return GridCell("", "none", raw=raw)
    value, unit = item[by], item["unit"] if item["unit"] in ("%", "‰") else None
    if by == "target" and value is None and item["target_words"]:
        return GridCell(
            one_line(item["target_words"]), "target", raw={**raw, f"{year} target_words": item["target_words"]}
        )
    if value is None:
        told = item if by == "target" else later
        status = "no report" if told is None or told["status"] in ABSENT else "not stated"
        return GridCell(sign(status, look), "none", raw=raw)
    if by == "gap":
        role = item["verdict"] if item["verdict"] in ("met", "missed", "about") else ""
        return GridCell(difference(value, look), role, value, raw)
    high = item["target_high"] if by == "target" else None
    text = figure(value, high, unit, item[f"{by}_qualifier"], names.strings.language, look, measure=item["measure"])
    estimate = by == "outcome" and item["outcome_claim"] == "estimate"
    role = "target" if by == "target" else item["outcome_claim"] or "actual"
    more = {f"{year} target_high": high} if by == "target" else {}
    return GridCell(text + ("e" if estimate else ""), role, value, raw | more)


def told(name: str, statuses: Mapping[int, str], names: Names, look: Look) -> tuple[str, str]:
    """The coverage of a place in words: its years in runs, and how many reports there are and which are missing.

    >>> told("泉州市", {2004: "number", 2005: "no report", 2006: "number"}, …)
    ("泉州市 04▪ 05· 06▪", "2 of 3 · missing 2005")
    """
    there = {year: status for year, status in sorted(statuses.items()) if status != "not there"}
    said = [f"{run(years, two=True)}{sign(status, look)}" for status, years in runs(there)]
    missing = [run(years) for status, years in runs({y: s == "no report" for y, s in there.items()}) if status]
    count = sum(status not in ABSENT for status in there.values())
    right = names.strings.text("panel.reports", count=count, all=len(there))
    if missing:
        right += names.strings.text("panel.missing", years=", ".join(missing))
    return " ".join([name, *said]), right


def runs(by_year: Mapping[int, Any]) -> list[tuple[Any, list[int]]]:
    """Years of one kind that follow each other, together."""
    found: list[tuple[Any, list[int]]] = []
    for year, kind in by_year.items():
        if found and found[-1][0] == kind and found[-1][1][-1] == year - 1:
            found[-1][1].append(year)
        else:
            found.append((kind, [year]))
    return found


def run(years: Sequence[int], *, two: bool = False) -> str:
    """Years that follow each other: 2004, 2000–03; two: in two digits each, 00–03."""
    first = f"{years[0] % 100:02d}" if two else str(years[0])
    if len(years) == 1:
        return first
    last = years[-1]
    return f"{first}–{last % 100:02d}" if two or years[0] // 100 == last // 100 else f"{first}–{last}"
