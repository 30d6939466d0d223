"""How fast the explorer answers, timed from outside in a pty, beside the floor of its libraries and beside VisiData.

    python benchmarks/explorer.py                          # a million facts, 160×50
    python benchmarks/explorer.py --facts 10000000
    python benchmarks/explorer.py --visidata /path/to/vd   # the same rows in VisiData, in the same run

Bars: ready within 1.3× of importing textual, polars and duckdb; arrow ≤ 6 ms; page ≤ 30 ms and ≤ 15 kB; filter
keystroke → rows ≤ 100 ms; switch of tab ≤ 100 ms. A key's time is that until the last byte of the reaction. What is
compared runs turn by turn, so that a busy machine disturbs both alike; the medians are printed, and the ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generate import make
from terminal import Reaction, Terminal

FLOOR = "import textual.app, textual.widgets, polars, duckdb"
"""What importing the libraries costs: the application's base class and one widget, as any program of Textual has it."""

START = "import sys; from pathlib import Path; from mubiao_tui.app import run; run(Path(sys.argv[1]), lang='en')"


def seconds(command: Sequence[str]) -> float:
    """How long a command takes."""
    begin = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - begin


def environment(folder: Path) -> dict[str, str]:
    """A session of its own, whatever the user's looks like."""
    return {"MUBIAO_STATE": str(folder / "state"), "MUBIAO_LANG": "en", "LANG": "C.UTF-8"}


def explorer(database: Path, folder: Path) -> Terminal:
    """The explorer on a database, as it begins on a first day."""
    for old in (folder / "state").glob("*"):
        old.unlink()
    return Terminal([sys.executable, "-c", START, str(database)], environ=environment(folder))


def keys(terminal: Terminal, names: Sequence[str], count: int) -> list[Reaction]:
    """The reactions to keys, pressed one after another when the last reaction has ended."""
    found = (terminal.press(names[n % len(names)]) for n in range(count))
    return [reaction for reaction in found if reaction is not None]


def start(database: Path, folder: Path, runs: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds: the floor, until the frame is there, until the first scoreboard is there. Turn by turn."""
    floor, frame, rows = [], [], []
    for _ in range(runs):
        floor.append(seconds([sys.executable, "-c", FLOOR]))
        with explorer(database, folder) as terminal:
            frame.append(terminal.ready("Regions"))
        with explorer(database, folder) as terminal:
            rows.append(terminal.ready("indicator"))
    return floor, frame, rows


def measure(database: Path, folder: Path, count: int) -> list[tuple[str, list[Reaction], float]]:
    """The reactions to each kind of key, with the most memory of the session."""
    found: list[tuple[str, list[Reaction], float]] = []

    def run(name: str, before: Sequence[str], pressed: Sequence[str], number: int) -> None:
        with explorer(database, folder) as terminal:
            terminal.ready("indicator")
            terminal.settle()
            for key in before:
                terminal.press(key, quiet=0.4)
            terminal.settle()
            found.append((name, keys(terminal, pressed, number), terminal.memory()))

    run("arrow, facts", ["4"], ["down"], count)
    run("page, facts", ["4"], ["pagedown"], count)
    run("arrow, regions", [], ["down"], count)
    run("page, documents", ["5"], ["pagedown"], count)
    run("filter keystroke", ["4", "/"], ["学", "backspace", "园", "backspace"], count // 2)
    run("condition keystroke", ["4", "/", "value > "], ["9", "backspace"], count // 2)
    run("tab", ["2", "3", "4", "5", "1"], ["2", "3", "4", "5", "1"], count // 2)
    run("to the end and back", ["4"], ["end", "home"], count // 2)
    return found


def visidata(command: str, database: Path, folder: Path, count: int) -> list[tuple[str, list[Reaction], float]]:
    """The same rows in VisiData: loaded from CSV, which is what it reads fastest."""
    import duckdb

    table = folder / f"{database.stem}.csv"
    if not table.exists():
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute(
                "COPY (SELECT region, subject, value, unit, qualifier, claim, period, sector, indicator, measure, "
                f"confidence FROM facts) TO '{table}'"
            )
    found: list[tuple[str, list[Reaction], float]] = []
    for name, pressed in (("arrow, facts", ["down"]), ("page, facts", ["pagedown"])):
        with Terminal([command, "--nothing", str(table)], environ=environment(folder)) as terminal:
            terminal.settle(quiet=3.0, limit=120)
            found.append((name, keys(terminal, pressed, count), terminal.memory()))
    return found


def median(values: Sequence[float]) -> float:
    """The median; not a number for nothing."""
    return statistics.median(values) if values else float("nan")


def print_keys(title: str, found: Sequence[tuple[str, list[Reaction], float]]) -> None:
    """One line for each kind of key."""
    print(f"\n{title:<24}{'first ms':>10}{'last ms':>10}{'p95 ms':>10}{'kB':>8}{'answered':>10}{'MB':>8}")
    for name, reactions, memory in found:
        last = sorted(1000 * r.last for r in reactions)
        p95 = last[int(len(last) * 0.95) - 1] if last else float("nan")
        first = median([1000 * r.first for r in reactions])
        size = median([r.size / 1000 for r in reactions])
        print(
            f"{name:<24}{first:>10.1f}{median(last):>10.1f}{p95:>10.1f}{size:>8.1f}{len(reactions):>10}{memory:>8.0f}"
        )


def main() -> None:
    """Read the arguments, make the database, measure, print."""
    parser = argparse.ArgumentParser(description="Time the explorer from outside.")
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--runs", type=int, default=7, help="starts, turn by turn with the floor")
    parser.add_argument("--folder", type=Path, help="where the databases are kept; else a temporary one")
    parser.add_argument("--visidata", metavar="COMMAND")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mubiao-bench-") as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        database = make(folder / f"facts-{given.facts}.duckdb", given.facts)
        print(f"{given.facts:,} facts, 160x50, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        floor, frame, rows = start(database, folder, given.runs)
        ratio: Callable[[list[float]], float] = lambda values: median(values) / median(floor)  # noqa: E731
        print(f"importing textual, polars and duckdb   {median(floor):.3f} s")
        print(f"explorer: frame                        {median(frame):.3f} s   {ratio(frame):.2f}x")
        print(f"explorer: ready, with its scoreboard   {median(rows):.3f} s   {ratio(rows):.2f}x")
        print_keys("mubiao", measure(database, folder, given.keys))
        if given.visidata:
            print_keys("visidata", visidata(given.visidata, database, folder, given.keys))


if __name__ == "__main__":
    main()
