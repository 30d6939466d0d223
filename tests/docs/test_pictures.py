"""The pictures of the explorer in the docs: every tab, two sizes, two languages, none too wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from mubiao_tui.app.drawing.text import width
from mubiao_tui.tabs import Tab

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("cells", "lines"), [(80, 24), (160, 50)])
@pytest.mark.parametrize("tab", list(Tab))
def test_a_picture_is_there_and_fits(tab: Tab, cells: int, lines: int, language: str) -> None:
    held = (PICTURES / f"{tab.value}-{cells}x{lines}-{language}.txt").read_text(encoding="utf-8").splitlines()
    assert len(held) <= lines
    assert max(map(width, held)) <= cells
    assert "reading …" not in "\n".join(held) and "读取中" not in "\n".join(held)
