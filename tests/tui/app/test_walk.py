"""A random walk over everything that can be pressed, while another process writes: no errors, no judgment that nobody
made, no count that is not the database's.

`MUBIAO_WALK=10000` walks as many keys at each size, with `MUBIAO_SEED` from another begin.
"""

from __future__ import annotations

import getpass
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.tui.app.conftest import Driven, Start
from textual import events
from textual.keys import _character_to_key

from mubiao.store import open_store
from mubiao.store.reviews.log import Reviews
from mubiao_tui.actions import ACTIONS, GROUPS

KEYS = int(os.environ.get("MUBIAO_WALK", "200"))
SEED = int(os.environ.get("MUBIAO_SEED", "0"))
LOOK = 25
"""Keys between two looks at the counts."""

LEFT_OUT = ("suspend",)
"""Actions that would stop the test itself."""

TYPED = (
    "a",
    "r",
    "e",
    "学",
    "6",
    "'",
    " ",
    "=",
    "enter",
    "enter",
    "escape",
    "escape",
    "tab",
    "down",
    "up",
    "backspace",
)
"""What is pressed where something is typed into, beside the keys of the registry."""

OURS = re.compile(r"\b[A-Z]\w*(Error|Exception|Matches|NoScreen)\b")
"""How a mistake of ours is told in the footer."""

WRITER = """
import sys
from pathlib import Path
from tests.tui.app.world import REPORTS, report
from mubiao.model import MubiaoError
from mubiao.store import open_store

store = open_store(Path(sys.argv[1]), bundled=False)
print("ready", flush=True)
for n, line in enumerate(sys.stdin):
    place, year, past, coming = REPORTS[int(line) % len(REPORTS)]
    document, facts, sections = report(place, 2010 + int(line) % 7, past, coming)
    try:
        if int(line) % 3 == 0:
            store.remove(document.document_id)
        elif int(line) % 3 == 1:
            store.add(document, facts, sections)
        else:
            some = store.facts().select("fact_id").collect()["fact_id"]
            store.reviews.accept(some[int(line) % len(some)], reviewer="another")
    except MubiaoError as error:
        print(f"not done: {error}", flush=True)
    else:
        print("done", flush=True)
"""


class Writer:
    """Another process that changes the database when it is told to."""

    def __init__(self, database: Path) -> None:
        self.asked = self.told = 0
        root = Path(__file__).parents[3]
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=root, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])},
        )  # fmt: skip
        assert self.process.stdout is not None and self.process.stdin is not None
        assert self.process.stdout.readline() == "ready\n"

    def write(self, number: int) -> None:
        """Begin a change; the walk goes on meanwhile."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        self.asked += 1

    def rest(self) -> None:
        """Wait until every change is in."""
        assert self.process.stdout is not None
        while self.told < self.asked:
            assert self.process.stdout.readline(), "the other process has ended"
            self.told += 1

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def writer(world: Path) -> Iterator[Writer]:
    made = Writer(world)
    yield made
    made.close()


class Walk:
    """What happened on the way."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.driven: Driven | None = None
        self.judged: list[str] = []  # outside review mode
        self.wrong: list[str] = []  # told in the footer
        self.way: list[str] = []  # the latest keys
        for name in ("_judge", "undo"):
            self._watch(monkeypatch, name, getattr(Reviews, name))

    def _watch(self, monkeypatch: pytest.MonkeyPatch, name: str, method: Any) -> None:
        def watched(reviews: Reviews, *values: Any, **named: Any) -> Any:
            if self.driven is not None and not self.driven.app.judging:
                self.judged.append(f"{name} after {self.way[-9:]}")
            return method(reviews, *values, **named)

        monkeypatch.setattr(Reviews, name, watched)

    def begin(self, driven: Driven) -> None:
        """Another session."""
        self.driven = driven
        say = driven.app.say

        def listened(text: str, *, error: bool = False) -> None:
            if error and OURS.search(text):
                self.wrong.append(f"{text} after {self.way[-9:]}")
            say(text, error=error)

        driven.app.say = listened  # type: ignore[method-assign]

    async def press(self, key: str) -> None:
        """One key, as a terminal brings it."""
        assert self.driven is not None
        self.way.append(key)
        typed = len(key) == 1
        self.driven.app.post_message(events.Key(_character_to_key(key) if typed else key, key if typed else None))
        await self.driven.handled()
        app = self.driven.app
        assert app._exception is None and not app.faults, (app._exception, app.faults, self.way[-9:])


def keys(some: random.Random, typing: bool) -> str:
    """The next key: of the registry, or of what is typed."""
    if typing and some.random() < 0.7:
        return some.choice(TYPED)
    # Reviews are asked for more often than their share: what they need beside them is rare.
    groups = ("review",) if some.random() < 0.2 else GROUPS
    action = some.choice([action for action in ACTIONS if action.id not in LEFT_OUT and action.group in groups])
    return some.choice(action.keys)


