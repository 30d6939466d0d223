from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from made import document, fact

from mubiao.store import Store, open_store

DOC = document("今年地区生产总值增长6%左右，新增学位9510个。")
FACTS = [fact(DOC, 11, 13, claim="target"), fact(DOC, 20, 25, measure="level", value=9510.0, unit="个")]


@pytest.fixture(scope="session")
def made_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, made once; tests copy it."""
    return open_store(tmp_path_factory.mktemp("empty") / "reports.duckdb", bundled=False).path


@pytest.fixture(scope="session")
def made_filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of one document, made once; tests copy it."""
    made = open_store(tmp_path_factory.mktemp("filled") / "reports.duckdb", bundled=False)
    made.add(DOC, FACTS)
    return made.path


@pytest.fixture
def store(made_empty: Path, tmp_path: Path) -> Store:
    """An empty database."""
    return open_store(shutil.copy(made_empty, tmp_path / "reports.duckdb"), bundled=False)


@pytest.fixture
def filled(made_filled: Path, tmp_path: Path) -> Store:
    """A database of one document with two facts, DOC and FACTS."""
    return open_store(shutil.copy(made_filled, tmp_path / "reports.duckdb"), bundled=False)
