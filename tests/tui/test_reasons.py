"""Reasons of doubts in the language of the interface: every shape that the library makes is known."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.made import document, fact

from mubiao.documents.frame import doubts as frame_doubts
from mubiao.documents.frame.vote import Candidate, Verdict, Weighed
from mubiao.documents.layout.sources import doubts_of_pages
from mubiao.doubts import doubts as all_doubts
from mubiao.model import Claim
from mubiao.store import Store, open_store
from mubiao_tui.reasons import SHAPES, doubts, doubts_said, said
from mubiao_tui.strings import Strings, table

ZH, EN = Strings("zh"), Strings("en")

REASONS = (
    ("place unknown", "地方不明"),
    ("place unknown: 甲市 or 乙市", "地方不明，可能是甲市或乙市"),
    ("place 甲市, but perhaps another", "读作甲市，但可能是别处"),
    ("place 甲市, but its name says 乙市", "读作甲市，但文件名写的是乙市"),
    ("year 2022, but perhaps 2021 or 2020", "读作 2022 年，但可能是 2021或2020"),
    ("year 2022 is a guess", "读作 2022 年，只是推测"),
    ("pages 3, 4: recognised", "第 3, 4 页为图像识别"),
    ("12 of 30 facts are of places elsewhere, most of 甲市", "30 条事实中有 12 条属于别处，以甲市最多"),
    ("0.12 times the year before", "为上年的 0.12 倍"),
    ("of 示范区: 示范区: 道路", "只是示范区：示范区: 道路"),
    ("something that nobody knows", "something that nobody knows"),
)


@pytest.mark.parametrize(("reason", "words"), REASONS, ids=[reason for reason, _ in REASONS])
def test_a_reason_in_chinese(reason: str, words: str) -> None:
    assert said(reason, ZH) == words
    assert said(reason, EN) == reason


def test_every_shape_has_words_and_every_word_a_shape() -> None:
    for language in ("zh", "en"):
        keys = {key.removeprefix("reason.") for key in table(language) if key.startswith("reason.")}
        assert keys - {"or"} == {key for key, _ in SHAPES}


def verdict(*values: str | int) -> Verdict:
    """Candidates that are all but equally likely."""
    if not values:
        return Verdict(None, 0.0, 0.0)
    spoke = ((Candidate("home", values[0], "home:title", ""), 1.0),)
    return Verdict(values[0], 0.1, 0.5, tuple(Weighed(v, 3.0 - n / 10, spoke) for n, v in enumerate(values)))


def of_frames() -> set[str]:
    """What the frame of a document can say."""
    found = set()
    for home, region in ((verdict(), None), (verdict("甲市"), None), (verdict("甲市", "乙市"), "甲市")):
        for dated, year in ((verdict(), None), (verdict(2022, 2021), 2022)):
            found |= {words for _, words in frame_doubts(home, dated, region, year, ("丙市", 2019), date(2010, 1, 1))}
    sources = '[{"line": 0, "lines": 2, "page": 3, "doubtful": [[1, 2]]}, {"unread": [5]}]'
    return found | {words for _, words in doubts_of_pages(sources)}


def of_facts(store: Store) -> set[str]:
    """What facts can say: reports that are far off, without a target, of elsewhere, and parts of a place."""
    for year in range(2015, 2025):
        doc = document(f"{year}年报告。", year=year, region="泉州市", region_code="350500")
        level = {"measure": "level", "unit": "元", "period": str(year), "region": "泉州市", "region_code": "350500"}
        jumped = 9e9 if year == 2024 else 1e6 + year
        facts = [fact(doc, 0, 2, value=jumped, claim=Claim.ACTUAL, **level)]
        if year < 2022:
            facts.append(fact(doc, 2, 4, value=jumped, claim=Claim.TARGET, **level))
        facts += [
            fact(doc, n, n + 1, measure="growth", period=str(year), value=60.0 * (year % 2), claim=Claim.ACTUAL,
                 subject="新城区：道路", region="晋州市", region_code="130183")
            for n in range(6)
        ]  # fmt: skip
        store.add(doc, facts)
    return set(all_doubts(store.facts(), store.documents())["reason"].drop_nulls())


def test_whatever_the_library_says_is_known(tmp_path: object) -> None:
    found = of_frames() | of_facts(open_store(f"{tmp_path}/some.duckdb", bundled=False))
    assert len(found) > 12
    assert [reason for reason in found if said(reason, ZH) == reason or said(reason, EN) != reason] == []
    shapes = {key for reason in found for key, shape in SHAPES if shape.fullmatch(reason)}
    assert {"times", "points", "target", "no_target", "two_homes", "outlier", "unread", "year_date"} <= shapes
    assert not re.search("[a-z]{3}", "".join(said(reason, ZH) for reason in found))


def test_doubts_are_read_as_they_are_kept_and_said_by_name() -> None:
    assert doubts(None) == []
    kept = "home-unknown: place unknown; year-name: year 2022, but its name says 2024"
    assert [why for why, _ in doubts(kept)] == ["home-unknown", "year-name"]
    assert doubts_said(kept, ZH) == "地方不明：地方不明；文件名年份不符：读作 2022 年，但文件名写的是 2024"
