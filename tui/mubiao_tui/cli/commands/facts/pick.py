"""`mubiao pick`: the explorer on the terminal while stdin and stdout are pipes."""

from __future__ import annotations

import sys

from mubiao_tui.cli.command import command
from mubiao_tui.cli.database import database, named
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.display.facts import SHOWN
from mubiao_tui.cli.options.ids import facts_offered
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output.results import LazyRows
from mubiao_tui.terminal import is_terminal


@command("mubiao query --claim target --ndjson | mubiao pick --columns fact_id --no-header | xargs mubiao show")
@output_options
@shared
def pick(output: Output) -> Exit:
    """Choose facts in the explorer; the chosen ones go to stdout.

    It is drawn on the terminal by way of stderr, so stdin and stdout are free: where stdin is a pipe, only the facts
    whose ids stand in it, in whatever format, can be chosen from.
    """
    from mubiao_tui.app.start import run

    offered: list[str] = []
    if not is_terminal(sys.stdin):
        offered = facts_offered()
    code, chosen = run(named(), lang=settings().lang, pick=True, chosen=offered)
    if code:
        return Exit(code)
    import polars as pl

    order = pl.LazyFrame({"fact_id": chosen}, schema={"fact_id": pl.String})
    found = order.join(database().facts(), on="fact_id", how="inner", maintain_order="left")
    return output.write(LazyRows(found), shown=SHOWN, table="facts")
