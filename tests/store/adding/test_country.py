"""A bundle of many documents: texts attached by their hash, mended reports, and databases that began with less."""

from __future__ import annotations

from pathlib import Path

import pytest

from mubiao import bundle, ingest
from mubiao.store import Store, open_store

REPORT = (
    "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n地区生产总值增长6.5%，新增学位9510个，建成产业空间280万平方米，"
    "培育高新技术企业120家，城镇新增就业1.2万人。\n\n二、2024年工作安排\n\n地区生产总值增长6%左右，新增学位10000个，"
    "盘活低效用地7000亩，固定资产投资增长8%。\n"
)
OTHER = (
    "2024年石狮市政府工作报告\n\n一、2023年工作回顾\n\n地区生产总值增长5.1%，新建公园3个。\n\n二、2024年工作安排\n\n"
    "地区生产总值增长5.5%左右。\n"
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder like the public collection."""
    for place, text in (("晋江市", REPORT), ("石狮市", OTHER)):
        (tmp_path / "clone" / "cities" / place).mkdir(parents=True)
        (tmp_path / "clone" / "cities" / place / "2024.md").write_text(text, encoding="utf-8")
    (tmp_path / "clone" / "README.md").write_text("no report\n", encoding="utf-8")
    return tmp_path / "clone"


@pytest.fixture
def shipped(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A new database of a bundle that was made of the clone by the documented command."""
    assert bundle.main([str(clone), "--out", str(tmp_path / "bundled")]) == 0
    monkeypatch.setenv("MUBIAO_BUNDLE", str(tmp_path / "bundled"))
    return open_store(tmp_path / "new.duckdb")


def files(clone: Path) -> list[Path]:
    return sorted(clone.rglob("2024.md"))


def test_documents_of_the_collection_have_their_address(shipped: Store) -> None:
    listed = shipped.documents()
    assert listed["region"].to_list() == ["石狮市", "晋江市"], "what lies beside its folders is not of it"
    assert listed["url"].str.ends_with("/%E6%94%BF%E5%BA%9C%E5%B7%A5%E4%BD%9C%E6%8A%A5%E5%91%8A-%E5%85%B6%E4%BB%96"
        "%E5%9C%B0%E5%B8%82/%E7%9F%B3%E7%8B%AE%E5%B8%82/2024.md").to_list() == [True, False]  # fmt: skip
    assert listed["url"].str.starts_with(bundle.ADDRESS).all()


def test_texts_are_attached_without_extracting(shipped: Store, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = shipped.facts().collect()
    monkeypatch.setattr(ingest, "prepared", None)  # nothing is extracted
    told: list[Path] = []
    (clone / "notes.txt").write_text("各位代表：新增学位100个。", encoding="utf-8")
    assert shipped.attach([*files(clone), clone / "notes.txt"], told.append) == (2, [clone / "notes.txt"])
    assert told == files(clone)
    assert shipped.documents()["has_text"].all() and shipped.check().height == 0
    assert shipped.facts().collect().equals(facts)
    assert shipped.attach(files(clone)) == (0, files(clone)), "once is enough"


@pytest.mark.parametrize("attached", [False, True])
def test_a_bundle_without_pledges_has_them_when_the_report_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attached: bool
) -> None:
    place = tmp_path / "clone" / "cities" / "晋江市"
    place.mkdir(parents=True)
    (place / "2024.md").write_text(REPORT + "开工建设晋江隧道。\n", encoding="utf-8")
    (place / "2025.md").write_text(
        "2025年晋江市政府工作报告\n\n一、2024年工作回顾\n\n晋江隧道开工建设，新增学位10010个。\n", encoding="utf-8"
    )
    out = tmp_path / "bundled"
    without = ["--without", "pledges", "pledge_links"]
    assert bundle.main(["--out", str(out), *without, "--", str(tmp_path / "clone")]) == 0
    monkeypatch.setenv("MUBIAO_BUNDLE", str(out))
    store = open_store(tmp_path / "new.duckdb")
    facts = store.facts().collect()
    reports = sorted(place.iterdir())
    if attached:
        assert store.attach(reports) == (2, []), "no more than the texts"
    else:
        assert store.attach(reports, pledges=True) == (0, reports), "they are read for their pledges"
    for path in reports:
        p = ingest.prepare(path)
        assert p.document is not None
        said = store.add(p.document, p.facts, p.sections, p.promises, p.pledges)
        assert said == ("unchanged" if attached else "attached")
    assert [(one["object"], one["status"]) for one in store.pledges().collect().to_dicts()] == [
        ("晋江隧道", "fulfilled")
    ]
    assert store.facts().collect().equals(facts) and store.check().height == 0
    assert store.attach(reports, pledges=True) == (0, reports), "once is enough"


def test_what_people_state_is_read_with_the_text(shipped: Store, clone: Path) -> None:
    listed = shipped.documents()
    shipped.statements.state(listed["document_id"][0], {"year": "2023"}, reviewer="a")
    count, others = shipped.attach(files(clone))
    assert count == 1 and len(others) == 1


@pytest.mark.parametrize(
    "mended",
    [
        REPORT.replace("\n\n二、", "\n\n" + "我们坚持实干，" * 60 + "\n\n二、"),
        REPORT.replace("新增学位9510个，", "新增学位9510个，改造老旧小区15个，"),
        REPORT.replace("政府工作报告\n", "政府工作报告\n\n（节选自公报）\n", 1),
    ],
    ids=["a long paragraph more", "a figure more", "a line more"],
)
def test_a_mended_report_takes_the_place_of_the_bundled_one(shipped: Store, mended: str, tmp_path: Path) -> None:
    old = shipped.documents().filter(region="晋江市")["document_id"].item()
    target = shipped.facts().filter(document_id=old, indicator="gdp", claim="target").collect()
    shipped.reviews.accept(target["fact_id"].item(), reviewer="a")
    before = shipped.targets().filter(region="晋江市").collect()
    (tmp_path / "2024.md").write_text(mended, encoding="utf-8")
    p = ingest.prepare(tmp_path / "2024.md")
    assert p.document is not None
    assert shipped.add(p.document, p.facts, p.sections, p.promises) == "updated"
    listed = shipped.documents().filter(region="晋江市")
    assert listed["document_id"].to_list() == [p.document.document_id] and listed["has_text"].item()
    (kept,) = shipped.facts().filter(review="accepted").collect().to_dicts()
    assert (kept["document_id"], kept["printed"], kept["claim"]) == (p.document.document_id, "6%", "target")
    after = shipped.targets().filter(region="晋江市").collect()
    values = ["indicator", "measure", "period", "target", "outcome", "verdict"]
    assert before.select(values).join(after.select(values), on=values, how="anti", nulls_equal=True).height == 0
    assert shipped.check().height == 0


def test_another_report_of_the_place_is_another(shipped: Store, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(
        "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n新建公园15个，植树3万株，修路12公里，办学4所，建房900套。\n",
        encoding="utf-8",
    )
    p = ingest.prepare(tmp_path / "x.md")
    assert p.document is not None
    assert shipped.add(p.document, p.facts, p.sections, p.promises) == "added"
    assert shipped.documents().filter(region="晋江市").height == 2


def test_a_report_that_comes_twice_under_two_names_is_one(shipped: Store, tmp_path: Path) -> None:
    count, _ = shipped.attach([])
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    assert shipped.attach([tmp_path / "a.md", tmp_path / "b.md"])[0] == 1
    p = ingest.prepare(tmp_path / "b.md")
    assert p.document is not None
    assert shipped.add(p.document, p.facts, p.sections, p.promises) == "unchanged"
    assert count == 0 and shipped.documents().filter(region="晋江市").height == 1


def test_a_database_is_offered_what_ships_and_never_given_it(shipped: Store, tmp_path: Path) -> None:
    assert shipped.offered() == 0
    bare = open_store(tmp_path / "bare.duckdb", bundled=False)
    assert (bare.offered(), bare.documents().height) == (0, 0), "it was to be without"
    with bare._writing() as cursor:
        cursor.execute("DELETE FROM meta WHERE key = 'bundle'")  # as before there were several bundles
    assert (bare.offered(), bare.documents().height) == (2, 0)
    assert bare.bring() == (2, 0)
    assert bare.facts().collect().sort("fact_id").equals(shipped.facts().collect().sort("fact_id"))
    assert bare.offered() == 0 and bare.check().height == 0 and bare.bring() == (0, 0)


def test_older_facts_of_the_bundle_give_way_and_reviews_stay(shipped: Store) -> None:
    fact = shipped.facts().filter(indicator="gdp", claim="target", region="晋江市").collect()["fact_id"].item()
    shipped.reviews.accept(fact, reviewer="a")
    with shipped._writing() as cursor:
        cursor.execute("UPDATE meta SET value = 'older' WHERE key = 'bundle'")
        cursor.execute("UPDATE documents SET rules = '0' WHERE region = '晋江市'")
        cursor.execute("UPDATE facts SET value = 1 WHERE region = '晋江市'")
    assert shipped.offered() == 0, "it has all documents"
    assert shipped.bring() == (0, 1)
    (kept,) = shipped.facts().filter(review="accepted").collect().to_dicts()
    assert (kept["fact_id"], kept["value"]) == (fact, 6.0)


def test_filling_tells_how_far_it_is(shipped: Store, tmp_path: Path) -> None:
    told: list[float] = []
    store = open_store(tmp_path / "told.duckdb", told=told.append)
    assert store.documents().height == 2 and all(0 <= share <= 1 for share in told)


def test_a_heading_that_is_a_paragraph_is_no_sentence_of_the_bundle() -> None:
    import polars as pl

    frame = pl.DataFrame(
        {"path": ["一、回顾 › 去年很好。我们做了许多事。还有", "一、回顾 › 做得好！真好 › （一）农业"]}
    )
    assert frame.with_columns(bundle._titles("path"))["path"].to_list() == [
        "一、回顾 › 去年很好",
        "一、回顾 › 做得好 › （一）农业",
    ]
