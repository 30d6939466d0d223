"""When Python looks for garbage: while nobody waits for a key.

Looking through all that is there takes 60 ms, in the middle of anything, and finds next to nothing: modules, tables
and rows stay. So what is there is set aside when it is loaded, and what comes is looked through in quiet moments.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 2_000, 10, 50
"""Objects, collections of these, and of those, after which Python looks by itself: a million objects in one breath."""

ENOUGH = 3
"""Collections of the middle since the last of all that make a quiet moment worth one."""


def hold() -> tuple[int, int, int]:
    """Look for none until `set_aside`; how it was is what `as_before` takes."""
    before = gc.get_threshold()
    gc.disable()
    return before


def set_aside() -> None:
    """All that is there stays, and is not looked through any more."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.enable()


def quiet() -> None:
    """Look for garbage now, where there may be some; what is left stays."""
    if gc.isenabled() and gc.get_count()[2] >= ENOUGH:
        gc.collect()
        gc.freeze()


def as_before(before: tuple[int, int, int]) -> None:
    """The session has ended."""
    gc.set_threshold(*before)
    gc.enable()
