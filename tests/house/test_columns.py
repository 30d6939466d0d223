"""Every column is declared once: what the program holds, prints and shows agrees with columns.toml."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import duckdb
import polars as pl
import pytest

from mubiao import columns, sdmx
from mubiao.documents import read_bytes
from mubiao.filters.names import resolve
from mubiao.model import FACT_COLUMNS, Document, Fact, FilterError, QualitativeTarget
from mubiao.store import open_store
from mubiao_tui.app.rows import documents as document_rows
from mubiao_tui.app.rows import facts as fact_rows
from mubiao_tui.app.rows.targets import pairs as target_rows
from mubiao_tui.cli.display.table import width
from mubiao_tui.strings import Strings

ROOT = Path(__file__).resolve().parents[2]
TEXT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n地区生产总值增长6%左右，居民收入与经济增长同步。\n"


def builder() -> ModuleType:
    """.ci/columns.py."""
    spec = importlib.util.spec_from_file_location("columns_build", ROOT / ".ci" / "columns.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = builder()


def test_what_is_made_of_the_declaration_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / ".ci" / "columns.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, f"run: uv run python .ci/columns.py\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('type = "float64"', 'type = "float"', "no such type: float"),
        ('zh = "事实编号"', 'zh = ""', "fact_id: zh is missing"),
        ('zh = "事实编号"', 'cn = "事实编号"', "fact_id: no such key: cn"),
        (
            '"confidence", "origin", "review",',
            '"confidence", "origin", "review", "gravity",',
            "gravity is not declared",
        ),
        ('"confidence", "origin", "review",', '"confidence", "origin", "review", "rule",', "stands there twice"),
        ("[column.fact_id.in.check]", "[column.fact_id.in.sectors]", "fact_id is no column of sectors"),
        ('columns = ["sector", "subsector", "zh", "en"]', 'columns = ["sector", "subsector", "zh"]', "of no table"),
        ("[shown.trend]", "[shown.value]", "value is a column"),
    ],
)
def test_a_mistake_in_the_declaration_is_named(old: str, new: str, said: str) -> None:
    text = (ROOT / "data" / "mubiao" / "columns.toml").read_text(encoding="utf-8")
    if said == "of no table":
        text = text.replace('"indicator", "zh", "en", "sector"', '"indicator", "zh", "sector"')
    assert old in text
    with pytest.raises(BUILD.Mistake, match=said):
        BUILD.read(text.replace(old, new, 1))


def test_the_database_has_the_declared_columns() -> None:
    with duckdb.connect() as connection:
        connection.execute((ROOT / "schema.sql").read_text(encoding="utf-8"))
        for name, said in ((name, columns.table(name)) for name in columns.TABLES):
            if said.sql:
                rows = connection.execute(f"PRAGMA table_info('{said.sql}')").fetchall()
                assert [row[1] for row in rows] == list(said.stored), name
                for _, column, kind, required, *_ in rows:
                    declared = columns.column(column, name)
                    assert kind == columns.SQL[declared.type], (name, column)
                    assert bool(required) == declared.required, (name, column)


def test_frames_have_the_declared_columns(tmp_path: Path) -> None:
    import mubiao
    from mubiao.targets import conflicts, coverage

    store = open_store(tmp_path / "test.duckdb", bundled=False)
    document = read_bytes(TEXT.encode(), "report.txt")
    store.add(document, mubiao.extract(document), (), mubiao.promises(document))
    rows = store.targets().collect()
    found = {
        "facts": store.facts().collect(),
        "documents": store.documents(),
        "promises": store.promises().collect(),
        "regions": store.regions(),
        "reviews": store.reviews.all(),
        "targets": rows,
        "conflicts": conflicts(store.facts(), store.documents()),
        "coverage": coverage(rows, store.documents()),
        "check": store.check(),
    }
    for name, frame in found.items():
        assert dict(frame.schema) == columns.schema(name), name
    assert [one.name for one in columns.of("agreement")] == store.reviews.agreement("sector").columns[1:]


def test_the_records_of_the_model_have_the_declared_fields() -> None:
    facts = columns.table("facts")
    assert facts.stored == FACT_COLUMNS and facts.columns == (*FACT_COLUMNS, "review")
    assert columns.table("promises").columns == tuple(QualitativeTarget.__dataclass_fields__)
    # A document knows more while it is read, such as its doubts.
    of_the_store = {"characters", "origin", "rules", "added_at"}
    assert set(columns.table("documents").stored) - of_the_store <= set(Document.__dataclass_fields__)
    for name, field in Fact.__dataclass_fields__.items():
        if name != "candidates":
            assert columns.column(name, "facts").required == ("None" not in str(field.type)), name


def test_code_lists_are_known_and_sdmx_ids_stand_in_its_header() -> None:
    for one in columns.of("facts"):
        if one.codes:
            with pytest.raises(FilterError, match=f"no such {one.codes}"):
                resolve(one.codes, "?")
    assert {one.sdmx for one in columns.of("facts") if one.sdmx} == set(sdmx.COLUMNS) - {
        *("STRUCTURE", "STRUCTURE_ID", "ACTION", "OBS_STATUS")
    }


def test_shell_and_explorer_say_the_same() -> None:
    for language in ("zh", "en"):
        strings = Strings(language)
        assert "column" not in tomllib.loads(
            (ROOT / "tui" / "mubiao_tui" / "strings" / f"{language}.toml").read_text(encoding="utf-8")
        )
        for name in columns.COLUMNS:
            assert strings.text(f"column.{name}") == columns.heading(name, language)


def test_no_two_columns_of_a_table_have_one_heading() -> None:
    for name in columns.TABLES:
        for language in ("zh", "en"):
            said = [one.heading(language) for one in columns.of(name)]
            assert len(set(said)) == len(said), (name, language, sorted(said))


def test_what_is_measured_is_not_called_like_whose_it_is() -> None:
    subject, entity, unit = (columns.heading(name, "zh") for name in ("subject", "entity", "unit"))
    assert all("主体" not in said for said in (subject, entity))
    assert unit not in entity and unit not in subject


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("widths", [fact_rows.WIDTHS, document_rows.WIDTHS, target_rows.PAIR_WIDTHS])
def test_no_heading_of_the_explorer_is_cut(widths: dict[str, int], language: str) -> None:
    cut = {name: columns.heading(name, language) for name, cells in widths.items()}
    assert {name: said for name, said in cut.items() if width(said) > widths[name]} == {}


def test_every_column_of_targets_is_described() -> None:
    page = (
        (ROOT / "docs" / "columns.md").read_text(encoding="utf-8").partition("\n## targets\n")[2].partition("\n## ")[0]
    )
    found = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert found == list(columns.schema("targets")) and len(found) == 45


def test_basis_and_scope_are_null_where_there_is_none(tmp_path: Path) -> None:
    store = open_store(tmp_path / "bundled.duckdb")
    rows = store.targets().collect()
    assert rows.select((pl.col(pl.String) == "").any()).row(0) == (False,) * sum(
        kind == pl.String for kind in rows.dtypes
    )
    assert rows["basis"].null_count() and rows["scope"].null_count()
