"""A pledge below its table: its sentence, beside it the one that says what became of it, and its line of years."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from mubiao.passage import Passage
from mubiao.queries.pledges import Told
from mubiao_tui.app.drawing.bars import ruled, told_in
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Line, Piece, wide
from mubiao_tui.app.drawing.text import fit, one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.reader import below

BESIDE = 100
"""From this many cells on the two sentences stand beside each other."""

Years = Callable[[Told], Line]


def lines(found: Told, names: Names, look: Look, cells: int, height: int, years: Line) -> list[Line]:
    """At most `height` lines: what it is and its years, then both sentences beside or below each other."""
    text, pledge = names.strings.text, found.pledge
    head: list[Piece] = [Piece(f" {text('pledges.title')}", "bold"), *years, Piece(" ")]
    gap = pledge["years_later"] or 0
    if gap > 1:
        head.append(Piece(text("pledges.gap", years=gap) + " ", "estimate"))
    shown: list[Line] = [ruled(head, cells, look)]
    room = max(height - 1, 1)
    first = _side(_title(found.title, pledge["report_year"]), found.sentence, found.lit, text("pledges.no_text"), look)
    silent = text(f"pledges.said_{pledge['status'] or 'open'}")
    missing = text("pledges.no_text") if pledge["evidence_start"] is not None else silent
    second = _side(_title(found.later_title, pledge["later_year"]), found.later, found.later_lit, missing, look)
    if cells >= BESIDE:
        half = (cells - 3) // 2
        left, right = _broken(first, half, room), _broken(second, half, room)
        rule = look.sign("vertical")
        none: list[Piece] = []
        for a, b in zip_longest(left, right, fillvalue=none):
            shown.append([*a, Piece(" " * max(half - wide(a), 0)), Piece(f" {rule} ", "rule"), *b])
    else:
        top = max(room // 2, 1)
        shown += _broken(first, cells, top)
        shown += _broken(second, cells, max(room - len(shown) + 1, 1))
    return shown[:height]


def _title(title: str, year: int | None) -> str:
    return " · ".join(part for part in (str(year) if year else "", one_line(title)) if part)


def _side(title: str, found: Passage | None, lit: tuple[int, int], missing: str, look: Look) -> list[list[Piece]]:
    """The heading of a sentence, and the sentence with what is meant lit."""
    head = [Piece(title, "dim")] if title else []
    if found is None:
        return [head, [Piece(missing, "dim")]]
    return [head, below.lit(found.sentence, *lit, look)]


def _broken(side: list[list[Piece]], cells: int, room: int) -> list[list[Piece]]:
    """A heading and a sentence in so many lines; of a long sentence those around what is lit."""
    head, body = side
    titled = [[Piece(fit(piece.text, cells - 1).rstrip(), piece.role) for piece in head]] if head and room > 1 else []
    broken = told_in(body, cells - 1, 200, " ")
    return [*titled, *below.around_lit(broken, room - len(titled))]


class FatePanel(below.Below[Told]):
    """The two sentences of the pledge under the cursor."""

    DEFAULT_CSS = "FatePanel { height: 9; }"
    title = "pledges.title"

    def __init__(self, look: Look, names: Names, years: Years, *, id: str) -> None:
        super().__init__(look, names, id=id)
        self.years = years

    def told(self, found: Told, cells: int, height: int) -> list[Line]:
        """What was pledged, and what became of it."""
        return lines(found, self.names, self.look, cells, height, self.years(found))
