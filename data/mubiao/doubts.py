"""What looks wrong, and why: documents that do not tell one story, and facts that do not fit the others.

Nothing is dropped for it: a doubt is a row that says what to look at. `WHYS` are all of them.
"""

from __future__ import annotations

import polars as pl

from mubiao.columns import schema
from mubiao.lexicon.parts import PART

SCHEMA: dict[str, pl.DataType] = schema("doubts")

WHYS: dict[str, str] = {
    "home-unknown": "a document whose place is not known",
    "home-unsure": "a document that could be of another place",
    "home-name": "a document whose name says another place",
    "year-unknown": "a document whose year is not known",
    "year-unsure": "a document that could be of another year",
    "year-name": "a document whose name says another year",
    "year-date": "a document whose date is of another year",
    "recognised": "a document of which pages are pictures and were read by text recognition",
    "unread": "a document of which pages are pictures and were not read",
    "no-target": "a work report without a target",
    "two-homes": "a work report many of whose facts are of places elsewhere",
    "outlier": "a fact far from the others of its series",
    "jump": "a fact far from those of the year before",
    "equals-target": "an outcome that is a target of the same document",
    "far-from-target": "an outcome and a target of the same year that lie far apart",
    "over-hundred": "a share of a whole above 100 per cent",
    "part": "a fact of a part of the place that counts for the whole",
}
"""Id of a doubt → what it says."""

DEVIATIONS = 8.0
"""Median absolute deviations (scaled to a standard deviation) from the median of a series that are too many."""
FEWEST = 5
"""Facts of a series below which its median says little."""
FLOORS = {"growth": 1.0, "share": 1.0, "change": 1.0, "level": 0.1}
"""The least deviation of a series, in points, or of the logarithm of an amount."""
TIMES = 5.0
"""By how much an amount may grow or shrink in a year."""
POINTS = 30.0
"""By how many points a growth may change in a year."""
TARGET_TIMES, TARGET_POINTS = 3.0, 15.0
"""By how much an amount, and a growth in points, may differ between the target and the outcome of a year."""
_WHOLE = 100.0
ELSEWHERE = 0.25
"""The share of a work report's facts that may be of places elsewhere, if they are at least ELSEWHERE_FACTS."""
ELSEWHERE_FACTS = 5

_SERIES = ("region_code", "indicator", "measure", "unit", "_side", "_flow")
_NEW = "新[增建认设入登引培开签]|净增"  # 新增专精特新企业 beside all there are is another series


_NEEDED = (
    *("fact_id", "document_id", "indicator", "measure", "value", "unit", "claim", "period", "year", "region"),
    *("region_code", "subject", "entity"),
)
_ORDER = ("region_code", "indicator", "measure", "year", "why", "fact_id")


def doubts(facts: pl.LazyFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """One row a doubt: SCHEMA, the documents first, then the facts by place, indicator and year.

    facts: of Store.facts; documents: of Store.documents. Facts that a review has rejected are left out.
    """
    known = _kept(facts).select(_NEEDED).collect()
    named = documents.select("document_id", "title")
    found = [_of_documents(documents), _without_target(known, documents), _two_homes(known, documents)]
    found += _of_facts(known.filter(_single()))
    shaped = [frame if "title" in frame.columns else frame.join(named, on="document_id", how="left") for frame in found]
    return _ordered(shaped)


def fact_doubts(facts: pl.LazyFrame) -> pl.DataFrame:
    """The doubts of facts alone, without the titles of their documents: a part of the work."""
    return _ordered(_of_facts(_kept(facts).filter(_single()).select(_NEEDED).collect()))


def _kept(facts: pl.LazyFrame) -> pl.LazyFrame:
    return facts.filter(pl.col("review").is_null() | (pl.col("review") != "rejected"))


def _single() -> pl.Expr:
    """What says something of an indicator of a place: no share of an entity, and no rank."""
    return pl.col("indicator").is_not_null() & pl.col("entity").is_null() & (pl.col("measure") != "rank")


def _of_facts(single: pl.DataFrame) -> list[pl.DataFrame]:
    annual = single.filter(pl.col("region_code").is_not_null() & (pl.col("period").str.len_bytes() == 4)).with_columns(
        _side=pl.col("claim") == "target",
        _flow=pl.col("subject").fill_null("").str.contains(_NEW),
        _size=pl.when(pl.col("measure") == "level").then(pl.col("value").abs().log1p()).otherwise("value"),
    )
    # Series by a number: to tell them apart by six columns costs more than all that is asked of them.
    numbers = annual.select(_SERIES).unique().with_row_index("_series")
    annual = annual.join(numbers, on=_SERIES, how="left", nulls_equal=True, maintain_order="left")
    return [
        _outliers(annual),
        _jumps(annual),
        _equal(annual),
        _far_from_target(annual),
        _over_hundred(single),
        _parts(single),
    ]


def _ordered(found: list[pl.DataFrame]) -> pl.DataFrame:
    rows = pl.concat([_shaped(frame) for frame in found])
    return rows.sort(pl.col("fact_id").is_not_null(), *_ORDER, nulls_last=True)


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in SCHEMA.items()
    )


