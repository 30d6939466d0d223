"""The tasks of docs/explorer-tasks.md: their keys, pressed from the first screen, reach what they are for."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start

from mubiao.queries.selection import Selection
from mubiao.store import Store, open_store
from mubiao_tui import actions
from mubiao_tui.actions import key_name
from mubiao_tui.tabs import Tab

DOCS = Path(__file__).resolve().parents[3] / "docs" / "explorer-tasks.md"
ROW = re.compile(r"\| (?P<what>[^|]+?) \| (?P<keys>(?:\\\||[^|])*?) ?\| (?P<count>\d+) \|")
TOKEN = re.compile(r"`(?P<key>[^`]+)`|“(?P<typed>[^”]*)”")

Task = tuple[str, tuple[tuple[str, str], ...], int]


def tasks() -> list[Task]:
    """What is wanted, its keys and typed texts, and the count that stands behind them."""
    found = [ROW.fullmatch(line) for line in DOCS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in found if row]
    return [
        (row["what"], tuple((t.lastgroup or "", t[1] or t[2]) for t in TOKEN.finditer(row["keys"])), int(row["count"]))
        for row in rows
    ]


TASKS = tasks()
MOST = 6
"""Keys that half of the tasks may take."""

NAMED = {key_name(key): key for action in actions.ACTIONS for key in action.keys if len(key) > 1} | {"Space": " "}


def test_there_are_thirty_and_half_of_them_take_few_keys() -> None:
    assert len(TASKS) == 30 and len({what for what, *_ in TASKS}) == 30
    for what, keys, count in TASKS:
        assert sum(len(text) if kind == "typed" else 1 for kind, text in keys) == count, what
    assert statistics.median(count for *_, count in TASKS) <= MOST


@pytest.fixture
def filled(world: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The world with a communiqué that contradicts a report, a document of which nothing is sure, and a file beside."""
    store = open_store(world)
    other = document(
        "2023年石狮市统计公报：地区生产总值增长5.9%。", name="公报.txt", title="石狮市统计公报", kind="communique",
        year=2023, region="石狮市", region_code="350581",
    )  # fmt: skip
    at = other.text.index("5.9%")
    same = {"measure": "growth", "unit": "%", "claim": "actual", "period": "2023", "region": "石狮市"}
    store.add(other, [fact(other, at, at + 4, value=5.9, region_code="350581", **same)])
    store.add(document("一段文字。", title="无名", doubts=(("year-unknown", "year unknown"),)), [])
    twice = document(
        "石狮市：去年310亿元，今年310亿元。", title="石狮市报告", year=2026, region="石狮市", region_code="350581"
    )
    amount = {"measure": "level", "unit": "元", "value": 3.1e10, "region": "石狮市", "region_code": "350581"}
    store.add(twice, [
        fact(twice, 6, 11, claim="actual", period="2025", **amount),
        fact(twice, 14, 19, claim="target", period="2026", **amount),
    ])  # fmt: skip
    Path("a.txt").write_text("2025年晋江市政府工作报告\n\n今年，新增学位500个。\n", encoding="utf-8")
    return store


def missed(driven: Driven) -> list[dict[str, Any]]:
    """The targets that are shown."""
    return [row.data for row in driven.app.pane.grid.model.made()]  # type: ignore[union-attr]


def judged(driven: Driven, review: str) -> int:
    """How many facts have a mark."""
    return open_store(driven.app.database).facts().collect().filter(review=review).height


def on(driven: Driven, tab: Tab, mode: str = "") -> bool:
    """Whether a tab is shown, in a mode, with rows."""
    view = driven.app.view
    return view.tab is tab and (not mode or view.shown == mode) and driven.app.situation().rows > 0


