"""How many bytes a key costs on the line: what a slow connection feels, without a clock."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[3] / "benchmarks" / "tools"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")

PROGRAM = "import sys; from mubiao_tui.cli.main import run; sys.exit(run())"
KEYS = 10
"""Enough that some pages lie beyond the rows that have been read."""

MOST = {"down": 3_500, "right": 1_000, "pagedown": 12_000, "[": 12_000}
"""Key → bytes at 160×50, at most; the bar for a page is 15 kB."""


def test_keys_of_the_grid_write_no_more_than_what_they_change(tmp_path: Path) -> None:
    from generate import make
    from terminal import Terminal

    database = make(tmp_path / "facts.duckdb", 20_000)
    environ = {"MUBIAO_STATE": str(tmp_path / "state"), "MUBIAO_LANG": "en", "LC_ALL": "C.UTF-8", "MUBIAO_LEXICON": ""}
    with Terminal([sys.executable, "-c", PROGRAM, "--db", str(database)], environ=environ) as terminal:
        terminal.ready("indicator")
        terminal.settle()
        terminal.press("4", quiet=1.0)
        found = {}
        for key in MOST:
            reactions = [terminal.press(key, quiet=0.5, limit=30) for _ in range(KEYS)]
            sizes = [reaction.size for reaction in reactions if reaction is not None]
            assert sizes, key
            found[key] = max(sizes)
    assert {key: size for key, size in found.items() if size > MOST[key]} == {}
    assert 0 < found["down"] < found["pagedown"]
