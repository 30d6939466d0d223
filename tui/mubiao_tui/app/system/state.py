"""Where a session ended, kept per database, so that the next one begins there.

State is a convenience: a file that is missing, damaged or not ours to write is never an error; that it cannot be
understood is said.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from mubiao.files import bytes_of, replacing
from mubiao.model import FileError
from mubiao_tui.view import View, from_json, to_json

HISTORY = 100
"""How many filters are remembered."""

LONGEST_NAME = 80
"""Characters of the name of a view."""

SAVED = 200
"""How many views by name."""

DOCUMENTS = 200_000
"""Of how many documents at most it is kept which were there."""

MOST = 16 * 1024 * 1024
"""Bytes of a file of state; ours have a thousandth of that."""


@dataclass(frozen=True, slots=True)
class Session:
    """What is kept: the view, the filters typed, the look and the language chosen by key, and views by name.

    seen: the documents that were there, with a mark each (see queries.session.news); None where that is not known.
    lost: something is kept, and it cannot be understood.
    """

    view: View
    history: tuple[str, ...] = ()
    theme: str | None = None
    language: str | None = None
    saved: tuple[tuple[str, View], ...] = ()
    seen: Mapping[str, str] | None = None
    lost: bool = field(default=False, compare=False)


def state_file(database: Path) -> Path:
    """The file for a database: named by its full path, in the platform's folder for state. FileError: there is none."""
    if folder := os.environ.get("MUBIAO_STATE"):
        base = Path(folder)
    else:
        from mubiao.folders import user_folder

        own = user_folder("state")
        if own is None:
            raise FileError("no home folder is known")
        base = own
    return base / f"{database.stem[:40]}-{sha256(str(database.resolve()).encode()).hexdigest()[:12]}.json"


def load(database: Path) -> Session:
    """The session that was kept, or a new one."""
    try:
        data: Any = json.loads(bytes_of(state_file(database), MOST))
    except (OSError, FileError):
        return Session(View())
    except (ValueError, RecursionError):
        return Session(View(), lost=True)
    if not isinstance(data, dict):
        return Session(View(), lost=True)
    history = data.get("history")
    return Session(
        from_json(data.get("view")),
        tuple(h for h in history if isinstance(h, str))[-HISTORY:] if isinstance(history, list) else (),
        data["theme"] if isinstance(data.get("theme"), str) else None,
        data["language"] if data.get("language") in ("zh", "en") else None,
        _saved(data.get("saved")),
        _seen(data.get("seen")),
    )


def _saved(data: object) -> tuple[tuple[str, View], ...]:
    """Views by name, as far as they are any: each name once, short enough to be shown."""
    pairs = [p for p in data if isinstance(p, list) and len(p) == 2] if isinstance(data, list) else []
    named = {name: view for name, view in pairs if isinstance(name, str) and name.strip() and isinstance(view, dict)}
    return tuple((name, from_json(view)) for name, view in named.items() if len(name) <= LONGEST_NAME)[-SAVED:]


def _seen(data: object) -> Mapping[str, str] | None:
    """The documents that were there, if all of it is understood."""
    if not isinstance(data, dict) or not all(isinstance(mark, str) for mark in data.values()):
        return None
    return data


def save(database: Path, session: Session) -> bool:
    """Keep a session, whole or not at all; False where that is not possible."""
    data = {
        "view": to_json(session.view),
        "history": list(session.history[-HISTORY:]),
        "theme": session.theme,
        "language": session.language,
        "seen": None if session.seen is None or len(session.seen) > DOCUMENTS else dict(session.seen),
        "saved": [[name, to_json(view)] for name, view in session.saved[-SAVED:]],
    }
    try:
        file = state_file(database)
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file, force=True) as fresh:
            fresh.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    except (OSError, FileError):
        return False
    return True
