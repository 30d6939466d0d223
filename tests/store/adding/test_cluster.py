"""Reading on a cluster: two workers of this machine, one that is killed, and a document that kills."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.store.adding import deadly
from tests.store.adding.test_batches import alone, assert_same
from tests.tui.cli.reports import ALL

from mubiao.store import Store, open_store
from mubiao.store.adding import cluster
from mubiao.store.adding.batches import DEADLY

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra cluster (Dask distributed) is not installed"
)

SETTINGS = {
    # A group that two workers died of is tried again one by one; each restart takes time.
    "distributed.scheduler.allowed-failures": 1,
    # Where none comes back the test fails, and does not wait for ever.
    "distributed.scheduler.no-workers-timeout": "120s",
    "distributed.worker.preload": [str(Path(deadly.__file__))],
    "distributed.worker.daemon": True,
    "distributed.admin.system-monitor.disk": False,
}


@pytest.fixture(scope="module")
def running() -> Iterator[Any]:
    """A cluster of two workers, each a process with one thread."""
    import dask
    import distributed

    with (
        dask.config.set(SETTINGS),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as found,
    ):
        yield found


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Sixty reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    first = next(iter(ALL.values()))
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"{first}\n新增停车位{number + 1}个。\n", encoding="utf-8")
    return sorted(folder.iterdir())


def test_the_workers_find_what_one_process_finds(
    running: Any, reports: list[Path], store: Store, tmp_path: Path
) -> None:
    added = list(store.add_batches(cluster.batches(reports, running.scheduler_address), batch=16))
    assert [outcome for _, outcome in added] == ["added"] * len(reports)
    assert [document.name for document, _ in added] == [path.name for path in reports]
    assert_same(store, alone(reports, tmp_path / "one.duckdb", batch=25))


def test_a_worker_that_is_lost_loses_nothing(running: Any, reports: list[Path], store: Store) -> None:
    import distributed

    with distributed.Client(running, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
        found = cluster.over(client, reports)
        first = next(found)
        os.kill(victim, signal.SIGKILL)
        rest = list(found)
    assert [path for batch in (first, *rest) for path in batch.paths] == reports
    assert not any(batch.failed for batch in rest)
    assert len(list(store.add_batches([first, *rest]))) == len(reports)


def test_documents_that_fail_fail_alone(running: Any, reports: list[Path], tmp_path: Path) -> None:
    bad, missing, fake = tmp_path / deadly.NAME, tmp_path / "none.txt", tmp_path / "fake.pdf"
    bad.write_text("今年新增学位10000个。", encoding="utf-8")
    fake.write_text("no PDF", encoding="utf-8")
    files = [*reports[:4], bad, reports[4], missing, fake, *reports[5:12]]
    found = list(cluster.batches(files, running.scheduler_address))
    assert [path for batch in found for path in batch.paths] == reports[:12]
    failed = dict(failure for batch in found for failure in batch.failed)
    assert set(failed) == {bad, missing, fake}
    assert failed[bad] == DEADLY
    assert failed[missing] == "there is no such file"
    assert "called .pdf but is none" in failed[fake]


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`mubiao ARGUMENTS` with a database of its own."""
    environ = {**os.environ, "MUBIAO_DB": str(folder / "cli.duckdb"), "MUBIAO_LEXICON": ""}
    program = "from mubiao_tui.cli.main import run; run()"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, env=environ)


def test_the_command_line_reads_on_the_cluster(running: Any, reports: list[Path], tmp_path: Path) -> None:
    bad = reports[0].with_name("fake.pdf")
    bad.write_text("no PDF", encoding="utf-8")
    open_store(tmp_path / "cli.duckdb", bundled=False)
    ended = command(tmp_path, "add", "--cluster", running.scheduler_address, str(reports[0].parent))
    assert ended.returncode == 4
    assert "60 added, 1 failed" in ended.stderr
    assert f"mubiao: {bad}: the file is called .pdf but is none" in ended.stderr
    assert ended.stdout == ""


def test_the_command_line_says_where_there_is_no_cluster(reports: list[Path], tmp_path: Path) -> None:
    open_store(tmp_path / "cli.duckdb", bundled=False)
    ended = command(tmp_path, "add", "--cluster", "nowhere", str(reports[0]))
    assert ended.returncode == 2
    assert ended.stderr == "mubiao: there is no cluster at nowhere\n"


def test_workers_with_other_rules_are_not_believed(reports: list[Path]) -> None:
    batch = cluster.read_and_pack(((reports[0], reports[0].read_bytes()),), "0")
    assert batch.paths == ()
    assert "the worker reads by other rules" in batch.failed[0][1]


def test_an_address_without_a_cluster(monkeypatch: pytest.MonkeyPatch, reports: list[Path]) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with pytest.raises(cluster.ClusterError, match=r"there is no cluster at tcp://127\.0\.0\.1:9"):
        list(cluster.batches(reports, "tcp://127.0.0.1:9"))
