"""A reader that takes long says that it is getting on, and one that needs more memory than usual says how much.

Limits of time count from there, and the limit of memory is the one that was named; where nobody holds the reader to
limits, nobody hears.
"""

from __future__ import annotations

from collections.abc import Callable

_heard: list[Callable[[int], None]] = []


def when_getting_on(hear: Callable[[int], None]) -> None:
    """Call `hear` whenever a reader of this process has done a part of its work; its argument: megabytes, or 0."""
    _heard[:] = [hear]


def getting_on(megabytes: int = 0) -> None:
    """One more part is done, such as a page; what comes next may need so much memory in all, 0: as much as before."""
    for hear in _heard:
        hear(megabytes)
