"""Facts on their way into pairs: those that a pair can be made of, in columns that take little room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import polars as pl

from mubiao import lexicon
from mubiao.columns import schema
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.parts import PART

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
    "subject",
]
"""The columns of a fact that pairing needs, besides `entity`, `review` and `printed`, by which it selects."""

_TOLD = ("rank_scope", "subject", "comparison", "section")
"""Those of which only what they tell is needed."""

_REPEATED = (
    *("document_id", "region", "region_code", "indicator", "measure", "unit", "qualifier", "qualifier_text", "force"),
    *("claim", "period", "scope"),
)
"""Texts that many facts have in common."""

ADDED = "新增"
"""The scope of what has been added to a stock: 新增高新技术企业, held only against other additions."""

_ADDING = "新增|净增|新登记|新认定|新发展|新孵化|新培育|新设|新评|新获|新入|新引|新通车"

_COUNTED = "(登记|调查)"
"""How the unemployed are counted: those who have registered, or those whom a survey finds; the rates lie apart."""

ORDINARY = ("同比", "上年", "去年", "同期", "可比")
"""Comparisons with the year before."""

_TARGET_SECTION = ("目标", "预期")


def select(facts: pl.LazyFrame, *more: str) -> pl.LazyFrame:
    """The facts that a pair can be made of, with what tells of them, and the columns named besides.

    In place of what tells them stand `scope` (see scope_of), `part` (of the place), `times` (growth in multiples),
    `headed` (under a heading of targets), `ordinary` (compared with the year before, or nothing), `average` (yearly).
    """
    return _told(facts.filter(*usable(facts.collect_schema().names())), *more)


def usable(present: Collection[str]) -> list[pl.Expr]:
    """What facts with these columns meet that have an indicator and a period, and that nobody has rejected."""
    claims = (pl.col("claim") == claim for claim in ("target", "actual", "estimate"))
    conditions = [*(pl.col(name).is_not_null() for name in ("indicator", "period", "year")), pl.any_horizontal(claims)]
    if "entity" in present:
        conditions.append(pl.col("entity").is_null())
    if "review" in present:
        conditions.append(pl.col("review").is_null() | (pl.col("review") != "rejected"))
    return conditions


Batches = Callable[[list[str], list[pl.Expr]], Iterator[pl.DataFrame]]
"""Gets these columns of the facts that meet the conditions, some of them at a time."""


def gathered(batches: Batches, only: Sequence[pl.Expr]) -> list[pl.DataFrame]:
    """What `select` leaves of the facts that meet the conditions, in little memory; at least one frame."""
    fields = [*FACT_FIELDS, "printed"]
    none = pl.DataFrame(schema=schema("facts")).select(fields)
    found = batches(fields, [*usable(("entity", "review")), *only])
    if only:  # few enough to be taken as they are
        return [_told(pl.concat([none, *found]).lazy()).collect()]
    return [_small(part) for part in found] or [_small(none)]


def _small(facts: pl.DataFrame) -> pl.DataFrame:
    """What is kept of a batch: nothing that the batch lies in.

    All columns of a batch that comes from Arrow lie in memory that is given back when none of them is left. So numbers
    and ids are copied, and texts that come again and again are kept once.
    """
    told = _told(facts.lazy()).collect()
    copied = [name for name, kind in told.schema.items() if kind.is_numeric() or kind.is_temporal()]
    return told.with_columns(
        pl.col(copied).gather(pl.int_range(pl.len())),
        pl.col(_REPEATED).cast(pl.Categorical),
        fact_id=pl.concat_str("fact_id", pl.lit("")),
    )


def _told(facts: pl.LazyFrame, *more: str) -> pl.LazyFrame:
    times = _of_times() if "printed" in facts.collect_schema().names() else pl.lit(False)
    told = facts.with_columns(
        scope=scope_of(pl.col("rank_scope").fill_null("")),
        part=_of_part(),
        times=times,
        headed=headed("section"),
        ordinary=_ordinary(pl.col("comparison")),
        average=pl.col("comparison").str.contains("年均|平均").fill_null(False),
    )
    # 215倍 is growth since long ago; 1.2倍 can be that of a year, and gives way to a figure in per cent.
    return told.filter(~(pl.col("times") & (pl.col("value") >= MANY_TIMES))).select(
        *(name for name in FACT_FIELDS if name not in _TOLD),
        *("scope", "part", "times", "headed", "ordinary", "average"),
        *more,
    )


def headed(section: str) -> pl.Expr:
    """Whether the headings above a fact speak of targets."""
    return pl.col(section).str.contains_any(list(_TARGET_SECTION)).fill_null(False)


def _ordinary(compared: pl.Expr) -> pl.Expr:
    return (compared.is_null() | (compared == "") | compared.str.contains_any(list(ORDINARY))).fill_null(True)


def _of_part() -> pl.Expr:
    """Whether the subject names a part of the place: what is said of it gives way to what is said of the whole."""
    part = pl.col("subject").str.extract(PART, 1)
    return (part.is_not_null() & ~pl.col("region").fill_null("").str.contains(part, literal=True)).fill_null(False)


MANY_TIMES = 300.0
"""Per cent of growth told in multiples from which on it is not that of a year."""


def _of_times() -> pl.Expr:
    """Whether growth is told in multiples (翻一番, 215倍): of many years, whatever the period that was read with it."""
    of_year = pl.col("period").str.len_bytes() == 4
    return ((pl.col("measure") == "growth") & of_year & pl.col("printed").str.contains("[倍番]")).fill_null(False)


def scope_of(of_rank: pl.Expr) -> pl.Expr:
    """Which of the things that go by one indicator is meant.

    Of a rank within what it is (of_rank), of a stock whether it is new, of unemployment how it is counted.
    """
    # The word for it stands in the name of what is counted; a running total says so there too (累计新增).
    subject = pl.col("subject")
    added = subject.str.contains(_ADDING) & ~subject.str.contains_any(["累计", "总数", "总量"])
    return (
        pl.when(pl.col("measure") == "rank")
        .then(of_rank)
        .when((pl.col("measure") == "level") & pl.col("indicator").is_in(_stocks()) & added)
        .then(pl.lit(ADDED))
        .when((pl.col("indicator") == "unemployment_rate") & (pl.col("measure") == "share"))
        .then(subject.str.extract(_COUNTED, 1).fill_null(""))
        .otherwise(pl.lit(""))
    )


@per_lexicon()
def _stocks() -> list[str]:
    """Indicators whose amounts are told both as what there is and as what has been added in a year."""
    return [i.indicator for i in lexicon.indicators().values() if i.stock]
