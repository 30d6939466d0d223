"""`mubiao documents` and `mubiao remove`: what the database was filled with, and what people state of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mubiao_tui.cli.command import Listing, argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.options.corrections import corrections_given
from mubiao_tui.cli.options.filtering import BELOW, place_filters, several, typed_rows
from mubiao_tui.cli.options.ids import documents_given
from mubiao_tui.cli.options.output import Output, output_options, write_text
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    import polars as pl

    from mubiao.store import Store

SHOWN = ("document_id", "region", "year", "kind", "title", "facts", "has_text")


@click.group(
    cls=Listing,
    invoke_without_command=True,
    subcommand_metavar="[WHERE… | COMMAND [ARGS]…]",
    where=True,
    examples=(
        "mubiao documents",
        "mubiao documents --columns title,facts --sort -facts --limit 3",
        "mubiao documents \"kind = 'work_report' AND year >= 2020 AND sector = 'education'\" --limit 3",
        "mubiao documents --columns title,doubts \"doubts LIKE '%year-%'\"",
        "mubiao documents --region 泉州 --below --year 2020.. --kind work_report --search 工作报告",
    ),
)
@several(["--region", "-r"], "PLACE", "places", "A name or a code.")
@BELOW
@several(["--year", "-y"], "YEARS", "", "2024, 2020..2024, 2020.. or ..2024.")
@several(["--kind"], "KIND", "kinds", "work_report, communique, plan, explainer, news …")
@option(
    "--search",
    multiple=True,
    section="Filters",
    metavar="TEXT",
    help="Words in title, place, publisher, name or address, or for a year, a kind, a doubt.",
)
@option("--doubtful", is_flag=True, section="Filters", help="Only those of which something is not sure.")
@option("--explain", metavar="ID", help="How the place and the year of a document were read: text, or data.")
@output_options
@shared
@click.pass_context
def documents(context: click.Context, /, explain: str | None, output: Output, **options: Any) -> Exit:
    """List the documents by place, year and title; correct, undo and remove them.

    WHERE is a condition in SQL on the columns of a document, or words to look for. What only a fact tells (claim,
    sector, subject …) keeps the documents that have such a fact.

    `facts` counts the facts of each; `has_text` is false for a bundled document until its file is added. `doubts` says
    what of it is not sure: `mubiao documents correct` states it, and what is stated wins at every later reading.
    """
    if context.invoked_subcommand is not None:
        return Exit.OK
    filters = place_filters(options)
    typed = options["where"] or options["search"]
    asked = typed_rows(options["where"], options["search"], "documents") if typed else None
    store = database()
    if explain is not None:
        return _explain(store, explain, output)
    found = store.documents()
    if asked is not None:
        found = found.filter(*asked.rows)
    if filters is not None:
        found = found.filter(filters.expression(store.place_names() if options["region"] else None))
    found = _narrowed(found, options)
    if asked is not None and asked.facts is not None:
        found = _with_facts(store, found, asked.facts)
    shown = (*SHOWN, "doubts") if output.chosen() == "table" and found["doubts"].count() else SHOWN
    if missing := store.offered():
        speaker.note(f"{plural(missing, 'bundled document')} not in this database: mubiao add --bundled brings them")
    if output.chosen() == "table" and settings().language != "en":
        from mubiao_tui.reasons import doubts_said, in_words

        found = in_words(found, "doubts", doubts_said, settings().language)
    return output.write(LazyRows(found.lazy()), shown=shown, table="documents")


def _narrowed(found: pl.DataFrame, options: dict[str, Any]) -> pl.DataFrame:
    """The documents of some kinds, with a doubt."""
    if not (options["kind"] or options["doubtful"]):
        return found
    import polars as pl

    from mubiao.filters.names import suggestion
    from mubiao.model import KINDS

    for kind in options["kind"]:
        if kind not in KINDS:
            hint = suggestion(kind, KINDS) or f"; the kinds are {', '.join(KINDS)}"
            raise Failure(f"no such kind: {kind}{hint}", Exit.USAGE)
    if options["kind"]:
        found = found.filter(pl.col("kind").is_in(options["kind"]))
    if options["doubtful"]:
        found = found.filter(pl.col("doubts").is_not_null())
    return found


def _with_facts(store: Store, found: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """The documents that have a fact which meets a condition; `facts` counts all that each has."""
    from mubiao.queries.documents import counted
    from mubiao.queries.selection import Selection

    kept = counted(store, found, Selection(), wanted, needs_facts=True)
    return found.join(kept, on="document_id", how="semi", maintain_order="left")


def _explain(store: Store, wanted: str, output: Output) -> Exit:
    from mubiao_tui import frame

    document_id = _known(store, [wanted])[0][0]
    found = store.statements.frame(document_id)
    if found is None:
        raise Failure(f"{document_id} has no text here: mubiao add its file attaches it", Exit.USAGE)
    if output.format is None:
        from mubiao_tui.strings import Strings

        write_text(frame.told(document_id, found, Strings(settings().language)))
        return Exit.OK
    return output.write(frame.rows(document_id, found), table="frame")


def _known(store: Store, given: Any) -> list[tuple[str, str, int]]:
    """Id, title and number of facts of the documents that are meant; a Failure unless each of them is one."""
    import polars as pl

    listed = store.documents().select("document_id", "title", "facts")
    found: list[tuple[str, str, int]] = []
    for wanted in given:
        rows = listed.filter(pl.col("document_id").str.starts_with(wanted)).rows()
        if len(rows) != 1:
            what = "no such document" if not rows else f"{len(rows)} documents begin with that"
            raise Failure(f"{what}: {wanted} (mubiao documents lists them)", Exit.USAGE)
        found.append(rows[0])
    return list(dict.fromkeys(found))


@command(
    "mubiao documents correct $(mubiao documents -n 1 -c document_id --no-header -q) year=2021 region=泉州市",
    name="correct",
)
@argument("document")
@argument("change", nargs=-1, required=True, metavar="FIELD=VALUE…")
@option("--as", "reviewer", metavar="NAME", help="Who states it; else $MUBIAO_REVIEWER, else your login.")
@shared
def correct(document: str, change: tuple[str, ...], reviewer: str | None) -> Exit:
    """State what a document is: region, year, date, title, kind, publisher or url.

    It wins over what the document says, is kept with who and when, and holds at every later reading, also when the
    document is removed and added again. The facts are found anew in the text at once. Of a document without its text
    the row is mended, and what facts inherit from it: their place, and periods that their own words do not state.
    """
    from mubiao.documents.stated import Stated

    changes = corrections_given(change)
    Stated.of(changes)  # what cannot be is said before a database is made
    store = database()
    document_id, _, _ = _known(store, documents_given([document]))[0]
    _say(store, document_id, f"corrected {', '.join(changes)} of", store.statements.state(
        document_id, changes, reviewer=reviewer
    ))  # fmt: skip
    return Exit.OK


@command("mubiao documents undo $(mubiao documents -n 1 -c document_id --no-header -q)", name="undo")
@argument("document", nargs=-1, required=True)
@shared
def undo(document: tuple[str, ...]) -> Exit:
    """Take back what was stated last of each document; what was stated or read before holds again."""
    store = database()
    for document_id, _, _ in _known(store, documents_given(document)):
        undone = store.statements.undo(document_id)
        if undone is None:
            speaker.note(f"nothing to undo on {document_id}")
        else:
            _say(store, document_id, f"undid {', '.join(undone[0])} of", undone[1])
    return Exit.OK


def _say(store: Store, document_id: str, what: str, done: str) -> None:
    facts = (store.document(document_id) or {}).get("facts", 0)
    if done == "read again":
        speaker.note(f"{what} {document_id}: read again, {plural(facts, 'fact')}")
    else:
        rest = "its text is not here: places and periods that facts inherit are mended, what the text says is not"
        speaker.note(f"{what} {document_id}; {rest} ({plural(facts, 'fact')})")


@command("mubiao documents statements", "mubiao documents statements --json", name="statements")
@output_options
@shared
def statements(output: Output) -> Exit:
    """List all that people have stated of documents, in the order in which they did, what is undone included."""
    return output.write(LazyRows(database().statements.all().lazy()), table="statements")


@command("mubiao remove --dry-run $(mubiao documents --limit 1 --columns document_id --no-header --quiet)")
@argument("document", nargs=-1, required=True)
@option("--dry-run", is_flag=True, help="Say what would be removed, and leave it.")
@shared
def remove(document: tuple[str, ...], dry_run: bool) -> Exit:
    """Remove documents with their facts: by id, by the beginning of one, or those on stdin (-).

    On stdin ids may stand alone or in rows of any format. Reviews and statements are kept: they hold again when the
    document comes back. Nothing is removed unless every id is known.
    """
    store = database()
    for document_id, title, facts in _known(store, documents_given(document)):
        if not dry_run:
            store.remove(document_id)
        done = "would remove" if dry_run else "removed"
        speaker.note(f"{done} {document_id} {title} with {plural(facts, 'fact')}")
    return Exit.OK


for subcommand in (correct, undo, remove, statements):
    documents.add_command(subcommand)
