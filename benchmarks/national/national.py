"""What the bundled country says of growth targets, beside what papers and the press have published: docs/national.md.

    python benchmarks/national/national.py > docs/national.md
    python benchmarks/national/national.py --db country.duckdb

Without --db the bundle that ships is put into a database that is gone afterwards. The folder `published` holds what was
published, each figure with its source: `targets.csv` single targets and outcomes, `tallies.csv` how many provinces
lowered, kept or raised their target, `spread.csv` other counts, `papers.csv` findings of papers, `notes.csv` why a
figure differs. A place and year counts once, with the printed low end; a range counts at its middle for a direction,
and other words alone change none.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from mubiao.panels import kendall, panel, stats
from mubiao.panels.summary import level_of
from mubiao.store import Store, open_store

PUBLISHED = Path(__file__).with_name("published")
LEVELS = ("country", "province", "prefecture")
SINCE = 2000


def main() -> int:
    """The page on stdout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--db", type=Path, help="a database; else one of the bundle that ships")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("MUBIAO_BUNDLE", None)
        store = open_store(given.db or Path(folder) / "country.duckdb", create=given.db is None)
        sys.stdout.writelines(f"{line}\n" for line in page(store))
    return 0


def page(store: Store) -> Iterator[str]:
    """The page, line by line."""
    rows = store.targets().filter(pl.col("indicator") == "gdp", pl.col("measure") == "growth").collect()
    rows = rows.filter(pl.col("period_kind") == "year", pl.col("basis").is_null())
    rows = rows.with_columns(level=level_of(rows["region_code"]))
    rows = rows.filter(pl.col("year") <= store.documents()["year"].max())
    yield "# Growth targets of the country"
    yield ""
    yield "Made by `python benchmarks/national/national.py > docs/national.md` from the bundled facts; how a target and"
    yield "an outcome are chosen is told in [targets.md](targets.md). Growth in per cent; of a range the lower end"
    yield "counts."
    yield from _covered(store)
    yield from _by_year(rows)
    yield from _wording(rows)
    yield from _ratchet(rows)
    yield from _tallies(rows)
    yield from _spread(rows)
    yield from _papers(rows)
    yield from _single(rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]], texts: int = 1) -> Iterator[str]:
    """A Markdown table; the first `texts` columns are texts."""
    yield ""
    yield f"| {' | '.join(head)} |"
    yield "|" + "|".join("---" if at < texts else "---:" for at in range(len(head))) + "|"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".")
        case int():
            return str(value)
        case _:
            return str(value).replace("|", "\\|")


def _covered(store: Store) -> Iterator[str]:
    documents = store.documents()
    levels = documents.with_columns(level=level_of(documents["region_code"]))
    yield ""
    yield "## What is there"
    counted = levels.group_by("level").agg(
        documents=pl.len(),
        places=pl.col("region_code").n_unique(),
        first=pl.col("year").min(),
        last=pl.col("year").max(),
    )
    order = {name: at for at, name in enumerate((*LEVELS, "county", "town", "zone", None))}
    found = sorted(counted.rows(), key=lambda row: order[row[0]])
    yield from _table(
        ["level", "documents", "places", "first", "last"], [(row[0] or "not known", *row[1:]) for row in found]
    )
    made = panel(store.targets(), documents, "gdp", years=(2000, 2023))
    yield ""
    yield f"`mubiao panel gdp growth --level province --since 2000 --until 2023`: {made.closing}."


def _headed(title: str, said: str) -> Iterator[str]:
    yield from ("", f"## {title}", "", said)


def _by_year(rows: pl.DataFrame) -> Iterator[str]:
    yield from _headed(
        "Targets by year and level",
        "n places, mean, standard deviation; amplification is the mean of the target less that of the place above.",
    )
    told = stats(rows.filter(pl.col("year") >= SINCE), ["year", "level"])
    by = {(row["year"], row["level"]): row for row in told.to_dicts()}
    lines = []
    for year in sorted({year for year, _ in by}):
        nation, *others = (by.get((year, level), {}) for level in LEVELS)
        line: list[Any] = [year, nation.get("mean")]
        for one in others:
            line += [one.get("n"), one.get("mean"), one.get("sd"), one.get("mean_amplification")]
        lines.append(line)
    head = [
        "year",
        "nation",
        *(f"{name} {what}" for name in ("provinces", "cities") for what in ("n", "mean", "sd", "amplified")),
    ]
    yield from _table(head, lines)


def _wording(rows: pl.DataFrame) -> Iterator[str]:
    yield from _headed(
        "Wording, and what came of it",
        "Shares of all targets stated by provinces; met of those met and missed; gap is the outcome less the target.",
    )
    told = stats(
        rows.filter(pl.col("year") >= SINCE, pl.col("level").is_in(["province", "prefecture"])), ["year", "level"]
    )
    by = {(row["year"], row["level"]): row for row in told.to_dicts()}
    lines = []
    for year in sorted({year for year, _ in by}):
        one, other = by.get((year, "province"), {}), by.get((year, "prefecture"), {})
        shares = [one.get(f"share_{word}") for word in ("exact", "about", "over", "range", "words")]
        met = [one.get("share_met"), one.get("mean_gap"), other.get("share_met"), other.get("mean_gap")]
        lines.append([year, *shares, *met])
    head = ["year", "exact", "about", "over", "range", "words", "provinces met", "gap", "cities met", "gap of cities"]
    yield from _table(head, lines)


