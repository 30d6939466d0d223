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


def test_an_unknown_indicator_goes_by_its_id() -> None:
    assert Names(Strings("en"), short=True).indicator("lost") == "lost"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_headlines_fit_a_board_of_80_cells(lang: str) -> None:
    names = Names(Strings(lang), short=True)
    assert {i: n for i in lexicon.headline() if width(n := names.indicator(i)) > 12} == {}
