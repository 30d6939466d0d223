"""What size costs: the same work on ten thousand, a million and ten million facts.

    python benchmarks/scale/scale.py                                # 10⁴, 10⁵ and 10⁶
    python benchmarks/scale/scale.py --facts 10000 10000000         # ten million: 400 MB of disk, two minutes to make
    python benchmarks/scale/scale.py --columns subject value        # sort by these alone

Bars, of ten million against ten thousand: `query` of one place ≤ 1.3×; the explorer ready ≤ 1.2×; at ten million:
sort and filter on any column ≤ 2 s to the first screen, `targets` of the country < 5 s, explorer < 700 MB. Sorts and
filters run through the code that the grid runs, in a process of their own, with the memory that the explorer gives
DuckDB; processor seconds stand beside the clock's, because two idle cores share that work and a busy machine has none.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.terminal import Terminal
from tools.turns import Run, benched, ratio, timed, turns

PLACE, YEAR = "110108", "2001"

GRID = """
import json, resource, sys, time
from pathlib import Path
from mubiao.store import open_store
from mubiao.store.file import locking
from mubiao.queries import facts
from mubiao.queries.scope import COLUMNS
from mubiao.queries.selection import Selection
from mubiao_tui.app.opening import MEGABYTES

locking.limit_memory(MEGABYTES)
store = open_store(Path(sys.argv[1]))
FILTERS = {
    "claim": Selection(claim="target"), "region": Selection(region="110000", below=True),
    "years": Selection(years=(2005, 2006)), "word": Selection(text="学位"), "condition": Selection(text="value > 9000"),
    "two words": Selection(text="企业 街道"), "nothing": Selection(text="没有"),
}

def timed(kind, name, selection, sort=()):
    clock, processor = time.perf_counter(), time.process_time()
    order = facts.order(store, selection, sort)
    facts.window(store, order, 0, 384)
    found = {"kind": kind, "name": name, "wall": time.perf_counter() - clock, "rows": order.count}
    found["cpu"] = time.process_time() - processor
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps(found), flush=True)

timed("open", "all facts", Selection())
for name, selection in FILTERS.items():
    timed("filter", name, selection)
for name in sys.argv[2:] or COLUMNS:
    timed("sort", name, Selection(), ["-" + name])
"""

TARGETS = """
import json, resource, sys, time
from pathlib import Path
import polars as pl
from mubiao.store import open_store

store = open_store(Path(sys.argv[1]))
for name, rows in (
    ("GDP growth", store.targets().filter(pl.col("indicator") == "gdp", pl.col("measure") == "growth")),
    ("everything", store.targets()),
):
    clock, processor = time.perf_counter(), time.process_time()
    found = {"name": name, "rows": rows.collect().height, "wall": time.perf_counter() - clock}
    found["cpu"] = time.process_time() - processor
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps(found), flush=True)
"""


def lines(code: str, *arguments: str) -> list[dict[str, float]]:
    """What a program prints, each line an object."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def queries(mubiao: str, databases: dict[int, Path], runs: int) -> None:
    """One place in one year, as many rows whatever the size; and the place in all years, which are more and more."""
    print("\n| `query` | facts | median ms | CPU ms | MB | × of smallest |\n|---|---:|---:|---:|---:|---:|")
    for name, more in (
        ("a place in a year", ["--year", YEAR]),
        ("a place", []),
        ("a place, top 10", ["--limit", "10"]),
    ):
        found = turns(
            {
                str(facts): partial(timed, [mubiao, "--db", str(path), "query", "--region", PLACE, "--csv", *more])
                for facts, path in databases.items()
            },
            runs,
        )
        least = found[str(min(databases))]
        for facts, costs in found.items():
            wall, cpu = (1000 * statistics.median(getattr(c, field) for c in costs) for field in ("wall", "cpu"))
            memory = max(c.memory for c in costs)
            print(f"| {name} | {int(facts):,} | {wall:.0f} | {cpu:.0f} | {memory:.0f} | {ratio(costs, least):.2f} |")


