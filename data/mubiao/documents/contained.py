"""Readers whose library may end the process, take all memory or never return: they run in a process of their own.

The process is started when the first such file comes and serves all that follow; it is started anew after a file that
it did not survive. What came from such a file is one line, and the others go on. The process sees the bytes of the file
and nothing else of ours, and answers with text: nothing that it says is run.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.documents.left_out import tell
from mubiao.model import DocumentError

MEGABYTES = 1_024
"""Memory that a reader may take for one file, where the system can limit it."""

SECONDS = 120.0
"""Time that a reader may take for one file, or for one part of it where it says that it is getting on."""

_MORE = b"+\n"
"""What the process says when a part is done."""

_START = "import sys; sys.path.append(sys.argv[1]); from mubiao.documents.reader_process import serve; serve()"


class _Ended(Exception):
    """The process is gone; the text is how it ended."""


class _Limit:
    """Ends what takes longer than `seconds` from the last start."""

    def __init__(self, seconds: float, end: Callable[[], None]) -> None:
        self.late = threading.Event()
        self._seconds, self._end = seconds, end
        self._timer: threading.Timer | None = None
        self.start()

    def start(self) -> None:
        self.stop()
        self._timer = threading.Timer(self._seconds, self._over)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _over(self) -> None:
        self.late.set()
        self._end()


class _Reader:
    """A process that reads, and the pipes to it."""

    def __init__(self) -> None:
        root = str(Path(__file__).parents[2])  # where mubiao is, should it not be installed
        self.owner = os.getpid()
        self.served = 0
        # -P: no module is taken from the folder that the documents may lie in.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, head: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
        """What it answers; _Ended if it is gone instead, TimeoutError if it was ended because it took too long."""
        limit = _Limit(seconds, self._process.kill)
        try:
            return self._exchanged(head, data, limit)
        except (OSError, EOFError):
            if limit.late.is_set():
                raise TimeoutError from None
            raise _Ended(self._end()) from None
        finally:
            limit.stop()

    def _exchanged(self, head: dict[str, Any], data: bytes, limit: _Limit) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(head).encode() + b"\n")
        self._process.stdin.write(data)
        self._process.stdin.flush()
        while (size := self._process.stdout.readline()) == _MORE:
            limit.start()
        answer = self._process.stdout.read(int(size)) if size.endswith(b"\n") else b""
        if not answer or len(answer) != int(size):
            raise EOFError
        self.served += 1
        found: dict[str, Any] = json.loads(answer.decode("utf-8", "surrogatepass"))
        return found

    def _end(self) -> str:
        code = self._process.wait()
        if code >= 0:
            return f"exit {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"

    def close(self) -> None:
        """End it and take back what it held."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was still to be written to it has nowhere to go
                pipe.close()


_lock = threading.Lock()
_reader: _Reader | None = None


def read_contained(
    place: str, data: bytes | str, *, megabytes: int = MEGABYTES, seconds: float = SECONDS
) -> list[Content]:
    """What the reader "module:function" makes of a file, in a process of its own.

    Raises DocumentError, whose text is one line: what the reader refuses, that it needed more than `megabytes` or
    `seconds` for this file, or that the file ended it.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    head = {"reader": place, "size": len(raw), "text": isinstance(data, str), "megabytes": megabytes}
    head["seconds"] = max(1, int(seconds) + 1)
    with _lock:
        answer = _answered(head, raw, seconds)
    if "memory" in answer:
        raise DocumentError(f"reading it needed more than {answer['memory']:,} MB")
    if "refused" in answer:
        raise DocumentError(answer["refused"])
    for what in answer["left_out"]:
        tell(what)
    return [Content(text, ContainerMetadata(*metadata), *rest) for text, metadata, *rest in answer["contents"]]


def _answered(head: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
    while True:
        reader = _running()
        used = reader.served > 0
        try:
            answer = reader.ask(head, data, seconds)
        except TimeoutError:
            close()
            return {"refused": f"reading it needed more than {seconds:g} seconds"}
        except _Ended as end:
            close()
            if not used:
                return {"refused": f"reading it ended the reader ({end}), perhaps for want of memory"}
            # Files before it may have left little of its memory: once more, alone.
        except BaseException:
            close()  # interrupted, with an answer still to come
            raise
        else:
            if "memory" not in answer and not (used and "unexpected" in answer):
                return answer  # what is not expected may come of want of memory: a library that finds no room to load
            close()
            if not used:
                return answer


def _running() -> _Reader:
    global _reader
    if _reader is None or _reader.owner != os.getpid():  # one of a process that forked us is not ours
        try:
            _reader = _Reader()
        except OSError as problem:
            raise DocumentError(f"its reader cannot be started: {problem.strerror or problem}") from None
    return _reader


@atexit.register
def close() -> None:
    """End the process, if there is one; the next file starts another."""
    global _reader
    if _reader is not None and _reader.owner == os.getpid():
        _reader.close()
    _reader = None
