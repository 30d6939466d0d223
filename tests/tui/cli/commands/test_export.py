"""The database as files, and facts in the words of SDMX."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.tui.cli.conftest import Runner

from mubiao.sdmx import COLUMNS, TARGET_COLUMNS, time_period
from mubiao.sdmx.structure import CONCEPTS, code
from mubiao.store import open_store


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ((2024, 1, 1), (2024, 12, 31), "2024"),
        ((2023, 1, 1), (2023, 6, 30), "2023-S1"),
        ((2023, 7, 1), (2023, 12, 31), "2023-S2"),
        ((2023, 4, 1), (2023, 6, 30), "2023-Q2"),
        ((2023, 10, 1), (2023, 12, 31), "2023-Q4"),
        ((2024, 2, 1), (2024, 2, 29), "2024-02"),
        ((2023, 1, 1), (2023, 8, 31), "2023-01-01/P8M"),
        ((2012, 1, 1), (2021, 12, 31), "2012-01-01/P10Y"),
        ((2024, 2, 5), (2024, 2, 5), "2024-02-05"),
        ((2024, 2, 5), (2024, 2, 7), "2024-02-05/P3D"),
    ],
)
def test_periods(first: tuple[int, int, int], last: tuple[int, int, int], period: str) -> None:
    assert time_period(date(*first), date(*last)) == period


def test_every_file_says_the_same_as_the_commands(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    ended = mubiao("export", "out")
    out = tmp_path / "out"
    assert (ended.code, ended.err) == (0, "mubiao: 15 files in out\n")
    assert sorted(path.suffix for path in out.iterdir()) == [".csv"] * 8 + [".parquet"] * 6 + [".xml"]
    for name, command in (("facts", "query"), ("documents", "documents"), ("regions", "regions")):
        assert (out / f"{name}.csv").read_bytes() == mubiao(command).out
        assert pl.read_parquet(out / f"{name}.parquet").height == len(mubiao(command, "--ndjson").lines)
    for name in ("targets", "pledges"):
        assert (out / f"{name}.csv").read_bytes() == mubiao(name, "--columns", "all").out


def test_sdmx_csv(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    mubiao("export", "out", "--as", "sdmx")
    with (tmp_path / "out" / "facts.sdmx.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert list(found[0]) == list(COLUMNS) and {row["STRUCTURE"] for row in found} == {"dataflow"}
    key = ("350582", "gdp", "growth", "target", "2024")
    (row,) = [r for r in found if tuple(r[c] for c in COLUMNS[3:8]) == key]
    assert (row["OBS_VALUE"], row["OBS_STATUS"], row["QUALIFIER"], row["UNIT_MEASURE"]) == ("6", "F", "about", "PT")
    keys = [tuple(r[c] for c in COLUMNS[3:9]) for r in found]
    assert len(keys) == len(set(keys))


def test_an_export_is_replaced_only_when_asked(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    assert mubiao("export", "out", "--as", "csv").code == 0
    again = mubiao("export", "out", "--as", "csv")
    assert again.code == 2 and again.err == "mubiao: out/facts.csv is there already; --force replaces it\n"
    narrow = mubiao("export", "out", "--as", "csv", "--force", "--region", "泉州市")
    assert narrow.code == 0
    assert (tmp_path / "out" / "facts.csv").read_bytes() == mubiao("query", "--region", "泉州市").out
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]


def test_a_folder_that_cannot_be_written(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in ("file", "file/inside"):
        ended = mubiao("export", folder)
        assert ended.code in (2, 5) and ended.err.startswith("mubiao: ") and ended.err.count("\n") == 1


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv[1:] = sys.argv[2:]
from mubiao_tui.cli.main import run
run()
"""


