"""A command line that a test runs in this process, and one that it runs as its user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.forked import Forked
from tests.tui.cli.reports import ALL

TIMEOUT = 120
"""Seconds after which a command is ended."""


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


@pytest.fixture(scope="session")
def made_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the reports of tests/tui/cli/reports.py alone, made once; tests copy it."""
    from mubiao.ingest import prepare
    from mubiao.store import open_store

    folder = tmp_path_factory.mktemp("made")
    store = open_store(folder / "made.duckdb", bundled=False)
    for name, text in ALL.items():
        (folder / name).write_text(text, encoding="utf-8")
        found = prepare(folder / name)
        assert found.document is not None, found.reason
        store.add(found.document, found.facts, found.sections, found.promises)
    return store.path


@pytest.fixture
def database(made_database: Path, tmp_path: Path) -> Path:
    """A copy of it, where `mubiao` looks."""
    return Path(shutil.copy(made_database, tmp_path / "test.duckdb"))


@pytest.fixture
def bin(forked: Forked | None) -> Path:
    """The folder of the `mubiao` that a shell calls."""
    return forked.bin if forked is not None else Path(sys.executable).parent


@pytest.fixture
def mubiao(tmp_path: Path, forked: Forked | None) -> Runner:
    """`mubiao(*arguments, input=b"", cwd=…, env=…)` as a process of its own, with pipes for all three streams."""

    def run(*arguments: str | Path, input: bytes = b"", cwd: Path = tmp_path, **env: str) -> Ended:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MUBIAO_") or name == "MUBIAO_BUNDLE"
        }
        environment |= {"MUBIAO_DB": str(tmp_path / "test.duckdb"), "MUBIAO_LEXICON": "", **env}
        words = [os.fspath(argument) for argument in arguments]
        # What the interpreter itself asks for when it starts is for a process that starts.
        plain = all(name.startswith("MUBIAO_") for name in env)
        if forked is not None and plain:
            done = forked.run(words, input, cwd, environment, TIMEOUT)
        else:
            done = subprocess.run(
                [Path(sys.executable).parent / "mubiao", *words],
                input=input,
                cwd=cwd,
                env=environment,
                capture_output=True,
                timeout=TIMEOUT,
            )
        return Ended(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return run
