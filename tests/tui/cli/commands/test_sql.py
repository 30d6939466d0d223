"""SQL from a shell: rows of a SELECT, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

pytestmark = pytest.mark.usefixtures("database")


def test_rows_of_a_select_in_every_way_it_is_given(mubiao: Runner) -> None:
    query = "SELECT region, count(*) AS facts, max(value) AS most FROM facts GROUP BY region ORDER BY region"
    found = json.loads(mubiao("sql", query, "--json").text)
    assert [row["region"] for row in found] == ["晋江市", "泉州市"]
    assert mubiao("sql", "-", "--json", input=query.encode()).text == mubiao("sql", query, "--json").text
    assert mubiao("sql", query, "--columns", "region", "--no-header", "--limit", "1").lines == ["晋江市"]


@pytest.mark.parametrize(
    "query",
    [
        "SELEC 1",
        "SELECT nothing FROM facts",
        "SELECT 1; SELECT 2",
        "DROP TABLE facts",
        "UPDATE facts SET value = 0",
        "ATTACH 'other.duckdb'",
        "COPY facts TO 'facts.csv'",
        "SELECT * FROM read_csv('secret.csv')",
        "SELECT * FROM 'secret.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "",
    ],
)
def test_what_is_no_select_is_a_usage_error_and_changes_nothing(mubiao: Runner, tmp_path: Path, query: str) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    before = (tmp_path / "test.duckdb").read_bytes()
    ended = mubiao("sql", query)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err.startswith("mubiao: ") and ended.err.count("\n") == 1
    assert (tmp_path / "test.duckdb").read_bytes() == before
    assert not (tmp_path / "facts.csv").exists() and not (tmp_path / "other.duckdb").exists()


def test_time_and_memory_end(mubiao: Runner) -> None:
    endless = "SELECT count(*) FROM range(100000000) a, range(100000000) b"
    assert mubiao("sql", endless, "--seconds", "0.2").code == 2
    large = "SELECT repeat('x', 1000) || a.range AS t FROM range(1000000) a"
    assert mubiao("sql", large, "--megabytes", "20").code == 2


@pytest.mark.parametrize("seconds", ["1e-9", "0.00005", "0.0002", "0.001"])
def test_whatever_is_under_way_when_the_time_is_over_the_limit_is_named(mubiao: Runner, seconds: str) -> None:
    ended = mubiao(
        "sql", "SELECT count(*) FROM facts a, facts b, facts c WHERE a.value > b.value", "--seconds", seconds
    )
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err == f"mubiao: the query was stopped after {float(seconds):g} seconds\n"


@pytest.mark.parametrize(
    ("stage", "said"),
    [("InterruptException", "stopped after 5 seconds"), ("OutOfMemoryException", "more than 7 MB")],
)
def test_parsing_is_limited_as_well(
    made_database: Path, monkeypatch: pytest.MonkeyPatch, stage: str, said: str
) -> None:
    """DuckDB may be interrupted at any step, and which one it is depends on the machine: here it is the first."""
    import duckdb

    from mubiao.model import StoreError
    from mubiao.store import open_store
    from mubiao.store.sql import sandbox

    def stopped(*given: object) -> None:
        raise getattr(duckdb, stage)("stopped")

    monkeypatch.setattr(sandbox, "refuse_all_but_reading", stopped)
    with pytest.raises(StoreError, match=said):
        open_store(made_database).sql("SELECT 1", seconds=5, megabytes=7)


@pytest.mark.parametrize(
    "limit", [("--seconds", "nan"), ("--seconds", "inf"), ("--seconds", "0"), ("--megabytes", "0")]
)
def test_a_limit_that_is_none(mubiao: Runner, limit: tuple[str, str]) -> None:
    ended = mubiao("sql", "SELECT 1", *limit)
    assert (ended.code, ended.out) == (2, b"") and limit[0] in ended.err and ended.err.count("\n") == 1


def test_a_limit_that_no_machine_has_is_none(mubiao: Runner) -> None:
    assert mubiao("sql", "SELECT 1 AS a", "--megabytes", "99999999999999999999", "--seconds", "1e300").text == "a\n1\n"
