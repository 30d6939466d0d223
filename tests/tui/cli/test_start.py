"""What a start costs: the answer to a light question loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("textual", "polars", "duckdb", "rich", "ahocorasick_rs", "numpy", "pandas", "pyarrow")


def loaded(*arguments: str) -> set[str]:
    """The top-level modules that `mubiao ARGUMENTS` has imported when it ends."""
    code = (
        "import sys\n"
        "from mubiao_tui.cli.main import main\n"
        f"main({list(arguments)!r})\n"
        "print('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("sectors", "--help"),
        ("sectors", "--csv"),
        ("indicators", "--json"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_light_commands_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments).isdisjoint(HEAVY)


def test_version_does_not_even_load_click() -> None:
    assert "click" not in loaded("--version")


def test_help_loads_no_command() -> None:
    code = (
        "import sys\n"
        "from mubiao_tui.cli.main import main\n"
        "main(['--help'])\n"
        "print([name for name in sys.modules if name.startswith('mubiao_tui.cli.commands.')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
