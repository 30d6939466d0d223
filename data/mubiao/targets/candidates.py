"""Which facts can stand for a target or an outcome, and in which order they are preferred.

All facts about the same thing (place, indicator, measure, unit, period) on the same side (target or outcome) are
candidates of one cell; the one that ranks first is chosen. Every rank comes from the facts and documents themselves,
never from the order in which they were added.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import polars as pl

from mubiao import lexicon
from mubiao.targets.places import keyed

FACT_FIELDS = [
    "fact_id",
    "document_id",
    "start",
    "region",
    "region_code",
    "indicator",
    "measure",
    "value",
    "high",
    "unit",
    "qualifier",
    "qualifier_text",
    "force",
    "claim",
    "period",
    "period_start",
    "period_end",
    "year",
    "comparison",
    "rank_scope",
    "section",
    "confidence",
]
"""The columns of a fact that pairing needs, besides `entity` and `review`, by which it selects."""

DOCUMENT_FIELDS = {
    "document_id": pl.String,
    "kind": pl.String,
    "date": pl.Date,
    "year": pl.Int16,
    "region_code": pl.String,
}

TARGET, OUTCOME, WORDS = 0, 1, 2
"""The sides of a cell."""

_ORDINARY = ("同比", "上年", "去年", "同期", "可比")
_TARGET_SECTION = ("目标", "预期")
_KINDS_FOR_TARGETS = {"work_report": 0, "explainer": 1, "plan": 2, "communique": 3, "news": 4}
_KINDS_FOR_OUTCOMES = {"communique": 0, "work_report": 1, "explainer": 2, "news": 3}


@dataclass(frozen=True)
class Candidates:
    """Facts with `cell` and `side`, and what the number of a cell is made of.

    A cell is one number, so that everything is sorted, joined and looked up by numbers: place, indicator, measure,
    unit, basis and period, each by its place in a sorted list, as the digits of a number with mixed bases. So numbers
    rise in the order of the output.
    """

    facts: pl.DataFrame
    digits: dict[str, pl.Series]
    """Field → its values in order: place, indicator, measure, unit_key, basis, period."""
    periods: pl.DataFrame
    """One row per period: period, year, annual, first and last day, and `before`, the number of the year before."""

    def size(self, *fields: str) -> int:
        """How many numbers the fields can make."""
        return math.prod(max(len(self.digits[field]), 1) for field in fields)

    def digit(self, field: str) -> pl.Expr:
        """The number of one field of a cell."""
        later = list(self.digits)[list(self.digits).index(field) + 1 :]
        return pl.col("cell") // self.size(*later) % self.size(field)

    def value(self, field: str) -> pl.Expr:
        """The value of one field of a cell."""
        return pl.lit(self.digits[field]).gather(self.digit(field)).alias(field)

    def of_period(self, column: str) -> pl.Expr:
        """What is known of the period of a cell."""
        return pl.lit(self.periods[column]).gather(self.digit("period")).alias(column)

    def moved(self, field: str, to: pl.Expr) -> pl.Expr:
        """The cell that differs in one field, whose number is `to`; null where that is null."""
        later = list(self.digits)[list(self.digits).index(field) + 1 :]
        return pl.col("cell") + (to - self.digit(field)) * self.size(*later)


def select(facts: pl.LazyFrame) -> pl.LazyFrame:
    """The facts that a pair can be made of: of an indicator and a place, in a period, and rejected by nobody."""
    present = facts.collect_schema().names()
    kept = facts.filter(
        pl.col("indicator").is_not_null()
        & pl.col("period").is_not_null()
        & pl.col("year").is_not_null()
        & ((pl.col("claim") == "target") | (pl.col("claim") == "actual") | (pl.col("claim") == "estimate"))
    )
    if "entity" in present:
        kept = kept.filter(pl.col("entity").is_null())
    if "review" in present:
        kept = kept.filter(pl.col("review").is_null() | (pl.col("review") != "rejected"))
    return kept.select(FACT_FIELDS)


def prepare(facts: pl.DataFrame, documents: pl.DataFrame | None, words: pl.DataFrame | None = None) -> Candidates:
    """Number the cells, and put what is known of its document beside each fact."""
    rows = facts.filter(pl.col("region_code").is_not_null() | pl.col("region").is_not_null())
    if words is not None and words.height:
        rows = pl.concat([rows, _worded(words)], how="diagonal")
    rows = keyed(rows, "region_code", "region", "place").drop("region_code")
    side = pl.when(pl.col("claim") == "target").then(TARGET).when(pl.col("claim") == "words").then(WORDS)
    rows = rows.join(reports(facts, documents), on="document_id", how="left").with_columns(
        basis=basis(), unit_key=unit_key(rows["unit"]), side=side.otherwise(OUTCOME).cast(pl.Int8)
    )
    periods = _periods(rows)
    fields = ("place", "indicator", "measure", "unit_key", "basis")
    digits = {field: rows[field].unique().sort() for field in fields} | {"period": periods["period"]}
    cell: pl.Expr = pl.lit(0, pl.Int64)
    for field, values in digits.items():
        cell = cell * max(len(values), 1) + pl.col(field).cast(pl.Enum(values)).to_physical().cast(pl.Int64)
    away = (pl.col("place") != pl.col("report_place")).fill_null(True)
    return Candidates(rows.with_columns(cell=cell, away=away), digits, periods)


def _periods(rows: pl.DataFrame) -> pl.DataFrame:
    """The periods of the facts by year, each with the number of the year before it, where it is a year."""
    table = (
        rows.group_by("period")
        .agg(pl.col("year").max().cast(pl.Int32), first=pl.col("period_start").min(), last=pl.col("period_end").max())
        .sort("year", "period")
        .with_columns(annual=pl.col("period").str.len_bytes() == 4, _number=pl.int_range(pl.len(), dtype=pl.Int64))
    )
    before = table.filter("annual").select(pl.col("year") + 1, "annual", before="_number")
    return table.join(before, on=["year", "annual"], how="left", maintain_order="left").drop("_number")


def _worded(words: pl.DataFrame) -> pl.DataFrame:
    """Targets that are stated in words alone, shaped like facts, in the unit that a number of them would have."""
    units = {indicator.indicator: indicator.unit for indicator in lexicon.indicators().values()}
    own = pl.col("indicator").replace_strict(units, default=None, return_dtype=pl.String)
    return (
        words.filter(pl.col("period").is_not_null() & pl.col("year").is_not_null())
        .select(
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
            section="section",
            unit=pl.when(pl.col("measure") == "growth")
            .then(pl.lit("%"))
            .when(pl.col("measure") == "rank")
            .then(pl.lit("名"))
            .otherwise(own),
            qualifier=pl.lit("exact"),
        )
        .filter(pl.col("region_code").is_not_null() | pl.col("region").is_not_null())
    )


def reports(facts: pl.DataFrame, documents: pl.DataFrame | None) -> pl.DataFrame:
    """document_id → report_kind, its ranks, report_date, report_year, report_place.

    Where no documents are given, a document is taken for the report of the year that most of its annual targets are
    of, and of the place that most of its facts are of.
    """
    if documents is not None:
        have = [name for name in DOCUMENT_FIELDS if name in documents.columns]
        shaped = documents.select(have).with_columns(
            pl.lit(None, kind).alias(name) for name, kind in DOCUMENT_FIELDS.items() if name not in have
        )
    else:
        annual_targets = (pl.col("claim") == "target") & (pl.col("period").str.len_bytes() == 4)
        shaped = facts.group_by("document_id").agg(
            year=pl.col("year").filter(annual_targets).mode().sort().first(),
            region_code=pl.col("region_code").drop_nulls().mode().sort().first(),
        )
        shaped = shaped.with_columns(kind=pl.lit("work_report"), date=pl.lit(None, pl.Date))
    return keyed(shaped, "region_code", None, "report_place").select(
        "document_id",
        "report_place",
        report_kind="kind",
        _kind_for_target=_rank_of_kind(_KINDS_FOR_TARGETS),
        _kind_for_outcome=_rank_of_kind(_KINDS_FOR_OUTCOMES),
        report_date="date",
        report_year=pl.col("year").cast(pl.Int32),
    )


def unit_key(units: pl.Series) -> pl.Expr:
    """What may be compared: money by currency, per cent, points, each measure; counters (个, 家 …) are all one.

    units: those that occur.
    """
    same = {unit: _units()[unit] for unit in units.unique() if unit in _units()}
    return (
        pl.when(pl.col("measure") == "rank")
        .then(pl.lit("rank ") + pl.col("rank_scope").fill_null(""))
        .otherwise((pl.col("unit").replace(same) if same else pl.col("unit")).fill_null(""))
    )


def basis() -> pl.Expr:
    """Growth over several years is told as a yearly average or as a whole; the two are never held together."""
    several = pl.col("measure").is_in(["growth", "change"]) & pl.col("period").str.contains("/", literal=True)
    average = pl.col("comparison").fill_null("").str.contains("年均|平均")
    return pl.when(several & average).then(pl.lit("average")).otherwise(pl.lit(""))


def _rank_of_kind(ranks: dict[str, int]) -> pl.Expr:
    return pl.col("kind").replace_strict(ranks, default=4, return_dtype=pl.Int8).fill_null(4)


@cache
def _units() -> dict[str, str]:
    """Unit as extracted → what it is compared as."""
    rows = lexicon.rows("units")
    same = {"％": "%", "人民币": "元"} | {r["unit"]: r["canonical"] for r in rows if r["canonical"]}
    return same | {unit: "count" for r in rows if r["kind"] == "count" for unit in (r["unit"], r["canonical"]) if unit}


def _score() -> pl.Expr:
    """The rank of a fact in its cell as one number, the preferred one lowest; see the package for the order."""
    target = pl.col("side") != OUTCOME
    late = pl.col("report_year") - pl.col("year").cast(pl.Int32)
    for_target = pl.when(late >= 0).then(pl.when(late <= 1).then(late).otherwise(200 + late)).otherwise(1 - late)
    for_outcome = pl.when(late == 1).then(0).when(late == 0).then(1).when(late > 1).then(late).otherwise(200 - late)
    # A communiqué tells the year that has passed, whichever of the two years it is filed under.
    told = (pl.col("report_kind") == "communique") & late.is_between(0, 1)
    distance = pl.when(target).then(for_target).when(told).then(0).otherwise(for_outcome).fill_null(100)
    kind = pl.when(target).then("_kind_for_target").otherwise("_kind_for_outcome")
    headed = pl.col("section").str.contains_any(list(_TARGET_SECTION)).fill_null(False)
    compared = pl.col("comparison")
    ordinary = compared.is_null() | (compared == "") | compared.str.contains_any(list(_ORDINARY))
    # (rank, how many values it can take), the weightiest first
    ranks: list[tuple[pl.Expr, int]] = [
        (pl.col("away"), 2),
        (pl.col("claim") == "estimate", 2),
        (distance.clip(0, 511), 512),
        (~target & (pl.col("qualifier") != "exact"), 2),
        (kind, 8),
        (target & ~headed, 2),
        (~ordinary, 2),
        (pl.col("confidence").fill_null(1.0) < 0.5, 2),
        # Days before 2149, so that the later date ranks first; documents without a date come last.
        ((65535 - pl.col("report_date").cast(pl.Int32)).fill_null(131071).clip(0, 131071), 131072),
        (pl.col("start").clip(0, (1 << 24) - 1), 1 << 24),
    ]
    score: pl.Expr = pl.lit(0, pl.Int64)
    for rank, size in ranks:
        score = score * size + rank.cast(pl.Int64)
    return score


def chosen(candidates: Candidates, among: pl.Expr | None = None) -> pl.DataFrame:
    """One fact per cell and side, of those `among` which it is to be; sorted by cell."""
    facts = candidates.facts if among is None else candidates.facts.filter(among)
    slim = facts.select(
        _slot=pl.col("cell") * 3 + pl.col("side"), _score=_score(), _row=pl.int_range(pl.len(), dtype=pl.UInt32)
    ).sort("_slot", "_score")
    slot, score = pl.col("_slot"), pl.col("_score")
    best = slim.filter((slot != slot.shift()).fill_null(True))
    # The same quantity at the same place of two documents: nothing is left to prefer one by but their ids.
    equal = slim.filter(
        ((slot == slot.shift()) & (score == score.shift())).fill_null(False)
        | ((slot == slot.shift(-1)) & (score == score.shift(-1))).fill_null(False)
    )
    ties = equal.join(best.select("_slot", "_score"), on=["_slot", "_score"], how="semi")
    if ties.height:
        settled = ties.with_columns(_id=facts["fact_id"].gather(ties["_row"])).sort("_id").unique("_slot", keep="first")
        best = pl.concat([best.join(settled, on="_slot", how="anti"), settled.select(best.columns)]).sort("_slot")
    return facts[best["_row"]]
