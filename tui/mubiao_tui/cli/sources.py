"""The files that a person names on the command line: files, folders, and `-` for stdin."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao_tui.cli.diagnostics import Exit, Failure
from mubiao_tui.cli.terminal import is_terminal

if TYPE_CHECKING:
    from mubiao.model import Document

STDIN = "-"
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".shtml", ".xhtml", ".docx", ".pdf")
"""What is taken from a folder. A file that is named itself is read whatever it is called."""


def expanded(paths: Sequence[str]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The files to read, those of folders in the order of their names, and what cannot be one, with the reason."""
    files: list[Path] = []
    failed: list[tuple[Path, str]] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = [found for found in _walked(path) if found.suffix.lower() in SUFFIXES]
            if inside:
                files += inside
            else:
                failed.append((path, f"no documents in this folder (looked for {' '.join(SUFFIXES)})"))
        else:
            files.append(path)  # a missing one fails when it is read, with the others already done
    return list(dict.fromkeys(files)), failed


def _walked(folder: Path) -> Iterator[Path]:
    # Links to folders are not followed, so a loop of them ends; hidden files are not meant.
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(base) / name for name in sorted(names) if not name.startswith("."))


def from_stdin() -> Document:
    """The document that comes in on stdin."""
    from mubiao.documents import read_bytes

    if is_terminal(sys.stdin):
        raise Failure("nothing is piped in: `-` reads a document from stdin", Exit.USAGE)
    return read_bytes(sys.stdin.buffer.read(), "stdin")
