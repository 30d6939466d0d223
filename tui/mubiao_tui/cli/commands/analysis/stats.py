"""`mubiao stats` and `mubiao rank`: what targets and outcomes come to, and the order of places."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker
from mubiao_tui.cli.options.filtering import BELOW, several
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    import polars as pl

GROUPS = ("year", "level", "parent", "wording", "verdict")
LEVELS = ("country", "province", "prefecture", "county", "town", "zone")
SHOWN = (
    *("n", "mean", "sd", "p25", "p50", "p75", "gini", "share_about", "share_over", "share_range", "share_words"),
    *("share_met", "mean_gap", "mean_amplification", "mean_revision"),
)
VALUES = ("target", "outcome", "gap", "amplification", "revision")
BAR = 20


@command(
    "mubiao stats gdp --level province --by year --since 2020 --table",
    "mubiao stats gdp --by year,level --columns year,level,n,mean,mean_amplification,share_met",
)
@argument("indicator")
@argument("measure", required=False, default="growth")
@option("--by", listed=True, metavar="A,B,…", help=f"Groups: {', '.join(GROUPS)}; else year.")
@several(["--level"], "LEVEL", "", "Only places of that level: country, province, prefecture, county, town, zone.")
@several(["--region", "-r"], "PLACE", "places", "Only these places.")
@BELOW
@option("--since", type=click.IntRange(1000, 9999), metavar="YEAR", section="Filters", help="From this year on.")
@option("--until", type=click.IntRange(1000, 9999), metavar="YEAR", section="Filters", help="Up to this year.")
@option(
    "--weights",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="CSV with region_code, year and weight, for weighted_mean; without it every place counts alike.",
)
@output_options
@shared
def stats(
    output: Output, indicator: str, measure: str, by: Sequence[str], weights: Path | None, **options: Any
) -> Exit:
    """Print what the targets and outcomes of an indicator come to, a row a group.

    n counts targets with a number; mean, sd, quantiles and Gini are theirs, of a range its lower end. The shares are
    of all targets stated, words included; share_met of those met and missed. Amplification is the target less that of
    the place above, revision less that of the year before, ratchet less the outcome of the year before.
    """
    from mubiao.filters.names import suggestion
    from mubiao.panels import stats as made

    groups = tuple(by) or ("year",)
    for word in groups:
        if word not in GROUPS:
            hint = suggestion(word, GROUPS) or f"; it is one of {', '.join(GROUPS)}"
            raise Failure(f"no such grouping: {word}{hint}", Exit.USAGE)
    heavy = _weights(weights) if weights is not None else None
    rows = _rows(indicator, measure, options)
    found = made(rows, groups, weights=heavy)
    _nothing(found.height, indicator, measure, options)
    shown = (*groups, *SHOWN) if heavy is None else (*groups, "n", "weighted_mean", *SHOWN[1:])
    return output.write(LazyRows(found.lazy(), small=True), shown=shown, table="stats")


@command(
    "mubiao rank gdp --level province --year 2024 --value target --limit 5 --table",
    "mubiao rank gdp --level province --year 2024 --against 2015 --csv",
)
@argument("indicator")
@argument("measure", required=False, default="growth")
@option("--year", "-y", type=click.IntRange(1000, 9999), required=True, metavar="YEAR", help="The year of the order.")
@option("--against", type=click.IntRange(1000, 9999), metavar="YEAR", help="Another year: its order, and Kendall's τ.")
@option("--value", type=click.Choice(VALUES), default="outcome", metavar="COLUMN", help=f"{', '.join(VALUES)}.")
@several(["--level"], "LEVEL", "", "Only places of that level: country, province, prefecture, county, town, zone.")
@several(["--region", "-r"], "PLACE", "places", "Only these places.")
@BELOW
@option("--unit", metavar="UNIT", help="Of an indicator in several units this one.")
@option("--scope", metavar="SCOPE", help="Of several things under one indicator this one.")
@output_options
@shared
def rank(
    output: Output, indicator: str, measure: str, year: int, against: int | None, value: str, **options: Any
) -> Exit:
    """Print places in the order of an indicator, the largest first; as a table with bars.

    On stderr: Kendall's τ-b of the targets with the outcomes of the year, and with --against of the two years: 1 is
    the same order, 0 none in common, -1 the reverse.
    """
    import polars as pl

    from mubiao.panels import rank as made

    rows = _rows(indicator, measure, options).filter(pl.col("period_kind") == "year", pl.col("basis").is_null())
    frame = _one_series(_of_series(rows.collect(), options["unit"], options["scope"]))
    found = made(frame, value, year=year, against=against)
    _nothing(found.height, indicator, measure, {**options, "year": year})
    _told(frame, found, year, against)
    if output.chosen() != "table" or output.columns:
        return output.write(LazyRows(found.lazy(), small=True), table="ranking")
    shown = ["rank", "region", "value", *(["against", "against_rank", "rise"] if against else []), "bar"]
    return output.write(
        LazyRows(found.with_columns(bar=_bars(found["value"])).lazy(), small=True), shown=shown, table="ranking"
    )


def _rows(indicator: str, measure: str, options: dict[str, Any]) -> pl.LazyFrame:
    """The rows of targets that are meant."""
    import polars as pl

    from mubiao.filters import Filters
    from mubiao.filters.names import suggestion
    from mubiao.panels.summary import level_of

    since, until = options.get("since"), options.get("until")
    if since is not None and until is not None and since > until:
        raise Failure(f"the years are turned round: --since {since} --until {until}", Exit.USAGE)
    for level in options["level"]:
        if level not in LEVELS:
            hint = suggestion(level, LEVELS) or f"; the levels are {', '.join(LEVELS)}"
            raise Failure(f"no such level: {level}{hint}", Exit.USAGE)
    names: dict[str, Any] = {"indicators": [indicator], "measures": [measure], "regions": options["region"]}
    filters = Filters(**names, below=options["below"])
    filters.resolved()
    store = database()
    rows = store.targets().filter(filters.expression(store.place_names() if options["region"] else None))
    if since is not None:
        rows = rows.filter(pl.col("year") >= since)
    if until is not None:
        rows = rows.filter(pl.col("year") <= until)
    if not options["level"]:
        return rows
    frame = rows.collect().with_columns(level=pl.lit(None, pl.String))
    return (
        frame.with_columns(level=level_of(frame["region_code"])).filter(pl.col("level").is_in(options["level"])).lazy()
    )


def _of_series(rows: pl.DataFrame, unit: str | None, scope: str | None) -> pl.DataFrame:
    """The rows of a unit and a scope, where they are given; a Failure for one that there is not."""
    import polars as pl

    for name, wanted in (("unit", unit), ("scope", scope)):
        if wanted is None:
            continue
        known = rows[name].drop_nulls().unique().sort().to_list()
        if wanted not in known:
            listed = f"; there are {', '.join(known)}" if known else ""
            raise Failure(f"no such {name}: {wanted}{listed}", Exit.USAGE)
        rows = rows.filter(pl.col(name) == wanted)
    return rows


def _one_series(rows: pl.DataFrame) -> pl.DataFrame:
    """Of rows with several units or scopes those of the most common; the others are named."""
    series = rows.group_by("unit", "scope").len().sort(["len", "unit", "scope"], descending=[True, False, False])
    if series.height < 2:
        return rows
    head = series.row(0, named=True)
    others = ", ".join(
        sorted({str(v) for n in ("unit", "scope") for v in series[1:][n].drop_nulls()} - {str(head["unit"])})
    )
    speaker.note(f"left out: other series ({others})" if others else "left out: rows without a scope or unit")
    return rows.join(series.head(1).select("unit", "scope"), on=["unit", "scope"], how="semi", nulls_equal=True)


def _told(rows: pl.DataFrame, found: pl.DataFrame, year: int, against: int | None) -> None:
    """The correlations of orders, on stderr."""
    import polars as pl

    from mubiao.panels import kendall

    both = rows.filter(pl.col("year") == year, pl.col("target").is_not_null(), pl.col("outcome").is_not_null())
    told = [(f"targets and outcomes of {year}", both["target"].to_list(), both["outcome"].to_list())]
    if against is not None:
        pair = found.filter(pl.col("against").is_not_null())
        told.append((f"{year} and {against}", pair["value"].to_list(), pair["against"].to_list()))
    for what, one, other in told:
        tau = kendall(one, other)
        if tau is not None:
            speaker.note(f"Kendall's τ of {what}: {tau:.2f} ({len(one)} places)")


def _bars(values: pl.Series) -> pl.Series:
    """A bar for each value, the longest for the largest; nothing for what is below nothing."""
    import polars as pl

    most = max((float(v) for v in values.drop_nulls()), default=0.0)
    lengths = [round(BAR * max(float(v or 0), 0) / most) if most > 0 else 0 for v in values]
    return pl.Series("bar", ["█" * n for n in lengths])


def _weights(path: Path) -> pl.DataFrame:
    import polars as pl

    try:
        read = pl.read_csv(path, schema_overrides={"region_code": pl.String, "year": pl.Int32, "weight": pl.Float64})
        return read.select("region_code", "year", "weight")
    except OSError as problem:
        raise Failure(f"{path}: {problem.strerror or problem}", Exit.USAGE) from problem
    except pl.exceptions.PolarsError as problem:
        first = str(problem).splitlines()[0]
        raise Failure(f"{path}: not a CSV of region_code, year and weight: {first}", Exit.USAGE) from problem


def _nothing(rows: int, indicator: str, measure: str, options: dict[str, Any]) -> None:
    """Where nothing is told: a Failure if no place has the indicator at all, else a line."""
    if rows:
        return
    told = f"no place has {indicator} ({measure})"
    if not any(options.get(name) for name in ("level", "region", "since", "until", "year")):
        raise Failure(told, Exit.USAGE)
    speaker.note(f"{told} under these filters")
