"""How many rows DuckDB looks at to answer: what a query costs, without a clock."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from mubiao.filters import Filters
from mubiao.store import Store, open_store
from mubiao.store.file import locking
from mubiao.store.file.sparing import sparing
from mubiao.store.reads import lazy_table
from mubiao.targets import candidates, targets
from mubiao.targets.reading import FACT_FIELDS

sys.path.append(str(Path(__file__).parents[3] / "benchmarks" / "tools"))

from generate import FACTS_A_REPORT, make

FACTS = 400_000
GROUP = 122_880
"""Rows that DuckDB keeps together, with the least and the greatest value of each column."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Four groups of rows."""
    return open_store(make(tmp_path_factory.mktemp("scanned") / "large.duckdb", FACTS))


@pytest.fixture
def scanned(large: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[pl.LazyFrame], tuple[int, int]]:
    """How many rows a frame has, and how many DuckDB looked at for them."""
    queries: list[str] = []
    made = lazy_table._query

    def remembered(*arguments: Any) -> Any:
        answer = made(*arguments)
        queries.append(answer[0])
        return answer

    monkeypatch.setattr(lazy_table, "_query", remembered)

    def count(frame: pl.LazyFrame) -> tuple[int, int]:
        queries.clear()
        height = frame.collect().height
        with large.reading() as cursor:
            plans = [cursor.execute(f"EXPLAIN (ANALYZE, FORMAT json) {q}").fetchall()[0][1] for q in queries]
        return height, sum(json.loads(plan)["query"]["total_rows_scanned"] for plan in plans)

    return count


def test_a_place_is_found_without_reading_the_others(
    large: Store, scanned: Callable[[pl.LazyFrame], tuple[int, int]]
) -> None:
    rows, read = scanned(large.facts().filter(Filters(regions="110108").expression({"110108": "海淀区"})))
    assert rows == FACTS_A_REPORT
    assert read <= GROUP


def test_a_filter_of_several_kinds_runs_in_the_database(
    large: Store, scanned: Callable[[pl.LazyFrame], tuple[int, int]]
) -> None:
    chosen = Filters(regions="110000", below=True, claims="target", years=2001, where="value > 5")
    rows, read = scanned(large.facts().filter(chosen.expression()))
    assert 0 < rows < 16 * FACTS_A_REPORT
    assert read <= GROUP


def test_a_fact_is_looked_for_among_those_of_its_document(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    conditions: list[str] = []
    made = lazy_table._query

    def remembered(*arguments: Any) -> Any:
        answer = made(*arguments)
        conditions.append(answer[0].partition(" WHERE ")[2])
        return answer

    monkeypatch.setattr(lazy_table, "_query", remembered)
    document = f"{FACTS // FACTS_A_REPORT - 1:016d}"
    fact = large.fact(f"{document}-0-5")
    assert fact is not None and fact["start"] == 0
    assert f"document_id\" = '{document}'" in conditions[0]


def test_a_limit_reads_a_screen_and_not_the_table(
    large: Store, scanned: Callable[[pl.LazyFrame], tuple[int, int]]
) -> None:
    rows, read = scanned(large.facts().head(50))
    assert rows == 50
    assert read <= GROUP


def test_without_a_filter_all_is_read_so_the_count_counts(
    large: Store, scanned: Callable[[pl.LazyFrame], tuple[int, int]]
) -> None:
    assert scanned(large.facts().select("claim")) == (FACTS, FACTS)


def test_the_generator_keeps_to_the_statistics_of_reports(large: Store) -> None:
    facts = large.facts().select("unit", "measure").collect()
    shares = {
        "%": (facts["unit"] == "%").mean(),
        "元": (facts["unit"] == "元").mean(),
        "count": ((facts["measure"] == "level") & (facts["unit"] != "元")).mean(),
    }
    assert facts.height == FACTS
    for kind, wanted in (("%", 0.25), ("元", 0.15), ("count", 0.46)):
        assert shares[kind] == pytest.approx(wanted, abs=0.12), shares


def test_targets_open_the_file_once_and_take_from_it_what_can_be_paired(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[pl.DataFrame] = []
    opened: list[Path] = []
    rows, attach = lazy_table._rows, locking.attach

    def counted(*arguments: Any) -> Iterator[pl.DataFrame]:
        for frame in rows(*arguments):
            handed.append(frame)
            yield frame

    def attached(connection: locking.Cursor, path: Path, *arguments: Any, **options: Any) -> None:
        opened.append(path)
        attach(connection, path, *arguments, **options)

    monkeypatch.setattr(lazy_table, "_rows", counted)
    monkeypatch.setattr(locking, "attach", attached)
    assert large.targets().collect().height > 0
    usable = pl.col("indicator").is_not_null() & pl.col("claim").is_in(["target", "actual", "estimate"])
    assert len(opened) == 1
    assert all({*FACT_FIELDS} <= {*frame.columns} <= {*FACT_FIELDS, "entity", "printed", "review"} for frame in handed)
    assert sum(frame.height for frame in handed) == large.facts().filter(usable).select("year").collect().height


def test_only_what_two_facts_say_is_ranked(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ranked: list[int] = []
    made = candidates._ranked

    def counted(all_of_them: candidates.Candidates, rows: pl.DataFrame) -> pl.DataFrame:
        ranked.append(rows.height)
        return made(all_of_them, rows)

    monkeypatch.setattr(candidates, "_ranked", counted)
    first = large.facts().filter(pl.col("indicator").is_not_null(), pl.col("claim") == "actual").head(3).collect()
    one = first.head(1)
    targets(first, large.documents()).collect()
    twice = pl.concat([first, one.with_columns(fact_id=pl.col("fact_id") + "0", start=pl.col("start") + 1)])
    row = targets(twice, large.documents()).filter(pl.col("indicator") == one["indicator"][0]).collect()
    assert ranked == [0, 2]
    assert row["outcome_fact"].to_list() == one["fact_id"].to_list()


def test_what_is_kept_of_a_batch_lies_in_memory_of_its_own(large: Store) -> None:
    """Polars takes columns from Arrow as they lie there, and one that is kept keeps the whole batch."""

    def kept(small: bool) -> int:
        program = (
            "import sys; from pathlib import Path; import polars as pl\n"
            "from mubiao.store import open_store\n"
            "from mubiao.store.frames import REVIEWED_SCHEMA\n"
            "from mubiao.store.reads import lazy_table, reviewed\n"
            "from mubiao.targets.reading import FACT_FIELDS, gathered, usable\n"
            "store = open_store(Path(sys.argv[1]))\n"
            "def batches(columns, conditions):\n"
            "    every = pl.all_horizontal(conditions)\n"
            "    return lazy_table.batches(store.reading, reviewed.plan, REVIEWED_SCHEMA, columns, every)\n"
            "def held():\n"
            "    return int(next(l for l in open('/proc/self/status') if l.startswith('RssAnon')).split()[1])\n"
            "before = held()\n"
            "kept = gathered(batches, []) if sys.argv[2] else list(batches([*FACT_FIELDS, 'printed'], usable([])))\n"
            "print(held() - before)"
        )
        command = [sys.executable, "-c", program, str(large.path), "small" if small else ""]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    if not Path("/proc/self/status").exists():
        pytest.skip("how much a process holds is asked of /proc")
    assert kept(True) < kept(False)


def test_sparing_ends_with_its_block(large: Store) -> None:
    def limit(cursor: locking.Cursor) -> str:
        return str(cursor.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])

    with large.reading() as cursor:
        before = limit(cursor)
        with sparing(cursor, 64):
            assert limit(cursor) == "61.0 MiB"
        assert limit(cursor) == before
