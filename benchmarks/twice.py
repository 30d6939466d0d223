"""Figures that one report tells twice and differently: a part, another year or another name taken for the whole.

    python benchmarks/twice.py COLLECTION [--count 130] [--seed 78] [--before 1998] [--show]

Two growths or two levels of one headline indicator, place, year and side (target or outcome) in one document that
differ in their first three digits are listed, some of them rightly told twice: a floor and what is striven for, a
round number and the exact one, nominal and real growth. What is left shows causes that no sample of right and wrong
figures would: the reader sees both sentences at once. Sentences are printed for the reader alone, with --show.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from mubiao import lexicon
from mubiao.documents import read
from mubiao.extract import extract
from mubiao.model import Claim, Document, Fact, Measure

AROUND = 46
"""Characters before a figure that a reader is shown."""
Key = tuple[str, str, str, str, str, str | None]
"""Indicator, measure, side, year, code of the place and unit."""


def main() -> int:
    """Lists what reports of a collection tell twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("--count", type=int, default=130)
    parser.add_argument("--seed", type=int, default=78)
    parser.add_argument("--before", type=int, help="reports whose file names an earlier year; else of 1998 and later")
    parser.add_argument("--show", action="store_true", help="print the sentences too")
    given = parser.parse_args()
    paths = [path for path in sorted(given.collection.rglob("*.md")) if _drawn(path, given.before)]
    random.Random(given.seed).shuffle(paths)
    found = 0
    for path in paths[: given.count]:
        document = read(path)
        for key, facts in told_twice(extract(document)):
            found += 1
            name = path.relative_to(given.collection)
            sys.stdout.write(f"{name} {' '.join(str(part) for part in key)}: {[fact.value for fact in facts]}\n")
            if given.show:
                sys.stdout.writelines(shown(document, facts))
    sys.stdout.write(f"{found} figures are told twice in {min(given.count, len(paths))} reports\n")
    return 0


def _drawn(path: Path, before: int | None) -> bool:
    """Whether a file is of the age that is asked for, by the year in its name."""
    year = re.search(r"(?:19|20)\d\d", path.name)
    if year is None:
        return False
    return int(year[0]) < before if before else int(year[0]) >= 1998


def told_twice(facts: Sequence[Fact]) -> Iterator[tuple[Key, list[Fact]]]:
    """The figures of one indicator, measure, side, year and place that differ, one of each value in text order."""
    headline = set(lexicon.headline())
    found: dict[Key, dict[str, Fact]] = {}
    for fact in facts:
        year = fact.period if fact.period and re.fullmatch(r"\d{4}", fact.period) else None
        if fact.indicator not in headline or not year or not fact.region_code:
            continue
        if fact.measure not in (Measure.GROWTH, Measure.LEVEL) or fact.entity:
            continue
        side = "target" if fact.claim is Claim.TARGET else "outcome"
        key = (str(fact.indicator), fact.measure.value, side, year, fact.region_code, fact.unit)
        found.setdefault(key, {}).setdefault(f"{fact.value:.3g}", fact)
    for key, values in found.items():
        if len(values) > 1:
            yield key, list(values.values())


def shown(document: Document, facts: Sequence[Fact]) -> Iterator[str]:
    """What stands before each of the figures."""
    for fact in facts:
        before = document.text[max(0, fact.start - AROUND) : fact.start].replace("\n", " ")
        yield f"    {fact.start}\t{before}[{fact.printed}]\t{fact.subject}\t{fact.rule}\n"


if __name__ == "__main__":
    sys.exit(main())
