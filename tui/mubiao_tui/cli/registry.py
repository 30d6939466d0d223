"""The commands by name: where each one lives and its line of help, so that `mubiao --help` loads none of them.

The list of commands in the README and the man page are made from this too.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: its module is `mubiao_tui.cli.commands.<module>` and holds a click command called `command`."""

    module: str
    help: str
    group: str


COMMANDS: dict[str, Entry] = {
    "sectors": Entry("lists", "The sectors that facts are filed under.", "Look"),
    "indicators": Entry("lists", "The indicators that have a name of their own.", "Look"),
}
