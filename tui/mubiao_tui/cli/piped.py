"""What is piped in, up to a limit: a pipe need not end."""

from __future__ import annotations

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


def piped_text(most: int = MOST) -> str:
    """The text on stdin; FileError for more than `most` characters."""
    text = sys.stdin.read(most + 1)
    if len(text) > most:
        raise FileError(f"more than {most:,} characters are piped in")
    return text
