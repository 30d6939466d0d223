"""`mubiao documents` and `mubiao remove`: what the database was filled with."""

from __future__ import annotations

from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.ids import documents_given
from mubiao_tui.cli.output import Output, output_options
from mubiao_tui.cli.results import Frame
from mubiao_tui.cli.settings import shared


@command("mubiao documents", "mubiao documents --columns title,facts --sort -facts --limit 3")
@output_options
@shared
def documents(output: Output) -> Exit:
    """List the documents by place, year and title.

    `facts` counts the facts of each; `has_text` is false for a bundled document until its file is added.
    """
    shown = ("document_id", "region", "year", "kind", "title", "facts", "has_text")
    return output.write(Frame(database().documents().lazy()), shown=shown, table="documents")


@command("mubiao remove --dry-run $(mubiao documents --limit 1 --columns document_id --no-header --quiet)")
@argument("document", nargs=-1, required=True)
@option("--dry-run", is_flag=True, help="Say what would be removed, and leave it.")
@shared
def remove(document: tuple[str, ...], dry_run: bool) -> Exit:
    """Remove documents with their facts: by id, by the beginning of one, or those on stdin (-).

    On stdin ids may stand alone or in rows of any format. Reviews are kept: they hold again when the document comes
    back. Nothing is removed unless every id is known.
    """
    import polars as pl

    store = database()
    listed = store.documents().select("document_id", "title", "facts")
    found: list[tuple[str, str, int]] = []
    for wanted in documents_given(document):
        rows = (
            listed.filter(pl.col("document_id").str.starts_with(wanted)).select("document_id", "title", "facts").rows()
        )
        if len(rows) != 1:
            what = "no such document" if not rows else f"{len(rows)} documents begin with that"
            raise Failure(f"{what}: {wanted} (mubiao documents lists them)", Exit.USAGE)
        found.append(rows[0])
    for document_id, title, facts in dict.fromkeys(found):
        if not dry_run:
            store.remove(document_id)
        done = "would remove" if dry_run else "removed"
        speaker.note(f"{done} {document_id} {title} with {plural(facts, 'fact')}")
    return Exit.OK
