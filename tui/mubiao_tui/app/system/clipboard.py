"""Copying, also over SSH: tmux, then the terminal itself, then a tool of the desktop, then a file. It says what it did.

tmux drops OSC 52 by default but passes on what `tmux load-buffer -w` is given. A terminal that understands OSC 52 never
says so, therefore a desktop's own tool is preferred where there is one and we are not on another machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

OSC52_LIMIT = 74_994
"""Bytes of Base64 that terminals are known to take."""

TOOLS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("wl-copy", ("wl-copy",), "WAYLAND_DISPLAY"),
    ("xclip", ("xclip", "-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("xsel", "--clipboard", "--input"), "DISPLAY"),
    ("pbcopy", ("pbcopy",), ""),
    ("clip.exe", ("clip.exe",), ""),
)
"""Name, command, and the variable that must be set for it to work."""


class Copied(NamedTuple):
    """Which rung held, and where the text is if it is a file."""

    way: str  # tmux, terminal, tool, file
    detail: str


def copy(
    text: str,
    write: Callable[[str], None],
    environ: Mapping[str, str] | None = None,
    *,
    which: Callable[[str], str | None] = shutil.which,
    run: Callable[..., object] = subprocess.run,
) -> Copied:
    """Copy the text by the first rung that holds. `write` sends an escape sequence to the terminal."""
    env = os.environ if environ is None else environ
    remote = bool(env.get("SSH_CONNECTION") or env.get("SSH_TTY"))
    if env.get("TMUX") and which("tmux") and _tried(run, ["tmux", "load-buffer", "-w", "-"], text):
        return Copied("tmux", "tmux")
    if not remote:
        for name, command, needs in TOOLS:
            if (not needs or env.get(needs)) and which(command[0]) and _tried(run, list(command), text):
                return Copied("tool", name)
    encoded = b64encode(text.encode()).decode()
    if len(encoded) <= OSC52_LIMIT and env.get("TERM", "") not in ("", "dumb", "linux") and not env.get("TMUX"):
        sequence = f"\x1b]52;c;{encoded}\x07"
        if env.get("STY"):  # GNU screen passes on what is wrapped for it, in short pieces
            sequence = "".join(f"\x1bP{sequence[i : i + 240]}\x1b\\" for i in range(0, len(sequence), 240))
        write(sequence)
        return Copied("terminal", "OSC 52")
    return Copied("file", str(to_file(text)))


def to_file(text: str) -> Path:
    """Keep the text in a new file that only we can read."""
    handle, name = tempfile.mkstemp(prefix="mubiao-copy-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def _tried(run: Callable[..., object], command: list[str], text: str) -> bool:
    try:
        run(
            command,
            input=text.encode(),
            check=True,
            timeout=3,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
