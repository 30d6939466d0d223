"""The explorer on real terminals: tmux at 80×24 in sixteen colours, pipes around it, cut lines, dumb terminals."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.tui.app.test_explorer import facts

from mubiao.store import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")

PROGRAM = "import sys; from mubiao_tui.cli.main import run; sys.exit(run())"
LIMIT = 60.0
"""Seconds after which a test gives up. Nothing waits that long unless it fails."""


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, *words]


def resized(terminal: int, columns: int, rows: int) -> None:
    """Give a terminal its size."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class OnPty:
    """A program whose terminal is a pty; its stdin and stdout may be pipes instead."""

    database: Path

    def __init__(
        self,
        words: list[str],
        *,
        size: tuple[int, int] = (80, 24),
        stdin: bytes | None = None,
        stdout: bool = False,
        ignored: signal.Signals | None = None,
        **environ: str,
    ) -> None:
        read_in, write_in = os.pipe() if stdin is not None else (-1, -1)
        read_out, write_out = os.pipe() if stdout else (-1, -1)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if stdin is not None:
                os.dup2(read_in, 0)
                os.close(write_in)
            if stdout:
                os.dup2(write_out, 1)
                os.close(read_out)
            if ignored is not None:
                signal.signal(ignored, signal.SIG_IGN)
            resized(2, *size)  # here, for a program may ask before its parent comes to it
            settings = {"TERM": "xterm-256color", "COLUMNS": "", "LINES": "", **environ}
            os.execvpe(words[0], words, {**os.environ, **settings})
        self.written = b""
        self.code: int | None = None
        self.out = read_out
        if stdin is not None:
            os.close(read_in)
            os.write(write_in, stdin)
            os.close(write_in)
        if stdout:
            os.close(write_out)

    def resize(self, columns: int, rows: int) -> None:
        resized(self.fd, columns, rows)

    def send(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def send_all(self, text: str) -> None:
        """Send more than the terminal takes at once, reading meanwhile what is written."""
        data = text.encode()
        os.set_blocking(self.fd, False)
        while data:
            with suppress(BlockingIOError):
                data = data[os.write(self.fd, data) :]
            self.read()
        os.set_blocking(self.fd, True)

    def read(self) -> bool:
        """Read what is there; False when the program has closed its terminal."""
        ready, _, _ = select.select([self.fd], [], [], 0.02)
        if ready:
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                return False
            if not data:
                return False
            self.written += data
        return True

    def until(self, true: Callable[[str], object], what: str) -> None:
        """Read until something is so of all that was written since the last `until`."""
        end = time.monotonic() + LIMIT
        while not true(self.text):
            if not self.read() or time.monotonic() > end:
                raise AssertionError(f"never: {what}\n{self.text[-3000:]}")

    def sees(self, text: str) -> None:
        self.until(lambda shown: text in shown, f"to see {text!r}")

    def forget(self) -> None:
        """Only what is written from now on counts."""
        while select.select([self.fd], [], [], 0.1)[0] and self.read():
            pass
        self.written = b""

    @property
    def text(self) -> str:
        """What was written, without control sequences."""
        return re.sub(r"\x1b\[[0-9;?<>$]*[A-Za-z]|\x1b[()][A-Z0-9]", "", self.written.decode(errors="replace"))

    def ended(self) -> int:
        """Wait until the program has ended; its exit code, or minus the signal."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            alive = self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while select.select([self.fd], [], [], 0.1)[0] and self.read():
                    pass
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
            if not alive:
                time.sleep(0.01)
        raise AssertionError(f"never ended\n{self.text[-2000:]}")

    def close(self) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def on_pty(world: Path) -> Iterator[Callable[..., OnPty]]:
    """Starts the explorer of the world on a pty."""
    started: list[OnPty] = []

    def start(*words: str, **settings: object) -> OnPty:
        made = OnPty(command(*words, "--db", str(world), "--lang", "en"), **settings)  # type: ignore[arg-type]
        made.database = world
        started.append(made)
        return made

    yield start
    for made in started:
        made.close()


def test_quitting_gives_the_terminal_back(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse")
    before = termios.tcgetattr(terminal.fd)
    terminal.sees("GDP")
    terminal.send("q")
    assert terminal.ended() == 0
    assert b"\x1b[?1049l" in terminal.written, "the other screen is left"
    assert b"\x1b[?25h" in terminal.written.split(b"\x1b[?1049l")[-1], "the cursor is back"
    assert termios.tcgetattr(terminal.fd)[3] == before[3]


def left_on_facts(on_pty: Callable[..., OnPty], state: Path) -> None:
    """Leave a session on Facts whose frame is kept: the rows that are seen may come a moment before all else is read,
    and a session that is left in that moment keeps none."""
    for seen in ("GDP", *["evidence"] * 4):  # a later session opens where the first was left
        first = on_pty("browse")
        first.sees(seen)
        first.send("4")
        first.sees("evidence")
        first.send("q")
        assert first.ended() == 0
        if list(state.glob("*.frame")):
            return
    raise AssertionError("no frame was kept")


def test_the_last_frame_stands_until_there_is_another(on_pty: Callable[..., OnPty], tmp_path: Path) -> None:
    left_on_facts(on_pty, tmp_path / "state")
    again = on_pty("browse")
    before = termios.tcgetattr(again.fd)
    again.send("q")  # typed before there is anything to hear it
    assert again.ended() == 0
    frame, screen, _ = again.written.partition(b"\x1b[?1049h")[2].partition(b"\x1b[?1049h")
    assert b"evidence" in frame, "it is there before the application takes the screen"
    assert screen and again.written.endswith(b"\x1b[?1049l" + again.written.split(b"\x1b[?1049l")[-1])
    assert termios.tcgetattr(again.fd)[3] == before[3]


@pytest.mark.parametrize("what", ["size", "database", "colours"])
def test_a_frame_of_something_else_does_not(on_pty: Callable[..., OnPty], what: str) -> None:
    first = on_pty("browse")
    first.sees("GDP")
    first.send("q")
    assert first.ended() == 0
    if what == "database":
        os.utime(first.database, (0, 0))
    again = on_pty(
        "browse", **({"size": (90, 30)} if what == "size" else {"NO_COLOR": "1"} if what == "colours" else {})
    )
    again.sees("GDP")
    assert b"GDP" not in again.written.partition(b"\x1b[?1049h")[2].partition(b"\x1b[?1049h")[0] or (
        again.written.count(b"\x1b[?1049h") == 1
    )
    again.send("q")
    assert again.ended() == 0


def test_a_cut_line_keeps_the_state_and_ends(on_pty: Callable[..., OnPty], tmp_path: Path) -> None:
    terminal = on_pty("browse")
    terminal.sees("GDP")
    terminal.send("4")
    terminal.sees("evidence")
    os.kill(terminal.pid, signal.SIGHUP)
    terminal.ended()
    kept = [json.loads(file.read_text(encoding="utf-8")) for file in (tmp_path / "state").glob("*.json")]
    assert [state["view"]["tab"] for state in kept] == ["facts"]


@pytest.mark.parametrize("keys", ["\x03", "\x03\x03"])
def test_ctrl_c_once_or_twice_leaves_in_order(on_pty: Callable[..., OnPty], keys: str) -> None:
    terminal = on_pty("browse")
    terminal.sees("GDP")
    terminal.send(keys)
    assert terminal.ended() in (0, 130)
    assert b"\x1b[?1049l" in terminal.written
    assert b"Traceback" not in terminal.written


HELD = """
import os, re
from mubiao_tui.app.start import prepare
prepare()
from mubiao_tui.app.actions.tables import moving
def held(self):
    os.write(2, b"held")
    {how}
moving.Moving.down = held
from mubiao_tui.cli.main import run
run()
"""
"""The program with a key that never comes back."""

WAYS = {
    "a pattern": "re.match('(a+)+b', 'a' * 100)",
    "a loop": "while True: pass",
    "a lock": "import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()",
}


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_it_whatever_runs(world: Path, tmp_path: Path, name: str, how: str) -> None:
    number = getattr(signal, name)
    terminal = OnPty([sys.executable, "-c", HELD.format(how=WAYS[how]), "--db", str(world), "--lang", "en"])
    try:
        terminal.sees("GDP")
        terminal.send("4")
        terminal.sees("evidence")
        before = len(terminal.written)
        terminal.send("j")
        terminal.until(lambda _: b"held" in terminal.written[before:], "held")
        os.kill(terminal.pid, number)
        assert terminal.ended() == 128 + number
        assert terminal.written.rstrip().endswith(b"\x1b[?25h"), "the terminal is given back"
        kept = [json.loads(file.read_text(encoding="utf-8")) for file in (tmp_path / "state").glob("*.json")]
        assert [state["view"]["tab"] for state in kept] == ["facts"]
    finally:
        terminal.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_an_idle_session_in_order(on_pty: Callable[..., OnPty], name: str) -> None:
    terminal = on_pty("browse")
    terminal.sees("GDP")
    os.kill(terminal.pid, getattr(signal, name))
    assert terminal.ended() == (130 if name == "SIGINT" else 0)
    assert b"\x1b[?1049l" in terminal.written
    assert b"Traceback" not in terminal.written


def test_a_terminal_that_is_gone_ends_it(on_pty: Callable[..., OnPty]) -> None:
    """With no signal to say so: it is nobody's controlling terminal that ends, only the keys."""
    terminal = on_pty("browse", ignored=signal.SIGHUP)
    terminal.sees("GDP")
    os.close(terminal.fd)
    terminal.fd = os.open(os.devnull, os.O_RDWR)
    end = time.monotonic() + LIMIT
    while not os.waitpid(terminal.pid, os.WNOHANG)[0]:
        assert time.monotonic() < end, "it goes on without a terminal"
        time.sleep(0.01)
    terminal.code = 0


BRACKETS = ("\x1b[200~{}\x1b[201~", "{}")


@pytest.mark.parametrize("around", BRACKETS, ids=["told", "untold"])
def test_a_long_paste_is_cut_and_answered(on_pty: Callable[..., OnPty], around: str) -> None:
    terminal = on_pty("browse")
    terminal.sees("GDP")
    terminal.send("4")
    terminal.sees("evidence")
    terminal.send("/")
    terminal.sees("Tab completes")
    terminal.forget()
    terminal.send_all(around.format("region LIKE 'a" * 80_000))
    terminal.sees("only 2,000 characters")
    terminal.forget()  # the rows may have been there before: a key right behind Escape is one with it
    terminal.send("\x1b")
    terminal.sees("晋江市")  # rows that the line stood over
    terminal.send("q")
    assert terminal.ended() == 0


def test_text_that_is_pasted_among_rows_is_no_command(on_pty: Callable[..., OnPty], world: Path) -> None:
    terminal = on_pty("browse")
    terminal.sees("GDP")
    terminal.send("4")
    terminal.sees("evidence")
    terminal.send_all(BRACKETS[0].format("arq\r" * 5_000))
    terminal.forget()
    terminal.send("?")
    terminal.sees("What works here")
    terminal.send("qq")  # the page, and the explorer
    assert terminal.ended() == 0
    assert open_store(world).reviews.all().height == 0


def test_an_error_at_the_begin_ends_it_with_one_line(world: Path) -> None:
    broken = HELD.replace("moving.Moving.down = held", "import mubiao_tui.app.app as a; a.Explorer.compose = held")
    words = [sys.executable, "-c", broken.format(how="raise ValueError('no such thing')"), "--db", str(world)]
    terminal = OnPty(words)
    try:
        assert terminal.ended() == 70
        said = terminal.text.split("held")[-1]
        assert "mubiao: an error of ours: ValueError: no such thing" in said
        assert "Traceback" not in said
        assert "╭" not in said
    finally:
        terminal.close()


def test_a_dumb_terminal_gets_lines(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse", TERM="dumb")
    assert terminal.ended() == 0
    assert "\x1b[?1049h" not in terminal.written.decode()
    assert "晋江市" in terminal.text


def test_no_color_means_none(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse", NO_COLOR="1")
    terminal.sees("GDP")
    terminal.send("3")
    terminal.sees("last outcome")
    terminal.sees("── 福建省")
    colours = re.findall(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)(?:;[0-9;]*)?m", terminal.written)
    assert colours == []


def test_sixteen_colours_are_enough(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse", TERM="screen", COLORTERM="")
    terminal.sees("GDP")
    terminal.send("4")
    terminal.sees("evidence")
    assert re.findall(rb"\x1b\[[0-9;]*[34]8;[25][0-9;]*m", terminal.written) == [], "no other colours than those"


def test_ascii_borders_and_signs(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse", MUBIAO_ASCII="1")
    terminal.sees("GDP")
    for key, text in (("3", "last outcome"), ("4", "evidence"), ("?", "What works here")):
        terminal.send(key)
        terminal.sees(text)
    drawn = set(terminal.text) - set(map(chr, range(128)))
    assert not {c for c in drawn if not "\u3000" <= c <= "\u9fff" and not "\uff00" <= c <= "\uffef"}


def test_a_phrase_of_an_input_method_arrives_whole(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse")
    terminal.sees("GDP")
    terminal.send("4")
    terminal.sees("evidence")
    terminal.send("／")
    terminal.sees("Tab completes")
    terminal.forget()
    terminal.send("一般公共预算总收入")
    rows = sum(f.indicator == "budget_revenue_total" for f in facts())
    terminal.sees(f"{rows} rows")


def test_resizing_at_any_moment(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse")
    terminal.sees("GDP")
    for size in ((20, 5), (200, 60), (1, 1), (80, 24)):
        terminal.resize(*size)
        terminal.send("k")
    terminal.forget()
    terminal.send("4")
    terminal.sees("evidence")
    terminal.send("q")
    assert terminal.ended() == 0


def test_pick_draws_on_the_terminal_and_prints_the_choice(on_pty: Callable[..., OnPty]) -> None:
    offered = [f.fact_id for f in facts() if f.claim == "target"]
    terminal = on_pty(
        "pick", "--columns", "fact_id", "--no-header", "--csv", stdin="\n".join(offered).encode(), stdout=True
    )
    terminal.sees(f"{len(offered)} rows")
    terminal.send("\x1b[B \x1b[B ")
    terminal.sees("2 marked")
    terminal.send("\r")
    code = terminal.ended()
    chosen = os.read(terminal.out, 1 << 16).decode().split()
    os.close(terminal.out)
    assert code == 0
    assert chosen == [offered[1], offered[3]]


def test_pick_left_without_a_choice_prints_nothing(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("pick", "--no-header", "--csv", stdout=True)
    terminal.sees(f"{len(facts())} rows")
    terminal.send("q")
    terminal.ended()
    assert os.read(terminal.out, 1 << 16) == b""
    os.close(terminal.out)


def test_without_any_terminal_there_is_an_overview(world: Path) -> None:
    words = command("browse", "--db", str(world))
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT, start_new_session=True)
    assert done.returncode == 0
    assert "晋江市" in done.stdout.decode()


# In tmux, as an analyst on a server has it


class Tmux:
    """A session of a tmux server of our own."""

    def __init__(self, folder: Path, words: list[str], size: tuple[int, int]) -> None:
        self.base = ["tmux", "-S", str(folder / "tmux"), "-f", "/dev/null"]
        kept = ("MUBIAO", "PYTHON", "PATH")
        self.keep = [*(f"{k}={v}" for k, v in os.environ.items() if k.startswith(kept)), "LANG=C.UTF-8"]
        self.words = ["env", *words]
        line = ["env", *self.keep, *words]
        columns, rows = map(str, size)
        self.run("-u", "new-session", "-d", "-s", "s", "-x", columns, "-y", rows, *line)
        self.run("set-option", "-g", "status", "off")
        self.run("resize-window", "-t", "s", "-x", columns, "-y", rows)

    def run(self, *words: str) -> str:
        done = subprocess.run([*self.base, *words], capture_output=True, check=True, timeout=LIMIT)
        return done.stdout.decode()

    def keys(self, *keys: str) -> None:
        self.run("send-keys", "-t", "s", *keys)

    @property
    def screen(self) -> str:
        return self.run("capture-pane", "-p", "-t", "s")

    def sees(self, *texts: str) -> str:
        """Wait until all texts are on the screen; the screen."""
        end = time.monotonic() + LIMIT
        while True:
            screen = self.screen
            if all(text in screen for text in texts):
                return screen
            if time.monotonic() > end:
                raise AssertionError(f"never saw {texts}\n{screen}")

    def settles(self, wanted: str) -> None:
        """Wait until the screen is the same as it was."""
        end = time.monotonic() + LIMIT
        while self.screen != wanted:
            assert time.monotonic() < end, f"never the same\n{wanted}\n{self.screen}"

    def close(self) -> None:
        subprocess.run([*self.base, "kill-server"], capture_output=True)


@pytest.fixture
def tmux(world: Path, tmp_path: Path) -> Iterator[Tmux]:
    """The explorer of the world in tmux, 80×24, TERM=screen."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not there")
    # A socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="mubiao-"))
    made = Tmux(folder, ["TERM=screen", *command("browse", "--db", str(world), "--lang", "en")], (80, 24))
    yield made
    made.close()
    shutil.rmtree(folder, ignore_errors=True)


def test_the_whole_drill_in_tmux_at_80_by_24(tmux: Tmux) -> None:
    tmux.sees("福建省", "GDP", "go in")
    tmux.keys("Down", "Down")
    tmux.sees("石狮市  county")
    tmux.keys("s")
    tmux.sees("晋江市  county", "→≈6%")
    tmux.keys("Enter")
    tmux.sees("Esc back")
    tmux.keys("Enter")
    tmux.sees("last outcome", "晋江市", "── 晋江市", "○")
    tmux.keys("Enter")
    tmux.sees("evidence", "▐6%▌")
    tmux.keys("Enter")
    screen = tmux.sees("二、2024年工作安排", "增长6%左右", "fact 4 of 7")
    assert "低效用地7000亩" in screen
    for text in ("evidence", "last outcome", "晋江市  county"):
        tmux.keys("Escape")
        tmux.sees(text)
    tmux.keys("4", "/")
    tmux.sees("Tab completes")
    tmux.keys("-l", "学位")
    tmux.sees(f"{sum(f.indicator == 'school_places' for f in facts())} rows")
    tmux.keys("Enter")
    tmux.sees("⟨学位⟩", "go in")
    assert all(len(line) <= 80 for line in tmux.screen.splitlines())


# Stopping and going on


@pytest.mark.parametrize("how", ["key", "SIGTSTP", "SIGSTOP"])
def test_it_stops_and_is_drawn_again_when_it_goes_on(tmux: Tmux, how: str) -> None:
    """Under a shell with jobs, as a person has it."""
    tmux.sees("GDP")
    tmux.run("respawn-pane", "-k", "-t", "s", "env", *tmux.keep, "PS1=shell$ ", "bash", "--norc", "-i")
    tmux.sees("shell$")
    tmux.keys(shlex.join(tmux.words), "Enter")
    tmux.sees("GDP", "go in")
    tmux.keys("4")
    tmux.sees("evidence", "▐4.7%▌")
    before = tmux.screen
    if how == "key":
        tmux.keys("C-z")
    else:
        pid = tmux.run("display-message", "-p", "-t", "s", "#{pane_pid}").strip()
        child = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]
        os.kill(int(child), getattr(signal, how))
    tmux.sees("Stopped")
    tmux.keys("echo $((6 * 7)) back; fg", "Enter")
    tmux.sees("evidence", "▐4.7%▌")
    tmux.settles(before)
    tmux.keys("Down", "3")
    tmux.sees("last outcome", "── 福建省")
    tmux.keys("q")
    # Stopped by force it kept the other screen, on which the shell wrote then.
    tmux.sees("shell$" if how == "SIGSTOP" else "42 back")


def test_where_nobody_could_wake_it_ctrl_z_stops_nothing(tmux: Tmux) -> None:
    tmux.sees("GDP", "go in")
    tmux.keys("C-z")
    tmux.keys("4")
    tmux.sees("evidence", "▐4.7%▌")
