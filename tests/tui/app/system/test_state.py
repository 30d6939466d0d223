"""What is kept of a session, per database; whatever the file holds, a session begins."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from tests.tui.app.conftest import Start

from mubiao.queries.selection import Selection
from mubiao_tui.app.system.state import Session, load, save, state_file
from mubiao_tui.tabs import Tab
from mubiao_tui.view import View


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUBIAO_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_a_session_comes_back(tmp_path: Path) -> None:
    kept = Session(View(tab=Tab.FACTS, selection=Selection(text="学位")), ("a", "b"), "dark", "zh")
    assert save(tmp_path / "a.duckdb", kept)
    assert load(tmp_path / "a.duckdb") == kept


def test_each_database_has_its_own(tmp_path: Path) -> None:
    save(tmp_path / "a.duckdb", Session(View(tab=Tab.FACTS)))
    assert load(tmp_path / "b" / "a.duckdb") == Session(View())


@pytest.mark.parametrize(
    "junk", ["", "{", "[]", '{"view": 3, "history": {}, "theme": 1, "language": "xx"}', "\0", "[" * 200_000]
)
def test_damage_is_no_reason_to_fail(tmp_path: Path, junk: str) -> None:
    file = state_file(tmp_path / "a.duckdb")
    file.parent.mkdir(parents=True)
    file.write_text(junk, encoding="utf-8")
    assert load(tmp_path / "a.duckdb") == Session(View())


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path, folder: Path) -> None:
    folder.write_text("not a folder")
    assert save(tmp_path / "a.duckdb", Session(View())) is False


def test_nothing_else_is_left_behind(tmp_path: Path, folder: Path) -> None:
    for _ in range(2):
        save(tmp_path / "a.duckdb", Session(View()))
    assert [p.name for p in folder.iterdir()] == [state_file(tmp_path / "a.duckdb").name]


@pytest.mark.parametrize("junk", ["{", "[" * 200_000], ids=["cut", "deep"])
async def test_a_session_that_cannot_be_read_is_said_to_be_lost(explorer: Start, world: Path, junk: str) -> None:
    file = state_file(world)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(junk, encoding="utf-8")
    async with explorer() as driven:
        await driven.sees("the last session cannot be read")


async def test_a_database_of_an_older_version_is_migrated_and_said(explorer: Start, world: Path) -> None:
    with duckdb.connect(str(world)) as connection:
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    async with explorer() as driven:
        await driven.sees(f"{world.name}.v3.backup")
