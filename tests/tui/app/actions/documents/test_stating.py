"""On Documents a person states what a document is, removes it, takes either back, and sees how it was read."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from tests.tui.app.conftest import Driven, Start

from mubiao.documents import document_from_text
from mubiao.doubts import doubts
from mubiao.extract import extract
from mubiao.store import Store, open_store


async def on_documents(driven: Driven, place: str, year: int) -> str:
    """The cursor on the report of a place and a year; its id."""
    await driven.begins("documents")
    pane = driven.app.pane
    await driven.until(lambda: getattr(pane, "documents", None) is not None, "the list")
    documents = pane.documents  # type: ignore[union-attr]
    rows = documents.with_row_index().filter(region=place, year=year)
    pane.listing.move_to(int(rows["index"][0]))  # type: ignore[union-attr]
    wanted = str(rows["document_id"][0])
    await driven.until(lambda: pane.document == wanted, "the cursor on it")  # type: ignore[union-attr]
    return wanted


def year_of(store: Store, document: str) -> int | None:
    found = store.document(document)
    return None if found is None else found["year"]


async def test_a_year_is_stated_and_taken_back(explorer: Start, world: Path) -> None:
    store = open_store(world)
    async with explorer(size=(120, 30)) as driven:
        document = await on_documents(driven, "石狮市", 2024)
        await driven.keys("e", sees="What is wrong with")
        await driven.enters("year")
        await driven.sees("Correct: year")
        await driven.keys(*["backspace"] * 4)
        await driven.enters("21")
        await driven.sees("21 (1949")
        await driven.keys(*["backspace"] * 2)
        await driven.enters("2021")
        await driven.until(lambda: year_of(store, document) == 2021, "stated")
        assert store.statements.of(document)["value"].to_list() == ["2021"]
        await driven.sees("read again")
        await driven.keys("u")
        await driven.until(lambda: year_of(store, document) == 2024, "taken back")


async def test_a_document_is_removed_after_a_question_and_put_back_as_it_was(explorer: Start, world: Path) -> None:
    store = open_store(world)
    before = store.facts().collect()
    async with explorer(size=(120, 30)) as driven:
        document = await on_documents(driven, "石狮市", 2024)
        await driven.keys("D", sees="Remove")
        await driven.keys("enter")  # no is what stands first
        await driven.keys("D", sees="Remove")
        await driven.keys("down", "enter")
        await driven.until(lambda: store.document(document) is None, "removed")
        await driven.sees("undoes")
        await driven.keys("u")
        await driven.until(lambda: store.document(document) is not None, "put back")
    after = store.facts().collect()
    assert after.sort("fact_id").equals(before.sort("fact_id")) and store.check().is_empty()


async def test_how_a_document_was_read(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await on_documents(driven, "石狮市", 2024)
        await driven.keys("v", sees="How the document was read")
        await driven.sees("margin")


async def test_what_takes_its_time_says_that_it_looks(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slow(*both: Any) -> Any:
        assert go.wait(60)
        return doubts(*both)

    monkeypatch.setattr("mubiao.doubts.doubts", slow)
    async with explorer(size=(120, 30)) as driven:
        await on_documents(driven, "石狮市", 2024)
        try:
            await driven.types("w")
            await driven.sees("reading the whole database")
        finally:
            go.set()
        await driven.until(lambda: driven.app.notice is None or "reading" not in driven.app.notice[0], "it has looked")


async def test_doubts_are_listed_with_why_and_lead_to_their_facts(explorer: Start, world: Path) -> None:
    store = open_store(world)
    twice = document_from_text(
        "2026年石狮市政府工作报告\n一、2025年工作回顾\n全市固定资产投资完成310亿元。\n"
        "二、2026年工作安排\n全市固定资产投资310亿元。\n"
    )
    store.add(twice, extract(twice))
    found = doubts(store.facts(), store.documents())
    wanted = found.filter(found["fact_id"].is_not_null()).row(0, named=True)
    async with explorer(size=(120, 30)) as driven:
        await on_documents(driven, "石狮市", 2024)
        await driven.keys("w", sees="What looks wrong, and why")
        await driven.sees(f"{driven.app.names.word('doubt', found['why'][0])} · ")
        await driven.enters(f"{wanted['why']} {wanted['reason']}")
        await driven.until(lambda: driven.app.view.fact == wanted["fact_id"], "the fact behind it")
        assert driven.app.view.document == wanted["document_id"]
        await driven.keys("escape")
        await driven.until(lambda: driven.app.view.fact is None, "back")
