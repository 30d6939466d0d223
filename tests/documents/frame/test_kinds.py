"""Whole documents of many kinds (`specs/kinds.jsonl`): whose they are, of which year, and which figure is of when.

A case is a document of our own words, written down with what is right before it was read; `document` holds fields of
the document, `facts` maps a quantity as printed to the claim and the period of every fact with that print (a period of
null where the text leaves it open). `name` is its file's, with the folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mubiao.documents import document_from_text
from mubiao.extract import extract

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "specs" / "kinds.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_document(case: dict[str, Any]) -> None:
    folder, _, name = case["name"].rpartition("/")
    document = document_from_text(case["text"], name, folder=folder)
    assert {field: getattr(document, field) for field in case["document"]} == case["document"]
    facts = extract(document)
    told = {fact.printed: [fact.claim.value, fact.period] for fact in facts if fact.printed in case["facts"]}
    assert told == case["facts"]


def test_every_case_has_its_own_name() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
