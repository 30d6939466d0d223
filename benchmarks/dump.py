"""What extraction gives, as lines and a hash: the net under every change that must not change a fact.

    python benchmarks/dump.py ../shared/documents --out before/
    python benchmarks/dump.py ../shared/documents --out after/ --against before/

Facts, promises, sections and pledges of all documents in the folders, and of `--sample` members of every .tar.xz among
the sources (or inside them), drawn by `--seed`. Written are one file of lines a document, `hashes.tsv`, and the hash of
that. `--against` names the documents that differ and their first lines that do; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from mubiao import lexicon
from mubiao.ingest import Prepared, prepare

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf")
SAMPLE = 400
SEED = "house"


def told(prepared: Prepared) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """What is compared, by its kind."""
    return (
        ("fact", prepared.facts),
        ("promise", prepared.promises),
        ("section", prepared.sections),
        ("pledge", prepared.pledges),
    )


def lines(prepared: Prepared) -> Iterator[str]:
    """One canonical line for each fact, promise, section and pledge, in the order in which extraction gives them."""
    if prepared.document is None:
        yield json.dumps(["reason", prepared.reason], ensure_ascii=False)
    for kind, found in told(prepared):
        for one in found:
            yield json.dumps([kind, asdict(one)], ensure_ascii=False, default=str, separators=(",", ":"))


def sources(given: Iterable[Path], scratch: Path, sample: int, seed: str) -> Iterator[tuple[str, Path]]:
    """(name, file) of every document, sampled members of archives unpacked into `scratch`."""
    for source in given:
        inside = sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]
        for path in inside:
            name = path.relative_to(source.parent).as_posix()
            if path.name.endswith(".tar.xz"):
                yield from ((f"{name}/{inner}", file) for inner, file in members(path, scratch, sample, seed))
            elif path.suffix.lower() in SUFFIXES and path.name != "README.md":
                yield name, path


def members(archive: Path, scratch: Path, sample: int, seed: str) -> list[tuple[str, Path]]:
    """So many documents of an archive; the same seed draws the same ones."""
    if sample <= 0:
        return []
    with tarfile.open(archive) as opened:
        files = [m for m in opened.getmembers() if m.isfile() and Path(m.name).suffix.lower() in SUFFIXES]
        names = sorted(m.name for m in files)
        drawn = set(Random(seed).sample(names, min(sample, len(names))))
        opened.extractall(scratch, [m for m in files if m.name in drawn], filter="data")
    return [(name, scratch / name) for name in sorted(drawn)]


def dump(found: list[tuple[str, Path]], out: Path) -> dict[str, str]:
    """Document → hash of its lines, which are written to `out`."""
    (out / "lines").mkdir(parents=True, exist_ok=True)
    hashes: dict[str, str] = {}
    counts = {"fact": 0, "promise": 0, "section": 0, "pledge": 0}
    for name, path in found:
        prepared = prepare(path)
        made = "\n".join(lines(prepared)).encode("utf-8", "surrogatepass")
        hashes[name] = hashlib.sha256(made).hexdigest()
        with gzip.GzipFile(file_of(out, name), "wb", compresslevel=1, mtime=0) as file:
            file.write(made)
        for kind, things in told(prepared):
            counts[kind] += len(things)
    table = "".join(f"{digest}\t{name}\n" for name, digest in sorted(hashes.items()))
    (out / "hashes.tsv").write_text(table, encoding="utf-8")
    summed = ", ".join(f"{number:,} {kind}s" for kind, number in counts.items())
    print(f"{len(hashes):,} documents, {summed}: {hashlib.sha256(table.encode()).hexdigest()}")
    return hashes


def file_of(out: Path, name: str) -> Path:
    """Where the lines of a document are kept."""
    return out / "lines" / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.jsonl.gz"


def differences(out: Path, before: Path, hashes: dict[str, str], most: int) -> Iterator[str]:
    """What is not as it was; documents that only one side has do not count unless the hash of the whole does."""
    known = dict(reversed(line.split("\t")) for line in (before / "hashes.tsv").read_text("utf-8").splitlines())
    for name, digest in sorted(hashes.items()):
        if name in known and known[name] != digest:
            yield name
            old, new = (
                gzip.decompress(file_of(folder, name).read_bytes()).decode("utf-8", "surrogatepass").split("\n")
                for folder in (before, out)
            )
            gone, come = dict.fromkeys(old), dict.fromkeys(new)
            pairs = [("-", line) for line in old if line not in come] + [
                ("+", line) for line in new if line not in gone
            ]
            pairs.sort(key=lambda pair: _at(pair[1]))
            yield from _told(pairs[:most])
    missing = set(known) - set(hashes)
    if missing:
        print(f"{len(missing):,} documents of before were not read", file=sys.stderr)


def _at(line: str) -> tuple[int, str]:
    one = json.loads(line)[1]
    return (one["start"], line) if isinstance(one, dict) else (0, line)


def _told(pairs: list[tuple[str, str]]) -> Iterator[str]:
    """The lines; of two that tell of the same thing, only the fields in which they differ."""
    made: dict[str, dict[str, tuple[Any, Any]]] = {}
    for sign, line in pairs:
        kind, one = json.loads(line)
        if not isinstance(one, dict):
            yield f"  {sign} {line}"
            continue
        key = f"{kind} {one.get('fact_id') or one.get('promise_id') or one['start']}"
        fields = made.setdefault(key, {})
        for field, value in one.items():
            old, new = fields.get(field, (None, None))
            fields[field] = (value, new) if sign == "-" else (old, value)
    for key, fields in made.items():
        yield f"  {key}: " + "; ".join(f"{f} {a!r} → {b!r}" for f, (a, b) in fields.items() if a != b)


def main() -> int:
    """Read the arguments, write the dump, and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    parser.add_argument("--out", type=Path, required=True, help="folder of the lines and hashes")
    parser.add_argument("--against", type=Path, help="folder of an earlier dump")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="documents of an archive (default %(default)s)")
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--most", type=int, default=6, help="lines shown of a document that differs")
    given = parser.parse_args()
    lexicon.use(None)  # the words that ship
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        found = list(sources(given.sources, Path(scratch), given.sample, given.seed))
        hashes = dump(found, given.out)
    print(f"{time.process_time() - begun:.1f} s of processor time", file=sys.stderr)
    if given.against is None:
        return 0
    moved = list(differences(given.out, given.against, hashes, given.most))
    print("\n".join(moved) if moved else "the same as before")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main())