REACHED: dict[str, Callable[[Driven, list[str]], object]] = {
    "how did the place do in its last year": lambda d, _: "1 target" in d.screen and "✗1" in d.screen,
    "and another place": lambda d, _: d.app.pane.board.place.name == "晋江市" and "2 targets" in d.screen,
    "a place's target and the sentence that states it": lambda d, _: (
        d.app.situation().pane == "reader" and "增长6%左右" in d.screen and d.app.fact is not None
    ),
    "which targets were missed, wherever": lambda d, _: {row["verdict"] for row in missed(d)} == {"missed"},
    "which places missed one in a year": lambda d, _: (
        {(row["verdict"], row["indicator"], row["year"]) for row in missed(d)} == {("missed", "gdp", 2023)}
    ),
    "two places side by side": lambda d, _: (
        "side by side" in d.screen
        and "晋江市" in d.screen
        and "泉州台商投资区" in d.screen
        and "difference" in d.screen
    ),
    "places in the order of an indicator": lambda d, _: on(d, Tab.TARGETS, "ranking"),
    "the same a year before": lambda d, _: on(d, Tab.TARGETS, "ranking") and d.app.view.compared.year == 2023,
    "an indicator in all places and years": lambda d, _: on(d, Tab.TARGETS, "panel") and "reports" in d.screen,
    "figures that contradict each other": lambda d, _: (
        on(d, Tab.TARGETS, "conflicts") and "5.9" in d.screen and "6.1" in d.screen
    ),
    "which reports are missing": lambda d, _: on(d, Tab.TARGETS, "coverage") and "·" in d.screen,
    "how an indicator of a place ran over the years": lambda d, _: (
        on(d, Tab.TARGETS) and d.app.view.series[0] == "350500" and "○" in d.screen
    ),
    "and beside the place above": lambda d, _: d.app.view.against and "◇" in d.screen,
    "only one place, on every tab": lambda d, _: (
        on(d, Tab.FACTS) and d.app.view.selection == Selection(region="350500", region_name="泉州市")
    ),
    "what a sector is made of, and its facts": lambda d, _: (
        on(d, Tab.FACTS) and d.app.view.selection.sector == "education"
    ),
    "how often each unit occurs": lambda d, _: "亩" in d.screen and "%" in d.screen and "元" in d.screen,
    "sum and mean of a column": lambda d, _: "mean" in d.screen and "sum" in d.screen,
    "the largest values": lambda d, _: on(d, Tab.FACTS) and "31bn" in "".join(d.lines[3:5]),
    "a sentence with its source, to cite": lambda _, copied: copied and "增长4.7%" in copied[0] and "—" in copied[0],
    "a column for a spreadsheet": lambda _, copied: copied and copied[0].split("\n")[0].split("\t")[0] == "value",
    "all rows in a file": lambda d, _: (
        len(Path("mubiao-facts.csv").read_text(encoding="utf-8").splitlines()) == d.app.situation().rows + 1
    ),
    "the command that prints them again": lambda _, copied: copied and "--verdict missed" in copied[0],
    "five facts judged": lambda d, _: judged(d, "accepted") == 5,
    "a value corrected": lambda d, _: judged(d, "corrected") == 1,
    "the year of a document corrected": lambda d, _: (
        open_store(d.app.database).statements.all()["value"].to_list() == ["2021"]
    ),
    "what looks wrong, and the fact behind it": lambda d, _: d.app.situation().pane == "reader" and d.app.view.document,
    "documents that are not sure": lambda d, _: (
        on(d, Tab.DOCUMENTS) and d.app.pane.documents["title"].to_list() == ["无名"]
    ),
    "a file of one's own added": lambda d, _: (
        "a.txt" in open_store(d.app.database).documents()["name"].to_list() and "2025年晋江市政府工作报告" in d.screen
    ),
    "what became of a pledge": lambda d, _: (
        on(d, Tab.PLEDGES, "rows") and "今年的▐主要预期目标▌是：地区生产总值增长5.5%" in d.screen
    ),
    "a view kept under a name": lambda d, _: d.app.saved["a"].verdict == "missed",
}
"""What proves that a task is done. The list: what was copied."""


def named(driven: Driven, key: str) -> bool:
    """Whether a key does something now, and the footer, the help or the palette says so; it may wait for rows."""
    action = actions.resolve(key, driven.app.situation())
    return action is not None and bool(action.footer or action.group in ("move", "tabs"))


def test_every_task_is_proved() -> None:
    assert [what for what, *_ in TASKS] == list(REACHED)


@pytest.mark.parametrize(("what", "keys"), [task[:2] for task in TASKS], ids=[task[0] for task in TASKS])
async def test_a_task_is_reached(
    explorer: Start, filled: Store, monkeypatch: pytest.MonkeyPatch, what: str, keys: tuple[tuple[str, str], ...]
) -> None:
    from mubiao_tui.app.actions import output

    copied: list[str] = []
    monkeypatch.setattr(output, "copy", lambda text, _: (copied.append(text), output.Copied("tool", "x"))[1])
    async with explorer() as driven:
        await driven.ready("regions")
        for kind, text in keys:
            if kind == "key" and not driven.app.typing and len(driven.app.screen_stack) == 1:
                await driven.until(lambda text=text: named(driven, NAMED.get(text, text)), f"{text} named")  # type: ignore[misc]
            if kind == "key" and text in NAMED:
                await driven.keys({" ": "space"}.get(NAMED[text], NAMED[text]))
            else:
                await driven.types(text)
                await driven.handled()
        await driven.until(lambda: REACHED[what](driven, copied), what)
