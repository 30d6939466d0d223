"""How far the rules of the extractor can be trusted, counted against facts that people have read.

    python benchmarks/calibrate.py            # writes tables/reliability.csv, prints the tables
    python benchmarks/calibrate.py --check    # writes nothing; ends with 1 where the table is not what it would write
    python benchmarks/calibrate.py --check --collection FOLDER    # also on the passages of tests/truth

Read by people: the gold facts and the panels of headline figures beside the repository (`../shared/gold`,
`../shared/panel`, with the texts in `../shared/documents`), scored by the scripts that stand there. The tables show
each fact with the confidence that it has when nothing of its own place is counted. A rule is right in
a fact when the fields that its stage answers for are; its reliability is the share of facts in which it was right,
with WEIGHT more facts of PRIOR added, so that a rule seen once is not thought perfect. `--also FOLDER` (of `NAME.txt`
with `NAME.jsonl`) adds nothing to the counts: it shows the calibration on documents that the counts have never seen.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from mubiao import extract, lexicon, read
from mubiao.extract.confidence import HIGH, LOW, PRIOR, STAGES
from mubiao.lexicon.tables import TABLES

SHARED = Path(__file__).resolve().parents[2] / "shared"
WEIGHT = 10
"""Facts of PRIOR that every rule starts with."""
SUREST = 0.999
"""Of no rule it is known that it cannot fail."""
BINS = (0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True)
class Read:
    """A fact that was held against what people read: its rules, and the fields that are wrong."""

    place: str
    document: str
    rules: tuple[str, ...]
    wrong: frozenset[str]


def script(path: Path) -> ModuleType:
    """The scoring script at a path, as a module."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def facts(path: Path) -> list[dict[str, Any]]:
    """The facts of a file, as the scoring scripts take them."""
    return [asdict(fact) for fact in extract(read(path))]


def gold(score: ModuleType, answers: Path, text: Path) -> Iterator[Read]:
    """The facts of a document against its gold; one that is none is wrong in being found."""
    expected, found = score.load(str(answers)), facts(text)
    place = read(text).region or answers.stem
    ranges = stretches(answers)
    if ranges:
        found = [fact for fact in found if any(start <= fact["start"] < end for start, end in ranges)]
    partner = {j: expected[i] for i, j in score.match(expected, found)}
    for number, fact in enumerate(found):
        answer = partner.get(number)
        if answer is None:
            yield Read(place, answers.stem, tuple(fact["rule"].split(";")), frozenset({"found"}))
        elif not answer.get("optional"):
            fields = (*score.TUPLE, "high")
            wrong = frozenset(field for field in fields if not score.right(field, answer, fact))
            yield Read(place, answers.stem, tuple(fact["rule"].split(";")), wrong)


def stretches(answers: Path) -> list[list[int]]:
    """What of a document has been read: nothing where all of it has."""
    listed = answers.with_name("passages.json")
    found: dict[str, list[list[int]]] = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else {}
    return found.get(f"{answers.stem}.txt", [])


def panel(score: ModuleType, rows: Path, documents: Path) -> Iterator[Read]:
    """The headline figures of a panel against the facts that stand there; what was not found is no fact to judge."""
    by_file: dict[str, list[dict[str, str]]] = {}
    with rows.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["printed"] and "AMBIG" not in row["note"]:
                by_file.setdefault(row["file"], []).append(row)
    for name, expected in sorted(by_file.items()):
        found = facts(documents / name)
        for row in expected:
            start, end = int(row["start"]), int(row["end"])
            near = [fact for fact in found if min(end, fact["end"]) > max(start, fact["start"])]
            if near:
                best = min(near, key=lambda fact: len(score.wrong(row, fact)))
                # Indicators are counted by their own score; here it is what is said of the quantity.
                bad = frozenset(score.wrong(row, best)) - {"indicator"}
                yield Read(row["place"], name, tuple(best["rule"].split(";")), bad)


def all_read(shared: Path) -> list[Read]:
    """Everything that people have read beside the repository."""
    score = script(shared / "gold" / "score.py")
    found: list[Read] = []
    documents = shared / "documents"
    for answers in sorted((shared / "gold").rglob("*.jsonl")):
        text = next(one for one in (documents, documents / "more") if (one / f"{answers.stem}.txt").is_file())
        found += gold(score, answers, text / f"{answers.stem}.txt")
    for rows in sorted((shared / "panel").glob("headlines*.csv")):
        found += panel(script(shared / "panel" / "score.py"), rows, documents)
    return found


def at_first_sight(collection: Path) -> list[Read]:
    """The facts of the passages of tests/truth, whose texts are in the collection."""
    rounds = script(Path(__file__).with_name("rounds.py"))
    found: list[Read] = []
    for passage in rounds.passages():
        truth = rounds.wanted(passage)
        rows = [row for row in rounds.given(collection / passage.document) if rounds.inside(row, passage)]
        partner = {j: truth[i] for i, j in rounds.paired(truth, rows)}
        place = Path(passage.document).parts[-2]
        for number, row in enumerate(rows):
            answer = partner.get(number)
            if answer is None or not answer.get("optional"):
                wrong = frozenset(rounds.wrong(answer, row)) if answer else frozenset({"found"})
                found.append(Read(place, passage.document, tuple(row["rule"].split(";")), wrong))
    return found


