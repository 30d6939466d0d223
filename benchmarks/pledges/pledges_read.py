"""Pledges and their fate against what readers found who had seen no output: tests/truth/pledges.

    python benchmarks/pledges/pledges_read.py [COLLECTION] [--errors N]

COLLECTION (else $MUBIAO_COLLECTION) is the unpacked national collection. A line a report: precision, recall and F1,
recall of core pledges, act and kind of those that were found; `end to end` is the share of the readers' pledges that
were found and have the right status, `given` the share right when the readers' own pledges are followed. The script
that scores stands beside the repository (`../shared/pledges`). `--errors` shows up to N of what went wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from calibrate import SHARED, script

import mubiao
from mubiao.extract.annotation import sections_of
from mubiao.pledges.following import follow, general_names

TRUTH = Path(__file__).parents[2] / "tests" / "truth" / "pledges"

Row = dict[str, Any]


def plain(ones: Sequence[Any]) -> list[Row]:
    """Pledges or links as they are printed."""
    return [json.loads(json.dumps(asdict(one), default=str)) for one in ones]


def main() -> None:
    """Print the figures of every report that was read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", nargs="?", type=Path, default=os.environ.get("MUBIAO_COLLECTION"))
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    if asked.collection is None:
        parser.error("give the folder of the collection, or set MUBIAO_COLLECTION")
    score = script(SHARED / "pledges" / "score.py")
    read: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    with (TRUTH / "read.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            key = row["name"], row["place"], row["year"], row["later"]
            read.setdefault(key, []).append((int(row["start"]), int(row["end"])))
    for (name, place, year, later), spans in read.items():
        folder = next(Path(asked.collection).rglob(f"cities/{place}"))
        report(score, name, (folder / f"{year}.md", folder / f"{later}.md"), spans, asked.errors)


def report(score: Any, name: str, files: tuple[Path, Path], spans: list[tuple[int, int]], errors: int) -> None:
    """Score one report and print its line."""
    gold = score.load(TRUTH / f"{name}.jsonl")
    document, later = (mubiao.read(file) for file in files)
    told = later.text, sections_of(later), later.year, general_names(document.region_code)
    made = mubiao.pledges(document)
    found, links = (
        [one for one in plain(ones) if any(a <= one["start"] < b for a, b in spans)]
        for ones in (made, follow(made, *told))
    )
    given = plain(follow([SimpleNamespace(**one) for one in gold], *told))
    result, fate, alone = score.score(gold, found), score.follow(gold, links), score.follow(gold, given)
    rates, fields = result["detection"], result["fields"]
    print(
        f"{name:14} n {result['gold']:3} P {rates['p']} R {rates['r']} F1 {rates['f1']} core {result['core_recall']}"
        f" act {fields['act']} kind {fields['kind']} | end to end {fate['status']} evidence {fate['evidence']['f1']}"
        f" | given {alone['status']} {alone['by_status']}"
    )
    if errors:
        score.show(gold, found, links, errors)


if __name__ == "__main__":
    main()
