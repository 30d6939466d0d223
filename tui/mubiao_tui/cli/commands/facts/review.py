"""`mubiao review`: what people say of facts. Judgments are kept apart from the facts and survive a re-extraction."""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mubiao.model import FileError, InputError
from mubiao_tui.cli.command import Group, argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.options.corrections import corrections_given
from mubiao_tui.cli.options.ids import ids_known
from mubiao_tui.cli.options.output import Output, output_options, write_text
from mubiao_tui.cli.options.piped import piped_text
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import LazyRows
from mubiao_tui.terminal import clean, is_terminal

if TYPE_CHECKING:
    from mubiao.store import Store

reviewer_option = option("--as", "reviewer", metavar="NAME", help="Who judges; else $MUBIAO_REVIEWER, else your login.")

BY = ("rule", "sector", "subsector", "indicator", "measure", "claim", "qualifier", "document_id", "region")


@click.group(cls=Group, no_args_is_help=True)
@shared
def review() -> None:
    """Judge facts: accept, reject, correct, note; undo; list, export, import, agreement.

    FACT is an id, the beginning of one, or - for those on stdin, alone or in rows of any format. Nothing is
    overwritten: what is undone stays, marked, and a judgment finds its fact again when newer rules have moved it.
    """


def _reviewer(name: str | None) -> str | None:
    return name or os.environ.get("MUBIAO_REVIEWER")


def _fact(store: Store, given: str) -> str:
    """The one fact that is meant."""
    found = ids_known(store, (given,))
    if len(found) != 1:
        raise Failure(f"one fact at a time, not {len(found):,}", Exit.USAGE)
    return found[0]


def _marked(how: Literal["accepted", "rejected"], given: tuple[str, ...], reviewer: str | None) -> Exit:
    """Mark the facts that are meant, all of them or none."""
    store = database()
    found = ids_known(store, given)
    mark = store.reviews.accept if how == "accepted" else store.reviews.reject
    mark(*found, reviewer=_reviewer(reviewer))
    speaker.note(f"{how} {plural(len(found), 'fact')}")
    return Exit.OK


@command("mubiao query -i gdp | mubiao review accept -", name="accept")
@argument("fact", nargs=-1, required=True)
@reviewer_option
@shared
def accept(fact: tuple[str, ...], reviewer: str | None) -> Exit:
    """These facts are right as they stand. Unless every one is known, none is marked."""
    return _marked("accepted", fact, reviewer)


@command("mubiao query --search 学位 --limit 1 -c fact_id --no-header | mubiao review reject -", name="reject")
@argument("fact", nargs=-1, required=True)
@reviewer_option
@shared
def reject(fact: tuple[str, ...], reviewer: str | None) -> Exit:
    """These are no facts: they stay, marked, and count for no target."""
    return _marked("rejected", fact, reviewer)


@command(
    "mubiao review correct $(mubiao query -i gdp -n 1 -c fact_id --no-header -q) qualifier=about period=2024",
    name="correct",
)
@argument("fact")
@argument("change", nargs=-1, required=True, metavar="FIELD=VALUE…")
@reviewer_option
@shared
def correct(fact: str, change: tuple[str, ...], reviewer: str | None) -> Exit:
    """Give fields of a fact other values; FIELD= empties one. A period brings its dates along, a region its code.

    A value takes the old upper end away, unless high is given with it; a high below the value is refused. All of them
    are one judgment: one `undo` takes them back.
    """
    store = database()
    found = _fact(store, fact)
    changes = corrections_given(change)
    cleared = store.reviews.correct_fields(found, changes, reviewer=_reviewer(reviewer))
    speaker.note(f"corrected {', '.join(changes)} of {found}{'; its high was cleared' if cleared else ''}")
    return Exit.OK


@command(
    "mubiao review note $(mubiao query -i gdp --limit 1 -c fact_id --no-header --quiet) 'see the annex'",
    name="note",
)
@argument("fact")
@argument("text")
@reviewer_option
@shared
def note(fact: str, text: str, reviewer: str | None) -> Exit:
    """A remark on a fact, which changes nothing about it."""
    store = database()
    found = _fact(store, fact)
    store.reviews.note(found, text, reviewer=_reviewer(reviewer))
    speaker.note(f"noted on {found}")
    return Exit.OK


