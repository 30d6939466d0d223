"""A reader in a process of its own: whatever a file does to it, it is one line, and the next file is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mubiao.documents import contained, formats
from mubiao.documents.contained import read_contained
from mubiao.ingest import prepare_all
from mubiao.model import DocumentError

HERE = str(Path(__file__).parent)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No reader from before or after, and the readers of this folder where it looks."""
    monkeypatch.setenv("PYTHONPATH", HERE)
    contained.close()
    yield
    contained.close()


def well() -> tuple[int, int]:
    """The process that reads, and how many files it has read."""
    (found,) = read_contained("deadly_readers:well", "新增学位".encode())
    assert (found.text, found.metadata.publisher, found.part) == ("新增学位", "\udcff", "")
    assert found.metadata.title and found.metadata.date
    return int(found.metadata.title), int(found.metadata.date)


def test_one_process_reads_file_after_file() -> None:
    process, first = well()
    assert process != os.getpid()
    assert [well() for _ in range(3)] == [(process, first + more) for more in (1, 2, 3)]


def test_a_reader_may_take_text_and_give_several_documents() -> None:
    found = read_contained("deadly_readers:several", "一\ud800\n二")
    assert [(one.text, one.part) for one in found] == [("一\ud800", "1"), ("二", "2")]


@pytest.mark.parametrize(
    ("reader", "data", "said"),
    [
        ("ends", b"", r"^reading it ended the reader \(exit 3\), perhaps for want of memory$"),
        ("aborts", b"", r"^reading it ended the reader \(.+\), perhaps for want of memory$"),
        ("hangs", b"", r"^reading it needed more than 0.5 seconds$"),
        ("refuses", b"", r"^it is damaged$"),
        ("fails", b"", r"^reading it failed: ValueError: of two lines$"),
        pytest.param(
            "takes_memory",
            b"700000000",
            r"^reading it needed more than 600 MB$",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system can do it"),
        ),
    ],
)
@pytest.mark.parametrize("warm", [False, True], ids=["first", "later"])
def test_what_a_file_does_to_its_reader_is_one_line(reader: str, data: bytes, said: str, warm: bool) -> None:
    if warm:
        well()
    with pytest.raises(DocumentError, match=said):
        read_contained(f"deadly_readers:{reader}", data, megabytes=600, seconds=0.5 if reader == "hangs" else 60)
    well()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system can do it")
def test_what_earlier_files_left_in_memory_is_no_fault_of_a_later_one() -> None:
    found = [read_contained("deadly_readers:keeps_memory", b"250000000", megabytes=600)[0].text for _ in range(4)]
    assert found == ["1 kept", "2 kept", "1 kept", "2 kept"] or found == ["1 kept"] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system can do it")
def test_a_file_larger_than_the_memory_is_one_line() -> None:
    with pytest.raises(DocumentError, match="more than 300 MB"):
        read_contained("deadly_readers:well", b"x" * 320_000_000, megabytes=300)
    well()


def test_a_library_that_prints_is_not_heard() -> None:
    process, _ = well()
    assert read_contained("deadly_readers:prints", b"")[0].text == "b''"
    assert well()[0] == process


def test_no_module_is_taken_from_the_folder_of_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    well()


def test_an_interrupted_answer_is_not_that_of_the_next_file(monkeypatch: pytest.MonkeyPatch) -> None:
    process, _ = well()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(contained._Reader, "ask", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read_contained("deadly_readers:refuses", b"")
    assert well()[0] != process


def test_a_reader_that_cannot_be_started_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(DocumentError, match=r"^its reader cannot be started: No such file"):
        read_contained("deadly_readers:well", b"")


PARENT = """
import sys
from mubiao.documents.contained import read_contained
read_contained("deadly_readers:works", sys.argv[1].encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks whether a process is there by a signal")
def test_it_ends_with_its_parent_in_the_middle_of_a_file(tmp_path: Path) -> None:
    told = tmp_path / "told"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(told)])
    try:
        reader = int(until(lambda: told.exists() and told.read_text()))
    finally:
        parent.kill()
        parent.wait()
    until(lambda: not is_there(reader))


def until(asked: object, seconds: float = 60) -> str:
    """The first true answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := asked():  # type: ignore[operator]
            return str(answer)
        time.sleep(0.02)
    raise AssertionError("it did not come to pass")


def is_there(process: int) -> bool:
    """Whether a process still runs; one that is dead and not yet buried does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z" if state.parent.parent.exists() else True
    except OSError:
        return False


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files of a format like PDF, read by what each says: some are good, and some end their reader."""
    kinds = tuple(replace(one, reader="deadly_readers:named") if one.id == "pdf" else one for one in formats.FORMATS)
    monkeypatch.setattr(formats, "FORMATS", kinds)
    texts = ["well 新增学位100个。", "ends", "well 新增学位200个。", "aborts", "refuses", "well 新增学位300个。"]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.pdf").write_text(f"%PDF-{text}", encoding="utf-8")
    return sorted(tmp_path.glob("*.pdf"))


def test_the_files_beside_it_are_read(files: list[Path]) -> None:
    found = list(prepare_all(files))
    assert [[fact.value for fact in one.facts] for one in found] == [[100], [], [200], [], [], [300]]
    reasons = [one.reason.partition(" (")[0] for one in found if one.reason]
    assert reasons == [
        "1.pdf: reading it ended the reader",
        "3.pdf: reading it ended the reader",
        "4.pdf: it is damaged",
    ]
