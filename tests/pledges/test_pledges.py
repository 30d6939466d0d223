"""`mubiao.pledges`: acts that a report promises on things with a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pledges.made import REPORT, planned, pledged, refused

import mubiao
from mubiao.model import Act, PledgeKind

CASES = [json.loads(line) for line in (Path(__file__).parent / "specs" / "pledges.jsonl").open(encoding="utf-8")]


@pytest.mark.parametrize("case", CASES, ids=[case["told"] for case in CASES])
def test_what_a_plan_pledges(case: dict[str, object]) -> None:
    assert pledged(str(case["plan"])) == [tuple(one) for one in case["pledges"]]  # type: ignore[attr-defined]


def test_the_text_holds_what_is_printed() -> None:
    text = REPORT + "加快推进青榄、白鹭互通工程建设。\n"
    found = mubiao.pledges(text)
    assert [text[one.start : one.end] for one in found] == [one.printed for one in found] == ["青榄", "白鹭互通工程"]
    assert [one.object for one in found] == ["青榄互通工程", "白鹭互通工程"]
    assert all(isinstance(one.act, Act) and isinstance(one.kind, PledgeKind) for one in found)
    assert all(text[one.sentence_start : one.sentence_end].startswith("加快推进") for one in found)
    assert all(one.pledge_id == f"{one.document_id}-p-{one.start}-{one.end}" for one in found)


def test_a_review_promises_nothing() -> None:
    assert pledged("") == []
    assert mubiao.pledges("2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n建成青榄大桥，举办首届风筝节。\n") == []


def test_a_time_of_its_own_is_the_period() -> None:
    found = {
        one.object: (one.period, one.year) for one in planned("开工青榄隧道，争取2024年上半年开工。建设白鹭大桥。")
    }
    assert found == {"青榄隧道": ("2024H1", 2024), "白鹭大桥": ("2024", 2024)}


def test_a_place_inside_the_home_is_the_place_of_its_object() -> None:
    (found,) = planned("建设磁灶镇青榄小学。")
    assert (found.region, found.region_code) == ("磁灶镇", "350582104")
    (found,) = planned("开工晋江隧道。")
    assert found.region == "晋江市"


def test_the_count_of_a_list_is_its_own_number() -> None:
    text = REPORT + "推进青榄、白鹭等76个项目建设。\n"
    facts = {fact.fact_id: fact.value for fact in mubiao.extract(text)}
    assert [[facts[number] for number in one.numbers] for one in mubiao.pledges(text)] == [[76.0], [76.0]]


def test_what_is_promised_for_five_years_and_for_this_one_are_two_promises() -> None:
    five_years = "2022年晋江市政府工作报告\n\n二、今后五年的目标任务\n\n建成青榄隧道。\n\n"
    text = five_years + "三、2022年工作安排\n\n建成青榄隧道。建成青榄隧道。\n"
    assert [one.period for one in mubiao.pledges(text)] == ["2022/2026", "2022"]


def test_a_statement_said_again_is_the_first_unless_it_goes_farther() -> None:
    assert pledged("开工青榄隧道。开工青榄隧道。建成青榄隧道。") == [
        ("青榄隧道", "start", "project"),
        ("青榄隧道", "complete", "project"),
    ]
    assert ("青榄隧道", "refused:repeated") in refused("开工青榄隧道。开工青榄隧道。")


def test_two_runs_give_the_same() -> None:
    text = REPORT + "".join(str(case["plan"]) for case in CASES) + "\n"
    assert mubiao.pledges(text) == mubiao.pledges(text)


def test_the_other_stages_stand_beside_the_furthest() -> None:
    (found,) = planned("启动青榄隧道建设，力争年底前建成通车。")
    assert (found.act, found.stages) == (Act.OPEN, (Act.START,))


def test_a_line_from_one_place_to_another_lies_in_neither() -> None:
    assert [one.region for one in planned("加快磁灶镇至安海镇公路建设。建设磁灶镇青榄公路。")] == ["晋江市", "磁灶镇"]
