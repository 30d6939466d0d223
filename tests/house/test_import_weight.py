"""What each command loads: no clock, but names and numbers of modules, so that a start cannot grow unnoticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mubiao.store import open_store

LIBRARIES = frozenset({"ahocorasick_rs", "click", "distributed", "duckdb", "polars", "pypdfium2", "rich", "textual"})
STORE_EXTRAS = frozenset(
    f"mubiao.store.{name}"
    for name in (*("adding", "bundled", "reads.checks", "reads.region_tree", "reviews", "sql", "statements"),)
)
READING = frozenset({"mubiao.documents", "mubiao.extract", "mubiao.ingest", "mubiao.lexicon", "mubiao.regions"})

REPORT = "2024年晋江市人民政府工作报告\n\n今年的主要预期目标是：地区生产总值增长6%左右。新增学位10000个。\n"

TOLD = """
import sys
from mubiao_tui.cli.main import main
code = main(sys.argv[1:])
# A package without code of its own is a folder, and weighs nothing.
of_code = [
    name
    for name, module in sys.modules.items()
    if not hasattr(module, "__path__")
    or any(not isinstance(value, type(sys)) for key, value in vars(module).items() if not key.startswith("__"))
]
print("\\nloaded", int(code), *sorted(of_code))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of one document, and the document."""
    from mubiao.ingest import prepare

    folder = tmp_path_factory.mktemp("weight")
    report = folder / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    found = prepare(report)
    assert found.document is not None
    open_store(folder / "test.duckdb", bundled=False).add(found.document, found.facts, found.sections)
    return folder


def loaded(folder: Path, *arguments: str) -> frozenset[str]:
    """The modules that `mubiao ARGUMENTS` has loaded when it ends well."""
    environ = {"MUBIAO_DB": str(folder / "test.duckdb"), "MUBIAO_LEXICON": "", "PATH": "/usr/bin:/bin"}
    environ["MUBIAO_CACHE"] = str(folder / "cache")
    done = subprocess.run(
        [sys.executable, "-c", TOLD, *arguments], capture_output=True, text=True, check=True, env=environ, cwd=folder
    )
    word, code, *modules = done.stdout.splitlines()[-1].split()
    assert (word, code) == ("loaded", "0"), done.stderr
    return frozenset(modules)


def libraries(modules: frozenset[str]) -> frozenset[str]:
    """Those of LIBRARIES that are among the modules."""
    return frozenset({name.partition(".")[0] for name in modules}) & LIBRARIES


def ours(modules: frozenset[str]) -> frozenset[str]:
    """Those of mubiao."""
    return frozenset(name for name in modules if name.partition(".")[0] in ("mubiao", "mubiao_tui"))


@pytest.mark.parametrize(
    ("arguments", "wanted", "most"),
    [
        (("--version",), set(), 2),
        (("--help",), {"click"}, 8),
        (("query", "--help"), {"click"}, 15),
        (("add", "--help"), {"click"}, 19),
        (("sectors", "--csv"), {"click"}, 17),
        (("query", "--region", "350582", "--csv"), {"click", "duckdb", "polars"}, 39),
        (("query", "--region", "晋江市", "--year", "2024", "--csv"), {"click", "duckdb", "polars"}, 39),
        (("documents", "--csv"), {"click", "duckdb", "polars"}, 33),
        (("targets", "--csv"), {"click", "duckdb", "polars"}, 62),
        (("sql", "SELECT 1"), {"click", "duckdb", "polars"}, 35),
        (("extract", "report.txt"), {"ahocorasick_rs", "click"}, 128),
        (("add", "report.txt"), {"ahocorasick_rs", "click", "duckdb", "polars"}, 176),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_loads_the_libraries_that_it_uses_and_few_modules(
    place: Path, arguments: tuple[str, ...], wanted: set[str], most: int
) -> None:
    modules = loaded(place, *arguments)
    assert libraries(modules) == wanted
    assert len(ours(modules)) <= most, sorted(ours(modules))


def test_help_needs_neither_the_model_nor_paths(place: Path) -> None:
    modules = loaded(place, "--help")
    assert modules.isdisjoint({"mubiao.model", "pathlib", "difflib", "platformdirs"})


@pytest.mark.parametrize("region", ["350582", "晋江市"])
def test_a_query_of_one_place_loads_nothing_of_reading_pairing_and_judging(place: Path, region: str) -> None:
    modules = loaded(place, "query", "--region", region, "--csv")
    assert modules.isdisjoint(STORE_EXTRAS | READING | {"mubiao.targets", "difflib", "platformdirs"})


def test_extraction_loads_no_database(place: Path) -> None:
    modules = loaded(place, "extract", "report.txt")
    assert not any(name.startswith("mubiao.store") for name in modules)


def test_the_library_is_light_until_it_is_used() -> None:
    code = "import sys, mubiao; print(*sys.modules)"
    modules = frozenset(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split())
    assert libraries(modules) == frozenset()
    assert ours(modules) <= {"mubiao"}


def test_the_explorer_is_drawn_before_polars_is_there() -> None:
    code = (
        "import sys, mubiao_tui.app.app, mubiao_tui.app.panes.regions, mubiao.queries.first_paint\nprint(*sys.modules)"
    )
    modules = frozenset(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split())
    assert "textual" in modules
    assert modules.isdisjoint({"polars", "mubiao.extract", "mubiao.targets", "mubiao.documents"})
