"""Cells of the bundled country, drawn by a seed to be read against the reports, and what the reading came to.

    python benchmarks/national/cells.py draw --collection FOLDER [--seed N] [--gdp 300] [--others 300] [--silent 100]
        [--without cells_read.csv]... > cells.csv
    python benchmarks/national/cells.py score cells.csv [cells2.csv ...]

`draw` writes a row a cell, with all that is needed to read it: place, year, side, value, what it claims, the path of
the document in the collection, and the offsets of the figure in the text that is read from it. The cells are spread
over levels and decades, and none of those in the files of `--without` is drawn again. `silent` cells are place-years of
GDP growth that are said to state no target. A reader fills `right` (yes or no) and, where it is no, `read` (what the
report says) and `why`. Sentences are printed to stderr for the reader alone, with --show.

`score` counts what was filled: the share that is right with its interval (Wilson, 95 %), by kind, level and age, and
lists every error. Of several files each is counted by itself: a sample is a first sight only of the build it was drawn
from.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl

from mubiao import lexicon
from mubiao.bundle import ADDRESS, FOLDERS
from mubiao.documents import read_bytes
from mubiao.panels import panel
from mubiao.panels.summary import level_of
from mubiao.store import Store, open_store

FIELDS = (
    *(
        "cell",
        "kind",
        "level",
        "region",
        "region_code",
        "year",
        "indicator",
        "measure",
        "side",
        "value",
        "high",
        "unit",
    ),
    *("qualifier", "claim", "path", "start", "end", "printed", "right", "read", "why"),
)
KEY = ("region_code", "year", "indicator", "measure", "side")
"""What makes a cell the same as one that has been read."""
AROUND = 90
"""Characters on either side of a figure that a reader is shown."""
MODERN = 1998
"""The year from which reports read alike. Each level and decade has as many cells, though few are left from before."""


def main() -> int:
    """Draw or score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="cells to read")
    drawing.add_argument("--db", type=Path, help="a database; else one of the bundle that ships")
    drawing.add_argument("--collection", type=Path, default=os.environ.get("MUBIAO_COLLECTION"))
    drawing.add_argument("--seed", type=int, default=20261130)
    for name, count in (("gdp", 300), ("others", 300), ("silent", 100)):
        drawing.add_argument(f"--{name}", type=int, default=count)
    drawing.add_argument("--without", type=Path, action="append", default=[], help="cells that have been read before")
    drawing.add_argument("--show", action="store_true", help="print the sentences to stderr")
    scoring = commands.add_parser("score", help="what was read")
    scoring.add_argument("cells", type=Path, nargs="+")
    given = parser.parse_args()
    if given.command == "score":
        for number, path in enumerate(given.cells):
            sys.stdout.writelines(f"{line}\n" for line in (("", f"{path}:") if number else (f"{path}:",)))
            with path.open(encoding="utf-8", newline="") as file:
                sys.stdout.writelines(f"{line}\n" for line in scored(list(csv.DictReader(file))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("MUBIAO_BUNDLE", None)
        store = open_store(given.db or Path(folder) / "country.duckdb", create=given.db is None)
        cells = drawn(store, given.seed, given.gdp, given.others, given.silent, _known(given.without))
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells)
    if given.show and given.collection:
        sys.stderr.writelines(shown(cells, Path(given.collection)))
    return 0


def _known(paths: Sequence[Path]) -> pl.DataFrame:
    """The keys of the cells in such files."""
    read = [pl.read_csv(path, infer_schema=False).select(KEY).cast({"year": pl.Int64}) for path in paths]
    return pl.concat(read) if read else pl.DataFrame(schema={**dict.fromkeys(KEY, pl.String), "year": pl.Int64})


def drawn(
    store: Store, seed: int, gdp: int, others: int, silent: int, known: pl.DataFrame | None = None
) -> list[dict[str, Any]]:
    """The cells that are not known, numbered; the same seed on the same facts draws the same ones."""
    known = _known([]) if known is None else known
    chance = random.Random(seed)
    rows = store.targets().filter(pl.col("indicator").is_in(lexicon.headline())).collect()
    rows = rows.filter(pl.col("period_kind") == "year", pl.col("basis").is_null())
    rows = rows.with_columns(level=level_of(rows["region_code"]))
    sides = [_side(rows, side) for side in ("target", "outcome")]
    cells = pl.concat(sides).sort("region_code", "year", "indicator", "measure", "side", "fact_id")
    cells = cells.join(known, on=KEY, how="anti", maintain_order="left")
    growth = (pl.col("indicator") == "gdp") & (pl.col("measure") == "growth")
    silences = _silent(store).join(known, on=KEY, how="anti", maintain_order="left")
    found = [
        *({**row, "kind": "gdp"} for row in _spread(cells.filter(growth), gdp, chance)),
        *({**row, "kind": "others"} for row in _spread(cells.filter(pl.col("indicator") != "gdp"), others, chance)),
        *({**row, "kind": "silent"} for row in _spread(silences, silent, chance)),
    ]
    placed = _placed(found, store)
    return [{**row, "cell": number} for number, row in enumerate(placed, 1)]


def _side(rows: pl.DataFrame, side: str) -> pl.DataFrame:
    """The cells of one side."""
    claim = pl.lit("target") if side == "target" else pl.col("outcome_claim")
    high = pl.col("target_high") if side == "target" else pl.lit(None, pl.Float64)
    return rows.filter(pl.col(side).is_not_null(), pl.col("region_code").is_not_null()).select(
        *("level", "region", "region_code", "year", "indicator", "measure", "unit"),
        side=pl.lit(side), value=pl.col(side), high=high, qualifier=pl.col(f"{side}_qualifier"), claim=claim,
        fact_id=pl.col(f"{side}_fact"),
    )  # fmt: skip


def _silent(store: Store) -> pl.DataFrame:
    """Place-years of GDP growth whose report is at hand and is said to state no target."""
    made = panel(store.targets(), store.documents(), "gdp", level="all").rows.filter(pl.col("status") == "not stated")
    empty = {"side": "target", "value": None, "high": None, "qualifier": None, "claim": None, "fact_id": None}
    columns = ("level", "region", "region_code", "year", "indicator", "measure", "unit")
    return made.select(*columns, *(pl.lit(value).alias(name) for name, value in empty.items()))


def _spread(cells: pl.DataFrame, count: int, chance: random.Random) -> list[dict[str, Any]]:
    """So many cells, as evenly over levels and decades as these have any."""
    groups: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in cells.to_dicts():
        groups.setdefault((str(row["level"]), row["year"] // 10), []).append(row)
    for group in groups.values():
        chance.shuffle(group)
    found: list[dict[str, Any]] = []
    while len(found) < count and any(groups.values()):
        for key in sorted(groups):
            if groups[key] and len(found) < count:
                found.append(groups[key].pop())
    return found


def _placed(found: Sequence[dict[str, Any]], store: Store) -> Iterator[dict[str, Any]]:
    """The cells with the path of their document and the place of their figure."""
    documents = {row["document_id"]: row for row in store.documents().to_dicts()}
    reports = {(row["region_code"], row["year"]): row for row in documents.values() if row["kind"] == "work_report"}
    ids = [row["fact_id"] for row in found if row["fact_id"]]
    facts = store.facts().filter(pl.col("fact_id").is_in(ids)).select("fact_id", "start", "end", "printed").collect()
    at = {row["fact_id"]: row for row in facts.to_dicts()}
    for row in found:
        fact = at.get(row["fact_id"] or "", {})
        key = str(row["fact_id"]).partition("-")[0]
        document = documents.get(key) or reports.get((row["region_code"], row["year"]), {})
        told = {**row, **{name: fact.get(name) for name in ("start", "end", "printed")}, "path": _path(document)}
        yield {name: told.get(name) for name in FIELDS}


def _path(document: dict[str, Any]) -> str:
    """The path in the collection, its folder as it is handed round; of another document its name."""
    url = document.get("url") or ""
    if not url.startswith(ADDRESS):
        return str(document.get("name", ""))
    folder, _, rest = unquote(url.removeprefix(f"{ADDRESS}/")).partition("/")
    return f"{ {long: short for short, long in FOLDERS.items()}[folder] }/{rest}"


def shown(cells: Sequence[dict[str, Any]], collection: Path) -> Iterator[str]:
    """What stands around each figure, for the reader."""
    for cell in cells:
        file = collection / cell["path"]
        if cell["start"] is None or not file.is_file():
            yield f"{cell['cell']}\t{cell['region']} {cell['year']}\t{cell['path']}\n"
            continue
        text = read_bytes(file.read_bytes(), file.name).text
        before, after = text[max(0, cell["start"] - AROUND) : cell["start"]], text[cell["end"] : cell["end"] + AROUND]
        around = f"{before}[{cell['printed']}]{after}".replace("\n", " ")
        yield f"{cell['cell']}\t{cell['region']} {cell['year']} {cell['indicator']} {cell['side']}\t{around}\n"


def scored(cells: Sequence[dict[str, str]]) -> Iterator[str]:
    """The share that is right by kind, by kind and level, by kind and age, and every error."""
    read = [cell for cell in cells if cell["right"].strip().lower() in ("yes", "no")]
    yield f"{len(read)} of {len(cells)} cells are read"
    yield ""
    yield "| kind | level or age | read | right | % | 95 % |"
    yield "|---|---|---:|---:|---:|---|"
    groups: dict[tuple[str, str], list[bool]] = {}
    for cell in read:
        right = cell["right"].strip().lower() == "yes"
        side = f"gdp {cell['side']}" if cell["kind"] == "gdp" else cell["kind"]
        age = "before 1998" if int(cell["year"]) < MODERN else "since 1998"
        for key in {(cell["kind"], "all"), (side, "all"), (cell["kind"], cell["level"]), (cell["kind"], age)}:
            groups.setdefault(key, []).append(right)
    for (kind, level), found in sorted(groups.items()):
        low, high = wilson(sum(found), len(found))
        share = f"{100 * sum(found) / len(found):.1f} | {100 * low:.1f}–{100 * high:.1f}"
        yield f"| {kind} | {level} | {len(found)} | {sum(found)} | {share} |"
    wrong = [cell for cell in read if cell["right"].strip().lower() == "no"]
    yield ""
    for cell in wrong:
        what = f"{cell['region']} {cell['year']} {cell['indicator']} {cell['measure']} {cell['side']}"
        yield f"- {what}: {cell['value']} here, {cell['read'] or 'nothing'} in {cell['path']}; {cell['why']}"


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share."""
    share = right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


if __name__ == "__main__":
    sys.exit(main())
