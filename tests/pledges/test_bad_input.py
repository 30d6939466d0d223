"""Texts that nobody would write, and reports without what a pledge needs."""

from __future__ import annotations

import pytest
from pledges.made import REPORT, planned, pledged

import mubiao
from mubiao.pledges.objects import cases

LONG = "青榄" * 100 + "隧道"


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "。", "开工建设青榄隧道。", "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n开工青榄隧道。\n"],
    ids=["empty", "blank", "a stop", "one line without a part", "no plan"],
)
def test_a_text_without_a_plan_pledges_nothing(text: str) -> None:
    assert mubiao.pledges(text) == []


def test_a_name_of_two_hundred_characters_is_read_or_left() -> None:
    found = planned(f"开工建设{LONG}，举办首届风筝节。")
    assert [one.object for one in found][-1] == "首届风筝节"
    assert all(one.printed in LONG for one in found[:-1])


@pytest.mark.parametrize("length", [1_000, 20_000])
def test_a_line_without_an_end_is_read_up_to_a_limit(length: int) -> None:
    assert len(mubiao.pledges(REPORT + "推进" + "青榄隧道、" * length + "建设。\n")) <= 400


@pytest.mark.parametrize(
    "open_ended", ["开展“风筝进校园行动。", "出台《风筝办法。", "建设青榄（二期隧道。", "、、、和与及。", "推进。"]
)
def test_marks_that_are_not_closed_do_no_harm(open_ended: str) -> None:
    assert ("白鹭大桥", "start", "project") in pledged(open_ended + "开工白鹭大桥。")


def test_markup_and_control_characters_stay_out_of_the_name() -> None:
    text = REPORT + "**开工建设**青榄\x07隧道，建设**白鹭大桥**。\n"
    found = mubiao.pledges(text)
    assert [text[one.start : one.end] for one in found] == [one.printed for one in found]
    assert not any(set(one.object) & set("*\x07\n") for one in found)
    assert "白鹭大桥" in [one.object for one in found]


def test_traditional_characters_and_wide_marks_are_read() -> None:
    text = "2024年晉江市政府工作報告\n\n二、2024年工作安排\n\n開工建設青欖隧道。\n"
    assert [(one.printed, one.act.value) for one in mubiao.pledges(text)] == [("青欖隧道", "start")]


def test_words_that_two_readings_share_take_no_longer() -> None:
    """Who is told to act is read in one way only, however often it is said."""
    assert not cases.anyone("以上" * 5_000 + "纸鸢")
    assert cases.anyone("规模以上企业、高校和科研院所")
