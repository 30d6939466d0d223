"""SQL written to get out: by new doors of DuckDB, by functions that do not listen, by values nothing can hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from mubiao.model import StoreError
from mubiao.store import Store
from mubiao.store.sql import allowlist, limits, sandbox
from mubiao.store.sql.allowlist import LONGEST

WRITING = [
    # DuckDB allows the files beside an attached database whatever its settings say, so these would be written.
    "WITH c AS (COPY (SELECT 1) TO '{db}.wal') SELECT * FROM c",
    "WITH c AS (COPY (SELECT 1) TO '{db}.wal' (FORMAT parquet)) SELECT * FROM c",
    "WITH c AS MATERIALIZED (COPY (SELECT 1) TO '{db}.wal.checkpoint') SELECT * FROM c",
    "WITH c AS (COPY (SELECT 1) TO '{db}.wal.recovery') SELECT * FROM c",
    "WITH c AS (COPY (SELECT 1) TO '{db}') SELECT * FROM c",
    "WITH c AS (COPY (SELECT 1) TO '{folder}/out.csv') SELECT * FROM c",
    "EXPLAIN ANALYZE WITH c AS (COPY (SELECT 1) TO '{db}.wal') SELECT * FROM c",
    "SELECT * FROM (WITH c AS (COPY (SELECT 1) TO '{db}.wal') SELECT * FROM c)",
    "SELECT (WITH c AS (COPY (SELECT 1) TO '{db}.wal') SELECT 1 FROM c)",
    "SELECT 1 WHERE EXISTS (WITH c AS (COPY (SELECT 1) TO '{db}.wal') FROM c)",
    "FROM query('WITH c AS (COPY (SELECT 1) TO ''{db}.wal'') SELECT * FROM c')",
    "FROM json_execute_serialized_sql(json_serialize_sql('WITH c AS (COPY (SELECT 1) TO ''{db}.wal'') FROM c'))",
    "PRAGMA json_execute_serialized_sql('{{}}')",
    "WITH x AS (INSERT INTO facts SELECT * FROM facts RETURNING fact_id) SELECT * FROM x",
    "WITH x AS (UPDATE facts SET value = 1 RETURNING *) SELECT * FROM x",
    "WITH a AS (SELECT 1), b AS (DELETE FROM facts RETURNING *) SELECT * FROM a, b",
    "FROM enable_logging(storage = 'file', storage_config = {{'path': '{folder}/log'}})",
    "FROM enable_profiling(save_location = '{folder}/profile.json')",
    "FROM disable_logging()",
    "FROM truncate_duckdb_logs()",
    "FROM checkpoint()",
    "FROM force_checkpoint('db')",
    "FROM register_external_resource('a', 'b')",
    "SELECT write_log('x')",
    "COPY FROM DATABASE db TO memory",
    "COPY (SELECT 1) TO '/dev/stdout'",
    "EXPLAIN/**/ANALYZE/**/DELETE FROM facts",
    "/**/EXPLAIN ANALYZE DELETE FROM facts",
    "PIVOT facts ON claim",
    "PIVOT '{secret}' ON a",
]
READING = [
    "SELECT * FROM read_blob('{db}')",
    "SELECT * FROM read_duckdb('{db}')",
    "SELECT * FROM read_duckdb('{folder}/other.duckdb', table_name = 't')",
    "FROM query_table('{secret}')",
    "FROM query('SELECT 1')",
    "DESCRIBE '{secret}'",
    "SUMMARIZE '{secret}'",
    "UNPIVOT (SELECT * FROM '{secret}') ON a, b INTO NAME n VALUE v",
    "SELECT * FROM \"{secret}\"",
    "SELECT * FROM 'file://{secret}'",
    "SELECT * FROM read_text('/dev/stdin')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM parquet_schema('{secret}')",
    "SELECT * FROM parquet_kv_metadata('{secret}')",
    "SELECT * FROM sqlite_scan('{folder}/x.sqlite', 't')",
    "SELECT * FROM postgres_scan('host=127.0.0.1', 'public', 't')",
    "SELECT * FROM iceberg_scan('{folder}')",
    "SELECT * FROM 'https://127.0.0.1/x.parquet'",
    "FROM which_secret('s3://x/y', 's3')",
    "FROM duckdb_secrets(redact = false)",
    "FROM duckdb_settings()",
    "FROM duckdb_extensions()",
    "FROM duckdb_databases()",
    "FROM duckdb_databases",
    'FROM "DuckDB_Databases"',
    "FROM system.main.duckdb_databases",
    "FROM pragma_database_list",
    "FROM pg_catalog.pg_settings",
    "SELECT current_setting('secret_directory')",
    "SELECT Current_Setting('allowed_paths')",
    "SHOW temp_directory",
    "SHOW Memory_Limit",
    'SHOW "temp_directory"',
    "SELECT * FROM (SHOW temp_directory)",
    "FROM (SHOW extension_directory)",
    "SELECT (SELECT value FROM (SHOW secret_directory))",
    "WITH x AS (FROM (SHOW temp_directory)) SELECT * FROM x",
    "SELECT 1 WHERE EXISTS (FROM (SHOW threads))",
    "EXPLAIN ANALYZE SHOW temp_directory",
    "FROM (SHOW DATABASES)",
    "FROM (SHOW VARIABLES)",
    "DESCRIBE temp_directory",
    "SUMMARIZE duckdb_settings()",
    "FROM duckdb_temporary_files()",
    "FROM duckdb_external_file_cache()",
    "FROM pandas_scan(1)",
    "FROM arrow_scan(1::POINTER, 2::POINTER, 3::POINTER)",
    "FROM python_map_function(NULL)",
    "FROM test_all_types()",
    "SELECT getenv('PATH')",
    "SELECT ?",
    "SELECT " + "(" * 20_000 + "1" + ")" * 20_000,
    "SELECT " + "NOT " * 5_000 + "true",
    "SELECT " + "1, " * LONGEST + "1",
]  # fmt: skip


@pytest.mark.parametrize("attempt", WRITING + READING, ids=range(len(WRITING + READING)))
def test_no_door_is_open(attempt: str, filled: Store, tmp_path: Path) -> None:
    folder = tmp_path / "outside"
    folder.mkdir()
    secret = folder / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    before, beside = filled.path.read_bytes(), sorted(p.name for p in filled.path.parent.iterdir())
    with pytest.raises(StoreError) as caught:
        filled.sql(attempt.format(secret=secret, folder=folder, db=filled.path))
    assert "\n" not in str(caught.value)
    assert str(Path.home()) not in str(caught.value)
    assert [p.name for p in folder.iterdir()] == ["secret.csv"]
    assert sorted(p.name for p in filled.path.parent.iterdir()) == beside
    assert filled.path.read_bytes() == before
    assert filled.facts().collect().height == 2


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("FROM range(2)", [(0,), (1,)]),
        ("SELECT unnest([1, 2])", [(1,), (2,)]),
        ("""SELECT '"type":"COPY_QUERY_NODE"' AS "function_name" """, [('"type":"COPY_QUERY_NODE"',)]),
        ("""SELECT '"type":"TABLE_FUNCTION","function_name":"read_csv"' AS a FROM range(1)""", None),
        ("SELECT 1 AS a UNION ALL SELECT 2 ORDER BY a", [(1,), (2,)]),
        ("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT max(n) FROM r", [(3,)]),
        ("WITH x AS MATERIALIZED (SELECT 7 AS a) SELECT a FROM x", [(7,)]),
        ("SELECT a.value FROM json_each('[5]') a", [("5",)]),
        ("SELECT " + "(" * 400 + "1" + ")" * 400, [(1,)]),
    ],
    ids=range(9),
)
def test_what_only_looks_so_is_run(query: str, rows: list[tuple[object, ...]] | None, filled: Store) -> None:
    found = filled.sql(query).rows()
    assert len(found) == 1 if rows is None else found == rows


@pytest.mark.parametrize("query", ["SHOW TABLES", "FROM (SHOW ALL TABLES)", "DESCRIBE facts", "SUMMARIZE facts"])
def test_tables_are_shown(query: str, filled: Store) -> None:
    assert filled.sql(query).height > 0


def test_nothing_that_sql_can_call_tells_where_the_database_lies(filled: Store) -> None:
    """Every view, table function and function of DuckDB that takes nothing or one text, so those to come as well."""
    with duckdb.connect(":memory:") as connection:
        views = connection.execute("SELECT DISTINCT view_name FROM duckdb_views() WHERE internal").fetchall()
        functions = connection.execute(
            "SELECT DISTINCT function_name, function_type FROM duckdb_functions()"
        ).fetchall()
    queries = [f'FROM "{name}"' for (name,) in views]
    for name, kind in functions:
        called = [f'"{name}"()', f"\"{name}\"('temp_directory')", f"\"{name}\"('db')"]
        queries += [f"FROM {call}" if kind.startswith("table") else f"SELECT {call}" for call in called]
    place = str(filled.path.parent)
    with sandbox.opened(filled.path, wait=5, megabytes=500) as connection:
        for query in queries:
            try:
                allowlist.refuse_all_but_reading(connection, query)
                said = str(connection.execute(query).fetchall())
            except (StoreError, duckdb.Error):
                continue
            assert place not in said, query


@pytest.mark.parametrize(
    "value",
    ["'infinity'::DATE", "DATE '10000-01-01'", "[DATE '10000-01-01']", "{'a': '-infinity'::TIMESTAMP}"],
)
def test_days_that_nothing_else_can_hold_are_said(value: str, filled: Store) -> None:
    with pytest.raises(StoreError, match="d holds days before the year 1 or after 9999: cast it to VARCHAR"):
        filled.sql(f"SELECT {value} AS d")
    assert filled.sql(f"SELECT ({value})::VARCHAR AS d").height == 1


def test_the_first_and_the_last_day_come_out(filled: Store) -> None:
    query = "SELECT DATE '0001-01-01' AS a, DATE '9999-12-31' AS b, TIMESTAMP '9999-12-31 23:59:59.999999' AS c"
    assert [str(value) for value in filled.sql(query).row(0)] == [
        "0001-01-01",
        "9999-12-31",
        "9999-12-31 23:59:59.999999",
    ]


def test_the_largest_whole_numbers_are_not_turned_around(filled: Store) -> None:
    largest = 2**128 - 1
    assert filled.sql(f"SELECT {largest}::UHUGEINT AS a, 5::UHUGEINT AS b").row(0) == (float(largest), 5)


GREEDY = [
    "SELECT range(2000000000)",
    "SELECT range, repeat('x', 1000) FROM range(10000000)",
    "SELECT repeat('x', 1500000000)",
    "SELECT list(range) FROM range(40000000)",
]


def peak(*command: str | Path) -> tuple[int, float]:
    """How a command ended, and the most megabytes that it held."""
    with Path(os.devnull).open("w") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_maxrss / 1e3


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux counts all memory against a limit")
@pytest.mark.parametrize("query", GREEDY)
def test_memory_stays_below_what_the_limits_add_up_to(query: str, filled: Store) -> None:
    mubiao = Path(sys.executable).parent / "mubiao"
    _, alone = peak(mubiao, "sql", "--db", filled.path, "SELECT 1")
    code, most = peak(mubiao, "sql", "--db", filled.path, "--megabytes", "100", query)
    assert code == 2 and most < alone + 2 * 100 + limits.ALLOWANCE


DEAF = [
    (("--seconds", "0.3"), "SELECT levenshtein(repeat('a', 1000000), repeat('b', 1000000))", "stopped after 0.3 s"),
    (("--megabytes", "40"), "SELECT range(2000000000)", "more than 40 MB"),
]


@pytest.mark.parametrize(("options", "query", "said"), DEAF, ids=["time", "memory"])
@pytest.mark.skipif(limits.memory() == 0, reason="this system does not tell how much memory a process takes")
def test_a_function_that_does_not_listen_ends_with_its_process(
    options: tuple[str, str], query: str, said: str, filled: Store
) -> None:
    command = [Path(sys.executable).parent / "mubiao", "sql", "--db", filled.path, *options, query]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("mubiao: the query ") and said in done.stderr and done.stderr.count("\n") == 1
    assert filled.facts().collect().height == 2
