"""Rows of places side by side: what all of them know first, what one knows alone behind a line that opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from mubiao.queries.comparisons.beside import LONE, Line, Stated, called
from mubiao_tui.app.drawing.figures import difference, figure, number
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import fit, one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row
from mubiao_tui.app.rows.places.region import thing

FOLD = "fold"
"""The key of the line that opens."""

PERCENT = ("%", "‰")

TIGHT = 9
"""Cells of a figure where many places stand in a narrow screen."""


def tight(places: int, cells: int) -> bool:
    """Whether so many places do not stand side by side in so many cells, with all that is said of them."""
    return cells < 40 + 20 * places


class Folded(ListModel):
    """Rows, a line, and behind it more rows if it is open. Sorted are both parts, and the line stays where it is."""

    def __init__(
        self, columns: Sequence[GridColumn], rows: Sequence[Row], fold: Row | None, more: Sequence[Row]
    ) -> None:
        super().__init__(columns, [*rows, *([fold] if fold is not None else []), *more])
        self._parts = rows, fold, more

    def sorted(self, keys: Sequence[str]) -> ListModel:
        """In the order of column ids, each part by itself."""
        rows, fold, more = self._parts
        first, last = (ListModel(self.columns, part).sorted(keys).rows for part in (rows, more))
        return Folded(self.columns, first, fold, last)


def split(found: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """What several places know, and what one knows alone; if nothing else is known, that is shown at once."""
    several = [line for line in found if line.known != LONE]
    alone = [line for line in found if line.known == LONE]
    return (several, alone) if several else (alone, [])


def seen(found: Sequence[Line], *, lone: bool) -> list[Line]:
    """The lines that are shown. lone: those of one place too."""
    several, alone = split(found)
    return [*several, *alone] if lone else several


class Drawn(NamedTuple):
    """How the lines are written. heads: code → what the place is called; silent: places without any document."""

    heads: dict[str, str]
    silent: set[str]
    names: Names
    look: Look
    tight: bool = False  # measures stand with the indicators, and figures of other years are told by the year alone


def model(
    found: Sequence[Line],
    places: Sequence[tuple[str, str]],
    silent: set[str],
    names: Names,
    look: Look,
    *,
    lone: bool,
    cells: int = 160,
) -> Folded:
    """The table. lone: the line is open. cells: how wide the screen is."""
    several, alone = split(found)
    heads = dict(zip((code for code, _ in places), called(places), strict=True))
    drawn = Drawn(heads, silent, names, look, tight(len(heads), cells))

    def rows(part: Sequence[Line]) -> list[Row]:
        return [row(line, drawn) for line in part]

    return Folded(columns(drawn), rows(several), _fold(len(alone), drawn, lone=lone), rows(alone * lone))


def columns(drawn: Drawn) -> tuple[GridColumn, ...]:
    """What is measured, the year that is compared, a column a place, the difference."""
    text, heads = drawn.names.strings.text, drawn.heads
    return (
        GridColumn("indicator", text("column.indicator"), 16 if drawn.tight else 18),
        *([] if drawn.tight else [GridColumn("measure", text("column.measure"), 10, whole=True)]),
        GridColumn("year", text("column.year"), 4, whole=True),
        *(GridColumn(code, one_line(name), TIGHT if drawn.tight else 14, right=True) for code, name in heads.items()),
        GridColumn("difference", text("beside.difference" if len(heads) == 2 else "beside.range"), 10, right=True),
    )


def _fold(count: int, drawn: Drawn, *, lone: bool) -> Row | None:
    if not count:
        return None
    sign = drawn.look.sign("open" if lone else "closed")
    said = f"{sign} {drawn.names.strings.text('beside.lone', count=f'{count:,}')}"
    blank = [GridCell("", raw={})] * (len(columns(drawn)) - 1)
    return Row(FOLD, (GridCell(said, "bold", raw={}), *blank), None)


def row(line: Line, drawn: Drawn) -> Row:
    """A line."""
    indicator, measure, unit, scope = line.key
    what, how = thing(indicator, measure, unit, scope, drawn.names)
    if drawn.tight:
        # Growth is what most rows are about; anything else says so in front, where it is not cut.
        sign = unit if measure == "level" and unit else drawn.names.word("measure", measure)
        label = what.text if measure == "growth" else f"{one_line(sign)} {what.text}"
        shown = [GridCell(label, raw={**(what.raw or {}), **(how.raw or {})})]
    else:
        shown = [what, how]
    year = GridCell(
        "" if line.year is None else str(line.year), "dim", line.year, {"year": line.year, "compared": line.kind}
    )
    first = next(iter(line.stated))
    data = {
        "indicator": indicator, "measure": measure, "unit": unit or None, "scope": scope or None,
        "region_code": first, "region": drawn.heads[first], "year": line.year, "period": str(line.year or ""),
        "line": line,
    }  # fmt: skip
    cells = [_place(line, code, drawn) for code in drawn.heads]
    return Row("/".join(line.key), (*shown, year, *cells, _difference(line, drawn)), data)


def _place(line: Line, code: str, drawn: Drawn) -> GridCell:
    one, name, look = line.stated.get(code), drawn.heads[code], drawn.look
    if one is None:
        none = look.sign("dot" if code in drawn.silent else "none")
        return GridCell(none, "none", raw={name: None, f"{name} year": None})
    raw: dict[str, Any] = {name: one.value, f"{name} year": one.year}
    if one.high is not None:
        raw[f"{name} high"] = one.high
    if one.year != line.year:
        year = f"'{one.year % 100:02d}"
        text = year if drawn.tight else f"{said(line, one, drawn.names, look)} {year}"
        return GridCell(text, "dim", one.value, raw)
    lead = look.sign("down" if line.lower_leads else "up") if code in line.leaders else ""
    text = lead + said(line, one, drawn.names, look)
    return GridCell(shorter(text) if drawn.tight else text, "bold" if lead else _role(line, one), one.value, raw)


def shorter(text: str) -> str:
    """A figure in fewer digits where it is long; as it is where that does not help."""
    found = fit(text, TIGHT).strip()
    return text if "#" in found or found.endswith("…") else found


def _role(line: Line, one: Stated) -> str:
    return one.claim if line.kind != "gap" else one.claim if one.claim in ("met", "missed", "about") else ""


def said(line: Line, one: Stated, names: Names, look: Look) -> str:
    """A figure: 6.5%e for an estimate, →≈6% for a target, −0.5 for a gap."""
    _, measure, unit, _ = line.key
    if line.kind == "gap":
        return signed(one.value, unit, names, look)
    shown = unit if unit in PERCENT else None
    text = figure(one.value, one.high, shown, one.qualifier, names.strings.language, look, measure=measure)
    return look.sign("target") + text if line.kind == "target" else text + "e" * (one.claim == "estimate")


def signed(value: float, unit: str, names: Names, look: Look) -> str:
    """A difference with its sign, as short as the figures that it is of."""
    if unit in PERCENT or abs(value) < 10_000:
        return difference(value, look)
    return ("+" if value > 0 else look.sign("minus")) + number(abs(value), names.strings.language)


def _difference(line: Line, drawn: Drawn) -> GridCell:
    value = line.difference
    leaders = [name for code, name in drawn.heads.items() if code in line.leaders]
    raw = {"difference": value, "leader": ",".join(leaders) or None}
    if value is None:
        return GridCell("", "none", raw=raw)
    text = signed(value, line.key[2], drawn.names, drawn.look)
    if line.places > 2:
        text = text.lstrip("+")
    if line.key[2] in PERCENT:
        text += drawn.names.strings.text(f"beside.{'points' if line.key[2] == '%' else 'per_mille'}")
    return GridCell(text, "", value, raw)


def told(line: Line, places: Sequence[tuple[str, str]], names: Names, look: Look) -> str:
    """A line in words: what is measured, and every figure with its year."""
    indicator, measure, unit, scope = line.key
    what = f"{names.scoped(indicator, scope)} {names.word('measure', measure)}"
    if unit and unit not in PERCENT:
        what += f" {one_line(unit)}"
    heads = dict(zip((code for code, _ in places), called(places), strict=True))
    known = [
        f"{one_line(name)} {said(line, line.stated[code], names, look)} {line.stated[code].year}"
        for code, name in heads.items()
        if code in line.stated
    ]
    return f"{what}: {', '.join(known)}"
