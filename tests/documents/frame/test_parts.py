"""The parts of a report, weighed: which cues speak for what has been or for what is to come, and the doubts."""

from __future__ import annotations

import pytest

from mubiao.documents import document_from_text
from mubiao.documents.frame.parts import BACKWARD, FORWARD, Part, parts
from mubiao.extract.annotation import sections_of

HEAD = (
    "宜都市2022年政府工作报告\n——2022年1月9日在市人民代表大会上\n各位代表：\n现在，我代表市人民政府向大会报告工作。\n"
)
DEEDS = (
    "去年，我们新增厂房3万平方米，建成学校4所，修桥完成投资2亿元，旅游收入突破9亿元，比上年增长6%。一年来荣获多项荣誉。"
    "县城道路通车12公里，水厂投产，农田新增灌溉面积2万亩，绿化面积累计达到7万亩，同比增长5%。\n"
)
WILL = (
    "今年，我们要加快建设厂房，推进学校改造，加大投入，力争修桥3座，继续做好环境整治，进一步深化改革，大力支持企业。"
    "今后要坚持绿色发展，着力抓好水厂，推动农田灌溉，确保道路年内开工，加强管护，健全制度，完善网络。\n"
)


def told(body: str, kind: str = "work_report") -> tuple[Part, ...]:
    """The parts of a report with this body."""
    document = document_from_text(HEAD + body)
    return parts(document.text, sections_of(document), kind, document.year)


def test_each_part_tells_what_spoke_for_it() -> None:
    back, ahead = told(f"一、2021年工作回顾\n{DEEDS}二、2022年工作安排\n{WILL}")[-2:]
    for part, side, cues in (
        (back, BACKWARD, {"part:heading-year", "part:heading-back", "part:verbs-back-clear", "part:times-back"}),
        (ahead, FORWARD, {"part:heading-year", "part:heading-ahead", "part:verbs-ahead-clear", "part:times-ahead"}),
    ):
        assert part.verdict.value == side and part.doubt is None
        assert cues <= {candidate.cue for candidate, _ in part.verdict.ranked[0].cues}
    evidence = {candidate.cue: candidate.evidence for candidate, _ in back.verdict.ranked[0].cues}
    assert evidence["part:heading-back"] == "回顾" and evidence["part:heading-year"] == "一、2021年工作回顾"


UNDER_A_SLOGAN = "凝聚人心，共建家园\n"


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        (f"二、{UNDER_A_SLOGAN}{WILL}", "read as past, but its words tell of what is to come"),
        (f"二、{UNDER_A_SLOGAN}{DEEDS}", None),
        (
            f"二、2022年工作安排\n{WILL}三、{UNDER_A_SLOGAN}{DEEDS}",
            "read as to come, but its words tell of what has been",
        ),
    ],
    ids=["past-but-to-come", "past-and-past", "to-come-but-past"],
)
def test_a_part_whose_words_speak_against_its_role_is_a_doubt(body: str, doubt: str | None) -> None:
    last = told(f"一、2021年工作回顾\n{DEEDS}{body}")[-1]
    assert last.section.heading.endswith("共建家园") and last.doubt == doubt


def test_only_reports_have_parts() -> None:
    assert told(f"一、2021年工作回顾\n{DEEDS}", kind="communique") == ()


def test_a_turn_without_a_heading_is_a_part() -> None:
    body = f"一、过去五年工作回顾\n五年来，我们加快发展。\n{DEEDS}各位代表！刚刚过去的2021年，我们克服困难。\n{DEEDS}"
    turned = [part for part in told(body) if part.turned]
    assert [part.section.period for part in turned] == ["2021"]


def roles(body: str) -> list[tuple[str, str | None]]:
    """Role and period of the large parts of a report with this body."""
    sections = sections_of(document_from_text(HEAD + body))
    return [(section.role.value, section.period) for section in sections if section.level == 1]


PLAN, REVIEW = ("tasks", "2022"), ("review", "2021")


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (f"一、2021年工作回顾\n{3 * DEEDS}二、{UNDER_A_SLOGAN}{4 * WILL}", [REVIEW, PLAN]),
        (f"一、2021年工作回顾\n{3 * DEEDS}二、{UNDER_A_SLOGAN}{4 * WILL}三、改善民生\n{WILL}", [REVIEW, PLAN, PLAN]),
        (f"一、2021年工作回顾\n{3 * DEEDS}二、{UNDER_A_SLOGAN}{2 * DEEDS}{3 * WILL}", [REVIEW, REVIEW]),
        (
            f"一、围绕目标，凝心聚力\n过去的一年，我们努力。{DEEDS}二、2022年工作安排\n{WILL}",
            [REVIEW, PLAN],
        ),
        (f"一、2021年工作回顾\n{3 * DEEDS}二、工业成效显著\n{4 * WILL}", [REVIEW, REVIEW]),
    ],
    ids=["under-a-slogan", "and-what-follows", "a-lost-heading", "opens-back", "heading-of-deeds"],
)
def test_a_part_is_of_the_side_that_its_words_leave_no_doubt_of(body: str, parts: list[tuple[str, str]]) -> None:
    assert roles(body) == parts
