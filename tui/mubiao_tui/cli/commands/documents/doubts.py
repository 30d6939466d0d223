"""`mubiao doubts`: what looks wrong in the database, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from mubiao.doubts import WHYS
from mubiao_tui.cli.command import command
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.options.filtering import BELOW, several
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output.results import LazyRows
from mubiao_tui.reasons import in_words, said

SHOWN = ("why", "region", "year", "indicator", "measure", "value", "unit", "expected", "reason", "title", "fact_id")


@command(
    "mubiao doubts --limit 5",
    "mubiao doubts --region 泉州 --below --why outlier,jump --csv",
    "mubiao doubts --why no-target,two-homes -c why,title,reason",
)
@several(["--region", "-r"], "PLACE", "places", "A name or a code.")
@BELOW
@several(["--year", "-y"], "YEARS", "", "2024, 2020..2024, 2020.. or ..2024.")
@several(["--why"], "ID", "whys", f"{', '.join(list(WHYS)[:-1])} or {list(WHYS)[-1]}.")
@output_options
@shared
def doubts(output: Output, region: Sequence[str], below: bool, year: Sequence[str], why: Sequence[str]) -> Exit:
    """List what looks wrong, a row a doubt, with why and with the facts behind it. Nothing is changed or left out.

    Of documents: place or year that are not sure, work reports without a target or of two places. Of facts: those far
    from the median of their place, indicator and measure (expected), far from the year before, outcomes that are a
    target of the same document, and figures of a part of a place. Rejected facts are in no row.
    """
    import polars as pl

    from mubiao.doubts import doubts as found
    from mubiao.filters import Filters
    from mubiao.filters.names import suggestion

    for name in why:
        if name not in WHYS:
            hint = suggestion(name, WHYS) or f"; it is one of {', '.join(WHYS)}"
            raise click.UsageError(f"no such doubt: {name}{hint}", click.get_current_context())
    asked: dict[str, Any] = {"regions": region, "years": year}
    filters = Filters(**asked, below=below)
    filters.expression(None)  # what cannot be read is said before a database is made
    store = database()
    frame = found(store.facts(), store.documents())
    rows = (in_words(frame, "reason", said, settings().language) if output.chosen() == "table" else frame).lazy()
    if not filters.empty:
        rows = rows.filter(filters.expression(store.place_names() if region else None))
    if why:
        rows = rows.filter(pl.col("why").is_in(list(why)))
    return output.write(LazyRows(rows), shown=SHOWN, table="doubts")
