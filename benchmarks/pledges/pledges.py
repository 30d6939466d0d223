"""Follow the pledges of a collection: every pair of consecutive reports of a place.

    python benchmarks/pledges/pledges.py COLLECTION [--jobs 2] [--every N] [--kept FILE]  read, follow, print shares
    python benchmarks/pledges/pledges.py COLLECTION --sample 200 [--seed S]               statuses to be read, as NDJSON
    python benchmarks/pledges/pledges.py COLLECTION --common                              following_common.csv anew

Reading is what takes long, so it is done once: FILE keeps it. The time that is told is that of following alone.
--every N takes one place of N. Shares are printed by level, act, kind and year of the report that promises.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from mubiao.ingest import expand, prepare_each
from mubiao.model import STATUSES, Section
from mubiao.pledges.shares import shares
from mubiao.store.adding.links import Promised, Report, followed, pairs

TABLE = Path(__file__).parents[2] / "data" / "mubiao" / "tables" / "following_common.csv"
TENTHS = ((7, "7"), (4, "4"), (2, "2"))


class Read(NamedTuple):
    """As much of a report as following asks for."""

    report: Report
    region: str
    text: str
    sections: tuple[Section, ...]
    pledges: tuple[Promised, ...]


def read(path: Path) -> list[Read]:
    """The work reports of a file."""
    found = []
    for p in prepare_each(path):
        d = p.document
        if d is None or d.kind != "work_report" or not d.region_code or not d.year:
            continue
        acts = {
            a.pledge_id: Promised(a.pledge_id, a.start, a.end, a.object, str(a.act), str(a.kind)) for a in p.pledges
        }
        report = Report(d.document_id, d.region_code, d.year, len(d.text))
        found.append(Read(report, d.region or "", d.text, tuple(p.sections), tuple(acts.values())))
    return found


def timed(pair: tuple[Read, Read]) -> tuple[list[dict[str, Any]], float]:
    """The same with the seconds of a processor that it took."""
    begun = time.process_time()
    return follow_one(pair), time.process_time() - begun


def follow_one(pair: tuple[Read, Read]) -> list[dict[str, Any]]:
    """The fates of the pledges of the first in the second."""
    first, second = pair
    told = followed(first.report, first.pledges, second.report, second.text, list(second.sections), second.pledges)
    return list(told)


def collected(folder: Path, jobs: int, every: int, kept: Path | None) -> list[Read]:
    """All reports, read once where a file keeps them."""
    if kept is not None and kept.exists():
        loaded: list[Read] = pickle.loads(kept.read_bytes())
        return loaded
    files, _ = expand([folder])
    places = sorted({file.parent for file in files})
    wanted = set(places[::every])
    files = [file for file in files if file.parent in wanted]
    with ProcessPoolExecutor(jobs) as pool:
        reads = [one for several in pool.map(read, files, chunksize=8) for one in several]
    if kept is not None:
        kept.write_bytes(pickle.dumps(reads))
    return reads


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--kept", type=Path, metavar="FILE")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--common", action="store_true")
    options = parser.parse_args(arguments)
    if options.common:
        files, _ = expand([options.collection])
        TABLE.write_text(common(file.read_text(encoding="utf-8", errors="replace") for file in files), "utf-8")
        return 0
    reads = collected(options.collection, options.jobs, options.every, options.kept)
    known = {one.report.document_id: one for one in reads}
    chosen = [(known[a], known[b]) for a, b in pairs(one.report for one in known.values())]
    begun = time.perf_counter()
    with ProcessPoolExecutor(options.jobs) as pool:
        both = list(pool.map(timed, chosen, chunksize=16))
    seconds = time.perf_counter() - begun
    told, work = [rows for rows, _ in both], sum(taken for _, taken in both)
    if options.sample:
        sample(chosen, told, options.sample, options.seed)
        return 0
    print(f"{len(reads)} reports, {sum(len(one.pledges) for one in reads)} pledges")
    print(f"{len(chosen)} pairs followed in {seconds:.1f} s by {options.jobs} processes, {work:.1f} s of a processor")
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
        columns = ["by", "group", "n", "followed", *(f"{status}_share" for status in STATUSES)]
        print(shares(frame(reads, chosen, told), ("level", "act", "kind", "year")).select(columns))
    return 0


def frame(
    reads: Iterable[Read], chosen: Sequence[tuple[Read, Read]], told: Sequence[list[dict[str, Any]]]
) -> pl.DataFrame:
    """The pledges with their status, as `shares` takes them."""
    status = {row["pledge_id"]: row["status"] for rows in told for row in rows}
    return pl.DataFrame(
        [
            {
                "document_id": one.report.document_id,
                "report_code": one.report.region_code,
                "report_region": one.region,
                "report_year": one.report.year,
                "act": pledge.act,
                "kind": pledge.kind,
                "status": status.get(pledge.pledge_id),
                "review": None,
            }
            for one in reads
            for pledge in one.pledges
        ],
        schema_overrides={"review": pl.String},
        infer_schema_length=None,
    )


def sample(chosen: Sequence[tuple[Read, Read]], told: Sequence[list[dict[str, Any]]], wanted: int, seed: int) -> None:
    """So many statuses of all four sorts alike, with both passages, to be read against the reports."""
    rows = [(pair, row) for pair, several in zip(chosen, told, strict=True) for row in several]
    random.Random(seed).shuffle(rows)
    taken: Counter[str] = Counter()
    for (first, second), row in rows:
        if taken[row["status"]] >= wanted // len(STATUSES):
            continue
        taken[row["status"]] += 1
        pledge = next(one for one in first.pledges if one.pledge_id == row["pledge_id"])
        start, end = row["evidence_start"], row["evidence_end"]
        line = {
            "place": first.region, "year": first.report.year, "later": second.report.year, "object": pledge.object,
            "act": pledge.act, "kind": pledge.kind, "status": row["status"], "rule": row["rule"],
            "promised": first.text[max(0, pledge.start - 30) : pledge.end + 20],
            "evidence": None if start is None else second.text[max(0, start - 30) : end + 30],
        }  # fmt: skip
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def common(texts: Iterable[str]) -> str:
    """following_common.csv: pairs of Chinese characters by how many of ten texts have them."""
    seen: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        seen.update({a + b for a, b in pairwise(text) if "\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff"})
    head = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [*head, "tenths,pairs"]
    for least, name in TENTHS:
        most = {7: 11, 4: 7, 2: 4}[least]
        several = sorted(pair for pair, n in seen.items() if least / 10 <= n / count < most / 10)
        lines += [f"{name},{' '.join(several[i : i + 30])}" for i in range(0, len(several), 30)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
