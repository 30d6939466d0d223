"""Rows of the list of documents, its columns, and how words are found in it. A frame in, rows out."""

from __future__ import annotations

from typing import Any

import polars as pl

from mubiao.filters.folding import pattern
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridCell, GridColumn, Row, going_round
from mubiao_tui.reasons import doubts

WIDTHS: dict[str, int] = {
    "title": 24,
    "region": 14,
    "year": 4,
    "facts": 5,
    "doubts": 14,
    "kind": 11,
    "reviewed": 5,
    "date": 10,
    "publisher": 18,
    "characters": 9,
    "name": 20,
    "url": 20,
}
"""The columns of the list and their widths."""

RIGHT = ("year", "facts", "reviewed", "characters")


BESIDE = 20
"""Cells of a title where the text stands beside the list: the kind of a document is seen there too."""


def columns(names: Names, *, beside: bool = False) -> tuple[GridColumn, ...]:
    """The columns of the list with their headings. beside: a text takes half of the room."""
    text, widths = names.strings.text, {**WIDTHS, "title": BESIDE} if beside else WIDTHS
    return tuple(
        GridColumn(
            name, text(f"column.{name}"), cells, right=name in RIGHT, grows=name == "title", whole=name == "date"
        )
        for name, cells in widths.items()
    )


def row(document: dict[str, Any], names: Names) -> Row:
    """A document as a row of the list."""
    share = document["reviewed"] / document["facts"] if document["facts"] else 0
    cells = (
        GridCell(one_line(document["title"]), "" if document["has_text"] else "dim"),
        GridCell(one_line(document["region"] or "")),
        GridCell(str(document["year"] or "")),
        GridCell(f"{document['facts']:,}"),
        GridCell(", ".join(names.word("doubt", why) for why, _ in doubts(document["doubts"])), "missed"),
        GridCell(names.word("kind", document["kind"])),
        GridCell(f"{share:.0%}", "accepted" if share else "dim", raw={"reviewed": document["reviewed"]}),
        GridCell(str(document["date"] or "")),
        GridCell(one_line(document["publisher"] or "")),
        GridCell(f"{document['characters']:,}"),
        GridCell(one_line(document["name"])),
        GridCell(one_line(document["url"] or ""), "dim"),
    )
    return Row(document["document_id"], cells, document)


def found_in(documents: pl.DataFrame, words: str, start: int, step: int) -> int | None:
    """The next row from `start` in a direction that holds the words, going round; None if none does."""
    wanted = pattern(words)
    hit = pl.lit(False)
    for name in ("title", "region", "publisher", "name"):
        hit = hit | pl.col(name).fill_null("").str.contains(wanted)
    places: list[int] = documents.select(hit.arg_true()).to_series().to_list()
    return going_round(places, start, step)
