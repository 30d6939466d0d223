"""A review shows how far it has come, who agrees, and what is doubted next."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.app.conftest import Start

from mubiao.documents import document_from_text
from mubiao.extract import extract
from mubiao.queries.progress import Doubted, by_place, doubted, progress, unjudged
from mubiao.queries.selection import Selection
from mubiao.store import open_store

JINJIANG = Selection(region="350582", below=False)


async def test_the_header_says_how_many_of_the_filter_are_judged(explorer: Start, world: Path) -> None:
    store = open_store(world)
    total = progress(store, Selection()).facts
    some = progress(store, JINJIANG).facts
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.keys("f9", sees=f"REVIEW 0 of {total} ")
        await driven.keys("a", sees=f"REVIEW 1 of {total} ")
        await driven.keys("u", sees=f"REVIEW 0 of {total} ")
        driven.app.select(JINJIANG)
        await driven.sees(f"REVIEW 0 of {some} ")
        await driven.keys("f9")
        await driven.misses("REVIEW")


async def test_five_facts_in_seven_keys(explorer: Start, world: Path) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.keys("f9", "a", "a", "r", "a", "a", sees="REVIEW 5 of")
    assert progress(open_store(world), Selection()).judged == 5


async def test_of_a_document_its_own_facts_count(explorer: Start, world: Path) -> None:
    store = open_store(world)
    document = store.documents().row(0, named=True)
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("documents")
        await driven.keys("enter")
        await driven.ready_document()
        await driven.sees(f"{document['facts']} facts")
        await driven.keys("f9", sees=f"REVIEW 0 of {document['facts']} ")


async def test_who_agrees_with_whom(explorer: Start, world: Path) -> None:
    store = open_store(world)
    first, second, third = store.facts().collect()["fact_id"].to_list()[:3]
    store.reviews.accept(first, second, third, reviewer="甲")
    store.reviews.accept(first, reviewer="乙")
    store.reviews.reject(second, third, reviewer="乙")
    async with explorer(size=(100, 50)) as driven:
        await driven.begins("facts")
        await driven.keys("A", sees="who agrees")
        await driven.sees("乙 – 甲")
        line = next(line for line in driven.lines if "乙 – 甲" in line)
        assert line.split()[-4:-1] == ["3", "1", "0.00"]  # what stands behind is the frame
        await driven.sees(f"3 of {progress(store, Selection()).facts} facts judged")
        await driven.sees("福建省")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_its_tables_are_not_broken_at_80_columns(explorer: Start, world: Path, lang: str) -> None:
    store = open_store(world)
    store.reviews.accept(*store.facts().collect()["fact_id"].to_list()[:3], reviewer="甲")
    async with explorer(size=(80, 24), lang=lang) as driven:
        await driven.begins("facts")
        last = driven.app.strings.text("column.precision")
        await driven.keys("A", sees=last)
        assert driven.app.strings.text("column.reviewed") in next(line for line in driven.lines if last in line)


async def test_without_judgments_the_table_says_so(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.begins("facts")
        await driven.keys("A", sees="nobody judged what another judged")
        await driven.keys("escape")
        await driven.misses("nobody judged")


async def test_doubts_are_told_once_and_asked_under_each_filter(
    explorer: Start, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(world)
    asked: list[int] = []
    facts = [store.facts().collect().filter(region=place)["fact_id"][0] for place in ("晋江市", "石狮市", "泉州市")]
    told = [Doubted(fact, "jump", "9 times the year before") for fact in facts]
    monkeypatch.setattr("mubiao.queries.progress.doubted", lambda _: (asked.append(1), told)[1])
    async with explorer(size=(120, 30), lang="zh") as driven:
        await driven.begins("facts")
        for number in (1, 2, 3, 1):
            await driven.keys("W", sees=f"可疑 {number}/3 · 突变: 为上年的 9 倍")
            await driven.until(lambda fact=facts[number - 1]: driven.app.fact == fact, "the row that it is about")  # type: ignore[misc]
        await driven.keys("slash")
        await driven.types("region = '泉州市'")
        await driven.keys("enter", "W", sees="可疑 1/1")
        await driven.until(lambda: driven.app.fact == facts[2], "the row that it is about")
        assert asked == [1]


async def test_the_next_doubt_is_gone_to_with_its_reason(explorer: Start, world: Path) -> None:
    store = open_store(world)
    twice = document_from_text(
        "2026年石狮市政府工作报告\n一、2025年工作回顾\n全市固定资产投资完成310亿元。\n"
        "二、2026年工作安排\n全市固定资产投资310亿元。\n"
    )
    store.add(twice, extract(twice))
    wanted = doubted(store)
    facts = [one.fact for one in wanted]
    assert wanted and unjudged(store, Selection(), facts) == set(facts) > unjudged(store, JINJIANG, facts)
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.keys("W")
        await driven.until(lambda: driven.app.fact == wanted[0][0], "the fact that is doubted")
        await driven.sees(f"doubt 1 of {len(wanted)}")
        store.reviews.reject(*(fact for fact, _, _ in wanted))
        await driven.keys("R", sees="read")
        await driven.keys("W", sees="no fact that is doubted is left")


def test_places_in_which_something_was_judged(world: Path) -> None:
    store = open_store(world)
    assert by_place(store, Selection()) == []
    rows = store.facts().collect().filter(region="晋江市")
    store.reviews.accept(*rows["fact_id"].to_list()[:2])
    ((place, share),) = by_place(store, Selection())
    assert (place, share.judged, share.facts) == ("晋江市", 2, rows.height)
