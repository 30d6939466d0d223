"""Whatever stands in an argument, a variable or a pipe: one line and a promised code, never a mistake of ours.

MUBIAO_HOSTILE=5000 tries as many commands, drawn by a seed from all options of all commands.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import click
import pytest
from tests.tui.cli.conftest import Runner

from mubiao_tui.cli.diagnostics import Exit, speaker

TRIES = int(os.environ.get("MUBIAO_HOSTILE", "150"))
HOSTILE = (
    "\udcff", "\x1b[31m", "-", "--", "~", "~nobody-of-that-name/x", "/dev/null", "/dev/full", ".", "..",
    "0", "-1", "99999999999999999999", "1e400", "nan", "-0.0", "00", "１２", "9999", "-9999-01-01",
    "'", '"', "a'b", "%", "_", "*", "[", "(", "((((((((", "\\", ";", ",", ",,", "，", "=", "x=", "=x", "value=1",
    "value > ", "value = 'x'", "1 = 1", "null", "SELECT 1", "gdp", "晋江市", "朝阳区", "2024", "2024-13",
    "𠀀", "e\u0301", "\u202e", "\ufeff", "\n", "\t", "a\nb", "x" * 5000, "长" * 400, "{}", "[]",
    "ｇｄｐ", "csv", "json", "parquet",
)  # fmt: skip
LEFT = {"browse"}  # takes the terminal


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    from mubiao_tui.cli.group import mubiao
    from mubiao_tui.cli.registry import COMMANDS

    with click.Context(mubiao) as context:
        for name in COMMANDS:
            found = mubiao.get_command(context, name)
            assert found is not None
            if isinstance(found, click.Group):
                yield from (((name, inner), command) for inner, command in found.commands.items())
            elif name not in LEFT:
                yield (name,), found


def drawn(chance: random.Random) -> list[str]:
    """A command with some of its options, each with a hostile value."""
    words, command = chance.choice(list(commands()))
    made = list(words)
    parameters = [p for p in command.params if p.name not in ("db", "help", "verbose", "jobs", "seconds", "megabytes")]
    for parameter in chance.sample(parameters, min(len(parameters), chance.randrange(1, 4))):
        if isinstance(parameter, click.Option):
            made.append(chance.choice(parameter.opts))
            if not parameter.is_flag:
                made.append(chance.choice(HOSTILE))
    if any(isinstance(p, click.Argument) for p in command.params):
        made += chance.choices(HOSTILE, k=chance.randrange(1, 3))
    return made


@pytest.mark.parametrize("seed", [11])
def test_no_value_of_any_option_is_a_mistake_of_ours(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], seed: int
) -> None:
    from mubiao_tui.cli import group

    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("MUBIAO_DB", str(database))
    monkeypatch.setenv("MUBIAO_LEXICON", "")
    chance = random.Random(seed)
    for _ in range(TRIES):
        arguments = drawn(chance)
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(chance.choice(HOSTILE).encode("utf-8", "replace"))))
        speaker.level = 1
        code = int(group.invoke(arguments))
        said = capfd.readouterr().err
        assert code in set(Exit) - {Exit.INTERNAL}, (arguments, said)
        assert "Traceback" not in said, (arguments, said)


BYTES = b"\xff\xfe"


@pytest.mark.skipif(sys.platform != "linux", reason="arguments are UTF-16 or checked elsewhere")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ((b"query", BYTES), 2),
        ((b"query", b"-r", BYTES), 2),
        ((b"sql", b"SELECT '" + BYTES + b"'"), 2),
        ((b"export", BYTES), 2),
        ((b"review", b"note", b"x", BYTES), 2),
        ((b"extract", BYTES), 4),
        ((b"query", b"--db", BYTES), 3),
        ((b"add", b"--db", BYTES, b"x.txt"), 3),
        ((BYTES,), 2),
    ],
)
def test_arguments_that_are_not_utf_8(
    mubiao: Runner, database: Path, tmp_path: Path, command: tuple[bytes, ...], code: int
) -> None:
    ended = mubiao(*map(os.fsdecode, command))
    assert (ended.code, ended.err.count("\n")) == (code, 1), ended.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["test.duckdb"]


@pytest.mark.parametrize("command", [("sql", "-"), ("review", "import", "-")])
def test_a_pipe_that_is_not_utf_8(mubiao: Runner, database: Path, command: tuple[str, ...]) -> None:
    ended = mubiao(*command, input=b"SELECT '\xff'")
    assert (ended.code, ended.out) == (2, b"")
    assert "is piped in is not UTF-8" in ended.err and ended.err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no homes by name there")
@pytest.mark.parametrize("place", ["~nobody-of-that-name/x.duckdb", os.fsdecode(b"\xff.duckdb")])
@pytest.mark.parametrize("command", [("documents",), ("add", "-")])
def test_a_database_that_cannot_be_named_so(
    mubiao: Runner, tmp_path: Path, place: str, command: tuple[str, ...]
) -> None:
    ended = mubiao(*command, input=b"x", MUBIAO_DB=place)
    assert (ended.code, ended.err.count("\n")) == (3, 1), ended.err
    assert list(tmp_path.iterdir()) == []


HOMELESS = """
import os, pwd, sys
for name in ("HOME", "MUBIAO_DB", "MUBIAO_LEXICON", "MUBIAO_STATE"):
    os.environ.pop(name, None)
def nobody(number):
    raise KeyError(number)
pwd.getpwuid = nobody
from mubiao_tui.cli.main import main
print(*(int(main(line.split("|"))) for line in sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such users there")
def test_a_user_without_a_name_and_a_home(database: Path, tmp_path: Path) -> None:
    lines = ["documents|-n|1", "add|none.txt", f"documents|--db|{database}", f"review|accept|-|--db|{database}"]
    done = subprocess.run(
        [sys.executable, "-c", HOMELESS, *lines], cwd=tmp_path, input=b"", capture_output=True, timeout=120
    )
    assert done.stdout.splitlines()[-1] == b"3 3 0 2", done.stderr
    assert b"an error of ours" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["test.duckdb"]


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
from mubiao_tui.cli.main import run
run()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no such limit here")
@pytest.mark.parametrize("command", ["export|out|--as|csv", "export|out|--as|parquet", "review|export|out/reviews.csv"])
def test_a_full_disk_keeps_what_is_there(mubiao: Runner, database: Path, tmp_path: Path, command: str) -> None:
    for fact in mubiao("query", "-n", "3", "-c", "fact_id", "--no-header").lines:
        assert mubiao("review", "accept", fact).code == 0
    words = [*command.split("|"), "--force"]
    (tmp_path / "out").mkdir()
    assert mubiao(*words).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", FULL, *words],
        cwd=tmp_path,
        env={**os.environ, "MUBIAO_DB": str(database), "MUBIAO_LEXICON": ""},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 5 and re.fullmatch(r"mubiao: .+\n", done.stderr), done.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", [("query",), ("query", "--parquet"), ("review", "export")])
def test_a_stdout_that_is_full(database: Path, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [Path(sys.executable).parent / "mubiao", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "MUBIAO_DB": str(database), "MUBIAO_LEXICON": ""},
            timeout=120,
        )
    assert done.returncode == 5 and done.stderr == b"mubiao: cannot write the output: No space left on device\n"
