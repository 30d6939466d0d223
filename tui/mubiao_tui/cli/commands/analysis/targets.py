"""`mubiao targets`: what was promised, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mubiao_tui.cli.command import Number, argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.options.filtering import BELOW, SEARCH, several, typed_rows
from mubiao_tui.cli.options.output import Output, output_options, write_text
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    import polars as pl

    from mubiao.filters import Filters
    from mubiao.store import Store

SHOWN = (
    *("region", "indicator", "measure", "period", "basis", "scope", "previous", "target", "target_high"),
    *("target_words", "outcome", "unit", "gap", "verdict"),
)
RARE = ("basis", "scope", "target_high")
"""Columns that a table has only where a row has something in them."""
WHICH = ("period", "basis", "scope", "unit")
"""What tells rows of the same place, indicator, measure and year apart."""
PARENT = ("parent", "parent_target", "amplification", "parent_outcome", "outcome_lead")
PROVENANCE = {
    "quote": ("target_quote", "outcome_quote"),
    "document": ("target_document", "target_title", "outcome_document", "outcome_title"),
    "date": ("target_date", "outcome_date"),
    "url": ("target_url", "outcome_url"),
}
"""Word of --with → its columns."""
VERDICTS = ("met", "missed", "about", "open", "no outcome", "not stated", "no report")


@command(
    "mubiao targets --region 晋江市 --indicator gdp",
    "mubiao targets --region 泉州 --below --headline --verdict missed,about --csv",
    "mubiao targets \"verdict = 'missed' AND year = 2023 AND gap < -1\" --sort gap",
    "mubiao targets --region 晋江市 --indicator gdp --measure growth --chart --parent",
    "mubiao targets --region 晋江市 --indicator gdp --measure growth --chart --siblings",
    "mubiao targets --headline --wide target --measure growth",
    "mubiao targets --coverage --since 2023 --indicator gdp",
)
@argument("where", nargs=-1)
@several(["--region", "-r"], "PLACE", "places", "A name or a code.")
@BELOW
@several(["--indicator", "-i"], "NAME", "indicators", "An id, or a name in either language.")
@several(["--sector"], "NAME", "sectors", "All indicators of that sector.")
@option("--headline", is_flag=True, section="Filters", help="Only the indicators of growth-target panels.")
@several(["--measure"], "KIND", "measures", "level, growth, change, share or rank.")
@several(["--year", "-y"], "YEARS", "", "2024, 2020..2024, 2020.. or ..2024.")
@option("--since", type=click.IntRange(1000, 9999), metavar="YEAR", section="Filters", help="From this year on.")
@several(["--verdict"], "WORD", "verdicts", f"{', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}.")
@SEARCH
@option("--annual", is_flag=True, section="Filters", help="Only rows of a year: no programmes, parts, averages.")
@option("--programmes", is_flag=True, section="Filters", help="Only programmes of several years, and averages.")
@option("--with", "beside", listed=True, metavar="A,B,…", help=f"Beside the values: {', '.join(PROVENANCE)}.")
@option("--tolerance", type=Number(0), default=0.5, metavar="POINTS", help="How far 左右 reaches; else 0.5.")
@option("--parent", is_flag=True, help="With the target and outcome of the place above.")
@option("--wide", metavar="COLUMN", help="A column per year, with target, outcome, gap, verdict or another column.")
@option("--conflicts", is_flag=True, help="Instead, the facts that disagree with the chosen ones.")
@option("--coverage", is_flag=True, help="Instead, which place, year and indicator has a report, a target, an outcome.")
@option("--chart", is_flag=True, help="Instead, a plot of every series, as text; targets of several years as steps.")
@option("--siblings", is_flag=True, help="With --chart: beside the median of the places beside it.")
@output_options
@shared
def targets(output: Output, tolerance: float, **options: Any) -> Exit:
    """Print targets held against outcomes: one row a place, indicator, measure and year.

    WHERE is a condition in SQL on the columns of a row, or words to look for in places, indicators and wording; a word
    for a verdict (missed, 未完成) means that verdict. What only a fact tells (subject, claim, sector …) keeps the rows
    that one of their facts meets. With --conflicts and --coverage it is about the columns printed there.

    The key of a row is region_code, indicator, measure, unit, scope, basis and period: several can be of one year.
    period_kind tells a year from a programme that ends in it (2021/2025) and from a part of one, basis a yearly
    average, and scope what is new (新增) from what there is. previous is the outcome of the year before, gap the
    outcome less the target. A target of 左右 is met within the tolerance, one of 以上 or 以内 by its bound; about: the
    wording does not decide. A target without a number (与经济增长同步) stands in target_words alone; `mubiao show`
    shows the id in its column promise.
    """
    from mubiao.targets import COLUMNS, wide
    from mubiao.targets import conflicts as disagreeing

    if options["annual"] and options["programmes"]:
        raise Failure("--annual and --programmes leave nothing", Exit.USAGE)
    more = [name for word in options["beside"] for name in _provenance(word)]
    modes = [name for name in ("wide", "conflicts", "coverage", "chart") if options[name]]
    if len(modes) > 1:
        raise Failure(f"--{modes[0]} and --{modes[1]} cannot be combined", Exit.USAGE)
    if options["siblings"] and not options["chart"]:
        raise Failure("--siblings goes with --chart", Exit.USAGE)
    _filters(options)  # what cannot be read is said before a database is made
    table = next((mode for mode in ("conflicts", "coverage") if options[mode]), "targets")
    asked = typed_rows(options["where"], options["search"], table)
    store = database()
    wanted = _condition(store, options)
    if options["conflicts"]:
        found = disagreeing(store.facts(), store.documents()).lazy().filter(wanted, *asked.rows)
        return output.write(LazyRows(found), table="conflicts")
    every = rows = store.targets(tolerance=tolerance)
    if options["coverage"]:
        return output.write(LazyRows(_coverage(store, rows, options).filter(*asked.rows)), table="coverage")
    rows = rows.filter(wanted, _judged(options), _of_kind(options), *asked.rows)
    if asked.facts is not None:
        from mubiao.queries.selection import Selection
        from mubiao.queries.targets import behind

        rows = rows.filter(behind(store, Selection(), asked.facts))
    if options["wide"]:
        return output.write(LazyRows(wide(rows, options["wide"]).lazy()), table="targets")
    if options["chart"]:
        return _charts(rows, every if options["siblings"] else None, options["parent"])
    more = [*(PARENT if options["parent"] else ()), *more]
    if options["beside"]:
        rows = _with_sources(store, rows)
    shown: tuple[str, ...] = (*SHOWN, *more)
    if output.chosen() == "table" and not output.columns:
        pairs = rows.collect()
        shown = tuple(name for name in shown if name not in RARE or pairs[name].count())
        rows = pairs.lazy()
    return output.write(LazyRows(rows), shown=shown, usual=(*COLUMNS, *more, *WHICH), table="targets")


def _charts(rows: pl.LazyFrame, every: pl.LazyFrame | None, parent: bool) -> Exit:
    """Print a plot of every series; `every` row, where the places beside one are wanted."""
    import polars as pl

    from mubiao_tui.cli.display.chart import charts, drawable

    found = rows.collect()
    # Only the pairs of what is plotted are made of the whole database.
    alike = (pl.col(name).is_in(found[name].unique().to_list()) for name in ("indicator", "measure"))
    beside = None if every is None else every.filter(*alike).collect()
    write_text(charts(found, parent=parent, every=beside, language=settings().language))
    if left := drawable(found)[1]:
        speaker.note(f"{plural(left, 'series has', 'series have')} figures of one year only, and no chart")
    return Exit.OK


def _provenance(word: str) -> tuple[str, ...]:
    from mubiao.filters.names import suggestion

    if word not in PROVENANCE:
        hint = suggestion(word, PROVENANCE) or f"; it is one of {', '.join(PROVENANCE)}"
        raise Failure(f"no such addition: {word}{hint}", Exit.USAGE)
    return PROVENANCE[word]


def _of_kind(options: dict[str, Any]) -> pl.Expr:
    """The condition of --annual or --programmes."""
    import polars as pl

    averages = pl.col("basis") == "average"
    if options["annual"]:
        return (pl.col("period_kind") == "year") & ~averages.fill_null(False)
    if options["programmes"]:
        return (pl.col("period_kind") == "programme") | averages.fill_null(False)
    return pl.lit(True)


def _with_sources(store: Store, rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with what their targets and outcomes were read from."""
    from mubiao.panels.provenance import behind

    with store.reading():
        return behind(rows.collect(), store.facts(), store.documents()).lazy()


