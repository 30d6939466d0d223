"""Home and year of documents whose place and year are known, and the weights of the cues that tell them.

    python benchmarks/frame/frame.py COLLECTION                 # how often home and year are right, names hidden
    python benchmarks/frame/frame.py COLLECTION --named         # the same with the names of folder and file known
    python benchmarks/frame/frame.py COLLECTION --excerpts 300  # on excerpts without title, date and name
    python benchmarks/frame/frame.py COLLECTION --count         # count the cues anew, write the tables

COLLECTION is the unpacked collection of reports: folders of places with a file a year (泉州市/2024.md). What its paths
have wrong stands in benchmarks/frame/frame_truth.csv, each with the reason.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mubiao.documents.container_metadata import ContainerMetadata
from mubiao.documents.decode import decode
from mubiao.documents.frame import home_candidates, read_frame, vote, year_candidates
from mubiao.documents.frame.vote import Candidate, Cue, Verdict
from mubiao.documents.structure.titles import opening
from mubiao.regions.lookup import region
from mubiao.regions.table import COUNTRY

HERE = Path(__file__).parent
TABLES = HERE.parents[1] / "data" / "mubiao" / "tables"
FOLDS = 5
MOST = 5.0  # no cue is believed more than this, however often it was right
STEPS = (8.0, 6.0, 4.0, 3.0, 2.0, 1.0, 0.5, 0.0)


@dataclass(frozen=True)
class Known:
    """A text with its place and its year; `group` is the place by which folds are made.

    `told` is another right year: a passage of a review that knows nothing of the report is of the year that it tells.
    """

    path: str
    text: str
    place: str
    year: int
    group: str
    told: int | None = None


def collection(root: Path) -> Iterator[Known]:
    """The documents of the collection with the truth of their paths, corrected by hand where these are wrong."""
    with (HERE / "frame_truth.csv").open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split(",") for line in lines if not line.startswith("#"))
        mended = {path: (place, year) for path, place, year, _ in rows}
    nation = region(COUNTRY)
    for path in sorted(root.rglob("*.md")):
        place = path.parent.name if path.parent.parent != root else nation.name if nation else ""
        name = path.relative_to(root).as_posix()
        right, year = mended.get(name, ("", ""))
        yield Known(name, decode(path.read_bytes()), right or place, int(year or path.name[:4]), place)


def excerpts(documents: list[Known], n: int, seed: int) -> list[Known]:
    """Passages of 600 to 1,500 characters from the midst of as many documents, none of which has seen its head."""
    chance = random.Random(seed)
    found = []
    for known in chance.sample(documents, min(n, len(documents))):
        length = chance.randint(600, 1_500)
        start = chance.randint(min(400, len(known.text) // 3), max(len(known.text) - length, len(known.text) // 3 + 1))
        found.append(
            Known(known.path, known.text[start : start + length], known.place, known.year, known.group, known.year - 1)
        )
    return found


def proposed(known: Known) -> tuple[list[Candidate], list[Candidate], str]:
    """Candidates for home and year, names hidden, and the kind."""
    seen = opening(known.text, ContainerMetadata())
    return home_candidates(seen), year_candidates(seen), seen.kind


def is_right(candidate: Candidate, known: Known) -> bool:
    """Whether a candidate has the known value."""
    if isinstance(candidate.value, tuple):
        return candidate.value[0] == known.place
    return candidate.value == known.year or candidate.value == known.told


def counted(rows: list[tuple[Known, list[Candidate]]]) -> dict[str, Cue]:
    """Cue → weight and counts: the logarithm of its odds, drawn towards even where few were seen."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for known, candidates in rows:
        for candidate in {(c.cue, c.value): c for c in candidates}.values():
            seen[candidate.cue] += 1
            right[candidate.cue] += is_right(candidate, known)
    table = {}
    for cue in sorted(seen):
        odds = math.log((right[cue] + 0.5) / (seen[cue] - right[cue] + 0.5))
        table[cue] = Cue(round(max(-MOST, min(MOST, odds)), 2), right[cue], seen[cue])
    return table


def cross_validated(rows: list[tuple[Known, list[Candidate]]]) -> list[tuple[Known, Verdict]]:
    """The verdict on each document by weights that were counted without its place."""
    fold = {group: at % FOLDS for at, group in enumerate(sorted({known.group for known, _ in rows}))}
    found = []
    for held in range(FOLDS):
        weights = counted([row for row in rows if fold[row[0].group] != held])
        found += [(k, vote.weigh(c, with_hand_made(weights))) for k, c in rows if fold[k.group] == held]
    return found


