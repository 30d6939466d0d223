"""The process behind `contained`: reads one file after the other within limits, and ends when its parent does."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import astuple
from typing import IO, Any, NamedTuple

from mubiao.documents.container_metadata import Content
from mubiao.documents.formats import listed, resolved
from mubiao.documents.left_out import told
from mubiao.documents.patience import when_getting_on
from mubiao.model import DocumentError


class _Asked(NamedTuple):
    """A file to read; `data` is None where it did not fit into the memory."""

    reader: str
    data: bytes | None
    text: bool  # the reader takes it decoded
    limits: tuple[int, int]  # megabytes, seconds


def serve() -> None:
    """Answer what comes on stdin until it ends; then so does the process, whatever it is doing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the parent decides
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # A library that prints must not speak into the pipe.
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)

    def more(megabytes: int) -> None:
        """The limit of time counts anew, here and in the parent."""
        limits[0] = max(limits[0], megabytes)
        _limit(*limits)
        answers.write(b"+\n")
        answers.flush()

    limits = [0, 0]
    when_getting_on(more)
    waiting: queue.SimpleQueue[_Asked] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked, waiting), daemon=True).start()
    while True:
        one = waiting.get()
        limits[:] = one.limits
        answer = _answer(one)
        if "memory" in answer:
            answer["memory"] = limits[0]
        encoded = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
        answers.write(b"%d\n" % len(encoded))
        answers.write(encoded)
        answers.flush()
        if "memory" in answer or limits[0] > one.limits[0]:
            os._exit(0)  # nobody knows what is left in order, or it holds more than the next file may take


def _listen(asked: IO[bytes], waiting: queue.SimpleQueue[_Asked]) -> None:
    """Take in what is asked. The pipe ends with the parent, however that one ended."""
    while line := asked.readline():
        head = json.loads(line)
        _limit(head["megabytes"], head["seconds"])
        data = _taken(asked, head["size"])
        waiting.put(_Asked(head["reader"], data, head["text"], (head["megabytes"], head["seconds"])))
    os._exit(0)


def _taken(asked: IO[bytes], size: int) -> bytes | None:
    try:
        return asked.read(size)
    except MemoryError:  # before anything was read
        while size > 0:
            size -= len(asked.read(min(size, 65_536))) or size
        return None


def _answer(asked: _Asked) -> dict[str, Any]:
    try:
        if asked.data is None:
            return {"memory": True}
        data = asked.data.decode("utf-8", "surrogatepass") if asked.text else asked.data
        told()
        contents = [_plain(one) for one in listed(resolved(asked.reader)(data))]
        return {"contents": contents, "left_out": told()}
    except MemoryError:
        return {"memory": True}
    except DocumentError as problem:
        return {"refused": str(problem)}
    except Exception as problem:  # of a library that met what it did not expect
        refused = " ".join(f"reading it failed: {type(problem).__name__}: {problem}".split())
        return {"refused": refused, "unexpected": True}


def _plain(content: Content) -> list[Any]:
    return [content.text, list(astuple(content.metadata)), content.part, content.sources]


def _limit(megabytes: int, seconds: int) -> None:
    """Hold the memory of the process, and its work on the next file should nobody be left to stop it."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    limits = {
        resource.RLIMIT_AS: megabytes * 1_000_000,
        resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime) + seconds,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        hard = resource.getrlimit(kind)[1]
        # macOS knows the limit of memory and does not keep it.
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
