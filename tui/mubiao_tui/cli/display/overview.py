"""The database at a glance, as text: what `mubiao` prints where there is no terminal to explore it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mubiao import lexicon
from mubiao.columns import heading
from mubiao_tui.cli.diagnostics import plural
from mubiao_tui.cli.display.table import table
from mubiao_tui.output.formats import Style
from mubiao_tui.output.results import Kind, ResultColumn, Rows
from mubiao_tui.strings import Strings

if TYPE_CHECKING:
    import polars as pl

    from mubiao.store import Store

PLACES = 12
SERIES = 20

TITLES = {
    "en": ("Facts by place", "Facts by sector", "Headline targets, the latest of each place", "{} more"),
    "zh": ("各地事实", "各部门事实", "各地最近的主要目标", "另有 {}"),
}


def overview(store: Store, language: str, title: str = "") -> Iterator[str]:
    """Documents, facts by place and by sector, and the latest headline targets; `title` instead of the file's name."""
    documents, places = store.documents(), store.regions()
    places_title, sectors_title, targets_title, more = TITLES[language]
    yield _counts(title or store.path.name, documents) + "\n"
    if documents.is_empty():
        return
    spoken = places.filter(places["facts"] > 0).sort("facts", descending=True, maintain_order=True)
    rows = spoken.select("region", "region_code", "documents", "facts").rows()
    yield f"\n{places_title}\n\n"
    yield from _table(["region", "region_code", "documents", "facts"], rows[:PLACES], language)
    if len(rows) > PLACES:
        yield more.format(len(rows) - PLACES) + "\n"
    yield f"\n{sectors_title}\n\n"
    yield from _table(["sector", "actual", "estimate", "target", "plan"], _by_sector(store, language), language)
    found = _headline(store)
    if found:
        yield f"\n{targets_title}\n\n"
        names = ["region", "indicator", "year", "previous", "target", "target_words", "outcome", "verdict"]
        yield from _table(names, [_named(row, language) for row in found[:SERIES]], language)
        if len(found) > SERIES:
            yield more.format(len(found) - SERIES) + "\n"


def _counts(name: str, documents: pl.DataFrame) -> str:
    facts = plural(int(documents["facts"].sum()), "fact")
    years = sorted(year for year in documents["year"].unique().to_list() if year is not None)
    span = f", {years[0]}–{years[-1]}" if len(years) > 1 else "".join(f", {year}" for year in years)
    return f"{name}: {plural(documents.height, 'document')}, {facts}{span}"


def _by_sector(store: Store, language: str) -> list[tuple[Any, ...]]:
    counted = store.facts().select("sector", "claim").collect().group_by("sector", "claim").len()
    found = {(sector, claim): count for sector, claim, count in counted.rows()}
    rows = []
    for sector in lexicon.sectors().values():
        counts = [found.get((sector.sector, claim), 0) for claim in ("actual", "estimate", "target", "plan")]
        name = sector.zh if language == "zh" else f"{sector.sector} {sector.zh}"
        rows.append((name, *counts))
    return sorted((row for row in rows if sum(row[1:])), key=lambda row: -sum(row[1:]))


def _headline(store: Store) -> list[dict[str, Any]]:
    """The growth (or rate) targets of each place's latest report, in figures or words, in the order of panels."""
    import polars as pl

    order = pl.DataFrame({"indicator": lexicon.headline()}).with_row_index("panel")
    rows = store.targets().filter(
        pl.col("indicator").is_in(lexicon.headline()),
        pl.col("measure").is_in(["growth", "share"]),
        pl.col("target").is_not_null() | pl.col("target_words").is_not_null(),
        pl.col("period").str.len_chars() == 4,
    )
    latest = rows.collect().filter(pl.col("year") == pl.col("year").max().over("region_code"))
    return latest.join(order, on="indicator").sort("region_code", "panel", maintain_order=True).to_dicts()


def _named(row: dict[str, Any], language: str) -> list[Any]:
    known = lexicon.indicators()[row["indicator"]]
    name = known.zh if language == "zh" else f"{row['indicator']} {known.zh}"
    verdict = Strings("zh").maybe(f"verdict.{row['verdict']}", row["verdict"]) if language == "zh" else row["verdict"]
    numbers = [row[column] for column in ("year", "previous", "target", "target_words", "outcome")]
    return [row["region"], name, *numbers, verdict]


KINDS = {
    **dict.fromkeys(["documents", "facts", "year", "actual", "estimate", "plan"], Kind.INTEGER),
    **dict.fromkeys(["previous", "target", "outcome"], Kind.NUMBER),
}


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]], language: str) -> Iterator[str]:
    columns = [ResultColumn(name, KINDS.get(name, Kind.TEXT)) for name in names]
    return table(
        Rows(columns, rows),
        Style(),
        headings=[heading(name, language) for name in names] if language == "zh" else names,
    )
