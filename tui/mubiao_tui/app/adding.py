"""Adding files from inside the explorer: read, extract, store, one file at a time, so that it can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mubiao.model import MubiaoError
from mubiao.store import Store

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
"""Files that are offered, and taken from folders."""


@dataclass(slots=True)
class Added:
    """How far it has come."""

    done: int = 0
    of: int = 0
    facts: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)  # name, reason
    stopped: bool = False
    last: str | None = None  # id of the last document


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, folders as the readable files in them, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            found.append(path)
    return found


def add_files(
    store: Store,
    paths: Iterable[Path],
    *,
    stop: threading.Event | None = None,
    tell: Callable[[Added], None] | None = None,
) -> Added:
    """Add the files; one that fails does not stop the others. Each file is in whole or not at all."""
    from mubiao.ingest import prepare

    files = expand(paths)
    so_far = Added(of=len(files))
    for file in files:
        if stop is not None and stop.is_set():
            so_far.stopped = True
            break
        prepared = prepare(file)
        if prepared.document is None:
            so_far.failed.append((file.name, prepared.reason))
        else:
            try:
                outcome = store.add(prepared.document, prepared.facts, prepared.sections, prepared.promises)
            except MubiaoError as error:
                so_far.failed.append((file.name, str(error)))
            else:
                so_far.outcomes[outcome] = so_far.outcomes.get(outcome, 0) + 1
                so_far.facts += len(prepared.facts)
                so_far.last = prepared.document.document_id
        so_far.done += 1
        if tell is not None:
            tell(so_far)
    return so_far
