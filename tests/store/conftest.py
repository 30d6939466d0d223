from __future__ import annotations

from pathlib import Path

import pytest
from made import document, fact

from mubiao.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty database."""
    return open_store(tmp_path / "reports.duckdb", bundled=False)


DOC = document("今年地区生产总值增长6%左右，新增学位9510个。")
FACTS = [fact(DOC, 11, 13, claim="target"), fact(DOC, 20, 25, measure="level", value=9510.0, unit="个")]


@pytest.fixture
def filled(store: Store) -> Store:
    """A database of one document with two facts, DOC and FACTS."""
    store.add(DOC, FACTS)
    return store
