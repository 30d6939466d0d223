"""Why words became a pledge, or none."""

from __future__ import annotations

import json

from pledges.made import REPORT

import mubiao
from mubiao.documents import document_from_text
from mubiao.pledges.explain import explanations
from mubiao.pledges.words import rules

TEXT = REPORT + "加快推进青榄、白鹭互通工程建设，建设大桥20座。\n"


def test_the_pledges_are_those_that_are_found() -> None:
    told = list(explanations(document_from_text(TEXT)))
    assert [one.pledge for one in told if one.pledge] == mubiao.pledges(TEXT)
    assert all(TEXT[one.start : one.end] == one.printed for one in told)


def test_the_steps_name_what_took_cut_and_refused() -> None:
    first, second, third = explanations(document_from_text(TEXT))
    assert [step.rule for step in first.steps if step.stage in ("acts", "cut", "objects")] == [
        "acts:governed",
        "cut:list",
        "cut:tail",
        "cut:shared",
        "objects:named",
    ]
    assert first.steps[0].evidence[0].text == "加快推进"
    assert second.pledge is not None and second.printed == "白鹭互通工程"
    assert (third.pledge, third.printed, third.steps[0].rule) == (None, "大桥20座", "refused:counted")
    assert {step.rule for one in (first, second, third) for step in one.steps[:2]} <= set(rules())
    assert json.loads(first.json())[0]["said"] == "build"