@pytest.fixture(scope="module")
def judged(made_database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The database with forty facts accepted, and with these rejected afterwards."""
    accepted = tmp_path_factory.mktemp("judged") / "accepted.duckdb"
    store = open_store(shutil.copy(made_database, accepted))
    ids = store.facts().select("fact_id").head(40).collect()["fact_id"].to_list()
    store.reviews.accept(*ids)
    rejected = accepted.with_name("rejected.duckdb")
    open_store(shutil.copy(accepted, rejected)).reviews.reject(*ids)
    return accepted, rejected


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files there")
@pytest.mark.parametrize("room", [0, 100, 2_000])
@pytest.mark.parametrize(
    "command",
    [
        ("export", "out", "--force", "--as", "parquet"),
        ("export", "out", "--force", "--as", "csv"),
        ("export", "out", "--force", "--as", "sdmx"),
        ("review", "export", "out/reviews.csv", "--force"),
    ],
    ids=" ".join,
)
def test_a_full_disk_leaves_the_earlier_files(
    command: tuple[str, ...], room: int, mubiao: Runner, judged: tuple[Path, Path], tmp_path: Path
) -> None:
    accepted, rejected = judged
    database = Path(shutil.copy(accepted, tmp_path / "test.duckdb"))
    (tmp_path / "out").mkdir()
    assert mubiao(*command).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    shutil.copy(rejected, database)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), *command],
        cwd=tmp_path,
        env={**os.environ, "MUBIAO_DB": str(database)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 5 and done.stderr.startswith("mubiao: ") and done.stderr.count("\n") == 1, done.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_an_export_of_judgments_is_replaced_only_when_asked(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    assert mubiao("review", "export", "out.csv").code == 0
    before = (tmp_path / "out.csv").read_bytes()
    mubiao("review", "accept", *mubiao("query", "-c", "fact_id", "--no-header").lines)
    again = mubiao("review", "export", "out.csv")
    assert (again.code, again.err) == (2, "mubiao: out.csv is there already; --force replaces it\n")
    assert (tmp_path / "out.csv").read_bytes() == before
    assert mubiao("review", "export", "out.csv", "--force").code == 0
    assert (tmp_path / "out.csv").read_bytes() == mubiao("review", "export").out != before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize(
    "name", ["test.duckdb", "link.csv", "hard.csv", "test.duckdb.wal", "zeros.csv", "out/facts.csv"]
)
def test_nothing_but_a_file_of_data_is_ever_written_over(
    name: str, mubiao: Runner, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "link.csv").symlink_to(database)
    (tmp_path / "hard.csv").hardlink_to(database)
    (tmp_path / "zeros.csv").symlink_to("/dev/zero")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "facts.csv").symlink_to(database)
    before, there = database.read_bytes(), sorted(tmp_path.rglob("*"))
    command = ("export", "out", "--as", "csv") if "/" in name else ("review", "export", name)
    ended = mubiao(*command, "--force")
    assert (ended.code, ended.err.count("\n")) == (2, 1) and ended.err.startswith(f"mubiao: {name} ")
    assert database.read_bytes() == before and sorted(tmp_path.rglob("*")) == there


@pytest.fixture
def sdmx_files(mubiao: Runner, tmp_path: Path) -> Path:
    """The SDMX files of a database of the bundled documents of a few places."""
    ended = mubiao("export", "out", "--as", "sdmx")
    assert ended.code == 0 and "not in facts.sdmx.csv: " in ended.err
    return tmp_path / "out"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_key_of_a_target_is_unique_in_sdmx(sdmx_files: Path) -> None:
    found = rows_of(sdmx_files / "targets.sdmx.csv")
    assert list(found[0]) == list(TARGET_COLUMNS) and {row["SIDE"] for row in found} == {"target", "outcome"}
    keys = [tuple(row[name] for name in TARGET_COLUMNS[3:11]) for row in found]
    assert len(keys) == len(set(keys)) > 1000
    (row,) = [r for r in found if tuple(r[c] for c in TARGET_COLUMNS[3:11]) == (
        "350000", "gdp", "growth", "PT", "_Z", "_Z", "target", "2024"
    )]  # fmt: skip
    assert (row["OBS_VALUE"], row["QUALIFIER"], row["VERDICT"], row["OBS_STATUS"]) == ("5.5", "about", "met", "F")


@pytest.mark.parametrize("flow", ["facts", "targets"])
def test_every_code_of_the_files_is_in_its_list(sdmx_files: Path, flow: str) -> None:
    sdmx = pytest.importorskip("sdmx")
    message = sdmx.read_sdmx(sdmx_files / "structure.sdmx.xml")
    for name, (listed, _) in CONCEPTS.items():
        used = {row[name] for row in rows_of(sdmx_files / f"{flow}.sdmx.csv") if row.get(name)}
        if listed is not None:
            assert used <= set(message.codelist[listed].items), name
    assert dict(message.codelist["CL_AREA"]["350500"].name.localizations) == {"zh": "泉州市", "en": "quanzhou"}
    assert dict(message.codelist["CL_UNIT"]["CNY"].name.localizations)["zh"] == "人民币元"


@pytest.mark.parametrize("flow", ["facts", "targets"])
def test_sdmx1_reads_all_of_it(sdmx_files: Path, flow: str) -> None:
    sdmx = pytest.importorskip("sdmx")
    message = sdmx.read_sdmx(sdmx_files / "structure.sdmx.xml")
    read = sdmx.read_sdmx(sdmx_files / f"{flow}.sdmx.csv", structure=message.structure[f"DSD_{flow.upper()}"])
    written = rows_of(sdmx_files / f"{flow}.sdmx.csv")
    assert len(read.data[0].obs) == len(written)
    assert [str(obs.value) for obs in read.data[0].obs] == [row["OBS_VALUE"] for row in written]


@pytest.mark.parametrize("flow", ["facts", "targets"])
def test_pysdmx_reads_all_of_it(sdmx_files: Path, flow: str) -> None:
    io = pytest.importorskip("pysdmx.io")
    message = io.read_sdmx(sdmx_files / "structure.sdmx.xml", validate=True)
    assert len(message.get_dataflows()) == len(message.get_data_structure_definitions()) == 2
    (read,) = io.get_datasets(sdmx_files / f"{flow}.sdmx.csv", sdmx_files / "structure.sdmx.xml")
    assert len(read.data) == len(rows_of(sdmx_files / f"{flow}.sdmx.csv"))
    assert read.structure.components["REF_AREA"].enumeration is not None


@pytest.mark.parametrize(
    ("text", "identity"), [("%", "PT"), ("元", "CNY"), ("家", "U_5BB6"), (None, "_Z"), ("", "_Z"), ("AAA", "AAA")]
)
def test_units_become_identifiers(text: str | None, identity: str) -> None:
    assert code(text) == identity
