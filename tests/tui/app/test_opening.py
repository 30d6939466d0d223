"""What opens the database tells whoever waits for it, also when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.app.conftest import Start

from mubiao.store.file import locking
from mubiao_tui.app.opening import NotWantedError, Opening


def test_a_first_look_that_fails_is_told_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(megabytes: int) -> None:
        raise RuntimeError(f"no {megabytes} MB")

    monkeypatch.setattr(locking, "limit_memory", fail)
    opening = Opening(tmp_path / "world.duckdb")
    assert opening._looked.wait(30)
    assert opening.first() is None
    with pytest.raises(RuntimeError, match="no "):
        opening()


async def test_whoever_leaves_while_it_is_being_opened_is_told_of_no_failure(
    explorer: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        monkeypatch.setattr(Opening, "_look", lambda opening: opening._wanted.wait())
        driven.app.opening = Opening(tmp_path / "world.duckdb")
        driven.app.opening.stop()
        with pytest.raises(NotWantedError):
            driven.app._open()
        assert driven.app.failure is None


async def test_a_database_that_is_not_there_yet_is_being_made(explorer: Start, tmp_path: Path) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        app, overview, path = driven.app, driven.app.overview, driven.app.database
        app.overview = None
        app.head()
        await driven.sees("opening …")
        app.database = tmp_path / "none.duckdb"
        app.head()
        await driven.sees("being made, once …")
        app.overview, app.database = overview, path
