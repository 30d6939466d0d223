"""`mubiao man`: the manual as a man page."""

from __future__ import annotations

from mubiao_tui.cli.command import command
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.options.output import write_text
from mubiao_tui.cli.settings import shared


@command("mubiao man > mubiao.1")
@shared
def man() -> Exit:
    """Print the manual as a man page: `mubiao man | man -l -` shows it."""
    from mubiao_tui.cli.manual import page

    write_text(page())
    return Exit.OK
