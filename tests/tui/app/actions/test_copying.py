"""What `y` and `K` copy: values with every digit, under their names, of the rows that are meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import place

from mubiao.store import open_store


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[list[list[str]]]:
    """What has been copied, as lines of values."""
    from mubiao_tui.app.actions import output

    found: list[list[list[str]]] = []

    def copy(text: str, _: object) -> output.Copied:
        found.append([line.split("\t") for line in text.split("\n")])
        return output.Copied("tool", "nothing")

    monkeypatch.setattr(output, "copy", copy)
    return found


async def takes(driven: Driven, copied: list[list[list[str]]], *keys: str) -> list[dict[str, str]]:
    """Press keys, wait for what they copy, and give it row by row."""
    before = len(copied)
    await driven.keys(*keys)
    await driven.until(lambda: len(copied) > before, "a copy")
    head, *rows = copied[-1]
    assert all(len(row) == len(head) for row in rows), "a value under each name"
    return [dict(zip(head, row, strict=True)) for row in rows]


async def test_a_fact_is_copied_with_its_own_value(explorer: Start, copied: list[list[list[str]]]) -> None:
    async with explorer(size=(120, 30), lang="zh") as driven:
        await driven.begins("facts")
        await driven.filters("indicator = 'budget_revenue_total' AND measure = 'level'")
        await driven.sees("300亿")
        [row] = await takes(driven, copied, "y")
        assert (row["value"], row["unit"], row["claim"], row["confidence"]) == ("30000000000", "元", "actual", "0.73")
        assert "high" not in row, "a name without any value"


async def test_marked_facts_are_copied_wherever_they_stand(
    explorer: Start, world: Path, copied: list[list[list[str]]]
) -> None:
    facts = open_store(world).facts().collect()
    wanted = facts.filter(facts["indicator"] == "school_places")["fact_id"].to_list()
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        driven.app.view = driven.app.view.with_marked(tuple(wanted))
        driven.app.pane.grid.marks = tuple(wanted)  # type: ignore[union-attr]
        rows = await takes(driven, copied, "y")
        assert [row["value"] for row in rows] == ["8000", "9000", "9510", "10000"]


async def test_a_pair_tells_period_unit_and_all_digits(explorer: Start, copied: list[list[list[str]]]) -> None:
    async with explorer(size=(160, 30), lang="zh") as driven:
        await driven.begins("targets")
        await driven.filters("indicator = 'industrial_space'")
        await driven.sees(">280万")
        [row] = await takes(driven, copied, "y")
        assert row["indicator"] == "industrial_space" and row["period"] == "2023" and row["verdict"] == "not stated"
        assert (row["measure"], row["unit"], row["outcome"], row["target"]) == ("level", "平方米", "2800000", "")
        await driven.keys("w")
        await driven.until(lambda: driven.app.view.shown == "wide" and not driven.app.loads.busy, "wide")
        await driven.sees("2023")
        [row] = await takes(driven, copied, "y")
        assert row["2023 outcome"] == "2800000"


async def test_a_scoreboard_tells_outcome_and_target_apart(explorer: Start, copied: list[list[list[str]]]) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        [row] = await takes(driven, copied, "y")
        assert row == {"region": "晋江市", "region_code": "350582", "facts": "16"}
        await driven.keys("enter")
        [row] = await takes(driven, copied, "y")
        assert (row["2023 outcome"], row["2023 target"], row["2024 target"]) == ("6.5", "6.5", "6")
        assert (row["indicator"], row["measure"], row["unit"]) == ("gdp", "growth", "%")


async def test_sectors_and_documents_are_copied_as_data(explorer: Start, copied: list[list[list[str]]]) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("sectors")
        [row] = await takes(driven, copied, "y")
        assert (row["sector"], row["actual"], row["plan"], row["facts"]) == ("economy", "8", "0", "18")
        await driven.keys("tab")
        [row] = await takes(driven, copied, "y")
        assert (row["region"], row["region_code"], row["economy"]) == ("晋江市", "350582", "6")
        await driven.turn("documents")
        [row] = await takes(driven, copied, "y")
        assert (row["year"], row["facts"], row["reviewed"]) == ("2023", "2", "0")


async def test_a_column_is_copied_whole(explorer: Start, copied: list[list[list[str]]]) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.keys("right", "right")
        rows = await takes(driven, copied, "K")
        assert len(rows) == 30 and set(rows[0]) == {"value", "high"} and rows[0]["value"] == "4.7"
        assert "10000" in [row["value"] for row in rows]
        await driven.turn("targets")
        await driven.until(lambda: not driven.app.loads.busy, "targets")
        await driven.keys(*["right"] * 5)
        rows = await takes(driven, copied, "K")
        assert len(rows) == 24 and set(rows[0]) == {"target"} and rows[0]["target"] == "5.5"
