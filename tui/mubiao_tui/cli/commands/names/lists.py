"""`mubiao sectors` and `mubiao indicators`: the names that facts are filed under. No database is opened."""

from __future__ import annotations

from mubiao import lexicon
from mubiao_tui.cli.command import command
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import Rows, declared


@command("mubiao sectors --markdown")
@output_options
@shared
def sectors(output: Output) -> Exit:
    """List the sectors and, below each, its subsectors."""
    columns = declared("sectors")
    rows: list[tuple[str | None, ...]] = []
    for sector in lexicon.sectors().values():
        rows.append((sector.sector, None, sector.zh, sector.en))
        below = (s for s in lexicon.subsectors().values() if s.sector == sector.sector)
        rows.extend((s.sector, s.subsector, s.zh, s.en) for s in below)
    return output.write(Rows(columns, rows), table="sectors")


@command("mubiao indicators --columns indicator,zh --limit 3 --tsv", "mubiao indicators --sort sector --lang zh")
@output_options
@shared
def indicators(output: Output) -> Exit:
    """List the indicators: their ids, names in both languages, sector and unit."""
    columns = declared("indicators")
    names: dict[str, list[str]] = {}
    for name, indicator in lexicon.indicator_names().items():
        names.setdefault(indicator, []).append(name)
    rows = [
        (i.indicator, i.zh, i.en, i.sector, i.unit or None, i.lower_is_better, i.headline, names.get(i.indicator, []))
        for i in lexicon.indicators().values()
    ]
    return output.write(Rows(columns, rows), shown=("indicator", "zh", "en", "sector", "unit"), table="indicators")
