"""Places or indicators, a row each: how many of the targets were met, missed, have no outcome, and a bar of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mubiao.queries.records import Counted, Place, Promised, Standing
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row

PARTS = ("met", "about", "missed", "unknown")
"""What a bar is made of, in order: fields of a standing, and signs; `part_…` fills the part of the bar."""

LONG, SHORT = 12, 8
"""Cells of a bar, where there is room and where there is little."""


def stacked(standing: Counted, cells: int, look: Look) -> str:
    """A bar of so many cells; what is not nothing has a cell at least, and the largest part gives it."""
    counts = [getattr(standing, name) for name in PARTS]
    total = sum(counts)
    if not total:
        return ""
    shares = [max(round(cells * count / total), 1) if count else 0 for count in counts]
    shares[shares.index(max(shares))] += cells - sum(shares)
    return "".join(look.sign(f"part_{name}") * share for name, share in zip(PARTS, shares, strict=True))


def inside_model(
    places: Sequence[Place], standings: Mapping[str, Standing], names: Names, look: Look, *, tiny: bool = False
) -> ListModel:
    """The places, the least share met first, those without an outcome last. tiny: no counts beside the bar."""
    rows = [_row(place, standings.get(place.code), names, look, tiny=tiny) for place in places]
    rows.sort(key=lambda row: _worst(row.data[1]))
    text = names.strings.text
    head = [
        GridColumn("region", text("column.region"), 10 if tiny else 14, grows=True),
        GridColumn("year", text("column.year"), 4, whole=True),
        *_counts(names, look, tiny=tiny),
    ]
    return ListModel(head, rows)


def promised_model(sector: str, found: Sequence[Promised], names: Names, look: Look) -> ListModel:
    """What came of the targets of a sector, an indicator a row."""
    text = names.strings.text
    head = [GridColumn("indicator", text("sectors.promised", sector=names.sector(sector)), 24, grows=True)]
    rows = []
    for item in found:
        name = GridCell(
            names.series(item.indicator, item.measure), raw={"indicator": item.indicator, "measure": item.measure}
        )
        rows.append(Row(f"{sector}/{item.indicator}/{item.measure}", (name, *_cells(item, look)), item))
    return ListModel([*head, *_counts(names, look)], rows)


def _counts(names: Names, look: Look, *, tiny: bool = False) -> list[GridColumn]:
    """The columns of counts, shares and bars."""
    text = names.strings.text
    head = [GridColumn("targets", text("regions.column_targets"), 3, right=True, whole=True)]
    if not tiny:
        head += [GridColumn(name, look.sign(name), 3, right=True, whole=True) for name in PARTS]
    head.append(GridColumn("share", text("regions.column_share"), 4, right=True, whole=True))
    legend = "".join(look.sign(name) + look.sign(f"part_{name}") for name in PARTS)
    head.append(GridColumn("bar", legend, SHORT if tiny else LONG, whole=True))
    return head


def _worst(standing: Standing | None) -> tuple[bool, bool, float, int]:
    if standing is None:
        return True, True, 0.0, 0
    return False, standing.share is None, standing.share or 0.0, -standing.targets


def _row(place: Place, standing: Standing | None, names: Names, look: Look, *, tiny: bool) -> Row:
    name = GridCell(one_line(place.name), sort=place.code, raw={"region": place.name, "region_code": place.code})
    data = (place, standing)
    if standing is None:
        told = [GridCell(look.sign("none"), "none", raw={})] * (2 if tiny else 6)
        cells = (name, GridCell("", raw={}), *told, GridCell(names.strings.text("regions.no_target"), "none", raw={}))
        return Row(place.code, cells, data)
    cells = (name, GridCell(str(standing.year), "dim", standing.year), *_cells(standing, look, tiny=tiny))
    return Row(place.code, cells, data)


def _cells(standing: Counted, look: Look, *, tiny: bool = False) -> tuple[GridCell, ...]:
    """The cells of counts, share and bar."""
    share = standing.share
    return (
        GridCell(f"{standing.targets:,}", "", standing.targets),
        *(() if tiny else (_count(getattr(standing, name), name) for name in PARTS)),
        GridCell(look.sign("none"), "none", raw={"share": None})
        if share is None
        else GridCell(f"{100 * share:.0f}%", "missed" if share < 0.5 else "met", share),
        GridCell(stacked(standing, SHORT if tiny else LONG, look), "bar", share, {}),
    )


def _count(count: int, name: str) -> GridCell:
    return GridCell(f"{count:,}" if count else "", "none" if name == "unknown" else name, count)
