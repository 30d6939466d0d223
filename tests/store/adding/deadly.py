"""Makes a process that reads documents die of one of a certain name, as for want of memory: for workers in tests.

As `begin` for the processes of `add --jobs`, and as a preload of a Dask worker (a path is all that those take).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "deadly.txt"


def begin() -> None:
    """In a process of a pool."""
    from mubiao import ingest
    from mubiao.store.adding import batches

    def prepare_each(path: Path, *stated: Any) -> Iterator[ingest.Prepared]:
        if path.name == NAME:
            os._exit(1)
        return ingest.prepare_each(path, *stated)

    batches.prepare_each = prepare_each  # type: ignore[attr-defined]


def dask_setup(worker: Any) -> None:
    """In a worker of a cluster."""
    from mubiao.documents import reading
    from mubiao.model import Document

    read_bytes_each = reading.read_bytes_each

    def read(data: bytes, name: str = "", *stated: Any) -> Iterator[Document]:
        if name == NAME:
            os._exit(1)
        return read_bytes_each(data, name, *stated)

    reading.read_bytes_each = read
