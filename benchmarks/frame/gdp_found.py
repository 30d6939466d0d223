"""In how many reports of provinces and cities the GDP target of the year and the outcome of the year before are found.

    python benchmarks/frame/gdp_found.py COLLECTION [--sample 200] [--seed 1] [--without 2]... [--since 1998]

COLLECTION is the unpacked collection of reports. A sample of its work reports of provinces and cities is drawn by the
seed, their names hidden; `--without` leaves out what earlier seeds have drawn, from which rules were learnt. Found is
a target of GDP (growth or amount) of the report's own place and year; an outcome likewise of the year before, actual or
estimated. What is not found is listed. Whoever reads it there and finds that the report really states none writes so
in gdp_not_stated.csv beside this, with what stands in its place; such a report then counts as read rightly. One that is
found against that file is listed too.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from frame import Known, collection

from mubiao.documents import read_bytes
from mubiao.extract import extract
from mubiao.model import Claim, Fact, Measure

NOT_STATED = Path(__file__).parent / "gdp_not_stated.csv"
FOLDERS = ("provinces/", "major_cities/", "cities/")
ASPECTS = ("target", "outcome")
WANTED = {
    "target": ((Claim.TARGET,), 0),
    "outcome": ((Claim.ACTUAL, Claim.ESTIMATE), -1),
}
"""Claims that count, and the year from the report's own."""


def drawn(reports: Sequence[Known], n: int, seed: int) -> list[Known]:
    """A sample of the reports, in the order of their paths."""
    return sorted(random.Random(seed).sample(reports, min(n, len(reports))), key=lambda known: known.path)


def found(facts: Iterable[Fact], known: Known, aspect: str) -> list[Fact]:
    """The facts that answer: GDP of the place itself in the year that is asked for."""
    claims, away = WANTED[aspect]
    return [
        fact
        for fact in facts
        if fact.indicator == "gdp"
        and fact.claim in claims
        and fact.measure in (Measure.GROWTH, Measure.LEVEL)
        and fact.region == known.place
        and fact.period == str(known.year + away)
    ]


def not_stated() -> dict[tuple[str, str], str]:
    """Path and aspect of what was read and is not stated, with what stands there instead."""
    with NOT_STATED.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {(row["path"], row["aspect"]): row["instead"] for row in rows}


def main() -> None:
    """Parse what is asked, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", type=int, action="append", default=[], metavar="SEED")
    parser.add_argument("--since", type=int, default=1998)
    asked = parser.parse_args()
    absent = not_stated()
    tally: Counter[str] = Counter()
    everything = [k for k in collection(asked.collection) if k.path.startswith(FOLDERS) and k.year >= asked.since]
    learnt = {known.path for seed in asked.without for known in drawn(everything, asked.sample, seed)}
    reports = drawn([known for known in everything if known.path not in learnt], asked.sample, asked.seed)
    for known in reports:
        facts = extract(read_bytes(known.text.encode("utf-8")))
        for aspect in ASPECTS:
            there, none = bool(found(facts, known, aspect)), (known.path, aspect) in absent
            state = "found" if there and not none else "not stated" if none and not there else "wrong"
            tally[f"{aspect} {state}"] += 1
            if state == "wrong":
                print(
                    known.path, aspect, "found, but read as not stated" if there else "not found", sep="\t", flush=True
                )
    for aspect in ASPECTS:
        parts = [tally[f"{aspect} {state}"] for state in ("found", "not stated", "wrong")]
        right = parts[0] + parts[1]
        print(
            f"{aspect:8} found {parts[0]}, read and not stated {parts[1]}, wrong {parts[2]}: "
            f"{right} of {len(reports)} right, {100 * right / max(1, len(reports)):.1f} %"
        )


if __name__ == "__main__":
    main()
