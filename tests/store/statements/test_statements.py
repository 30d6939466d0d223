"""What people state of documents is kept, applied at every reading, undone, and outlives the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from mubiao import bundle
from mubiao.documents import document_from_text, read
from mubiao.documents.stated import Stated
from mubiao.ingest import Prepared, prepared
from mubiao.model import StatementError
from mubiao.store import SCHEMA_VERSION, Store, open_store

TEXT = (
    "2022年永春县政府工作报告\n各位代表：\n现在，我代表永春县人民政府向大会报告工作，请予审议。\n"
    "二、今年工作安排\n力争地区生产总值增长6%，新增学位20个。\n"
)


def found(text: str = TEXT, name: str = "report.txt", **stated: object) -> Prepared:
    said = Stated.of(stated)
    return prepared(Path(name), document_from_text(text, name, stated=said or None))


def put(store: Store, one: Prepared, rules: str | None = None) -> str:
    assert one.document is not None
    return store.add(one.document, one.facts, one.sections, one.promises, rules=rules)


def known(store: Store) -> set[tuple[str | None, int | None]]:
    return set(store.facts().select("region", "year").collect().iter_rows())


def key_of(one: Prepared) -> str:
    assert one.document is not None
    return one.document.document_id


KEY = key_of(found())


def test_a_correction_is_read_into_the_document_at_once(store: Store) -> None:
    put(store, found())
    assert known(store) == {("永春县", 2022)}
    done = store.statements.state(KEY, {"year": 2021, "region": "石狮"}, reviewer="甲")
    assert done == "read again" and known(store) == {("石狮市", 2021)}
    document = store.document(KEY)
    assert document is not None and (document["region_code"], document["year"]) == ("350581", 2021)
    assert store.check().is_empty()
    kept = store.statements.of(KEY)
    assert kept.select("field", "value", "was", "reviewer", "undone").rows() == [
        ("region", "石狮市", "350525", "甲", False), ("year", "2021", "2022", "甲", False)
    ] or set(kept["field"]) == {"region", "year"}  # fmt: skip
    assert kept["at"].null_count() == 0


def test_undo_takes_back_the_last_correction_whole(store: Store) -> None:
    put(store, found())
    store.statements.state(KEY, {"year": 2021})
    store.statements.state(KEY, {"year": 2020, "region": "石狮市"})
    assert known(store) == {("石狮市", 2020)}
    assert store.statements.undo(KEY) == (("region", "year"), "read again")
    assert known(store) == {("永春县", 2021)}
    assert store.statements.undo(KEY) == (("year",), "read again") and known(store) == {("永春县", 2022)}
    assert store.statements.undo(KEY) is None
    assert store.statements.all()["undone"].all() and store.statements.all().height == 3, "nothing is overwritten"


@pytest.mark.parametrize("form", [TEXT, "\ufeff" + TEXT, TEXT.replace("\n", "\r\n")])
def test_it_holds_when_the_document_is_removed_and_added_again(store: Store, form: str) -> None:
    put(store, found())
    store.statements.state(KEY, {"year": 2021})
    store.remove(KEY)
    assert put(store, found(form)) == "added"
    assert known(store) == {("永春县", 2021)}
    assert store.check().is_empty()


def test_it_holds_when_newer_rules_read_the_document(store: Store) -> None:
    put(store, found(), rules="1")
    store.statements.state(KEY, {"year": 2021})
    with store._writing() as cursor:
        cursor.execute("UPDATE documents SET rules = '0'")
    assert put(store, found()) == "updated" and known(store) == {("永春县", 2021)}
    assert put(store, found()) == "unchanged"


def test_what_is_stated_with_a_file_is_kept_and_wins_over_what_was_stated_before(store: Store) -> None:
    assert put(store, found(year=2021)) == "added"
    assert store.statements.of(KEY).select("field", "value").rows() == [("year", "2021")]
    assert put(store, found(year=2021)) == "unchanged" and store.statements.all().height == 1
    assert put(store, found()) == "unchanged" and known(store) == {("永春县", 2021)}
    assert put(store, found(region="石狮市")) == "updated" and known(store) == {("石狮市", 2021)}
    assert put(store, found(year=2020)) == "updated" and known(store) == {("石狮市", 2020)}


def test_what_came_with_the_file_is_not_lost(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "泉州市" / "2020.html"
    file.parent.mkdir()
    file.write_text(
        '<html><head><meta name="ArticleTitle" content="某年的报告"><meta name="PubDate" content="2020-02-03">'
        '<meta name="Url" content="https://example.org/1"></head><body><p>各位代表：新增学位20个。</p></body></html>',
        encoding="utf-8",
    )
    one = prepared(file, read(file))
    put(store, one)
    store.statements.state(key_of(one), {"publisher": "某办"})
    document = store.document(key_of(one))
    assert document is not None
    names = ("title", "region", "year", "publisher", "url", "name")
    assert [document[name] for name in names] == [
        "某年的报告", "泉州市", 2020, "某办", "https://example.org/1", "2020.html"
    ]  # fmt: skip
    assert str(document["date"]) == "2020-02-03"


def test_doubts_are_kept_and_settled(store: Store) -> None:
    put(store, found(name="2021.txt"))
    assert store.documents()["doubts"].to_list() == ["year-name: year 2022, but its name says 2021"]
    store.statements.state(KEY, {"year": 2022})
    assert store.documents()["doubts"].to_list() == [None]
    frame = store.statements.frame(KEY)
    assert frame is not None and frame.dated.ranked[0].cues[0][0].cue == "year:stated"


@pytest.mark.parametrize("values", [{"year": "21"}, {"region": "火星市"}, {"rules": "9"}, {"year": ""}, {}])
def test_what_cannot_be_stated_changes_nothing(store: Store, values: dict[str, object]) -> None:
    put(store, found())
    with pytest.raises(StatementError):
        store.statements.state(KEY, values)
    with pytest.raises(StatementError, match="there is no document"):
        store.statements.state("0" * 16, {"year": 2021})
    assert store.statements.all().is_empty() and known(store) == {("永春县", 2022)}


# A bundled document, whose text is not here


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    text = TEXT + "2019年新增学位7个。今年，石狮市新增车位5个。\n"
    one = found(text)
    bundle.write(bundle.collected([one], "1"), tmp_path / "bundled")
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "bundled"))
    return open_store(tmp_path / "shipped.duckdb")


def test_a_bundled_document_is_mended_as_far_as_it_can_be(shipped: Store) -> None:
    (key,) = shipped.documents()["document_id"]
    before = shipped.facts().collect()
    assert shipped.statements.frame(key) is None
    assert shipped.statements.state(key, {"year": 2021, "region": "泉州市"}) == "adjusted"
    document = shipped.document(key)
    assert document is not None and (document["year"], document["region_code"]) == (2021, "350500")
    after = shipped.facts().collect()
    joined = before.join(after, on="fact_id", suffix="_new")
    inherited = joined.filter(~pl.col("period_stated"))
    assert inherited.height and (inherited["year"] - inherited["year_new"]).unique().to_list() == [1]
    assert inherited["period_end_new"].dt.year().to_list() == inherited["year_new"].to_list()
    stated = joined.filter("period_stated")
    assert stated.height and stated["year"].equals(stated["year_new"].alias("year"))
    home = pl.col("rule").str.contains("regions:home")
    assert set(joined.filter(home)["region_new"]) == {"泉州市"}
    assert joined.filter(~home)["region"].equals(joined.filter(~home)["region_new"].alias("region"))
    assert shipped.statements.undo(key) == (("region", "year"), "adjusted")
    assert shipped.facts().collect().equals(before)


def test_a_correction_of_a_bundled_document_holds_when_its_text_comes(shipped: Store) -> None:
    (key,) = shipped.documents()["document_id"]
    shipped.statements.state(key, {"year": 2021})
    assert put(shipped, found(TEXT + "2019年新增学位7个。今年，石狮市新增车位5个。\n")) == "attached"
    assert {2021, 2019} == {year for _, year in known(shipped)}
    assert shipped.check().is_empty()


# An older database


def test_a_database_without_statements_is_migrated_with_a_backup(store: Store) -> None:
    put(store, found())
    expected = store.facts().collect()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("DROP TABLE statements")
        for column in ("url", "doubts"):
            connection.execute(f"ALTER TABLE documents DROP COLUMN {column}")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
    before = store.path.read_bytes()
    migrated = open_store(store.path)
    assert store.path.with_name("reports.duckdb.v2.backup").read_bytes() == before
    assert SCHEMA_VERSION >= 3 and migrated.facts().collect().equals(expected)
    assert migrated.documents().select("url", "doubts").rows() == [(None, None)]
    migrated.statements.state(KEY, {"year": 2021})
    assert known(migrated) == {("永春县", 2021)} and migrated.check().is_empty()


def test_confidence_is_that_of_the_document_times_its_own(store: Store) -> None:
    sure = found().document
    assert sure is not None
    unsure = replace(sure, certainty=0.5)
    pairs = zip(prepared(Path("x"), replace(sure, certainty=1.0)).facts, prepared(Path("x"), unsure).facts, strict=True)
    assert all(half.confidence == pytest.approx(whole.confidence / 2, abs=0.001) for whole, half in pairs)


# Travelling with the judgments


def test_statements_travel_with_the_judgments(store: Store, tmp_path: Path) -> None:
    put(store, found())
    store.statements.state(KEY, {"year": 2019}, reviewer="甲")
    store.statements.state(KEY, {"year": 2021, "region": "南京市鼓楼区"}, reviewer="甲")
    fact = store.facts().collect()["fact_id"][0]
    store.reviews.accept(fact, reviewer="乙")
    assert store.reviews.export(tmp_path / "out.csv") == 4

    other = open_store(tmp_path / "other.duckdb", bundled=False)
    put(other, found())
    assert other.reviews.load(tmp_path / "out.csv") == 4
    assert known(other) == {("鼓楼区", 2021)} == known(store)
    assert other.facts().collect()["region_code"].unique().to_list() == ["320106"]
    assert other.reviews.load(tmp_path / "out.csv") == 0, "once is enough"

    waiting = open_store(tmp_path / "waiting.duckdb", bundled=False)
    assert waiting.reviews.load(tmp_path / "out.csv") == 4
    assert put(waiting, found()) == "added" and known(waiting) == known(store)

    store.statements.undo(KEY)
    store.reviews.export(tmp_path / "undone.csv")
    other.reviews.load(tmp_path / "undone.csv")
    assert known(other) == {("永春县", 2019)}


def test_a_statement_that_cannot_be_is_a_line_that_is_refused(store: Store, tmp_path: Path) -> None:
    put(store, found())
    store.statements.state(KEY, {"year": 2021})
    store.reviews.export(tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    (tmp_path / "bad.csv").write_text(text.replace(",year,2021,", ",year,21,"), encoding="utf-8")
    refused: list[tuple[int, str]] = []
    store.reviews.load(tmp_path / "bad.csv", refused=lambda line, why: refused.append((line, why)))
    assert refused == [(2, "not a year of a report: 21 (1949 to 2100)")]


def test_a_document_that_was_taken_out_is_put_back_as_it_was(shipped: Store) -> None:
    (key,) = shipped.documents()["document_id"]
    before, facts, outline = shipped.documents(), shipped.facts().collect(), shipped.sections(key)
    shipped.reviews.accept(facts["fact_id"][0])
    taken = shipped.take_out(key)
    assert shipped.documents().is_empty() and shipped.facts().collect().is_empty()
    assert shipped.put_back(taken) and not shipped.put_back(taken)
    assert shipped.documents().equals(before) and shipped.sections(key).equals(outline)
    assert shipped.facts(reviews=False).collect().equals(facts) and shipped.reviews.orphans().is_empty()
    assert not shipped.put_back(shipped.take_out("0" * 16))
