"""A copy with other line ends or with a byte order mark is the same document, whichever came first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import polars as pl
import pytest

from mubiao import bundle
from mubiao.documents import document_from_text
from mubiao.ingest import Prepared, prepared
from mubiao.store import Store, open_store
from mubiao.store.adding.copies import forms

TEXT = (
    "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n地区生产总值增长6.5%。\n新增学位9510个。\n\n"
    "二、2024年工作安排\n\n力争地区生产总值增长6%左右。\n居民收入与经济增长同步。\n"
)
FORMS = {
    "line feeds": TEXT,
    "CRLF": TEXT.replace("\n", "\r\n"),
    "a mark": "\ufeff" + TEXT,
    "a mark and CRLF": "\ufeff" + TEXT.replace("\n", "\r\n"),
}


def read(form: str) -> Prepared:
    return prepared(Path("report.txt"), document_from_text(FORMS[form], "report.txt"))


def put(store: Store, form: str, rules: str) -> str:
    found = read(form)
    assert found.document is not None and len(found.facts) >= 3
    return store.add(found.document, found.facts, found.sections, found.promises, rules=rules)


@pytest.mark.parametrize(("first", "second"), list(permutations(FORMS, 2)))
def test_a_copy_is_the_same_document(first: str, second: str, store: Store) -> None:
    assert put(store, first, "1") == "added"
    before = [store.facts().collect(), store.promises().collect(), store.documents()]
    store.reviews.accept(before[0]["fact_id"][0])
    assert put(store, second, "1") == "unchanged"
    # Newer rules have read the copy: their facts stand where they stand in the text that is there.
    assert put(store, second, "2") == "updated"
    assert store.documents().equals(before[2]) and store.check().height == 0
    after = store.facts().collect()
    assert after.select("fact_id", "start", "end", "printed").equals(
        before[0].select("fact_id", "start", "end", "printed")
    )
    assert store.promises().collect()["promise_id"].equals(before[1]["promise_id"])
    assert after["review"][0] == "accepted" and store.reviews.orphans().height == 0


def test_copies_that_come_together_are_one(store: Store) -> None:
    items = [(p.document, p.facts, p.sections, p.promises) for p in map(read, FORMS)]
    outcomes = [(document.document_id, said) for document, said in store.add_many(items)]  # type: ignore[arg-type]
    ((_, first), *others) = outcomes
    assert first == "added" and {said for _, said in others} == {"unchanged"}
    assert len({key for key, _ in outcomes}) == 1 == store.documents().height


@pytest.mark.parametrize(("shipped", "brought"), list(permutations(FORMS, 2)))
def test_a_copy_attaches_the_text_of_a_bundled_document(
    shipped: str, brought: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle.write(bundle.collected([read(shipped)], "1"), tmp_path / "bundled")
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "bundled"))
    store = open_store(tmp_path / "new.duckdb")
    assert put(store, brought, "1") == "attached"
    assert store.documents()["has_text"].to_list() == [True] and store.check().height == 0
    assert store.text(store.documents()["document_id"][0]) == FORMS[shipped]


def test_other_texts_are_other_documents(store: Store) -> None:
    for text in (TEXT, TEXT + "\n", TEXT.replace("\n\n", "\n"), TEXT.replace("6%", "7%"), TEXT.replace("\n", "\r")):
        found = prepared(Path("x"), document_from_text(text, "x"))
        assert store.add(found.document, found.facts, found.sections, rules="1") == "added"  # type: ignore[arg-type]
    assert store.documents().height == 5
    assert isinstance(store.facts().collect(), pl.DataFrame)


def test_the_forms_of_a_text_know_each_other() -> None:
    assert {frozenset(forms(text)) for text in FORMS.values()} == {frozenset(forms(TEXT))}
    mixed = TEXT.replace("\n", "\r\n", 2)
    assert set(forms(TEXT)) < set(forms(mixed))
