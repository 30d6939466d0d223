"""SQL of the user's own reads the database and nothing else."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.store.conftest import FACTS

from mubiao.model import StoreError
from mubiao.store import Store, open_store


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT claim, count(*) FROM facts GROUP BY 1 ORDER BY 1", [("actual", 1), ("target", 1)]),
        ("from facts select max(value);", [(9510.0,)]),
        ("VALUES (1, 'a')", [(1, "a")]),
        ("WITH x AS (SELECT 1 AS a) SELECT a FROM x", [(1,)]),
        ("-- a comment\nSELECT 1", [(1,)]),
        ("SELECT count(*) FROM documents JOIN facts USING (document_id)", [(2,)]),
        ("SELECT value FROM facts WHERE false", []),
        ("PIVOT facts ON claim IN ('target', 'plan') USING count(*) GROUP BY sector", [("economy", 1, 0)]),
    ],
)
def test_a_select_gives_its_rows(query: str, rows: list[tuple[object, ...]], filled: Store) -> None:
    assert filled.sql(query).rows() == rows


def test_tables_can_be_looked_at(filled: Store) -> None:
    assert set(filled.sql("SHOW TABLES")["name"]) >= {"facts", "documents", "reviewed_facts"}
    assert "value" in filled.sql("DESCRIBE facts")["column_name"].to_list()
    assert filled.sql("SUMMARIZE facts").height == 31
    assert filled.sql("EXPLAIN SELECT 1").height == 1
    assert filled.sql("EXPLAIN ANALYZE SELECT 1").height == 1


ATTEMPTS = [
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_csv_auto(['{secret}'])",
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_json('{secret}')",
    "SELECT * FROM read_parquet('{secret}')",
    "SELECT * FROM sniff_csv('{secret}')",
    "SELECT * FROM '{secret}'",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_csv('https://example.org/x.csv')",
    "SELECT * FROM 's3://bucket/x.parquet'",
    "FROM query('SELECT * FROM read_text(''{secret}'')')",
    "SELECT * FROM duckdb_secrets()",
    "SELECT getenv('HOME')",
    "SELECT pg_read_file('{secret}')",
    "COPY facts TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '{folder}/out.parquet' (FORMAT parquet)",
    "COPY facts FROM '{secret}'",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}/out'",
    "ATTACH '{folder}/other.duckdb'",
    "ATTACH ':memory:' AS m",
    "DETACH db",
    "USE memory",
    "INSTALL httpfs",
    "FORCE INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{folder}/x.duckdb_extension'",
    "UPDATE EXTENSIONS",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "PRAGMA enable_external_access = true",
    "SET memory_limit = '100GB'",
    "SET temp_directory = '{folder}/spill'",
    "SET log_query_path = '{folder}/log'",
    "PRAGMA profiling_output = '{folder}/profile.json'",
    "CALL enable_logging(storage = 'file', storage_config = {{'path': '{folder}/log'}})",
    "CALL pragma_version()",
    "CREATE TABLE t (a INTEGER)",
    "CREATE TEMP TABLE t (a INTEGER)",
    "CREATE TABLE memory.t (a INTEGER)",
    "CREATE VIEW v AS SELECT 1",
    "CREATE MACRO m() AS 1",
    "CREATE SECRET s (TYPE s3)",
    "INSERT INTO facts SELECT * FROM facts",
    "UPDATE facts SET value = 1",
    "DELETE FROM facts",
    "TRUNCATE facts",
    "MERGE INTO facts USING facts AS g ON false WHEN NOT MATCHED THEN INSERT *",
    "WITH x AS (DELETE FROM facts RETURNING *) SELECT * FROM x",
    "DROP TABLE facts",
    "ALTER TABLE facts ADD COLUMN x INTEGER",
    "COMMENT ON TABLE facts IS 'x'",
    "BEGIN",
    "COMMIT",
    "CHECKPOINT",
    "FORCE CHECKPOINT",
    "VACUUM",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "SET VARIABLE a = 1",
    "SELECT 1; DROP TABLE facts",
    "SELECT 1; SELECT 2",
    "EXPLAIN DELETE FROM facts",
    "EXPLAIN ANALYZE COPY facts TO '{folder}/out.csv'",
    "EXPLAIN EXPLAIN DELETE FROM facts",
    "SELECT * FROM secret_frame",
    "",
    ";",
    "SELEC 1",
    "SELECT nothing FROM facts",
    "SELECT * FROM nowhere",
]


def test_there_are_enough_attempts() -> None:
    assert len(ATTEMPTS) >= 40


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=range(len(ATTEMPTS)))
def test_nothing_else_is_done(attempt: str, filled: Store, tmp_path: Path) -> None:
    secret_frame = pl.DataFrame({"a": [1]})  # a variable of the caller is no table
    assert secret_frame.height == 1
    folder = tmp_path / "outside"
    folder.mkdir()
    secret = folder / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    before = filled.path.read_bytes()
    with pytest.raises(StoreError) as caught:
        filled.sql(attempt.format(secret=secret, folder=folder))
    assert "\n" not in str(caught.value)
    assert [p.name for p in folder.iterdir()] == ["secret.csv"]
    assert filled.path.read_bytes() == before
    assert filled.facts().collect().height == 2


def test_an_empty_result_has_its_columns(filled: Store) -> None:
    frame = filled.sql("SELECT subject, value FROM facts WHERE false")
    assert frame.schema == pl.Schema({"subject": pl.String, "value": pl.Float64})


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("sum(start)", 31),
        ("sum(start)::HUGEINT * 1000000000000000000", pytest.approx(3.1e19)),
        ("1.5::DECIMAL(10, 2)", 1.5),
        ("INTERVAL 1 DAY", "1 day"),
        ("[INTERVAL 1 DAY]", ["1 day"]),
        ("MAP {'a': 1}", {"a": 1}),
        ("union_value(a := 1)", "1"),
        ("1::BIGNUM", 1),
        ("'101'::BIT", "101"),
        ("'x'::BLOB", "x"),
        ("NULL", None),
        ("'a'::ENUM('a', 'b')", "a"),
        ("[1, 2]", [1, 2]),
        ("{'a': 1}", {"a": 1}),
    ],
)
def test_every_type_comes_out(expression: str, value: object, filled: Store) -> None:
    assert filled.sql(f"SELECT {expression} AS x FROM facts LIMIT 1")["x"].to_list() == [value]


def test_columns_of_one_name_are_told_apart(filled: Store) -> None:
    assert filled.sql("SELECT 1 AS a, 2 AS a, 3 AS b").to_dicts() == [{"a": 1, "a_2": 2, "b": 3}]


def test_time_is_limited(filled: Store) -> None:
    with pytest.raises(StoreError, match="stopped after"):
        filled.sql("SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range * b.range = 7", seconds=0.2)


def test_memory_is_limited(filled: Store) -> None:
    with pytest.raises(StoreError, match="MB"):
        filled.sql("SELECT count(DISTINCT range || 'xxxxxxxxxxxxxxxx') FROM range(20000000)", megabytes=50)


def test_the_size_of_a_result_is_limited(filled: Store) -> None:
    with pytest.raises(StoreError, match="MB"):
        filled.sql("SELECT range, repeat('x', 1000) FROM range(10000000)", megabytes=50)


def test_the_reviewed_view_is_what_the_program_shows(filled: Store) -> None:
    filled.reviews.correct(FACTS[0].fact_id, "value", "7")
    filled.reviews.correct(FACTS[0].fact_id, "period", "2023H1")
    filled.reviews.correct(FACTS[0].fact_id, "indicator", None)
    filled.reviews.correct(FACTS[1].fact_id, "region", "石狮市")
    filled.reviews.accept(FACTS[1].fact_id)
    filled.reviews.reject(FACTS[0].fact_id)
    viewed = filled.sql("SELECT * FROM reviewed_facts ORDER BY fact_id")
    assert viewed.equals(filled.facts().collect().sort("fact_id"))
    assert viewed["review"].to_list() == ["rejected", "corrected"]
    judged = filled.sql("SELECT review, new['value'] FROM judgments ORDER BY fact_id")
    assert judged.rows() == [("rejected", "7.0"), ("corrected", None)]


def test_the_view_knows_every_field_that_can_be_corrected() -> None:
    from mubiao.store.create import schema_sql
    from mubiao.store.reviews.corrections import BROUGHT, FIELDS

    for field in (*FIELDS, *(name for names in BROUGHT.values() for name in names)):
        assert f"map_contains(new, '{field}')" in schema_sql()


def test_targets_and_panel_are_tables_too(tmp_path: Path) -> None:
    store = open_store(tmp_path / "few.duckdb")
    told = store.targets().collect()
    found = store.sql("SELECT * FROM targets")
    assert found.columns == told.columns and found.height == told.height
    counted = store.sql("SELECT verdict, count(*) AS n FROM Targets GROUP BY verdict")
    assert dict(counted.iter_rows()) == dict(told.group_by("verdict").len().iter_rows())
    rows = store.sql("SELECT region, name_then, level, target FROM panel WHERE indicator = 'gdp' AND year = 2024")
    assert ("福建省", "福建省", "province", 5.5) in rows.rows()
    joined = store.sql(
        "SELECT t.target_fact, f.printed FROM targets t JOIN facts f ON f.fact_id = t.target_fact LIMIT 3"
    )
    assert joined.height == 3
    with pytest.raises(StoreError):
        store.sql("INSERT INTO targets SELECT * FROM targets")
