"""Everything the command line says on stderr, and the codes it ends with.

stdout holds data only. What a person needs to know besides is one plain line here: `mubiao: …`.
"""

from __future__ import annotations

import sys
from enum import IntEnum

from mubiao_tui.terminal import clean


class Exit(IntEnum):
    """How a command ends. Scripts may rely on these numbers."""

    OK = 0
    NOTHING = 1  # a search that found nothing, when --exit-status asks for it
    USAGE = 2  # an unknown command, option, place, indicator or column, or a condition that cannot be read
    DATABASE = 3  # the database cannot be opened, is busy, or is of another version
    DOCUMENTS = 4  # some documents, or lines of judgments, could not be read; the others were done
    OUTPUT = 5  # the output could not be written: a full disk, a folder without permission
    INTERNAL = 70  # a mistake of ours
    INTERRUPTED = 130  # Ctrl-C
    TERMINATED = 143  # SIGTERM


EXIT_MEANINGS: dict[Exit, str] = {
    Exit.OK: "done",
    Exit.NOTHING: "nothing found, when `--exit-status` asks",
    Exit.USAGE: "an unknown command, option, place, indicator or column, or a condition that cannot be read",
    Exit.DATABASE: "the database cannot be opened, is busy, or is of another version",
    Exit.DOCUMENTS: "some documents, or lines of `review import`, could not be read; the others were done",
    Exit.OUTPUT: "the output could not be written",
    Exit.INTERNAL: "a mistake of ours: please report it",
    Exit.INTERRUPTED: "interrupted",
    Exit.TERMINATED: "ended from outside, by SIGTERM",
}
"""One line for each code: the table in the README and in the man page."""


class Failure(Exception):
    """Ends the command with a code, after one line on stderr (none if the text is empty)."""

    def __init__(self, message: str, code: Exit) -> None:
        super().__init__(message)
        self.code = code


class Speaker:
    """Writes the lines. `level` 0 is --quiet (errors only), 1 the default, 2 --verbose."""

    def __init__(self) -> None:
        self.level = 1

    def error(self, message: str) -> None:
        """A failure: said whatever the level."""
        self._line(message)

    def note(self, message: str) -> None:
        """What a person would miss otherwise: counts, a result cut short."""
        if self.level >= 1:
            self._line(message)

    def detail(self, message: str) -> None:
        """Only with --verbose."""
        if self.level >= 2:
            self._line(message)

    def _line(self, message: str) -> None:
        try:
            sys.stderr.write(f"mubiao: {clean(' '.join(message.split()))}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            pass  # stderr is closed or full: there is nobody left to tell


speaker = Speaker()
"""The one speaker of the process: the shared options set its level."""


def plural(number: int, noun: str, several: str | None = None) -> str:
    """`1 fact`, `1,234 facts`."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"
