"""SQL from a shell: rows of a SELECT, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Runner

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
