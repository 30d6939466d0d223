"""Commands timed turn by turn, so that a busy machine disturbs all alike, and a table of medians and ratios."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one run cost: seconds from start to end, seconds of processor, the most megabytes held."""

    wall: float
    cpu: float
    memory: float


def timed(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end without its output; CalledProcessError if it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **(environ or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    # ru_maxrss counts kilobytes, on macOS bytes.
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


def turns(measures: Mapping[str, Callable[[], Run]], runs: int) -> dict[str, list[Run]]:
    """Every measure `runs` times, one after the other in each turn; a turn before the first warms the caches."""
    found: dict[str, list[Run]] = {name: [] for name in measures}
    for turn in range(runs + 1):
        for name, measure in measures.items():
            run = measure()
            if turn:
                found[name].append(run)
    return found


def ratio(of: Iterable[Run], to: Iterable[Run]) -> float:
    """The median of the ratios within each turn: what disturbs a turn disturbs both sides of it."""
    return statistics.median(a.wall / b.wall for a, b in zip(of, to, strict=True))


def cpu_ratio(of: Iterable[Run], to: Iterable[Run]) -> float:
    """The same of processor seconds, which waiting for a processor does not lengthen."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(of, to, strict=True))


def peer(name: str, given: str | None = None) -> str | None:
    """A peer's command: the one given, else one beside this Python, else one on the path; None where there is none."""
    beside = Path(sys.executable).parent / name
    return given or (str(beside) if beside.exists() else shutil.which(name))


@contextmanager
def benched(parser: argparse.ArgumentParser, folder: Path | None) -> Iterator[tuple[str, Path]]:
    """The command beside this Python, and the folder for databases: the one that was named, else a temporary one."""
    mubiao = peer("mubiao")
    if mubiao is None:
        parser.error("mubiao is not installed beside this Python")
    with tempfile.TemporaryDirectory(prefix="mubiao-bench-") as temporary:
        where = folder or Path(temporary)
        where.mkdir(parents=True, exist_ok=True)
        yield mubiao, where


def table(found: Mapping[str, Sequence[Run]], floors: Mapping[str, tuple[str, float | None]]) -> list[str]:
    """Lines of a Markdown table. `floors`: measure → the measure that it is held against, and the bar."""
    lines = [
        "| what | median ms | CPU ms | MB | × of | wall | CPU | bar |",
        "|---|---:|---:|---:|---|---:|---:|---:|",
    ]
    for name, runs in found.items():
        floor, bar = floors.get(name, ("", None))
        against = [f"{ratio(runs, found[floor]):.2f}", f"{cpu_ratio(runs, found[floor]):.2f}"] if floor else ["", ""]
        cells = [
            name,
            *(f"{1000 * statistics.median(getattr(run, field) for run in runs):.0f}" for field in ("wall", "cpu")),
            f"{max(run.memory for run in runs):.0f}",
            floor,
            *against,
            "" if bar is None else f"≤ {bar}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def as_csv(database: Path, folder: Path, columns: str) -> Path:
    """Columns of the facts as CSV, which is what VisiData reads fastest."""
    import duckdb

    path = folder / f"{database.stem}.csv"
    if not path.exists():
        with duckdb.connect(str(database), read_only=True) as source:
            source.execute(f"COPY (SELECT {columns} FROM facts) TO '{path}'")
    return path
