"""Readers that do what a library in another language may do to its process; `contained` runs them in tests."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.model import DocumentError

served = 0
kept: list[bytes] = []


def well(data: bytes) -> Content:
    """The text, and as its metadata the process and how many files that one has read."""
    global served
    served += 1
    return Content(data.decode(), ContainerMetadata(title=str(os.getpid()), date=str(served), publisher="\udcff"))


def several(text: str) -> Iterator[Content]:
    """A document a line."""
    for number, line in enumerate(text.splitlines(), 1):
        yield Content(line, part=str(number))


def ends(data: bytes) -> str:
    """The process is gone."""
    os._exit(3)


def aborts(data: bytes) -> str:
    """The process is gone by a signal, as a failed check of a library written in C++ does it."""
    os.abort()


def takes_memory(data: bytes) -> str:
    """More memory than there may be."""
    return "x" * len(bytearray(int(data)))


def keeps_memory(data: bytes) -> str:
    """Memory that is never given back."""
    kept.append(bytes(int(data)))
    return f"{len(kept)} kept"


def hangs(data: bytes) -> str:
    """No answer."""
    time.sleep(1_000)
    return ""


def works(data: bytes) -> str:
    """No answer, and no rest; the file names one that tells who does it."""
    with open(data, "w") as told:  # noqa: PTH123
        told.write(str(os.getpid()))
    while True:
        pass


def prints(data: bytes) -> str:
    """Notes on both streams, and a look at what is asked next."""
    print("a note", flush=True)
    print("a warning", file=sys.stderr, flush=True)
    os.write(1, b"12\n{}")
    return f"{os.read(0, 10)!r}"


def refuses(data: bytes) -> str:
    """The file is none."""
    raise DocumentError("it is damaged")


def fails(data: bytes) -> str:
    """A mistake."""
    raise ValueError("of two\nlines")


def named(data: bytes) -> str:
    """What the file says shall happen."""
    name, _, rest = data.removeprefix(b"%PDF-").partition(b" ")
    return globals()[name.decode()](rest) if name.decode() != "well" else rest.decode()
