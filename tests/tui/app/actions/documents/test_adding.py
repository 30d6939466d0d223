"""What the explorer offers and takes from a folder is what `mubiao add` takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mubiao.ingest import Prepared, expand
from mubiao_tui.app.actions.documents.add_files import add_files
from mubiao_tui.app.actions.documents.adding import ALL, Adding

TAKEN = ["a.txt", "b.markdown", "c.SHTML", "d.xhtml"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in [*TAKEN, ".hidden.txt", ".git/x.txt", "notes.xyz"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("新增学位300个。", encoding="utf-8")
    return tmp_path


def test_what_is_offered(folder: Path) -> None:
    app = SimpleNamespace(strings=SimpleNamespace(text=lambda key, **values: f"{key} {values}"))
    listed = {item.key: item.label for item in Adding(cast(Any, app)).items(folder)}
    assert list(listed) == ["..", ALL, *TAKEN]
    assert "'count': 4" in listed[ALL]


def test_what_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> Iterator[Prepared]:
        yield Prepared(path, reason=f"{path.name}: no")

    monkeypatch.setattr("mubiao.ingest.prepare_each", refused)
    taken = [name for name, _ in add_files(cast(Any, None), [folder]).failed]
    assert taken == TAKEN == [path.name for path in expand([folder])[0]]


def test_a_folder_without_documents_is_said(tmp_path: Path) -> None:
    (failed,) = add_files(cast(Any, None), [tmp_path]).failed
    assert "no documents in this folder" in failed[1]
