"""Facts, and targets with their outcomes, in the words of SDMX: the columns of SDMX-CSV 2.0 files.

One observation a fact. FACT is a dimension, since several documents may state the same figure; CLAIM is ours, since
SDMX has no status for a target. Codes of places are ISO-like strings of GB/T 2260; `zone:…` becomes `zone_…`, because
SDMX identifiers hold letters, digits, `_`, `-`, `@` and `$` only; units are codes for the same reason. What the codes
mean is in structure.sdmx.xml (mubiao.sdmx.structure).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

STRUCTURE_ID = "MUBIAO:FACTS(1.0)"
TARGETS_ID = "MUBIAO:TARGETS(1.0)"

COLUMNS: tuple[str, ...] = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "REF_AREA",
    "INDICATOR",
    "MEASURE",
    "CLAIM",
    "TIME_PERIOD",
    "FACT",
    "OBS_VALUE",
    "OBS_VALUE_HIGH",
    "UNIT_MEASURE",
    "OBS_STATUS",
    "QUALIFIER",
    "REF_AREA_NAME",
    "SUBJECT",
)
"""The header: the three columns of the format, the dimensions, the observation, its attributes."""

STATUS = {"actual": "A", "estimate": "E", "target": "F", "plan": "F"}
"""claim → code of CL_OBS_STATUS: a normal value, an estimate, a forecast."""


def observations(facts: pl.LazyFrame) -> pl.LazyFrame:
    """Facts as rows of COLUMNS. Those without a place, a period or an indicator have no key in SDMX and are left out.

    facts: the columns of model.FACT_COLUMNS; those of companies, projects and schools are left out too.
    """
    import polars as pl

    from mubiao.sdmx.structure import UNITS

    keyed = facts.filter(
        pl.col("region_code").is_not_null(),
        pl.col("indicator").is_not_null(),
        pl.col("period_start").is_not_null(),
        pl.col("period_end").is_not_null(),
        pl.col("entity").is_null(),
    )
    period = pl.struct("period_start", "period_end").map_elements(
        lambda days: time_period(days["period_start"], days["period_end"]), return_dtype=pl.String
    )
    return keyed.select(
        pl.lit("dataflow").alias("STRUCTURE"),
        pl.lit(STRUCTURE_ID).alias("STRUCTURE_ID"),
        pl.lit("I").alias("ACTION"),
        pl.col("region_code").str.replace(":", "_", literal=True).alias("REF_AREA"),
        pl.col("indicator").alias("INDICATOR"),
        pl.col("measure").alias("MEASURE"),
        pl.col("claim").alias("CLAIM"),
        period.alias("TIME_PERIOD"),
        pl.col("fact_id").alias("FACT"),
        pl.col("value").alias("OBS_VALUE"),
        pl.col("high").alias("OBS_VALUE_HIGH"),
        _codes(pl.col("unit"), UNITS).alias("UNIT_MEASURE"),
        pl.col("claim").replace_strict(STATUS, default="A").alias("OBS_STATUS"),
        pl.col("qualifier").alias("QUALIFIER"),
        pl.col("region").alias("REF_AREA_NAME"),
        pl.col("subject").alias("SUBJECT"),
    )


TARGET_COLUMNS: tuple[str, ...] = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "MEASURE", "UNIT_MEASURE", "SCOPE", "BASIS"),
    *("SIDE", "TIME_PERIOD", "OBS_VALUE", "OBS_VALUE_HIGH", "OBS_STATUS", "QUALIFIER", "VERDICT", "GAP", "FACT"),
    "REF_AREA_NAME",
)
"""The header of the flow of targets: an observation is one side, the target or the outcome."""


def target_observations(targets: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of targets as rows of TARGET_COLUMNS, a target and an outcome one each; those without a code are left out.

    targets: of mubiao.targets. The key is all from REF_AREA to TIME_PERIOD.
    """
    import polars as pl

    from mubiao.extract.context.times.names import bounds
    from mubiao.sdmx.structure import NONE, UNITS

    rows = targets.filter(pl.col("region_code").is_not_null()).collect()
    spans = {period: bounds(period) for period in rows["period"].unique()}
    periods = {period: time_period(*span) for period, span in spans.items() if span is not None}
    rows = rows.filter(pl.col("period").is_in(list(periods)))
    sides = []
    for side in ("target", "outcome"):
        claim = pl.lit("target") if side == "target" else pl.col("outcome_claim")
        sides.append(
            rows.filter(pl.col(side).is_not_null()).select(
                STRUCTURE=pl.lit("dataflow"),
                STRUCTURE_ID=pl.lit(TARGETS_ID),
                ACTION=pl.lit("I"),
                REF_AREA=pl.col("region_code").str.replace(":", "_", literal=True),
                INDICATOR="indicator",
                MEASURE="measure",
                UNIT_MEASURE=_codes(pl.col("unit"), UNITS).fill_null(NONE),
                SCOPE=_codes(pl.col("scope"), {}).fill_null(NONE),
                BASIS=pl.col("basis").fill_null(NONE),
                SIDE=pl.lit(side),
                TIME_PERIOD=pl.col("period").replace_strict(periods),
                OBS_VALUE=pl.col(side),
                OBS_VALUE_HIGH=pl.col("target_high") if side == "target" else pl.lit(None, pl.Float64),
                OBS_STATUS=claim.replace_strict(STATUS, default="A"),
                QUALIFIER=pl.col(f"{side}_qualifier"),
                VERDICT=pl.col("verdict").str.replace(" ", "_", literal=True),
                GAP="gap",
                FACT=f"{side}_fact",
                REF_AREA_NAME="region",
            )
        )
    return pl.concat(sides).lazy()


def _codes(texts: pl.Expr, known: Mapping[str, tuple[str, Any]]) -> pl.Expr:
    import polars as pl

    from mubiao.sdmx.structure import code

    return texts.map_batches(
        lambda column: column.replace_strict(
            {text: code(text, known) for text in column.unique().drop_nulls()}, return_dtype=pl.String
        ),
        return_dtype=pl.String,
    )


def left_out(facts: pl.LazyFrame) -> int:
    """How many facts `observations` leaves out."""
    import polars as pl

    whole, kept = pl.collect_all([facts.select(pl.len()), observations(facts).select(pl.len())])
    return int(whole.item()) - int(kept.item())


def time_period(first: date, last: date) -> str:
    """Two days, both included, as SDMX writes a period: 2024, 2024-S1, 2024-Q2, 2024-03, 2024-03-05, 2012-01-01/P10Y.

    >>> time_period(date(2023, 1, 1), date(2023, 8, 31))
    '2023-01-01/P8M'
    """
    months = _whole_months(first, last)
    if months is None:
        days = (last - first).days + 1
        return first.isoformat() if days == 1 else f"{first.isoformat()}/P{days}D"
    if months == 12 and first.month == 1:
        return f"{first.year}"
    if months == 6 and first.month in (1, 7):
        return f"{first.year}-S{first.month // 6 + 1}"
    if months == 3 and first.month % 3 == 1:
        return f"{first.year}-Q{first.month // 3 + 1}"
    if months == 1:
        return f"{first.year}-{first.month:02}"
    return f"{first.isoformat()}/P{months // 12}Y" if months % 12 == 0 else f"{first.isoformat()}/P{months}M"


def _whole_months(first: date, last: date) -> int | None:
    """How many calendar months the period is; None if it is not made of whole ones."""
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return None
    return 12 * (after.year - first.year) + after.month - first.month
