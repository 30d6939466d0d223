"""Indicators by their short names where the screen is narrow."""

from __future__ import annotations

import pytest

from mubiao import lexicon
from mubiao_tui.app.drawing.names import SHORT_UNDER, Names
from mubiao_tui.app.drawing.text import width
from mubiao_tui.strings import Strings


@pytest.mark.parametrize(
    ("lang", "long", "short"), [("en", "Retail sales", "Retail"), ("zh", "社会消费品零售总额", "社零总额")]
)
def test_a_narrow_screen_has_the_short_names(lang: str, long: str, short: str) -> None:
    names = Names(Strings(lang))
    assert names.for_width(SHORT_UNDER).indicator("retail_sales") == long
    narrow = names.for_width(SHORT_UNDER - 1)
    assert narrow.scoped("retail_sales", "新增") == f"{short} 新增"
    assert narrow.value("indicator", "retail_sales") == short
    assert narrow.indicator("retail_sales", short=False) == long
    assert names.indicator("retail_sales", short=True) == short


def test_words_are_looked_for_in_both_names() -> None:
    names = Names(Strings("en"), short=True)
    assert names.called("fixed_asset_investment", "fai") and names.called("fixed_asset_investment", "asset")
    assert not names.called("fixed_asset_investment", "gdp")


@pytest.mark.parametrize(
    ("lang", "kind", "doubt"),
    [("en", "communiqué", "place unsure: place 全国, but perhaps another"), ("zh", "统计公报", "地方存疑：读作全国")],
)
def test_what_a_document_is_and_what_is_not_sure_of_it_have_words(lang: str, kind: str, doubt: str) -> None:
    names = Names(Strings(lang))
    assert names.value("kind", "communique") == kind and names.value("kind", "of its own") == "of its own"
    said = names.value("doubts", "home-unsure: place 全国, but perhaps another")
    assert said.startswith(doubt) and "home-unsure" not in said


def test_an_unknown_indicator_goes_by_its_id() -> None:
    assert Names(Strings("en"), short=True).indicator("lost") == "lost"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_headlines_fit_a_board_of_80_cells(lang: str) -> None:
    names = Names(Strings(lang), short=True)
    assert {i: n for i in lexicon.headline() if width(n := names.indicator(i)) > 12} == {}
