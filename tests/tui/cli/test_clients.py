"""The tools that mubiao is piped into, as they are used: each test is skipped where its tool is not installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import duckdb
import polars as pl
import pytest
from tests.tui.cli.conftest import Runner

Shell = Callable[[str], str]

pytestmark = pytest.mark.usefixtures("database")


def needs(*tools: str) -> pytest.MarkDecorator:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@pytest.fixture
def shell(tmp_path: Path, database: Path, bin: Path) -> Shell:
    """`shell(line)`: what a line of bash prints, every command of the pipe ending well."""

    def run(line: str) -> str:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MUBIAO_") or name == "MUBIAO_BUNDLE"
        }
        environment["PATH"] = f"{bin}{os.pathsep}{os.environ['PATH']}"
        environment["MUBIAO_DB"] = str(database)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@needs("bash", "jq")
def test_jq_reads_both_kinds_of_json(shell: Shell, mubiao: Runner) -> None:
    wanted = 'region == "晋江市" and .claim == "target" and .indicator == "gdp"'
    lines = shell(f"mubiao query --ndjson | jq -c 'select(.{wanted}) | [.year, .value, .high]'").splitlines()
    assert sorted(map(json.loads, lines)) == [[2023, 6.5, None], [2024, 6, None]]
    assert shell("mubiao query --json | jq length").strip() == str(len(mubiao("query", "--ndjson").lines))
    assert shell("mubiao extract - <<<'2024年晋江市政府工作报告：新增学位10000个。' | jq .value").strip() == "10000"


@needs("bash", "sqlite3")
def test_sqlite3_imports_csv(shell: Shell) -> None:
    line = (
        "mubiao query > facts.csv && sqlite3 :memory: '.import --csv facts.csv facts' "
        "\"SELECT count(*), sum(value + 0), count(DISTINCT fact_id) FROM facts WHERE region = '晋江市'\""
    )
    count, total, distinct = shell(line).strip().split("|")
    expected = shell(
        "mubiao sql \"SELECT count(*) AS n, sum(value) AS s FROM facts WHERE region = '晋江市'\" --no-header"
    )
    assert [count, float(total), distinct] == [n := expected.split(",")[0], float(expected.split(",")[1]), n]


@needs("bash", "mlr")
def test_miller_reads_csv_and_tsv(shell: Shell) -> None:
    by = shell("mubiao query | mlr --icsv --ojson count -g claim")
    assert by == shell("mubiao query --tsv | mlr --itsv --ojson count -g claim")
    assert {row["claim"] for row in json.loads(by)} >= {"actual", "target"}


@needs("bash", "head")
def test_head_closes_the_pipe(shell: Shell) -> None:
    assert shell("mubiao query --no-header -c region | head -n 1").strip() == "晋江市"
    assert shell("mubiao indicators --json | head -c 1") == "["


@needs("bash", "xargs")
def test_xargs_hands_ids_on(shell: Shell) -> None:
    text = shell("mubiao query -i gdp -c fact_id --no-header | xargs -n 2 mubiao show --context 0")
    assert text.count("  document     ") == len(shell("mubiao query -i gdp --no-header").splitlines())


def test_duckdb_reads_the_parquet(mubiao: Runner, tmp_path: Path) -> None:
    (tmp_path / "facts.parquet").write_bytes(mubiao("query", "--parquet").out)
    found = duckdb.connect().execute(f"DESCRIBE FROM '{tmp_path / 'facts.parquet'}'").fetchall()
    kinds = {name: kind for name, kind, *_ in found}
    assert {name: kinds[name] for name in ("fact_id", "start", "value", "period_start", "period_stated", "year")} == {
        "fact_id": "VARCHAR", "start": "INTEGER", "value": "DOUBLE", "period_start": "DATE", "period_stated": "BOOLEAN",
        "year": "SMALLINT",
    }  # fmt: skip
    query = f"SELECT sum(value) FROM '{tmp_path / 'facts.parquet'}' WHERE indicator = 'gdp'"
    values = mubiao("query", "-i", "gdp", "-c", "value", "--no-header").lines
    assert duckdb.connect().execute(query).fetchall() == [(sum(map(float, values)),)]


def test_polars_reads_arrow_and_csv_alike(mubiao: Runner) -> None:
    arrow = pl.read_ipc_stream(BytesIO(mubiao("query", "--arrow").out))
    text = pl.read_csv(BytesIO(mubiao("query").out), infer_schema=False)
    assert arrow.columns == text.columns and arrow.height == text.height
    for name in ("fact_id", "printed", "subject", "indicator", "qualifier_text", "region"):
        assert arrow[name].to_list() == text[name].to_list()
    assert arrow["value"].to_list() == text["value"].cast(pl.Float64).to_list()
