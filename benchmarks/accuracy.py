"""How often the facts are right: against the hand-read gold and panel, field by field, and by `confidence`.

    python benchmarks/accuracy.py [--shared FOLDER]

FOLDER (../shared) holds `gold/` and `panel/` with their scorers, and `documents/`. The tables are Markdown, for
docs/accuracy.md; they begin with the date, the version of the rules and the number of facts behind them.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import importlib.util
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from mubiao import lexicon
from mubiao.documents import read
from mubiao.extract import extract, rules_version

SHARED = Path(__file__).parents[2] / "shared"
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Bins of confidence: from one edge up to the next, the last with its upper edge."""
APART = 10**9
"""Shifts the offsets of one document clear of those of the next, to score them all as one."""

Row = dict[str, Any]


def loaded(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"accuracy: {path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Reader:
    """The facts of documents, each read once, as the plain rows that the scorers compare."""

    def __init__(self, documents: Path) -> None:
        self._documents = documents
        self._facts: dict[str, list[Row]] = {}

    def __call__(self, file: str) -> list[Row]:
        """The facts of a file below the folder of documents."""
        if file not in self._facts:
            self._facts[file] = [
                {name: getattr(value, "value", value) for name, value in dataclasses.asdict(fact).items()}
                for fact in extract(read(self._documents / file))
            ]
        return self._facts[file]

    @property
    def count(self) -> int:
        """Of all facts read so far."""
        return sum(map(len, self._facts.values()))


@dataclass
class Calibration:
    """How many facts of each confidence were judged, and how many of them were right."""

    judged: Counter[int] = field(default_factory=Counter)
    right: Counter[int] = field(default_factory=Counter)

    def add(self, confidence: float, right: bool) -> None:
        """One judged fact."""
        at = max(i for i, edge in enumerate(EDGES[:-1]) if confidence >= edge)
        self.judged[at] += 1
        self.right[at] += right


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is text and whose others are numbers."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def percent(part: float, whole: float = 1) -> str:
    """A share with one decimal; a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f}" if whole else "–"


def shifted(rows: list[Row], by: int) -> list[Row]:
    """Facts moved along, so that those of several documents can be scored as those of one."""
    return [{**row, "start": row["start"] + by, "end": row["end"] + by} for row in rows]


def gold(folder: Path, facts: Reader, calibration: Calibration) -> str:
    """The table of the gold documents and of all of them together."""
    scorer = loaded(folder / "score.py")
    rows: list[list[str]] = []
    every: tuple[list[Row], list[Row]] = ([], [])
    for number, path in enumerate(sorted(folder.glob("*.jsonl"))):
        wanted, found = scorer.load(path), facts(path.stem + ".txt")
        rows.append(gold_row(path.stem, scorer.score(wanted, found)))
        every[0].extend(shifted(wanted, number * APART))
        every[1].extend(shifted(found, number * APART))
        calibrate(scorer, wanted, found, calibration)
    rows.append(gold_row("all", scorer.score(*every)))
    fields = scorer.FIELDS
    head = ["document", "facts", "found F1", "tuple F1", "core tuple", *fields, "indicator, where gold has one"]
    return table(head, rows)


def gold_row(name: str, result: Row) -> list[str]:
    """One line of the table of gold documents."""
    numbers = [result["detection"]["f1"], result["tuple"]["f1"], result["core_tuple_recall"]]
    numbers += [*result["fields"].values(), result["indicator_recall"]]
    return [name, str(result["gold"]), *map(percent, numbers)]


def calibrate(scorer: ModuleType, wanted: list[Row], found: list[Row], calibration: Calibration) -> None:
    """Judges every fact found: right with its whole tuple, wrong if one field is, or if the gold has no such fact."""
    pairs = {j: i for i, j in scorer.match(wanted, found)}
    for number, fact in enumerate(found):
        at = pairs.get(number)
        if at is not None and wanted[at].get("optional"):
            continue
        right = at is not None and all(scorer.right(name, wanted[at], fact) for name in scorer.TUPLE)
        calibration.add(fact["confidence"], right)


def panel(folder: Path, facts: Reader, calibration: Calibration) -> str:
    """The table of the panel: all rows, by passage, by claim and by indicator."""
    wrong: Callable[[Row, Row], list[str]] = loaded(folder / "score.py").wrong
    tally: dict[str, list[int]] = {}
    invented = 0
    for line in lines(folder / "headlines.csv"):
        if not line["printed"]:
            invented += any(invents(line, fact) for fact in facts(line["file"]))
            continue
        start, end = int(line["start"]), int(line["end"])
        hits = [f for f in facts(line["file"]) if min(end, f["end"]) > max(start, f["start"])]
        best = min(hits, key=lambda fact: len(wrong(line, fact)), default=None)
        right = best is not None and not wrong(line, best)
        if best is not None:
            calibration.add(best["confidence"], right)
        passage = line["note"].split("]")[0].lstrip("[")
        for key in ("0 all", f"1 passage: {passage}", f"2 claim: {line['claim']}", f"3 {line['indicator']}"):
            count = tally.setdefault(key, [0, 0, 0])
            count[0] += 1
            count[1] += best is not None
            count[2] += right
    rows = [[key[2:], str(n), percent(found, n), percent(right, n)] for key, (n, found, right) in sorted(tally.items())]
    return (
        table(["rows", "number", "found", "every field right"], rows)
        + f"\n\nTargets where none is printed: {invented}."
    )


def lines(path: Path) -> list[dict[str, str]]:
    """The rows of the panel, those that can be read both ways left out."""
    with path.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if "AMBIG" not in row["note"]]


def invents(line: dict[str, str], fact: Row) -> bool:
    """Whether a fact is the annual growth target that a report leaves without a number."""
    return (fact["indicator"], fact["claim"], fact["measure"], fact["period"]) == (
        line["indicator"],
        "target",
        "growth",
        line["report_year"],
    ) and fact["region"] == line["place"].replace("深圳市", "")


def confidence(on_gold: Calibration, on_panel: Calibration) -> str:
    """The table of how often facts of each confidence are right."""
    rows = []
    for at, (low, high) in enumerate(pairwise(EDGES)):
        if not on_gold.judged[at] + on_panel.judged[at]:
            continue
        row = [f"{low:.2f} – {high:.2f}"]
        for part in (on_gold, on_panel):
            row += [str(part.judged[at]), percent(part.right[at], part.judged[at])]
        rows.append(row)
    return table(["confidence", "gold facts", "right", "panel rows", "right"], rows)


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with gold, panel and documents")
    options = parser.parse_args()
    if not (options.shared / "gold" / "score.py").is_file():
        parser.exit(1, f"accuracy: there is no gold in {options.shared}\n")
    lexicon.use(None)  # what is measured is what ships
    facts = Reader(options.shared / "documents")
    on_gold, on_panel = Calibration(), Calibration()
    first = gold(options.shared / "gold", facts, on_gold)
    second = panel(options.shared / "panel", facts, on_panel)
    judged = sum((on_gold.judged + on_panel.judged).values())
    print(
        f"Measured on {date.today().isoformat()} with rules {rules_version()}: {judged} of {facts.count} facts judged."
    )
    print(f"\n### Gold (per cent)\n\n{first}\n\n### Panel (per cent)\n\n{second}")
    print(f"\n### By confidence (per cent)\n\n{confidence(on_gold, on_panel)}")


if __name__ == "__main__":
    main()
