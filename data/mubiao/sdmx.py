"""Facts in the words of SDMX: the columns of an SDMX-CSV 2.0 file.

One observation a fact. FACT is a dimension, since several documents may state the same figure; CLAIM is ours, since
SDMX has no status for a promise. Codes of places are ISO-like strings of GB/T 2260; `zone:…` becomes `zone_…`, because
SDMX identifiers hold letters, digits, `_`, `-`, `@` and `$` only.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

STRUCTURE_ID = "MUBIAO:FACTS(1.0)"

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
        pl.col("unit").alias("UNIT_MEASURE"),
        pl.col("claim").replace_strict(STATUS, default="A").alias("OBS_STATUS"),
        pl.col("qualifier").alias("QUALIFIER"),
        pl.col("region").alias("REF_AREA_NAME"),
        pl.col("subject").alias("SUBJECT"),
    )


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
