"""What a reader sees in a file and does not read: it tells, and whoever asked for the document is told in turn."""

from __future__ import annotations

_MOST = 20
_told: list[str] = []


def tell(what: str) -> None:
    """Something of the file at hand is not read: pictures, page 3."""
    if what not in _told and len(_told) < _MOST:
        _told.append(what)


def told() -> tuple[str, ...]:
    """What has been told since the last time, each once."""
    found = tuple(_told)
    _told.clear()
    return found
