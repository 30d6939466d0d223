"""How fast the explorer answers, timed from outside in a pty, beside the floor of its libraries and beside VisiData.

    python benchmarks/explorer/explorer.py                          # a million facts, 160×50; about three minutes
    python benchmarks/explorer/explorer.py --facts 10000000
    python benchmarks/explorer/explorer.py --visidata /path/to/vd   # else the one beside this Python or on the path

A key's time is that until the last byte of what it shows: until nothing follows for 80 ms. What follows a cursor only
once it rests (evidence, chart) is no part of it. What is compared runs turn by turn, so that a busy machine disturbs
both alike: a start of ours and one of the bare libraries, a key to us and the same key to VisiData on the same rows.
Medians are printed, and whether each bar holds. The last part runs the explorer with a watch on its event loop.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.generate import make
from tools.terminal import Reaction, Terminal
from tools.turns import as_csv, peer

FLOOR = "import textual.app, textual.widgets, polars, duckdb"
"""What importing the libraries costs: the application's base class and one widget, as any program of Textual has it."""

START = "import sys; from pathlib import Path; from mubiao_tui.app.start import run; run(Path(sys.argv[1]), lang='en')"

WATCHED = f"""
import asyncio, json, sys, time
held = []
run_ = asyncio.events.Handle._run
def timed(self):
    begin, cpu = time.monotonic(), time.thread_time()
    run_(self)
    held.append((begin, time.monotonic() - begin, time.thread_time() - cpu))
asyncio.events.Handle._run = timed
try:
    {START}
finally:
    json.dump(held, open(sys.argv[2], "w"))
"""
"""The same with every callback of the event loop timed: (begin on the machine's clock, seconds, processor seconds)."""

COLUMNS = "region, subject, value, unit, qualifier, claim, period, sector, indicator, measure, confidence"
"""What VisiData is given: the columns that the grid of facts shows first."""

BARS = {"ready": 1.3, "arrow": 6.0, "page": 30.0, "page size": 15.0, "filter": 100.0, "tab": 100.0, "loop": 50.0}
"""What issue D holds the explorer to: a ratio, milliseconds, kilobytes."""


@dataclass(frozen=True, slots=True)
class Session:
    """Keys that are pressed in a session of their own, after others that lead there; `bar` is the one they have."""

    name: str
    before: Sequence[str]
    keys: Sequence[str]
    bar: str
    peer: bool = False  # VisiData has the same key


SESSIONS = (
    Session("arrow, facts", ["4"], ["down"], "arrow", peer=True),
    Session("page, facts", ["4"], ["pagedown"], "page", peer=True),
    Session("to the end and back", ["4"], ["end", "home"], "page", peer=True),
    Session("arrow, regions", [], ["down"], "arrow"),
    Session("page, documents", ["5"], ["pagedown"], "page"),
    Session("word in the filter", ["4", "/"], ["学", "backspace", "园", "backspace"], "filter"),
    Session("condition in the filter", ["4", "/", "value > "], ["9", "backspace"], "filter"),
    Session("tab", ["2", "3", "4", "5", "1"], ["2", "3", "4", "5", "1"], "tab"),
)


@dataclass(slots=True)
class Measured:
    """The reactions to the keys of a session, ours and the peer's, and the most memory."""

    session: Session
    ours: list[Reaction] = field(default_factory=list)
    theirs: list[Reaction] = field(default_factory=list)
    memory: float = 0.0
    their_memory: float = 0.0


def environment(folder: Path) -> dict[str, str]:
    """A session of its own, whatever the user's looks like."""
    return {"MUBIAO_STATE": str(folder / "state"), "MUBIAO_LANG": "en", "LANG": "C.UTF-8", "MUBIAO_CACHE": ""}


def explorer(database: Path, folder: Path, program: str = START, *more: str) -> Terminal:
    """The explorer on a database, as it begins on a first day."""
    for old in (folder / "state").glob("*"):
        old.unlink()
    return Terminal([sys.executable, "-c", program, str(database), *more], environ=environment(folder))


def lead(terminal: Terminal, session: Session) -> None:
    """Go where the keys of a session are pressed, once the explorer is there and has read ahead."""
    terminal.ready("indicator")
    terminal.settle(quiet=1.5)
    for key in session.before:
        terminal.press(key, quiet=0.3)
    terminal.settle()


def seconds(command: Sequence[str]) -> float:
    """How long a command takes."""
    begin = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - begin


