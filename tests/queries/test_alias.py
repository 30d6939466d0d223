"""The name by which the store calls its table of facts in SQL is known to `scope` alone; the others name columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mubiao import queries

OTHERS = sorted(p for p in Path(queries.__path__[0]).rglob("*.py") if p.name != "scope.py")


@pytest.mark.parametrize("module", OTHERS, ids=lambda path: path.stem)
def test_no_other_module_knows_it(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert re.findall(r"\browid\b|[ (\"]f\.(?:rowid|fact_id|document_id|\")", text) == []
