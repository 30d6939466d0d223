"""No command looks for a network. What DuckDB could fetch by itself is refused in tests/store/sql/test_sql.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tui.cli.reports import ALL

WATCHED = """
import sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.connect_ex", "socket.getaddrinfo", "socket.gethostbyname",
                 "socket.sendto", "socket.bind", "urllib.Request"):
        print("NETWORK", event, arguments, file=sys.stderr, flush=True)
        raise SystemExit(99)

sys.addaudithook(watch)
from mubiao_tui.cli.main import run
sys.argv[0] = "mubiao"
sys.exit(run())
"""


def watched(folder: Path, *arguments: str, script: str = WATCHED) -> subprocess.CompletedProcess[str]:
    """A command in a process that ends at the first sign of a network."""
    command = [sys.executable, "-c", script, *arguments]
    own = {**os.environ, "MUBIAO_DB": str(folder / "own.duckdb")}
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_the_watch_sees_a_connection(tmp_path: Path) -> None:
    reaching = "import socket; socket.create_connection(('localhost', 9))"
    done = watched(tmp_path, script=WATCHED.replace("from mubiao_tui.cli.main import run", reaching))
    assert (done.returncode, "NETWORK" in done.stderr) == (99, True), done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "report.txt"),
        ("extract", "report.txt"),
        ("query", "--limit", "3"),
        ("targets", "--headline"),
        ("sql", "SELECT count(*) FROM facts"),
        ("sql", "SELECT * FROM 'https://example.org/x.parquet'"),
        ("show", "nothing"),
        ("export", "out"),
        ("check",),
        (),
    ],
    ids=lambda arguments: " ".join(arguments[:1]) or "overview",
)
def test_no_command_reaches_out(arguments: tuple[str, ...], tmp_path: Path) -> None:
    name, text = next(iter(ALL.items()))
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    done = watched(tmp_path, *arguments)
    assert done.returncode in (0, 2), (name, done.stderr)
    assert "NETWORK" not in done.stderr
