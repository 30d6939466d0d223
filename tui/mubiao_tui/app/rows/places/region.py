"""Rows of tables about a place: a year of a series in a cell, its sectors as bars, its documents, places abreast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mubiao.queries.records import Point, SectorCount, Series, SeriesKey
from mubiao_tui.app.drawing.figures import figure
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row


def point(item: Point, series: Series, names: Names, look: Look) -> str:
    """A figure without its unit but for per cent: the unit stands with the indicator."""
    unit = series.unit if series.unit in ("%", "‰") else None
    return figure(item.value, item.high, unit, item.qualifier, names.strings.language, look, measure=series.measure)


def year_cell(item: Series, year: int, reports: frozenset[int], names: Names, look: Look) -> GridCell:
    """Outcome and target of a year in one cell.

    `e` follows an estimate, `→` stands before a target, and a sign says whether it was met. A target without a figure
    shows its words. Where nothing is said it is a dash, and a dot where no report that could say it is there: the one
    of the year itself or of the next.
    """
    outcome, target, words = item.outcomes.get(year), item.targets.get(year), item.words.get(year)
    said: list[str] = []
    role = ""
    if outcome is not None:
        judged = item.verdicts.get(year) if target is not None else None
        sign = look.sign(judged) if judged in ("met", "missed") else ""
        said.append(point(outcome, item, names, look) + ("e" if outcome.claim == "estimate" else "") + sign)
        role = judged if sign and judged else outcome.claim
    if target is not None:
        said.append(look.sign("target") + point(target, item, names, look))
        role = role or "target"
    elif words is not None:
        said.append(look.sign("target") + one_line(words))
        role = role or "target"
    if said:
        best = outcome or target
        raw = {
            f"{year} outcome": outcome and outcome.value,
            f"{year} target": target and target.value,
            f"{year} target_high": target and target.high,
            f"{year} target_words": words,
        }
        return GridCell(" ".join(said), role, best.value if best is not None else None, raw)
    raw = {f"{year} outcome": None}
    if year not in reports and year + 1 not in reports:
        return GridCell(look.sign("dot"), "none", raw=raw)
    return GridCell(look.sign("none"), "none", raw=raw)


def measured(measure: str, unit: str | None, names: Names) -> str:
    """What is measured, with its unit where that is not per cent."""
    return names.word("measure", measure) + (f" {one_line(unit)}" if unit and unit not in ("%", "名") else "")


def thing(indicator: str, measure: str, unit: str | None, scope: str | None, names: Names) -> tuple[GridCell, GridCell]:
    """What a series is of: the indicator, and what is measured of it."""
    return (
        GridCell(names.scoped(indicator, scope), raw={"indicator": indicator, "scope": scope or None}),
        GridCell(measured(measure, unit, names), "dim", raw={"measure": measure, "unit": unit or None}),
    )


def current(years: Sequence[int], outcomes: Iterable[int]) -> int:
    """Which of the years is the present one: the one after the last outcome, whose targets are awaited."""
    last = max(outcomes, default=years[-1] - 1 if years else 0)
    return max((n for n, year in enumerate(years) if year <= last + 1), default=0)


def leading_model(
    found: Sequence[tuple[SeriesKey, dict[str, Series]]],
    places: Sequence[tuple[str, str]],
    names: Names,
    look: Look,
) -> ListModel:
    """Series × places: in each cell the last outcome and the last target, each with its year."""
    rows: list[Row] = []
    for (indicator, measure, unit, scope), held in found:
        item = next(iter(held.values()))
        cells = list(thing(indicator, measure, item.unit, scope, names))
        cells += [latest(held.get(code), name, names, look) for code, name in places]
        rows.append(Row(f"{indicator}/{measure}/{unit}/{scope}", tuple(cells), (indicator, measure)))
    text = names.strings.text
    head = [
        GridColumn("indicator", text("column.indicator"), 24),
        GridColumn("measure", text("column.measure"), whole=True),
    ]
    head += [GridColumn(code, name, 20, right=True) for code, name in places]
    return ListModel(head, rows)


def latest(item: Series | None, place: str, names: Names, look: Look) -> GridCell:
    """The last outcome of a series and the last target after it: 4.7% 22 →≈6% 23."""
    if item is None:
        return GridCell(look.sign("none"), "none", raw={f"{place} outcome": None})
    said: list[str] = []
    best: Point | None = None
    raw: dict[str, Any] = {f"{place} outcome": None}
    last = max(item.outcomes, default=0)
    if last:
        best = item.outcomes[last]
        raw |= {f"{place} outcome": best.value, f"{place} outcome_year": last}
        said.append(f"{point(best, item, names, look)}{'e' if best.claim == 'estimate' else ''} {last % 100:02d}")
    aim = max(item.targets, default=0)
    if aim > last:
        best = best or item.targets[aim]
        raw |= {f"{place} target": item.targets[aim].value, f"{place} target_year": aim}
        said.append(f"{look.sign('target')}{point(item.targets[aim], item, names, look)} {aim % 100:02d}")
    if best is None:  # its targets have words alone
        year = max(item.words)
        return GridCell(f"{look.sign('target')}{one_line(item.words[year])} {year % 100:02d}", "target", raw=raw)
    return GridCell(" ".join(said), best.claim, best.value, raw)


def sector_rows(sectors: Sequence[SectorCount], names: Names, *, tiny: bool = False) -> ListModel:
    """Sectors with a bar each, the longest for the one with the most facts."""
    most = max((s.total for s in sectors), default=1)
    rows = [
        Row(
            s.sector,
            (
                GridCell(names.sector(s.sector), raw={"sector": s.sector}),
                GridCell(f"{s.total:,}", sort=s.total),
                GridCell("", "bar", s.total, {}, s.total / most),
            ),
            s,
        )
        for s in sectors
    ]
    head = (
        GridColumn("sector", names.strings.text("column.sector"), 10 if tiny else 22),
        GridColumn("count", names.strings.text("column.facts"), 5, right=True),
        GridColumn("bar", "", 6, grows=True),
    )
    return ListModel(head, rows)


def document_rows(documents: Sequence[dict[str, Any]], names: Names, *, short: bool = False) -> ListModel:
    """Documents of a place, the latest first. short: without the number of their facts."""
    rows = [
        Row(
            d["document_id"],
            (
                GridCell(str(d["year"] or ""), sort=d["year"]),
                GridCell(one_line(d["title"])),
                GridCell(f"{d['facts'] or 0:,}", sort=d["facts"]),
            )[: 2 if short else 3],
            d,
        )
        for d in documents
    ]
    head = (
        GridColumn("year", names.strings.text("column.year"), 4, whole=True),
        GridColumn("title", names.strings.text("column.title"), 12, grows=True),
        GridColumn("facts", names.strings.text("column.facts"), 5, right=True),
    )
    return ListModel(head[: 2 if short else 3], rows)
