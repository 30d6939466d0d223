"""Adding and removing documents, and what comes out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made import document, fact, promise

from mubiao.documents import document_from_text
from mubiao.extract import extraction
from mubiao.model import DOCUMENT_COLUMNS, FACT_COLUMNS, Document, Measure, QualitativeTarget, Role, Section, StoreError
from mubiao.store import REVIEWED_SCHEMA, Store, database, open_store, rows
from mubiao.store.adding import writing
from mubiao.store.frames import PROMISE_SCHEMA

TEXT = "晋江市2024年政府工作报告\r\n今年地区生产总值增长6%左右，新增学位9510个。去年增长6.5%。"


def report(text: str = TEXT, **fields):
    return document(
        text,
        title="2024年政府工作报告",
        date=date(2024, 1, 5),
        year=2024,
        region="晋江市",
        region_code="350582",
        **fields,
    )


def sections(doc):
    return [Section(0, len(doc.text), 0, doc.title, doc.title, Role.OTHER)]


def spans(doc, *printed):
    return [fact(doc, at := doc.text.index(p), at + len(p), value=float(i)) for i, p in enumerate(printed)]


def test_a_fact_comes_out_as_it_went_in(store: Store) -> None:
    doc = report()
    made = fact(
        doc, 25, 27, value=6.5, high=7.0, qualifier="about", qualifier_text="左右", force="力争", claim="target",
        subsector="textiles", comparison="同比", rank_scope="全国", entity="某厂", section="一 › 二",
        rule="a:b;c:d", confidence=0.5,
    )  # fmt: skip
    assert store.add(doc, [made], sections(doc)) == "added"
    frame = store.facts().collect()
    assert frame.schema == pl.Schema(REVIEWED_SCHEMA)
    assert frame.columns == [*FACT_COLUMNS, "review"]
    row = frame.to_dicts()[0]
    assert row.pop("review") is None
    assert row == {name: getattr(made, name) for name in FACT_COLUMNS}
    assert store.fact(made.fact_id) == {**row, "review": None}
    assert store.fact("no such fact") is None


def test_the_text_is_kept_to_the_code_point(store: Store) -> None:
    doc = document("\ufeffA\0\r\n𠮷B\t\u3000“引号”'\"\\ \u200b")
    store.add(doc, [fact(doc, 1, 2)])
    assert store.text(doc.document_id) == doc.text
    assert store.text("nothing") is None


def test_half_characters_are_refused_in_a_text_and_replaced_in_a_file_name(store: Store) -> None:
    with pytest.raises(StoreError, match="half characters") as caught:
        store.add(Document("0" * 16, "n\udcff.txt", "a\ud800b", "t", "other"), [], rules="1")
    str(caught.value).encode()
    store.add(document("增长6%", name="n\udcff.txt"), [], rules="1")
    assert store.documents()["name"].to_list() == ["n?.txt"]


def test_adding_again_changes_nothing(store: Store) -> None:
    doc = report()
    store.add(doc, spans(doc, "6%", "9510个"), sections(doc))
    before = store.facts().collect()
    assert store.add(doc, spans(doc, "6%"), sections(doc)) == "unchanged"
    assert store.facts().collect().equals(before)
    assert store.documents().height == 1


def test_newer_rules_replace_the_facts_and_older_ones_do_not(store: Store) -> None:
    doc = report()
    store.add(doc, spans(doc, "6%"), sections(doc), rules="1.2")
    assert store.add(doc, spans(doc, "6%", "9510个"), [], rules="1.10") == "updated"
    assert store.facts().collect()["printed"].to_list() == ["6%", "9510个"]
    assert store.sections(doc.document_id).height == 0
    assert store.add(doc, [], [], rules="1.9") == "unchanged"
    assert store.facts().collect().height == 2


def test_documents_and_sections_are_listed(store: Store) -> None:
    doc = report()
    store.add(doc, spans(doc, "6%"), sections(doc))
    assert store.documents().columns == list(DOCUMENT_COLUMNS)
    row = store.documents().to_dicts()[0]
    assert (row["facts"], row["has_text"], row["origin"], row["date"]) == (1, True, "added", date(2024, 1, 5))
    assert store.document(doc.document_id) == row
    assert store.sections(doc.document_id)["role"].to_list() == ["other"]


def test_places_stand_under_the_places_above_them(store: Store) -> None:
    doc = report()
    store.add(doc, [*spans(doc, "6%"), fact(doc, 0, 1, region="某地", region_code="999999")])
    tree = store.regions()
    assert tree["region_code"].to_list() == ["999999", "CN", "350000", "350500", "350582"]
    assert tree.row(by_predicate=pl.col("region_code") == "350500", named=True)["facts_below"] == 1
    assert tree.row(by_predicate=pl.col("region_code") == "350582", named=True)["documents"] == 1


def test_targets_in_words_come_and_go_with_their_document(store: Store) -> None:
    doc = report("晋江市2024年目标：居民收入与经济增长同步。")
    words = QualitativeTarget(
        f"{doc.document_id}-15-22-income_per_capita", doc.document_id, 15, 22, "与经济增长同步", "居民收入",
        "income_per_capita", Measure.GROWTH, "2024", 2024, "晋江市", "350582", "目标", "promises:worded", "1",
    )  # fmt: skip
    store.add(doc, [], [], [words, words], rules="1")
    assert store.promises().collect().to_dicts() == [{n: getattr(words, n) for n in PROMISE_SCHEMA}]
    assert [r["verdict"] for r in store.targets().collect().to_dicts()] == ["open"]
    assert store.add(doc, [], [], rules="2") == "updated" and store.promises().collect().height == 0
    list(store.add_many([(doc, [], [], [words])], rules="3"))
    assert store.promises().collect().height == 1 and store.check().height == 0
    assert store.promise(words.promise_id) == store.promises().collect().row(0, named=True)
    assert store.promise("x") is None
    lazy = store.promises().filter((pl.col("year") == 2024) & (pl.col("indicator") == "income_per_capita"))
    assert lazy.select("printed").collect().rows() == [("与经济增长同步",)]
    assert store.sql("SELECT printed, year FROM promises").rows() == [("与经济增长同步", 2024)]
    store.remove(doc.document_id)
    assert store.promises().collect().height == 0


def test_a_target_in_words_outside_its_document_is_refused(store: Store) -> None:
    doc = report("居民收入与经济增长同步。")
    words = promise(doc, "与经济增长同步", "income_per_capita")
    with pytest.raises(StoreError, match="does not lie in this document"):
        store.add(doc, [], (), [replace(words, end=99)])
    with pytest.raises(StoreError, match="does not lie in this document"):
        store.add(report("另一份。"), [], (), [words])
    assert store.documents().height == 0


def test_removing_takes_the_document_and_its_facts(store: Store) -> None:
    doc, other = report(), report("另一份报告，增长5%。")
    store.add(doc, spans(doc, "6%"), sections(doc))
    store.add(other, spans(other, "5%"))
    assert store.remove(doc.document_id)
    assert not store.remove(doc.document_id)
    assert store.facts().collect()["document_id"].unique().to_list() == [other.document_id]
    assert store.sections(doc.document_id).height == 0


def test_many_documents_go_in_batches(store: Store) -> None:
    docs = [report(f"第{i}份，增长6%。") for i in range(7)]
    items = [(d, spans(d, "6%"), sections(d)) for d in docs]
    seen = [(d.document_id, outcome) for d, outcome in store.add_many([*items, items[0]], batch=3)]
    assert seen == [*((d.document_id, "added") for d in docs), (docs[0].document_id, "unchanged")]
    assert store.facts().collect().height == 7


def test_the_same_document_twice_in_a_batch_goes_in_once(store: Store) -> None:
    doc = report()
    item = (doc, spans(doc, "6%"), sections(doc))
    assert [outcome for _, outcome in store.add_many([item, item])] == ["added", "unchanged"]
    assert store.facts().collect().height == 1


def test_a_fact_outside_its_document_is_refused_and_nothing_is_added(store: Store) -> None:
    doc = report()
    with pytest.raises(StoreError, match="does not lie in this document"):
        store.add(doc, [fact(doc, 0, 10_000)])
    with pytest.raises(StoreError, match="does not lie in this document"):
        store.add(doc, [fact("0123456789abcdef", 0, 1)])
    assert store.documents().height == 0


def test_a_reader_cannot_write(store: Store) -> None:
    doc = report()
    reader = open_store(store.path, read_only=True)
    with pytest.raises(StoreError, match="reading only"):
        reader.add(doc, [], rules="1")
    with pytest.raises(StoreError, match="reading only"):
        reader.remove("x")


def test_the_order_of_adding_changes_no_target(tmp_path: Path) -> None:
    """From the texts on: promised in words and numbers, of two places that stand one above the other."""
    said = [
        ("晋江市", 2023, "地区生产总值增长5%", "地区生产总值增长6%左右，居民收入与经济增长同步，出口持平"),
        ("晋江市", 2024, "地区生产总值增长5.8%，居民收入增长4.9%", "地区生产总值增长6%，居民收入增速高于全市平均水平"),
        ("晋江市", 2025, "出口增长3%，居民收入增长5.5%", "居民收入稳步增长，出口增长4%"),
        ("泉州市", 2024, "晋江市出口增长2%，全市出口增长1%", "居民收入与经济增长同步，出口稳中提质"),
    ]
    made = []
    for place, year, review, plan in said:
        past = f"一、{year - 1}年工作回顾\n\n{review}。"
        doc = document_from_text(f"{year}年{place}政府工作报告\n\n{past}\n\n二、{year}年工作安排\n\n{plan}。\n")
        found = extraction(doc)
        made.append((doc, found.facts, found.sections, found.targets))
    tables = []
    for number, order in enumerate([(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)]):
        store = open_store(tmp_path / f"{number}.duckdb", bundled=False)
        assert [outcome for _, outcome in store.add_many(made[i] for i in order)] == ["added"] * 4
        tables.append(store.targets().collect())
    assert tables[0].equals(tables[1]) and tables[0].equals(tables[2])
    words = tables[0].filter(pl.col("promise").is_not_null(), pl.col("region") == "晋江市")
    assert words.select("indicator", "year", "target_words", "outcome", "verdict").rows() == [
        ("exports", 2023, "持平", 2.0, "about"),
        ("income_per_capita", 2023, "与经济增长同步", 4.9, "about"),
        ("income_per_capita", 2024, "增速高于全市平均水平", 5.5, "about"),
        ("income_per_capita", 2025, "稳步增长", None, "open"),
    ]


def test_long_documents_end_a_transaction_sooner(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "CHARACTERS", 100)
    sizes: list[int] = []
    add = writing.add

    def counted(cursor: Any, entries: Any, *told: Any) -> Any:
        sizes.append(len(entries))
        return add(cursor, entries, *told)

    monkeypatch.setattr(writing, "add", counted)
    texts = [f"{n}：" + "增长6%。" * (30 if n == 1 else 5) for n in range(9)]
    outcomes = [o for _, o in store.add_many(((document(t), [], []) for t in texts), rules="1.0.0", batch=4)]
    assert outcomes == ["added"] * 9
    assert sizes == [2, 4, 3]


def test_what_documents_bring_is_appended_not_written_anew(store: Store) -> None:
    """An index would have DuckDB write all texts again at each transaction (schema.sql says so)."""
    with store.reading() as cursor:
        indexed = cursor.execute(
            "SELECT table_name FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE')"
        ).fetchall()
    assert {name for (name,) in indexed}.isdisjoint({"documents", *writing.OF_DOCUMENTS})


def test_what_went_wrong_is_not_hidden_by_what_follows(store: Store) -> None:
    frame = pl.DataFrame({"a": ["x"]})
    with (
        pytest.raises(StoreError, match="Could not convert"),
        store._writing() as cursor,
        rows.registered(cursor, "frame", frame),
    ):
        cursor.execute("SELECT a::INTEGER FROM frame").fetchall()


def parts(store: Store) -> int:
    with store.reading() as cursor:
        found = cursor.execute("SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('documents')").fetchall()
    return int(found[0][0])


def test_parts_that_are_large_stay_as_they_were_written_and_small_ones_are_joined(store: Store) -> None:
    """Joining reads texts by the thousand and writes all again: memory and time would grow with what is there."""

    def some(begin: int, count: int, batch: int) -> None:
        made = ((document(f"{n}年报告：增长6%。"), [], []) for n in range(begin, begin + count))
        assert [o for _, o in store.add_many(made, rules="1", batch=batch)] == ["added"] * count

    some(0, 600, 100)
    assert parts(store) == 6
    some(600, 20, 5)
    assert parts(store) == 10, "no border of JOINED between"
    some(620, 100, 10)
    assert parts(store) < 12, "across one they are joined"
    assert store.documents().height == 720
