"""Pledges as columns: rows made of Pledge objects without loading polars, and pledges explained."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from mubiao.model import PLEDGE_COLUMNS, Document, Pledge
from mubiao_tui.output.results import Batch, Kind, ResultColumn, declared
from mubiao_tui.terminal import clean

if TYPE_CHECKING:
    from mubiao.pledges.explain import Explanation

COLUMNS = declared("pledges", *PLEDGE_COLUMNS)
EXPLAINED = (*COLUMNS, ResultColumn("explanation", Kind.JSON))
SHOWN = ("region", "object", "act", "kind", "period", "core", "pledge_id")
"""What a table of pledges shows when nobody says which columns."""

_fields = attrgetter(*PLEDGE_COLUMNS)
_AROUND = 24


def batch(found: Sequence[Pledge]) -> Batch:
    """Pledges as a batch of COLUMNS."""
    return list(zip(*map(_fields, found), strict=True)) if found else [[] for _ in COLUMNS]


def explained(document: Document) -> Batch:
    """The pledges of a document as a batch of EXPLAINED."""
    from mubiao.pledges.explain import explanations

    taken = [(one.pledge, one.json()) for one in explanations(document) if one.pledge]
    return [*batch([pledge for pledge, _ in taken]), [steps for _, steps in taken]]


def told(document: Document, language: str) -> str:
    """All that was looked at in a document, a line each: what was taken with its rules, what was refused and why."""
    from mubiao.pledges.explain import explanations

    return "".join(f"{clean(_line(document, one, language))}\n" for one in explanations(document))


def _line(document: Document, one: Explanation, language: str) -> str:
    from mubiao.pledges.words import rules

    known = rules()
    before = document.text[max(0, one.start - _AROUND) : one.start]
    around = " ".join(f"…{before}[{one.printed}]".split())
    reasons = []
    for step in one.steps:
        rule = known.get(step.rule)
        name = step.rule if rule is None else rule.zh if language == "zh" else rule.en
        reasons.append(f"{step.said}: {name}" if step.said else name)
    mark = "+" if one.pledge is not None else "-"
    return f"{mark} {around}  {'; '.join(reasons)}"
