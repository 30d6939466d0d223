"""What workers hand over is what one process would have added itself."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal
from tests.store.adding import deadly
from tests.tui.cli.reports import ALL

from mubiao.ingest import Prepared, prepare
from mubiao.store import Store, open_store
from mubiao.store.adding import batches
from mubiao.store.adding.batches import Batch, pack


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Twenty reports: those of tests/tui/cli, and variations of one."""
    folder = tmp_path / "reports"
    folder.mkdir()
    texts = list(ALL.values())
    for number in range(20):
        text = texts[number] if number < len(texts) else f"{texts[0]}\n新增停车位{number}个。\n"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def alone(reports: list[Path], path: Path, *, batch: int = 1) -> Store:
    """A database to which one process has added the reports, so many at a time."""
    store = open_store(path, bundled=False)
    found = [prepare(report) for report in reports]
    items = [(one.document, one.facts, one.sections, one.promises) for one in found if one.document is not None]
    assert [outcome for _, outcome in store.add_many(items, batch=batch)] == ["added"] * len(reports)
    return store


def assert_same(store: Store, other: Store) -> None:
    """The same documents with the same rows."""
    assert_frame_equal(store.facts().collect(), other.facts().collect())
    assert_frame_equal(store.documents(), other.documents())
    assert_frame_equal(store.promises(), other.promises())
    for document in store.documents()["document_id"]:
        assert_frame_equal(store.sections(document), other.sections(document))
        assert store.text(document) == other.text(document)


def test_two_processes_add_what_one_adds(reports: list[Path], store: Store, tmp_path: Path) -> None:
    found = list(batches.batches(reports, 2))
    assert [path for batch in found for path in batch.paths] == reports
    assert len(found) < len(reports)
    outcomes = [outcome for _, outcome in store.add_batches(found, batch=7)]
    assert outcomes == ["added"] * len(reports)
    assert_same(store, alone(reports, tmp_path / "one.duckdb"))
    assert [outcome for _, outcome in store.add_batches(found)] == ["unchanged"] * len(reports)


def test_a_batch_travels(reports: list[Path]) -> None:
    batch = pack(map(prepare, reports[:3]))
    there: Batch = pickle.loads(pickle.dumps(batch))
    assert there == batch
    assert [e.facts.height for e in there.entries()] == [n for n, *_ in batch.counts]
    assert all(e.facts["document_id"].unique().to_list() == [e.document.document_id] for e in there.entries())


def test_an_empty_batch_and_one_of_failures_have_no_entries() -> None:
    assert Batch().entries() == []
    assert pack([]).entries() == []
    failed = pack([Prepared(Path("a.txt"), reason="not a document")])
    assert failed.entries() == []
    assert failed.failed == ((Path("a.txt"), "not a document"),)


def test_a_document_that_ends_its_process_fails_alone(
    reports: list[Path], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = reports[5].with_name(deadly.NAME)
    bad.write_text("今年新增学位10000个。", encoding="utf-8")
    # Where the processes of the pool find `deadly`.
    monkeypatch.syspath_prepend(str(Path(deadly.__file__).parents[3]))
    monkeypatch.setattr(batches, "begin_worker", deadly.begin)
    monkeypatch.setattr(batches, "GROUP", 3)
    found = list(batches.batches([*reports[:6], bad, *reports[6:]], 1))
    assert [failure for batch in found for failure in batch.failed] == [(bad, batches.DEADLY)]
    assert [path for batch in found for path in batch.paths] == reports
    assert len(list(store.add_batches(found))) == len(reports)


def test_a_file_that_is_not_there_is_a_reason(reports: list[Path], tmp_path: Path) -> None:
    batch = batches.read_and_pack([tmp_path / "none.txt", reports[0]])
    assert batch.paths == (reports[0],)
    assert batch.failed == ((tmp_path / "none.txt", "none.txt: there is no such file"),)


def test_what_is_left_out_of_files_travels_with_them(reports: list[Path]) -> None:
    found = replace(prepare(reports[0]), left_out=("pictures", "footnotes"))
    batch = pack([found, prepare(reports[1])])
    assert batch.left_out == ((reports[0], "pictures"), (reports[0], "footnotes"))
