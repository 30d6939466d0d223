"""`mubiao sql`: SQL of the user's own, which can read the database and nothing else."""

from __future__ import annotations

import os

import click

from mubiao.model import StoreError
from mubiao_tui.cli.command import Number, argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.options.piped import piped_text
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import LazyRows


@command(
    "mubiao sql 'SELECT sector, count(*) AS facts FROM facts GROUP BY sector ORDER BY facts DESC'",
    "mubiao sql 'SELECT year, avg(target) AS target FROM panel WHERE indicator = $$gdp$$ GROUP BY year ORDER BY year'",
    "echo 'SELECT region, max(value) AS fastest FROM facts WHERE indicator = $$gdp$$ GROUP BY region' | mubiao sql -",
)
@argument("query")
@option("--seconds", type=Number(0, min_open=True), default=60, metavar="N", help="Time it may take; else 60.")
@option("--megabytes", type=click.IntRange(1), default=2048, metavar="N", help="Memory it may take; else 2048.")
@output_options
@shared
def sql(query: str, seconds: float, megabytes: int, output: Output) -> Exit:
    """Run one SELECT of DuckDB's SQL on the tables of the database, or the one on stdin (-).

    Tables: facts (as extracted), promises (targets in words), pledges, pledge_links (what became of them; both in the
    view followed_pledges), documents, sections, regions, reviews; schema.sql says what they hold. targets has the rows
    of `mubiao targets`, and panel those of a year with level, code_then and name_then. Nothing can be written, and no
    file, network or setting is reached.
    """
    if query == "-":
        from mubiao.store.sql.allowlist import LONGEST

        query = piped_text(LONGEST)
    if not query.strip():
        raise Failure("no query to run", Exit.USAGE)
    store = database()
    try:
        found = store.sql(query, seconds=seconds, megabytes=megabytes, last=_end)
    except StoreError as problem:
        if store.path.name in str(problem):  # the file is the matter: in use, damaged
            raise
        raise Failure(str(problem), Exit.USAGE) from problem
    return output.write(LazyRows(found.lazy()))


def _end(problem: StoreError) -> None:
    """End the process in the midst of a query that does not listen; the database is attached read-only."""
    speaker.error(str(problem))
    os._exit(Exit.USAGE)
