"""Subjects read as a person would say them: what is left behind a noun phrase is no part of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from mubiao.extract.context.subjects.cases import tidy

BENCHMARK = Path(__file__).parents[3] / "benchmarks" / "endings.py"


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("公共财政预算收入完成", "公共财政预算收入"),
        ("全县实际利用外资力争", "全县实际利用外资"),
        ("登记失业率提高至", "登记失业率"),
        ("省级和", "省级"),
        ("经济总量有", "经济总量"),
        ("产销量在", "产销量"),
        ("综合实力从", "综合实力"),
        ("污水处理厂要", "污水处理厂"),
        ("合格率均", "合格率"),
    ],
)
def test_what_is_left_behind_a_noun_is_no_part_of_it(printed: str, told: str) -> None:
    assert tidy(printed) == told


@pytest.mark.parametrize(
    "whole",
    [
        "人均",
        "年人均",
        "居民收入比",
        "科普宣传普及",
        "市场饱和",
        "共和",
        "公有",
        "能源需要",
        "专利拥有",
        "群众参与",
        "存在",
        "产能",
    ],
)
def test_a_noun_that_ends_so_stays_whole(whole: str) -> None:
    assert tidy(whole) == whole


def test_the_check_lists_odd_endings_and_no_others() -> None:
    spec = importlib.util.spec_from_file_location("endings", BENCHMARK)
    assert spec is not None and spec.loader is not None
    endings = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(endings)
    found = endings.odd(["固定资产投资力争", "固定资产投资力争", "粮食产量", "专利拥有", "园区要"])
    assert {ending: named.total() for ending, named in found.items()} == {"力争": 2, "要": 1}
