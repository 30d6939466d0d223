"""What a start costs, beside the floor of the libraries and beside peers that do the same work.

    python benchmarks/speed/start.py
    python benchmarks/speed/start.py --runs 25 --hsql /path/to/hsql

Bars: `--version` and `--help` ≤ 1.3× of importing click; `query` of one place ≤ 1.15× of importing click, duckdb and
polars; the explorer ready ≤ 1.3× of importing textual, polars and duckdb; first use, which makes the database of the
country, ≤ 3× of importing polars and duckdb, these imports with it. Peers are measured where they are found,
each in an environment of its own, since they want other versions of the same libraries:
`uv tool install sqlite-utils==4.2.1`, `visidata==3.4`, `harlequin==2.17.0` (for `hsql` and `harlequin`).
Everything is run turn by turn; ratios are medians of the ratios within a turn.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.terminal import Terminal
from tools.turns import Run, as_csv, benched, peer, table, timed, turns

PLACE = "110108"  # 海淀区
COLUMNS = "region, subject, printed, value, unit, qualifier, claim, period, fact_id"
QUERY = f"SELECT {COLUMNS} FROM facts WHERE region_code = '{PLACE}'"

CLICK = "import click"
DATA = "import click, duckdb + polars"
STORE = "import polars, duckdb"
SCREEN = "import textual, polars + duckdb"

FIRST_USE = """
from pathlib import Path
from mubiao.store import open_store
path = Path({path!r})
path.unlink(missing_ok=True)
open_store(path)
"""

FLOORS: dict[str, tuple[str, float | None]] = {
    "mubiao --version": (CLICK, 1.3),
    "mubiao --help": (CLICK, 1.3),
    "mubiao query --help": (CLICK, None),
    "sqlite-utils --help": (CLICK, None),
    "hsql --help": (CLICK, None),
    "vd --version": (CLICK, None),
    "mubiao query of one place": (DATA, 1.15),
    "first use": (STORE, 3.0),
    "sqlite-utils query of one place": (DATA, None),
    "hsql query of one place": (DATA, None),
    "explorer: frame": (SCREEN, None),
    "explorer: ready": (SCREEN, 1.3),
    "VisiData: ready": (SCREEN, None),
    "Harlequin: ready": (SCREEN, None),
}


def compiled() -> None:
    """Compile both packages, as an installer does; the sources that changed since would otherwise be compiled anew."""
    for name in ("mubiao", "mubiao_tui"):
        found = find_spec(name)
        for place in found.submodule_search_locations or () if found else ():
            compileall.compile_dir(place, quiet=2)


def python(code: str) -> Callable[[], Run]:
    """Time a line of Python."""
    return partial(timed, [sys.executable, "-c", code])


def light(mubiao: str, peers: dict[str, str]) -> dict[str, Callable[[], Run]]:
    """What is asked about a program itself."""
    found = {
        "python": python("pass"),
        CLICK: python("import click"),
        "mubiao --version": partial(timed, [mubiao, "--version"]),
        "mubiao --help": partial(timed, [mubiao, "--help"]),
        "mubiao query --help": partial(timed, [mubiao, "query", "--help"]),
    }
    for name, argument in (("sqlite-utils", "--help"), ("hsql", "--help"), ("vd", "--version")):
        if name in peers:
            found[f"{name} {argument}"] = partial(timed, [peers[name], argument])
    return found


def queries(mubiao: str, database: Path, folder: Path, peers: dict[str, str]) -> dict[str, Callable[[], Run]]:
    """One place's facts as CSV."""
    found = {
        DATA: python("import click, duckdb, polars"),
        STORE: python("import polars, duckdb"),
        "first use": python(FIRST_USE.format(path=str(folder / "country.duckdb"))),
        "mubiao query of one place": partial(
            timed, [mubiao, "--db", str(database), "query", "--region", PLACE, "--csv"]
        ),
    }
    if "sqlite-utils" in peers:
        lite = as_sqlite(database, folder)
        found["sqlite-utils query of one place"] = partial(
            timed, [peers["sqlite-utils"], "query", str(lite), QUERY, "--csv"]
        )
    if "hsql" in peers:
        command = [peers["hsql"], "-P", "None", "--read-only", "--csv", "-c", QUERY, str(database)]
        found["hsql query of one place"] = partial(timed, command)
    return found


