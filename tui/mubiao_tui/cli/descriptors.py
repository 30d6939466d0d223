"""Standard descriptors that whoever started the command has closed (`2>&-`).

The next file that is opened takes the lowest free number: a database would become descriptor 1, and what is printed
would go into it. So they are opened on the null device before anything else is.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, NoReturn

# What is written to a closed stdout has to fail as a promise not kept; a closed stderr has nobody to tell.
_MODES = (os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)


def open_closed(closed: list[int]) -> None:
    """Open these of 0, 1 and 2, in this order, and give Python the streams that it has not got."""
    for descriptor in closed:
        opened = os.open(os.devnull, _MODES[descriptor])
        if opened != descriptor:
            os.dup2(opened, descriptor)
            os.close(opened)
        os.set_inheritable(descriptor, True)  # or the processes that we start would be as they were
    if 0 in closed:
        sys.stdin = _ClosedInput()
    if 1 in closed:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if 2 in closed:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


class _ClosedInput(io.TextIOBase):
    """A stdin of which nothing can be had: asking for it is a mistake in how the command was called."""

    def read(self, size: int | None = -1, /) -> str:
        """Nothing."""
        _refuse()

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Nothing."""
        _refuse()

    @property
    def buffer(self) -> Any:
        """Nothing."""
        _refuse()


def _refuse() -> NoReturn:
    from mubiao_tui.cli.diagnostics import Exit, Failure

    raise Failure("stdin is closed: nothing can be read from it", Exit.USAGE)
