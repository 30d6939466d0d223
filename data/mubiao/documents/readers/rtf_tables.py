"""The tables of RTF, whose rows tell where each of their cells ends and nothing of columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from mubiao.documents.layout.tables.rows import PrintedCell, Table

_NEAR = 80  # twentieths of a point between edges that are the same


@dataclass(slots=True)
class Row:
    """The cells of a row, and what it says of each: its right edge, and whether it goes on from another."""

    cells: list[PrintedCell] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    left: int = 0

    def places(self) -> list[tuple[PrintedCell, int, int, bool]]:
        """Each cell with its edges, and whether it goes on from above; cells merged to the right are one."""
        edges = self.edges
        if len(edges) < len(self.cells) or any(a >= b for a, b in zip([self.left, *edges], edges, strict=False)):
            edges = [1_000 * (at + 1) + self.left for at in range(len(self.cells))]
        found: list[tuple[PrintedCell, int, int, bool]] = []
        begin = self.left
        for at, cell in enumerate(self.cells):
            how = self.merges[at] if at < len(self.merges) else ""
            if "right" in how and found:
                start, first, _, down = found[-1]
                found[-1] = start, first, edges[at], down
            else:
                found.append((cell, begin, edges[at], "down" in how))
            begin = edges[at]
        return found


def table_of(rows: list[Row]) -> Table:
    """The table that rows make: edges that several rows have are those of its columns."""
    placed = [row.places() for row in rows]
    marks: list[int] = []
    for edge in sorted({edge for row in placed for _, begin, end, _ in row for edge in (begin, end)}):
        if not marks or edge - marks[-1] > _NEAR:
            marks.append(edge)
    made: list[list[PrintedCell]] = []
    above: dict[tuple[int, int], PrintedCell] = {}
    for row in placed:
        below: dict[tuple[int, int], PrintedCell] = {}
        kept: list[PrintedCell] = []
        for cell, begin, end, down in row:
            at = bisect_right(marks, begin + _NEAR) - 1, bisect_right(marks, end + _NEAR) - 1
            if down and at in above:
                below[at] = above[at]
                below[at].rows += 1
                continue
            cell.columns = max(1, at[1] - at[0])
            below[at] = cell
            kept.append(cell)
        made.append(kept)
        above = below
    return Table(made)
