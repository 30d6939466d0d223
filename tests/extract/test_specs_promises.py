"""The targets in words of `specs/promises.jsonl`, one runner.

A case is a passage of our own in a section of a report of 宜都市 for 2024 (`context` as in test_specs_facts, but
with plans as the default), and all that it promises in words, each with the fields that the case is about; a case
without promises must give none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from passages import built

import mubiao
from mubiao.extract import extraction
from mubiao.extract.qualitative_grammar import KINDS, WORDS
from mubiao.model import QualitativeTarget
from mubiao.store import facts_frame, promises_frame

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "specs" / "promises.jsonl").read_text(encoding="utf-8").splitlines()
]


def promised(case: dict[str, Any]) -> tuple[list[QualitativeTarget], str]:
    """The promises of a passage, and the whole text."""
    context = {"role": "tasks", **case.get("context", {})}
    document, start = built({**case, "context": context})
    return [p for p in extraction(document).targets if p.start >= start], document.text


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_promise(case: dict[str, Any]) -> None:
    found, text = promised(case)
    fields = [tuple(want) for want in case["promises"]] or [()] * len(found)
    assert [{name: getattr(p, name) for name in names} for p, names in zip(found, fields, strict=False)] == case[
        "promises"
    ], found
    assert len(found) == len(case["promises"])
    for p in found:
        assert text[p.start : p.end] == p.printed
        assert p.promise_id == f"{p.document_id}-{p.start}-{p.end}-{p.indicator}"
        assert (p.region, p.region_code) == ("宜都市", "420581")
        assert p.year is not None and p.period is not None and str(p.year) == p.period[-4:]


def test_there_is_a_case_of_every_kind_of_words() -> None:
    kinds = {p.rule.partition(";")[0].removeprefix("promises:") for case in CASES for p in promised(case)[0]}
    assert kinds == set(KINDS)


def test_the_library_reads_them_from_a_text_too() -> None:
    text = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n居民收入与经济增长同步，出口增长5%。\n"
    [found] = mubiao.qualitative_targets(text)
    assert (found.region, found.indicator, found.printed) == ("晋江市", "income_per_capita", "与经济增长同步")
    assert isinstance(found, mubiao.QualitativeTarget)
    assert mubiao.promises(text) == [found] and mubiao.Promise is mubiao.QualitativeTarget  # as they were called first
    words = promises_frame([found])
    facts = facts_frame(mubiao.extract(text))
    for given in (words, words.lazy(), lambda: words):
        rows = mubiao.targets(facts, words=given).collect()
        assert rows.select("indicator", "target", "target_words").rows() == [
            ("exports", 5.0, None),
            ("income_per_capita", None, "与经济增长同步"),
        ]


def test_blanks_inside_words_stay_in_the_span() -> None:
    found, text = promised({"text": "居民人均可支配收入与经 济增长 基本同步。"})
    assert [(p.indicator, p.printed) for p in found] == [("income_per_capita", "与经 济增长 基本同步")]
    assert text[found[0].start : found[0].end] == found[0].printed


@pytest.mark.parametrize("words", ["基本保持稳步持续", "与经济增长", "控制在省下达的", "增速高于全国", "、出口"])
def test_a_clause_that_never_ends_promises_nothing(words: str) -> None:
    assert promised({"text": "地区生产总值" + words * 5000})[0] == []
    text = "地区生产总值" + words * 20 + "的确"
    assert list(WORDS.to(text).finditer(text)) == []
