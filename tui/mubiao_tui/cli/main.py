"""The door: `mubiao` in a shell. Turns whatever ends a command into one line on stderr and an exit code.

`--version` is answered before anything is imported, and no command is loaded but the one that runs.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from mubiao_tui.cli.diagnostics import Exit


def run() -> NoReturn:
    """Run the command line of this process and end it."""
    arguments = sys.argv[1:]
    _open_descriptors()
    _speak_utf8()
    gc.set_threshold(20_000)  # what a command makes it needs to its end: looking at all of it early finds no rubbish
    try:
        code = int(main(arguments))
    except KeyboardInterrupt as end:
        code = getattr(end, "code", 130)  # SIGTERM has its own
    _leave(code)


def main(arguments: list[str]) -> Exit | int:
    """Run `mubiao` with these arguments: the exit code. Only KeyboardInterrupt comes out of it."""
    if arguments == ["--version"] or arguments == ["-V"]:
        import mubiao

        print(f"mubiao {mubiao.__version__}")
        return 0

    from mubiao_tui.cli.group import invoke

    return invoke(arguments)


def _open_descriptors() -> None:
    """Standard descriptors that are closed are opened, before a file of ours gets one of their numbers."""
    closed = []
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            closed.append(descriptor)
    if closed:
        from mubiao_tui.cli.descriptors import open_closed

        open_closed(closed)


def _speak_utf8() -> None:
    """The same bytes whatever the locale: UTF-8 and bare line feeds."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            # A file name that is not UTF-8 goes out as it came in; what else cannot be written is shown escaped.
            stream.reconfigure(
                encoding="utf-8", errors="surrogateescape" if stream is sys.stdout else "backslashreplace", newline="\n"
            )


def _leave(code: int) -> NoReturn:
    """End the process. A reader who has gone away is no failure and gets no message."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as problem:
        # What is still buffered would be tried, and complained about, once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(problem, BrokenPipeError) and code != 5:  # it has been said
            from mubiao_tui.cli.diagnostics import Exit, speaker

            speaker.error(f"cannot write the output: {getattr(problem, 'strerror', None) or problem}")
            code = code or Exit.OUTPUT
    if "mubiao.files" in sys.modules:
        sys.modules["mubiao.files"].drop_spills()
    if "mubiao.patterns.compiled" in sys.modules:
        sys.modules["mubiao.patterns.compiled"].keep()
    # Everything is written and every file is closed by now: taking the interpreter and its libraries apart piece by
    # piece would only cost time.
    os._exit(code)
