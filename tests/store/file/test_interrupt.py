"""Reads that are not wanted any more are stopped, and DuckDB keeps to the memory that it is given."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
import pytest

from mubiao.model import StoreError
from mubiao.store import Store
from mubiao.store.file import at_work, locking

ENDLESS = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"


def test_a_read_is_stopped_from_another_thread_and_the_next_one_runs(store: Store) -> None:
    said: list[str] = []

    def read() -> None:
        try:
            with store.reading() as cursor:
                cursor.execute(ENDLESS).fetchall()
        except StoreError as error:
            said.append(str(error))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    assert thread.ident is not None
    for _ in range(10_000):
        if not thread.is_alive():
            break
        at_work.interrupt(thread.ident)
        thread.join(0.01)
    assert said == ["the query was stopped"]
    with store.reading() as cursor:
        assert cursor.execute("SELECT count(*) FROM facts").fetchall() == [(0,)]


def test_nothing_is_stopped_where_nothing_is_read(store: Store) -> None:
    with store.reading() as cursor:
        at_work.interrupt(-1)
        assert cursor.execute("SELECT 1").fetchall() == [(1,)]
    at_work.interrupt(threading.get_ident())
    assert store.documents().height == 0


def test_what_a_frame_reads_is_read_for_the_thread_that_made_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read_for: list[int] = []

    @contextmanager
    def noted(cursor: object) -> Iterator[None]:
        read_for.append(getattr(at_work._here, "thread", None) or threading.get_ident())
        yield

    monkeypatch.setattr(locking, "at_work", noted)
    for frame in (store.facts(), store.targets()):
        read_for.clear()
        frame.filter(pl.col("region_code") == "350582").collect()
        assert set(read_for) == {threading.get_ident()}


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_memory_is_limited_before_and_after_the_first_read(store: Store, when: str) -> None:
    code = (
        "import sys\n"
        "from mubiao.store import open_store\n"
        "from mubiao.store.file import locking\n"
        "if sys.argv[2] == 'before': locking.limit_memory(300)\n"
        "store = open_store(sys.argv[1])\n"
        "if sys.argv[2] == 'after': locking.limit_memory(300)\n"
        "with store.reading() as cursor:\n"
        "    print(cursor.execute(\"SELECT current_setting('memory_limit')\").fetchall()[0][0])\n"
    )
    command = [sys.executable, "-c", code, str(store.path), when]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "286.1 MiB"
