"""Databases of any size, with the statistics of real reports, for the benchmarks.

    python benchmarks/tools/generate.py 1000000 facts.duckdb

Counties × years, 187 facts a report: 46 % counts, 25 % per cent, 15 % money, the rest shares of other units and ranks.
The figures are drawn from a seeded generator; the places, sectors and indicators are those of the tables. The same
size and seed give the same database. Texts are not made: the facts are what is measured here.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import polars as pl

from mubiao import lexicon, regions
from mubiao.model import FACT_COLUMNS
from mubiao.store import DOCUMENT_SCHEMA, FACT_SCHEMA, open_store
from mubiao.store.file.locking import writing
from mubiao.store.rows import add_regions, insert

FACTS_A_REPORT = 187
FIRST_YEAR = 2001
YEARS = 25

SUBJECTS = (
    "新增产业空间", "在建项目", "老旧小区改造", "新增学位", "养老床位", "长者食堂", "高标准农田", "绿道", "停车位",
    "规上工业企业", "高新技术企业", "签约项目", "开工项目", "技改项目", "公园绿地", "城镇新增就业", "托育位",
)  # fmt: skip
COUNTERS = ("个", "家", "项", "条", "亩", "公里", "人", "户", "张", "平方米")


def counties() -> list[tuple[str, str]]:
    """Code and name of every county, in code order."""
    found: list[tuple[str, str]] = []
    for province in regions.children(regions.COUNTRY):
        for below in regions.children(province.code):
            # The districts of 北京市 lie in no prefecture.
            inside = regions.children(below.code) if below.level == "prefecture" else [below]
            found += [(c.code, c.name) for c in inside if c.level == "county"]
    return found


def pick(values: tuple[str | None, ...] | list[str], column: pl.Expr) -> pl.Expr:
    """One of the values by a column of random integers."""
    table = pl.Series(values, dtype=pl.String)
    return pl.lit(table).gather((column % len(values)).cast(pl.UInt32))


def facts(first: int, count: int, seed: int = 7) -> pl.DataFrame:
    """Facts number first … first+count-1, in the columns of the store."""
    number = pl.int_range(first, first + count, dtype=pl.Int64)
    places = counties()
    headline = [i for i in lexicon.indicators().values() if i.headline]
    frame = pl.select(n=number)
    frame = frame.with_columns(
        report=pl.col("n") // FACTS_A_REPORT,
        at=pl.col("n") % FACTS_A_REPORT,
        r1=pl.struct("n").hash(seed) // 2**8,
        r2=pl.struct("n").hash(seed + 1) // 2**8,
        r3=pl.struct("n").hash(seed + 2) // 2**8,
    ).with_columns(
        place=(pl.col("report") % len(places)).cast(pl.UInt32),
        report_year=(FIRST_YEAR + pl.col("report") // len(places) % YEARS).cast(pl.Int16),
        kind=pl.col("r1") % 100,
    )
    target = pl.col("at") >= 110
    is_headline = (pl.col("at") < len(headline)) | ((pl.col("at") >= 110) & (pl.col("at") < 110 + len(headline)))
    h = pl.when(target).then(pl.col("at") - 110).otherwise(pl.col("at")) % len(headline)
    percent = is_headline | (pl.col("kind") < 18)
    money = ~percent & (pl.col("kind") < 33)
    rank = ~percent & ~money & (pl.col("kind") < 36)
    year = pl.when(target).then(pl.col("report_year")).otherwise(pl.col("report_year") - 1)
    rate = ((pl.col("r2") % 280).cast(pl.Float64) / 10 - 4).round(1)
    value = (
        pl.when(percent).then(rate)
        .when(money).then(((pl.col("r2") % 99_000).cast(pl.Float64) + 10) * 1e6)
        .when(rank).then((pl.col("r2") % 100).cast(pl.Float64) + 1)
        .otherwise((pl.col("r2") % 9_900).cast(pl.Float64) + 1)
    )  # fmt: skip
    unit = (
        pl.when(percent).then(pl.lit("%")).when(money).then(pl.lit("元")).when(rank).then(pl.lit("名"))
        .otherwise(pick(COUNTERS, pl.col("r3")))
    )  # fmt: skip
    qualifier = pick(("exact",) * 7 + ("about", "over", "over"), pl.col("r3") // 2**4)
    document = pl.format("{}", pl.col("report").cast(pl.String).str.zfill(16))
    start = (pl.col("at") * 88).cast(pl.Int32)
    return (
        frame.with_columns(h=h.cast(pl.UInt32))
        .with_columns(
            document_id=document,
            start=start,
            end=start + 5,
            printed=value.cast(pl.String) + unit,
            subject=pl.when(is_headline)
            .then(pick([i.zh for i in headline], pl.col("h")))
            .otherwise(pick(SUBJECTS, pl.col("r3") // 2**6)),
            indicator=pl.when(is_headline).then(pick([i.indicator for i in headline], pl.col("h"))),
            sector=pl.when(is_headline)
            .then(pick([i.sector for i in headline], pl.col("h")))
            .otherwise(pick(list(lexicon.sectors()), pl.col("r3") // 2**9)),
            measure=pl.when(percent).then(pl.lit("growth")).when(rank).then(pl.lit("rank")).otherwise(pl.lit("level")),
            value=value,
            unit=unit,
            qualifier=qualifier,
            qualifier_text=pl.when(qualifier == "about")
            .then(pl.lit("左右"))
            .when(qualifier == "over")
            .then(pl.lit("以上")),
            force=pl.when(target).then(pick((None, "力争", "确保", "计划"), pl.col("r1") // 2**7)),
            claim=pl.when(target)
            .then(pick(("target",) * 4 + ("plan",), pl.col("r1") // 2**5))
            .otherwise(pick(("actual",) * 9 + ("estimate",), pl.col("r1") // 2**5)),
            period=year.cast(pl.String),
            period_start=pl.date(year, 1, 1),
            period_end=pl.date(year, 12, 31),
            period_stated=(pl.col("r1") // 2**3) % 3 == 0,
            year=year,
            region=pick([name for _, name in places], pl.col("place")),
            region_code=pick([code for code, _ in places], pl.col("place")),
            section=pl.when(target).then(pl.lit("二、今年工作安排")).otherwise(pl.lit("一、过去一年工作回顾")),
            rule=pl.lit("quantity:number;subject:left;claim:section;period:section;region:home"),
            confidence=(0.6 + (pl.col("r2") % 400).cast(pl.Float64) / 1000).cast(pl.Float32),
            origin=pl.lit("generated"),
        )
        .with_columns(fact_id=pl.format("{}-{}-{}", "document_id", "start", "end"))
        .with_columns(
            (pl.lit(None, dtype=FACT_SCHEMA[c]).alias(c))
            for c in ("subsector", "high", "comparison", "rank_scope", "entity")
        )
        .select(pl.col(c).cast(FACT_SCHEMA[c]) for c in FACT_COLUMNS)
    )


def documents(first: int, count: int) -> pl.DataFrame:
    """Reports number first … first+count-1."""
    places = counties()
    numbers = range(first, first + count)
    codes = [places[n % len(places)] for n in numbers]
    years = [FIRST_YEAR + n // len(places) % YEARS for n in numbers]
    return (
        pl.DataFrame(
            {
                "document_id": [f"{n:016d}" for n in numbers],
                "title": [f"{name}{year}年政府工作报告" for (_, name), year in zip(codes, years, strict=True)],
                "kind": "work_report",
                "publisher": [f"{name}人民政府" for _, name in codes],
                "date": [f"{year}-01-15" for year in years],
                "year": years,
                "region": [name for _, name in codes],
                "region_code": [code for code, _ in codes],
                "name": [f"{code}_{year}.txt" for (code, _), year in zip(codes, years, strict=True)],
                "characters": FACTS_A_REPORT * 88,
                "text": None,
                "origin": "added",
                "rules": "generated",
                "added_at": "2024-01-01 00:00:00",
                "url": None,
                "doubts": None,
                "sources": None,
            }
        )
        .with_columns(pl.col("date").str.to_date(), pl.col("added_at").str.to_datetime())
        .select(pl.col(c).cast(t) for c, t in DOCUMENT_SCHEMA.items())
    )


def make(path: Path, count: int, *, seed: int = 7, batch: int = 1_000_000) -> Path:
    """A database of `count` facts at `path`; one that is there is kept."""
    if path.exists():
        return path
    open_store(path, bundled=False)
    with writing(path) as cursor:
        insert(cursor, "documents", documents(0, -(-count // FACTS_A_REPORT)))
        for first in range(0, count, batch):
            insert(cursor, "facts", facts(first, min(batch, count - first), seed))
        add_regions(cursor)
    return path


def main() -> None:
    """Read the arguments and make the database."""
    parser = argparse.ArgumentParser(description="Make a database of generated facts.")
    parser.add_argument("facts", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    start = time.perf_counter()
    make(given.path, given.facts, seed=given.seed)
    size = given.path.stat().st_size / 1e6
    print(f"{given.facts:,} facts, {size:,.0f} MB, {time.perf_counter() - start:.1f} s: {given.path}")


if __name__ == "__main__":
    main()
