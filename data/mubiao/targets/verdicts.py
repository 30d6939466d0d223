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
"""

from __future__ import annotations

from functools import cache

import polars as pl

from mubiao import lexicon

NEAR = 0.05
"""An amount that misses a 左右 target by this share of it at most is `about`."""

_EQUAL = 1e-9


@cache
def _lower_is_better() -> list[str]:
    return sorted(i.indicator for i in lexicon.indicators().values() if i.lower_is_better)


def lower_is_better() -> pl.Expr:
    """Whether less is better, of `indicator` and `measure`."""
    return pl.col("indicator").is_in(_lower_is_better()) | (pl.col("measure") == "rank")


def gap() -> pl.Expr:
    """Outcome − target, in the unit of both (percentage points for growth); of a range from the end that counts."""
    return difference(pl.col("outcome"), bound())


def difference(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """one − other without the noise of binary fractions: 6.4 − 6.5 is −0.1."""
    return (one - other).round(9)


def bound() -> pl.Expr:
    """The number that decides: the target, or of a range the worse end."""
    downwards = pl.col("_downwards") & pl.col("target_high").is_not_null()
    return (
        pl.when(downwards)
        .then(pl.max_horizontal("target", "target_high"))
        .otherwise(pl.min_horizontal("target", "target_high"))
    )


def direction() -> pl.Expr:
    """Whether the outcome has to stay below the target rather than reach it."""
    falling = pl.col("target") < 0
    return (
        pl.when(pl.col("target_qualifier") == "over")
        .then(falling)
        .when(pl.col("target_qualifier") == "under")
        .then(~falling)
        .otherwise(lower_is_better())
    )


def verdict(tolerance: float | None) -> pl.Expr:
    """met, missed or about, of rows with a target and an outcome. Needs `_downwards` and `gap`."""
    # Ahead is how much better than the bound the outcome is, whichever way is better.
    ahead = pl.when(pl.col("_downwards")).then(-pl.col("gap")).otherwise(pl.col("gap"))
    slack = _EQUAL * pl.max_horizontal(pl.lit(1.0), bound().abs())
    reached = ahead >= -slack
    loose = pl.col("target_qualifier") == "about"
    in_points = pl.col("measure").is_in(["growth", "share"])
    amount = ~in_points & (pl.col("measure") != "rank")
    near_points = in_points & (ahead >= -((0.5 if tolerance is None else tolerance) + _EQUAL))
    near_amount = amount & (ahead >= -NEAR * bound().abs() - slack)
    # An outcome known only to lie above (or below) a number.
    helps = pl.when(pl.col("_downwards")).then(pl.lit("under")).otherwise(pl.lit("over"))
    bounded = pl.col("outcome_qualifier").is_in(["over", "under"])
    undecided = bounded & pl.when(reached).then(pl.col("outcome_qualifier") != helps).otherwise(
        pl.col("outcome_qualifier") == helps
    )
    rounded = (pl.col("outcome_qualifier") == "about") & ~reached & (near_points | near_amount)
    near_miss = pl.lit("about") if tolerance is None else pl.lit("met")
    return (
        pl.when(undecided)
        .then(pl.lit("about"))
        .when(reached)
        .then(pl.lit("met"))
        .when(loose & near_points)
        .then(near_miss)
        .when((loose & near_amount) | rounded)
        .then(pl.lit("about"))
        .otherwise(pl.lit("missed"))
    )
