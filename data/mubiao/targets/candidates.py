"""Which facts can stand for a target or an outcome, and in which order they are preferred.

All facts about the same thing (place, indicator, measure, unit, period) on the same side (target or outcome) are
candidates of one cell; the one that ranks first is chosen. Every rank comes from the facts and documents themselves,
never from the order in which they were added.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import polars as pl

from mubiao import lexicon
from mubiao.targets.numbering import Digits, cells
from mubiao.targets.places import keyed
from mubiao.targets.reading import headed, scope_of

_IN_CELLS = ("region_code", "indicator", "measure", "scope")

LOOKED_UP = ("fact_id", "region", "value", "high", "unit", "qualifier", "qualifier_text", "force", "claim", "period")
"""What rows show of a fact."""

DOCUMENT_FIELDS = {
    "document_id": pl.String,
    "kind": pl.String,
    "date": pl.Date,
    "year": pl.Int16,
    "region_code": pl.String,
}

TARGET, OUTCOME, WORDS = 0, 1, 2
"""The sides of a cell."""

_SIDES = 3

STRETCHING = ("力争", "争取", "奋力", "冲刺", "努力")
"""Words of a target that is hoped for beyond the one that is set: 增长7%，力争7.5%."""

_KINDS_FOR_TARGETS = {
    "work_report": 0,
    "plan_report": 1,
    "budget_report": 2,
    "explainer": 3,
    "plan": 4,
    "communique": 5,
    "news": 6,
}
_KINDS_FOR_OUTCOMES = {
    "communique": 0,
    "work_report": 1,
    "plan_report": 2,
    "budget_report": 3,
    "explainer": 4,
    "news": 5,
}
_OTHER_KINDS = 6


@dataclass(frozen=True)
class Candidates:
    """What is asked of facts that have been numbered."""

    facts: pl.DataFrame
    """Facts, and targets in words behind them, with `cell` and `side`; reading.select but for what the cells tell."""
    digits: Digits
    reports: pl.DataFrame
    """The documents; see `reports`."""


def prepare(facts: pl.DataFrame, documents: pl.DataFrame | None, words: pl.DataFrame | None = None) -> Candidates:
    """Number the cells of the facts and of the targets in words."""
    listed = reports(guessed(facts) if documents is None else documents)
    if facts["region_code"].null_count():
        facts = facts.filter(_placed())
    if words is not None and words.height:
        said = _worded(words)
        facts = pl.concat([facts, said.cast({name: facts.schema[name] for name in said.columns})], how="diagonal")
    cell, digits = cells(facts)
    outcome, worded = facts["claim"] != "target", facts["claim"] == "words"
    side = outcome.cast(pl.Int8) * OUTCOME + worded.cast(pl.Int8) * (WORDS - OUTCOME)
    # Large tables come in many pieces, among which looking up is slow. What the cells tell need not be kept.
    facts = facts.drop(_IN_CELLS).with_columns(
        cell, side.alias("side"), *(facts[field].rechunk() for field in LOOKED_UP if facts[field].n_chunks() > 1)
    )
    return Candidates(facts, digits, listed)


def _placed() -> pl.Expr:
    return pl.col("region_code").is_not_null() | pl.col("region").is_not_null()


def _worded(words: pl.DataFrame) -> pl.DataFrame:
    """Targets that are stated in words alone, shaped like facts, in the unit that a number of them would have."""
    units = {indicator.indicator: indicator.unit for indicator in lexicon.indicators().values()}
    own = pl.col("indicator").replace_strict(units, default=None, return_dtype=pl.String)
    return words.filter(pl.col("period").is_not_null() & pl.col("year").is_not_null() & _placed()).select(
        "document_id",
        "region",
        "region_code",
        "indicator",
        "measure",
        "period",
        fact_id="promise_id",
        start=pl.col("start").cast(pl.Int32),
        year=pl.col("year").cast(pl.Int16),
        qualifier_text="printed",
        claim=pl.lit("words"),
        scope=scope_of(pl.lit("")),
        headed=headed("section"),
        ordinary=pl.lit(True),
        average=pl.lit(False),
        unit=pl.when(pl.col("measure") == "growth")
        .then(pl.lit("%"))
        .when(pl.col("measure") == "rank")
        .then(pl.lit("名"))
        .otherwise(own),
        qualifier=pl.lit("exact"),
    )


def reports(documents: pl.DataFrame) -> pl.DataFrame:
    """document_id → report_place, report_kind, its ranks, report_date, report_year.

    `stating`: it could state targets. `telling`: it could tell what came of the year before. A list without kinds is
    one of reports.
    """
    missing = [name for name in DOCUMENT_FIELDS if name not in documents.columns]

    def of(*kinds: str) -> pl.Expr:
        return pl.lit(True) if "kind" in missing else pl.col("kind").is_in(kinds)

    shaped = documents.with_columns(pl.lit(None, DOCUMENT_FIELDS[name]).alias(name) for name in missing)
    return keyed(shaped, "region_code", None, "report_place").select(
        "document_id",
        "report_place",
        report_kind="kind",
        _kind_for_target=_rank_of_kind(_KINDS_FOR_TARGETS),
        _kind_for_outcome=_rank_of_kind(_KINDS_FOR_OUTCOMES),
        report_date="date",
        report_year=pl.col("year").cast(pl.Int32),
        stating=of("work_report", "explainer"),
        telling=of("work_report", "explainer", "communique"),
    )


def guessed(facts: pl.DataFrame) -> pl.DataFrame:
    """The documents of facts of which there is no list.

    Each is taken for the report of the year that most of its annual targets are of, and of the place that most of its
    facts are of.
    """
    annual_targets = (pl.col("claim") == "target") & (pl.col("period").str.len_bytes() == 4)
    return facts.group_by("document_id").agg(
        pl.col("year").filter(annual_targets).mode().sort().first(),
        pl.col("region_code").drop_nulls().mode().sort().first(),
        kind=pl.lit("work_report"),
    )


def _rank_of_kind(ranks: dict[str, int]) -> pl.Expr:
    return pl.col("kind").replace_strict(ranks, default=_OTHER_KINDS, return_dtype=pl.Int8).fill_null(_OTHER_KINDS)


@cache
def _score() -> pl.Expr:
    """The rank of a fact in its cell as one number, the preferred one lowest; see the package for the order.

    Needs `_target`, whether it is on that side, and `_late`, by how many years the report is later than the period.
    """
    target, late = pl.col("_target"), pl.col("_late")
    for_target = pl.when(late >= 0).then(pl.when(late <= 1).then(late).otherwise(200 + late)).otherwise(1 - late)
    for_outcome = pl.when(late == 1).then(0).when(late == 0).then(1).when(late > 1).then(late).otherwise(200 - late)
    # A communiqué tells the year that has passed, whichever of the two years it is filed under.
    told = (pl.col("report_kind") == "communique") & late.is_between(0, 1)
    distance = pl.when(target).then(for_target).when(told).then(0).otherwise(for_outcome).fill_null(100)
    kind = pl.when(target).then("_kind_for_target").otherwise("_kind_for_outcome")
    set_by = (pl.col("force").is_not_null() & ~pl.col("force").str.contains_any(list(STRETCHING))).fill_null(False)
    # (rank, how many values it can take), the weightiest first
    ranks: list[tuple[pl.Expr, int]] = [
        ((pl.col("place") != pl.col("report_place")).fill_null(True), 2),
        (pl.col("part").fill_null(False), 2),
        (pl.col("times").fill_null(False), 2),
        (pl.col("claim") == "estimate", 2),
        (distance.clip(0, 511), 512),
        (~target & (pl.col("qualifier") != "exact"), 2),
        (kind.fill_null(_OTHER_KINDS), 8),
        (target & ~pl.col("headed"), 2),
        # 国内生产总值增长10.3% among the plans of a year can be a result that is told again; 预期增长8%左右 cannot.
        (target & (pl.col("qualifier") == "exact") & ~set_by, 2),
        (~pl.col("ordinary"), 2),
        (pl.col("confidence").fill_null(1.0) < 0.5, 2),
        # Days before 2149, so that the later date ranks first; documents without a date come last.
        ((65535 - pl.col("report_date").cast(pl.Int32)).fill_null(131071).clip(0, 131071), 131072),
        (pl.col("start").clip(0, (1 << 24) - 1), 1 << 24),
    ]
    score: pl.Expr = pl.lit(0, pl.Int64)
    for rank, size in ranks:
        score = score * size + rank.cast(pl.Int64)
    return score


_SCORED = [
    "claim",
    "confidence",
    "document_id",
    "fact_id",
    "force",
    "headed",
    "ordinary",
    "part",
    "qualifier",
    "start",
    "times",
    "year",
]


def chosen(candidates: Candidates, *, estimates: bool = False) -> pl.DataFrame:
    """cell, side and `row`: which of the facts is chosen, for every cell and side that has any; sorted by these.

    estimates: with `estimate`, the row of the estimate that would be chosen if there were nothing but estimates.
    """
    facts, slot, at = candidates.facts, pl.col("_slot"), pl.col("_at")
    first = (slot != slot.shift()).fill_null(True)
    rows = (
        pl.DataFrame([(facts["cell"] * _SIDES + facts["side"]).alias("_slot")])
        .with_columns(row=pl.int_range(pl.len(), dtype=pl.UInt32))
        .sort("_slot")
        .with_columns(first.alias("_first"))
    )
    best = rows.filter("_first").select("row", cell=slot // _SIDES, side=(slot % _SIDES).cast(pl.Int8))
    row = best["row"]
    # Most facts are the only ones of their kind, and need no rank.
    several = rows.select(
        "row",
        _at=pl.col("_first").cum_sum() - 1,
        _several=~pl.col("_first") | ~pl.col("_first").shift(-1).fill_null(True),
    ).filter("_several")
    leading = (at != at.shift()).fill_null(True)
    ranked = _ranked(candidates, several)
    heads = ranked.filter(leading)
    row = row.scatter(heads["_at"], heads["row"])
    best = best.with_columns(row)
    if estimates:
        guessed = facts["claim"] == "estimate"
        heads = ranked.filter(guessed.gather(ranked["row"])).filter(leading)
        alone = best.select(pl.when(pl.lit(guessed).gather("row")).then("row").alias("estimate")).to_series()
        best = best.with_columns(alone.scatter(heads["_at"], heads["row"]))
    return best


def _ranked(candidates: Candidates, rows: pl.DataFrame) -> pl.DataFrame:
    """_at, row; of every `_at` the preferred row first."""
    return (
        rows.select("_at", "row")
        .hstack(candidates.facts.select(pl.col("cell", "side", *_SCORED).gather(rows["row"])))
        .with_columns(pl.col(pl.Categorical).cast(pl.String))
        .join(candidates.reports, on="document_id", how="left")
        # The same quantity at the same place of two documents: nothing is left to prefer one by but their ids.
        .with_columns(
            candidates.digits.value("place"),
            _target=pl.col("side") != OUTCOME,
            _late=pl.col("report_year") - pl.col("year").cast(pl.Int32),
        )
        .select("_at", "row", "fact_id", _score=_score())
        .sort("_at", "_score", "fact_id")
    )
