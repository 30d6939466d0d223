"""Typed paths: what they can go on as, how far Tab completes them, and several files at once in the explorer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.tui.app.conftest import Driven, Start

from mubiao.store import open_store
from mubiao_tui.app.input.paths import completed, is_path, offered, resolved


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "reports"
    for name in ("2023.txt", "2024.txt", "2024 (2).txt", "more/2025.txt", ".hidden/x.txt", "晋江/一.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{name[:4]}年示例县政府工作报告\n\n新增学位300个。\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("typed", "path"),
    [("./a", True), ("/a", True), ("~", True), ("..", True), (".", True), ("a/b", True), ("2024", False), ("", False)],
)
def test_what_is_a_path(typed: str, path: bool) -> None:
    assert is_path(typed) is path


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("./", ["./2023.txt", "./2024 (2).txt", "./2024.txt", "./more/", "./晋江/"]),
        ("./2024", ["./2024 (2).txt", "./2024.txt"]),
        ("./.", ["./.hidden/"]),
        ("more/", ["more/2025.txt"]),
        ("./晋", ["./晋江/"]),
        ("./nothing", []),
        ("./2023.txt/", []),
        ("no/such/", []),
        ("/\0", []),
        ("./" + "长" * 1000, []),
    ],
)
def test_what_a_path_can_go_on_as(folder: Path, typed: str, found: list[str]) -> None:
    assert [name for name in offered(typed, folder) if "./../" not in name] == found


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("./2", "./202"),
        ("./2024", "./2024"),
        ("./m", "./more/"),
        ("more/", "more/2025.txt"),
        ("./x", "./x"),
        ("..", "../"),
    ],
)
def test_tab_completes_as_far_as_there_is_one_way(folder: Path, typed: str, to: str) -> None:
    assert completed(typed, folder) == to


def test_absolute_paths_and_homes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert completed("~", Path("/")) == "~/"
    assert completed("~/m", Path("/")) == "~/more/"
    assert completed(f"{folder}/mo", Path("/")) == f"{folder}/more/"
    assert resolved("~nobody-of-that-name/x", folder) is None
    assert offered("~nobody-of-that-name/", folder) == []


async def browsing(driven: Driven, folder: Path) -> None:
    await driven.until(lambda: driven.app.open, "the database")
    driven.app.handlers.adding.folder = folder
    await driven.turn("documents")
    await driven.keys("o", sees="Add files:")


def names(path: Path) -> set[str]:
    return set(open_store(path).documents()["name"].to_list())


async def test_marked_files_are_added_together(explorer: Start, world: Path, folder: Path) -> None:
    async with explorer() as driven:
        await browsing(driven, folder)
        await driven.types("202")
        await driven.sees("2023.txt")
        await driven.keys("tab", "tab", sees="●2023.txt")
        await driven.keys("tab", "tab")  # the last one is marked, and no longer
        await driven.keys("enter", sees="2 new")
    assert {"2023.txt", "2024 (2).txt"} <= names(world) and "2024.txt" not in names(world)


@pytest.mark.parametrize(("typed", "added"), [("more/2", {"2025.txt"}), ("./more", {"2025.txt"})])
async def test_a_typed_path_is_completed_and_added(
    explorer: Start, world: Path, folder: Path, typed: str, added: set[str]
) -> None:
    async with explorer() as driven:
        await browsing(driven, folder)
        await driven.types(typed)
        await driven.keys("tab", "enter", sees="1 new")
    assert added <= names(world)


async def test_a_path_that_is_not_there_is_said_and_can_be_mended(explorer: Start, world: Path, folder: Path) -> None:
    async with explorer() as driven:
        await browsing(driven, folder)
        await driven.enters("./nope")
        await driven.sees("there is no ./nope")
        await driven.keys(*["backspace"] * 4)
        await driven.misses("there is no")
        await driven.enters("2023.txt")
        await driven.sees("1 new")


async def test_a_pipe_is_refused_and_waits_for_nobody(explorer: Start, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    async with explorer(size=(120, 30)) as driven:
        await browsing(driven, folder)
        await driven.enters("./pipe")
        await driven.sees("1 failed, as pipe")
