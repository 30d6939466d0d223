"""What is known of the terminal, and how text from documents is made harmless to it."""

from __future__ import annotations

import os
import sys
from typing import IO, Any

_HARMLESS = {0x09: " ", 0x0A: " ", 0x0D: " "}
# C0 and C1 controls and DEL start or are control sequences; the bidirectional controls reorder what is shown, so that
# a line would read otherwise than it is; U+2028 and U+2029 break lines in some terminals.
CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_TABLE = {code: _HARMLESS.get(code, "\N{REPLACEMENT CHARACTER}") for code in [*CONTROLS, *range(0xD800, 0xE000)]}
_MULTILINE = {code: to for code, to in _TABLE.items() if code not in (0x09, 0x0A)}


def clean(text: str, *, multiline: bool = False) -> str:
    """`text` with every control character replaced, so that a terminal only ever prints it.

    Tabs and line ends become spaces, or are kept with `multiline`.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_MULTILINE if multiline else _TABLE)


def is_terminal(stream: IO[Any] | None) -> bool:
    """Whether a person sees `stream` directly. A closed stream is no terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def wants_colour(choice: str) -> bool:
    """Whether stdout gets colours: `choice` is always, never or auto (a terminal, unless NO_COLOR or TERM=dumb)."""
    if choice != "auto":
        return choice == "always"
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
