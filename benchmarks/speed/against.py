"""Another revision of mubiao beside this one: the same work in turn, ratios of processor time, and the same facts.

    python benchmarks/speed/against.py REVISION COLLECTION           # 40 reports, the bundle of the country, five turns
    python benchmarks/speed/against.py REVISION COLLECTION --only library targets --turns 11
    python benchmarks/speed/against.py REVISION COLLECTION --checkout FOLDER   # one that has been built already

The other revision is checked out and built in a folder that goes away afterwards (git, uv). Each revision adds the
same reports to a database of its own, whose facts are then compared; for questions both have the facts that ship with
this one, in files that each of them made. Told are the medians, and the median of the ratios within a turn with the
least and the largest of them: below 1 this revision takes less.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1]))

from scale import ingest
from speed.extraction import drawn
from tools.terminal import Terminal
from tools.turns import Run, timed

HERE = Path(__file__).parents[2]
ALL = ("start", "extract", "add", "targets", "library", "explorer")

SHORT = "2024年永安市人民政府工作报告\n\n今年的主要预期目标是：地区生产总值增长6%左右。新增学位10000个。\n"

EXTRACT = """
import sys
from pathlib import Path
from mubiao.documents import read
from mubiao.extract import extract
print(sum(len(extract(read(path))) for path in sorted(Path(sys.argv[1]).rglob("*.md"))))
"""

MAKE = "import sys; from mubiao.store import open_store; open_store(sys.argv[1], bundled=bool(sys.argv[2]))"

LIBRARY = """
import json, statistics, sys, time
from pathlib import Path
import polars as pl
from mubiao.store import open_store
store, place = open_store(Path(sys.argv[1])), pl.col("region_code") == sys.argv[3]
rows = (lambda: store.targets()) if sys.argv[2] == "targets" else (lambda: store.facts())
found = []
for _ in range(11):
    begun, cpu = time.perf_counter(), time.process_time()
    rows().filter(place).collect()
    found.append((time.perf_counter() - begun, time.process_time() - cpu))