async def home(walk: Walk, driven: Driven, writer: Writer) -> None:
    """Close what is open, let the other process come to rest, and read again."""
    if driven.app.handlers.stoppable:
        driven.app.handlers.adding.cancel()  # a walk that adds the folder of all folders does not end
    writer.rest()
    for _ in range(9):
        # A dialog whose figures are being counted comes when they are there.
        await driven.until(lambda: not driven.app.handlers.busy and not driven.app.loads.busy, "nothing under way")
        await driven.handled()
        if driven.app.typing:
            await walk.press("escape")
    assert not driven.app.typing, driven.screen
    await walk.press("ctrl+r")
    await driven.until(lambda: not driven.app.loads.busy and not driven.app.changed, "read again")
    await driven.handled()


def shown(driven: Driven) -> Iterator[tuple[str, object, object]]:
    """Every count on the screen, and the database's, read by itself."""
    from mubiao.queries import documents
    from mubiao.queries import facts as queries
    from mubiao.queries.session.reader import DatabaseReader

    app = driven.app
    view, pane = app.view, app.pane
    assert app.overview is not None and pane is not None
    fresh = DatabaseReader(open_store(app.database, bundled=False))
    facts = queries.frame(fresh.store, view.selection).collect()
    overview = fresh.overview()
    yield "overview", (app.overview.documents, app.overview.facts), (overview.documents, overview.facts)
    counted = re.search(r"([\d,]+) (?:documents?|份文件)\D+([\d,]+) (?:facts?|条事实)", driven.lines[0])
    if counted is not None:
        told = tuple(int(part.replace(",", "")) for part in counted.groups())
        yield "header", told, (overview.documents, overview.facts)
    match view.tab.value, view.shown:
        case "facts", "rows":
            yield "facts", len(pane.grid.model), facts.height  # type: ignore[attr-defined]
            seen = facts["review"].is_not_null().sum()
            yield "seen", pane.judged, seen  # type: ignore[attr-defined]
            status = next(line for line in driven.lines[2:5] if f"{facts.height:,}" in line)
            yield "status", bool(status), True
        case "facts", _:
            grid = pane.grid  # type: ignore[attr-defined]
            yield "frequencies", sum(row.cells[1].sort for row in grid.model.rows), facts.height
        case "documents", _ if not view.only:
            listed = pane.documents  # type: ignore[attr-defined]
            found = documents.listed(fresh.store, view.selection).frame
            wanted = found.select("document_id", "facts", "reviewed")
            yield "documents", *(set(frame.select(wanted.columns).rows()) for frame in (listed, wanted))
        case "regions", _:
            rows = pane.tree_.model.rows  # type: ignore[attr-defined]
            places = {place.code: place for place in fresh.places()}
            own = dict(fresh.store.facts().group_by("region_code").len().collect().rows())
            yield (
                "places",
                {r.key: (r.data.facts, r.data.facts_below) for r in rows},
                {r.key: (own.get(r.key, 0), places[r.key].facts_below) for r in rows},
            )
        case "targets", "rows":
            wanted = fresh.targets(view.selection)
            wanted = wanted.filter(verdict=view.judged) if view.judged else wanted
            if not view.only:
                yield "targets", len(pane.grid.model), wanted.height  # type: ignore[attr-defined]
        case "targets", "beside" if view.beside is not None:
            from mubiao.queries.comparisons import beside

            asked = view.beside
            pairs = fresh.pairs_beside(view.selection, asked.places)
            lines = beside.lines(pairs, asked.places, kind=asked.value, year=asked.year)
            yield "beside", pane.together.lines, lines  # type: ignore[attr-defined]
        case "sectors", _:
            bars = sum(sum(sector.claims.values()) for sector in pane.sectors)  # type: ignore[attr-defined]
            wide = queries.frame(fresh.store, view.selection.without("sector").without("subsector")).collect()
            yield "sectors", bars, wide.filter(pl.col("sector").is_not_null()).height


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_random_walk_judges_nothing_breaks_nothing_and_counts_right(
    explorer: Start, writer: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: tuple[int, int]
) -> None:
    some = random.Random(SEED + size[0])
    (tmp_path / "report.txt").write_text(
        "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n地区生产总值增长5.2%。\n", "utf-8"
    )
    walk, pressed, differ, looks = Walk(monkeypatch), 0, [], 0
    while pressed < KEYS:
        async with explorer(size=size) as driven:
            walk.begin(driven)
            while pressed < KEYS and driven.app.is_running and driven.app.return_code is None:
                if some.random() < 0.02:
                    writer.write(some.randrange(1000))
                await walk.press(keys(some, driven.app.typing))
                pressed += 1
                if pressed % LOOK == 0 and driven.app.is_running and driven.app.return_code is None:
                    await home(walk, driven, writer)
                    for name, here, there in shown(driven):
                        looks += 1
                        if here != there:
                            differ.append(f"{name}: {here} for {there} after {walk.way[-30:]}\n{driven.screen}")
    mine = open_store(driven.app.database, bundled=False).reviews.all().filter(reviewer=getpass.getuser()).height
    print(f"{pressed} keys at {size}, {writer.asked} writes beside them, {mine} judgments, {looks} counts compared")
    assert (walk.judged, walk.wrong, differ) == ([], [], [])
