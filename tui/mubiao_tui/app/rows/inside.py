"""The places inside a place, a row each: how many of its targets were met, missed, have no outcome, and a bar of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mubiao.queries.records import Place, Standing
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import Cell, Column, ListModel, Row

PARTS = ("met", "about", "missed", "unknown")
"""What a bar is made of, in order: fields of a standing, and signs; `part_…` fills the part of the bar."""

LONG, SHORT = 12, 8
"""Cells of a bar, where there is room and where there is little."""


def stacked(standing: Standing, cells: int, look: Look) -> str:
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
        Column("region", text("column.region"), 10 if tiny else 14, grows=True),
        Column("year", text("column.year"), 4, whole=True),
        Column("targets", text("regions.column_targets"), 3, right=True, whole=True),
    ]
    if not tiny:
        head += [Column(name, look.sign(name), 3, right=True, whole=True) for name in PARTS]
    head.append(Column("share", text("regions.column_share"), 4, right=True, whole=True))
    legend = "".join(look.sign(name) + look.sign(f"part_{name}") for name in PARTS)
    head.append(Column("bar", legend, SHORT if tiny else LONG, whole=True))
    return ListModel(head, rows)


def _worst(standing: Standing | None) -> tuple[bool, bool, float, int]:
    if standing is None:
        return True, True, 0.0, 0
    return False, standing.share is None, standing.share or 0.0, -standing.targets


def _row(place: Place, standing: Standing | None, names: Names, look: Look, *, tiny: bool) -> Row:
    name = Cell(one_line(place.name), sort=place.code, raw={"region": place.name, "region_code": place.code})
    data = (place, standing)
    if standing is None:
        told = [Cell(look.sign("none"), "none", raw={})] * (2 if tiny else 6)
        cells = (name, Cell("", raw={}), *told, Cell(names.strings.text("regions.no_target"), "none", raw={}))
        return Row(place.code, cells, data)
    counts = () if tiny else tuple(_count(getattr(standing, name), name) for name in PARTS)
    share = standing.share
    cells = (
        name,
        Cell(str(standing.year), "dim", standing.year),
        Cell(f"{standing.targets:,}", "", standing.targets),
        *counts,
        Cell(look.sign("none"), "none", raw={"share": None})
        if share is None
        else Cell(f"{100 * share:.0f}%", "missed" if share < 0.5 else "met", share),
        Cell(stacked(standing, SHORT if tiny else LONG, look), "bar", share, {}),
    )
    return Row(place.code, cells, data)


def _count(count: int, name: str) -> Cell:
    return Cell(f"{count:,}" if count else "", "none" if name == "unknown" else name, count)
