"""What a person at a terminal meets: the explorer opens, closes and hands its choice on; nothing is left behind."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.tui.cli.reports import JINJIANG_2024

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
LIMIT = 60.0
"""Seconds after which a screen that has not come counts as missing; never waited for when it has."""


class Terminal:
    """A shell command on a terminal of its own, with its keys and its screen in our hands."""

    def __init__(self, command: str, folder: Path, columns: int = 80, lines: int = 24, **env: str) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MUBIAO_") or name == "MUBIAO_BUNDLE"
        }
        search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        own = {"PATH": search, "MUBIAO_DB": str(folder / "test.duckdb"), "MUBIAO_STATE": str(folder / "state")}
        size = {"COLUMNS": str(columns), "LINES": str(lines), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        self.seen = ""
        self.process, self.fd = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe("bash", ["bash", "-c", f"stty cols {columns} rows {lines}; {command}"], kept | own | size | env)

    def read_until(self, words: str) -> str:
        """Everything that was drawn until `words` came."""
        end = time.monotonic() + LIMIT
        while words not in self.seen:
            ready, _, _ = select.select([self.fd], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{words!r} never came; seen: {self.seen[-2000:]!r}"
            try:
                part = os.read(self.fd, 65536)
            except OSError:
                part = b""
            assert part, f"ended before {words!r} came; seen: {self.seen[-2000:]!r}"
            self.seen += part.decode("utf-8", "replace")
        return self.seen

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        while True:
            try:
                part = os.read(self.fd, 65536)
            except OSError:
                break
            if not part:
                break
            self.seen += part.decode("utf-8", "replace")
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def test_the_explorer_opens_on_the_database_and_is_left_with_q(tmp_path: Path, database: Path) -> None:
    terminal = Terminal("mubiao; echo code $?", tmp_path)
    terminal.read_until("泉州市")
    terminal.press("q")
    assert terminal.ended() == 0 and "code 0" in terminal.seen


def test_files_alone(tmp_path: Path, database: Path) -> None:
    before = database.read_bytes()
    (tmp_path / "report.txt").write_text(JINJIANG_2024, encoding="utf-8")
    terminal = Terminal("mubiao report.txt missing.txt; echo code $?", tmp_path)
    terminal.read_until("report.txt")
    terminal.read_until("晋江市")
    terminal.press("q")
    terminal.ended()
    assert "code 4" in terminal.seen and "mubiao: missing.txt: there is no such file" in terminal.seen
    assert database.read_bytes() == before


def test_nothing_to_read_opens_nothing(tmp_path: Path) -> None:
    terminal = Terminal("mubiao browse missing.txt; echo code $?", tmp_path)
    assert terminal.ended() == 0
    assert terminal.seen.splitlines() == ["mubiao: missing.txt: there is no such file", "code 4"]


def test_pick_between_two_pipes(tmp_path: Path, database: Path) -> None:
    line = (
        "mubiao query -i gdp --ndjson | mubiao pick --columns fact_id,indicator --no-header > chosen.csv; echo code $?"
    )
    terminal = Terminal(line, tmp_path)
    terminal.read_until("地区生产总值")
    terminal.press("\r")
    terminal.ended()
    assert "code 0" in terminal.seen
    chosen = (tmp_path / "chosen.csv").read_text(encoding="utf-8").splitlines()
    assert len(chosen) == 1 and chosen[0].endswith(",gdp")


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_only_prints_lines_gets_the_overview(tmp_path: Path, database: Path, term: str) -> None:
    terminal = Terminal("mubiao; echo code $?", tmp_path, TERM=term)
    assert terminal.ended() == 0
    assert "Facts by place" in terminal.seen and "code 0" in terminal.seen and "\x1b" not in terminal.seen


def test_stdin_that_is_the_terminal_is_not_waited_for(tmp_path: Path, database: Path) -> None:
    terminal = Terminal("mubiao add -; echo code $?", tmp_path)
    terminal.ended()
    assert terminal.seen.splitlines() == ["mubiao: nothing is piped in: - reads a document from stdin", "code 2"]


def test_a_database_that_cannot_be_opened_is_said_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "test.duckdb").write_text("no database at all\n" * 1000)
    terminal = Terminal("mubiao; echo code $?", tmp_path)
    terminal.ended()
    assert "code 3" in terminal.seen and "is not a mubiao database" in terminal.seen


def test_judgments_are_harmless_on_a_terminal_and_whole_in_a_pipe(tmp_path: Path, database: Path) -> None:
    line = "mubiao query -n 1 -c fact_id --no-header --quiet | xargs -I @ mubiao review note @ $'a\\e[2J\\u202eb'"
    assert Terminal(f"{line}; mubiao review export > notes.csv", tmp_path).ended() == 0
    assert "a\x1b[2J\u202eb" in (tmp_path / "notes.csv").read_text(encoding="utf-8")
    shown = Terminal("mubiao review export; mubiao review list; mubiao review list --json", tmp_path)
    assert shown.ended() == 0
    assert shown.seen.count("note") == 3 and "\x1b[2J" not in shown.seen and "\u202e" not in shown.seen


def test_no_progress_is_drawn_in_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(JINJIANG_2024, encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).parent / "mubiao", "extract", "report.txt"], cwd=tmp_path, capture_output=True, timeout=60
    )
    assert done.stderr == b""
