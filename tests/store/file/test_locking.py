"""Who waits for whom, and what is said to those who waited long enough."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest
from made import document, fact

from mubiao.model import StoreError
from mubiao.store import Store, open_store
from mubiao.store.file import locking

TESTS = Path(__file__).parents[2]
DOC = document("今年地区生产总值增长6%左右。")
FACTS = [fact(DOC, 11, 13)]


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process, with what the tests can import."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )


HOLD = """
import sys
from pathlib import Path
from mubiao.store.file import locking
with getattr(locking, sys.argv[2])(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""

ADD = """
import sys
from mubiao.store import open_store
from made import document, fact
store = open_store(sys.argv[1], wait=float(sys.argv[2]))
for number in range(int(sys.argv[4])):
    doc = document(f"{sys.argv[3]} {number}，增长6%。")
    store.add(doc, [fact(doc, 0, 1)])
print("done", flush=True)
"""

READ = """
import sys
from mubiao.store import open_store
store = open_store(sys.argv[1], wait=60)
while sys.stdin.readable():
    frame = store.facts().collect()
    found = store.documents()
    assert frame["fact_id"].is_unique().all() and (found["facts"] == 1).all(), frame
    print(frame.height, flush=True)
    if not sys.stdin.readline():
        break
"""


@contextmanager
def held(path: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """The database, held by another process for reading or writing until the block ends."""
    process = python(HOLD, str(path), how)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.communicate()


def test_a_reader_that_waited_is_told_who_writes(store: Store) -> None:
    with held(store.path, "writing") as holder:
        for impatient in (lambda: open_store(store.path, wait=0), Store(store.path, wait=0.01).documents):
            with pytest.raises(
                StoreError, match=rf"reports.duckdb is in use by \S+ \(process {holder.pid}\)"
            ) as caught:
                impatient()
            assert "\n" not in str(caught.value)
    assert open_store(store.path, wait=0).documents().height == 0


def test_a_writer_that_waited_is_told_who_reads(store: Store) -> None:
    impatient = Store(store.path, wait=0.01)
    with held(store.path, "reading") as holder:
        assert impatient.documents().height == 0, "readers do not keep each other out"
        with pytest.raises(StoreError, match=rf"process {holder.pid}"):
            impatient.add(DOC, FACTS)
    assert impatient.add(DOC, FACTS) == "added"


def test_a_writer_waits_for_readers(store: Store) -> None:
    outcomes: list[str] = []
    patient = Store(store.path, wait=60)
    with held(store.path, "reading"):
        writer = threading.Thread(target=lambda: outcomes.append(patient.add(DOC, FACTS)))
        writer.start()
    writer.join()
    assert outcomes == ["added"]


def test_an_idle_reader_holds_nothing(store: Store) -> None:
    store.add(DOC, FACTS)
    lazy = store.facts().filter(pl.col("value") > 0)
    assert lazy.collect().height == 1
    assert store.text(DOC.document_id) == DOC.text
    out, _ = python(ADD, str(store.path), "0", "甲", "1").communicate()
    assert out == "done\n"
    assert lazy.collect().height == 2


def test_a_frame_that_is_not_read_to_its_end_holds_nothing(store: Store) -> None:
    store.add(DOC, FACTS)
    with pytest.raises(pl.exceptions.PolarsError):
        store.facts().select(pl.col("subject").str.to_integer(strict=True)).collect()
    assert store.facts().head(0).collect().height == 0
    assert store.facts().head(1).collect().height == 1
    out, _ = python(ADD, str(store.path), "0", "甲", "1").communicate()
    assert out == "done\n"


def test_several_reads_see_one_state(store: Store) -> None:
    store.add(DOC, FACTS)
    with store.reading():
        before = store.facts().collect()
        refused, _ = python(
            "import sys; from mubiao.store import open_store\n"
            "try: print(open_store(sys.argv[1], wait=0).remove(sys.argv[2]))\n"
            "except Exception as error: print(error)",
            str(store.path),
            DOC.document_id,
        ).communicate()
        assert f"process {os.getpid()}" in refused
        assert store.facts().collect().equals(before)


def test_threads_of_one_process_wait_for_each_other_too(store: Store) -> None:
    impatient = Store(store.path, wait=0)
    with store.reading(), store.reading():
        assert impatient.documents().height == 0
        with pytest.raises(StoreError, match="in use by this same process"):
            impatient.add(DOC, FACTS)
    with locking.writing(store.path):
        with pytest.raises(StoreError, match="in use by this same process"):
            impatient.documents()
        with pytest.raises(StoreError, match="in use by this same process"):
            impatient.sql("SELECT 1")
    assert impatient.add(DOC, FACTS) == "added"


def test_many_threads_read_and_write(store: Store) -> None:
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            doc = document(f"第{number}份，增长6%。")
            store.add(doc, [fact(doc, 0, 1)])
            assert store.facts().collect().height >= 1
            assert store.sql("SELECT count(*) FROM facts").item() >= 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.documents().height == 8


def test_eight_readers_and_two_writers(store: Store) -> None:
    """Every read is consistent and every write in; runnable longer with MUBIAO_STRESS=documents."""
    count = int(os.environ.get("MUBIAO_STRESS", "10"))
    writers = [python(ADD, str(store.path), "60", name, str(count)) for name in "甲乙"]
    readers = [python(READ, str(store.path)) for _ in range(8)]
    done = False
    while not done:
        done = all(writer.poll() is not None for writer in writers)
        for reader in readers:
            assert reader.stdin is not None and reader.stdout is not None
            assert reader.stdout.readline().strip().isdigit()
            reader.stdin.write("again\n")
            reader.stdin.flush()
    for process in (*readers, *writers):
        process.communicate()
        assert process.returncode == 0
    assert store.documents().height == 2 * count
    assert store.check().height == 0


def test_the_stamp_changes_with_the_database(store: Store) -> None:
    before = store.stamp()
    assert store.facts().collect().height == 0 and store.stamp() == before
    store.add(DOC, FACTS)
    after = store.stamp()
    assert after != before
    assert store.add(DOC, FACTS) == "unchanged"
    store.reviews.accept(FACTS[0].fact_id)
    assert store.stamp() != after


def test_files_that_are_opened_at_once_do_not_get_in_each_other_s_way(tmp_path: Path) -> None:
    stores = [open_store(tmp_path / f"{name}.duckdb", bundled=False) for name in "abc"]
    failed: list[Exception] = []

    def read(store: Store) -> None:
        try:
            for _ in range(60):
                with locking.reading(store.path) as cursor:
                    locking.first(cursor, "SELECT count(*) FROM facts")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=read, args=[store]) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
