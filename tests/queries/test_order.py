"""The order of the facts is that of their values, whatever shorter way it is found."""

from __future__ import annotations

import polars as pl
import pytest

from mubiao.queries.facts import order
from mubiao.queries.scope import COLUMNS
from mubiao.queries.selection import Selection
from mubiao.store import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The bundled facts, some of them judged."""
    store = open_store(tmp_path_factory.mktemp("order") / "bundled.duckdb")
    some = store.facts().select("fact_id", "subject").head(40).collect()
    store.reviews.accept(some["fact_id"][3], reviewer="a")
    store.reviews.reject(some["fact_id"][7], reviewer="a")
    store.reviews.correct(some["fact_id"][11], "subject", "零", reviewer="a")
    return store


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize("column", COLUMNS)
def test_one_column(store: Store, column: str, direction: str) -> None:
    found = order(store, Selection(), [direction + column]).rows
    assert found is not None
    facts = store.facts().select(column).collect().with_row_index("row")
    wanted = facts.sort(column, descending=bool(direction), nulls_last=True, maintain_order=True)["row"]
    assert found.to_list() == wanted.to_list()


def test_several_columns_under_a_filter(store: Store) -> None:
    found = order(store, Selection(claim="target"), ["-unit", "value", "-fact_id", "unit"]).rows
    assert found is not None
    facts = store.facts().collect().with_row_index("row").filter(pl.col("claim") == "target")
    keys = ["unit", "value", "fact_id"]
    wanted = facts.sort(keys, descending=[True, False, True], nulls_last=True, maintain_order=True)["row"]
    assert found.to_list() == wanted.to_list()
    assert len(found) > 100
