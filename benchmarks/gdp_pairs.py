"""How many pairs of a growth target of GDP and its outcome come out right, against what people read.

    python benchmarks/gdp_pairs.py [SHARED]

SHARED (else beside the repository) holds panel/headlines.csv and headlines2.csv with their reports, which are added to
a database of their own. A pair is a place and a year for which they read a target in the year's report and an outcome
in the next one; it is right where `targets` has both. Prints the wrong ones and the share.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from calibrate import SHARED

from mubiao.store import open_store

Key = tuple[str, int]
LEFT_OUT = ("AMBIG", "repeat", "last year's", "body", "multi-year")
"""Notes of rows that are no target or outcome of a year, or not its main one."""


def read(shared: Path) -> Iterator[dict[str, str]]:
    """The rows of both panels."""
    for name in ("headlines.csv", "headlines2.csv"):
        with (shared / "panel" / name).open(encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


def told(rows: list[dict[str, str]], side: str) -> dict[Key, set[float]]:
    """Place and year → the growths that the reports state on one side."""
    found: dict[Key, set[float]] = {}
    for row in rows:
        growth = row["indicator"] == "gdp" and row["measure"] == "growth" and row["printed"]
        if not growth or not row["period"].isdigit() or any(word in row["note"] for word in LEFT_OUT):
            continue
        year, target = int(row["period"]), row["claim"] == "target"
        if target == (side == "target") and year == int(row["report_year"]) - (not target):
            found.setdefault((row["place"].removeprefix("深圳市"), year), set()).add(float(row["value"]))
    return found


def main() -> None:
    """Prints what is wrong, and how many are right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    shared = parser.parse_args().shared
    rows = list(read(shared))
    sides = {side: told(rows, side) for side in ("target", "outcome")}
    with tempfile.TemporaryDirectory() as folder:
        files = sorted({str(shared / "documents" / row["file"]) for row in rows})
        database = Path(folder) / "reports.duckdb"
        command = [str(Path(sys.executable).with_name("mubiao")), "add", "--db", str(database), "--jobs", "2", *files]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "MUBIAO_BUNDLE": ""})
        growth = (pl.col("indicator") == "gdp") & (pl.col("measure") == "growth") & (pl.col("period_kind") == "year")
        found = {
            (row["region"], row["year"]): row
            for row in open_store(database).targets().filter(growth).collect().to_dicts()
        }
    wrong = 0
    pairs = sorted(sides["target"].keys() & sides["outcome"].keys())
    for key in pairs:
        row = found.get(key, {})
        if any(row.get(side) not in values[key] for side, values in sides.items()):
            wrong += 1
            print(*key, *(sorted(values[key]) for values in sides.values()), row.get("target"), row.get("outcome"))
    print(f"{len(pairs) - wrong} of {len(pairs)} pairs are right, {100 * (1 - wrong / len(pairs)):.1f} %")


if __name__ == "__main__":
    main()
