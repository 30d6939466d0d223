"""How fast a collection of reports goes into a database, with one process and with several.

    python benchmarks/scale/ingest.py                       # 300 reports of 17,000 characters, one process and two
    python benchmarks/scale/ingest.py --reports 3000 --jobs 2
    python benchmarks/scale/ingest.py --into facts-10000000.duckdb --reports 50    # into a large database
    python benchmarks/scale/ingest.py --cluster 2           # and on two workers of a cluster on this machine

Bars: 3,000 reports in under four minutes on two cores; the second core adds ≥ 0.7 of the first (scaling ≥ 0.85×);
memory flat. `floor` is reading and extraction alone, in one process, without a database. With a cluster the processor
seconds are those of `mubiao add` alone, which reads the files, hands them out and writes what comes back: they tell
how many workers one writer keeps busy. `kB/report` is the size of the database, texts included.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.turns import peer

FLOOR = (
    "import sys; from pathlib import Path; from mubiao.ingest import prepare\n"
    "print(sum(len(prepare(p).facts) for p in sorted(Path(sys.argv[1]).iterdir())))"
)


CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """The address of a cluster on this machine, gone afterwards."""
    program = folder / "cluster.py"  # a file, since its workers begin by reading it again
    program.write_text(CLUSTER, encoding="utf-8")
    command = [sys.executable, str(program), str(workers)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


@dataclass
class Cost:
    """Seconds, seconds of processor of all processes together, and the most megabytes they held at one time."""

    wall: float
    cpu: float
    memory: float


def family(pid: int) -> list[int]:
    """A process and those that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(p for child in children for p in family(int(child)))]


def resident(pid: int) -> float:
    """Megabytes of memory that a process alone holds: pages shared with others are counted by their share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def run(command: list[str]) -> Cost:
    """Run a command and watch its memory and that of its children."""
    before = os.times()
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    most = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.25):
            most = max(most, sum(map(resident, family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, said = process.communicate()
    wall = time.perf_counter() - begin
    done.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, most)


def main() -> None:
    """Read the arguments, write the reports, measure, print."""
    parser = argparse.ArgumentParser(description="Time adding a collection of reports.")
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="where the reports are kept; else a temporary one")
    parser.add_argument("--into", type=Path, help="a copy of this database receives them, else an empty one")
    parser.add_argument("--cluster", type=int, metavar="WORKERS", help="also on so many workers of a Dask cluster")
    given = parser.parse_args()
    mubiao = peer("mubiao")
    if mubiao is None:
        parser.error("mubiao is not installed beside this Python")
    with ExitStack() as stack:
        temporary = stack.enter_context(tempfile.TemporaryDirectory(prefix="mubiao-bench-"))
        folder = (given.folder or Path(temporary)) / f"reports-{given.reports}"
        make = [
            sys.executable,
            str(Path(__file__).parents[1] / "tools/reports.py"),
            str(given.reports),
            str(folder),
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        characters = sum(len(path.read_text(encoding="utf-8")) for path in folder.iterdir())
        print(
            f"{given.reports:,} reports, {characters:,} characters, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        print("\n| what | s | CPU s | characters/s | characters/CPU s | reports/min | MB | kB/report | × of first |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
        first: Cost | None = None
        commands = {"floor: read and extract": [sys.executable, "-c", FLOOR, str(folder)]}
        database = Path(temporary) / "reports.duckdb"
        for jobs in given.jobs:
            commands[f"add --jobs {jobs}"] = [mubiao, "--db", str(database), "add", "-q", "-j", str(jobs), str(folder)]
        if given.cluster:
            address = stack.enter_context(cluster(given.cluster, Path(temporary)))
            name = f"add --cluster, {given.cluster} workers"
            commands[name] = [mubiao, "--db", str(database), "add", "-q", "--cluster", address, str(folder)]
        for name, command in commands.items():
            for old in Path(temporary).glob("reports.duckdb*"):
                old.unlink()
            if given.into:
                shutil.copy(given.into, database)
            before, size = given.into.stat().st_size if given.into else 0, ""
            cost = run(command)
            if name.startswith("add"):
                first = first or cost
                size = f"{(database.stat().st_size - before) / given.reports / 1e3:.1f}"
            ratio = f"{first.wall / cost.wall:.2f}" if first else ""
            cells = [
                name,
                f"{cost.wall:.1f}",
                f"{cost.cpu:.1f}",
                f"{characters / cost.wall:,.0f}",
                f"{characters / cost.cpu:,.0f}",
                f"{60 * given.reports / cost.wall:,.0f}",
                f"{cost.memory:.0f}",
                size,
                ratio,
            ]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
