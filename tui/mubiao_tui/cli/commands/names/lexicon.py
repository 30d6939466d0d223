"""`mubiao lexicon`: the words that documents are read with, built in and of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from mubiao_tui.cli.command import Group, argument, command
from mubiao_tui.cli.diagnostics import Exit, plural, speaker
from mubiao_tui.cli.settings import shared


@click.group(cls=Group, no_args_is_help=True)
@shared
def lexicon() -> None:
    """The tables of words that documents are read with: indicators, their names, units, zones and more."""


@command("mubiao lexicon check")
@argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@shared
def check(folder: Path | None) -> Exit:
    """Hold the tables in DIR against their formats and the built-in rows; without DIR, the built-in ones.

    Every problem is one line: the file, the line in it and what is wrong, ids that do not exist with what may have been
    meant. Ends with 2 if there is any. Nothing is changed.
    """
    from mubiao.lexicon.checking import built_in_problems, own_problems

    problems = built_in_problems() if folder is None else own_problems(folder)
    for problem in problems:
        speaker.error(problem)
    speaker.note(f"{folder or 'built-in tables'}: {plural(len(problems), 'problem')}")
    return Exit.USAGE if problems else Exit.OK


lexicon.add_command(check)
