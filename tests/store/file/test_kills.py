"""Whatever command is killed at whatever moment: nothing is lost, nothing half done, nothing left behind.

A few kills in each run of the tests; `MUBIAO_KILLS=100 pytest tests/store/file/test_kills.py` for a hundred. The moment
is drawn from a seed within the time that the command takes when it is left alone.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
from made import document, fact
from tests.forked import Forked

from mubiao.store import Store, open_store

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no way to see all processes here")

TESTS = Path(__file__).parents[2]
KILLS = int(os.environ.get("MUBIAO_KILLS", "8"))
MARK = "MUBIAO_TEST_OF_KILLS"

# Everything is loaded before the clock starts, so that the kill falls into the work and not into the start.
COMMAND = """
import sys
import duckdb, polars
import mubiao.store.database, mubiao.store.adding.batches, mubiao.store.file.integrity, mubiao.store.reviews.log
import mubiao.extract.pipeline
from mubiao_tui.cli.main import main
if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    code = main(sys.argv[1:])
    print("done", flush=True)
    sys.exit(code)
"""
LARGE = """
import sys
from mubiao.store import open_store
from mubiao.store.file import integrity
from made import document, fact
store = open_store(sys.argv[1])
docs = [document(f"第{n}份，增长6%。" * 8000, title=f"new-{n}") for n in range(12)]
items = [(d, [fact(d, at, at + 2, subject=str(at * 7919)) for at in range(3000)], []) for d in docs]
print("ready", flush=True)
sys.stdin.readline()
for _ in store.add_many(items, batch=1000):
    pass
