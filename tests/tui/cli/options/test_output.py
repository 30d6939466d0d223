"""The promises of the output options, tried as a script would: pipes, locales, readers that leave."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from tests.tui.cli.conftest import Runner

from mubiao_tui.cli.options.output import FORMATS

MUBIAO = Path(sys.executable).parent / "mubiao"
TEXT_FORMATS = [name for name in FORMATS if name not in ("parquet", "arrow")]


def test_csv_in_a_pipe_and_shorthands(mubiao: Runner) -> None:
    assert mubiao("sectors").out == mubiao("sectors", "--csv").out == mubiao("sectors", "--format", "csv").out
    assert mubiao("sectors", env="", MUBIAO_FORMAT="json").out == mubiao("sectors", "--json").out


def test_the_format_of_the_environment_is_checked(mubiao: Runner) -> None:
    ended = mubiao("sectors", MUBIAO_FORMAT="ods")
    assert ended.code == 2 and ended.out == b"" and "MUBIAO_FORMAT=ods" in ended.err


@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_columnar_formats_read_back(mubiao: Runner, name: str) -> None:
    ended = mubiao("indicators", "--format", name)
    read = pl.read_parquet if name == "parquet" else pl.read_ipc_stream
    frame = read(BytesIO(ended.out))
    assert frame["indicator"][0] == "gdp"
    assert frame.schema["lower_is_better"] == pl.Boolean() and frame.schema["names"] == pl.List(pl.String())


def test_columns_sort_limit_and_header(mubiao: Runner) -> None:
    ended = mubiao("indicators", "-c", "zh,indicator", "--sort", "-indicator", "-n", "2", "--no-header")
    names = [line.split(",")[1] for line in ended.lines]
    assert len(names) == 2 and names == sorted(names, reverse=True)
    assert ended.err == "mubiao: cut by --limit after 2 rows\n"
    assert mubiao("indicators", "-n", "2", "--quiet").err == ""
    assert mubiao("indicators", "-n", "-1").out == mubiao("indicators").out


def test_a_limit_that_cuts_nothing_says_nothing(mubiao: Runner) -> None:
    rows = len(mubiao("sectors", "--no-header").lines)
    assert mubiao("sectors", "-n", str(rows)).err == ""
    assert mubiao("sectors", "-n", str(rows - 1)).err != ""


@pytest.mark.parametrize("option", [("--columns", "sectr"), ("--sort", "-sectr"), ("--columns", "en,sectr")])
def test_an_unknown_column_is_a_usage_error(mubiao: Runner, option: tuple[str, str]) -> None:
    ended = mubiao("sectors", *option)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err == "mubiao: no such column: sectr; did you mean sector or subsector?\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "zh_CN.GB18030", "en_US.ISO-8859-1", "nonsense"])
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_the_same_bytes_whatever_the_locale(mubiao: Runner, name: str, locale: str) -> None:
    expected = mubiao("sectors", "--format", name, LC_ALL="C.UTF-8").out
    assert mubiao("sectors", "--format", name, LC_ALL=locale, PYTHONIOENCODING="ascii", LANG=locale).out == expected


def test_a_reader_that_leaves_ends_it_silently() -> None:
    command = f"'{MUBIAO}' indicators --json --null-string x | head -n 2; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.stderr == "" and done.stdout.splitlines()[-1] == "0"


def test_a_closed_pipe_is_silent_from_the_first_byte(mubiao: Runner) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([MUBIAO, "sectors"], stdout=write, stderr=subprocess.PIPE, timeout=60)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_full_disk_is_said(name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([MUBIAO, "sectors", "--format", name], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 5
    assert done.stderr.decode() == "mubiao: cannot write the output: No space left on device\n"


def test_binary_does_not_go_to_a_terminal() -> None:
    main, side = pty.openpty()
    done = subprocess.run([MUBIAO, "sectors", "--parquet"], stdout=side, stderr=subprocess.PIPE, timeout=60)
    os.close(side)
    os.close(main)
    assert done.returncode == 2 and b"parquet is binary" in done.stderr


def on_a_terminal(*arguments: str, columns: int = 60, **env: str) -> str:
    """What a command writes to a terminal that is so wide."""
    main, side = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), **env}
    environment.pop("MUBIAO_FORMAT", None)
    process = subprocess.Popen([MUBIAO, *arguments], stdout=side, stderr=side, env=environment)
    os.close(side)
    parts = []
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(main)
    process.wait(timeout=60)
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


def test_a_table_on_a_terminal_with_colours_unless_told_otherwise() -> None:
    assert on_a_terminal("sectors").startswith("\x1b[1msector")
    assert "\x1b" not in on_a_terminal("sectors", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("sectors", "--color", "never")
    assert "\x1b" in on_a_terminal("sectors", "--color", "always", NO_COLOR="1")


def test_headings_in_chinese_on_a_terminal_and_never_in_data(mubiao: Runner) -> None:
    said = on_a_terminal("sectors", "--lang", "zh")
    assert "领域" in said and "子领域" in said
    assert "来源" in on_a_terminal("documents", "--lang", "zh", "--columns", "origin")  # not the version of rules
    assert "规则版本" in on_a_terminal("query", "--lang", "zh", "--columns", "origin", "--limit", "1")
    assert mubiao("sectors", "--lang", "zh").out == mubiao("sectors").out


def interrupted(code: str, by: signal.Signals = signal.SIGINT) -> tuple[int, bytes]:
    """How a Python process ends that is interrupted as soon as it has printed a line; its exit code and stderr."""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        process.send_signal(by)
        try:
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
        return process.returncode, err


def test_interrupted_is_130_and_silent() -> None:
    code = (
        "import time\n"
        "from mubiao_tui.cli import main\n"
        "def wait(arguments):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
        "main.main = wait\n"
        "main.run()\n"
    )
    assert interrupted(code) == (130, b"")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM], ids=lambda by: by.name)
def test_interrupted_inside_a_library_that_does_not_listen(by: signal.Signals) -> None:
    code = (
        "import hashlib\n"
        "from mubiao_tui.cli import main\n"
        "from mubiao_tui.cli.interrupts import end_when_asked\n"
        "def work(arguments):\n"
        "    end_when_asked()\n"
        "    end_when_asked()\n"
        "    print('ready', flush=True)\n"
        "    hashlib.pbkdf2_hmac('sha256', b'', b'', 2_000_000_000)\n"
        "main.main = work\n"
        "main.run()\n"
    )
    assert interrupted(code, by) == (128 + by, b"")
