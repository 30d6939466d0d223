"""What becomes of a pledge in the next report, case by case in `following.jsonl`, in our own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mubiao.model import Role, Section
from mubiao.pledges.following import Followed, follow
from mubiao.pledges.following.names import named, numbers

CASES = [
    json.loads(line) for line in Path(__file__).with_name("following.jsonl").read_text(encoding="utf-8").splitlines()
]


@dataclass(frozen=True)
class Promised:
    """As much of a pledge as following asks for."""

    object: str
    act: str
    kind: str
    start: int = 0
    end: int = 5


def report(review: str = "", plan: str = "") -> tuple[str, list[Section]]:
    """A report of 2024 with a review and a plan."""
    opening = "政府工作报告\n一、工作回顾\n"
    middle = f"{review}\n二、工作安排\n"
    text = f"{opening}{middle}{plan}\n"
    at = len(opening + middle)
    return text, [
        Section(0, at, 0, "", "", Role.REVIEW, "2023"),
        Section(at, len(text), 1, "", "", Role.TASKS, "2024"),
    ]


def followed(case: dict[str, Any]) -> tuple[Followed, str]:
    text, sections = report(case.get("review", ""), case.get("plan", ""))
    pledge = Promised(case["object"], case["act"], case["kind"])
    return follow([pledge], text, sections, 2024, ("宜都市", "宜都", "湖北省", "湖北"))[0], text


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_fate(case: dict[str, Any]) -> None:
    found, text = followed(case)
    assert (found.status, bool(found.evidence)) == (case["status"], case["status"] != "silent"), found
    if "evidence" in case:
        assert [text[start:end] for start, end in found.evidence] == [case["evidence"]]


def test_canals_by_one_short_name() -> None:
    """Two of a list are told together by their number and what they share; one of them alone is not."""
    text, sections = report("加快推进“两渠”改造。")
    both = [Promised("东干渠改造工程", "build", "project"), Promised("西干渠供水工程", "build", "project", 10, 15)]
    assert [one.status for one in follow(both, text, sections, 2024)] == ["under_way", "under_way"]
    assert [one.status for one in follow(both[:1], text, sections, 2024)] == ["silent"]


def test_part_without_a_time_is_neither() -> None:
    text, sections = report("沙洲大桥建成通车。")
    glossary = [Section(0, len(text), 0, "", "", Role.OTHER)]
    pledge = Promised("沙洲大桥", "open", "project")
    assert follow([pledge], text, glossary, 2024)[0].status == "silent"
    assert follow([pledge], text, sections, 2024)[0].status == "fulfilled"


def test_evidence_stands_in_the_text_as_stored() -> None:
    """A name with a footnote's mark inside is found, and its span is that of the text with the mark."""
    text, sections = report("建成沙洲[12]跨江大桥，市民出行更加便利。")
    found = follow([Promised("沙洲跨江大桥", "complete", "project")], text, sections, 2024)[0]
    assert found.status == "fulfilled"
    assert [text[start:end] for start, end in found.evidence] == ["建成沙洲[12]跨江大桥"]


def test_numbers_of_names() -> None:
    assert numbers("第十二届") == numbers("第12届") == {("12", "届")}
    assert numbers("二十号线") == {("20", "号线")}
    assert named("沙洲大桥").hard == "大桥"


@pytest.mark.parametrize("length", [200, 5000])
def test_long_names(length: int) -> None:
    """A pledge of hundreds of characters is one name that is not there, and takes no longer for it."""
    text, sections = report("建成沙洲大桥。")
    assert follow([Promised("沙" * length, "build", "project")], text, sections, 2024)[0].status == "silent"


def test_names_of_a_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name in the user's table is another name of the object."""
    from mubiao import lexicon

    text, sections = report("建成蓝湾之眼。")
    pledge = Promised("滨江摩天轮", "complete", "project")
    assert follow([pledge], text, sections, 2024)[0].status == "silent"
    (tmp_path / "following_synonyms.csv").write_text("short,long\n蓝湾之眼,滨江摩天轮\n", encoding="utf-8")
    lexicon.use(tmp_path)
    try:
        assert follow([pledge], text, sections, 2024)[0].status == "fulfilled"
    finally:
        lexicon.use(None)


@pytest.mark.parametrize("name", ["青榄(二期", "丙\\d高速", ".*+?大桥", "“增(绿添色”工程", "地铁1号线", "青榄至白鹭段"])
def test_marks_of_patterns_in_names_and_a_series_without_an_end(name: str) -> None:
    text, sections = report("地铁1、" * 5_000 + name + "开工。")
    found = follow([Promised(name, "start", "project")], text, sections, 2024)
    assert found[0].status in ("fulfilled", "silent")
