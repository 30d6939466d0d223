"""What is piped in, up to a limit: a pipe need not end."""

from __future__ import annotations

import io
import sys

from mubiao.model import FileError

MOST = 64 * 1024 * 1024
"""Characters of ids, or of a table of judgments."""


def piped(most: int) -> bytes:
    """The bytes on stdin; FileError for more than `most` of them."""
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        raise FileError(f"more than {most // 1024 // 1024} MB are piped in")
    return data


def piped_text(most: int = MOST, *, newline: str | None = None) -> str:
    """The text on stdin; FileError for more than `most` characters, and for bytes that are not UTF-8.

    The locale has no say: the same bytes are the same text everywhere. newline: as `open` takes it.
    """
    stream = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline=newline)
    try:
        text = stream.read(most + 1)
    except UnicodeDecodeError as problem:
        raise FileError("what is piped in is not UTF-8") from problem
    finally:
        stream.detach()  # or it would close stdin with it
    if len(text) > most:
        raise FileError(f"more than {most:,} characters are piped in")
    return text
