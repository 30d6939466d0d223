"""What became of pledges, kept up to date as reports of a place come, change and go."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from mubiao.documents import document_from_text
from mubiao.ingest import Prepared, prepared
from mubiao.model import InputError
from mubiao.store import Store, open_store
from mubiao.store.adding.links import Report, pairs


def report(year: int, review: str, plan: str, place: str = "宜都市", more: str = "") -> Prepared:
    text = (
        f"{year}年{place}政府工作报告\n\n一、{year - 1}年工作回顾\n\n{review}\n\n二、{year}年工作安排\n\n{plan}\n{more}"
    )
    return prepared(Path(f"{year}.txt"), document_from_text(text, f"{year}.txt"))


PROMISED = report(2022, "经济平稳增长。", "开工建设沙洲大桥。建成江南路综合管廊。")
BEGUN = report(2023, "沙洲大桥开工建设。", "建成沙洲大桥。加快建设江南路综合管廊。")
DONE = report(2024, "沙洲大桥建成通车。", "举办首届风筝文化节。")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "pledges.duckdb", bundled=False)


def add(store: Store, *reports: Prepared) -> list[str]:
    items = []
    for p in reports:
        assert p.document is not None
        items.append((p.document, p.facts, p.sections, p.promises, p.pledges))
    return [outcome for _, outcome in store.add_many(items)]


def fates(store: Store) -> dict[tuple[int, str], tuple[str | None, int | None]]:
    """(year of the report, object) → status and how many years later it is told."""
    rows = store.pledges().select("report_year", "object", "status", "years_later").collect().iter_rows()
    return {(year, name): (status, later) for year, name, status, later in rows}


def test_every_pair_is_followed_whatever_the_order(store: Store) -> None:
    for one in (DONE, PROMISED, BEGUN):
        add(store, one)
    assert fates(store) == {
        (2022, "沙洲大桥"): ("fulfilled", 1),
        (2022, "江南路综合管廊"): ("again", 1),
        (2023, "沙洲大桥"): ("fulfilled", 1),
        (2023, "江南路综合管廊"): ("silent", 1),
        (2024, "首届风筝文化节"): (None, None),
    }


def test_evidence_and_the_next_pledge_stand_where_they_say(store: Store) -> None:
    add(store, PROMISED, BEGUN, DONE)
    for row in store.pledges().filter(pl.col("evidence_start").is_not_null()).collect().to_dicts():
        text = store.text(row["later_id"])
        assert text is not None
        assert row["object"][:2] in text[row["evidence_start"] : row["evidence_end"]]
    first = store.pledges().filter(pl.col("report_year") == 2022, pl.col("object") == "江南路综合管廊").collect()
    again = store.pledge(first["next_id"][0])
    assert again is not None and (again["report_year"], again["object"]) == (2023, "江南路综合管廊")


def test_a_gap_is_followed_into_the_next_there_is_and_said(store: Store) -> None:
    add(store, PROMISED, DONE)
    assert fates(store)[2022, "沙洲大桥"] == ("fulfilled", 2)
    add(store, BEGUN)
    assert fates(store)[2022, "沙洲大桥"] == ("fulfilled", 1)


def test_one_report_alone(store: Store) -> None:
    add(store, PROMISED)
    assert set(fates(store).values()) == {(None, None)}


def test_a_removed_report_tells_nothing_more(store: Store) -> None:
    add(store, PROMISED, BEGUN, DONE)
    assert BEGUN.document is not None
    whole = store.pledges().sort("pledge_id").collect()
    taken = store.take_out(BEGUN.document.document_id)
    assert fates(store)[2022, "沙洲大桥"] == ("fulfilled", 2)
    assert store.put_back(taken)
    assert store.pledges().sort("pledge_id").collect().equals(whole)


def test_two_reports_of_one_year(store: Store) -> None:
    """The longer one tells what became of the pledges before; those of both are followed."""
    short = report(2023, "沙洲大桥正在设计。", "建成沙洲大桥。")
    add(store, PROMISED, short, BEGUN, DONE)
    links = store.pledges().filter(pl.col("report_year") == 2022).collect()
    assert BEGUN.document is not None and links["later_id"].unique().to_list() == [BEGUN.document.document_id]
    assert store.pledges().filter(pl.col("report_year") == 2023, pl.col("status").is_null()).collect().is_empty()


def test_a_report_read_twice_is_one(store: Store) -> None:
    add(store, PROMISED, BEGUN)
    before = store.pledges().collect()
    assert BEGUN.document is not None
    copy = prepared(Path("copy.txt"), document_from_text(BEGUN.document.text.replace("\n", "\r\n"), "copy.txt"))
    assert add(store, copy) == ["unchanged"]
    assert store.pledges().collect().equals(before)


def test_another_place_tells_nothing(store: Store) -> None:
    add(store, PROMISED, report(2023, "沙洲大桥建成通车。", "开工建设南渡大桥。", place="枝江市"))
    assert fates(store)[2022, "沙洲大桥"] == (None, None)


def test_a_renamed_place_is_one() -> None:
    """Reports under an old name have the code of today: they are pairs like any others."""
    reports = [Report("a", "420581", 1987, 9), Report("b", "420581", 1988, 9), Report("c", "420583", 1988, 9)]
    assert dict(pairs(reports)) == {"a": "b"}


def test_a_stated_year_moves_the_pair(store: Store) -> None:
    add(store, PROMISED, BEGUN)
    assert BEGUN.document is not None
    store.statements.state(BEGUN.document.document_id, {"year": 2021})
    assert fates(store)[2022, "沙洲大桥"] == (None, None)
    store.statements.undo(BEGUN.document.document_id)
    assert fates(store)[2022, "沙洲大桥"] == ("fulfilled", 1)


def test_reviews_of_pledges(store: Store) -> None:
    add(store, PROMISED, BEGUN)
    rows = store.pledges().filter(pl.col("report_year") == 2022).collect()
    one, two = rows["pledge_id"].to_list()
    store.reviews.accept(one)
    store.reviews.correct(two, "status", "silent")
    marked = {row["pledge_id"]: (row["status"], row["review"]) for row in store.pledges().collect().to_dicts()}
    assert marked[one][1] == "accepted" and marked[two] == ("silent", "corrected")
    store.reviews.undo(two)
    assert store.pledge(two)["status"] == "again"  # type: ignore[index]
    store.reviews.reject(two)
    assert store.pledge(two)["review"] == "rejected"  # type: ignore[index]
    assert store.reviews.orphans().is_empty() and store.check().is_empty()


@pytest.mark.parametrize(("field", "value"), [("status", "done"), ("status", ""), ("value", "3"), ("act", "fly")])
def test_what_cannot_be_corrected(store: Store, field: str, value: str) -> None:
    add(store, PROMISED)
    pledge = store.pledges().collect()["pledge_id"][0]
    with pytest.raises(InputError):
        store.reviews.correct(pledge, field, value)
    assert store.reviews.all().is_empty()


def test_reviews_travel_as_a_file(store: Store, tmp_path: Path) -> None:
    add(store, PROMISED, BEGUN)
    pledge = store.pledges().filter(pl.col("report_year") == 2022).collect()["pledge_id"][0]
    store.reviews.correct(pledge, "status", "under_way")
    store.reviews.export(tmp_path / "reviews.csv")
    other = open_store(tmp_path / "other.duckdb", bundled=False)
    assert other.reviews.load(tmp_path / "reviews.csv") == 1
    add(other, PROMISED, BEGUN)
    assert other.pledge(pledge)["status"] == "under_way"  # type: ignore[index]


def test_an_older_database_gets_the_tables(tmp_path: Path) -> None:
    """One of schema 3 opens, keeps its facts and a backup, and its reports are read anew when they are added again."""
    path = tmp_path / "old.duckdb"
    store = open_store(path, bundled=False)
    add(store, PROMISED, BEGUN)
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP VIEW followed_pledges")
        connection.execute("DROP TABLE pledges")
        connection.execute("DROP TABLE pledge_links")
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    opened = open_store(path)
    assert (tmp_path / "old.duckdb.v3.backup").exists()
    assert opened.pledges().collect().is_empty()
    assert add(opened, PROMISED, BEGUN) == ["updated", "updated"]
    assert fates(opened)[2022, "沙洲大桥"] == ("fulfilled", 1)


def test_a_database_whose_views_tell_all_by_themselves_stays_as_it_is(tmp_path: Path) -> None:
    """One of before the view of judgments: it needs no migration, and what people have said holds in it."""
    import duckdb

    from mubiao.store.create import schema_sql

    store = open_store(tmp_path / "old.duckdb", bundled=False)
    add(store, PROMISED, BEGUN)
    pledge = store.pledges().filter(pl.col("report_year") == 2022).collect()["pledge_id"][0]
    store.reviews.correct(pledge, "status", "under_way")
    followed = store.pledges().collect()
    _, _, views = schema_sql().partition("CREATE VIEW judgments AS")
    judgments, _, views = views.partition(";")
    with duckdb.connect(str(store.path)) as connection:
        for name in ("judgments", "reviewed_facts", "followed_pledges"):
            connection.execute(f"DROP VIEW {name}")
        connection.execute(views.replace("JOIN judgments j", f"JOIN ({judgments}) j"))
    before = store.path.read_bytes()
    opened = open_store(store.path)
    assert opened.backup is None and store.path.read_bytes() == before
    assert opened.pledges().collect().equals(followed) and opened.pledge(pledge)["status"] == "under_way"  # type: ignore[index]
    assert opened.sql("SELECT * FROM reviewed_facts").equals(opened.facts().collect())
