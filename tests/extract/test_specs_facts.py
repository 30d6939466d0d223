"""The facts of `specs/facts.jsonl`, one runner.

A case is a passage of our own words in a section of a report, and what must be read from it: every fact of the passage
in text order by its `printed`, each with the fields that the case is about. Fields of `context`:

`kind` (work_report), `year` (2024), `home` (宜都市), `date`; `role` (review, tasks, governance) puts the usual heading
above the passage, `section` that very one; `name` lets the content tell year and home, against a file's name;
`among` true means that the passage holds other facts too. `none` cases must give no fact at all. A case that is
`unsupported`, with the reason, must fail, so that the list of what cannot be done stays true.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from passages import built

from mubiao.extract import extract
from mubiao.model import Fact

SPECS = [
    json.loads(line)
    for line in (Path(__file__).parent / "specs" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
]
REQUIRED = [
    "spread",
    "spread-two-levels",
    "list-qualifier",
    "level-growth",
    "two-growths",
    "from-to",
    "change",
    "doubling",
    "times",
    "average",
    "base",
    "noun-after",
    "no-unit",
    "chinese-numerals",
    "widths",
    "ranges",
    "negative",
    "elided-head",
    "stock-flow",
    "threshold",
    "not-qualifier",
    "qualifier",
    "last-verb",
    "quoted-target",
    "milestone",
    "no-number",
    "completion",
    "rank",
    "period",
    "place",
    "name",
    "claim",
    "sector",
    "indicator",
    "span",
    "not-facts",
    "table",
]
EXACT = ("subject", "indicator", "sector", "unit", "period", "region", "entity")
ENUMS = ("measure", "qualifier", "claim")


def wrong(want: dict[str, Any], got: Fact) -> list[str]:
    """What a fact has wrong of the fields that a case lists."""
    bad = [
        f"{field}: {want[field]!r}, got {getattr(got, field)!r}"
        for field in (*EXACT, *ENUMS)
        if field in want and want[field] != getattr(got, field)
    ]
    for field in ("value", "high"):
        if field in want and getattr(got, field) != (want[field] and pytest.approx(want[field], rel=1e-9)):
            bad.append(f"{field}: {want[field]!r}, got {getattr(got, field)!r}")
    return bad


def failures(case: dict[str, Any]) -> list[str]:
    """What a case and the extraction disagree about; empty when nothing."""
    doc, start = built(case)
    facts = [fact for fact in extract(doc) if fact.start >= start]
    want = case.get("facts", [])
    if case.get("context", {}).get("among"):
        facts = [f for f in facts if f.printed in {w["printed"] for w in want}]
    printed = [fact.printed for fact in facts]
    if printed != [w["printed"] for w in want]:
        return [f"found {printed}"]
    return [f"{w['printed']} {bad}" for w, f in zip(want, facts, strict=True) for bad in wrong(w, f)]


def params() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["id"],
            marks=[pytest.mark.xfail(strict=True, reason=case["unsupported"])] if "unsupported" in case else [],
        )
        for case in SPECS
    ]


@pytest.mark.parametrize("case", params())
def test_case(case: dict[str, Any]) -> None:
    assert failures(case) == []


def test_the_cases_are_many_named_once_and_cover_every_construct() -> None:
    assert len({case["id"] for case in SPECS}) == len(SPECS) >= 260
    constructs = Counter(case["construct"] for case in SPECS)
    assert set(constructs) == set(REQUIRED)
    assert min(constructs.values()) >= 4


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in SPECS])
def test_a_case_says_what_it_wants(case: dict[str, Any]) -> None:
    """Facts and `none` exclude each other, and the facts stand in the passage in that order."""
    assert bool(case.get("facts")) != bool(case.get("none"))
    position, before = 0, ""  # what stands nowhere behind is a further subject of the number before
    for want in case.get("facts", []):
        if want["printed"] != before or want["printed"] in case["text"][position:]:
            position = case["text"].index(want["printed"], position) + len(want["printed"])
        before = want["printed"]


def test_few_cases_are_unsupported_and_each_has_a_reason() -> None:
    unsupported = [case for case in SPECS if "unsupported" in case]
    assert all(len(case["unsupported"]) > 20 for case in unsupported)
    assert len(unsupported) <= len(SPECS) // 20