@command(
    "mubiao query -i gdp -n 2 -c fact_id --no-header -q | xargs mubiao review undo",
    name="undo",
)
@argument("fact", nargs=-1, required=True)
@shared
def undo(fact: tuple[str, ...]) -> Exit:
    """Take back the last judgment on each fact that still holds."""
    store = database()
    for found in ids_known(store, fact):
        action = store.reviews.undo(found)
        speaker.note(f"undid {action} of {found}" if action else f"nothing to undo on {found}")
    return Exit.OK


@command("mubiao review list --json", "mubiao review list --orphans", name="list")
@option("--orphans", is_flag=True, help="Only judgments that hold, of facts that are not there.")
@option("--fact", metavar="FACT", help="Only those on one fact.")
@output_options
@shared
def list_reviews(orphans: bool, fact: str | None, output: Output) -> Exit:
    """List every judgment in the order in which they were made, undone ones included."""
    reviews = database().reviews
    found = reviews.orphans() if orphans else reviews.of(fact) if fact else reviews.all()
    shown = ("review_id", "at", "reviewer", "action", "field", "value", "printed", "subject", "undone", "fact_id")
    return output.write(LazyRows(found.lazy()), shown=shown, table="reviews")


@command("mubiao review export > reviews.csv", name="export")
@argument("file", default="-", type=click.Path(path_type=Path))
@option("--force", is_flag=True, help="Replace a file that is there already; never a database.")
@shared
def export_reviews(file: Path, force: bool) -> Exit:
    """Write every judgment as CSV to FILE, or to stdout; `mubiao review import` reads it back.

    FILE takes its place when it is complete: a full disk leaves an earlier one as it was.
    """
    reviews = database().reviews
    if str(file) == "-":
        written = StringIO()
        count = reviews.export(written)
        # A note may hold whatever somebody typed or imported.
        text = written.getvalue()
        write_text([clean(text, multiline=True) if is_terminal(sys.stdout) else text])
    else:
        count = reviews.export(file, force=force)
    speaker.detail(plural(count, "judgment"))
    return Exit.OK


@command("mubiao review export | mubiao review import -", name="import")
@argument("file", type=click.Path(path_type=Path), reads=True)
@shared
def import_reviews(file: Path) -> Exit:
    """Take in a CSV file of judgments (- for stdin), of this or another database.

    Judgments that are here already are skipped; one that was undone there is undone here. Those of facts that have
    moved find them by their quote; those of documents that are not here wait for them, as orphans. A line that is not
    understood, or holds what `correct` or `note` would not take, is named; the others are taken, and the code is 4.
    """
    reviews = database().reviews
    refused = 0

    def refuse(line: int, reason: str) -> None:
        nonlocal refused
        refused += 1
        speaker.error(f"{file}: line {line}: {reason}")

    try:
        source = StringIO(piped_text(newline=""), newline="") if str(file) == "-" else file
        count = reviews.load(source, refused=refuse)
    except (OSError, FileError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        missing = isinstance(problem, FileNotFoundError)
        raise Failure(f"{file}: {'there is no such file' if missing else reason}", Exit.USAGE) from problem
    except InputError as problem:  # what was brought is wrong, not the database
        raise Failure(f"{file}: {problem}", Exit.USAGE) from problem
    except UnicodeDecodeError as problem:
        raise Failure(f"{file}: not a file of reviews: it is not UTF-8", Exit.USAGE) from problem
    left = f"; {plural(refused, 'line')} refused" if refused else ""
    speaker.note(f"{plural(count, 'new judgment')}{left}")
    return Exit.DOCUMENTS if refused else Exit.OK


@command(
    "mubiao review agreement",
    "mubiao review agreement --by sector --csv",
    name="agreement",
)
@option("--by", type=click.Choice(BY), default="rule", metavar="WHAT", help=f"{', '.join(BY)}.")
@output_options
@shared
def agreement(by: str, output: Output) -> Exit:
    """How often people agree with the extractor: accepted, corrected, rejected, and precision."""
    found: Any = database().reviews.agreement(by)
    return output.write(LazyRows(found.lazy()), table="agreement")


for subcommand in (accept, reject, correct, note, undo, list_reviews, export_reviews, import_reviews, agreement):
    review.add_command(subcommand)
