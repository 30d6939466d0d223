"""What stands above and below a text: the section that is read, and the fact that is lit."""

from __future__ import annotations

from mubiao.queries.records import Evidence, Reading
from mubiao_tui.app.drawing.bars import ruled, spread
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.reader.evidence import paragraph, reading


def innermost(found: Reading, at: int) -> int:
    """The number of the innermost section at an offset; -1 if there is none."""
    inside = -1
    for n, section in enumerate(found.sections):  # outer before inner
        if section["start"] <= at < section["end"]:
            inside = n
    return inside


def section_line(found: Reading, at: int, names: Names, look: Look, cells: int) -> Line:
    """The heading of section number `at` (-1: none), how many facts it has, and how far into the document it is."""
    title = one_line(found.document["title"])
    right: list[Piece] = []
    if at >= 0:
        section = found.sections[at]
        title = one_line(section["heading"]) or title
        inside = sum(section["start"] <= f["start"] < section["end"] for f in found.facts)
        said = names.strings.text("documents.section", facts=inside, number=at + 1, count=len(found.sections))
        share = (at + 1) / len(found.sections)
        right = [Piece(f" {said} ", "dim"), Piece(look.bar(share, 6).ljust(6), "bar"), Piece(" ")]
    return spread([Piece(f" {title}", "title")], right, cells, look)


def fact_lines(found: Reading, n: int, names: Names, look: Look, cells: int) -> list[Line]:
    """Fact number `n` in words below its number, rules and confidence; how many there are where none is lit (-1)."""
    text = names.strings.text
    if n < 0:
        said = text("documents.facts", count=len(found.facts))
        return [ruled([Piece(f" {said} ", "dim")], cells, look)]
    fact = found.facts[n]
    said = text("documents.fact", number=n + 1, count=len(found.facts))
    rules = names.rules(fact["rule"])
    confidence = text("evidence.confidence", value=f"{fact['confidence']:.2f}")
    return [
        ruled([Piece(f" {said} ", "bold"), Piece(f"{confidence} · {rules} ", "dim")], cells, look),
        *paragraph(reading(Evidence(fact, found.document, None), names, look), cells),
    ]
