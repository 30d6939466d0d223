"""Places side by side in the explorer: from marks, round years and values, into a series and out again."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.panes.targets.test_compared import into, targets
from tests.tui.app.test_explorer import place
from tests.tui.app.test_screens import words

from mubiao.model import Measure, Qualifier
from mubiao.queries.selection import Beside
from mubiao.store import open_store
from mubiao_tui.app.drawing.text import width
from mubiao_tui.tabs import Tab

JINJIANG, SHISHI, QUANZHOU, FUJIAN, ZONE = "350582", "350581", "350500", "350000", "zone:350500-taishang"


async def beside(driven: Driven, *codes: str) -> None:
    """These places side by side."""
    await driven.ready("regions")
    for code in codes:
        await place(driven, code)
        await driven.keys("space")
    await driven.until(lambda: driven.app.view.marks == codes, "the marks")
    await driven.keys("equals_sign")
    await there(driven)


async def there(driven: Driven) -> None:
    """Wait for the rows."""
    await driven.until(lambda: driven.app.view.shown == "beside" and driven.app.pane.together is not None, "beside")  # type: ignore[union-attr]
    await driven.until(lambda: not driven.app.pane.under_way, "its rows")  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_two_places_have_the_whole_screen_and_their_years(explorer: Start, size: tuple[int, int]) -> None:
    async with explorer(size=size) as driven:
        await beside(driven, JINJIANG, SHISHI)
        await driven.sees("difference")
        row = next(line for line in driven.lines if line.lstrip().startswith(("GDP", "Gross")))
        assert row.split()[-4:] == ["2023", "▲6.5%e", "6.1%", "+0.4pp"]
        assert "▾" not in driven.lines[3], "the tree is hidden"
        await driven.sees("of one only")
        await driven.keys("escape")
        await driven.ready("regions")
        assert driven.app.view.marks == (JINJIANG, SHISHI)


async def test_years_and_values_go_round(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await beside(driven, JINJIANG, SHISHI)
        for key, year in (("comma", 2024), ("comma", 2023), ("full_stop", 2024), ("full_stop", 0)):
            await driven.keys(key)
            await driven.until(lambda year=year: driven.app.view.beside.year == year, f"{key} to {year}")  # type: ignore[union-attr, misc]
            await there(driven)
        await driven.keys("full_stop")
        await driven.sees("no other year has it")
        for value in ("target", "gap", "outcome"):
            await driven.keys("o")
            await driven.until(lambda value=value: driven.app.view.beside.value == value, value)  # type: ignore[union-attr, misc]
            await there(driven)


async def test_the_last_line_opens_what_one_place_knows(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await beside(driven, JINJIANG, SHISHI)
        await driven.misses("6,500 '22")
        await driven.keys("end", "enter")
        await driven.sees("6,500 '22")
        await driven.until(lambda: driven.app.pane.grid.current.key == "fold", "the cursor stays")  # type: ignore[union-attr]
        await driven.keys("enter")
        await driven.misses("6,500 '22")


async def test_enter_goes_into_the_series_of_the_place_under_the_cursor(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await beside(driven, JINJIANG, SHISHI)
        await driven.keys("right", "enter")
        await driven.until(lambda: driven.app.view.shown == "rows", "its series")
        chosen = driven.app.view.selection
        assert (chosen.region, chosen.below, chosen.indicator, chosen.measure) == (SHISHI, False, "gdp", "growth")
        await driven.keys("escape")
        await there(driven)
        await driven.sees("difference")


async def test_a_row_goes_on_year_by_year_with_these_places_alone(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await beside(driven, JINJIANG, QUANZHOU)
        await driven.keys("P")
        await driven.until(lambda: driven.app.view.shown == "panel" and driven.app.pane.compared is not None, "a panel")  # type: ignore[union-attr]
        pane = driven.app.pane
        assert pane is not None
        assert pane.compared.frame["region_code"].unique(maintain_order=True).sort().to_list() == [QUANZHOU, JINJIANG]  # type: ignore[attr-defined]
        await driven.sees("outcome · places")
        await driven.keys("dollar_sign")
        await driven.until(lambda: len(driven.app.screen_stack) > 1, "the command")
        line = driven.app.screen.page[0][0].text  # type: ignore[attr-defined]
        assert line.endswith(" panel gdp growth --level all --region 350582 --region 350500 --unit %")
        await driven.keys("escape", "escape")
        await there(driven)


async def test_what_is_seen_is_copied_and_printed(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await beside(driven, JINJIANG, SHISHI)
        pane = driven.app.pane
        assert pane is not None
        frame = pane.export()().collect()
        assert frame["晋江市"].to_list()[0] == 6.5 and frame["石狮市 year"].to_list()[0] == 2023
        assert frame.height == len(pane.grid.model) - 1, "what is folded away is not seen"  # type: ignore[attr-defined]
        await driven.keys("comma", "dollar_sign")
        await driven.until(lambda: len(driven.app.screen_stack) > 1, "the command")
        line = driven.app.screen.page[0][0].text  # type: ignore[attr-defined]
        assert line.endswith(" compare 350582 350581 --year 2024")


async def test_five_stand_side_by_side_and_a_sixth_is_named(explorer: Start, tmp_path: Path) -> None:
    store = open_store(tmp_path / "six.duckdb", bundled=False)
    codes = ("110000", "120000", "130000", "140000", "150000", "210000")
    for n, code in enumerate(codes):
        text = f"{code}增长{n + 4}%，去年{n + 3}%。"
        doc = document(text, year=2024, region=f"第{n}地", region_code=code)
        at = text.index("%") - 1
        known = {"region": f"第{n}地", "region_code": code}
        store.add(doc, [fact(doc, at, at + 2, value=n + 4.0, period="2023", **known)])
    async with explorer(size=(80, 24), database=store.path) as driven:
        await beside(driven, *codes)
        await driven.sees("at most 5 side by side")
        head = next(line for line in driven.lines if "indicator" in line)
        assert head.split()[-1] == "range" and len(head.split()) == 8
        row = next(line for line in driven.lines if line.lstrip().startswith("GDP"))
        assert row.split() == ["GDP", "2023", "4%", "5%", "6%", "7%", "▲8%", "4pp"]


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (80, 24), (120, 30)])
@pytest.mark.parametrize("count", [2, 3, 5])
async def test_a_number_is_whole_or_not_there(
    explorer: Start, tmp_path: Path, size: tuple[int, int], count: int
) -> None:
    store = open_store(tmp_path / "amounts.duckdb", bundled=False)
    codes = ("110000", "120000", "130000", "140000", "150000")[:count]
    for n, code in enumerate(codes):
        text = f"{code}总量{n + 1}万亿元。"
        doc = document(text, year=2024, region=f"第{n}自治地方", region_code=code)
        known: dict[str, Any] = {
            "region": f"第{n}自治地方",
            "region_code": code,
            "measure": Measure.LEVEL,
            "unit": "元",
        }
        at = text.index("万亿") - 1
        qualifier = Qualifier.ABOUT if n % 2 else Qualifier.EXACT
        known |= {"measure": Measure.LEVEL, "period": "2023"}
        store.add(doc, [fact(doc, at, at + 3, value=(n + 1) * 1.23456e12, qualifier=qualifier, **known)])
    async with explorer(size=size, database=store.path) as driven:
        await beside(driven, *codes)
        grid = driven.app.pane.grid  # type: ignore[union-attr]
        whole = {cell.text for cell in grid.model.row(0).cells}
        met: set[str] = set()
        for _ in range(count + 3):
            (row,) = (line for line in driven.lines[3:-3] if " GDP" in line or " Gross" in line)
            figures = [word for word in row.split() if any(character.isdigit() for character in word)]
            assert figures and "#" not in row
            assert {*figures} <= whole, (row, whole)
            met |= {*figures}
            await driven.keys("right")
        assert len(met & whole) == count + 2, "each was seen, the year and the difference too"


async def test_places_of_a_ranking_are_marked_and_compared(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await targets(driven)
        await into(driven, "r", "ranking")
        await driven.keys("home", "space", "space", "equals_sign")
        await there(driven)
        assert set(driven.app.view.beside.places) == {JINJIANG, SHISHI}  # type: ignore[union-attr]
        await driven.keys("escape")
        await driven.until(lambda: driven.app.view.shown == "ranking", "the ranking again")


async def test_one_mark_is_not_compared(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await place(driven, JINJIANG)
        await driven.keys("space", "equals_sign")
        assert driven.app.view.tab is Tab.REGIONS


@pytest.mark.parametrize("size", [(40, 10), (80, 24)])
@pytest.mark.parametrize("codes", [(JINJIANG, "659001"), ("659001", "no-such-code"), (JINJIANG, JINJIANG), ()])
async def test_places_without_documents_and_no_places(
    explorer: Start, size: tuple[int, int], codes: tuple[str, ...]
) -> None:
    async with explorer(size=size) as driven:
        await driven.ready("regions")
        view = replace(driven.app.view, tab=Tab.TARGETS, mode="beside")
        driven.app.change(replace(view, beside=Beside(codes) if codes else None))
        await driven.until(lambda: driven.app.pane is not None and driven.app.pane.tab is Tab.TARGETS, "the tab")
        await driven.until(lambda: not driven.app.pane.under_way, "its rows")  # type: ignore[union-attr]
        if codes == (JINJIANG, "659001") and size[0] == 80:
            await driven.sees("no document")
        await driven.keys("enter", "o", "comma", "end", "enter")


async def test_names_of_forty_characters(explorer: Start, tmp_path: Path) -> None:
    store = open_store(tmp_path / "long.duckdb", bundled=False)
    for n, code in enumerate((JINJIANG, SHISHI)):
        name = "很长" * 19 + f"{n}区"
        text = f"{name}增长{n + 5}%。"
        doc = document(text, year=2024, region=name, region_code=code)
        at = text.index("%") - 1
        store.add(doc, [fact(doc, at, at + 2, value=n + 5.0, period="2023", region=name, region_code=code)])
    async with explorer(size=(80, 24), database=store.path) as driven:
        await beside(driven, JINJIANG, SHISHI)
        row = next(line for line in driven.lines if line.lstrip().startswith("GDP"))
        assert row.split() == ["GDP", "growth", "2023", "5%", "▲6%", "−1pp"]
        assert max(map(width, driven.lines)) <= 80


SCREENS = Path(__file__).with_name("screens")


@pytest.mark.parametrize(
    ("name", "size", "lang", "codes"),
    [
        ("beside-80x24-zh", (80, 24), "zh", (JINJIANG, QUANZHOU)),
        ("beside-160x50-en", (160, 50), "en", (JINJIANG, QUANZHOU, FUJIAN, ZONE)),
    ],
)
@pytest.mark.parametrize("environ", [{}, {"NO_COLOR": "1"}, {"MUBIAO_ASCII": "1"}, {"MUBIAO_AMBIGUOUS": "wide"}])
async def test_the_screen_is_as_it_was_and_reads_the_same_everywhere(
    explorer: Start, monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int], lang: str,
    codes: tuple[str, ...], environ: dict[str, str],
) -> None:  # fmt: skip
    for variable, value in environ.items():
        monkeypatch.setenv(variable, value)
    file = SCREENS / f"{name}.txt"
    async with explorer(size=size, lang=lang) as driven:
        await beside(driven, *codes)
        await driven.keys("end", "enter")
        await driven.until(lambda: not driven.app.loads.busy and driven.app.view.beside.lone, "open")  # type: ignore[union-attr]
        if os.environ.get("MUBIAO_KEEP_SCREENS") and not environ:
            for _ in range(20):
                await driven.pilot.pause()
            file.write_text(driven.screen + "\n", encoding="utf-8")
        held = file.read_text(encoding="utf-8").rstrip("\n")
        if driven.app.look.plain:
            await driven.until(lambda: words(driven.screen) == words(held), "the same words")
        else:
            await driven.until(lambda: driven.screen == held, "the same screen")
