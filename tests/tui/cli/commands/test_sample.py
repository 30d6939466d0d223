"""The made-up county: to try what needs a text, without touching a database of one's own."""

from __future__ import annotations

from pathlib import Path

from tests.tui.cli.conftest import Runner

from mubiao.regions import region
from mubiao.sample import CODE, PLACE, reports
from mubiao.store import open_store


def test_the_county_is_made_up_and_says_so() -> None:
    assert region(CODE) is None
    for found in reports():
        assert found.document is not None
        assert "并不存在" in found.document.text and "虚构" in found.document.text
        assert {fact.region_code for fact in found.facts} == {CODE}
        assert not found.document.doubts


def test_its_targets_are_met_missed_open_and_in_words(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sample.duckdb", bundled=False)
    for p in reports():
        assert p.document is not None
        store.add(p.document, p.facts, p.sections, p.promises)
    rows = store.targets().collect()
    assert {"met", "missed", "open", "about"} <= set(rows["verdict"])
    assert rows["promise"].count() > 0 and store.check().height == 0
    assert store.documents()["has_text"].all()


def test_it_is_shown_and_nothing_is_kept(mubiao: Runner, tmp_path: Path) -> None:
    ended = mubiao("browse", "--sample")
    assert ended.code == 0 and PLACE in ended.text
    assert not (tmp_path / "test.duckdb").exists()
    assert mubiao("browse", "--sample", "x.txt").code == 2
