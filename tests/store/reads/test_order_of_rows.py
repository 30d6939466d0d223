"""Facts come in the order in which they were added, however DuckDB finds them."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

from mubiao import lexicon
from mubiao.filters import Filters
from mubiao.queries.facts import order
from mubiao.queries.selection import Selection
from mubiao.store import Store, open_store
from mubiao.store.reads.lazy_table import GROUP

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks" / "tools"))

from generate import make

FACTS = 2 * GROUP + 5_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """So many facts that several threads read them, one of them judged."""
    store = open_store(make(tmp_path_factory.mktemp("ordered") / "large.duckdb", FACTS))
    fact = store.facts().filter(indicator="gdp").select("fact_id").collect()["fact_id"][-1]
    store.reviews.correct(fact, "subject", "零", reviewer="a")
    return store


@pytest.fixture(scope="module")
def places(store: Store) -> pl.DataFrame:
    """Where each fact stands in the file."""
    with store.reading() as cursor:
        rows = cursor.execute("SELECT fact_id, rowid FROM facts").fetchall()
    return pl.DataFrame(rows, schema=["fact_id", "place"], orient="row")


CASES: dict[str, dict[str, object]] = {
    "judgments": {},
    "words": {"search": "gdp"},
    "alternatives": {"search": "增长 项目"},
    "values": {"indicators": list(lexicon.indicators())[:9]},
    "places": {"regions": ["福建省", "江苏省", "北京市"], "below": True},
    "list": {"where": f"indicator IN ({', '.join(map(repr, list(lexicon.indicators())[:9]))})"},
    "mark": {"reviewed": "any"},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("columns", [["fact_id"], ["fact_id", "review", "subject", "section"]], ids=len)
def test_facts_come_in_the_order_of_the_file(store: Store, places: pl.DataFrame, case: str, columns: list[str]) -> None:
    """Joins come in any order, and DuckDB makes one of judgments, of lists and of alternatives."""
    facts = store.facts().filter(Filters(**CASES[case]).expression()).select(columns)
    found = facts.collect().join(places, on="fact_id", maintain_order="left")["place"]
    assert len(found) > (0 if case == "mark" else 1000)
    assert found.is_sorted()
    few = facts.head(40).collect().join(places, on="fact_id", maintain_order="left")["place"]
    assert few.to_list() == found.head(40).to_list()


@pytest.mark.parametrize("text", ["gdp", "新增", str(CASES["list"]["where"])])
def test_rows_without_a_sort_are_in_the_order_of_the_file(store: Store, text: str) -> None:
    rows = order(store, Selection(text=text)).rows
    assert rows is not None and len(rows) > 100 and rows.is_sorted()
