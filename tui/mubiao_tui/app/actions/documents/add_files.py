"""Adding files from inside the explorer: read, extract, store, one file at a time, so that it can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mubiao.model import MubiaoError
from mubiao.store import Store

if TYPE_CHECKING:
    from mubiao.ingest import Prepared


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


def add_files(
    store: Store,
    paths: Iterable[Path],
    *,
    stop: threading.Event | None = None,
    tell: Callable[[Added], None] | None = None,
) -> Added:
    """Add the files; one that fails does not stop the others. Each file is in whole or not at all."""
    from mubiao.ingest import expand, prepare_each

    files, empty = expand(paths)
    so_far = Added(of=len(files), failed=[(found.path.name, found.reason) for found in empty])
    for file in files:
        if stop is not None and stop.is_set():
            so_far.stopped = True
            break
        for prepared in prepare_each(file):
            _put(store, prepared, so_far)
        so_far.done += 1
        if tell is not None:
            tell(so_far)
    return so_far


def _found(prepared: Prepared) -> tuple[Any, ...]:
    """What was read of a document, as `Store.add` takes it."""
    return prepared.facts, prepared.sections, prepared.promises, prepared.pledges


def _put(store: Store, prepared: Prepared, so_far: Added) -> None:
    """One document into the database, or the reason why not into what is told."""
    name = prepared.path.name
    if prepared.document is None:
        so_far.failed.append((name, prepared.reason))
        return
    try:
        outcome = store.add(prepared.document, *_found(prepared))
    except MubiaoError as error:
        so_far.failed.append((name, str(error)))
        return
    so_far.outcomes[outcome] = so_far.outcomes.get(outcome, 0) + 1
    so_far.facts += len(prepared.facts)
    so_far.last = prepared.document.document_id