print(json.dumps([statistics.median(one) for one in zip(*found[1:])]))
"""


@dataclass(frozen=True, slots=True)
class Revision:
    """A checkout with an environment of its own, and where it keeps its databases."""

    name: str
    checkout: Path
    python: Path
    folder: Path

    @property
    def mubiao(self) -> str:
        """Its command."""
        return str(self.python.with_name("mubiao"))

    def database(self, name: str) -> Path:
        """A file of its own."""
        return self.folder / f"{name}.duckdb"

    def program(self, code: str, *arguments: object) -> list[str]:
        """The command that runs a program with what is imported from this revision."""
        return [str(self.python), "-c", code, *map(str, arguments)]


@contextmanager
def built(revision: str, folder: Path) -> Iterator[Path]:
    """A checkout of the revision with its environment, gone afterwards."""
    where = folder / "checkout"
    git = ["git", "-C", str(HERE), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(where), revision], check=True)
    try:
        environ = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
        subprocess.run(["uv", "sync", "--quiet", "--no-dev", "--all-extras"], cwd=where, env=environ, check=True)
        yield where
    finally:
        subprocess.run([*git, "remove", "--force", str(where)], check=True)


def costs(command: Sequence[str]) -> Run:
    """A run with all its processes."""
    cost = ingest.run(list(command))
    return Run(cost.wall, cost.cpu, cost.memory)


def asked(revision: Revision, table: str, place: str, kept: bool) -> Run:
    """A question of the library within one process: what it takes once it has been asked before.

    kept: pairs may be, from the fourth question on.
    """
    command = revision.program(LIBRARY, revision.database("country"), table, place)
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **_cache(revision, kept)}
    )
    wall, cpu = json.loads(done.stdout)
    return Run(wall, cpu, 0.0)


def shown(revision: Revision, keys: int, again: bool = False) -> Run:
    """The first frame of the explorer, on a first day or again; or, with keys, what so many of them take then."""
    environ = {"MUBIAO_STATE": str(revision.folder / "state"), "MUBIAO_LANG": "en", "LANG": "C.UTF-8"}
    environ |= _cache(revision, kept=False)
    command = [revision.mubiao, "--db", str(revision.database("country"))]
    for old in (revision.folder / "state").glob("*"):
        old.unlink()
    if again:
        with Terminal(command, environ=environ) as terminal:
            terminal.ready("Regions")
            terminal.settle(quiet=1.5)
            terminal.leave("q")
    with Terminal(command, environ=environ) as terminal:
        wall = terminal.ready("Regions")
        if not keys:
            return Run(wall, terminal.processor(), terminal.memory())
        terminal.settle(quiet=1.5)
        terminal.press("4", quiet=0.5)
        terminal.settle()
        before = terminal.processor()
        lasts = [found.last for _ in range(keys) if (found := terminal.press("down", limit=2.0))]
        return Run(sum(lasts), terminal.processor() - before, terminal.memory())


Measure = Callable[[Revision], Run]


def measures(only: Sequence[str], reports: Path, place: str, jobs: Sequence[int]) -> Iterator[tuple[str, Measure]]:
    """What is measured of both, by name."""
    if "start" in only:
        yield "`mubiao --version`", lambda r: timed([r.mubiao, "--version"])
        query = ["query", "--region", place, "--csv"]
        yield "`extract` of two sentences", _extract
        yield "`query` of a place", lambda r: timed([r.mubiao, "--db", str(r.database("country")), *query])
    if "extract" in only:
        yield "read and extract", lambda r: costs(r.program(EXTRACT, reports))
    if "add" in only:
        for n in jobs:
            yield f"`add --jobs {n}`", partial(_add, jobs=n, reports=reports)
    if "targets" in only:
        yield "`targets` of the country, paired", partial(_targets, kept=False)
        yield "`targets` of the country, paired and kept", partial(_targets, kept=True, first=True)
        yield "`targets` of the country, from what is kept", partial(_targets, kept=True)
    if "library" in only:
        for table, kept in (("targets", False), ("targets", True), ("facts", True)):
            what = f"`{table}().filter(place).collect()`" + (
                "" if table == "facts" else ", kept" if kept else ", paired"
            )
            yield what, partial(asked, table=table, place=place, kept=kept)
    if "explorer" in only:
        yield "explorer: first frame", partial(shown, keys=0)
        yield "explorer: first frame, again", partial(shown, keys=0, again=True)
        yield "explorer: 30 arrows among facts", partial(shown, keys=30)


def _extract(revision: Revision) -> Run:
    text = revision.folder / "short.txt"
    text.write_text(SHORT, encoding="utf-8")
    return timed([revision.mubiao, "extract", str(text)])


def _targets(revision: Revision, kept: bool, first: bool = False) -> Run:
    """All pairs as CSV. kept: where the revision knows how; first: and has not yet."""
    if first:
        shutil.rmtree(revision.folder / "cache", ignore_errors=True)
    return timed(
        [revision.mubiao, "--db", str(revision.database("country")), "targets", "--csv"], _cache(revision, kept)
    )


def _cache(revision: Revision, kept: bool) -> dict[str, str]:
    return {"MUBIAO_CACHE": str(revision.folder / "cache") if kept else ""}


def _add(revision: Revision, jobs: int, reports: Path) -> Run:
    made = revision.database("added")
    made.unlink(missing_ok=True)
    subprocess.run(revision.program(MAKE, made, ""), check=True)
    return costs([revision.mubiao, "--db", str(made), "add", "-q", "-j", str(jobs), str(reports)])


def country(here: Revision, other: Revision) -> None:
    """The facts that ship with this revision in a database of each: of the other, as many columns as it knows."""
    source, database = here.database("country"), other.database("country")
    # In processes of their own: what a child holds begins with what its parent holds.
    for revision, bundled in ((here, "bundled"), (other, "")):
        subprocess.run(revision.program(MAKE, revision.database("country"), bundled), check=True)
    subprocess.run([sys.executable, __file__, "--copy", str(source), str(database)], check=True)


def copy(source: Path, database: Path) -> None:
    """The rows of one database into another, table by table, as far as both have the columns."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{source}' AS new (READ_ONLY); ATTACH '{database}' AS old")
        for table, names in columns(connection).items():
            if table not in ("meta", "reviews"):
                connection.execute(f"INSERT INTO old.{table} ({names}) SELECT {names} FROM new.{table}")


