"""The frame that a session ended with: shown again where everything is as it was, and in no other case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mubiao_tui.app.opening import Settings
from mubiao_tui.app.system.last_frame import frame_file, keep, kept, standing

SIZE = (80, 24)
FRAME = "\x1b[1;1H泉州市 3 facts\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUBIAO_STATE", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    path = tmp_path / "a.duckdb"
    path.write_bytes(b"as it was")
    keep(path, Settings(), SIZE, FRAME)
    return path


def test_it_comes_back_and_is_nobody_elses_to_read(database: Path) -> None:
    assert kept(database, Settings(), SIZE) == FRAME
    assert frame_file(database).stat().st_mode & 0o077 == 0


def test_it_is_forgotten(database: Path) -> None:
    keep(database, Settings(), SIZE, None)
    assert kept(database, Settings(), SIZE) is None
    keep(database, Settings(), SIZE, None)


def test_another_database_terminal_language_or_look_has_none(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(database.with_name("b.duckdb"), Settings(), SIZE) is None
    assert kept(database, Settings(), (81, 24)) is None
    for other in ({"lang": "zh"}, {"ascii": True}, {"wide": True}):
        assert kept(database, replace(Settings(), **other), SIZE) is None
    with monkeypatch.context() as patched:
        patched.setenv("NO_COLOR", "yes")
        assert kept(database, Settings(), SIZE) is None
    database.write_bytes(b"as it is now")
    assert kept(database, Settings(), SIZE) is None


@pytest.mark.parametrize("junk", [b"", b"{", b"\xff\n", b"[" * 100_000, b"{}\nx", b"3\n"])
def test_damage_is_no_frame(database: Path, junk: bytes) -> None:
    frame_file(database).write_bytes(junk)
    assert kept(database, Settings(), SIZE) is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUBIAO_STATE", str(tmp_path / "state"))
    (tmp_path / "state").write_text("not a folder")
    keep(tmp_path / "a.duckdb", Settings(), SIZE, FRAME)
    assert kept(tmp_path / "a.duckdb", Settings(), SIZE) is None


def test_a_chooser_and_files_of_their_own_have_none(database: Path) -> None:
    for settings in (Settings(pick=True), Settings(files=(database,))):
        with standing(database, settings) as frame:
            assert not frame.shown
