"""The parts of whole documents (`specs/parts.jsonl`): which figure has happened, which is to come, and when.

A case is a document of our own words; `facts` maps a quantity as printed to the claim and the period that every fact
with that print must have.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mubiao.documents import document_from_text
from mubiao.extract import extract

SPECS = [
    json.loads(line)
    for line in (Path(__file__).parent / "specs" / "parts.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", SPECS, ids=lambda case: str(case["id"]))
def test_parts(case: dict[str, Any]) -> None:
    facts = extract(document_from_text(case["text"]))
    told = {fact.printed: [fact.claim.value, fact.period] for fact in facts if fact.printed in case["facts"]}
    assert told == case["facts"]


def test_every_case_has_its_own_name() -> None:
    assert len({case["id"] for case in SPECS}) == len(SPECS)
