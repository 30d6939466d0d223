"""Rows of what is known of places and years, and of figures that disagree. Frames in, rows out."""

from __future__ import annotations

from typing import Any

import polars as pl

from mubiao_tui.app.drawing.figures import figure
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row
from mubiao_tui.app.rows.targets.pairs import period


def coverage_model(frame: pl.DataFrame, names: Names, look: Look) -> ListModel:
    """Place × year: a dot for no report, else how many headline targets and outcomes are known."""
    text, found = names.strings.text, frame.to_dicts()
    years = sorted({row["year"] for row in found})
    places = dict.fromkeys((row["region_code"], row["region"]) for row in found)
    held = {(row["region_code"], row["year"]): row for row in found}
    rows: list[Row] = []
    for code, name in places:
        cells = [GridCell(name, sort=code)]
        reports = sum(bool(held.get((code, y), {}).get("report")) for y in years)
        cells.append(GridCell(f"{reports}/{len(years)}", sort=reports))
        cells += [_covered(held.get((code, year)), look) for year in years]
        rows.append(Row(code, tuple(cells), {"region_code": code, "region": name}))
    head = [
        GridColumn("region", text("column.region"), 12),
        GridColumn("reports", text("column.reports"), 7, right=True),
    ]
    head += [GridColumn(str(year), str(year), 6, right=True) for year in years]
    return ListModel(head, rows)


def _covered(row: dict[str, Any] | None, look: Look) -> GridCell:
    if row is None or (not row["report"] and not row["outcomes"] and not row["targets"]):
        return GridCell(look.sign("dot"), "none", 0, {})
    stated = row["targets"] + row["words"]
    text = f"{stated}{look.sign('target')}{row['outcomes']}"
    full = stated + row["outcomes"]
    role = "met" if full > row["indicators"] else "target" if stated else "actual" if full else "none"
    return GridCell(text, role, full, {f"{row['year']} targets": stated, f"{row['year']} outcomes": row["outcomes"]})


def conflict_model(frame: pl.DataFrame, names: Names, look: Look) -> ListModel:
    """Figures that disagree: the chosen one and the other, how far apart they are, and what both measure."""
    text, language = names.strings.text, names.strings.language
    rows: list[Row] = []
    for item in frame.iter_rows(named=True):
        unit = item["unit"] if item["unit"] in ("%", "‰") else None
        chosen, other = (
            figure(
                item[f"{p}value"],
                item[f"{p}high"],
                unit,
                item[f"{p}qualifier"],
                language,
                look,
                measure=item["measure"],
            )
            for p in ("chosen_", "")
        )
        cells = (
            GridCell(item["region"] or "", sort=item["region_code"]),
            GridCell(
                names.series(item["indicator"], item["measure"]),
                raw={"indicator": item["indicator"], "measure": item["measure"], "unit": item["unit"]},
            ),
            GridCell(period(item["period"], look), sort=item["period"], raw={"period": item["period"]}),
            GridCell(text(f"side.{item['side']}"), "target" if item["side"] == "target" else "actual"),
            GridCell(chosen, "bold", item["chosen_value"], {"chosen_value": item["chosen_value"]}),
            GridCell(other, "missed", item["value"], {"value": item["value"]}),
            GridCell(subject(item), raw={"subject": item["subject"], "chosen_subject": item["chosen_subject"]}),
            GridCell(f"{item['apart']:.0%}", sort=item["apart"]),
            GridCell(names.word("claim", item["claim"])),
            GridCell(text(f"disagreement.{item['kind']}")),
        )
        rows.append(Row(f"{item['fact_id']}/{item['chosen_fact']}", cells, item))
    head = (
        GridColumn("region", text("column.region"), 12),
        GridColumn("indicator", text("column.indicator"), 12, grows=True),
        GridColumn("period", text("column.period"), 5, whole=True),
        GridColumn("side", text("column.side"), 7),
        GridColumn("chosen", text("column.chosen"), 10, right=True),
        GridColumn("other", text("column.other"), 10, right=True),
        GridColumn("subject", text("column.subject"), 14),
        GridColumn("apart", text("column.apart"), 5, right=True),
        GridColumn("claim", text("column.claim"), 8),
        GridColumn("kind", text("column.kind"), 12),
    )
    return ListModel(head, rows)


def subject(item: dict[str, Any]) -> str:
    """What the figures of a conflict measure, as printed: once where both say the same."""
    said, chosen = item["subject"] or "", item["chosen_subject"] or ""
    return one_line(said if said == chosen or not chosen else f"{chosen} / {said}" if said else chosen)
