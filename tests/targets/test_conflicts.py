"""Conflicts are of figures that measure the same thing; the furthest apart come first."""

from __future__ import annotations

from typing import Any

import pytest
from tests.targets.test_targets import JINJIANG, Reports, facts_frame, reports

from mubiao.targets import conflicts

__all__ = ["reports"]

FIRMS: dict[str, Any] = {"indicator": "market_entities", "measure": "level", "unit": "户", "claim": "actual"}


@pytest.mark.parametrize(
    ("one", "other", "listed"),
    [
        ({}, {}, True),
        ({"subject": "全市市场主体"}, {"subject": "市场主体"}, True),
        ({"subject": "晋江市市场主体"}, {"subject": "市场主体"}, True),
        ({"subject": "个体工商户"}, {"subject": "市场主体"}, False),
        ({"subject": None}, {"subject": "市场主体"}, False),
        ({"claim": "estimate"}, {}, False),
        ({"comparison": "同比"}, {"comparison": "比上年"}, True),
        ({"comparison": "比2019年"}, {"comparison": "同比"}, False),
    ],
)
def test_only_what_measures_the_same_is_in_conflict(
    reports: Reports, one: dict[str, Any], other: dict[str, Any], listed: bool
) -> None:
    after = reports.report(JINJIANG, 2025)
    for start, value, known in ((0, 900.0, one), (90, 700.0, other)):
        reports.say(after, value, start=start, **{**FIRMS, "subject": "市场主体", **known})
    frame = facts_frame(reports.facts)
    assert (conflicts(frame, reports.documents).height == 1) is listed
    assert conflicts(frame, reports.documents, alike=False).height == 1


def test_a_headline_indicator_is_one_thing_by_any_of_its_names(reports: Reports) -> None:
    after = reports.report(JINJIANG, 2025)
    reports.say(after, 6.0, claim="actual", start=0, subject="地区生产总值")
    reports.say(after, 5.0, claim="actual", start=90, subject="生产总值")
    assert conflicts(facts_frame(reports.facts), reports.documents).height == 1


def test_the_furthest_apart_come_first(reports: Reports) -> None:
    after = reports.report(JINJIANG, 2025)
    for start, value in ((0, 100.0), (10, 90.0), (20, 400.0), (30, -100.0)):
        reports.say(after, value, start=start, subject="市场主体", **FIRMS)
    found = conflicts(facts_frame(reports.facts), reports.documents)
    assert found.select("value", "apart").rows() == [(-100.0, 2.0), (400.0, 0.75), (90.0, pytest.approx(0.1))]
