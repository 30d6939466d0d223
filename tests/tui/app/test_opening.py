"""What opens the database tells whoever waits for it, also when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from mubiao.store.file import locking
from mubiao_tui.app.opening import Opening


def test_a_first_look_that_fails_is_told_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(megabytes: int) -> None:
        raise RuntimeError(f"no {megabytes} MB")

    monkeypatch.setattr(locking, "limit_memory", fail)
    opening = Opening(tmp_path / "world.duckdb")
    assert opening._looked.wait(30)
    assert opening.first() is None
    with pytest.raises(RuntimeError, match="no "):
        opening()