def columns(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Table → the columns that it has in both databases, `new` and `old`."""
    found = connection.execute(
        "SELECT table_name, string_agg('\"' || column_name || '\"', ', ') FROM "
        "(SELECT table_name, column_name FROM duckdb_columns() WHERE database_name IN ('new', 'old') AND NOT internal "
        "AND table_name IN (SELECT table_name FROM duckdb_tables()) "
        "GROUP BY ALL HAVING count(DISTINCT database_name) = 2 ORDER BY ALL) GROUP BY table_name"
    ).fetchall()
    return dict(found)


def differences(here: Revision, other: Revision) -> Iterator[str]:
    """How the facts differ that both made of the same reports: those of one alone, and the columns of the others."""
    with duckdb.connect() as connection:
        for name, revision in (("new", here), ("old", other)):
            connection.execute(f"ATTACH '{revision.database('added')}' AS {name} (READ_ONLY)")
        counts = {name: _one(connection, f"SELECT count(*) FROM {name}.facts") for name in ("new", "old")}
        both = "FROM new.facts n JOIN old.facts o USING (fact_id)"
        shared = _one(connection, f"SELECT count(*) {both}")
        yield f"facts: {counts['new']:,} here, {counts['old']:,} at the other, {shared:,} of them in the same place"
        told = [name for name in columns(connection)["facts"].split(", ") if name not in ('"fact_id"', '"origin"')]
        for name in told:
            differ = _one(connection, f"SELECT count(*) {both} WHERE n.{name} IS DISTINCT FROM o.{name}")
            if differ:
                yield f"  {name}: {differ:,} differ"


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def compared(measure: Measure, here: Revision, other: Revision, turns: int) -> list[tuple[Run, Run]]:
    """Both in turn, whose turn it is first changing; a turn before the first warms the caches."""
    found = []
    for turn in range(turns + 1):
        pair = {r.name: measure(r) for r in ((here, other) if turn % 2 else (other, here))}
        if turn:
            found.append((pair[here.name], pair[other.name]))
    return found


def line(name: str, runs: Sequence[tuple[Run, Run]]) -> str:
    """A row of the table."""
    cells = [name]
    for field, scale in (("cpu", 1000), ("memory", 1)):
        mine, theirs = ([getattr(pair[side], field) for pair in runs] for side in (0, 1))
        if not any(theirs):
            cells += ["", "", ""]
            continue
        ratios = sorted(a / b for a, b in zip(mine, theirs, strict=True) if b)
        spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} … {ratios[-1]:.2f})"
        cells += [*(f"{scale * statistics.median(values):,.0f}" for values in (mine, theirs)), spread]
    return f"| {' | '.join(cells)} |"


def chosen(collection: Path, number: int, folder: Path) -> Path:
    """A folder with so many reports, in the folders that tell of what place they are."""
    for path in drawn(collection, number, "against"):
        copy = folder / path.relative_to(collection)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds the other revision, runs both and prints."""
    if sys.argv[1:2] == ["--copy"]:
        copy(*map(Path, sys.argv[2:]))
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("revision")
    parser.add_argument("collection", type=Path, help="a folder of reports")
    parser.add_argument("--number", type=int, default=40, help="reports (default %(default)s)")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--place", default="350582", help="whose facts are asked for (default %(default)s)")
    parser.add_argument("--only", nargs="+", choices=ALL, default=ALL)
    parser.add_argument("--checkout", type=Path, help="of the other revision, with its .venv: it is not built again")
    given = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mubiao-bench-")))
        checkout = (given.checkout or stack.enter_context(built(given.revision, folder))).absolute()
        pythons = {"here": Path(sys.executable), given.revision: checkout / ".venv/bin/python"}
        for name in pythons:
            (folder / name).mkdir()
        here, other = (
            Revision(name, place, python, folder / name)
            for (name, python), place in zip(pythons.items(), (HERE, checkout), strict=True)
        )
        reports = chosen(given.collection, given.number, folder / "reports")
        if set(given.only) - {"extract", "add"}:
            country(here, other)
        load = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        print(f"beside {given.revision}, {given.number} reports, {given.turns} turns, {load}\n")
        print("| what | ms here | ms there | processor, × of it | MB here | MB there | memory, × of it |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for name, measure in measures(given.only, reports, given.place, given.jobs):
            print(line(name, compared(measure, here, other, given.turns)), flush=True)
        if "add" in given.only:
            print("\n" + "\n".join(differences(here, other)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