def _of_documents(documents: pl.DataFrame) -> pl.DataFrame:
    """What was not sure when a document was read."""
    doubt = pl.col("_doubt").str.splitn(": ", 2)
    return (
        documents.filter(pl.col("doubts").is_not_null())
        .with_columns(_doubt=pl.col("doubts").str.split("; "))
        .explode("_doubt")
        .with_columns(why=doubt.struct[0], reason=doubt.struct[1])
    )


def _without_target(facts: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Work reports that state facts, and no target among them."""
    stated = facts.group_by("document_id").agg(_targets=(pl.col("claim") == "target").sum(), _facts=pl.len())
    return (
        documents.filter(pl.col("kind") == "work_report")
        .join(stated, on="document_id", how="inner")
        .filter(pl.col("_targets") == 0)
        .with_columns(why=pl.lit("no-target"), reason=pl.format("{} facts, and no target", "_facts"))
    )


def _two_homes(facts: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Work reports many of whose facts are of places that neither lie in their home nor have it inside."""
    home, place = _stem("_home"), _stem("region_code")
    reports = documents.filter((pl.col("kind") == "work_report") & pl.col("region_code").is_not_null())
    other = (
        facts.filter(pl.col("region_code").str.contains(r"^\d+$"))
        .join(reports.select("document_id", _home="region_code"), on="document_id", how="inner")
        .filter(pl.col("_home").str.contains(r"^\d+$"))
        .with_columns(_elsewhere=~(place.str.starts_with(home) | home.str.starts_with(place)))
        .group_by("document_id")
        .agg(
            _facts=pl.len(),
            _others=pl.col("_elsewhere").sum(),
            _most=pl.col("region").filter("_elsewhere").drop_nulls().mode().sort().first(),
        )
        .filter((pl.col("_others") >= ELSEWHERE_FACTS) & (pl.col("_others") > ELSEWHERE * pl.col("_facts")))
    )
    words = pl.format("{} of {} facts are of places elsewhere, most of {}", "_others", "_facts", "_most")
    return reports.join(other, on="document_id", how="inner").with_columns(why=pl.lit("two-homes"), reason=words)


def _stem(column: str) -> pl.Expr:
    """The digits that the codes inside a place share: 350000 → 35, 350500 → 3505; of the country none."""
    code = pl.col(column)
    return pl.when(code == "000000").then(pl.lit("")).otherwise(code.str.replace(r"(?:00)+$", ""))


def _outliers(annual: pl.DataFrame) -> pl.DataFrame:
    """Facts that lie more than DEVIATIONS from the median of their series."""
    away = (pl.col("_size") - pl.col("_size").median().over("_series")).abs()
    floor = pl.col("measure").replace_strict(FLOORS, default=1.0, return_dtype=pl.Float64)
    spread = 1.4826 * pl.col("_away").median().over("_series")
    return (
        annual.with_columns(_n=pl.len().over("_series"))
        .filter(pl.col("_n") >= FEWEST)
        .with_columns(expected=pl.col("value").median().over("_series"), _away=away)
        .with_columns(_far=pl.col("_away") / pl.max_horizontal(spread, floor))
        .filter(pl.col("_far") > DEVIATIONS)
        .with_columns(
            why=pl.lit("outlier"),
            reason=pl.format("{} deviations from the median of {} facts", pl.col("_far").round(1), "_n"),
        )
    )


def _jumps(annual: pl.DataFrame) -> pl.DataFrame:
    """Facts that are far from the median of the year before."""
    before = annual.group_by("_series", "year").agg(
        expected=pl.col("value").median(), other_fact=pl.col("fact_id").sort().first()
    )
    amount, growth = pl.col("measure") == "level", pl.col("measure") == "growth"
    ratio = pl.col("value") / pl.col("expected")
    apart = (pl.col("value") - pl.col("expected")).abs()
    return (
        annual.join(before.with_columns(pl.col("year") + 1), on=["_series", "year"], how="inner")
        .filter((amount & ((ratio > TIMES) | (ratio < 1 / TIMES))) | (growth & (apart > POINTS)))
        .with_columns(why=pl.lit("jump"), reason=_distance("the year before", ratio, apart))
    )


def _distance(from_what: str, ratio: pl.Expr, apart: pl.Expr) -> pl.Expr:
    """How far a value is from another: times for an amount, points for a growth."""
    times = pl.format(f"{{}} times {from_what}", ratio.round(2))
    points = pl.format(f"{{}} points from {from_what}", apart.round(1))
    return pl.when(pl.col("measure") == "level").then(times).otherwise(points)


def _equal(annual: pl.DataFrame) -> pl.DataFrame:
    """Outcomes that are a target of the same document: of an amount in any year, of others in the same year.

    A growth that a place has reached and promises again is nothing to wonder at; the same amount twice is.
    """
    same = ["document_id", "region_code", "indicator", "measure", "unit", "value"]
    targets = annual.filter("_side").select(*same, other_fact="fact_id", _year="year")
    return (
        annual.filter(pl.col("claim") == "actual")
        .join(targets, on=same, how="inner", nulls_equal=True)
        .filter((pl.col("measure") == "level") | (pl.col("year") == pl.col("_year")))
        .sort("fact_id", "other_fact")
        .unique("fact_id", keep="first", maintain_order=True)
        .with_columns(
            why=pl.lit("equals-target"),
            expected=pl.col("value"),
            reason=pl.format("the target of {} in the same document", "_year"),
        )
    )


def _far_from_target(annual: pl.DataFrame) -> pl.DataFrame:
    """Targets that every outcome of their year lies far from, and those outcomes: TIMES of an amount, or POINTS."""
    same = ["region_code", "indicator", "measure", "unit", "year"]
    amount, growth = pl.col("measure") == "level", pl.col("measure") == "growth"
    apart = (pl.col("value") - pl.col("expected")).abs()
    ratio = (pl.col("value") / pl.col("expected")).abs()
    sides = (
        annual.filter(pl.col("claim").is_in(["actual", "target"]) & ~pl.col("_flow") & (amount | growth))
        .group_by(*same, "_side")
        .agg(expected=pl.col("value").median(), other_fact=pl.col("fact_id").sort().first(), _told=pl.len())
        .with_columns(_side=~pl.col("_side"))
    )
    return (
        annual.filter(pl.col("claim").is_in(["actual", "target"]) & ~pl.col("_flow"))
        .join(sides, on=[*same, "_side"], how="inner", nulls_equal=True)
        .filter((amount & ((ratio > TARGET_TIMES) | (ratio < 1 / TARGET_TIMES))) | (growth & (apart > TARGET_POINTS)))
        .with_columns(why=pl.lit("far-from-target"), reason=_distance("the other side", ratio, apart))
    )


def _over_hundred(single: pl.DataFrame) -> pl.DataFrame:
    """Shares above 100 per cent of indicators that are rates: no more than all can be covered."""
    from mubiao.lexicon.name_matcher import is_rate

    rates = [name for name in single["indicator"].unique().drop_nulls() if is_rate(name)]
    over = (pl.col("measure") == "share") & (pl.col("unit") == "%") & (pl.col("value") > _WHOLE)
    return single.filter(over & pl.col("indicator").is_in(rates)).with_columns(
        why=pl.lit("over-hundred"), expected=pl.lit(_WHOLE), reason=pl.format("{} per cent", "value")
    )


def _parts(single: pl.DataFrame) -> pl.DataFrame:
    """Facts of a whole place whose subject names a part of it."""
    part = pl.col("subject").str.extract(PART, 1)
    named = pl.col("region").fill_null("").str.contains(part, literal=True)
    return single.filter(part.is_not_null() & ~named.fill_null(False)).with_columns(
        why=pl.lit("part"), reason=pl.format("of {}: {}", part, "subject")
    )
