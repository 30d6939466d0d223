"""`mubiao show`: facts with the sentences that state them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from mubiao import lexicon
from mubiao.model import Document
from mubiao.passage import Passage, passage
from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.display import facts as fact_columns
from mubiao_tui.cli.display.explain import Teller
from mubiao_tui.cli.options.ids import facts_given
from mubiao_tui.cli.options.output import Output, output_options, write_text
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output.results import Rows, declared

if TYPE_CHECKING:
    from mubiao.extract.explain import Explanation
    from mubiao.store import Store

COMPARED = ("subject", "indicator", "measure", "value", "high", "unit", "qualifier", "claim", "period", "region")
"""Fields in which today's rules may differ from those that made a stored fact."""


@command(
    "mubiao query --region 晋江市 --indicator gdp --claim target --columns fact_id --no-header | xargs mubiao show",
    "mubiao query --year 2024 --limit 2 | mubiao show - --context 0 --json",
)
@argument("fact", nargs=-1, required=True)
@option("--context", type=click.IntRange(0, 20), default=1, metavar="N", help="Sentences on either side; else 1.")
@output_options
@shared
def show(fact: tuple[str, ...], context: int, output: Output) -> Exit:
    """Show facts with their sentence, document and rules: by id, by the beginning of one, or those on stdin (-).

    On stdin ids may stand alone or in rows of any format: `mubiao query … | mubiao show -`.

    The id of a target in words (`promise` in targets) shows that; it has no value. Text for people unless a format is
    named; as data, a row is the columns of a fact and
    review, title, publisher, date, before, sentence, after, explanation (null where the text is not there).
    """
    store = database()
    with store.reading():
        told = _Told(store)
        found = fact_columns.known(store, facts_given(fact), words=True)
        rows = [_row(store, told, one, context) for one in found]
    if output.format is None:
        write_text(_texts(rows))
        return Exit.OK
    columns = (*fact_columns.columns(), *declared("show"))
    values = [[row[column.name] for column in columns] for row in rows]
    return output.write(Rows(columns, values), shown=(*fact_columns.SHOWN, "sentence"), table="facts")


class _Told:
    """The explanations of the facts of a document, made once however many of them are shown."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, dict[str, Explanation]] = {}

    def of(self, fact: dict[str, Any], document: dict[str, Any], text: str) -> Explanation:
        """How today's rules came to the fact, or why they would not make it any more."""
        from mubiao.extract.explain import explain, explanations

        key = fact["document_id"]
        publisher, date, year, region, code = (
            document.get(name) for name in ("publisher", "date", "year", "region", "region_code")
        )
        name, title, kind = (document.get(name) or "" for name in ("name", "title", "kind"))
        whole = Document(key, name, text, title, kind, publisher, date, year, region, code)
        if key not in self._known:
            self._known[key] = {one.fact.fact_id: one for one in explanations(whole) if one.fact}
        return self._known[key].get(fact["fact_id"]) or explain(whole, fact["start"], fact["end"])


def _row(store: Store, told: _Told, fact: dict[str, Any], context: int) -> dict[str, Any]:
    """The fact with its document and its words; without a text, sentence is None."""
    document = store.document(fact["document_id"]) or {}
    text = store.text(fact["document_id"])
    explained = None if text is None or fact["value"] is None else told.of(fact, document, text)
    words = None if text is None else passage(text, fact["start"], fact["end"], context)
    return {
        **fact,
        # Stored in four bytes: more digits are noise.
        "confidence": None if fact["confidence"] is None else round(fact["confidence"], 6),
        "title": document.get("title"),
        "publisher": document.get("publisher"),
        "date": document.get("date"),
        "file": document.get("name"),
        "before": [] if words is None else list(words.before),
        "sentence": None if words is None else words.sentence,
        "after": [] if words is None else list(words.after),
        "lit": None if words is None else _lit(words, fact),
        "explained": explained,
        "explanation": explained and explained.json(),
    }


def _lit(words: Passage, fact: dict[str, Any]) -> str:
    """The sentence with the quantity in brackets."""
    start, end = fact["start"] - words.start, fact["end"] - words.start
    return f"{words.sentence[:start]}[{words.sentence[start:end]}]{words.sentence[end:]}".strip()


def _texts(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    teller = Teller(settings().language)
    for position, row in enumerate(rows):
        told = row["explained"]
        yield ("\n" if position else "") + teller.paragraph(row, _evidence(row, teller), told and told.steps)


def _evidence(row: dict[str, Any], teller: Teller) -> Iterator[tuple[str, str]]:
    known = [row["title"], row["publisher"], str(row["date"]) if row["date"] else None]
    yield "document", ", ".join(part for part in known if part)
    if row["lit"] is None:
        yield "text", teller.word("not in this database; `mubiao add {file}` attaches it").format(file=row["file"])
    else:
        yield from (("" if position else "before", words) for position, words in enumerate(row["before"]))
        yield "sentence", row["lit"]
        yield from (("" if position else "after", words) for position, words in enumerate(row["after"]))
    if row["review"]:
        yield "review", row["review"]
    if row["explained"] and (otherwise := _otherwise(row, row["explained"])):
        yield "now", f"{teller.word('read otherwise by the rules of today: ')}{otherwise}"


def _otherwise(row: dict[str, Any], told: Explanation) -> str:
    """What today's rules say otherwise than those that made the stored fact; corrections of people do not count."""
    if row["review"] == "corrected":
        return ""
    if told.fact is None:
        return lexicon.rules()[told.steps[0].rule].en
    now = {name: getattr(told.fact, name) for name in COMPARED}
    return ", ".join(f"{name} {value}" for name, value in now.items() if value != row[name])
