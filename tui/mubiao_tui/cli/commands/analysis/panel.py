"""`mubiao panel`: a panel that can be published, and its codebook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.options.filtering import BELOW, several
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output import formats
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    import polars as pl

    from mubiao.panels import Panel

SHOWN = ("region", "year", "status", "target", "target_high", "target_words", "outcome", "gap", "verdict")

PROVENANCE = {
    "quote": ("target_quote", "outcome_quote"),
    "document": ("target_document", "target_title", "outcome_document", "outcome_title"),
    "date": ("target_date", "outcome_date"),
    "url": ("target_url", "outcome_url"),
    "codes": ("region_code", "code_then", "name_then"),
    "words": ("target_words",),
}
"""Word of --with → its columns."""


@command(
    "mubiao panel gdp --level province --since 2020 --until 2023 --table",
    "mubiao panel gdp --level prefecture --region 福建 --below --with quote,url --codebook codebook.csv --force",
    "mubiao panel gdp --level province --since 2020 --balanced target --xlsx > panel.xlsx",
)
@argument("indicator")
@argument("measure", required=False, default="growth")
@option("--level", default="province", metavar="LEVEL", help="country, province, prefecture, county or all.")
@several(["--region", "-r"], "PLACE", "places", "Only these places.")
@BELOW
@option("--since", type=click.IntRange(1000, 9999), metavar="YEAR", section="Filters", help="From this year on.")
@option("--until", type=click.IntRange(1000, 9999), metavar="YEAR", section="Filters", help="Up to this year.")
@option("--balanced", metavar="WHAT", help="Only places with a target, an outcome or both in every year.")
@option("--with", "beside", listed=True, metavar="A,B,…", help=f"Beside the values: {', '.join(PROVENANCE)}.")
@option("--unit", metavar="UNIT", help="Which series, where there are several: 元, 美元 …")
@option("--scope", metavar="SCOPE", help="Which series, where there are several: 登记, 调查, 新增 …")
@option("--strict", is_flag=True, help="End with 2 where a place and year has several candidates.")
@option(
    "--codebook", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write what the columns are."
)
@option("--force", is_flag=True, help="Replace a codebook that is there.")
@output_options
@shared
def panel(output: Output, indicator: str, measure: str, **options: Any) -> Exit:
    """Print a panel of an indicator: one row a place and year, with a value or the reason why there is none.

    The key of a row is region_code and year. MEASURE is growth unless it says level, share, change or rank. status
    tells a target with a number from one in words, a report that states none (not stated), a missing report (no
    report) and a place that was not there yet. stretch is the higher target that the same document hopes for (力争),
    code_then and name_then are those of the year. The last line on stderr counts what is missing, and why.
    """
    from mubiao.filters import Filters
    from mubiao.panels import panel as made

    names: dict[str, Any] = {"indicators": [indicator], "measures": [measure], "regions": options["region"]}
    _known(options)
    Filters(**names).resolved()  # what cannot be read is said before a database is made
    store = database()
    exact = Filters(**names).resolved(store.place_names() if options["region"] else None)
    with store.reading():
        documents = store.documents()
        found = made(
            store.targets(),
            documents,
            exact.indicators[0],
            exact.measures[0],
            level=options["level"],
            places=_places(exact.regions, documents, options["below"]) if exact.regions else None,
            years=(options["since"], options["until"]),
            balanced=options["balanced"],
            unit=options["unit"],
            scope=options["scope"],
            facts=store.facts(),
        )
    _doubled(found, strict=options["strict"])
    more = [name for word in options["beside"] for name in PROVENANCE[word]]
    from mubiao.panels.grid import COLUMNS

    shown = list(dict.fromkeys([*SHOWN, *more]))
    usual = list(dict.fromkeys([*COLUMNS, *more]))
    if options["codebook"]:
        _codebook(found.rows.select(output.columns or usual), options["codebook"], force=options["force"])
    code = output.write(LazyRows(found.rows.lazy(), small=True), shown=shown, usual=usual, table="panel")
    speaker.note(found.closing)
    return code


def _known(options: dict[str, Any]) -> None:
    """A Failure for a word of --with, a level or a balance that is none, and for years turned round."""
    from mubiao.filters.names import suggestion
    from mubiao.panels import LEVELS

    balances = ("target", "outcome", "both")
    for what, given, known in (
        ("level", [options["level"]], LEVELS),
        ("balance", [options["balanced"]] if options["balanced"] else [], balances),
        ("addition", options["beside"], tuple(PROVENANCE)),
    ):
        for word in given:
            if word not in known:
                hint = suggestion(word, known) or f"; it is one of {', '.join(known)}"
                raise Failure(f"no such {what}: {word}{hint}", Exit.USAGE)
    since, until = options["since"], options["until"]
    if since is not None and until is not None and since > until:
        raise Failure(f"the years are turned round: --since {since} --until {until}", Exit.USAGE)


def _places(codes: Sequence[str], documents: pl.DataFrame, below: bool) -> list[str]:
    """The places meant: with --below all inside them too."""
    if not below:
        return list(codes)
    from mubiao.regions import is_inside
    from mubiao.regions.table import places

    return [code for code in places() if any(code == above or is_inside(code, above) for above in codes)]


def _doubled(found: Panel, *, strict: bool) -> None:
    """Say which places and years had several candidates; a Failure where they must not."""
    rows = found.doubled
    if not rows.height:
        return
    first = rows.row(0, named=True)
    left = {str(value) for name in ("unit", "scope") for value in rows[name].drop_nulls()} - {*found.chosen.values()}
    series = ", ".join(sorted(left)) or "those without a scope"
    taken = found.chosen["scope"] or (found.chosen["unit"] if left else None) or "the one without a scope"
    named = f"{first['region']} {first['year']}"
    count = plural(rows.select("region_code", "year").n_unique(), "place and year", "places and years")
    told = f"{count} with several candidates ({named} …): left out {series}, taken {taken}; --unit and --scope choose"
    if strict:
        raise Failure(told, Exit.USAGE)
    speaker.note(told)


def _codebook(rows: pl.DataFrame, path: Path, *, force: bool) -> None:
    """Write what the columns are: a Markdown table into a .md file, CSV into any other."""
    from mubiao.files import refuse, replacing
    from mubiao.panels import codebook
    from mubiao.store import default_path

    spare = (settings().db or default_path(),)
    refuse(path, force=force, spare=spare)
    result = LazyRows(codebook(rows).lazy(), small=True)
    write = formats.markdown if path.suffix == ".md" else formats.csv
    with (
        replacing(path, force=force, spare=spare) as fresh,
        fresh.open("w", encoding="utf-8", newline="") as file,
    ):
        file.writelines(write(result, formats.Style()))
