"""What the targets and outcomes of many places come to: by year, level, place above, wording or verdict."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from mubiao.columns import schema
from mubiao.model import FilterError
from mubiao.predicates import annual

Frame = pl.LazyFrame | pl.DataFrame

BY = ("year", "level", "parent", "wording", "verdict", "indicator", "measure")
"""By what rows of `targets` are told together; indicator and measure always are, since nothing else is of one unit."""

SCHEMA: dict[str, pl.DataType] = schema("stats")


def stats(
    rows: Frame,
    by: Sequence[str] = ("year",),
    *,
    weights: Frame | None = None,
) -> pl.DataFrame:
    """One row a group: SCHEMA, with the columns of `by` in front.

    rows: of `mubiao.targets`, or of a panel; only those of a year, no averages over several. by: of BY; `wording` is
    exact, about, over, range or words. weights: region_code, year, weight; without them every place counts alike.
    Values are those of `target` unless their names say otherwise, in the unit of the measure (growth in per cent);
    null where there is nothing to count. FilterError: no such grouping.

    Example: `mubiao.stats(store.targets().filter(pl.col("indicator") == "gdp"), ["year", "level"])`
    """
    for name in by:
        if name not in BY:
            raise FilterError(f"no such grouping: {name}; it is one of {', '.join(BY)}")
    frame = _shaped(rows, weights)
    keys = [*("indicator", "measure", "unit"), *(name for name in by if name not in ("indicator", "measure"))]
    told = frame.group_by(keys).agg(_counted(weighted=weights is not None)).sort(keys, nulls_last=True)
    absent = set(BY) - set(keys)
    return told.select(keys + [pl.col(n).cast(kind) for n, kind in SCHEMA.items() if n not in {*keys, *absent}])


def _shaped(rows: Frame, weights: Frame | None) -> pl.DataFrame:
    """The rows of a year with wording, level and weight."""
    frame = rows.lazy().collect()
    if "period" in frame.columns:
        frame = frame.filter(annual())
    if "basis" in frame.columns:
        frame = frame.filter(pl.col("basis").is_null())
    if "level" not in frame.columns:
        frame = frame.with_columns(level=level_of(frame["region_code"]))
    target, words = pl.col("target"), pl.col("target_words")
    wording = (
        pl.when(target.is_not_null() & pl.col("target_high").is_not_null())
        .then(pl.lit("range"))
        .when(target.is_not_null())
        .then(pl.col("target_qualifier"))
        .when(words.is_not_null())
        .then(pl.lit("words"))
    )
    # Of a range its lower end counts: it is what is promised.
    frame = frame.with_columns(wording=wording, _low=pl.min_horizontal("target", "target_high"))
    if weights is None:
        return frame.with_columns(_weight=pl.lit(None, pl.Float64))
    given = weights.lazy().select("region_code", pl.col("year").cast(pl.Int32), _weight="weight").collect()
    return frame.join(given, on=["region_code", "year"], how="left")


def level_of(codes: pl.Series) -> pl.Series:
    """country, province, prefecture, county, town or zone of each code; null of one that is not known."""
    from mubiao.regions import region

    known = {code: region(code) for code in codes.drop_nulls().unique()}
    levels = [None if code is None or known[code] is None else str(known[code].level) for code in codes]  # type: ignore[union-attr]
    return pl.Series("level", levels, dtype=pl.String)


def _counted(*, weighted: bool) -> list[pl.Expr]:
    target, outcome, gap = pl.col("_low"), pl.col("outcome"), pl.col("gap")
    wording, verdict = pl.col("wording"), pl.col("verdict")
    stated = wording.is_not_null().sum()
    judged = verdict.is_in(["met", "missed"]).sum()
    both = target.is_not_null() & pl.col("_weight").is_not_null()
    heavy = ((target * pl.col("_weight")).filter(both).sum() / pl.col("_weight").filter(both).sum()).fill_nan(None)
    return [
        target.count().alias("n"),
        target.mean().alias("mean"),
        (heavy if weighted else pl.lit(None, pl.Float64)).alias("weighted_mean"),
        target.std().alias("sd"),
        target.min().alias("min"),
        *(target.quantile(q / 100, "linear").alias(f"p{q}") for q in (10, 25, 50, 75, 90)),
        target.max().alias("max"),
        _gini(target.drop_nulls()).alias("gini"),
        *(_share((wording == word).sum(), stated).alias(f"share_{word}") for word in WORDINGS),
        outcome.count().alias("n_outcome"),
        outcome.mean().alias("mean_outcome"),
        outcome.std().alias("sd_outcome"),
        _share((verdict == "met").sum(), judged).alias("share_met"),
        gap.mean().alias("mean_gap"),
        pl.col("amplification").mean().alias("mean_amplification"),
        pl.col("revision").mean().alias("mean_revision"),
        (target - pl.col("previous")).mean().alias("mean_ratchet"),
    ]


WORDINGS = ("exact", "about", "over", "under", "range", "words")


def _share(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)


def _gini(values: pl.Expr) -> pl.Expr:
    """Half the mean difference of two, over the mean; null for less than two, or where a value is not positive."""
    n = values.len()
    place = pl.int_range(1, n + 1)
    gini = (2 * (place * values.sort()).sum() / (n * values.sum())) - (n + 1) / n
    return pl.when((n > 1) & (values.min() > 0)).then(gini)