def _ratchet(rows: pl.DataFrame) -> Iterator[str]:
    yield from _headed(
        "The ratchet",
        "A target held against the outcome of the year before: slope and R² of a straight line, and Kendall's τ.",
    )
    lines = []
    for level in ("province", "prefecture"):
        for first, last in ((2001, 2010), (2011, 2019), (2021, 2026)):
            pair = rows.filter(
                pl.col("level") == level, pl.col("year").is_between(first, last), pl.col("target").is_not_null(),
                pl.col("previous").is_not_null(), pl.col("previous").abs() < 40,
            )  # fmt: skip
            x, y = pair["previous"].to_list(), pair["target"].to_list()
            lines.append([level, f"{first}–{last}", len(x), *_line(x, y), kendall(x, y)])
    yield from _table(["level", "years", "n", "slope", "R²", "τ"], lines, texts=2)


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[float | None, float | None]:
    """Slope and R² of the line through the points."""
    if len(x) < 3:
        return None, None
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    xx = sum((a - mean_x) ** 2 for a in x)
    yy = sum((b - mean_y) ** 2 for b in y)
    xy = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return (xy / xx, xy * xy / (xx * yy)) if xx and yy else (None, None)


def _middle(row: dict[str, Any]) -> float | None:
    target, high = row["target"], row["target_high"]
    return None if target is None else target if high is None else (target + high) / 2


def _tallies(rows: pl.DataFrame) -> Iterator[str]:
    yield from _headed(
        "Lowered, kept, raised",
        "Provinces whose target is below, at or above that of the year before; n are those with both.",
    )
    provinces = {
        (r["region_code"], r["year"]): _middle(r) for r in rows.filter(pl.col("level") == "province").to_dicts()
    }
    lines = []
    for row in pl.read_csv(PUBLISHED / "tallies.csv").to_dicts():
        year = row["year"]
        steps = [
            round(now - then, 6)
            for (code, when), now in provinces.items()
            if when == year and now is not None and (then := provinces.get((code, year - 1))) is not None
        ]
        ours = [sum(s < 0 for s in steps), sum(s == 0 for s in steps), sum(s > 0 for s in steps)]
        said = "/".join("–" if row[name] is None else str(row[name]) for name in ("lowered", "kept", "raised"))
        told = [row[name] for name in ("lowered", "kept", "raised")]
        off = sum(abs(a - b) for a, b in zip(ours, told, strict=True) if b is not None)
        lines.append(
            [
                year,
                said,
                row["places"],
                "/".join(map(str, ours)),
                len(steps),
                _why(off, row["places"] - len(steps)),
                row["source"],
            ]
        )
    yield from _table(["year", "published", "of", "here", "n", "", "source"], lines)


def _why(off: int, fewer: int) -> str:
    """How a tally that differs is to be understood."""
    if not off:
        return "same"
    if off <= 2 * max(fewer, 0) + 2:
        return f"{fewer} places fewer here" if fewer > 0 else "one or two counted otherwise"
    return "open"


def _spread(rows: pl.DataFrame) -> Iterator[str]:
    yield ""
    yield "## Level and spread"
    lines = []
    for row in pl.read_csv(PUBLISHED / "spread.csv", infer_schema_length=None).to_dicts():
        of_year = rows.filter(pl.col("level") == "province", pl.col("year") == row["year"])
        ours, n = _counted(of_year, row["what"]), of_year["target"].count()
        lines.append([row["year"], row["what"], row["published"], ours, n, row["source"]])
    yield from _table(["year", "what", "published", "here", "n", "source"], lines, texts=2)


def _counted(rows: pl.DataFrame, what: str) -> float | int | None:
    target = rows.select(pl.min_horizontal("target", "target_high").alias("t"))["t"].drop_nulls()
    word, _, number = what.rpartition(" ")
    if word in ("at least", "above", "below", "exactly"):
        bound = float(number)
        passed = {
            "at least": target >= bound,
            "above": target > bound,
            "below": target < bound,
            "exactly": target == bound,
        }
        return int(passed[word].sum())
    reached = rows.filter(pl.col("outcome").is_not_null(), pl.col("target").is_not_null())
    low = pl.min_horizontal("target", "target_high")
    if what in ("reached", "missed"):
        met = reached.filter(pl.col("outcome") >= low - 1e-9).height
        return met if what == "reached" else reached.height - met
    if what == "ranges":
        return rows["target_high"].count()
    if what in ("about", "over"):
        return rows.filter(pl.col("target_qualifier") == what, pl.col("target_high").is_null()).height
    measures: dict[str, Any] = {"min": target.min, "max": target.max, "mean": target.mean, "median": target.median}
    found = measures[what]()
    return None if found is None else float(found)


