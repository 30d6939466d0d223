"""Place × year of one indicator: a value each, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from mubiao.columns import schema
from mubiao.columns import table as declared
from mubiao.model import FilterError
from mubiao.panels.eras import then
from mubiao.panels.provenance import behind, stretched
from mubiao.predicates import annual
from mubiao.targets.candidates import reports
from mubiao.targets.pairing import reported_years
from mubiao.targets.places import changed, table

Frame = pl.LazyFrame | pl.DataFrame

LEVELS = ("country", "province", "prefecture", "county", "all")
"""Which places a panel is of; `all` are all four."""

STATUSES = ("number", "in words", "not stated", "no report", "not there")
"""What there is of a target: a number, words, nothing in a report that is at hand, no report; no such place yet."""

WITH = ("quote", "document", "date", "url", "codes", "words")
"""What can stand beside a value: where it comes from, the code of that year, the words of the target."""

OUTSIDE = ("71", "81", "82")
"""What the codes of the provinces whose governments give no such reports begin with."""

SCHEMA: dict[str, pl.DataType] = schema("panel")
"""Column → type: the stable columns of a row, then those of where the values come from."""

COLUMNS = declared("panel").columns

KEY = ("region_code", "year")


@dataclass(frozen=True)
class Panel:
    """A panel, and what is to be said of it."""

    rows: pl.DataFrame
    """SCHEMA, by code and year; the key (region_code, year) is unique."""
    doubled: pl.DataFrame
    """The rows of `targets` that had another one of the same place and year, and were not taken."""
    chosen: dict[str, str | None] = field(default_factory=dict)
    """`unit` and `scope` of the series that was taken."""

    @property
    def closing(self) -> str:
        """What is there, what is missing and why, in a line."""
        rows = self.rows
        counts = {name: rows.filter(pl.col("status") == name).height for name in STATUSES}
        years = (
            "–".join(str(year) for year in sorted({*rows["year"]})[:: max(rows["year"].n_unique() - 1, 1)])
            or "no years"
        )
        told = ", ".join(f"{counts[name]:,} {name}" for name in STATUSES if counts[name])
        outcomes = rows["outcome"].count()
        return (
            f"{rows.height:,} cells of {rows['region_code'].n_unique():,} places, {years}: targets {told or 'none'}; "
            f"outcomes {outcomes:,} known, {rows.height - outcomes:,} not"
        )


def panel(
    targets: Frame,
    documents: Frame,
    indicator: str,
    measure: str = "growth",
    *,
    level: str = "province",
    places: Sequence[str] | None = None,
    years: tuple[int | None, int | None] = (None, None),
    balanced: str | None = None,
    unit: str | None = None,
    scope: str | None = None,
    facts: Frame | None = None,
) -> Panel:
    """Place × year of one indicator, each a row of SCHEMA with a target and an outcome, or the reason why not.

    targets: rows of `mubiao.targets`. documents: model.DOCUMENT_COLUMNS. indicator, measure: ids. level: one of LEVELS;
    of provinces all are rows, of others those with a report or a value. places: region codes, only these and whatever
    their level is of `level`. years: first and last, both included; None: as far as there are reports.
    balanced: `target`, `outcome` or `both`: only the places that have it in every year. unit, scope: which series,
    where an indicator has several in one place and year; else the one with the most rows, and the others are
    `doubled`. facts: those of the store, for `stretch` and where the values come from; without them these are null.

    Values are raw, per cent for growth and shares. FilterError: an unknown level, years turned round, an indicator of
    which no place has anything.

    Example: `mubiao.panel(store.targets(), store.documents(), "gdp", facts=store.facts()).rows`
    """
    first, last = years
    if level not in LEVELS:
        raise FilterError(f"no such level: {level}; the levels are {', '.join(LEVELS)}")
    if first is not None and last is not None and first > last:
        raise FilterError(f"the years are turned round: {first} to {last}")
    if balanced not in (None, "target", "outcome", "both"):
        raise FilterError(f"no such balance: {balanced}; it is target, outcome or both")
    listed = documents.lazy().collect()
    found = (
        targets.lazy()
        .filter(pl.col("indicator") == indicator, pl.col("measure") == measure)
        .collect()
        .filter(annual(), pl.col("basis").is_null(), pl.col("region_code").is_not_null())
    )
    if not found.height:
        raise FilterError(f"no place has {indicator} ({measure}) in any year")
    taken, doubled, chosen = _one_series(found, unit, scope)
    cells = _grid(taken, listed, level, places, years)
    rows = _filled(cells, taken, listed, indicator, measure)
    if balanced:
        rows = _balanced(rows, balanced)
    rows = behind(stretched(rows, facts), facts, listed)
    rows = rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort(KEY)
    assert not rows.select(KEY).is_duplicated().any(), "a place and year twice in a panel"
    mine = doubled.join(rows.select(KEY), on=KEY, how="semi")
    return Panel(rows, mine, chosen)


def flat(targets: Frame) -> pl.DataFrame:
    """The rows of years of every indicator, as a panel has them but for `stretch`: what there is, no empty cells.

    Without a choice of series: the key is region_code, year, indicator, measure, unit and scope.
    """
    from mubiao.panels.summary import level_of

    rows = targets.lazy().filter(annual(), pl.col("basis").is_null()).collect()
    when = rows.select("region_code", "year").unique()
    eras = [(None, None, True) if code is None else then(code, year) for code, year in when.iter_rows()]
    when = when.with_columns(
        code_then=pl.Series([era[0] for era in eras], dtype=pl.String),
        name_then=pl.Series([era[1] for era in eras], dtype=pl.String),
    )
    words = pl.when(pl.col("target_words").is_not_null()).then(pl.lit("in words")).otherwise(pl.col("verdict"))
    status = pl.when(pl.col("target").is_not_null()).then(pl.lit("number")).otherwise(words)
    rows = rows.join(when, on=["region_code", "year"], how="left", nulls_equal=True).with_columns(
        level=level_of(rows["region_code"]), status=status, stretch=pl.lit(None, pl.Float64)
    )
    return rows.select(pl.col(name).cast(SCHEMA[name]) for name in COLUMNS)


def _one_series(
    rows: pl.DataFrame, unit: str | None, scope: str | None
) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, str | None]]:
    """The rows of one series, those that it leaves out, and its unit and scope."""
    for name, wanted in (("unit", unit), ("scope", scope)):
        if wanted is not None:
            known = rows[name].drop_nulls().unique().sort().to_list()
            if wanted not in known:
                raise FilterError(f"no such {name}: {wanted}" + (f"; there are {', '.join(known)}" if known else ""))
            rows = rows.filter(pl.col(name) == wanted)
    counted = rows.group_by("unit", "scope").len().sort(["len", "unit", "scope"], descending=[True, False, False])
    order = counted.select("unit", "scope").with_row_index("_rank")
    ranked = rows.join(order, on=["unit", "scope"], how="left", nulls_equal=True)
    ranked = ranked.sort("region_code", "year", "_rank")
    first = ranked.unique(list(KEY), keep="first", maintain_order=True)
    others = ranked.join(first.select(*KEY, "_rank"), on=[*KEY, "_rank"], how="anti")
    head = order.row(0, named=True)
    return first.drop("_rank"), others.drop("_rank"), {"unit": head["unit"], "scope": head["scope"]}


def _grid(
    rows: pl.DataFrame,
    documents: pl.DataFrame,
    level: str,
    wanted: Sequence[str] | None,
    years: tuple[int | None, int | None],
) -> pl.DataFrame:
    """The places and years of the panel: KEY."""
    from mubiao.regions.table import places

    known = places()
    reported = reported_years(reports(documents)).filter(pl.col("place").is_not_null())
    spoken = {*rows["region_code"], *reported["place"]}
    levels = set(LEVELS[:-1]) if level == "all" else {level}
    if wanted is not None:
        today = changed(wanted)
        spoken &= {today.get(code, code) for code in wanted}
    codes = {code for code in spoken if code in known and str(known[code].level) in levels}
    if "province" in levels:
        provinces = {c for c, place in known.items() if str(place.level) == "province" and c[:2] not in OUTSIDE}
        if wanted is not None:
            provinces &= {today.get(code, code) for code in wanted}
        codes |= provinces
    there = reported.filter(pl.col("place").is_in(list(codes)))["year"]
    if not there.count():  # documents without a kind or a year
        there = rows.filter(pl.col("region_code").is_in(list(codes)))["year"]
    first, last = years
    begin = first if first is not None else there.min()
    end = last if last is not None else there.max()
    span = range(int(begin), int(end) + 1) if isinstance(begin, int) and isinstance(end, int) else range(0)
    return pl.DataFrame({"region_code": sorted(codes)}, schema={"region_code": pl.String}).join(
        pl.DataFrame({"year": span}, schema={"year": pl.Int32}), how="cross"
    )


def _filled(
    cells: pl.DataFrame, rows: pl.DataFrame, documents: pl.DataFrame, indicator: str, measure: str
) -> pl.DataFrame:
    """The cells with what is known of them, and the status of their target."""
    from mubiao.regions.table import places

    known = places()
    reported = reported_years(reports(documents)).select(region_code="place", year="year", _report=pl.lit(True))
    named = table(cells["region_code"].unique(maintain_order=True))
    levels = pl.Series([str(known[code].level) for code in named["region_code"]], dtype=pl.String)
    named = named.select("region_code", "parent_code", "parent", region="name").with_columns(level=levels)
    eras = [then(code, year) for code, year in cells.select(KEY).iter_rows()]
    cells = cells.with_columns(
        code_then=pl.Series([era.code for era in eras], dtype=pl.String),
        name_then=pl.Series([era.name for era in eras], dtype=pl.String),
        _there=pl.Series([era.there for era in eras], dtype=pl.Boolean),
    )
    values = rows.drop("region", "parent_code", "parent", "indicator", "measure")
    return (
        cells.join(named, on="region_code", how="left")
        .join(reported.unique(), on=KEY, how="left")
        .join(values, on=KEY, how="left")
        .with_columns(
            indicator=pl.lit(indicator),
            measure=pl.lit(measure),
            status=pl.when(pl.col("target").is_not_null())
            .then(pl.lit("number"))
            .when(pl.col("target_words").is_not_null())
            .then(pl.lit("in words"))
            .when(pl.col("_report"))
            .then(pl.lit("not stated"))
            .when("_there")
            .then(pl.lit("no report"))
            .otherwise(pl.lit("not there")),
        )
    )


def _balanced(rows: pl.DataFrame, what: str) -> pl.DataFrame:
    """The places that have the target, the outcome or both in every year."""
    names = ("target", "outcome") if what == "both" else (what,)
    complete = pl.all_horizontal(pl.col(name).is_not_null().all().over("region_code") for name in names)
    return rows.filter(complete)
