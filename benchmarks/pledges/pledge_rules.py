"""Pledges against those that people have read, and how often a pledge is right by the rule that took its object.

    python benchmarks/pledges/pledge_rules.py [--errors N] # the figures of every document, and those of the rules
    python benchmarks/pledges/pledge_rules.py --write    # writes the column `reliability` of tables/pledge_rules.csv

Read by people: the gold pledges beside the repository (`../shared/pledges`, texts in `../shared/documents`), scored by
the script that stands there. `--also FOLDER` (of `NAME.jsonl` beside `NAME.txt` or `NAME.md`) shows further documents,
which count for nothing. A pledge is right when it is found and its act and kind are; WEIGHT more of PRIOR are added.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from calibrate import SHARED, script

import mubiao
from mubiao.extract.confidence import PRIOR
from mubiao.lexicon.tables import TABLES

WEIGHT = 10
"""Pledges of PRIOR that every rule starts with."""
TABLE = TABLES / "pledge_rules.csv"


def pairs(folder: Path, texts: Path) -> Iterator[tuple[Path, Path]]:
    """(gold, text) of every gold file of a folder."""
    for gold in sorted(folder.glob("*.jsonl")):
        found = sorted(texts.rglob(f"{gold.stem}.*"))
        yield from ((gold, text) for text in found[:1] if text.suffix in (".txt", ".md"))


def scored(score: Any, gold: Path, text: Path) -> tuple[dict[str, Any], Counter[str], Counter[str]]:
    """The figures of a document; how often each rule had a part, and how often its pledge was right."""
    made = [json.loads(json.dumps(asdict(one), default=str)) for one in mubiao.pledges(mubiao.read(text))]
    wanted = score.load(gold)
    named = gold.with_name("passages.json")
    spans = json.loads(named.read_text(encoding="utf-8")).get(text.name, []) if named.exists() else []
    if spans:
        wanted, made = (
            [one for one in ones if any(a <= one["start"] < b for a, b in spans)] for ones in (wanted, made)
        )
    result = score.score(wanted, made)
    wanted, made = score.without_optional(wanted, made)
    hit = {j: i for i, j in score.match(wanted, made)}
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for number, one in enumerate(made):
        good = number in hit and all(score.right(field, wanted[hit[number]], one) for field in ("act", "kind"))
        for rule in one["rule"].split(";")[:2]:
            seen[rule] += 1
            right[rule] += good
    return result, seen, right


def main() -> None:
    """Print the figures; write the table where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--also", type=Path)
    asked = parser.parse_args()
    score = script(SHARED / "pledges" / "score.py")
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold, text in pairs(SHARED / "pledges", SHARED / "documents"):
        result, more, good = scored(score, gold, text)
        seen, right = seen + more, right + good
        tell(gold.stem, result)
    for gold, text in pairs(asked.also, asked.also) if asked.also else ():
        tell(gold.stem, scored(score, gold, text)[0])
    counted = {rule: round((right[rule] + WEIGHT * PRIOR) / (seen[rule] + WEIGHT), 3) for rule in sorted(seen)}
    for rule, share in counted.items():
        print(f"{rule:24} {right[rule]:4} of {seen[rule]:4}  {share}")
    if asked.write:
        write(counted)


def tell(name: str, result: dict[str, Any]) -> None:
    """One line of figures."""
    found, fields = result["detection"], result["fields"]
    shares = " ".join(f"{field} {fields[field]}" for field in ("act", "kind", "period", "region", "sector"))
    rates = f"P {found['p']} R {found['r']} F1 {found['f1']} core {result['core_recall']}"
    print(f"{name:24} n {result['gold']:4} {rates} {shares}")


def write(counted: dict[str, float]) -> None:
    """The table with what was counted."""
    lines = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        rule = line.partition(",")[0]
        if rule in counted:
            line = f"{line.rpartition(',')[0]},{counted[rule]}"
        lines.append(line)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
