"""A database that another process writes to: what is shown stays, who keeps it is told, and it is read by itself."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import ALL, facts

WRITER = """
import sys
from pathlib import Path
from mubiao.store.file import locking
with locking.writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(database: Path) -> Iterator[int]:
    """Another process writes as long as the block lasts; its id."""
    words = [sys.executable, "-c", WRITER, str(database)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process.pid
        process.communicate()


def counts(driven: Driven) -> list[str]:
    """The numbers of rows that are on the screen."""
    return re.findall(r"[\d,]+ rows?", driven.screen)


def hasty(driven: Driven) -> None:
    """Give up soon, so that the test need not wait."""
    driven.app.source.store._wait = 0.01


async def test_rows_that_cannot_be_read_are_not_none(explorer: Start, world: Path) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.ready("regions")
        hasty(driven)
        with held(world) as pid:
            for key in "4", "3", "2", "5", "4":
                await driven.keys(key)
                await driven.sees("busy (")
                await driven.sees(f"process {pid}) – trying again")
                assert counts(driven) == []
            await driven.keys("down")  # it is told until the next key, and then again
            await driven.sees("busy (")
            assert counts(driven) == []
        await driven.sees(ALL)  # without any key
        await driven.misses("busy (")
        await driven.turn("targets")
        assert driven.app.faults == ()


async def test_rows_that_were_there_stay(explorer: Start, world: Path) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.sees(ALL)
        hasty(driven)
        with held(world):
            await driven.keys("R")
            await driven.sees("busy (")
            assert counts(driven) == [ALL]
            assert "福建省" in driven.screen
        await driven.sees(f"read again: {len(facts())} facts")
        await driven.until(lambda: counts(driven) == [ALL], "the rows counted again")


async def test_another_filter_counts_nothing_before_it_is_read(explorer: Start, world: Path) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("facts")
        await driven.sees(ALL)
        hasty(driven)
        wanted = sum(f.indicator == "school_places" for f in facts())
        with held(world):
            await driven.keys("slash")
            await driven.sees("Tab completes")
            await driven.types("学位")
            await driven.sees("busy (")
            assert counts(driven) == []
        await driven.sees(f"{wanted} rows")
