"""How wide columns are, and which of them are seen.

Widths follow what a table holds: numbers are seen whole, words share the room that there is. The first columns, which
tell what a row is about, stay in sight however far the others are scrolled.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from mubiao_tui.app.drawing.text import least, width
from mubiao_tui.app.grid.model import GridColumn, Row

LONGEST = 40
"""Cells beyond which even what is not to be cut is: nobody reads a unit that long."""

BAR = 6
"""Cells that a bar has at least, where its column may be so wide."""

SHORTEST = 8
"""Cells down to which words give way so that more can be seen."""


class Need(NamedTuple):
    """The cells of a column: those that all it holds takes, and those that it cannot do without."""

    full: int = 1
    least: int = 1


class Needs:
    """What the columns of one model need, as far as its rows have been seen; needs never shrink while it is shown."""

    def __init__(self, columns: Sequence[GridColumn]) -> None:
        self.columns = columns
        self.found = [Need(max(width(column.label), 1), 1) for column in columns]
        self._known: set[str] = set()

    def learn(self, rows: Iterable[Row]) -> bool:
        """Look at some rows; whether a column cannot do with what it could do with before."""
        grown = False
        for row in rows:
            if row.key in self._known:
                continue
            self._known.add(row.key)
            for at, (column, cell) in enumerate(zip(self.columns, row.cells, strict=True)):
                now = self.found[at]
                if cell.share is None and 2 * len(cell.text) <= now.least:
                    continue  # no character takes more than two cells: it fits, whatever it is
                # A bar is as long as its column is wide, and tells nothing in a cell or two.
                long = width(cell.text) if cell.share is None else column.width
                kept = min(long, LONGEST) if column.whole else min(least(cell.text), long)
                kept = kept if cell.share is None else min(column.width, BAR)
                if long > now.full or kept > now.least:
                    self.found[at] = Need(max(long, now.full), max(kept, now.least))
                    grown = grown or kept > now.least
        return grown

    def forget(self, key: str) -> None:
        """The row of a key has changed: it is to be looked at again."""
        self._known.discard(key)


def widths(
    columns: Sequence[GridColumn], needs: Sequence[Need], chosen: dict[str, int], room: int, gap: int = 2
) -> list[int]:
    """The width of each column: the chosen one; else what it holds, its words at most at the column's own width.

    Room that is left goes to what is cut, then to the columns that grow. Where giving way by a few cells lets
    everything be seen, growing columns give way.
    """
    free = [column.id not in chosen for column in columns]
    found = [
        chosen.get(column.id, max(need.least, min(need.full, column.width), 1))
        for column, need in zip(columns, needs, strict=True)
    ]
    left = room - sum(found) - gap * max(len(columns) - 1, 0)
    growing = [i for i, column in enumerate(columns) if column.grows and free[i]]
    if left > 0:
        for i, need in enumerate(needs):
            if free[i]:
                more = min(max(need.full - found[i], 0), left)
                found[i] += more
                left -= more
        if growing:
            share, rest = divmod(left, len(growing))
            for n, i in enumerate(growing):
                found[i] += share + (1 if n < rest else 0)
        return found
    lowest = {i: max(needs[i].least, SHORTEST) for i in growing}
    if left < 0 and sum(max(found[i] - lowest[i], 0) for i in growing) >= -left:
        for i in growing:
            give = min(max(found[i] - lowest[i], 0), -left)
            found[i] -= give
            left += give
    return found


def held(widths: Sequence[int], needs: Sequence[Need], frozen: int, room: int, gap: int = 2) -> tuple[list[int], int]:
    """The widths, and how many of the first columns stand still, so that any other column is seen beside them.

    Their words give way first, down to what still tells them apart. One column stands still if any is to, since
    numbers whose row is not told say nothing.
    """
    found = list(widths)
    count = min(frozen, len(found))
    if not 0 < count < len(found) or sum(found) + gap * (len(found) - 1) <= room:
        return found, count
    widest = max(found[count:])
    for lowest in (SHORTEST, SHORTEST // 2):
        for at in sorted(range(count), key=lambda i: -found[i]):
            over = sum(found[:count]) + gap * count + widest - room
            found[at] -= max(min(over, found[at] - max(needs[at].least, lowest)), 0)
        while count > 1 and sum(found[:count]) + gap * count + widest > room:
            count -= 1
            found[count] = widths[count]
            widest = max(found[count:])
        if sum(found[:count]) + gap * count + widest <= room:
            break
    spare = room - (sum(found[:count]) + gap * count + widest)
    for at in range(count):  # what others that do not stand still any more have given way for
        back = max(min(widths[at] - found[at], spare), 0)
        found[at] += back
        spare -= back
    return found, count


def seen(widths: Sequence[int], frozen: int, first: int, room: int, gap: int = 2) -> list[int]:
    """The positions of the columns that are seen: the frozen ones, then those from `first` on as far as there is room.

    A column that is not seen whole is left out, unless there would be no other.
    """
    found = list(range(min(frozen, len(widths))))
    kept = len(found)
    used = sum(widths[i] + gap for i in found)
    for i in range(max(first, kept), len(widths)):
        if used + widths[i] > room and len(found) > kept:
            break
        found.append(i)
        used += widths[i] + gap
    return found


def spared(
    widths: Sequence[int],
    columns: Sequence[GridColumn],
    needs: Sequence[Need],
    chosen: Container[str],
    frozen: int,
    room: int,
    gap: int = 2,
) -> list[int]:
    """The widths where not all columns are seen: what is left beside the first ones goes to those that are cut.

    Then to those that grow; none to those whose width was chosen. Any other column is still seen beside the ones that
    stand still.
    """
    found, there = list(widths), seen(widths, frozen, 0, room, gap)
    if len(there) == len(found):
        return found
    left = room - 1 - sum(found[i] for i in there) - gap * (len(there) - 1)  # a cell for the sign that there are more
    beside = room - sum(found[:frozen]) - gap * frozen - max(found[frozen:])
    for wanted in ([max(needs[i].full - found[i], 0) for i in there], [left * columns[i].grows for i in there]):
        for i, more in zip(there, wanted, strict=True):
            if columns[i].id in chosen:
                continue
            given = max(min(more, left, beside if i < frozen else left), 0)
            found[i] += given
            left -= given
            beside -= given if i < frozen else 0
    return found


def first_for(widths: Sequence[int], frozen: int, first: int, column: int, room: int, gap: int = 2) -> int:
    """The first scrolled column so that `column` is seen whole, changed as little as possible."""
    if column < frozen:
        return first
    if column < first:
        return column
    left = room - sum(widths[i] + gap for i in range(min(frozen, len(widths))))
    starts = [0]
    for i in range(max(first, frozen), column + 1):
        starts.append(starts[-1] + widths[i] + gap)
    over = starts[-1] - gap - left
    if over <= 0:
        return first
    # Give up columns on the left until what is over has gone.
    return min(max(first, frozen) + bisect_right(starts, over - 1), column)
