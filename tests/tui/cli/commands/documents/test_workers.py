"""The processes of `add --jobs`: whatever ends the command ends them, and the database is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mubiao.store import open_store

psutil = pytest.importorskip("psutil", reason="psutil (of the extra cluster) tells which processes there are")

TEXT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n" + "力争新增企业12家，完成投资13亿元。\n" * 20_000


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda by: by.name)
def test_workers_end_with_their_command(tmp_path: Path, by: signal.Signals) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(24):
        (folder / f"{number:02}.txt").write_text(f"{TEXT}新增停车位{number + 1}个。", encoding="utf-8")
    path = open_store(tmp_path / "test.duckdb", bundled=False).path
    command = subprocess.Popen(
        [Path(sys.executable).parent / "mubiao", "add", "--jobs", "2", folder],
        env={**os.environ, "MUBIAO_DB": str(path), "MUBIAO_LEXICON": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    started: list[psutil.Process] = []
    try:
        until(lambda: started.extend(workers(command.pid)) or len(started) >= 2)
        command.send_signal(by)
        _, said = command.communicate(timeout=60)
        assert command.returncode == (-by if by == signal.SIGKILL else 128 + by)
        assert said == b""
        until(lambda: not any(map(alive, started)))
    finally:
        for process in [command, *filter(alive, started)]:
            process.kill()
    assert open_store(path).check().height == 0


def workers(command: int) -> list[psutil.Process]:
    """Those that read for a command and have begun to: both or none."""
    found = [
        one for one in psutil.Process(command).children(recursive=True) if alive(one) and one.memory_info().rss > 40e6
    ]
    return found if len(found) >= 2 else []


def alive(process: psutil.Process) -> bool:
    """Whether it runs; one that is dead and not yet buried does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def until(asked: object, seconds: float = 60) -> None:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not asked():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
