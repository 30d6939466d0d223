"""Documents: the frame of the one under the cursor, lines that are read at ease, and what is said without a text."""

from __future__ import annotations

import csv
import io
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.world import make

from mubiao.queries.documents import listed
from mubiao.queries.selection import Selection
from mubiao.store import Store, open_store
from mubiao.store.file.locking import writing
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.panes.documents import DocumentsPane
from mubiao_tui.app.reader.frame import FramePanel
from mubiao_tui.app.reader.widget import WIDEST
from mubiao_tui.cli.group import invoke
from mubiao_tui.shell import command
from mubiao_tui.tabs import Tab
from mubiao_tui.view import Layout, View


def store_of(path: Path, **columns: Any) -> Store:
    """A database of one document and no fact."""
    store = open_store(path, bundled=False)
    store.add(document("没有地方和年份的一段文字。\n", **columns), [])
    return store


async def opened(driven: Driven) -> None:
    """Documents, with rows."""
    await driven.until(lambda: driven.app.open, "the database")
    await driven.turn("documents")


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_frame_follows_the_cursor(explorer: Start, size: tuple[int, int]) -> None:
    async with explorer(size=size) as driven:
        await driven.ready("regions")
        await opened(driven)
        await driven.sees("how it was read · 2023年福建省")
        await driven.sees("heading of what")
        await driven.keys("down", sees="how it was read · 2024年福建省")


async def test_a_page_of_documents_is_drawn_once(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, float]] = []

    def never(pane: Any, name: str, work: Any, done: Any, *, delay: float = 0.0) -> None:
        asked.append((name, delay))

    async with explorer() as driven:
        await driven.ready("regions")
        await opened(driven)
        await driven.sees("how it was read · 2023年福建省")
        await driven.sees("heading of what")
        monkeypatch.setattr(DocumentsPane, "read", never)  # nothing rests that long
        drawn = driven.app.pane.query_one(FramePanel).lines  # type: ignore[union-attr]
        await driven.keys("pagedown")
        await driven.until(lambda: asked, "another document under the cursor")
        assert all(delay > 0 for _, delay in asked)
        assert driven.app.pane.query_one(FramePanel).lines == drawn, "below it nothing is drawn yet"  # type: ignore[union-attr]