print("done", flush=True)
"""


@dataclass
class Place:
    """A folder with a database of six documents, an export of it, files to add, and temporary files of its own."""

    folder: Path
    ids: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return open_store(self.folder / "data" / "reports.duckdb")

    def files(self) -> list[str]:
        """What lies there, but for the documents to add and the lock that stays beside a database."""
        found = (p for part in ("data", "out", "temporary") for p in (self.folder / part).rglob("*"))
        return sorted(str(p.relative_to(self.folder)) for p in found if not p.name.endswith(".turn"))


def old(number: int) -> tuple[object, list[object]]:
    doc = document(f"第{number}份报告，增长6%。" * 50, title=f"old-{number}")
    return doc, [fact(doc, at, at + 2) for at in range(100)]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("kills"))
    for name in ("data", "out", "temporary", "new"):
        (place.folder / name).mkdir()
    store = open_store(place.folder / "data" / "reports.duckdb", bundled=False)
    for number in range(6):
        doc, facts = old(number)
        store.add(doc, facts)  # type: ignore[arg-type]
    place.ids = store.documents()["document_id"].to_list()
    for number in range(24):
        text = f"2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n第{number}件：新增学位{number + 100}个。\n" * 20
        (place.folder / "new" / f"{number}.txt").write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def place(original: Place, tmp_path: Path) -> Place:
    shutil.copytree(original.folder, tmp_path / "place")
    return Place(tmp_path / "place", original.ids)


def begun(place: Place, arguments: list[str]) -> subprocess.Popen[str]:
    code = LARGE if arguments[0] == "large" else COMMAND
    words = [str(place.folder / "data" / "reports.duckdb")] if arguments[0] == "large" else arguments
    # A file, since the workers of a command are started from the one that started it.
    script = place.folder / "command.py"
    script.write_text(code)
    process = subprocess.Popen(
        [sys.executable, str(script), *words],
        cwd=place.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            MARK: str(place.folder),
            "PYTHONPATH": str(TESTS),
            "MUBIAO_DB": str(place.folder / "data" / "reports.duckdb"),
            "TMPDIR": str(place.folder / "temporary"),
        },
    )
    assert process.stdout is not None and process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()
    return process


def alive(place: Place) -> list[str]:
    """The processes that the command has started, or that those have."""
    mark = f"{MARK}={place.folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append(f"{process.name} {(process / 'cmdline').read_bytes()!r}")
        except OSError:
            continue
    return found


def make_older(place: Place) -> None:
    with duckdb.connect(str(place.folder / "data" / "reports.duckdb")) as connection:
        connection.execute("DROP VIEW reviewed_facts")
        connection.execute("ALTER TABLE facts DROP COLUMN comparison")
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")


def titles(place: Place) -> dict[str, int]:
    return dict(place.store.documents().select("title", "facts").iter_rows())


OLD = {f"old-{number}": 100 for number in range(6)}


def after_add(place: Place, said: str) -> None:
    found = place.store.documents()
    assert OLD.items() <= titles(place).items()
    added = {line.split()[2] for line in said.splitlines() if line.startswith("mubiao: added ")}
    assert added <= set(found["document_id"]), "what was said to be in is in"
    facts = found.filter(found["title"].str.starts_with("old").not_())["facts"].to_list()
    assert set(facts) <= {20}, "a document is in with all its facts or not at all"


def after_large(place: Place, said: str) -> None:
    new = {title: facts for title, facts in titles(place).items() if title not in OLD}
    assert OLD.items() <= titles(place).items() and new in ({}, {f"new-{n}": 3000 for n in range(12)})


def after_review(place: Place, said: str) -> None:
    assert titles(place) == OLD and place.store.reviews.all().height in (0, 40)


def after_correct(place: Place, said: str) -> None:
    fields = set(place.store.reviews.all()["field"])
    assert titles(place) == OLD and (not fields or {"value", "claim", "period_start", "period_end", "year"} <= fields)


def after_remove(place: Place, said: str) -> None:
    assert titles(place).items() <= OLD.items() and {"old-0", "old-5"} <= titles(place).keys()


def after_export(place: Place, said: str) -> None:
    whole = {file.name: file.read_bytes() for file in (place.folder / "whole").iterdir()}
    before = {file.name: file.read_bytes() for file in (place.folder / "before").iterdir()}
    for file in (place.folder / "out").iterdir():
        if not file.name.startswith("."):
            assert file.read_bytes() in (whole[file.name], before[file.name]), file.name
    assert {file.name for file in (place.folder / "out").iterdir() if not file.name.startswith(".")} == set(before)


def after_migration(place: Place, said: str) -> None:
    assert titles(place) == OLD
    backup = place.folder / "data" / "reports.duckdb.v0.backup"
    assert backup.read_bytes() == (place.folder / "older").read_bytes()


def no_preparation(place: Place) -> None:
    pass


def an_earlier_export(place: Place) -> None:
    """`out` holds the export of fewer facts, `before` too, `whole` what is to come."""
    from mubiao_tui.cli.main import main

    for folder, filters in (("out", ["--search", "nothing of the kind"]), ("whole", [])):
        assert main(["export", str(place.folder / folder), "--db", str(place.store.path), "-q", *filters]) == 0
    shutil.copytree(place.folder / "out", place.folder / "before")


def an_older_database(place: Place) -> None:
    make_older(place)
    shutil.copy(place.folder / "data" / "reports.duckdb", place.folder / "older")


def facts_of(place: Place, count: int) -> list[str]:
    return [f"{place.ids[0]}-{at}-{at + 2}" for at in range(count)]


@dataclass(frozen=True)
class Kind:
    """A command, what it needs, what must hold when it was killed, and when it is killed, as parts of its time."""

    arguments: Callable[[Place], list[str]]
    holds: Callable[[Place, str], None]
    prepare: Callable[[Place], None] = no_preparation
    when: tuple[float, float] = (0.0, 1.05)


KINDS = {
    "add": Kind(lambda place: ["add", "-v", "-j", "1", "new"], after_add),
    "add with two processes": Kind(lambda place: ["add", "-v", "-j", "2", "new"], after_add),
    "add in one large transaction": Kind(lambda place: ["large"], after_large, when=(0.3, 1.05)),
    "review": Kind(lambda place: ["review", "accept", *facts_of(place, 40)], after_review),
    "correct": Kind(
        lambda place: ["review", "correct", facts_of(place, 1)[0], "value=7", "claim=plan", "period=2023"],
        after_correct,
    ),
    "remove": Kind(lambda place: ["remove", *place.ids[1:5]], after_remove),
    "export": Kind(lambda place: ["export", "out", "--force"], after_export, an_earlier_export),
    "migration": Kind(lambda place: ["migrate"], after_migration, an_older_database),
}
TIMES: dict[str, float] = {}
"""How long each takes here when it is left alone; the longest of the runs that ended before they were killed."""


def run(kind: Kind, place: Place, seconds: float | None) -> tuple[float, str]:
    arguments = kind.arguments(place)
    if arguments == ["migrate"]:  # whatever opens it for writing migrates it
        arguments = ["review", "accept", facts_of(place, 1)[0]]
    process = begun(place, arguments)
    start = time.perf_counter()
    if seconds is not None:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    _, said = process.communicate()
    took = time.perf_counter() - start
    assert process.returncode in (0, -signal.SIGKILL), said
    return took, said


@pytest.mark.parametrize("number", range(KILLS))
def test_nothing_is_lost_half_done_or_left_behind(
    number: int, place: Place, tmp_path: Path, forked: Forked | None
) -> None:
    name = list(KINDS)[number % len(KINDS)]
    kind = KINDS[name]
    kind.prepare(place)
    if name not in TIMES:
        shutil.copytree(place.folder, tmp_path / "alone")
        TIMES[name], _ = run(kind, Place(tmp_path / "alone", place.ids), None)
    first, last = kind.when
    _, said = run(kind, place, (first + random.Random(number).random() * (last - first)) * TIMES[name])

    patience = time.monotonic() + 20
    while alive(place) and time.monotonic() < patience:
        time.sleep(0.05)
    assert alive(place) == []
    # The next writers, on the database and beside the export.
    environ = {**os.environ, "MUBIAO_DB": str(place.store.path), "TMPDIR": str(place.folder / "temporary")}
    assert forked is not None
    for command in (
        ["review", "note", facts_of(place, 100)[-1], "x", "--as", "next"],
        ["review", "export", "out/x.csv"],
    ):
        done = forked.run(command, b"", place.folder, environ, 120)
        assert done.returncode == 0, done.stderr
    assert place.store.check().height == 0
    backup = ["data/reports.duckdb.v0.backup"] if name == "migration" else []
    exported = [f"out/{file.name}" for file in (place.folder / "before").iterdir()] if name == "export" else []
    assert place.files() == sorted(["data/reports.duckdb", *backup, *exported, "out/x.csv"])
    with place.store.reviews._writing() as cursor:
        cursor.execute("DELETE FROM reviews WHERE reviewer = 'next'")
    (place.folder / "out" / "x.csv").unlink()
    kind.holds(place, said)
