"""The odd endings of subjects: words that a person would not end the name of a measured thing with.

    python benchmarks/endings.py COLLECTION [--sample N] [--seed S] [--most 500]

Reads N files of a folder of reports (all without --sample), and lists by frequency the endings of subjects that are
verbs, particles or conjunctions, each with some of the subjects that end so. Names that do end so (共和, 所有) are
left out. The last line says how many subjects there are and how many of them end oddly.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mubiao import lexicon
from mubiao.documents import read
from mubiao.extract import extract

ODD = re.compile(
    r"(?:(?<![总共饱祥温缓平])和|(?<![参给])与|(?<![惠普涉])及|(?<![平同高中优对])等|(?<![所没拥公国民享占具持保含特固还])有"
    r"|(?<![需主重纪概必摘])要|(?<![行作成认更])为|(?<![存所现实潜内])在|(?<![自理缘])由|从|(?<![以之])至|到|已|将|均(?<!人均)"
    r"|(?<![产功效职性智动储机])能|仍|再|又|可|被|把|位居|力争|争取|取得|获得|实现|完成|达到|突破|先后|分别|累计|同比)$"
)
"""What no subject should end with."""
SHOWN = 6
"""Subjects that are named beside an ending."""


def odd(subjects: Iterable[str]) -> dict[str, Counter[str]]:
    """Ending → the subjects that have it, by how often."""
    found: dict[str, Counter[str]] = {}
    for subject in subjects:
        ending = ODD.search(subject)
        if ending:
            found.setdefault(ending[0], Counter())[subject] += 1
    return found


def main() -> None:
    """Prints the endings, the most frequent first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=500)
    given = parser.parse_args()
    lexicon.use(None)  # what is measured is what ships
    files = sorted(path for path in given.collection.rglob("*") if path.suffix in (".md", ".txt"))
    if given.sample is not None and given.sample < len(files):
        files = random.Random(given.seed).sample(files, given.sample)
    subjects = [fact.subject for file in files for fact in extract(read(file)) if fact.subject]
    found = odd(subjects)
    for ending, named in sorted(found.items(), key=lambda one: -one[1].total())[: given.most]:
        print(f"{named.total():6} {ending}  {'、'.join(subject for subject, _ in named.most_common(SHOWN))}")
    print(f"{sum(named.total() for named in found.values()):,} of {len(subjects):,} subjects end oddly")


if __name__ == "__main__":
    main()
