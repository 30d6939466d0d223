from __future__ import annotations

from pathlib import Path

import pytest

from mubiao.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty database."""
    return open_store(tmp_path / "reports.duckdb", bundled=False)
