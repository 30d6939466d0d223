"""`mubiao check`: does every fact still stand where it says?"""

from __future__ import annotations

from mubiao_tui.cli.command import command
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, plural, speaker
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import LazyRows


@command("mubiao check")
@output_options
@shared
def check(output: Output) -> Exit:
    """Read the whole database again, and every span of a fact or a target in words against its document.

    Prints what does not hold, one problem a row, and ends with 3 if there is any.
    """
    store = database()
    problems = store.check()
    output.write(LazyRows(problems.lazy()), table="check")
    documents = store.documents()
    unread = documents.height - int(documents["has_text"].sum())
    without = f" ({unread:,} without their text: their spans cannot be read)" if unread else ""
    facts = plural(int(documents["facts"].sum()), "fact")
    found = plural(problems.height, "problem")
    speaker.note(f"{plural(documents.height, 'document')}{without}, {facts}: {found}")
    return Exit.DATABASE if problems.height else Exit.OK
