"""Garbage is looked for in quiet moments, and never through what was there when the session began."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tui.app.conftest import Start

from mubiao_tui.app import keys
from mubiao_tui.app.system import garbage


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before, enabled = gc.get_threshold(), gc.isenabled()
    yield
    gc.unfreeze()
    garbage.as_before(before)
    if not enabled:
        gc.disable()


class Cycle:
    def __init__(self) -> None:
        self.itself = self


def test_a_quiet_moment_finds_what_came_and_sets_the_rest_aside() -> None:
    before = garbage.hold()
    assert not gc.isenabled()
    garbage.quiet()  # nothing yet: the libraries are still to come
    garbage.set_aside()
    assert gc.isenabled() and gc.get_threshold() != before
    cycle, frozen = Cycle(), gc.get_freeze_count()
    for _ in range(garbage.ENOUGH):
        gc.collect(1)
    lost = weakref.ref(cycle)
    del cycle
    assert lost() is not None, "it is old, and nothing looks at it by itself"
    garbage.quiet()
    assert lost() is None
    assert gc.get_freeze_count() >= frozen


async def test_nobody_presses_keys_in_a_quiet_moment(
    explorer: Start, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[bool] = []
    async with explorer() as driven:
        app = driven.app
        app.rested = lambda: rests.append(True)
        app.notice_change()
        assert not rests, "a key may come yet"
        monkeypatch.setattr(keys, "RESTING", -1.0)
        await driven.until(lambda: app.keys.resting and not app.loads.busy, "that nothing is under way")
        app.notice_change()
        assert rests
