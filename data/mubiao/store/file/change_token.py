"""Whether a database has changed, told from its files alone: no lock, and nothing heavy to import."""

from __future__ import annotations

import os
from pathlib import Path


def change_token(path: Path) -> str:
    """A text that changes when the database at `path` does; cheap enough to ask for at every key."""
    parts = []
    path = Path(os.path.realpath(path))
    for name in (path, path.with_name(path.name + ".wal")):
        try:
            found = name.stat()
        except OSError:
            continue
        parts.append(f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}")
    return " ".join(parts)
