"""The kinds of `specs/kinds.jsonl` and `specs/short_pages.jsonl`, one runner: whole texts of our own words, as bytes.

A case is {id, kind, text, right}. `right` maps a quantity as printed to the fields that some fact with that print must
have, or to "no fact" or "a fact"; its key `document` maps to fields of the document.
"""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import Any

import pytest

from mubiao.documents import read_bytes
from mubiao.extract import extract

CASES = [
    json.loads(line)
    for name in ("kinds", "short_pages")
    for line in (Path(__file__).parent / "specs" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


def plain(value: Any) -> Any:
    """A field as a case writes it."""
    value = value.value if isinstance(value, enum.Enum) else value
    return value.isoformat() if hasattr(value, "isoformat") else value


def misses(record: object, want: dict[str, Any]) -> list[str]:
    """The fields of a fact or a document that are not as they should be."""
    found = {field: plain(getattr(record, field)) for field in want}
    return [
        f"{field}: {found[field]!r}, not {value!r}"
        for field, value in want.items()
        if found[field] != (pytest.approx(value, rel=1e-9) if isinstance(value, int | float) else value)
    ]


def wrong(case: dict[str, Any]) -> list[str]:
    """What the extraction and a case disagree about."""
    document = read_bytes(case["text"].encode("utf-8"))
    facts = extract(document)
    bad: list[str] = []
    for printed, want in case["right"].items():
        same = [fact for fact in facts if fact.printed == printed]
        if printed == "document":
            bad += misses(document, want)
        elif want == "no fact":
            bad += [f"{printed} is a fact"] if same else []
        elif not same:
            bad.append(f"{printed} is missed")
        elif isinstance(want, dict):
            bad += [f"{printed} {miss}" for miss in min((misses(fact, want) for fact in same), key=len)]
    return bad


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    assert wrong(case) == []


def test_cases_are_named_once_and_ask_something() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 50
    assert all(case["right"] and case["kind"] for case in CASES)