async def test_what_weighs_a_text_is_imported_where_no_key_waits(
    explorer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[threading.Thread] = []
    found = Store.statements.fget
    assert found is not None
    keep = property(lambda self: (asked.append(threading.current_thread()), found(self))[1])
    monkeypatch.setattr(Store, "statements", keep)
    async with explorer() as driven:
        await driven.ready("regions")
        await opened(driven)
        await driven.sees("heading of what")
        await driven.keys("e")
        await driven.types("year")
        await driven.keys("enter")
        await driven.enters("2021")
        await driven.sees("2021")
        await driven.until(lambda: len(asked) > 1, "weighed, and stated")
        await driven.handled()
    assert threading.main_thread() not in asked


@pytest.mark.parametrize(("size", "seen"), [((80, 17), False), ((80, 18), True), ((40, 10), False)])
async def test_the_frame_gives_way_where_there_is_no_room(explorer: Start, size: tuple[int, int], seen: bool) -> None:
    async with explorer(size=size) as driven:
        await opened(driven)
        panel = driven.app.pane.query_one("#frame")  # type: ignore[union-attr]
        await driven.until(lambda: panel.display is seen, "the frame, or not")
        await driven.sees("福建省")


async def test_doubts_stand_in_the_list_and_below_it(explorer: Start, tmp_path: Path) -> None:
    store_of(tmp_path / "one.duckdb", doubts=(("home-unknown", "place unknown"), ("year-unknown", "year unknown")))
    async with explorer(size=(160, 30), database=tmp_path / "one.duckdb") as driven:
        await opened(driven)
        await driven.sees("place?, year?")
        await driven.sees("? place? · place unknown")


async def test_a_long_title_breaks_nothing(explorer: Start, tmp_path: Path) -> None:
    store_of(tmp_path / "one.duckdb", title="一份名称很长的文件" * 25, region="晋江市", region_code="350582", year=2024)
    for size in ((40, 10), (80, 24), (160, 50)):
        async with explorer(size=size, database=tmp_path / "one.duckdb") as driven:
            await opened(driven)
            await driven.sees("一份名称")
            await driven.keys("enter", "escape", sees="一份名称")


@pytest.mark.parametrize("size", [(100, 30), (200, 60)])
async def test_a_line_of_text_is_never_too_long(explorer: Start, size: tuple[int, int], world: Path) -> None:
    store = open_store(world)
    long = document("全市上下共同努力。" * 60, title="长文", year=2024)
    store.add(long, [])
    async with explorer(size=size) as driven:
        await opened(driven)
        pane: Any = driven.app.pane
        pane.listing.move_to(pane.documents["document_id"].index_of(long.document_id))
        await driven.until(lambda: pane.document == long.document_id, "the cursor on it")
        await driven.keys("enter")
        await driven.ready_document()
        await driven.until(lambda: pane.reading.document["title"] == "长文", "the text")

        def widest() -> int:
            lines = pane.reader.page.lines
            return max((width("".join(span.text for span in line.spans)) for line in lines), default=0)

        await driven.until(lambda: WIDEST - 2 <= widest() <= WIDEST, "lines as wide as they may be")


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((160, 50), "zh")])
async def test_where_the_text_is_not_there_a_line_says_what_to_do(
    explorer: Start, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    make(tmp_path / "bare.duckdb", text=False)
    async with explorer(size=size, database=tmp_path / "bare.duckdb", lang=language) as driven:
        await opened(driven)
        await driven.sees("mubiao add 福建省2023.txt")
        await driven.keys("enter")
        await driven.ready_document()
        await driven.until(lambda: "mubiao add 福建省2023.txt" in driven.lines[4], "the line at the top")
        await driven.sees("一、2022年工作回顾")


async def test_the_address_is_seen_and_copied(explorer: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://example.org/reports/2024?page=1"
    store_of(tmp_path / "one.duckdb", url=address)
    kept: list[str] = []
    monkeypatch.setattr(
        "mubiao_tui.app.actions.output.Output.put", lambda self, text, what: kept.append(f"{what}: {text}")
    )
    async with explorer(size=(100, 30), database=tmp_path / "one.duckdb") as driven:
        await opened(driven)
        await driven.sees(address)
        await driven.keys("U")
        await driven.until(lambda: kept == [f"the address: {address}"], "the address")


async def test_a_fact_without_its_text_tells_and_copies_where_it_came_from(
    explorer: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://example.org/reports/2025?page=2"
    store = open_store(tmp_path / "one.duckdb", bundled=False)
    doc = document("去年增长5%。", name="a.txt", year=2024, region="晋江市", region_code="350582", url=address)
    store.add(doc, [fact(doc, 4, 6, period="2023")])
    with writing(tmp_path / "one.duckdb") as cursor:
        cursor.execute("UPDATE documents SET text = NULL")
    kept: list[str] = []
    monkeypatch.setattr(
        "mubiao_tui.app.actions.output.Output.put", lambda self, text, what: kept.append(f"{what}: {text}")
    )
    async with explorer(size=(80, 24), database=tmp_path / "one.duckdb") as driven:
        await driven.begins("facts")
        await driven.sees(f"U copies its address · {address}")
        await driven.keys("U")
        await driven.until(lambda: kept == [f"the address: {address}"], "the address")


async def test_a_document_without_an_address_says_so(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await opened(driven)
        await driven.keys("U", sees="no address is known")


async def test_no_documents_are_said(explorer: Start, tmp_path: Path) -> None:
    open_store(tmp_path / "none.duckdb", bundled=False)
    async with explorer(size=(100, 30), database=tmp_path / "none.duckdb") as driven:
        await driven.until(lambda: driven.app.open, "the database")
        await driven.keys("5", sees="no documents")
        await driven.keys("U", "v", "e", "D", "u", "enter", sees="no documents")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("晋江", {"晋江市2022.txt", "晋江市2023.txt", "晋江市2024.txt"}),
        ("晋江 2023", {"晋江市2023.txt"}),
        ("communiqué", {"公报.txt"}),
        ("统计公报", {"公报.txt"}),
        ("place unsure", {"公报.txt"}),
        ("地方存疑 2020", {"公报.txt"}),
        ("2024年 石狮", {"石狮市2024.txt"}),
        ("region = '晋江市' AND year >= 2023", {"晋江市2023.txt", "晋江市2024.txt"}),
        ("kind = 'communique'", {"公报.txt"}),
        ("doubts LIKE '%home-%' AND year = 2020", {"公报.txt"}),
        ("has_text AND facts = 0", {"公报.txt"}),
        ("claim = 'plan'", {"晋江市2024.txt"}),  # of facts
        ("claim = 'estimate' AND year = 2024", {"晋江市2024.txt"}),  # of both
        ("verdict = 'missed' AND year = 2020", None),  # of targets: it rests
    ],
)
def test_words_ask_for_place_year_kind_and_doubt_in_either_language(world: Path, typed: str, found: set[str]) -> None:
    store = open_store(world)
    odd = document(
        "一份统计公报。\n", name="公报.txt", title="公报", kind="communique", year=2020,
        doubts=(("home-unsure", "place 甲, but perhaps 乙"),),
    )  # fmt: skip
    store.add(odd, [])
    kept = listed(store, Selection(text=typed))
    found = set(store.documents()["name"]) if found is None else found
    assert set(kept.frame["name"]) == found and kept.by_facts == ()


def test_where_no_document_has_the_words_those_with_facts_that_have_them(world: Path) -> None:
    found = listed(open_store(world), Selection(text="新增学位"))
    assert found.frame.height and found.frame["facts"].sum() >= found.frame.height
    assert found.by_facts == ("text",)


def test_a_place_means_its_own_documents_and_without_any_those_with_facts_of_it(world: Path) -> None:
    store = open_store(world)
    report = document("全市概况。\n", name="概况.txt", title="概况", year=2024, region="泉州市", region_code="350500")
    of_another = fact(report, 0, 2, region="惠安县", region_code="350521")
    store.add(report, [of_another])
    own = listed(store, Selection(region="350582"))
    assert set(own.frame["region"]) == {"晋江市"} and own.by_facts == ()
    assert set(listed(store, Selection(region="350500")).frame["name"]) > {"概况.txt", "晋江市2024.txt"}
    foreign = listed(store, Selection(region="350521"))
    assert foreign.frame["name"].to_list() == ["概况.txt"] and foreign.by_facts == ("region",)
    assert listed(store, Selection(region="350582", text="year = 1999")).frame.is_empty()


async def test_the_list_is_filtered_by_words(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await opened(driven)
        await driven.filters("石狮 工作报告")
        await driven.until(lambda: driven.app.pane.documents["region"].to_list() == ["石狮市"], "one document")  # type: ignore[union-attr]
        await driven.keys("backslash")
        await driven.until(lambda: driven.app.pane.documents.height > 1, "all of them")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "chosen",
    [
        Selection(),
        Selection(region="350500"),
        Selection(region="350582", below=False, text="year >= 2023"),
        Selection(text="晋江 工作报告"),
        Selection(text="year = 2024 AND claim = 'plan'"),
        Selection(sector="education", text="year = 2024"),
        Selection(claim="estimate", conditions=("unit = '%'",)),
        Selection(text="verdict = 'missed'"),
    ],
)
def test_the_command_prints_the_documents_that_are_seen(
    world: Path, chosen: Selection, capfd: pytest.CaptureFixture[str]
) -> None:
    view = View(tab=Tab.DOCUMENTS, selection=chosen).with_layout("documents", Layout(sort=("-year",)))
    said = command(view, database=str(world), columns=("name", "title", "reviewed", "year"))
    assert said.left_out == ()
    assert invoke([*said.words[1:], "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert list(rows[0]) == ["name", "title", "year"]
    assert [row["name"] for row in rows] == listed(open_store(world), chosen, ("-year",)).frame["name"].to_list()


def test_what_facts_tell_of_years_is_not_said() -> None:
    view = View(tab=Tab.DOCUMENTS, selection=Selection(years=(2023, 2024), conditions=("year = 2023", "unit = '亩'")))
    assert command(view).line == "mubiao documents \"unit = '亩'\""
    assert command(view).left_out == ("years", "conditions")


async def test_names_of_kinds_and_doubts_are_completed(explorer: Start) -> None:
    async with explorer(size=(120, 30), lang="zh") as driven:
        await opened(driven)
        await driven.keys("slash")
        await driven.types("kind = '统计")
        await driven.sees("'communique'")
        await driven.keys("tab", sees="kind = 'communique'")
        await driven.types("AND doubts LIKE 年份存")
        await driven.keys("tab", sees="doubts LIKE '%year-unsure%'")
        await driven.keys("enter")
        await driven.until(lambda: driven.app.pane.documents.is_empty(), "none")  # type: ignore[union-attr]


async def test_the_command_says_what_no_document_meets_itself(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await opened(driven)
        await driven.filters("新增学位")
        await driven.until(lambda: driven.app.pane.unsaid == ("text",), "by their facts")  # type: ignore[union-attr]
        await driven.keys("dollar_sign", sees="not part of it: filter")
        await driven.misses("--search")


async def test_little_room_and_a_document_of_which_nothing_is_known(explorer: Start, tmp_path: Path) -> None:
    store = store_of(tmp_path / "one.duckdb", doubts=(("home-unknown", "place unknown"),))
    async with explorer(size=(40, 10), database=store.path, lang="zh") as driven:
        await opened(driven)
        for typed, rows in (("region IS NULL AND year IS NULL", 1), ("地方不明", 1), ("year > 1900", 0), ("火星", 0)):
            await driven.filters(typed)
            await driven.until(lambda rows=rows: driven.app.pane.documents.height == rows, typed)  # type: ignore[misc, union-attr]
            await driven.keys("backslash")
        await driven.keys("slash")
        await driven.types("yaer = 2024")
        await driven.sees("yaer")
        await driven.keys("escape")
        await driven.until(lambda: driven.app.pane.documents.height == 1, "as before")  # type: ignore[union-attr]
