"""What is new in a database since it was last looked at."""

from __future__ import annotations

from pathlib import Path

from tests.made import document, fact

from mubiao.queries.session.news import News, marks, news
from mubiao.store import open_store


def test_documents_are_new_read_again_or_gone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "news.duckdb", bundled=False)
    stays, changes, goes = (document(f"{word}增长6%。") for word in ("一", "二", "三"))
    for doc in (stays, changes, goes):
        store.add(doc, [fact(doc, 3, 5)])
    before = marks(store)
    assert set(before) == {doc.document_id for doc in (stays, changes, goes)}
    assert news(before, marks(store)) == News(), "reading again changes nothing"
    comes = document("四增长7%。")
    store.add(comes, [fact(comes, 3, 5)])
    store.remove(goes.document_id)
    store.add(changes, [fact(changes, 3, 5, origin="99.1"), fact(changes, 0, 1, origin="99.1")], rules="99.1")
    assert news(before, marks(store)) == News((comes.document_id,), (changes.document_id,), 1)


def test_nothing_is_new_in_an_empty_database(tmp_path: Path) -> None:
    store = open_store(tmp_path / "empty.duckdb", bundled=False)
    assert news(marks(store), marks(store)) == News()
