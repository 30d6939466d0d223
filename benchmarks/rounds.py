"""How often facts are right in the passages of rounds at first sight, against what a reader found in them.

    python benchmarks/rounds.py [--collection FOLDER] [--round NAME]... [--errors]

FOLDER (else $MUBIAO_COLLECTION) is the unpacked collection of reports. tests/truth holds the truth: `passages.csv`
names what was read, a file of facts a round what stands there, as offsets in the file decoded as UTF-8.
`<field>_also` are other answers that are right, `optional` is a fact that costs nothing. The score of the first
sight, before any rule was changed for a round, stands in docs/accuracy.md; this one is of today's rules.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import difflib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mubiao import lexicon
from mubiao.documents import read
from mubiao.extract import extract

TRUTH = Path(__file__).parents[1] / "tests" / "truth"
TUPLE = ("value", "unit", "measure", "claim", "period", "region", "qualifier")
"""What has to be right in a fact that counts."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Passage:
    """A stretch of a document that was read: from `start` up to `end`, as indices of the decoded file."""

    round: str
    document: str
    start: int
    end: int


@dataclass
class Score:
    """Facts wanted, given, given at the place of a wanted one, and right in the whole tuple; what went wrong."""

    wanted: int = 0
    given: int = 0
    found: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.wanted + other.wanted,
            self.given + other.given,
            self.found + other.found,
            self.right + other.right,
            self.errors + other.errors,
        )

    def f1(self, hits: int) -> float:
        """Of precision and recall, where `hits` of the facts are good; 1 where there was nothing to find."""
        both = self.wanted + self.given
        return 2 * hits / both if both else 1.0


def passages(truth: Path = TRUTH) -> list[Passage]:
    """The passages of all rounds, in the order of their file."""
    with (truth / "passages.csv").open(encoding="utf-8") as lines:
        return [
            Passage(row["round"], row["document"], int(row["start"]), int(row["end"])) for row in csv.DictReader(lines)
        ]


def wanted(passage: Passage, truth: Path = TRUTH) -> list[Row]:
    """The facts that a reader found in a passage."""
    lines = (truth / f"{passage.round}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["document"] == passage.document and inside(row, passage)]


def inside(row: Row, passage: Passage) -> bool:
    """Whether a fact begins in a passage."""
    return passage.start <= int(row["start"]) < passage.end


def given(path: Path) -> list[Row]:
    """The facts of a document as plain rows, their offsets those of the file, whatever reading leaves out of it."""
    document, printed = read(path), path.read_bytes().decode("utf-8")
    places = None if document.text == printed else aligned(printed, document.text)
    rows = []
    for fact in extract(document):
        row = {name: getattr(value, "value", value) for name, value in dataclasses.asdict(fact).items()}
        if places is not None:
            row["start"], row["end"] = places[row["start"]], places[row["end"] - 1] + 1
        rows.append(row)
    return rows


def aligned(printed: str, text: str) -> list[int]:
    """For each index of `text` the one of `printed`: line by line, and letter by letter in lines that differ."""
    of_file, of_text = printed.splitlines(keepends=True), text.splitlines(keepends=True)
    places: list[int] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, of_file, of_text, autojunk=False).get_opcodes():
        at = len("".join(of_file[:i]))
        old, new = "".join(of_file[i:j]), "".join(of_text[k:m])
        places += range(at, at + len(new)) if tag == "equal" else (at + place for place in letters(old, new))
    return places


def letters(old: str, new: str) -> Iterator[int]:
    """For each letter of `new` its index in `old`; for one that is not in it, where it would stand."""
    for tag, i, _, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from range(i, i + m - k) if tag == "equal" else [i] * (m - k)


def right(name: str, wanted: Row, given: Row) -> bool:
    """Whether a field is right, by any answer that the truth allows."""
    answers = [wanted[name], *wanted.get(f"{name}_also", [])]
    if name == "value":
        return any(abs(answer - given[name]) <= 1e-6 * max(1.0, abs(answer)) for answer in answers)
    return given[name] in answers or (not given[name] and any(not answer for answer in answers))


def wrong(wanted: Row, given: Row) -> list[str]:
    """The fields of the tuple that are not right."""
    return [name for name in TUPLE if not right(name, wanted, given)]


def paired(truth: Sequence[Row], facts: Sequence[Row]) -> list[tuple[int, int]]:
    """Facts one to one by how far their spans agree, then by how many fields do: indices of both."""
    near = []
    for i, want in enumerate(truth):
        for j, fact in enumerate(facts):
            common = min(want["end"], fact["end"]) - max(want["start"], fact["start"])
            if common > 0:
                whole = max(want["end"], fact["end"]) - min(want["start"], fact["start"])
                near.append((-common / whole, len(wrong(want, fact)), i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(near):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())


def score(truth: Sequence[Row], facts: Sequence[Row]) -> Score:
    """The facts of one passage against its truth; optional ones count neither way.

    A number that is printed once for several subjects counts once, unless the truth has a fact for each.
    """
    pairs = dict(paired(truth, facts))
    result = Score()
    for i, want in enumerate(truth):
        fact = facts[pairs[i]] if i in pairs else None
        bad = wrong(want, fact) if fact else ["missed"]
        if want.get("optional"):
            continue
        result.wanted += 1
        result.found += fact is not None
        result.right += not bad
        if bad:
            got = {name: fact[name] for name in bad} if fact else ""
            result.errors.append(f"{want['document']} {want['start']} {want['printed']} {' '.join(bad)} {got}".strip())
    spans = {(facts[j]["start"], facts[j]["end"]) for j in pairs.values()}
    extra = [f for j, f in enumerate(facts) if j not in pairs.values() and (f["start"], f["end"]) not in spans]
    result.given = result.found + len(extra)
    result.errors += [f"{fact['start']} {fact['printed']} is no fact" for fact in extra]
    return result


def scored(passage: Passage, collection: Path) -> Score:
    """What today's rules make of a passage."""
    facts = [row for row in given(collection / passage.document) if inside(row, passage)]
    return score(wanted(passage), facts)


def main() -> None:
    """Prints the table of passages and the sum of each round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--collection", type=Path, default=os.environ.get("MUBIAO_COLLECTION"))
    parser.add_argument("--round", action="append", help="only this one; all rounds otherwise")
    parser.add_argument("--errors", action="store_true", help="name what is wrong")
    options = parser.parse_args()
    if options.collection is None or not Path(options.collection).is_dir():
        parser.exit(1, "rounds: name the folder of the collection by --collection or MUBIAO_COLLECTION\n")
    lexicon.use(None)  # what is measured is what ships
    totals: dict[str, Score] = {}
    print("| passage | facts | found | tuple |\n|---|---:|---:|---:|")
    for passage in passages():
        if options.round and passage.round not in options.round:
            continue
        one = scored(passage, Path(options.collection))
        totals[passage.round] = totals.get(passage.round, Score()) + one
        print(line(f"{passage.document}:{passage.start}", one))
    for name, total in totals.items():
        print(line(f"**{name}**", total))
        if options.errors:
            print("", *total.errors, "", sep="\n")


def line(name: str, one: Score) -> str:
    """A line of the table, F1 in per cent."""
    return f"| {name} | {one.wanted} | {100 * one.f1(one.found):.1f} | {100 * one.f1(one.right):.1f} |"


if __name__ == "__main__":
    main()
