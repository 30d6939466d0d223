"""A report of our own with a plan, for the tests of pledges."""

from __future__ import annotations

import mubiao
from mubiao.documents import document_from_text
from mubiao.extract.annotation import annotate
from mubiao.extract.pipeline import facts_in
from mubiao.model import Pledge
from mubiao.pledges.drafts import Refused
from mubiao.pledges.stage import made_in

REPORT = "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n建成青榄大桥。\n\n二、2024年工作安排\n\n"


def planned(plan: str) -> list[Pledge]:
    """The pledges of a report with this plan."""
    return mubiao.pledges(REPORT + plan + "\n")


def pledged(plan: str) -> list[tuple[str, str, str]]:
    """(object, act, kind) of every pledge in a plan."""
    return [(one.object, one.act.value, one.kind.value) for one in planned(plan)]


def refused(plan: str) -> list[tuple[str, str]]:
    """(words, rule) of what was looked at in a plan and not taken."""
    read = annotate(document_from_text(REPORT + plan + "\n"))
    found: list[Refused] = []
    made_in(read, facts_in(read), found)
    return [(read.text[one.start : one.end], one.rule) for one in found]