def _condition(store: Store, options: dict[str, Any]) -> pl.Expr:
    """The filters that targets, conflicts and coverage share, on region_code, indicator, measure and year."""
    import polars as pl

    filters = _filters(options)
    known = store.place_names() if filters.regions else None
    wanted = filters.expression(known)
    chosen = _indicators(options)
    if chosen is not None:
        wanted = wanted & pl.col("indicator").is_in(chosen)
    if options["since"] is not None:
        wanted = wanted & (pl.col("year") >= options["since"])
    return wanted


def _filters(options: dict[str, Any]) -> Filters:
    from mubiao.filters import Filters

    names: dict[str, Any] = {
        "regions": options["region"],
        "measures": options["measure"],
        "years": options["year"],
    }
    return Filters(**names, below=options["below"])


def _indicators(options: dict[str, Any]) -> list[str] | None:
    """The indicators that --indicator, --sector and --headline leave; None for all."""
    from mubiao import lexicon
    from mubiao.filters import Filters

    names: dict[str, Any] = {"indicators": options["indicator"], "sectors": options["sector"]}
    exact = Filters(**names).resolved()
    if not (exact.indicators or exact.sectors or options["headline"]):
        return None
    chosen = list(lexicon.headline()) if options["headline"] else list(exact.indicators or lexicon.indicators())
    return [i for i in chosen if not exact.sectors or lexicon.indicators()[i].sector in exact.sectors]


def _judged(options: dict[str, Any]) -> pl.Expr:
    import polars as pl

    from mubiao.filters.names import suggestion

    words = options["verdict"]
    for word in words:
        if word not in VERDICTS:
            hint = suggestion(word, VERDICTS) or f"; the verdicts are {', '.join(VERDICTS)}"
            raise Failure(f"no such verdict: {word}{hint}", Exit.USAGE)
    return pl.col("verdict").is_in(words) if words else pl.lit(True)


def _coverage(store: Store, rows: pl.LazyFrame, options: dict[str, Any]) -> pl.LazyFrame:
    from mubiao.targets import coverage

    wanted = _condition(store, {**options, "indicator": (), "sector": (), "headline": False, "measure": ()})
    grid = coverage(rows, store.documents(), indicators=_indicators(options) or None)
    return grid.lazy().filter(wanted)
