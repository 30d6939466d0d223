"""A process that is killed at any moment leaves a whole database with everything that it had said was in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mubiao.store import Store

TESTS = Path(__file__).parents[2]
KILLS = int(os.environ.get("MUBIAO_KILLS", "12"))
"""`MUBIAO_KILLS=100` for the whole of it."""

# Adds and removes documents until it kills itself, at a moment that the seed decides.
ADD = """
import ctypes, os, random, signal, sys, threading
from mubiao.store import open_store
from made import document, fact
store = open_store(sys.argv[1])
moment = random.Random(int(sys.argv[2]))
for number in range(1000):
    doc = document(f"{sys.argv[2]} {number} " + "今年地区生产总值增长6%左右。" * 300, title=f"{sys.argv[2]}-{number}")
    facts = [fact(doc, at, at + 2, value=float(at)) for at in range(100)]
    if number == 2:
        threading.Timer(moment.random() * 0.06, os.kill, (os.getpid(), signal.SIGKILL)).start()
    store.add(doc, facts)
    if number % 2:
        store.remove(doc.document_id)
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(KILLS))
def test_nothing_is_lost_or_half_there(seed: int, store: Store) -> None:
    process = subprocess.run(
        [sys.executable, "-c", ADD, str(store.path), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )
    assert process.returncode == -signal.SIGKILL
    said = {int(line) for line in process.stdout.split()}
    there = {int(title.split("-")[1]): facts for title, facts in store.documents().select("title", "facts").iter_rows()}
    under_way = max(said) + 1
    assert (
        {n for n in said if n % 2 == 0} <= set(there) <= {n for n in (*said, under_way) if n % 2 == 0 or n == under_way}
    )
    assert set(there.values()) == {100}
    assert store.check().height == 0
    # And the next writer finds it as good as new.
    assert store.remove(store.documents()["document_id"][0])
    assert not store.path.with_name(store.path.name + ".wal").exists()