def never_seen(shared: Path, folder: Path) -> list[Read]:
    """The documents of a folder against the answers beside them."""
    score = script(shared / "gold" / "score.py")
    return [
        one for answers in sorted(folder.glob("*.jsonl")) for one in gold(score, answers, answers.with_suffix(".txt"))
    ]


def failed(rule: str, one: Read) -> bool:
    """Whether a rule was wrong in a fact: in the fields of its stage, or, without any, in the fact."""
    fields = STAGES[rule.partition(":")[0]]
    return bool(one.wrong.intersection(fields) if fields else one.wrong)


def counted(read: Iterable[Read]) -> tuple[Counter[str], Counter[str]]:
    """Rule → facts that it had a part in, and → those in which it was wrong."""
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in read:
        for rule in set(one.rules):
            if rule.partition(":")[0] in STAGES:
                seen[rule] += 1
                wrong[rule] += failed(rule, one)
    return seen, wrong


def reliability(seen: int, wrong: int) -> float:
    """The share right, with WEIGHT facts of PRIOR added."""
    return 1 - (wrong + WEIGHT * (1 - PRIOR)) / (seen + WEIGHT)


def judge(seen: Counter[str], wrong: Counter[str]) -> Callable[[Read], float]:
    """The confidence of a fact by these counts."""

    def confidence(one: Read) -> float:
        product = 1.0
        for rule in one.rules:
            if rule.partition(":")[0] in STAGES:
                product *= reliability(seen[rule], wrong[rule])
        return min(max(product, LOW), HIGH)

    return confidence


def left_out(read: list[Read], others: list[Read] | None = None) -> Iterator[tuple[float, bool]]:
    """(confidence, right) of every fact, counted without the place that it is from; of the others, where there are."""
    seen, wrong = counted(read)
    judged = read if others is None else others
    for place in sorted({one.place for one in judged}):
        here, here_wrong = counted(one for one in read if one.place == place)
        confidence = judge(seen - here, wrong - here_wrong)
        yield from ((confidence(one), not one.wrong) for one in judged if one.place == place)


def table(judged: list[tuple[float, bool]]) -> Iterator[str]:
    """Facts by confidence, and how many of them are right."""
    yield "| confidence | facts | mean confidence | right |"
    yield "|---|---:|---:|---:|"
    low = 0.0
    for high in BINS:
        inside = [(value, right) for value, right in judged if low <= value < high]
        if inside:
            mean = sum(value for value, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            yield f"| {low:g} – {high:g} | {len(inside):,} | {mean:.3f} | {share:.3f} |"
        low = high
    right = sum(right for _, right in judged)
    yield f"| all | {len(judged):,} | {sum(v for v, _ in judged) / len(judged):.3f} | {right / len(judged):.3f} |"
    yield ""
    yield f"A right fact is ranked above a wrong one in {_ranked(judged):.0%} of pairs."


def _ranked(judged: list[tuple[float, bool]]) -> float:
    good = [value for value, right in judged if right]
    bad = [value for value, right in judged if not right]
    if not good or not bad:
        return 1.0
    above = sum((g > b) + (g == b) / 2 for g in good for b in bad)
    return above / (len(good) * len(bad))


def rewritten(text: str, seen: Counter[str], wrong: Counter[str]) -> str:
    """tables/reliability.csv as counted, with the head that it has: a row for every rule of the stages that count."""
    comments = [line for line in text.splitlines() if line.startswith("#")]
    rules = [rule for rule in lexicon.rules() if rule.partition(":")[0] in STAGES]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("rule", "reliability"))
    writer.writerows((rule, f"{min(reliability(seen[rule], wrong[rule]), SUREST):.3f}") for rule in rules)
    return "".join(f"{line}\n" for line in comments) + out.getvalue()


def main() -> int:
    """Count, print, and write or check the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of gold, panel and documents")
    parser.add_argument("--also", type=Path, action="append", default=[], help="folder of NAME.txt with NAME.jsonl")
    parser.add_argument("--collection", type=Path, help="folder of the collection that tests/truth was read in")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if the table would change")
    given = parser.parse_args()
    if not (given.shared / "gold").is_dir():
        print(f"{given.shared}: nothing that people have read is there", file=sys.stderr)
        return 2
    lexicon.use(None)
    read = all_read(given.shared)
    seen, wrong = counted(read)
    documents, places = len({one.document for one in read}), len({one.place for one in read})
    counts = f"{len(read):,} facts of {documents} documents of {places} places"
    print(f"{counts}, each judged by counts without its place:\n")
    print("\n".join(table(list(left_out(read)))))
    if given.collection is not None:
        passages = at_first_sight(given.collection)
        print(f"\n{len(passages):,} facts of the passages of tests/truth, which are not counted:\n")
        print("\n".join(table(list(left_out(read, passages)))))
    for folder in given.also:
        confidence = judge(seen, wrong)
        others = [(confidence(one), not one.wrong) for one in never_seen(given.shared, folder)]
        print(f"\n{len(others):,} facts of documents never seen ({folder.name}):\n")
        print("\n".join(table(others)))
    path = Path(str(TABLES)) / "reliability.csv"
    old = path.read_text(encoding="utf-8")
    new = rewritten(old, seen, wrong)
    if given.check:
        return int(old != new)
    path.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
