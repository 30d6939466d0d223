"""A command line that a test runs in this process, and one that it runs as its user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


Runner = Callable[..., Ended]


@pytest.fixture
def mubiao(tmp_path: Path) -> Runner:
    """`mubiao(*arguments, input=b"", cwd=…, env=…)` as a process of its own, with pipes for all three streams."""

    def run(*arguments: str | Path, input: bytes = b"", cwd: Path = tmp_path, **env: str) -> Ended:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MUBIAO_")}
        environment |= {"MUBIAO_DB": str(tmp_path / "test.duckdb"), **env}
        done = subprocess.run(
            [Path(sys.executable).parent / "mubiao", *arguments],
            input=input,
            cwd=cwd,
            env=environment,
            capture_output=True,
            timeout=120,
        )
        return Ended(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return run