def explorer(mubiao: str, databases: dict[int, Path], folder: Path, runs: int) -> None:
    """Until the explorer is ready, and its memory after a look at the facts, a jump to the end and a sort."""
    environ = {"MUBIAO_STATE": str(folder / "state"), "MUBIAO_LANG": "en", "LANG": "C.UTF-8"}

    def ready(path: Path) -> Run:
        for old in (folder / "state").glob("*"):
            old.unlink()
        with Terminal([mubiao, "--db", str(path)], environ=environ) as terminal:
            wall = terminal.ready("indicator")
            return Run(wall, terminal.processor(), terminal.memory())

    def used(path: Path) -> float:
        with Terminal([mubiao, "--db", str(path)], environ=environ) as terminal:
            terminal.ready("indicator")
            terminal.settle()
            for key in ("4", "end", "home", "right", "right", "[", "end", "home", "pagedown"):
                terminal.press(key, quiet=1.0, limit=20)
            terminal.settle(quiet=2.0, limit=60)
            return terminal.memory()

    found = turns({str(facts): partial(ready, path) for facts, path in databases.items()}, runs)
    least = found[str(min(databases))]
    print("\n| explorer | ready ms | CPU ms | × of smallest | MB | MB after sorting |\n|---:|---:|---:|---:|---:|---:|")
    for facts, costs in found.items():
        wall, cpu = (1000 * statistics.median(getattr(c, field) for c in costs) for field in ("wall", "cpu"))
        memory, most = max(c.memory for c in costs), used(databases[int(facts)])
        print(f"| {int(facts):,} | {wall:.0f} | {cpu:.0f} | {ratio(costs, least):.2f} | {memory:.0f} | {most:.0f} |")


def grids(databases: dict[int, Path], columns: list[str]) -> None:
    """Filters and sorts to the first screen."""
    print("\n| first screen | facts | median s | slowest s | CPU s | slowest CPU s | the slowest | MB |")
    print("|---|---:|---:|---:|---:|---:|---|---:|")
    for facts, path in databases.items():
        found = lines(GRID, str(path), *columns)
        for kind in ("open", "filter", "sort"):
            of = [line for line in found if line["kind"] == kind]
            wall, cpu = ([line[field] for line in of] for field in ("wall", "cpu"))
            slowest = max(of, key=lambda line: line["cpu"])["name"]
            memory = max(line["memory"] for line in of)
            figures = (statistics.median(wall), max(wall), statistics.median(cpu), max(cpu))
            cells = [kind, f"{facts:,}", *(f"{figure:.2f}" for figure in figures), slowest, f"{memory:.0f}"]
            print(f"| {' | '.join(cells)} |", flush=True)


def targets(databases: dict[int, Path]) -> None:
    """Targets against outcomes of every place, in a process of their own."""
    print("\n| `targets` of the country | facts | rows | s | CPU s | MB |\n|---|---:|---:|---:|---:|---:|")
    for facts, path in databases.items():
        for line in lines(TARGETS, str(path)):
            print(
                f"| {line['name']} | {facts:,} | {line['rows']:,} | {line['wall']:.2f} | {line['cpu']:.2f} "
                f"| {line['memory']:.0f} |",
                flush=True,
            )


def main() -> None:
    """Read the arguments, make the databases, measure, print."""
    parser = argparse.ArgumentParser(description="Measure what size costs.")
    parser.add_argument("--facts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the databases are kept; else a temporary one")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--columns", nargs="*", default=[], help="sort by these alone")
    given = parser.parse_args()
    os.environ["MUBIAO_CACHE"] = ""  # what pairing costs is measured, not what finding kept pairs does
    with benched(parser, given.folder) as (mubiao, folder):
        databases: dict[int, Path] = {}
        print(
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n| facts | MB | bytes a fact |\n|---:|---:|---:|"
        )
        for facts in sorted(given.facts):
            path = databases[facts] = folder / f"facts-{facts}.duckdb"
            make = [sys.executable, str(Path(__file__).parents[1] / "tools/generate.py"), str(facts), str(path)]
            subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
            size = path.stat().st_size
            print(f"| {facts:,} | {size / 1e6:.1f} | {size / facts:.0f} |", flush=True)
        queries(mubiao, databases, given.runs)
        explorer(mubiao, databases, folder, given.runs)
        targets(databases)
        grids(databases, given.columns)


if __name__ == "__main__":
    main()
