"""The README and the pages of docs/ say what the program does today."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.forked import Forked

from mubiao_tui.cli.registry import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("", "data/**/", "tui/**/", "tests/**/", "benchmarks/**/", ".ci/")


def test_tables_and_examples_are_current(forked: Forked | None) -> None:
    own = {} if forked is None else {"README_BIN": str(forked.bin)}
    command = [sys.executable, ROOT / ".ci" / "readme.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **own})
    assert done.returncode == 0, f"run: uv run python .ci/readme.py\n{done.stdout}{done.stderr}"


def test_a_newcomer_can_read_the_readme_in_one_sitting() -> None:
    for name in ("README.md", "README.zh.md"):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 150


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_file_that_is_named_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "findings" / "README.md"]
    sources = [*(ROOT / "data").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    for page in (*pages, *sources):
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"(?<![\w/])(?:benchmarks|tests|\.ci)/[\w/]+\.(?:py|csv|jsonl)", text)
        assert [name for name in named if not (ROOT / name).exists()] == [], page.name
        if page in pages:  # `store/file/sparing.py`: below the package that it is of
            within = re.findall(r"`([a-z_]+(?:/[a-z_/0-9]+)*\.py)`", text)  # not NAME.py
            there = {name: any(any(ROOT.glob(f"{top}{name}")) for top in TOPS) for name in within}
            assert [name for name, found in there.items() if not found] == [], page.name


def test_the_glossary_is_short() -> None:
    rows = re.findall(r"^\| ", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.M)
    assert 20 <= len(rows) - 1 <= 40


def test_every_command_is_named() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`mubiao {name}" not in text] == []


def test_the_page_on_security_names_tests_that_are_there() -> None:
    root = Path(__file__).parents[2]
    page = (root / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:tests|\.ci)/[\w/.]+\.py|\.ci/run", page))
    assert len(named) > 10
    assert [name for name in sorted(named) if not (root / name).exists()] == []
    tests = "".join(path.read_text(encoding="utf-8") for path in (root / "tests").rglob("*.py"))
    assert [name for name in set(re.findall(r"MUBIAO_[A-Z]+", page)) if f'environ.get("{name}"' not in tests] == []
