"""What a column comes to: units and measures apart, sums only of what adds up, the same in the database."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.tui.app.world import make

from mubiao.queries.selection import Selection
from mubiao.queries.summaries import KEYS, VALUES, frequency, of_facts, summary
from mubiao.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make(tmp_path_factory.mktemp("summaries") / "world.duckdb")


def values(*rows: tuple[str | None, str | None, float | None]) -> pl.DataFrame:
    made = [
        (None, "gdp", measure, unit, None if number is None else str(number), number) for measure, unit, number in rows
    ]
    return pl.DataFrame(made, schema=VALUES, orient="row")


def test_units_and_measures_are_told_apart_and_only_what_adds_up_is_summed() -> None:
    told = summary(
        values(
            *(("level", "个", number) for number in (1.0, 2.0, 3.0, 10.0, None)),
            *(("level", "元", number) for number in (5.0, 7.0)),
            ("growth", "%", 6.0),
            ("share", "%", 40.0),
            ("rank", "名", 3.0),
            ("level", "%", 9.0),
            ("level", "亩", None),
        )
    )
    sums = {tuple(row[name] for name in KEYS[1:]): row["sum"] for row in told.iter_rows(named=True)}
    assert sums == {
        ("level", "个"): 16.0,
        ("level", "元"): 12.0,
        ("growth", "%"): None,
        ("share", "%"): None,
        ("rank", "名"): None,
        ("level", "%"): None,
    }
    first = told.row(0, named=True)
    assert [first[name] for name in ("n", "missing", "mean", "min", "p25", "p50", "p75", "max")] == [
        4, 1, 4.0, 1.0, 1.75, 2.5, 4.75, 10.0,
    ]  # fmt: skip


def test_numbers_of_several_indicators_in_one_unit_have_no_sum() -> None:
    two = values(("level", "元", 1.0), ("level", "元", 2.0), ("level", "元", None))
    assert summary(two.with_columns(thing=pl.Series(["gdp", "budget_revenue", None])))["sum"].to_list() == [None]
    assert summary(two.with_columns(thing=pl.Series(["gdp", "gdp", "budget_revenue"])))["sum"].to_list() == [3.0]


@pytest.mark.parametrize(("adds", "expected"), [(True, 3.0), (False, None)])
def test_numbers_of_no_measure_add_up_as_counts_do_and_years_do_not(adds: bool, expected: float | None) -> None:
    assert summary(values((None, None, 1.0), (None, None, 2.0)), adds=adds)["sum"].to_list() == [expected]


def test_a_column_without_numbers_and_one_without_rows() -> None:
    assert summary(values((None, None, None))).height == 0
    assert summary(values()).height == 0
    assert frequency(values()).height == 0


def test_values_and_how_often_they_occur() -> None:
    told = frequency(values((None, None, 2.0), (None, None, 1.0), (None, None, None), (None, None, 2.0)))
    assert told.rows() == [("2.0", 2), ("1.0", 1), (None, 1)]


@pytest.mark.parametrize("selection", [Selection(), Selection(region="350582"), Selection(text="6%")])
def test_the_database_counts_alike(store: Store, selection: Selection) -> None:
    from mubiao.queries.facts import frame

    facts = frame(store, selection).select(
        name=pl.lit(None, pl.String),
        thing=pl.coalesce("indicator", "subject"),
        measure="measure",
        unit="unit",
        text=pl.col("value").cast(pl.String),
        number="value",
    )
    told = of_facts(store, selection, "value")
    assert told is not None
    expected = summary(facts.collect())
    assert_frame_equal(told.sort(KEYS), expected.sort(KEYS), check_exact=False)


def test_the_confidence_of_facts_is_of_no_unit_and_has_no_sum(store: Store) -> None:
    told = of_facts(store, Selection(), "confidence")
    assert told is not None
    assert told.select("measure", "unit", "n", "sum").rows() == [(None, None, 30, None)]
    assert of_facts(store, Selection(), "subject") is None
    nothing = of_facts(store, Selection(document="nothing"), "value")
    assert nothing is not None and nothing.height == 0


def test_of_the_marked_facts_alone(store: Store) -> None:
    some = tuple(store.facts().select("fact_id").collect()["fact_id"][:3])
    told = of_facts(store, Selection(facts=some), "value")
    assert told is not None
    assert told["n"].sum() == 3
