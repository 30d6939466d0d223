"""`mubiao query`: facts, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao_tui.cli.command import command
from mubiao_tui.cli.database import database, fits
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.display.facts import SHOWN
from mubiao_tui.cli.options.filtering import facts, filter_options
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    from mubiao.filters import Filters


@command(
    "mubiao query --region 晋江市 --claim target --year 2024",
    "mubiao query --below --region 泉州 --indicator GDP --measure growth --columns region,year,value --sort year --csv",
    "mubiao query \"sector = 'education' AND value >= 10000\" --json",
    "mubiao query 高新 企业 --limit 5",
)
@filter_options
@output_options
@shared
def query(filters: Filters, output: Output) -> Exit:
    """Print facts, one a row.

    WHERE is a condition in SQL on the columns of a fact, or words to look for. It and the options narrow together;
    several values of one option (--year 2023 --year 2024, or 2023,2024) widen it.
    """
    store = database()
    # Read before anything is printed, unless it is too large: a pager must not keep the database from a writer.
    return output.write(LazyRows(facts(store, filters), small=fits(store)), shown=SHOWN, table="facts")