def with_hand_made(weights: Mapping[str, Cue]) -> dict[str, Cue]:
    """The counted weights and those of cues that the collection never shows (zones, towns), which keep theirs."""
    return dict(weights) | {cue: known for cue, known in vote.cues().items() if known.seen == 0}


def right(verdict: Verdict, known: Known) -> bool:
    """Whether the winner is the known value."""
    value = verdict.value
    return value[0] == known.place if isinstance(value, tuple) else value in (known.year, known.told)


def count(documents: list[Known]) -> None:
    """Writes the tables of cues and margins, and prints what cross-validation says."""
    print(f"{len(documents)} documents and as many excerpts, {FOLDS} folds of places")
    rows: dict[str, list[tuple[Known, list[Candidate]]]] = defaultdict(list)
    for known in [*documents, *excerpts(documents, len(documents), seed=7)]:
        home, year, kind = proposed(known)
        if kind != "news":  # no newspaper stands in the collection: what looks like one is no measure for them
            rows["home"].append((known, home))
        if kind not in ("news", "plan"):
            rows["year"].append((known, year))
    table: dict[str, Cue] = {}
    margins = []
    for aspect, found in rows.items():
        table |= counted(found)
        verdicts = [(known, verdict) for known, verdict in cross_validated(found) if verdict.value is not None]
        for low, high in zip(STEPS, (math.inf, *STEPS), strict=False):
            within = [right(verdict, known) for known, verdict in verdicts if low <= verdict.margin < high]
            share = (sum(within) + 0.5) / (len(within) + 1)
            margins.append(f"{aspect},{low},{share:.3f},{len(within)}")
            print(f"{aspect}: margin {low:>4} and more: {sum(within)} of {len(within)} right")
    kept = {cue: known for cue, known in vote.cues().items() if known.seen == 0 or cue.startswith("part:")}
    body = [f"{cue},{c.weight},{c.right},{c.seen}" for cue, c in sorted((table | kept).items())]
    _write("frame_cues.csv", "cue,weight,right,seen", body)
    _write("frame_margins.csv", "aspect,margin,share,seen", margins)


def _write(name: str, header: str, rows: list[str]) -> None:
    path = TABLES / name
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*comments, header, *rows]) + "\n", encoding="utf-8")


def measure(documents: list[Known], *, named: bool) -> None:
    """Prints how many homes and years are right, wrong with a doubt, wrong without one, and lists the wrong ones."""
    tally: Counter[str] = Counter()
    country = region(COUNTRY)
    nation = country.name if country else ""
    for known in documents:
        folder, _, file = known.path.rpartition("/")
        frame = read_frame(known.text, f"{folder.rpartition('/')[2]}/{file}" if named else "")
        flagged = {doubt.partition("-")[0] for doubt, _ in frame.doubts}
        wrong = []
        year = frame.year
        for aspect, value, truth in (("home", frame.region, (known.place,)), ("year", year, (known.year, known.told))):
            state = (
                "right"
                if value in truth
                else "unknown"
                if value is None
                else "doubted"
                if aspect in flagged
                else "wrong"
            )
            tally[f"{aspect} {state}"] += 1
            if aspect == "home" and known.place == nation:
                tally[f"home {state}, of the country's"] += 1
            if state != "right":
                wrong.append(f"{aspect} {state}: {value}, not {truth[0]}")
        tally["a wrong frame without a doubt"] += any(" wrong:" in w for w in wrong)
        if wrong:
            print(known.path, frame.kind, "; ".join(wrong), sep="\t")
    for state, n in sorted(tally.items()):
        print(f"{state:32} {n:5} of {len(documents)}  {n / len(documents):.4f}")


def main() -> None:
    """Parse what is asked and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--named", action="store_true")
    parser.add_argument("--excerpts", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", action="store_true")
    asked = parser.parse_args()
    documents = list(collection(asked.collection))
    if asked.count:
        count([known for known in documents if not re.match(r"five_year_plans/", known.path)])
    elif asked.excerpts:
        measure(excerpts(documents, asked.excerpts, asked.seed), named=False)
    else:
        measure(documents, named=asked.named)


if __name__ == "__main__":
    main()