def as_sqlite(database: Path, folder: Path) -> Path:
    """The same facts in the file that sqlite-utils reads, with an index on the place."""
    import sqlite3

    import duckdb

    path = folder / f"{database.stem}.sqlite"
    if path.exists():
        return path
    with duckdb.connect(str(database), read_only=True) as source:
        rows = source.execute(f"SELECT {COLUMNS}, region_code FROM facts").fetchall()
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE facts ({COLUMNS}, region_code)")
        connection.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * 10)})", rows)
        connection.execute("CREATE INDEX place ON facts (region_code)")
    return path


def screens(mubiao: str, database: Path, folder: Path, peers: dict[str, str]) -> dict[str, Callable[[], Run]]:
    """Programs that draw: until a text is on the wire. Processor seconds and memory are those at that moment."""
    environ = {"MUBIAO_STATE": str(folder / "state"), "MUBIAO_LANG": "en", "LANG": "C.UTF-8", "HOME": str(folder)}

    def ready(command: list[str], text: str) -> Run:
        for old in (folder / "state").glob("*"):  # as on a first day
            old.unlink()
        with Terminal(command, environ=environ) as terminal:
            wall = terminal.ready(text)
            return Run(wall, terminal.processor(), terminal.memory())

    explore = [mubiao, "--db", str(database)]
    found: dict[str, Callable[[], Run]] = {
        SCREEN: python("import textual.app, textual.widgets, polars, duckdb"),
        "explorer: frame": partial(ready, explore, "Regions"),
        "explorer: ready": partial(ready, explore, "indicator"),
    }
    if "vd" in peers:
        facts = as_csv(database, folder, f"{COLUMNS}, region_code")
        found["VisiData: ready"] = partial(ready, [peers["vd"], "--nothing", str(facts)], "东城区")
    if "harlequin" in peers:
        command = [peers["harlequin"], "-P", "None", "--read-only", "--no-download-tzdata", str(database)]
        found["Harlequin: ready"] = partial(ready, command, database.stem)
    return found


def main() -> None:
    """Read the arguments, make the database, measure, print."""
    parser = argparse.ArgumentParser(description="Time starts, beside the libraries and beside peers.")
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--folder", type=Path, help="where the databases are kept; else a temporary one")
    parser.add_argument("--only", choices=("light", "query", "screen"))
    for name in ("sqlite-utils", "hsql", "vd", "harlequin"):
        parser.add_argument(f"--{name}", metavar="COMMAND")
    given = parser.parse_args()
    names = ("sqlite-utils", "hsql", "vd", "harlequin")
    peers = {n: p for n in names if (p := peer(n, getattr(given, n.replace("-", "_"))))}
    with benched(parser, given.folder) as (mubiao, folder):
        database = folder / f"facts-{given.facts}.duckdb"
        # In a process of its own: what a child holds begins with what its parent holds.
        make = [
            sys.executable,
            str(Path(__file__).parents[1] / "tools/generate.py"),
            str(given.facts),
            str(database),
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        compiled()
        print(f"{given.facts:,} facts, {given.runs} runs, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        groups = {
            "light": lambda: light(mubiao, peers),
            "query": lambda: queries(mubiao, database, folder, peers),
            "screen": lambda: screens(mubiao, database, folder, peers),
        }
        for name, group in groups.items():
            if given.only in (None, name):
                print()
                print("\n".join(table(turns(group(), given.runs), FLOORS)), flush=True)
        absent = [n for n in names if n not in peers]
        if absent:
            print(f"\nnot here, so not compared: {', '.join(absent)}")


if __name__ == "__main__":
    main()
