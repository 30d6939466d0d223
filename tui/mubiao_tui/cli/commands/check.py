"""`mubiao check`: does every fact still stand where it says?"""

from __future__ import annotations

from mubiao_tui.cli.command import command
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, plural, speaker
from mubiao_tui.cli.output import Output, output_options
from mubiao_tui.cli.results import Column, Kind, Rows
from mubiao_tui.cli.settings import shared

NAMES = ("problem", "document_id", "fact_id", "expected", "found")


@command("mubiao check")
@output_options
@shared
def check(output: Output) -> Exit:
    """Re-read every span against the text of its document, and every text against its document's id.

    Prints what does not hold, one problem a row, and ends with 3 if there is any.
    """
    from mubiao.check import Checked, problems

    checked = Checked()
    rows = [[getattr(problem, name) for name in NAMES] for problem in problems(database(), checked)]
    code = output.write(Rows([Column(name, Kind.TEXT) for name in NAMES], rows))
    unread = f", {checked.without_text:,} without their text" if checked.without_text else ""
    found = f"{plural(checked.facts, 'fact')} of {plural(checked.documents, 'document')} read{unread}"
    speaker.note(f"{found}; {plural(len(rows), 'problem')}")
    return Exit.DATABASE if rows else code
