"""Pledges against those that people have read, which are no part of the repository."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

import mubiao

SHARED = Path(__file__).parents[3] / "shared"
GOLD = sorted((SHARED / "pledges").glob("*.jsonl"))
pytestmark = pytest.mark.skipif(not GOLD, reason="the gold pledges are not part of the repository")


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_the_bars_are_kept(gold: Path) -> None:
    spec = spec_from_file_location("pledge_score", SHARED / "pledges" / "score.py")
    assert spec is not None and spec.loader is not None
    score: Any = module_from_spec(spec)
    spec.loader.exec_module(score)
    (text,) = (SHARED / "documents").rglob(f"{gold.stem}.*")
    made = [json.loads(json.dumps(asdict(one), default=str)) for one in mubiao.pledges(mubiao.read(text))]
    spans = json.loads((SHARED / "pledges" / "passages.json").read_text(encoding="utf-8"))[text.name]
    wanted, made = (
        [one for one in ones if any(first <= one["start"] < last for first, last in spans)]
        for ones in (score.load(gold), made)
    )
    found = score.score(wanted, made)
    assert found["detection"]["f1"] >= 0.88 and found["core_recall"] >= 0.92
    assert found["fields"]["act"] >= 0.93 and found["fields"]["kind"] >= 0.90
