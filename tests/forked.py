"""`mubiao` as processes that need no start: forked from one that has imported everything.

A command forked so has the descriptors, environment, folder and arguments that it is given, goes through the same
`run` as the script beside Python, and ends as a process does. What it does not show is what a start imports and how
the interpreter is set up: tests of that start the script.

It is asked through a socket: three descriptors, then folder, arguments and environment, each with a zero behind it; it
answers with the status of the process when that has ended. Whoever hangs up before ends the process.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pkgutil
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

TEXT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n力争地区生产总值增长6%左右，规划建设新城。\n"
"""Read once before any command is, so that the tables are there."""

CLIENT = """#!{python} -IS
import _socket, os, signal, sys
asked = [os.getcwdb(), b"%d" % len(sys.argv[1:]), *map(os.fsencode, sys.argv[1:])]
asked += [name + b"=" + value for name, value in os.environb.items()]
asked = b"".join(field + b"\\0" for field in asked)
channel = _socket.socket(_socket.AF_UNIX)
channel.connect({address!r})
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
channel.sendmsg([len(asked).to_bytes(8, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
channel.sendall(asked)
code = os.waitstatus_to_exitcode(int.from_bytes(channel.recv(8, _socket.MSG_WAITALL), "big"))
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
os._exit(code)
"""
"""`mubiao` for a shell: what stands in the folder `bin`."""


class Forked:
    """A process that forks commands. `bin` is a folder with a `mubiao` that asks it, for shells."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mubiao-forked-")
        self._address = f"{self._folder.name}/socket"
        self._serving = socket.socket(socket.AF_UNIX)
        self._serving.bind(self._address)
        self._serving.listen(64)
        self.bin = Path(self._folder.name) / "bin"
        self.bin.mkdir()
        script = self.bin / "mubiao"
        script.write_text(CLIENT.format(python=sys.executable, address=self._address), encoding="utf-8")
        script.chmod(0o755)
        given, self._alive = os.pipe()  # whose other end is closed with this process, however it ends
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self._serving.fileno()), str(given)],
            pass_fds=[self._serving.fileno(), given],
            stdin=subprocess.DEVNULL,
            env={**os.environ, "MUBIAO_LEXICON": ""},
        )
        os.close(given)

    def run(
        self, arguments: Sequence[str], given: bytes, folder: Path, environ: Mapping[str, str], timeout: float
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end, with pipes for all three streams."""
        fields = [str(folder), str(len(arguments)), *arguments, *(f"{name}={value}" for name, value in environ.items())]
        asked = b"".join(os.fsencode(field) + b"\0" for field in fields)
        (stdin, into), (out, stdout), (err, stderr) = os.pipe(), os.pipe(), os.pipe()
        with ThreadPoolExecutor(3) as pool, socket.socket(socket.AF_UNIX) as channel:
            channel.settimeout(timeout)
            channel.connect(self._address)
            socket.send_fds(channel, [len(asked).to_bytes(8, "big")], [stdin, stdout, stderr])
            for descriptor in (stdin, stdout, stderr):
                os.close(descriptor)
            channel.sendall(asked)
            pool.submit(_write, into, given)
            said = [pool.submit(_read, out), pool.submit(_read, err)]
            try:
                status = int.from_bytes(_exactly(channel, 8), "big")
            except TimeoutError:
                channel.close()  # ends the command
                raise
            return subprocess.CompletedProcess(
                list(arguments), os.waitstatus_to_exitcode(status), *(stream.result() for stream in said)
            )

    def close(self) -> None:
        """End it."""
        os.close(self._alive)
        self._process.wait()
        self._serving.close()
        self._folder.cleanup()


def _write(descriptor: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


def _read(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


def _exactly(channel: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = channel.recv(size - len(found))
        if not part:
            raise EOFError("the process that forks commands has ended")
        found += part
    return found


# In the process that forks


def _serve(serving: socket.socket, alive: int) -> None:
    _warm()
    ended, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    running: dict[int, socket.socket] = {}
    with selectors.DefaultSelector() as waiting:
        for source in (serving, ended, alive):
            waiting.register(source, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj == alive:
                    for pid in running:
                        os.kill(pid, signal.SIGKILL)
                    return
                if key.fileobj == ended:
                    os.read(ended, 4096)
                    _reaped(running, waiting)
                elif key.fileobj is serving:
                    channel, _ = serving.accept()
                    running[_forked(channel, waiting)] = channel
                    waiting.register(channel, selectors.EVENT_READ)
                else:  # it has hung up
                    os.kill(next(pid for pid, channel in running.items() if channel is key.fileobj), signal.SIGKILL)
                    waiting.unregister(key.fileobj)


def _reaped(running: dict[int, socket.socket], waiting: selectors.BaseSelector) -> None:
    """Tell of the processes that have ended."""
    for pid, channel in list(running.items()):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with contextlib.suppress(KeyError):
                waiting.unregister(channel)
            with channel, contextlib.suppress(OSError):
                channel.sendall(status.to_bytes(8, "big"))
            del running[pid]


def _forked(channel: socket.socket, waiting: selectors.BaseSelector) -> int:
    """The process of the command that is asked for."""
    header, streams, _, _ = socket.recv_fds(channel, 8, 3)
    asked = _exactly(channel, int.from_bytes(header, "big"))
    folder, number, *words = asked.split(b"\0")[:-1]
    arguments, environ = words[: int(number)], words[int(number) :]
    pid = os.fork()
    if pid == 0:
        _become(list(map(os.fsdecode, arguments)), folder, dict(entry.split(b"=", 1) for entry in environ), streams)
    for descriptor in streams:
        os.close(descriptor)
    return pid


def _warm() -> None:
    """Import what commands import, and read the tables. Polars and DuckDB do no work here: no thread is forked."""
    import mubiao
    import mubiao_tui.cli
    from mubiao.patterns import LazyPattern

    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    for package in (mubiao, mubiao_tui.cli):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            with contextlib.suppress(ImportError):  # what is not installed
                importlib.import_module(module.name)
    mubiao.extract(TEXT)
    for name, module in list(sys.modules.items()):
        if name.startswith("mubiao"):
            for value in list(vars(module).values()):
                if isinstance(value, LazyPattern):
                    _ = value.pattern  # compiled once, and not by every command that comes to ask it
    gc.collect()
    gc.freeze()


def _become(arguments: list[str], folder: bytes, environ: dict[bytes, bytes], streams: Sequence[int]) -> NoReturn:
    """Be the command, and end."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
    os.closerange(3, 256)  # of the one that forks
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        old, mode = getattr(sys, name), "w" if number else "r"
        setattr(sys, name, os.fdopen(number, mode, encoding=old.encoding, errors=old.errors, closefd=False))
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(environ)
    sys.argv = ["mubiao", *arguments]
    from mubiao import lexicon
    from mubiao_tui.cli.main import run

    if os.environ.get("MUBIAO_LEXICON") != "":
        lexicon.forget()
    run()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given_socket:
        _serve(given_socket, int(sys.argv[2]))
    os._exit(0)  # taking the libraries apart would only cost time