def _papers(rows: pl.DataFrame) -> Iterator[str]:
    yield ""
    yield "## What papers find"
    told = stats(rows.filter(pl.col("year").is_between(2000, 2018)), ["level"])
    by = {row["level"]: row for row in told.to_dicts()}
    late = {
        row["level"]: row for row in stats(rows.filter(pl.col("year").is_between(2014, 2018)), ["level"]).to_dicts()
    }
    early = {
        row["level"]: row for row in stats(rows.filter(pl.col("year").is_between(2000, 2013)), ["level"]).to_dicts()
    }
    city = stats(
        rows.filter(pl.col("year").is_between(2001, 2016), pl.col("level") == "prefecture"), ["level"]
    ).to_dicts()
    years = stats(rows.filter(pl.col("year").is_between(2003, 2025)), ["year", "level"])
    means = {(row["year"], row["level"]): row["mean"] for row in years.to_dicts()}
    ordered = [year for year in range(2003, 2026) if all(means.get((year, level)) is not None for level in LEVELS)]
    rising = sum(means[y, "country"] < means[y, "province"] < means[y, "prefecture"] for y in ordered)
    ours = [
        f"2000–2018: provinces {_cell(by['province']['mean_amplification'])} above the nation, cities "
        f"{_cell(by['prefecture']['mean_amplification'])} above their provinces: the same",
        f"2001–2016: {_cell(city[0]['mean_amplification'])} points above, {city[0]['n']} place-years: the same"
        if city
        else "no cities",
        f"2000–2018: met {_cell(by['province']['share_met'])} of provinces and "
        f"{_cell(by['prefecture']['share_met'])} of cities; amplification of cities "
        f"{_cell(early['prefecture']['mean_amplification'])} to 2013, "
        f"{_cell(late['prefecture']['mean_amplification'])} after; standard deviation "
        f"{_cell(by['province']['sd'])} and {_cell(by['prefecture']['sd'])}",
        f"the order holds in {rising} of {len(ordered)} years of 2003–2025 for which all three have a target",
    ]
    papers = pl.read_csv(PUBLISHED / "papers.csv").to_dicts()
    yield from _table(
        ["paper", "says", "here"], [[p["paper"], p["says"], o] for p, o in zip(papers, ours, strict=True)], texts=3
    )
    yield ""
    yield "The papers' own tables rest on other samples (230 to 276 cities, other years), so that levels differ; what"
    yield "is compared is the direction of each finding."


def _single(rows: pl.DataFrame) -> Iterator[str]:
    from mubiao.regions.table import places

    known = [(p.name, p.code) for p in places().values() if str(p.level) in ("province", "prefecture")]
    codes = {"全国": "CN", **dict(known)}
    here = {(r["region_code"], r["year"]): r for r in rows.to_dicts()}
    notes = {(r["place"], r["year"], r["kind"]): r for r in pl.read_csv(PUBLISHED / "notes.csv").to_dicts()}
    same, differ, absent = 0, [], []
    kinds = {"target": [0, 0], "outcome": [0, 0]}
    for said in pl.read_csv(PUBLISHED / "targets.csv", infer_schema=False).to_dicts():
        value = _number(said["value"])
        if value is None:
            continue
        name = (
            said["place"]
            if said["place"] in codes
            else next((n for n, _ in known if n.startswith(said["place"])), said["place"])
        )
        row = here.get((codes.get(name), int(said["year"])), {})
        ours, high = row.get(said["kind"]), row.get("target_high") if said["kind"] == "target" else None
        if ours is None:
            absent.append((name, int(said["year"]), said["kind"]))
            continue
        kinds[said["kind"]][1] += 1
        if abs(min(ours, high if high is not None else ours) - value) < 0.051:
            same += 1
            kinds[said["kind"]][0] += 1
            continue
        note = notes.get((name, int(said["year"]), said["kind"]), {})
        differ.append(
            [
                name,
                said["year"],
                said["kind"],
                value,
                ours,
                note.get("verdict", "open"),
                note.get("why", ""),
                said["source"],
            ]
        )
    yield ""
    yield "## Single figures of the press"
    yield ""
    yield (
        f"{same} of {same + len(differ)} that can be compared agree to a tenth: {kinds['target'][0]} of "
        f"{kinds['target'][1]} targets, {kinds['outcome'][0]} of {kinds['outcome'][1]} outcomes. {len(absent)} have no "
        "figure here, mostly since the report is not in the collection."
    )
    yield from _table(["place", "year", "what", "printed", "here", "why", "", "source"], differ, texts=3)
    yield ""
    yield "`press`: the report says otherwise. `preliminary`: told before or after it. `open`: not explained."
    if absent:
        yield ""
        yield "No figure here: " + ", ".join(f"{name} {year} ({kind})" for name, year, kind in absent) + "."


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
