"""What a grid shows, without an interface: columns, rows, and where the rows come from.

A grid asks its model for the rows it can see. `ListModel` holds them all; `WindowModel` holds the order of the rows
and a few windows of them, and says which window it misses, so that ten million rows open like ten thousand.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from mubiao.filters.folding import folded


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column by id.

    width: cells beyond which its words are cut where room is short; its numbers never are. whole: nothing of it is cut,
    as a part of it would say something else (units, periods, verdicts). grows: it shares what is left of the line.
    """

    id: str
    label: str
    width: int = 10
    right: bool = False
    grows: bool = False
    whole: bool = False


class Span(NamedTuple):
    """A bar that begins anywhere, as parts of the column's width, and a line drawn through it."""

    begin: float
    end: float
    line: float | None = None


class GridCell(NamedTuple):
    """A piece of text and what it means (a role of look.py). `sort` is what the column sorts by.

    raw: what is copied of it, by name: the values behind the text, where the data of the row does not tell them.
    share: the cell is a bar, and this its part of the column's width, however wide that is in the end; or where it
    begins and ends.
    """

    text: str
    role: str = ""
    sort: Any = None
    raw: dict[str, Any] | None = None
    share: float | Span | None = None


class Row(NamedTuple):
    """A row: a key that stays when the order changes, a cell per column of the model, and what it stands for.

    same: how many of its first cells say what those of the row above say. They are seen in the first line, and under
    the cursor, and left blank elsewhere.
    """

    key: str
    cells: tuple[GridCell, ...]
    data: Any = None
    role: str = ""
    same: int = 0


class Model(Protocol):
    """What a grid needs to know."""

    columns: Sequence[GridColumn]

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def row(self, index: int) -> Row | None:
        """The row at a position, or None if it has not been fetched."""
        ...

    def missing(self, start: int, stop: int) -> tuple[int, int] | None:
        """The window to fetch so that these rows can be shown, or None if nothing is missing."""
        ...


class ListModel:
    """Rows that are all in memory."""

    def __init__(self, columns: Sequence[GridColumn], rows: Sequence[Row]) -> None:
        self.columns = columns
        self.rows = list(rows)

    def __len__(self) -> int:
        return len(self.rows)

    def row(self, index: int) -> Row | None:
        """The row at a position; None outside."""
        return self.rows[index] if 0 <= index < len(self.rows) else None

    def missing(self, start: int, stop: int) -> tuple[int, int] | None:
        """Never anything."""
        return None

    def position(self, key: str) -> int | None:
        """Where the row of a key stands."""
        return next((i for i, row in enumerate(self.rows) if row.key == key), None)

    def sorted(self, keys: Sequence[str]) -> ListModel:
        """In the order of column ids (`-` for descending); empty cells last, equal rows as they were."""
        ids = [column.id for column in self.columns]
        rows = list(self.rows)
        for key in reversed(keys):
            name = key.lstrip("-")
            if name not in ids:
                continue
            at = ids.index(name)
            known = [row for row in rows if value(row, at) is not None]
            known.sort(key=lambda row: rank(value(row, at)), reverse=key.startswith("-"))
            rows = known + [row for row in rows if value(row, at) is None]
        return ListModel(self.columns, rows)

    def counts(self, column: str) -> list[tuple[str, int]]:
        """How often each text of a column occurs, the most frequent first."""
        at = [c.id for c in self.columns].index(column)
        return Counter(row.cells[at].text for row in self.rows).most_common()

    def find(self, words: str, start: int, step: int) -> int | None:
        """The next row from `start` that holds the words in any cell, going round; None if none does."""
        wanted = folded(words)
        count = len(self.rows)
        for offset in range(count):
            index = (start + offset * step) % count
            if any(wanted in folded(cell.text) for cell in self.rows[index].cells):
                return index
        return None


def going_round(places: Sequence[int], start: int, step: int) -> int | None:
    """The next of these rows, in ascending order, from `start` in a direction; behind the last the first again."""
    if not places:
        return None
    if step > 0:
        return next((at for at in places if at >= start), places[0])
    return next((at for at in reversed(places) if at <= start), places[-1])


def value(row: Row, at: int) -> Any:
    """What a cell is sorted by: its sort value, else its text; None where it is empty."""
    cell = row.cells[at]
    if cell.sort is not None:
        return cell.sort
    return cell.text.strip() or None


def rank(value: Any) -> tuple[int, Any]:
    """Numbers before texts, so that a mixed column still has an order."""
    return (0, value) if isinstance(value, int | float) else (1, str(value))


Fetch = Callable[[int, int], Sequence[Row]]


class WindowModel:
    """Rows that are fetched by the window and forgotten again, oldest first.

    Windows are aligned to `size`, so that scrolling by a line seldom fetches; what the grid sees is asked for together
    with the window it moves towards.
    """

    def __init__(self, columns: Sequence[GridColumn], count: int, *, size: int = 128, keep: int = 24) -> None:
        self.columns = columns
        self.size = size
        self._count = count
        self._keep = keep
        self._windows: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    def row(self, index: int) -> Row | None:
        """The row at a position, or None if it has not been fetched."""
        window = self._windows.get(index // self.size)
        at = index % self.size
        return window[at] if window is not None and at < len(window) else None

    def missing(self, start: int, stop: int) -> tuple[int, int] | None:
        """The rows to fetch: whole windows that cover what is not there of [start, stop)."""
        start, stop = max(start, 0), min(stop, self._count)
        absent = [w for w in range(start // self.size, -(-stop // self.size)) if w not in self._windows]
        if not absent:
            return None
        return absent[0] * self.size, min((absent[-1] + 1) * self.size, self._count)

    def put(self, start: int, rows: Sequence[Row]) -> None:
        """Keep fetched rows; `start` is the begin of a window."""
        for offset in range(0, len(rows), self.size):
            number = (start + offset) // self.size
            self._windows[number] = rows[offset : offset + self.size]
            self._windows.move_to_end(number)
        while len(self._windows) > self._keep:
            self._windows.popitem(last=False)

    def replace_row(self, key: str, make: Callable[[Row], Row]) -> None:
        """Change a row that is held, wherever it is."""
        for number, window in self._windows.items():
            if any(row.key == key for row in window):
                self._windows[number] = [make(row) if row.key == key else row for row in window]

    def held(self) -> Iterator[Row]:
        """The rows that are held now."""
        for window in self._windows.values():
            yield from window


class MadeModel:
    """Rows that are made from data in memory when they are first seen; making a window takes a few milliseconds."""

    def __init__(self, columns: Sequence[GridColumn], count: int, make: Fetch, *, size: int = 64) -> None:
        self.columns = columns
        self._make = make
        self._held = WindowModel(columns, count, size=size)

    def __len__(self) -> int:
        return len(self._held)

    def row(self, index: int) -> Row | None:
        """The row at a position, made if need be; None outside."""
        if not 0 <= index < len(self):
            return None
        found = self._held.row(index)
        if found is None:
            start = index // self._held.size * self._held.size
            self._held.put(start, self._make(start, min(start + self._held.size, len(self))))
            found = self._held.row(index)
        return found

    def missing(self, start: int, stop: int) -> tuple[int, int] | None:
        """Never anything."""
        return None

    def made(self) -> Iterator[Row]:
        """Every row, made anew: may take a while, and can be done in a thread."""
        for start in range(0, len(self), 512):
            yield from self._make(start, min(start + 512, len(self)))
