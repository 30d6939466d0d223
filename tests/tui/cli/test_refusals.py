"""What stands in the way: another process, missing permission, a full folder; and that nothing reaches the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner
from tests.tui.cli.reports import JINJIANG_2024

HOLDER = """
import sys
import duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("BEGIN TRANSACTION")
connection.execute("UPDATE meta SET value = value")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_database_that_another_process_holds(mubiao: Runner, database: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        ended = mubiao("query")
        holder.communicate()
    assert (ended.code, ended.out) == (3, b"")
    assert ended.err.startswith("mubiao: test.duckdb is in use by ") and str(holder.pid) in ended.err
    assert mubiao("query").code == 0


unless_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)


@unless_root
def test_files_without_permission(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(JINJIANG_2024, encoding="utf-8")
    report.chmod(0)
    ended = mubiao("extract", report)
    assert ended.code == 4 and "permission" in ended.err
    database.chmod(0)
    ended = mubiao("query")
    assert ended.code == 3 and "permission" in ended.err


@unless_root
def test_a_folder_that_may_only_be_read(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir()
    (folder / "test.duckdb").write_bytes(database.read_bytes())
    folder.chmod(0o555)
    try:
        assert mubiao("query", "--db", folder / "test.duckdb").code == 0
        assert mubiao("query", "--db", folder / "new.duckdb").code == 3
        assert mubiao("export", folder / "out").code == 5
    finally:
        folder.chmod(0o755)


def test_a_database_in_a_place_that_is_no_folder(mubiao: Runner, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = mubiao("query", "--db", tmp_path / "file" / "x.duckdb")
    assert ended.code == 3 and ended.err.count("\n") == 1


NETWORK = """
import sys
events = []
sys.addaudithook(lambda name, arguments: name.startswith("socket.") and events.append((name, arguments)))
from mubiao_tui.cli.main import main
codes = [main(line.split("|")) for line in sys.argv[1:]]
assert events == [], events
assert codes == [0] * len(codes), codes
"""


def test_nothing_reaches_for_the_network(database: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(JINJIANG_2024, encoding="utf-8")
    lines = [
        "query|-r|晋江",
        "targets|--headline",
        "extract|report.txt",
        "add|report.txt",
        "export|out",
        "check",
        "browse",
    ]
    done = subprocess.run(
        [sys.executable, "-c", NETWORK, *lines, "browse"],
        cwd=tmp_path,
        env={**os.environ, "MUBIAO_DB": str(database)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", [RuntimeError, BaseException])
def test_a_mistake_of_ours_is_one_line_too(
    kind: type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from mubiao_tui.cli import group

    def fail(context: object) -> None:
        raise kind("in the\nmiddle")  # a panic of polars is no Exception

    monkeypatch.setattr(group.mubiao, "invoke", fail)
    assert group.invoke(["sectors"]) == 70
    assert capsys.readouterr().err.startswith(f"mubiao: an error of ours: {kind.__name__}: in the middle (--verbose")


def test_ctrl_c_is_no_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    from mubiao_tui.cli import group

    def stop(context: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(group.mubiao, "invoke", stop)
    with pytest.raises(KeyboardInterrupt):
        group.invoke(["sectors"])


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("extract", "pipe"), 4),
        (("add", "zeros", "report.txt"), 4),
        (("add", "loop.txt"), 4),
        (("browse", "zeros"), 4),
        (("review", "import", "pipe"), 2),
        (("review", "import", "zeros"), 2),
        (("extract", "report.txt", "--lexicon", "words"), 2),
        (("query", "--db", "pipe"), 3),
        (("add", "report.txt", "--db", "zeros"), 3),
        (("sql", "SELECT 1", "--db", "pipe"), 3),
    ],
)
def test_what_is_no_file_is_not_opened(
    command: tuple[str, ...], code: int, mubiao: Runner, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text(JINJIANG_2024, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "zones.csv").symlink_to("/dev/zero")
    ended = mubiao(*command)
    assert ended.code == code, ended.err
    (said,) = [line for line in ended.err.splitlines() if not re.search(r"failed; \d+ facts? read$", line)]
    assert said.startswith("mubiao: ")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_folder_is_read_without_what_is_linked_from_elsewhere(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    for name in ("folder", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(JINJIANG_2024 + "另外新增停车位77777个。", encoding="utf-8")
    (tmp_path / "folder" / "report.txt").write_text(JINJIANG_2024 + "另外新增停车位66666个。", encoding="utf-8")
    (tmp_path / "folder" / "secret.txt").symlink_to("../outside/secret.txt")
    os.mkfifo(tmp_path / "folder" / "pipe.txt")
    ended = mubiao("add", "folder")
    assert ended.code == 0
    assert ended.err.splitlines()[:2] == [
        "mubiao: folder/pipe.txt: this is a pipe, not a file",
        "mubiao: folder/secret.txt: a link out of this folder, not followed",
    ]
    assert mubiao("query", "value = 66666", "-e").code == 0 and mubiao("query", "value = 77777", "-e").code == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
@pytest.mark.parametrize(
    ("command", "code"),
    [(("sql", "-"), 2), (("show", "-"), 2), (("review", "import", "-"), 2), (("extract", "-"), 4)],
)
def test_a_pipe_that_never_ends_is_read_up_to_a_limit(
    command: tuple[str, ...], code: int, database: Path, tmp_path: Path
) -> None:
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            [Path(sys.executable).parent / "mubiao", *command],
            stdin=zeros,
            env={**os.environ, "MUBIAO_DB": str(database)},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == code and "are piped in" in done.stderr and done.stderr.count("\n") == 1