def start(database: Path, folder: Path, runs: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds: the floor, until the frame is there, until the first scoreboard is there. Turn by turn."""
    floor, frame, rows = [], [], []
    for _ in range(runs):
        floor.append(seconds([sys.executable, "-c", FLOOR]))
        with explorer(database, folder) as terminal:
            frame.append(terminal.ready("Regions"))
            rows.append(terminal.ready("indicator"))
    return floor, frame, rows


def measure(session: Session, database: Path, folder: Path, visidata: str | None, count: int) -> Measured:
    """Press the keys of a session; where VisiData has them too, one to each in turn."""
    found = Measured(session)
    with ExitStack() as stack:
        ours = stack.enter_context(explorer(database, folder))
        theirs: Terminal | None = None
        if session.peer and visidata is not None:
            table = as_csv(database, folder, COLUMNS)
            theirs = stack.enter_context(Terminal([visidata, "--nothing", str(table)], environ=environment(folder)))
            theirs.settle(quiet=3.0, limit=60)
        lead(ours, session)
        for n in range(count):
            for terminal, into in ((ours, found.ours), (theirs, found.theirs)):
                if terminal is not None:
                    reaction = terminal.press(session.keys[n % len(session.keys)], limit=2.0)
                    into += [reaction] if reaction is not None else []
        found.memory, found.their_memory = ours.memory(), theirs.memory() if theirs is not None else 0.0
    return found


def watch(database: Path, folder: Path, rounds: int) -> tuple[float, float, float, int]:
    """Milliseconds that the event loop was held at most, its processor and its 99.9th percentile; and how many calls.

    Every session's keys are pressed in one sitting. Counted is from the first scoreboard on.
    """
    report = folder / "held.json"
    with explorer(database, folder, WATCHED, str(report)) as terminal:
        terminal.ready("indicator")
        begin = time.monotonic()
        terminal.settle(quiet=1.5)
        for session in SESSIONS:
            for key in (*session.before, *(session.keys[n % len(session.keys)] for n in range(rounds))):
                terminal.press(key, limit=2.0)
            if "/" in session.before:
                terminal.press("escape", quiet=0.3)
        end = time.monotonic()
        terminal.leave("q")
    held = [(wall, cpu) for at, wall, cpu in json.loads(report.read_text()) if begin <= at < end]
    walls = sorted(1000 * wall for wall, _ in held)
    return walls[-1], 1000 * max(cpu for _, cpu in held), walls[int(len(walls) * 0.999)], len(walls)


def median(values: Sequence[float]) -> float:
    """The median; not a number for nothing."""
    return statistics.median(values) if values else float("nan")


def said(value: float, bar: str) -> str:
    """Whether a bar holds."""
    return f"{'≤' if value <= BARS[bar] else 'MISSES'} {BARS[bar]:g}"


def rows(found: Measured) -> Iterator[str]:
    """A line for our reactions, one for the peer's, and what the bars say."""
    names = ((found.session.name, found.ours, found.memory), ("  VisiData", found.theirs, found.their_memory))
    for name, reactions, memory in names:
        if not reactions and name.startswith(" "):
            continue
        last = sorted(1000 * r.last for r in reactions)
        p95 = last[int(len(last) * 0.95) - 1] if last else float("nan")
        size = median([r.size / 1000 for r in reactions])
        line = (
            f"{name:<26}{median([1000 * r.first for r in reactions]):>9.1f}{median(last):>9.1f}{p95:>9.1f}{size:>8.1f}"
        )
        line += f"{len(reactions):>8}{memory:>7.0f}"
        if reactions is found.ours:
            line += f"   {said(median(last), found.session.bar)} ms"
            line += f", {said(size, 'page size')} kB" if found.session.bar == "page" else ""
            if found.theirs:
                ratio = median([a.last / b.last for a, b in zip(found.ours, found.theirs, strict=False)])
                line += f", {ratio:.2f}× VisiData"
        yield line


def main() -> None:
    """Read the arguments, make the database, measure, print each line as soon as it is known."""
    parser = argparse.ArgumentParser(description="Time the explorer from outside.")
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--keys", type=int, default=30, help="keys of each kind")
    parser.add_argument("--runs", type=int, default=7, help="starts, turn by turn with the floor")
    parser.add_argument("--folder", type=Path, help="where the databases are kept; else a temporary one")
    parser.add_argument("--visidata", metavar="COMMAND")
    given = parser.parse_args()
    visidata = peer("vd", given.visidata)
    with tempfile.TemporaryDirectory(prefix="mubiao-bench-") as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        database = make(folder / f"facts-{given.facts}.duckdb", given.facts)
        print(f"{given.facts:,} facts, 160x50, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
        floor, frame, ready = start(database, folder, given.runs)
        ratios = [[b / a for a, b in zip(floor, values, strict=True)] for values in (frame, ready)]
        print(f"importing textual, polars and duckdb   {median(floor):.3f} s")
        print(f"explorer: frame                        {median(frame):.3f} s   {median(ratios[0]):.2f}×")
        print(
            f"explorer: ready, with its scoreboard   {median(ready):.3f} s   {median(ratios[1]):.2f}×"
            f"   {said(median(ratios[1]), 'ready')}"
        )
        if visidata is None:
            print("VisiData is not here: uv tool install visidata==3.4, or --visidata COMMAND")
        head = ("first ms", "last ms", "p95 ms", "kB", "keys", "MB")
        print(f"\n{'':<26}{head[0]:>9}{head[1]:>9}{head[2]:>9}{head[3]:>8}{head[4]:>8}{head[5]:>7}", flush=True)
        for session in SESSIONS:
            for line in rows(measure(session, database, folder, visidata, given.keys)):
                print(line, flush=True)
        longest, cpu, most, calls = watch(database, folder, max(given.keys // 3, 4))
        print(f"\nevent loop held at most {longest:.1f} ms ({cpu:.1f} ms of processor)   {said(longest, 'loop')} ms")
        print(f"99.9 % of its {calls:,} calls took at most {most:.1f} ms")


if __name__ == "__main__":
    main()
