"""How fast reports are read and their facts extracted, beside another checkout of mubiao: ratios of processor time.

    python benchmarks/speed/extraction.py COLLECTION OTHER [--number 200] [--pledges]

OTHER is a checkout of another revision with an environment of its own (`git worktree add`, `uv sync`). Both read the
same reports, drawn by `--seed`, in turn, each in one process that has read two before it is timed; who is first
changes with every report. Told are characters per second of processor time, and how many times as fast this checkout
is: by the sums, and as the median of the reports.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

HERE = Path(__file__).parents[2]
WORKER = """
import json, sys, time
from pathlib import Path
from mubiao import ingest, lexicon
from mubiao.documents import read
from mubiao.extract import extract
lexicon.use(None)
whole = sys.argv[1] == "whole"
for line in sys.stdin:
    path = Path(line.rstrip("\\n"))
    begun = time.process_time()
    facts = [f for one in ingest.prepare_each(path) for f in one.facts] if whole else extract(read(path))
    print(json.dumps([time.process_time() - begun, len(facts)]), flush=True)
"""


class Reader:
    """A process of one checkout that reads what it is told to."""

    def __init__(self, checkout: Path, what: str) -> None:
        self._process = subprocess.Popen(
            [str(checkout / ".venv/bin/python"), "-c", WORKER, what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": f"{checkout / 'data'}"},
        )
        self.seconds: list[float] = []
        self.facts = 0

    def read(self, path: Path) -> tuple[float, int]:
        """Seconds of processor time, and how many facts."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        seconds, facts = json.loads(self._process.stdout.readline())
        return seconds, facts

    def timed(self, path: Path) -> None:
        """Reads and counts."""
        seconds, facts = self.read(path)
        self.seconds.append(seconds)
        self.facts += facts

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()


def drawn(collection: Path, number: int, seed: str) -> list[Path]:
    """So many reports of the collection; the same seed draws the same ones."""
    reports = sorted(path for path in collection.rglob("*.md") if path.is_file() and path.name != "README.md")
    return Random(seed).sample(reports, min(number, len(reports)))


def told(characters: int, here: Reader, other: Reader) -> list[str]:
    """The lines that are printed."""
    ratios = [b / a for a, b in zip(here.seconds, other.seconds, strict=True) if a and b]
    return [
        f"this checkout: {characters / sum(here.seconds):,.0f} characters a second, {here.facts:,} facts",
        f"the other one: {characters / sum(other.seconds):,.0f} characters a second, {other.facts:,} facts",
        f"times as fast: {sum(other.seconds) / sum(here.seconds):.2f} (median {statistics.median(ratios):.2f})",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the reports and prints what it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("other", type=Path, help="another checkout, with its own .venv")
    parser.add_argument("--number", type=int, default=200, help="reports (default %(default)s)")
    parser.add_argument("--seed", default="fast")
    parser.add_argument("--pledges", action="store_true", help="all that `add` makes of a report, pledges too")
    given = parser.parse_args(arguments)
    reports = drawn(given.collection, given.number, given.seed)
    readers = [Reader(checkout.absolute(), "whole" if given.pledges else "facts") for checkout in (HERE, given.other)]
    for reader in readers:
        for path in reports[:2]:
            reader.read(path.absolute())
    for at, path in enumerate(reports):
        for reader in readers if at % 2 else reversed(readers):
            reader.timed(path.absolute())
    for reader in readers:
        reader.close()
    characters = sum(len(path.read_text(encoding="utf-8", errors="replace")) for path in reports)
    print("\n".join(told(characters, *readers)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
