"""The page on the country and the cells that are read: made from any database, here from one of a few places."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import pytest

from mubiao.documents import read_bytes
from mubiao.extract import extract
from mubiao.store import Store, open_store

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(tmp_path_factory.mktemp("pages") / "few.duckdb")


def module(name: str, room: str = "national") -> Any:
    sys.path.insert(0, str(BENCHMARKS / room))
    try:
        return __import__(name)
    finally:
        sys.path.remove(str(BENCHMARKS / room))


def test_the_page_on_the_country_has_all_its_tables(store: Store) -> None:
    lines = list(module("national").page(store))
    heads = [line for line in lines if line.startswith("## ")]
    assert len(heads) == 8 and lines[0] == "# Growth targets of the country"
    published = next(line for line in lines if "can be compared agree to a tenth" in line)
    assert int(published.split(" of ")[0]) > 5
    assert any(line.startswith("| 2024 | ") for line in lines)


def test_the_same_seed_draws_the_same_cells_spread_over_levels(store: Store) -> None:
    cells = module("cells")
    drawn = cells.drawn(store, 5, 20, 20, 5)
    assert drawn == cells.drawn(store, 5, 20, 20, 5) != cells.drawn(store, 6, 20, 20, 5)
    assert [cell["cell"] for cell in drawn] == list(range(1, len(drawn) + 1))
    of_gdp = [cell for cell in drawn if cell["kind"] == "gdp"]
    assert len(of_gdp) == 20 and {cell["level"] for cell in of_gdp} > {"province", "prefecture"}
    assert all(cell["start"] < cell["end"] and cell["path"] for cell in of_gdp)
    assert all(cell["value"] is None for cell in drawn if cell["kind"] == "silent")


def test_cells_that_have_been_read_are_not_drawn_again(store: Store, tmp_path: Path) -> None:
    cells = module("cells")
    first = cells.drawn(store, 5, 20, 20, 5)
    read = tmp_path / "read.csv"
    with read.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, cells.FIELDS)
        writer.writeheader()
        writer.writerows(first)
    again = cells.drawn(store, 5, 20, 20, 5, cells._known([read]))
    keys = [{tuple(cell[name] for name in cells.KEY) for cell in some} for some in (first, again)]
    assert len(again) == len(first) and not keys[0] & keys[1]


def test_what_was_read_is_counted_with_its_interval() -> None:
    cells = module("cells")
    row = {"kind": "gdp", "level": "province", "side": "target", "region": "某省", "year": "2020", "indicator": "gdp"}
    row |= {"measure": "growth", "value": "6", "path": "x.md", "read": "7", "why": "no target"}
    read = [{**row, "right": "yes"}] * 99 + [{**row, "right": "no"}, {**row, "right": ""}]
    lines = list(cells.scored(read))
    assert lines[0] == "100 of 101 cells are read"
    assert "| gdp | all | 100 | 99 | 99.0 | 94.6–99.8 |" in lines
    assert "| gdp | since 1998 | 100 | 99 | 99.0 | 94.6–99.8 |" in lines
    assert lines[-1] == "- 某省 2020 gdp growth target: 6 here, 7 in x.md; no target"


def test_figures_told_twice_are_those_of_one_place_year_and_side() -> None:
    report = (
        "泉州市2024年政府工作报告\n——2024年1月9日在泉州市人民代表大会上\n\n一、2023年工作回顾\n\n"
        "地区生产总值增长6%。出口增长9%，进口增长2%。\n\n二、2024年重点工作\n\n"
        "今年目标是：地区生产总值增长7%，力争增长8%；出口增长9%。\n"
    )
    told = list(module("twice", ".").told_twice(extract(read_bytes(report.encode()))))
    assert [(key[:4], [fact.value for fact in facts]) for key, facts in told] == [
        (("gdp", "growth", "target", "2024"), [7, 8])
    ]


def test_the_slope_of_a_line() -> None:
    assert module("national")._line([1, 2, 3], [2, 4, 6]) == (2.0, 1.0)
    assert module("national")._line([1, 1, 1], [2, 4, 6]) == (None, None)
