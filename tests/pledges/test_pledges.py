"""`mubiao.pledges`: acts that a report promises on things with a name."""

from __future__ import annotations

import mubiao
from mubiao.model import Act, PledgeKind

REPORT = "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n建成青榄大桥。\n\n二、2024年工作安排\n\n"


def pledged(plan: str) -> list[tuple[str, str, str]]:
    """(object, act, kind) of every pledge in a plan of our own."""
    return [(one.object, one.act.value, one.kind.value) for one in mubiao.pledges(REPORT + plan + "\n")]


def test_a_pledge_is_an_act_on_a_named_object() -> None:
    assert pledged("开工建设青榄隧道，举办首届风筝节，出台《风筝产业促进办法》。") == [
        ("青榄隧道", "start", "project"),
        ("首届风筝节", "hold", "event"),
        ("《风筝产业促进办法》", "issue", "policy"),
    ]


def test_the_text_holds_what_is_printed() -> None:
    text = REPORT + "加快推进青榄、白鹭互通工程建设。\n"
    found = mubiao.pledges(text)
    assert [text[one.start : one.end] for one in found] == [one.printed for one in found] == ["青榄", "白鹭互通工程"]
    assert [one.object for one in found] == ["青榄互通工程", "白鹭互通工程"]
    assert all(isinstance(one.act, Act) and isinstance(one.kind, PledgeKind) for one in found)


def test_a_review_promises_nothing() -> None:
    assert pledged("") == []
