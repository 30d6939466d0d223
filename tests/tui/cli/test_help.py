"""Help that is true: every command has examples, and every example runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from tests.tui.cli.conftest import Runner
from tests.tui.cli.reports import ALL

from mubiao_tui.cli.command import Command
from mubiao_tui.cli.group import mubiao as group
from mubiao_tui.cli.manual import page
from mubiao_tui.cli.registry import COMMANDS


def commands() -> dict[str, Command]:
    """`mubiao …` → its command, those of groups too."""
    found: dict[str, Command] = {}

    def take(path: str, command: click.Command, context: click.Context) -> None:
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                take(f"{path} {name}", inner, context)
        else:
            assert isinstance(command, Command), path
            found[path] = command

    with click.Context(group) as context:
        take("mubiao", group, context)
    return found


KNOWN = commands()
ON_A_TERMINAL = {"mubiao pick"}
"""Whose examples run on a terminal, in test_terminal.py."""
EXAMPLES = [(p, example) for p, command in KNOWN.items() for example in command.examples if p not in ON_A_TERMINAL]


def test_the_registry_and_the_commands_agree() -> None:
    assert {path.split()[1] for path in KNOWN} == set(COMMANDS)


@pytest.mark.parametrize("path", KNOWN)
def test_every_option_is_explained_and_every_command_has_an_example(path: str) -> None:
    command = KNOWN[path]
    assert command.help and command.examples
    assert all(path.split()[-1] in example for example in command.examples)
    silent = [p.name for p in command.params if isinstance(p, click.Option) and not p.help and not p.hidden]
    assert silent == []


@pytest.mark.parametrize("path", KNOWN)
def test_help_is_shown(path: str, mubiao: Runner) -> None:
    ended = mubiao(*path.split()[1:], "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.text.startswith(f"Usage: {path} ") and "Examples:\n" in ended.text
    assert ended.out == mubiao(*path.split()[1:], "-h").out


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
@pytest.mark.parametrize(("path", "example"), EXAMPLES)
def test_every_example_runs(path: str, example: str, tmp_path: Path, database: Path, bin: Path) -> None:
    (tmp_path / "reports").mkdir()
    for name, text in ALL.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", example],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "MUBIAO_DB": str(database)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr or ">" in example


def test_the_man_page_has_every_command_and_option() -> None:
    text = "".join(page()).replace("\\-", "-")
    for path, command in KNOWN.items():
        assert f'.SH "{path.upper()}"' in text
        for parameter in command.params:
            if (
                isinstance(parameter, click.Option)
                and not parameter.hidden
                and parameter.name not in ("quiet", "verbose")
            ):
                assert max(parameter.opts, key=len) in text or parameter.name in ("db", "lang", "color", "empty")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not here")
def test_roff_has_nothing_to_complain_about() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8"], input="".join(page()), capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "") and "晋江市" in done.stdout


def completed(mubiao: Runner, *words: str) -> list[str]:
    """What bash would offer for the last word."""
    line = " ".join(("mubiao", *words))
    ended = mubiao(COMP_WORDS=line, COMP_CWORD=str(len(words)), _MUBIAO_COMPLETE="bash_complete")
    assert (ended.code, ended.err) == (0, "")
    return [row.partition(",")[2] for row in ended.lines]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["que"], "query"),
        (["query", "--region", "晋江"], "晋江市"),
        (["query", "--region", "3505"], "350582"),
        (["query", "--region", "泉州市,晋江"], "泉州市,晋江市"),
        (["query", "--region", "泉州台"], "泉州台商投资区"),
        (["query", "--indicator", "gd"], "gdp"),
        (["query", "--indicator", "地区"], "地区生产总值"),
        (["query", "--sector", "edu"], "education"),
        (["query", "--claim", "ta"], "target"),
        (["query", "--columns", "region,va"], "region,value"),
        (["query", "--for"], "--format"),
        (["documents", "--sort", "fa"], "facts"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_completion(mubiao: Runner, words: list[str], offered: str) -> None:
    assert offered in completed(mubiao, *words)


def test_nothing_typed_offers_the_places_of_the_database(mubiao: Runner, database: Path) -> None:
    assert "泉州市" in completed(mubiao, "query", "--region", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_read_by_their_shell(mubiao: Runner, shell: str) -> None:
    script = mubiao("completion", shell)
    assert script.code == 0 and "_MUBIAO_COMPLETE" in script.text
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=script.out, timeout=60).returncode == 0
