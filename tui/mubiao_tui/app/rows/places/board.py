"""The scoreboard of a place: its indicators by year, what is said of lately first, the rest folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mubiao import lexicon
from mubiao.queries.records import Board, Series
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line, width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row
from mubiao_tui.app.rows.places.region import current, measured, thing, year_cell

PRESENT = 2
"""Years that a row is looked for in first: the last one with outcomes, and the one whose targets are awaited."""

FIRST = 12
"""Rows that a small screen shows at once."""

LONGEST = 26
"""Cells of their names at most, where a small screen is to show two years beside them."""

NAMED = 32
"""The same on other screens: the words that tell two rows apart stand at the end of a name."""


@dataclass(frozen=True, slots=True)
class Table:
    """The board as it is shown: its rows, the column of the present year, and how much is folded away."""

    model: ListModel
    column: int
    rows: int = 0  # indicators without a value in the years that are seen
    years: int = 0  # years of which no report tells, and years to come, of which ends of programmes are


def board_table(
    board: Board, names: Names, look: Look, *, tiny: bool = False, seen: int = PRESENT, whole: bool = False
) -> Table:
    """The board of a place.

    tiny: what is measured stands with the indicator. seen: how many years there is room for; an indicator without a
    value in so many is folded, and so are years of which no report tells and those after the present one. whole:
    nothing is folded.
    """
    years = sorted({year for item in board.series for year in item.said})
    if years:
        years = list(range(years[0], years[-1] + 1))
    # No report tells of a year after its own: an outcome of 2035 is a target that was read wrongly.
    until = max(board.reports, default=years[-1] if years else 0)
    now = current(years, (y for item in board.series for y in item.outcomes if y <= until))
    kept = years if whole else reported(board, years[: now + 1])
    if not whole:
        now = len(kept) - 1
    lately = frozenset(kept[max(now + 1 - max(seen, PRESENT), 0) : now + 1])
    ordered = by_present(board.series, kept[max(now + 1 - PRESENT, 0) : now + 1], lately)
    shown = ordered if whole else [item for item in ordered if not lately.isdisjoint(item.said)]
    rows = [_row(item, kept, board.reports, names, look, tiny=tiny) for item in shown]
    text = names.strings.text
    head = [GridColumn("indicator", text("column.indicator"), _named(rows) if tiny else NAMED)]
    if not tiny:
        head.append(GridColumn("measure", text("column.measure"), whole=True))
    named = len(head)
    head += [GridColumn(str(year), str(year), 12 if tiny else 15, right=True) for year in kept]
    return Table(ListModel(head, rows), named + max(now, 0), len(ordered) - len(shown), len(years) - len(kept))


def reported(board: Board, years: Sequence[int]) -> list[int]:
    """The years that something is told of, by a report of the year or of the next one.

    What other reports tell of a year is a figure or two; where there are no reports at all, it is what there is.
    """
    told = frozenset(year for item in board.series for year in item.said)
    known = [year for year in years if year in told and not board.reports.isdisjoint((year, year + 1))]
    return known or [year for year in years if year in told]


def by_present(series: Iterable[Series], present: Sequence[int], lately: frozenset[int]) -> list[Series]:
    """Headline indicators first, once each, then the others; of both what more of the present years are known of.

    What nothing has been said of lately comes last: a place is looked at for what it does now.
    """
    known = frozenset(lexicon.headline())
    led: set[str] = set()
    ranked: list[tuple[bool, bool, int, Series]] = []
    for item in series:
        leads = item.indicator in known and item.indicator not in led
        led.add(item.indicator)
        ranked.append((lately.isdisjoint(item.said), not leads, -len({*present} & {*item.said}), item))
    return [item for *_, item in sorted(ranked, key=lambda one: one[:3])]


def _named(rows: Sequence[Row]) -> int:
    """Cells for the names of the first rows, as long as that leaves room for two years."""
    return min(max((width(row.cells[0].text) for row in rows[:FIRST]), default=0), LONGEST)


def _row(item: Series, years: Sequence[int], reports: frozenset[int], names: Names, look: Look, *, tiny: bool) -> Row:
    cells = [_called(item, names)] if tiny else list(thing(item.indicator, item.measure, item.unit, item.scope, names))
    cells += [year_cell(item, year, reports, names, look) for year in years]
    return Row(f"{item.indicator}/{item.measure}/{item.unit}/{item.scope}", tuple(cells), item)


def _called(item: Series, names: Names) -> GridCell:
    """An indicator with what its figures do not say themselves: growth is what most rows are of, ranks have a sign."""
    label = names.scoped(item.indicator, item.scope)
    listed = lexicon.indicators().get(item.indicator)
    said = ""
    if item.measure == "level" and item.unit not in ("%", "‰"):
        said = one_line(item.unit or "") or measured("level", None, names)
    elif item.measure == "change" or (item.measure == "share" and (listed is None or listed.unit not in ("%", "‰"))):
        said = measured(item.measure, None, names)
    raw = {"indicator": item.indicator, "measure": item.measure, "unit": item.unit, "scope": item.scope or None}
    return GridCell(f"{label}, {said}" if said else label, raw=raw)
