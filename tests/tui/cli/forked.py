"""`mubiao` as processes that need no start: forked from one that has imported everything.

A command forked so has the descriptors, environment, folder and arguments that it is given, goes through the same
`run` as the script beside Python, and ends as a process does. What it does not show is what a start imports and how
the interpreter is set up: tests of that start the script.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

TEXT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n力争地区生产总值增长6%左右，规划建设新城。\n"
"""Read once before any command is, so that the tables are there."""


class Forked:
    """A process that forks commands, one at a time."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "MUBIAO_LEXICON": ""},
            )
        self._lock = threading.Lock()

    def run(
        self, arguments: Sequence[str], given: bytes, folder: Path, environ: Mapping[str, str], timeout: float
    ) -> subprocess.CompletedProcess[bytes] | None:
        """Run a command to its end, with pipes for all three streams; None while another is under way."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            (stdin, into), (out, stdout), (err, stderr) = os.pipe(), os.pipe(), os.pipe()
            asked = json.dumps({"arguments": arguments, "folder": str(folder), "environ": dict(environ)}).encode()
            streams = array.array("i", [stdin, stdout, stderr])
            self._ours.sendmsg([len(asked).to_bytes(8, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
            for descriptor in streams:
                os.close(descriptor)
            self._ours.sendall(asked)
            pid = _number(self._ours)
            try:
                with ThreadPoolExecutor(3) as pool:
                    late = threading.Timer(timeout, os.kill, (pid, signal.SIGKILL))
                    late.start()
                    pool.submit(_write, into, given)
                    read = [pool.submit(_read, out), pool.submit(_read, err)]
                    said = [future.result() for future in read]
                    late.cancel()
            finally:
                status = _number(self._ours)
            return subprocess.CompletedProcess(list(arguments), os.waitstatus_to_exitcode(status), *said)
        finally:
            self._lock.release()

    def close(self) -> None:
        """End it."""
        self._ours.close()
        self._process.wait()


def _write(descriptor: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


def _read(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


def _number(channel: socket.socket) -> int:
    return int.from_bytes(_exactly(channel, 8), "big", signed=True)


def _exactly(channel: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = channel.recv(size - len(found))
        if not part:
            raise EOFError("the process that forks commands has ended")
        found += part
    return found


# In the process that forks


def _serve(channel: socket.socket) -> None:
    _warm()
    while True:
        header, control, _, _ = channel.recvmsg(8, socket.CMSG_SPACE(3 * array.array("i").itemsize))
        if not header:
            return
        streams = array.array("i")
        streams.frombytes(control[0][2])
        asked = json.loads(_exactly(channel, int.from_bytes(header, "big")))
        pid = os.fork()
        if pid == 0:
            channel.close()
            _become(asked["arguments"], asked["folder"], asked["environ"], streams)
        for descriptor in streams:
            os.close(descriptor)
        channel.sendall(pid.to_bytes(8, "big"))
        _, status = os.waitpid(pid, 0)
        channel.sendall(status.to_bytes(8, "big", signed=True))


def _warm() -> None:
    """Import what commands import, and read the tables. Polars and DuckDB do no work here: no thread is forked."""
    import mubiao
    import mubiao_tui.cli

    for package in (mubiao, mubiao_tui.cli):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            with contextlib.suppress(ImportError):  # what is not installed
                importlib.import_module(module.name)
    mubiao.extract(TEXT)
    gc.collect()
    gc.freeze()


def _become(arguments: list[str], folder: str, environ: dict[str, str], streams: Sequence[int]) -> NoReturn:
    """Be the command, and end."""
    for number, (name, descriptor) in enumerate(zip(("stdin", "stdout", "stderr"), streams, strict=True)):
        os.dup2(descriptor, number)
        os.close(descriptor)
        old = getattr(sys, name)
        mode = "r" if number == 0 else "w"
        setattr(sys, name, os.fdopen(number, mode, encoding=old.encoding, errors=old.errors, closefd=False))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["mubiao", *arguments]
    from mubiao import lexicon
    from mubiao_tui.cli.main import run

    lexicon.forget()
    run()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as served:
        _serve(served)
    os._exit(0)  # taking the libraries apart would only cost time
