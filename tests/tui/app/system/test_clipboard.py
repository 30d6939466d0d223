"""The ladder of copying: the first rung that holds, and what is said about it."""

from __future__ import annotations

import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from mubiao_tui.app.system.clipboard import OSC52_LIMIT, Copied, copy


class Machine:
    """The programs that are there, what they were given, and what the terminal was sent."""

    def __init__(self, *programs: str, failing: tuple[str, ...] = ()) -> None:
        self.programs, self.failing = programs, failing
        self.given: dict[str, bytes] = {}
        self.sent = ""

    def which(self, name: str) -> str | None:
        return f"/bin/{name}" if name in self.programs else None

    def run(self, command: list[str], *, input: bytes, **_: Any) -> None:
        if command[0] in self.failing:
            raise subprocess.CalledProcessError(1, command)
        self.given[command[0]] = input

    def write(self, sequence: str) -> None:
        self.sent += sequence

    def copy(self, text: str, **environ: str) -> Copied:
        return copy(text, self.write, environ, which=self.which, run=self.run)


def test_tmux_comes_first() -> None:
    machine = Machine("tmux", "xclip")
    assert machine.copy("增长", TMUX="x", DISPLAY=":0").way == "tmux"
    assert machine.given == {"tmux": "增长".encode()}


def test_a_tool_of_the_desktop_is_used_where_there_is_one() -> None:
    machine = Machine("xclip")
    assert machine.copy("a", DISPLAY=":0", TERM="xterm") == Copied("tool", "xclip")


def test_a_tool_without_a_display_is_passed_over() -> None:
    machine = Machine("xclip")
    assert machine.copy("a", TERM="xterm").way == "terminal"


def test_over_ssh_the_terminal_is_asked() -> None:
    machine = Machine("xclip")
    assert machine.copy("学位", DISPLAY=":0", SSH_CONNECTION="x", TERM="xterm") == Copied("terminal", "OSC 52")
    assert b64decode(machine.sent.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == "学位"


def test_gnu_screen_is_wrapped_in_short_pieces() -> None:
    machine = Machine()
    machine.copy("x" * 1_000, STY="1", TERM="screen")
    pieces = machine.sent.split("\x1bP")[1:]
    assert len(pieces) > 3
    assert all(piece.endswith("\x1b\\") and len(piece) <= 242 for piece in pieces)


@pytest.mark.parametrize(
    ("text", "environ"),
    [
        ("x" * OSC52_LIMIT, {"TERM": "xterm"}),
        ("x", {"TERM": "dumb"}),
        ("x", {"TERM": "screen", "TMUX": "x"}),
    ],
)
def test_the_last_rung_is_a_file_whose_path_is_told(text: str, environ: dict[str, str]) -> None:
    machine = Machine("tmux", failing=("tmux",))
    copied = machine.copy(text, **environ)
    path = Path(copied.detail)
    try:
        assert copied.way == "file"
        assert path.read_text(encoding="utf-8") == text
        assert path.stat().st_mode & 0o077 == 0
        assert machine.sent == ""
    finally:
        path.unlink()
