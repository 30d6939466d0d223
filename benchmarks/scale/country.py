"""What a plan for the whole country stands on: Parquet read in part, and several analysts on one machine.

    python benchmarks/scale/country.py                      # a million facts, 5,348 reports
    python benchmarks/scale/country.py --facts 200000 --runs 5

`read` is what DuckDB takes from the Parquet file for a query, counted by the system: what object storage would be
asked for. The queries of the analysts run as processes of their own, at the same time, on one database; `× of one` is
how many more are answered in a second than by one analyst alone, and a machine has no more than its cores. What
docs/scale.md concludes rests on this.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.turns import Run, peer, timed

PLACE, YEAR = "110108", "2001"

READ = """
import json, sys, time
import duckdb

def taken():
    return int(open("/proc/self/io").read().split()[1])

connection = duckdb.connect()
connection.execute("SET enable_progress_bar = false")
before, clock = taken(), time.process_time()
rows = len(connection.execute(sys.argv[2].replace("FACTS", f"read_parquet('{sys.argv[1]}')")).fetchall())
print(json.dumps([rows, taken() - before, time.process_time() - clock]))
"""

QUERIES = {
    "a place in a year, all columns": f"SELECT * FROM FACTS WHERE region_code = '{PLACE}' AND year = {YEAR}",
    "a place, five columns": f"SELECT subject, value, unit, claim, year FROM FACTS WHERE region_code = '{PLACE}'",
    "GDP growth of the country": "SELECT region, year, claim, value FROM FACTS "
    "WHERE indicator = 'gdp' AND measure = 'growth'",
    "facts by sector and claim": "SELECT sector, claim, count(*) FROM FACTS GROUP BY ALL",
    "everything": "SELECT * FROM FACTS",
}


def reads(parquet: Path) -> None:
    """How much of the file each query takes."""
    import json

    size = parquet.stat().st_size
    print("\n| query of the Parquet file | rows | read MB | % of the file | CPU ms |\n|---|---:|---:|---:|---:|")
    for name, query in QUERIES.items():
        told = subprocess.run([sys.executable, "-c", READ, parquet, query], check=True, capture_output=True, text=True)
        rows, read, cpu = json.loads(told.stdout)
        print(f"| {name} | {rows:,} | {read / 1e6:.2f} | {100 * read / size:.1f} | {1000 * cpu:.0f} |", flush=True)


def analysts(mubiao: str, database: Path, runs: int) -> None:
    """Queries of several people at once."""
    command = [mubiao, "--db", str(database), "query", "--region", PLACE, "--year", YEAR, "--csv"]
    timed(command)
    print(
        "\n| analysts | queries/s | median ms | CPU ms a query | MB each | × of one |\n|---:|---:|---:|---:|---:|---:|"
    )
    alone = 0.0
    for people in (1, 2, 4, 8):
        done: list[Run] = []

        def ask(done: list[Run] = done) -> None:
            for _ in range(runs):
                done.append(timed(command))

        threads = [threading.Thread(target=ask) for _ in range(people)]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rate = len(done) / (time.perf_counter() - begin)
        alone = alone or rate
        wall, cpu = (1000 * statistics.median(getattr(run, field) for run in done) for field in ("wall", "cpu"))
        memory = max(run.memory for run in done)
        print(f"| {people} | {rate:.1f} | {wall:.0f} | {cpu:.0f} | {memory:.0f} | {rate / alone:.2f} |", flush=True)


def main() -> None:
    """Read the arguments, make the database, measure, print."""
    parser = argparse.ArgumentParser(description="Measure what a plan for the whole country stands on.")
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=15, help="queries of each analyst")
    given = parser.parse_args()
    mubiao = peer("mubiao")
    if mubiao is None:
        parser.error("mubiao is not installed beside this Python")
    print(f"{given.facts:,} facts, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="mubiao-bench-") as temporary:
        database, out = Path(temporary) / "facts.duckdb", Path(temporary) / "out"
        make = [
            sys.executable,
            str(Path(__file__).parents[1] / "tools/generate.py"),
            str(given.facts),
            str(database),
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        cost = timed([mubiao, "--db", str(database), "export", str(out), "--as", "parquet", "--quiet"])
        parquet = out / "facts.parquet"
        print("\n| file | MB | bytes a fact |\n|---|---:|---:|")
        for name, path in (("database", database), ("facts.parquet", parquet)):
            size = path.stat().st_size
            print(f"| {name} | {size / 1e6:.1f} | {size / given.facts:.1f} |")
        print(f"\n`export` of it all as Parquet: {cost.wall:.1f} s, CPU {cost.cpu:.1f} s, {cost.memory:.0f} MB")
        reads(parquet)
        analysts(mubiao, database, given.runs)


if __name__ == "__main__":
    main()
