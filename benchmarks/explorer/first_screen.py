"""How much the explorer's first screen tells at 80×24: data cells that hold a value, names and numbers that are cut.

    python benchmarks/explorer/first_screen.py                    # a database of what ships, made for this
    python benchmarks/explorer/first_screen.py --db FILE --lang en --all

It opens the explorer at each of the 31 provinces and 44 large cities (capitals, cities planned apart, and those with
the largest economies besides), in Chinese and in English, and looks at the board as it is when all has been read. A
data cell is one of a year; it holds a value where a figure or words of a target stand in it, and none where a dash or
a dot does. Bars: no place under 60 %, nothing cut. `--all` takes every place with a report instead.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mubiao.queries.records import Place
    from mubiao_tui.app.app import Explorer
    from mubiao_tui.app.grid.widget import Grid

BAR = 0.6
PATIENCE = 120.0

NAMES = """
石家庄市 太原市 呼和浩特市 沈阳市 长春市 哈尔滨市 南京市 杭州市 合肥市 福州市 南昌市 济南市 郑州市 武汉市 长沙市 广州市
南宁市 海口市 成都市 贵阳市 昆明市 拉萨市 西安市 兰州市 西宁市 银川市 乌鲁木齐市 大连市 青岛市 宁波市 厦门市 深圳市
苏州市 无锡市 南通市 常州市 佛山市 东莞市 泉州市 烟台市 唐山市 徐州市 温州市 绍兴市
"""
CITIES = frozenset(NAMES.split())


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a place's board."""

    place: str
    cells: int
    values: int
    years: int
    names_cut: tuple[str, ...]
    numbers_cut: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of the data cells, how many hold a value."""
        return self.values / self.cells if self.cells else 0.0


def main() -> int:
    """Look at the places, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path, help="a database; without it one of what ships")
    parser.add_argument("--lang", action="append", choices=("zh", "en"), help="both, unless given")
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--all", action="store_true", help="every place with a report")
    parser.add_argument("--places", action="store_true", help="a line a place")
    asked = parser.parse_args()
    for name in ("NO_COLOR", "MUBIAO_LANG", "MUBIAO_ASCII", "MUBIAO_AMBIGUOUS", "MUBIAO_THEME"):
        os.environ.pop(name, None)
    os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_DISABLE_KITTY_KEY": "1", "LANG": "en_US.UTF-8"}
    columns, lines = map(int, asked.size.split("x"))
    good = True
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUBIAO_STATE"] = str(Path(folder) / "state")
        path = asked.db or Path(folder) / "country.duckdb"
        for language in asked.lang or ("zh", "en"):
            found = asyncio.run(look(path, (columns, lines), language, every=asked.all))
            good = tell(language, found, each=asked.places) and good
    return 0 if good else 1


def chosen(places: Iterable[Place], *, every: bool) -> list[Place]:
    """The provinces and the large cities, or all places that have a report."""
    if every:
        return [place for place in places if place.documents]
    return [p for p in places if p.level == "province" or (p.level == "prefecture" and p.name in CITIES)]


async def look(path: Path, size: tuple[int, int], language: str, *, every: bool) -> list[Seen]:
    """Each place as one who comes to it sees it."""
    from mubiao_tui.app.start import Opening, Settings, begin, build

    asked = Settings(lang=language)
    session = begin(path, asked)
    app = build(Opening(path, view=session.view), path, asked, session)
    found: list[Seen] = []
    async with app.run_test(size=size) as pilot:
        await until(app, pilot, lambda: app.open and app.pane is not None)
        pane: Any = app.pane
        await until(app, pilot, lambda: not app.loads.busy)
        for place in chosen(app.source.places(), every=every):
            pane.to(place.code)
            await until(app, pilot, lambda place=place: arrived(app, place.code))
            found.append(seen(place.name, pane.scores))
    return found


def arrived(app: Explorer, code: str) -> bool:
    """Whether the board is the one of a place, read whole, and nothing more is to come."""
    pane: Any = app.pane
    return not app.loads.busy and pane.board is not None and pane.board.place.code == code


async def until(app: Explorer, pilot: Any, true: Callable[[], bool]) -> None:
    """Wait for a condition, then for what follows from it to be drawn."""
    end = time.monotonic() + PATIENCE
    while not (true() and app.keys.idle):
        if time.monotonic() > end:
            raise SystemExit("never came")
        await pilot.pause()
        await asyncio.sleep(0.002)
    await pilot.pause()


def seen(place: str, grid: Grid) -> Seen:
    """The cells of a grid that are on the screen."""
    from mubiao_tui.app.drawing.text import least, width
    from mubiao_tui.app.grid.widths import seen as in_sight

    look = grid.look
    nothing = (look.sign("none"), look.sign("dot"))
    top = grid.scroll_offset.y
    cells = values = 0
    years: set[str] = set()
    names: list[str] = []
    numbers: list[str] = []
    for at in range(top, min(top + grid.room, len(grid.model))):
        row = grid.model.row(at)
        assert row is not None
        for column in in_sight(grid.widths, grid.frozen, grid.first, grid.across - 1, grid.gap):
            position = grid.shown[column]
            text, room = look.shown(row.cells[position].text), grid.widths[column]
            if not grid.model.columns[position].id.isdigit():
                names += [text] if width(text) > room else []
                continue
            cells += 1
            years.add(grid.model.columns[position].id)
            values += text not in nothing
            numbers += [text] if least(text) > room else []
    return Seen(place, cells, values, len(years), tuple(names), tuple(numbers))


def tell(language: str, found: list[Seen], *, each: bool) -> bool:
    """What was seen, in lines; whether it is good."""
    under = [one for one in found if one.share < BAR]
    cells, values = sum(one.cells for one in found), sum(one.values for one in found)
    names = sorted({name for one in found for name in one.names_cut})
    numbers = sorted({number for one in found for number in one.numbers_cut})
    shares = [one.share for one in found]
    print(f"{language}  {len(found)} places  {values} of {cells} data cells hold a value: {values / max(cells, 1):.1%}")
    print(f"    least {min(shares):.1%}, median {statistics.median(shares):.1%}, under {BAR:.0%}: {len(under)}")
    print(f"    places by years seen: {dict(sorted(Counter(one.years for one in found).items()))}")
    for one in found if each else under:
        print(f"    {one.share:6.1%}  {one.values:3} of {one.cells:3}  {one.place}")
    print(f"    names cut: {len(names)} {' · '.join(names)}".rstrip())
    print(f"    numbers cut: {len(numbers)} {' · '.join(numbers)}".rstrip())
    return not under and not names and not numbers


if __name__ == "__main__":
    sys.exit(main())
