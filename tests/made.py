"""Documents and facts for tests, made of nothing but what a test cares about."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from mubiao.extract.context.times.names import bounds
from mubiao.model import Act, Claim, Document, Fact, Measure, Pledge, PledgeKind, Qualifier, QualitativeTarget


def document(text: str, **fields: Any) -> Document:
    """A document with that text; its id is that of its text."""
    defaults: dict[str, Any] = {"name": "report.txt", "title": "某市政府工作报告", "kind": "work_report"}
    identity = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Document(document_id=identity, text=text, **{**defaults, **fields})


def fact(doc: Document | str, start: int, end: int, **fields: Any) -> Fact:
    """A fact of that document; period_start, period_end and year follow from `period` unless they are given."""
    identity = doc if isinstance(doc, str) else doc.document_id
    period = fields.get("period", "2024")
    span = bounds(period)
    defaults: dict[str, Any] = {
        "printed": "x" * (end - start) if isinstance(doc, str) else doc.text[start:end],
        "subject": "地区生产总值",
        "indicator": "gdp",
        "sector": "economy",
        "subsector": None,
        "measure": Measure.GROWTH,
        "value": 6.0,
        "high": None,
        "unit": "%",
        "qualifier": Qualifier.EXACT,
        "qualifier_text": None,
        "force": None,
        "claim": Claim.ACTUAL,
        "period": period,
        "period_start": span[0] if span else None,
        "period_end": span[1] if span else None,
        "period_stated": True,
        "year": span[1].year if span else None,
        "comparison": None,
        "rank_scope": None,
        "region": "晋江市",
        "region_code": "350582",
        "entity": None,
        "section": "",
        "rule": "test:made",
        "confidence": 0.9,
        "origin": "1",
    }
    return Fact(
        fact_id=f"{identity}-{start}-{end}", document_id=identity, start=start, end=end, **{**defaults, **fields}
    )


def promise(doc: Document, words: str, indicator: str, **fields: Any) -> QualitativeTarget:
    """A target in words, at the first place in the document where they stand."""
    start = doc.text.index(words)
    end = start + len(words)
    defaults: dict[str, Any] = {
        "printed": words,
        "subject": indicator,
        "measure": Measure.GROWTH,
        "period": "2024",
        "year": 2024,
        "region": "晋江市",
        "region_code": "350582",
        "section": "",
        "rule": "test:made",
        "origin": "1",
    }
    name = f"{doc.document_id}-{start}-{end}-{indicator}"
    return QualitativeTarget(name, doc.document_id, start, end, indicator=indicator, **{**defaults, **fields})


def pledge(doc: Document, words: str, **fields: Any) -> Pledge:
    """A pledge of these words in the document: their first occurrence."""
    start = doc.text.index(words)
    end = start + len(words)
    defaults: dict[str, Any] = {
        "pledge_id": f"{doc.document_id}-p-{start}-{end}",
        "document_id": doc.document_id,
        "start": start,
        "end": end,
        "printed": words,
        "object": words,
        "act": Act.BUILD,
        "stages": (),
        "kind": PledgeKind.PROJECT,
        "core": True,
        "period": str(doc.year),
        "period_start": None,
        "period_end": None,
        "year": doc.year,
        "region": doc.region,
        "region_code": doc.region_code,
        "sector": "economy",
        "numbers": (),
        "sentence_start": start,
        "sentence_end": end,
        "section": "",
        "rule": "objects:made",
        "confidence": 0.9,
        "origin": "1",
    }
    return Pledge(**{**defaults, **fields})


def calls(work: Callable[[], object]) -> int:
    """How many Python and C functions run in `work`: its cost, the same on every machine."""
    count = 0

    def profile(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
