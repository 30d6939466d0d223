"""Standard descriptors that are closed: the command does its work and ends as promised, and no file of ours is one."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from mubiao.store import open_store

MUBIAO = Path(sys.executable).parent / "mubiao"
CLOSED = [numbers for count in (1, 2, 3) for numbers in combinations(range(3), count)]
SHORT = [(0,), (1,), (2,), (0, 1, 2)]
REPORT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n新增学位10000个。\n"

COMMANDS = {
    # arguments: the code where all is well, whether something is printed, whether stdin is asked for
    ("query", "--csv"): (0, True, False),
    ("sql", "SELECT count(*) FROM facts"): (0, True, False),
    ("sectors",): (0, True, False),
    ("indicators", "--parquet"): (0, True, False),
    ("extract", "report.txt"): (0, True, False),
    ("--version",): (0, True, False),
    ("--help",): (0, True, False),
    ("add", "report.txt"): (0, False, False),
    ("add", "--jobs", "2", "report.txt", "other.txt"): (0, False, False),
    ("export", "out"): (0, False, False),
    ("query", "--no-such-option"): (2, False, False),
    ("add", "none.txt"): (4, False, False),
    ("add", "-"): (0, False, True),
    ("sql", "-"): (0, True, True),
    ("show", "-"): (0, True, True),
}


WHOLE = {("query", "--csv"), ("add", "report.txt"), ("sectors",)}
"""Commands that are tried with all seven of CLOSED; the others with SHORT, for the sake of time."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of one document, that document and another."""
    from mubiao.ingest import prepare

    folder = tmp_path_factory.mktemp("descriptors")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "other.txt").write_text(REPORT.replace("10000", "20000"), encoding="utf-8")
    found = prepare(folder / "report.txt")
    assert found.document is not None
    open_store(folder / "made.duckdb", bundled=False).add(found.document, found.facts, found.sections)
    return folder


def ended(folder: Path, closed: tuple[int, ...], arguments: tuple[str, ...]) -> tuple[int, bytes, bytes]:
    """How a command ends whose descriptors are closed as a shell closes them; code, stdout and stderr."""
    signs = " ".join(f"{number}{'<' if number == 0 else '>'}&-" for number in closed)
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {signs}', "sh", MUBIAO, *arguments],
        cwd=folder,
        env={**os.environ, "MUBIAO_DB": str(folder / "test.duckdb"), "MUBIAO_LEXICON": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed by a shell")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_closed_descriptors(folder: Path, arguments: tuple[str, ...]) -> None:
    well, prints, asks = COMMANDS[arguments]
    (folder / "test.duckdb").write_bytes((folder / "made.duckdb").read_bytes())
    for closed in CLOSED if arguments in WHOLE else SHORT:
        for path in (folder / "out").glob("*"):
            path.unlink()
        code, out, err = ended(folder, closed, arguments)
        expected = 2 if asks and 0 in closed else 5 if prints and 1 in closed else well
        if not asks or 0 in closed:
            assert code == expected, (closed, err)
        assert b"an error of ours" not in err and b"Traceback" not in err
        if 2 not in closed and code:
            assert all(line.startswith(b"mubiao: ") for line in err.splitlines()), err
            assert err.count(b"\n") == (2 if code == 4 else 1), err
        if not prints or 1 in closed:
            assert out == b""
    assert open_store(folder / "test.duckdb").check().height == 0


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed by a shell")
def test_no_file_of_ours_is_a_standard_descriptor(folder: Path) -> None:
    code = (
        "import os, sys\n"
        "from mubiao_tui.cli import main\n"
        "def look(arguments):\n"
        "    from mubiao.store import open_store\n"
        "    with open_store(arguments[0]).reading() as cursor:\n"
        "        cursor.execute('SELECT count(*) FROM facts').fetchall()\n"
        "        null = os.stat(os.devnull)\n"
        "        return 10 + sum(not os.path.samestat(os.fstat(number), null) for number in range(3))\n"
        "main.main = look\n"
        "main.run()\n"
    )
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code, str(folder / "made.duckdb")]
    assert subprocess.run(command, timeout=120).returncode == 10
