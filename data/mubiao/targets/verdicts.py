"""What came of a target, judged by its wording.

The direction comes from the wording first, then from the indicator:
- over (以上, 不低于): met from the number upwards. Under (以内, 不超过): met from the number downwards. Of a negative
  number (a fall of 3 % 以上) the wording bounds the size of the fall, so both turn round.
- exact, a range, about: at least as good as the number, where good is higher, or lower for indicators whose polarity
  is lower (unemployment, prices, energy intensity) and for ranks. A range counts from its worse end: from the lower
  end upwards, or from the upper end downwards.
- about (左右): met also if the outcome misses the number by no more than the tolerance in percentage points; without
  a tolerance such a near miss is `about`. Amounts have no percentage points: a miss of up to 5 % is `about`.
An outcome that is itself only bounded (超6%) decides what its bound decides; where it cannot, the verdict is `about`.

What has no outcome is `open` until a report of the place is at hand that is later than the period: a report tells what
came of the year before it. From then on it is `no outcome`: the reports that are here do not tell.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from mubiao import lexicon
from mubiao.lexicon.active import per_lexicon

VERDICTS: tuple[str, ...] = ("met", "missed", "about", "open", "no outcome", "not stated", "no report")

NEAR = 0.05
"""An amount that misses a 左右 target by this share of it at most is `about`."""

_EQUAL = 1e-9


@per_lexicon()
def _lower_is_better() -> list[str]:
    return sorted(i.indicator for i in lexicon.indicators().values() if i.lower_is_better)


def lower_is_better() -> pl.Expr:
    """Whether less is better, of `indicator` and `measure`."""
    return pl.col("indicator").is_in(_lower_is_better()) | (pl.col("measure") == "rank")


def difference(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """one − other without the noise of binary fractions: 6.4 − 6.5 is −0.1."""
    return (one - other).round(9)


def judged(rows: pl.DataFrame, tolerance: float | None, reported: pl.Expr, later: pl.Expr) -> pl.DataFrame:
    """The rows with `gap` and `verdict`.

    gap: outcome − target, in the unit of both (percentage points for growth); of a range from the end that counts.
    verdict: one of VERDICTS. reported: whether the report of that place and year is at hand.
    later: whether one of the place is that could have told the outcome.
    """
    # Step by step, since each is needed several times. Ahead is how much better than the bound the outcome is.
    return (
        rows.with_columns(_downwards=_direction())
        .with_columns(_bound=_bound())
        .with_columns(gap=difference(pl.col("outcome"), pl.col("_bound")))
        .with_columns(
            _ahead=pl.when("_downwards").then(-pl.col("gap")).otherwise("gap"),
            _size=pl.col("_bound").abs(),
            _stated=pl.col("target").is_not_null() | pl.col("target_words").is_not_null(),
            _reported=reported,
            _later=later,
        )
        .with_columns(_reached=pl.col("_ahead") >= -_slack())
        .with_columns(verdict=_verdict(tolerance))
    )


def _direction() -> pl.Expr:
    """Whether the outcome has to stay below the target rather than reach it."""
    falling = pl.col("target") < 0
    return (
        pl.when(pl.col("target_qualifier") == "over")
        .then(falling)
        .when(pl.col("target_qualifier") == "under")
        .then(~falling)
        .otherwise(lower_is_better())
    )


def _bound() -> pl.Expr:
    """The number that decides: the target, or of a range the worse end; null without a target."""
    low, high = (f("target", "target_high") for f in (pl.min_horizontal, pl.max_horizontal))
    ends = pl.when(pl.col("_downwards") & pl.col("target_high").is_not_null()).then(high).otherwise(low)
    return pl.when(pl.col("target").is_not_null()).then(ends)


def _slack() -> pl.Expr:
    return _EQUAL * pl.max_horizontal(pl.lit(1.0), "_size")


@cache
def _verdict(tolerance: float | None) -> pl.Expr:
    reached, measure, ahead = pl.col("_reached"), pl.col("measure"), pl.col("_ahead")
    loose = pl.col("target_qualifier") == "about"
    in_points = (measure == "growth") | (measure == "share")
    near_points = in_points & (ahead >= -((0.5 if tolerance is None else tolerance) + _EQUAL))
    near_amount = ~in_points & (measure != "rank") & (ahead >= -NEAR * pl.col("_size") - _slack())
    # An outcome known only to lie above (or below) a number.
    over, under = (pl.col("outcome_qualifier") == word for word in ("over", "under"))
    undecided = (over | under) & (reached != pl.when("_downwards").then(under).otherwise(over))
    rounded = (pl.col("outcome_qualifier") == "about") & ~reached & (near_points | near_amount)
    numbers = (pl.lit(n, pl.UInt32) for n in range(len(VERDICTS)))
    met, missed, about, still_open, no_outcome, not_stated, no_report = numbers
    unjudged = (
        pl.when(pl.col("_stated") & pl.col("outcome").is_null())
        .then(pl.when("_later").then(no_outcome).otherwise(still_open))
        .when("_stated").then(about)
        .when("_reported").then(not_stated)
        .otherwise(no_report)
    )  # fmt: skip
    number = (
        pl.when(pl.col("gap").is_null()).then(unjudged)
        .when(undecided).then(about)
        .when(reached).then(met)
        .when(loose & near_points).then(about if tolerance is None else met)
        .when((loose & near_amount) | rounded).then(about)
        .otherwise(missed)
    )  # fmt: skip
    return pl.lit(pl.Series(VERDICTS)).gather(number)
