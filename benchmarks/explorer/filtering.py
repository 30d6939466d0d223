"""How long a word in the filter takes until its rows are there, beside another revision on the facts of the country.

    python benchmarks/explorer/filtering.py REVISION                     # a hundred words among all facts
    python benchmarks/explorer/filtering.py REVISION --checkout FOLDER   # one that has been built already

Both explorers are open at once, and a word goes to each in turn, so that a busy machine disturbs both alike. A word's
time is that until the number of its rows is on the wire, which comes with the rows; how many there are is learnt by a
first round. What is typed is taken back before the next word. Beside it stands the processor time of a word, with all
that follows it within a second.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from speed.against import HERE, Revision, built, country
from tools.terminal import Terminal

WORDS = (
    "学园路水电医林农工商文体环保财税金融投资外贸港口铁公交通信息网科技创新人才教育卫生健康养老社会治理安全生态绿化"
    "污染垃圾供热燃气住房棚户旧城乡村镇街道区县省国家企业品牌质量标准专利"
)
"""A character each: what is typed is looked for as it comes."""

PATIENCE = 20
"""So often as long is waited for the number of rows where a machine is too busy."""

REST = 1.0
"""Seconds in which what a key begins has come about."""


def opened(revision: Revision, stack: ExitStack, tab: str) -> Terminal:
    """Its explorer on a first day, with the line of the filter open on a tab."""
    environ = {
        "MUBIAO_STATE": str(revision.folder / "state"),
        "MUBIAO_LANG": "en",
        "LANG": "C.UTF-8",
        "MUBIAO_CACHE": "",
    }
    command = [revision.mubiao, "--db", str(revision.database("country"))]
    terminal = stack.enter_context(Terminal(command, environ=environ))
    terminal.ready("Regions")
    terminal.settle(quiet=1.5)
    for key in (tab, "/"):
        terminal.press(key, quiet=0.5)
        terminal.settle()
    return terminal


ROWS = re.compile(rb"[\d,]+ rows")


def learnt(terminal: Terminal, word: str) -> bytes:
    """The number of rows that a word leaves, as it is written; the line is empty again."""
    terminal.read(quiet=0.0, limit=0.0)
    terminal.send(word)
    counts: list[bytes] = []
    for _ in range(PATIENCE):
        reaction = terminal.read(quiet=10.0, limit=REST)
        counts += ROWS.findall(reaction.text) if reaction is not None else []
        if counts:
            break
    back(terminal)
    return counts[-1]


def back(terminal: Terminal) -> None:
    """Take a character back, and let all that follows come to rest."""
    terminal.press("backspace", quiet=10.0, limit=REST)


def typed(terminals: Sequence[Terminal], words: Sequence[str]) -> list[list[tuple[float, float]]]:
    """Milliseconds of each word and of processor, of each explorer."""
    counts = [{word: learnt(terminal, word) for word in words} for terminal in terminals]
    found: list[list[tuple[float, float]]] = [[] for _ in terminals]
    for n, word in enumerate(words):
        turns = list(zip(terminals, counts, found, strict=True))
        for terminal, count, into in turns if n % 2 else reversed(turns):
            before, begin = terminal.processor(), time.perf_counter()
            terminal.read(quiet=0.0, limit=0.0)
            terminal.send(word)
            terminal.read(quiet=10.0, limit=20.0, until=count[word])
            wall = time.perf_counter() - begin
            terminal.read(quiet=10.0, limit=max(REST - wall, 0.1))
            into.append((1000 * wall, 1000 * (terminal.processor() - before)))
            back(terminal)
    return found


def main() -> None:
    """Builds the other revision, gives both the facts of the country, types and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("revision")
    parser.add_argument("--checkout", type=Path, help="of the other revision, with its .venv: it is not built again")
    parser.add_argument("--count", type=int, default=100, help="words (default %(default)s)")
    parser.add_argument("--tab", default="4", help="the key of the tab (default %(default)s: facts)")
    given = parser.parse_args()
    words = list(dict.fromkeys(WORDS))[: given.count]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mubiao-bench-")))
        checkout = (given.checkout or stack.enter_context(built(given.revision, folder))).absolute()
        pythons = {"here": (HERE, Path(sys.executable)), given.revision: (checkout, checkout / ".venv/bin/python")}
        both = [Revision(name, place, python, folder / name) for name, (place, python) in pythons.items()]
        for revision in both:
            revision.folder.mkdir()
        country(*both)
        terminals = [opened(revision, stack, given.tab) for revision in both]
        found = typed(terminals, words)
        print(f"{len(words)} words, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print("| ms until the rows | median | 95th of 100 | processor |\n|---|---:|---:|---:|")
        walls, cpus = ([[run[at] for run in runs] for runs in found] for at in (0, 1))
        told = [(statistics.median(a), late(a), statistics.median(b)) for a, b in zip(walls, cpus, strict=True)]
        for revision, figures in zip(both, told, strict=True):
            print(f"| {revision.name} | {' | '.join(f'{one:.0f}' for one in figures)} |")
        print(f"| × of it | {' | '.join(f'{a / b:.2f}' for a, b in zip(*told, strict=True))} |")


def late(times: Sequence[float]) -> float:
    """The 95th of a hundred."""
    return sorted(times)[max(int(len(times) * 0.95) - 1, 0)]


if __name__ == "__main__":
    main()
