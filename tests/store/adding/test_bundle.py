"""The bundled facts: made the same way always, put into a new database, joined by their text later."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from made import document, fact, promise

from mubiao import bundle
from mubiao.ingest import Prepared, expand
from mubiao.model import Role, Section, StoreError
from mubiao.store import Store, bundled, open_store


def prepared() -> list[Prepared]:
    made = []
    for place, code, year in (("晋江市", "350582", 2024), ("泉州市", "350500", 2024), ("泉州市", "350500", 2023)):
        doc = document(
            f"{place}{year}年，增长6%左右，新增学位9510个。", year=year, region=place, region_code=code, name="x.txt"
        )
        facts = (
            fact(doc, 17, 22, measure="level", region=place, region_code=code),
            fact(doc, 11, 13, region=place, region_code=code),
        )
        made.append(Prepared(Path("x.txt"), doc, facts, (Section(0, 20, 0, "标题", "标题", Role.OTHER),)))
    return made


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    bundle.write(bundle.collected(prepared(), "1"), tmp_path / "bundled")
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "bundled"))
    return open_store(tmp_path / "new.duckdb")


def test_a_new_database_has_the_bundled_facts(filled: Store) -> None:
    listed = filled.documents()
    assert listed.select("region", "year", "facts", "has_text", "origin").rows() == [
        ("泉州市", 2023, 2, False, "bundled"),
        ("泉州市", 2024, 2, False, "bundled"),
        ("晋江市", 2024, 2, False, "bundled"),
    ]
    facts = filled.facts().collect()
    assert sorted(facts["fact_id"]) == sorted(f.fact_id for p in prepared() for f in p.facts)
    assert facts["start"].to_list() == [11, 17] * 3
    assert filled.sections(listed["document_id"][0])["heading"].to_list() == ["标题"]
    assert filled.regions()["region"].to_list() == ["全国", "福建省", "泉州市", "晋江市"]
    assert filled.check().height == 0


def test_words_about_several_things_of_one_indicator_are_bundled_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = document("专利申请量、专利授权量稳定增长。")
    said = tuple(replace(promise(doc, "稳定增长", "patents"), subject=name) for name in ("专利申请量", "专利授权量"))
    source = Prepared(Path("x.txt"), doc, promises=said)
    bundle.write(bundle.collected([source], "1"), tmp_path / "bundled")
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "bundled"))
    shipped = open_store(tmp_path / "shipped.duckdb")
    added = open_store(tmp_path / "added.duckdb", bundled=False)
    added.add(doc, (), promises=said, rules="1")
    assert shipped.check().is_empty()
    of = "SELECT promise_id, subject FROM promises"
    assert shipped.sql(of).rows() == added.sql(of).rows() == [(said[0].promise_id, "专利申请量")]


def test_no_text_is_bundled(tmp_path: Path) -> None:
    tables = bundle.collected(prepared(), "1")
    assert "text" not in tables["documents"].columns
    bundle.write(tables, tmp_path)
    content = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    for p in prepared():
        assert p.document is not None and p.document.text.encode() not in content


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    sources = prepared()
    for name in ("one", "two"):
        random.Random(name).shuffle(sources)
        bundle.write(bundle.collected([*sources, sources[0]], "1"), tmp_path / name)
    for table in bundled.TABLES:
        one, two = ((tmp_path / name / f"{table}.parquet").read_bytes() for name in ("one", "two"))
        assert one == two


def test_adding_the_file_attaches_its_text(filled: Store) -> None:
    source = prepared()[0]
    assert source.document is not None
    filled.reviews.accept(source.facts[0].fact_id)
    assert filled.add(source.document, source.facts, source.sections, rules="1") == "attached"
    assert filled.text(source.document.document_id) == source.document.text
    assert filled.documents().filter(pl.col("has_text"))["name"].to_list() == ["x.txt"]
    assert filled.add(source.document, source.facts, source.sections, rules="1") == "unchanged"
    assert filled.fact(source.facts[0].fact_id)["review"] == "accepted"  # type: ignore[index]
    assert filled.documents().height == 3


def test_newer_rules_replace_the_facts_of_an_attached_document(filled: Store) -> None:
    source = prepared()[0]
    assert source.document is not None
    assert filled.add(source.document, source.facts[:1], rules="2") == "attached"
    assert filled.facts().filter(pl.col("document_id") == source.document.document_id).collect().height == 1
    assert filled.add(source.document, source.facts[:1], rules="2") == "unchanged"


def test_a_database_can_do_without(filled: Store, tmp_path: Path) -> None:
    assert open_store(tmp_path / "bare.duckdb", bundled=False).documents().height == 0


def test_a_folder_without_a_bundle_is_an_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "nothing"))
    assert open_store(tmp_path / "new.duckdb").documents().height == 0


def test_a_bundle_that_is_not_there_makes_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = open_store(tmp_path / "there.duckdb", bundled=False)
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "mistyped"))
    with pytest.raises(StoreError, match=r"^MUBIAO_BUNDLE names no folder: .*mistyped$"):
        open_store(tmp_path / "new.duckdb")
    assert [path.name for path in tmp_path.glob("*.duckdb")] == ["there.duckdb"]
    assert open_store(there.path).documents().height == 0  # what is there does not begin with it


@pytest.mark.parametrize("table", ["documents", "facts"])
def test_a_damaged_bundle_is_not_the_fault_of_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    bundle.write(bundle.collected(prepared(), "1"), tmp_path / "bundled")
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "bundled"))
    file = tmp_path / "bundled" / f"{table}.parquet"
    for damaged in (b"", file.read_bytes()[:-9], b"x" * 200):
        file.write_bytes(damaged)
        with pytest.raises(StoreError, match=rf"^{table}\.parquet, with which a new database begins, is damaged: "):
            open_store(tmp_path / "new.duckdb")
        assert not (tmp_path / "new.duckdb").exists()


def test_folders_are_searched(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/2.txt", "1.txt"):
        (tmp_path / name).write_text("x")
    found, _ = expand([tmp_path / "1.txt", tmp_path])
    assert found == [tmp_path / "1.txt", tmp_path / "a" / "2.txt"]
