"""Words found in the texts of all facts, each asked once, are those found in the facts themselves."""

from __future__ import annotations

import random
from dataclasses import replace

import polars as pl
import pytest

from mubiao.queries import facts
from mubiao.queries.selection import Selection
from mubiao.queries.session import words
from mubiao.queries.session.words import Orders
from mubiao.store import Store, open_store

SPELLED = (
    "gdp", "ＧＤＰ", "GDP growth", "gdp 增长", "晉江", "quanzhou", "jinjiang", "growth", "level", "增速", "6%", "6％",
    "2024", "100", "1", "0.5", "亿元", "“增长 率”", "a", "É", "不会出现的词", "[", "'", "%", "泉州 gdp 增长",
)  # fmt: skip

SELECTIONS = {
    "all": Selection(),
    "a place": Selection(region="350500"),
    "a claim in a year": Selection(claim="target", years=(2020, 2024)),
    "a condition": Selection(conditions=("value > 5", "unit = '%'")),
    "judged": Selection(reviewed="corrected"),
    "nothing": Selection(region="350500", claim="target", years=(1000, 1001)),
}

SORTS: tuple[tuple[str, ...], ...] = ((), ("-value",), ("region", "-year"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Bundled facts, some of them judged."""
    store = open_store(tmp_path_factory.mktemp("words") / "bundled.duckdb")
    some = store.facts().select("fact_id").collect()["fact_id"]
    store.reviews.correct(some[11], "subject", "零碎学位", reviewer="a")
    store.reviews.correct(some[-1], "indicator", "gdp", reviewer="a")
    store.reviews.accept(some[13], reviewer="a")
    return store


@pytest.fixture(scope="module")
def drawn(store: Store) -> list[str]:
    """Words out of the texts themselves, from one character to all of a text."""
    rng = random.Random(17)
    columns = store.facts().select("subject", "printed", "entity", "region").collect()
    found = []
    for column in columns:
        for text in rng.sample(column.drop_nulls().unique(maintain_order=True).to_list(), 12):
            begin = rng.randrange(len(text))
            found.append(text[begin : begin + rng.choice((1, 1, 2, 3, 20))])
    return found


@pytest.fixture
def orders(store: Store, monkeypatch: pytest.MonkeyPatch) -> Orders:
    """With the texts at hand, however few facts there are."""
    monkeypatch.setattr(words, "FEWEST", 1)
    orders = Orders(store)
    orders.prepare()
    return orders


def same(store: Store, orders: Orders, selection: Selection, sort: tuple[str, ...]) -> int:
    """How many facts a selection leaves; the same ones in the same order, by both ways."""
    found, wanted = orders.order(selection, sort), facts.order(store, selection, sort)
    assert found.numbers(0, found.count) == wanted.numbers(0, wanted.count), (selection, sort)
    return found.count


@pytest.mark.parametrize("sort", SORTS, ids=str)
@pytest.mark.parametrize("name", SELECTIONS)
def test_the_same_facts_in_the_same_order(
    store: Store, orders: Orders, drawn: list[str], name: str, sort: tuple[str, ...]
) -> None:
    texts = (*SPELLED, *drawn[::3]) if name == "all" and not sort else (*SPELLED[:8], *drawn[::8])
    counts = {text: same(store, orders, replace(SELECTIONS[name], text=text), sort) for text in texts}
    if len(texts) > len(SPELLED):
        assert counts["gdp"] > counts["gdp 增长"] > 0 and counts["不会出现的词"] == 0
        assert counts["ＧＤＰ"] == counts["gdp"]


def test_words_as_they_are_typed(store: Store, orders: Orders, drawn: list[str]) -> None:
    for text in drawn[::4]:
        for end in range(1, min(len(text), 4) + 1):
            same(store, orders, Selection(text=text[:end]), ())


def test_the_texts_are_asked_and_not_the_facts(orders: Orders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "condition_of", lambda *_: pytest.fail("asked of each fact"))
    base = Selection(claim="target")
    first = orders.order(replace(base, text="学"))
    monkeypatch.setattr(facts, "order", lambda *_: pytest.fail("the rest is asked again"))
    assert 0 < orders.order(replace(base, text="学位")).count <= first.count


def test_a_condition_is_none_of_its_business(store: Store, orders: Orders) -> None:
    for text in ("", "value > 5", "verdict = 'missed'", "subject LIKE '%新增%'"):
        same(store, orders, Selection(text=text), ())


def test_what_is_judged_meanwhile_counts_at_once(tmp_path_factory: pytest.TempPathFactory, orders: Orders) -> None:
    store = open_store(tmp_path_factory.mktemp("meanwhile") / "bundled.duckdb")
    later = Orders(store)
    later.prepare()
    asked = Selection(text="闻所未闻")
    assert later.order(asked).count == 0
    fact = store.facts().select("fact_id").head(1).collect()["fact_id"][0]
    store.reviews.correct(fact, "subject", "闻所未闻的学位", reviewer="a")
    assert later.order(asked).numbers(0, 9) == [0]  # asked of the facts, the texts being those of before
    later.prepare()
    assert same(store, later, asked, ()) == 1


def test_gaps_in_the_row_numbers(tmp_path_factory: pytest.TempPathFactory, orders: Orders) -> None:
    store = open_store(tmp_path_factory.mktemp("gaps") / "bundled.duckdb")
    ids = store.facts().select(pl.col("document_id").unique(maintain_order=True)).collect()["document_id"]
    assert store.remove(ids[0])
    later = Orders(store)
    later.prepare()
    for text in ("增", "gdp", "学"):
        assert same(store, later, Selection(text=text), ("-value",)) == same(store, later, Selection(text=text), ())


def test_few_facts_are_asked_one_by_one(store: Store) -> None:
    orders = Orders(store)
    orders.prepare()
    assert words.read(store) is None
    same(store, orders, Selection(text="增"), ())
