"""What the cues of a part of a report are worth, counted on parts whose heading names a year.

    python benchmarks/frame/parts.py COLLECTION [--count]

A heading that names the report's own year or a later one is of what is to come, one that names a year before it looks
back. On these parts every other cue is counted: how often it names that side. `--count` writes the weights into
tables/frame_cues.csv; without it the table is compared, and how many parts of all are doubtful is printed.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

from frame import MOST, TABLES, Known, collection

from mubiao.documents import read_bytes
from mubiao.documents.frame import vote
from mubiao.documents.frame.parts import candidates, large, parts
from mubiao.documents.frame.vote import Cue
from mubiao.extract.annotation import sections_of
from mubiao.model import REPORTS

TRUTH = "part:heading-year"


def counted(documents: list[Known]) -> tuple[dict[str, Cue], Counter[str]]:
    """Cue → weight and counts; and how many parts there are, and of these doubtful ones."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    tally: Counter[str] = Counter()
    for known in documents:
        document = read_bytes(known.text.encode("utf-8"))
        if document.kind not in REPORTS:
            continue
        sections = sections_of(document)
        for section, end in large(sections):
            found = candidates(document.text, section, end, document.year)
            truth = next((candidate.value for candidate in found if candidate.cue == TRUTH), None)
            for candidate in found if truth is not None and section.level == 1 else ():
                if candidate.cue != TRUTH:
                    seen[candidate.cue] += 1
                    right[candidate.cue] += candidate.value == truth
        for part in parts(document.text, sections, document.kind, document.year):
            tally["parts"] += 1
            tally["doubtful parts"] += part.doubt is not None
    table = {TRUTH: Cue(MOST, 0, 0)}
    for cue in sorted(seen):
        odds = math.log((right[cue] + 0.5) / (seen[cue] - right[cue] + 0.5))
        table[cue] = Cue(round(max(-MOST, min(MOST, odds)), 2), right[cue], seen[cue])
    return table, tally


def write(table: dict[str, Cue]) -> None:
    """The rows of parts among those of the frame, in order."""
    path = TABLES / "frame_cues.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    others = [line for line in lines if not line.startswith(("#", "part:", "cue,"))]
    rows = [f"{cue},{c.weight},{c.right},{c.seen}" for cue, c in table.items()]
    path.write_text(
        "\n".join([*head, "cue,weight,right,seen", *sorted([*others, *rows], key=lambda row: row.partition(",")[0])])
        + "\n",
        encoding="utf-8",
    )


def main() -> None:
    """Parse what is asked, count, write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--count", action="store_true")
    asked = parser.parse_args()
    table, tally = counted(list(collection(asked.collection)))
    for cue, now in table.items():
        known = vote.cues().get(cue)
        print(f"{cue:28} {now.weight:5.2f}  {now.right} of {now.seen}" + ("" if known == now else f"  (was {known})"))
    print(*(f"{n} {what}" for what, n in tally.items()), sep=", ")
    if asked.count:
        write(table)


if __name__ == "__main__":
    main()
