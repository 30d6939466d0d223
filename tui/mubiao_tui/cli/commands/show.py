"""`mubiao show`: facts with the sentences that state them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from mubiao.passage import Passage, passage
from mubiao_tui.cli import facts as fact_columns
from mubiao_tui.cli.command import command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.explain import paragraph
from mubiao_tui.cli.output import Output, output_options, write_text
from mubiao_tui.cli.results import Column, Kind, Rows
from mubiao_tui.cli.settings import shared

if TYPE_CHECKING:
    from mubiao.store import Store

ADDED = ("review", "title", "publisher", "date", "before", "sentence", "after")


@command(
    "mubiao query --region 晋江市 --indicator gdp --claim target --columns fact_id --no-header | xargs mubiao show",
    "mubiao query --year 2024 --limit 2 -c fact_id --no-header | mubiao show - --context 0 --json",
)
@click.argument("fact", nargs=-1, required=True)
@option("--context", type=click.IntRange(0, 20), default=1, metavar="N", help="Sentences on either side; else 1.")
@output_options
@shared
def show(fact: tuple[str, ...], context: int, output: Output) -> Exit:
    """Show facts with their sentence, document and rules: by id, by the beginning of one, or ids on stdin (-).

    Text for people unless a format is named; as data, a row is the columns of a fact and
    review, title, publisher, date, before, sentence, after.
    """
    store = database()
    with store.reading():
        rows = [_row(store, found, context) for found in fact_columns.known(store, fact_columns.ids_given(fact))]
    if output.format is None:
        write_text(_texts(rows))
        return Exit.OK
    kinds = {"date": Kind.DATE, "before": Kind.LIST, "after": Kind.LIST}
    columns = (*fact_columns.COLUMNS, *(Column(name, kinds.get(name, Kind.TEXT)) for name in ADDED))
    values = [[row[column.name] for column in columns] for row in rows]
    return output.write(Rows(columns, values), shown=(*fact_columns.SHOWN, "sentence"))


def _row(store: Store, fact: dict[str, Any], context: int) -> dict[str, Any]:
    """The fact with its document and its words; without a text, sentence is None."""
    document = store.document(fact["document_id"]) or {}
    text = store.text(fact["document_id"])
    words = None if text is None else passage(text, fact["start"], fact["end"], context)
    return {
        **fact,
        "confidence": round(fact["confidence"], 6),  # stored in four bytes: more digits are noise
        "title": document.get("title"),
        "publisher": document.get("publisher"),
        "date": document.get("date"),
        "file": document.get("name"),
        "before": [] if words is None else list(words.before),
        "sentence": None if words is None else words.sentence,
        "after": [] if words is None else list(words.after),
        "lit": None if words is None else _lit(words, fact),
    }


def _lit(words: Passage, fact: dict[str, Any]) -> str:
    """The sentence with the quantity in brackets."""
    start, end = fact["start"] - words.start, fact["end"] - words.start
    return f"{words.sentence[:start]}[{words.sentence[start:end]}]{words.sentence[end:]}".strip()


def _texts(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for position, row in enumerate(rows):
        yield ("\n" if position else "") + paragraph(row, _evidence(row))


def _evidence(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    known = [row["title"], row["publisher"], str(row["date"]) if row["date"] else None]
    yield "document", ", ".join(part for part in known if part)
    if row["lit"] is None:
        yield "text", f"not in this database; `mubiao add {row['file']}` attaches it"
    else:
        yield from (("" if position else "before", words) for position, words in enumerate(row["before"]))
        yield "sentence", row["lit"]
        yield from (("" if position else "after", words) for position, words in enumerate(row["after"]))
    if row["review"]:
        yield "review", row["review"]
