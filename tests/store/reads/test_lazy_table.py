"""What a LazyFrame asks of DuckDB: only the rows and columns that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
import pytest
from made import document, fact

from mubiao.filters import Filters
from mubiao.store import REVIEWED_SCHEMA, Store
from mubiao.store.file.locking import Cursor
from mubiao.store.reads import lazy_table
from mubiao.store.reads.pushdown import columns_of, condition, split

DOC = document("报告" * 500)
FACTS = [fact(DOC, at, at + 2, value=float(at), subject=f"项目{at}", year=2020 + at % 5) for at in range(100)]
COLUMNS = {name: name for name in REVIEWED_SCHEMA}


class Spy:
    """The queries that a store's LazyFrames run."""

    def __init__(self, store: Store) -> None:
        self.queries: list[str] = []
        reading = store.reading

        @contextmanager
        def watched() -> Iterator[Cursor]:
            with reading() as cursor:
                yield cursor

        self.frame = lazy_table.scan(watched, self._plan, REVIEWED_SCHEMA, "facts")

    def _plan(self, cursor: Cursor, needed: set[str]) -> lazy_table.Relation:
        from mubiao.store.reads.reviewed import plan

        self.needed = needed
        return plan(cursor, needed)


@pytest.fixture
def spy(store: Store, monkeypatch: pytest.MonkeyPatch) -> Spy:
    store.add(DOC, FACTS)
    spy = Spy(store)
    rows = lazy_table._rows

    def noted(cursor: Cursor, query: str, *rest: object) -> Iterator[pl.DataFrame]:
        spy.queries.append(query)
        yield from rows(cursor, query, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(lazy_table, "_rows", noted)
    return spy


def test_fifty_rows_are_all_that_is_read_to_show_fifty(spy: Spy) -> None:
    assert spy.frame.head(50).collect().height == 50
    assert spy.queries[0].endswith(" LIMIT 50")


def test_a_limit_waits_for_a_filter_that_duckdb_cannot_apply(spy: Spy) -> None:
    odd = pl.col("subject").str.to_uppercase() != "X"
    assert spy.frame.filter(odd).head(5).collect().height == 5
    assert "LIMIT" not in spy.queries[0] and "WHERE" not in spy.queries[0]


def test_only_the_columns_that_are_needed_are_read(spy: Spy) -> None:
    frame = spy.frame.filter(pl.col("year") == 2024).select("value").collect()
    assert frame.columns == ["value"] and frame.height == 20
    assert spy.needed == {"value", "year"}
    assert "subject" not in spy.queries[0] and '"year" = 2024' in spy.queries[0]


def test_what_duckdb_cannot_apply_does_not_keep_it_from_the_rest(spy: Spy) -> None:
    both = (pl.col("year") == 2024) & (pl.col("subject").str.len_chars() == 4)
    assert spy.frame.filter(both).select("value").collect().height == 18
    assert '"year" = 2024' in spy.queries[0] and "len" not in spy.queries[0].lower()


@pytest.mark.parametrize(
    "filters",
    [
        {"regions": "晋江市"},
        {"regions": ["晋江市", "石狮市"], "below": True},
        {"indicators": ["gdp", "exports"], "claims": "target", "measures": "growth"},
        {"years": "2020..2024"},
        {"documents": DOC.document_id},
        {"search": "学位"},
        {"search": "GDP"},
        {"search": "晉江 6% -[^]&~ 'it＇s'"},
        {"reviewed": "none"},
        {"where": "year IN (2023, 2024) AND subject LIKE '%高新%' AND value BETWEEN 1 AND 2 AND high IS NULL"},
        {"where": "subject ILIKE 'a_b%' OR NOT region = 'x' OR region NOT IN ('a', 'b')"},
        {"where": "period_end >= DATE '2024-01-01' AND period_stated"},
    ],
)
def test_filters_run_inside_duckdb(filters: dict[str, object]) -> None:
    for tree in split(Filters(**filters).expression()):
        assert condition(tree, COLUMNS, REVIEWED_SCHEMA) is not None


@pytest.mark.parametrize(
    "expression",
    [
        pl.col("value") + 1 > 2,
        pl.col("subject").str.to_lowercase() == "x",
        pl.col("subject").str.contains("a+"),
        pl.col("subject").str.contains(r"\d"),
        pl.col("subject").str.contains("(a|b)"),
        pl.col("subject").str.contains(pl.col("entity"), literal=True),
        pl.col("year") == pl.col("subject").str.len_chars(),
        pl.col("value").is_in([1.0, None]),
        pl.col("confidence").is_in([0.9]),
        pl.col("value").is_in([1.0], nulls_equal=True),
        pl.col("value").max() > 1,
        pl.col("subject").cast(pl.Int64, strict=False) > 1,
        pl.col("subject") == "a\0b",
        pl.when(pl.col("year") > 1).then(True).otherwise(False),
        pl.col("subject").eq_missing(pl.col("year").cast(pl.String)),
    ],
    ids=str,
)
def test_what_the_engines_might_read_differently_stays_with_polars(expression: pl.Expr) -> None:
    (tree,) = split(expression)
    assert condition(tree, COLUMNS, REVIEWED_SCHEMA) is None
    assert columns_of(tree) <= set(REVIEWED_SCHEMA)


def test_numbers_that_json_cannot_hold(spy: Spy) -> None:
    assert spy.frame.filter(pl.col("value") < float("inf")).collect().height == 100
    beyond = (pl.col("value") > float("-inf")) & (pl.col("year") == 2024)
    assert spy.frame.filter(beyond).select("year").collect().height == 20


def test_top_rows_of_a_filter(spy: Spy) -> None:
    found = spy.frame.filter(pl.col("year") == 2024).sort("value", descending=True).head(3).select("value").collect()
    assert found["value"].to_list() == [99.0, 94.0, 89.0]


def test_an_aggregate_reads_its_columns(spy: Spy) -> None:
    assert spy.frame.group_by("year").agg(pl.len()).collect().height == 5
    assert spy.needed == {"year"}


def test_a_frame_can_be_joined_with_itself(spy: Spy) -> None:
    both = spy.frame.select("fact_id", "year").join(spy.frame.select("fact_id", "value"), on="fact_id")
    assert both.collect().height == 100


def test_the_streaming_engine_reads_it_too(spy: Spy) -> None:
    for engine in ("streaming", "in-memory"):
        assert spy.frame.filter(pl.col("value") >= 50).select(pl.len()).collect(engine=engine).item() == 50  # type: ignore[call-overload]


def test_a_place_that_only_a_correction_names_has_its_targets(filled: Store) -> None:
    """Which facts a filter on rows needs is decided by the places as reviewed."""
    target = filled.facts().filter(pl.col("claim") == "target").collect()["fact_id"][0]
    filled.reviews.correct(target, "region", "石狮市")
    for region in ("石狮市", "晋江市"):
        place = pl.col("region") == region
        whole = filled.targets().collect().filter(place)
        assert filled.targets().filter(place).collect().equals(whole)
    assert filled.targets().filter(pl.col("region") == "石狮市").collect()["target_fact"].to_list() == [target]
