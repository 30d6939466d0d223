"""The rounds at first sight: their truth is sound, the scorer counts as it says, today's rules keep what they reached.

The documents are not part of the repository: MUBIAO_COLLECTION names the folder of the unpacked collection.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mubiao import lexicon
from mubiao.model import Claim, Measure, Qualifier

ROOT = Path(__file__).parents[3]
COLLECTION = Path(os.environ.get("MUBIAO_COLLECTION") or "no collection")
needs_collection = pytest.mark.skipif(
    not COLLECTION.is_dir(),
    reason="MUBIAO_COLLECTION does not name the folder of the collection",
)
REACHED = {
    "round1": (0.985, 0.935),
    "round2": (0.99, 0.95),
    "round3": (0.99, 0.95),
    "round4": (0.98, 0.96),
    "round5": (0.98, 0.975),
    "round6": (0.98, 0.955),
    "round7": (0.98, 0.94),
    "round8": (0.98, 0.95),
}
"""F1 of what is found, and of whole tuples, that no change of a rule may lose."""


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rounds_benchmark", ROOT / "benchmarks" / "rounds.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


rounds = scorer()
PASSAGES = rounds.passages()


def fact(start: int, end: int, **fields: Any) -> dict[str, Any]:
    given = {"value": 8.0, "unit": "%", "measure": "growth", "claim": "actual", "period": "2020"}
    return {
        "document": "a.md", "start": start, "end": end, "printed": "8%", "region": "宜都市", "qualifier": "exact",
        **given, **fields,
    }  # fmt: skip


def counts(truth: list[dict[str, Any]], facts: list[dict[str, Any]]) -> tuple[int, int, int, int]:
    result = rounds.score(truth, facts)
    return result.wanted, result.given, result.found, result.right


@pytest.mark.parametrize(
    ("truth", "facts", "expected"),
    [
        ([fact(0, 2)], [fact(0, 2)], (1, 1, 1, 1)),
        ([fact(0, 2)], [fact(0, 2, period="2019")], (1, 1, 1, 0)),
        ([fact(0, 2, period_also=["2019"])], [fact(0, 2, period="2019")], (1, 1, 1, 1)),
        ([fact(0, 2, period=None)], [fact(0, 2)], (1, 1, 1, 0)),
        ([fact(0, 2)], [], (1, 0, 0, 0)),
        ([], [fact(0, 2)], (0, 1, 0, 0)),
        ([fact(0, 2, optional=True)], [], (0, 0, 0, 0)),
        ([fact(0, 2, optional=True)], [fact(0, 2)], (0, 0, 0, 0)),
        ([fact(0, 2)], [fact(0, 2, period="2019"), fact(0, 2)], (1, 1, 1, 1)),  # one number of two subjects
        ([fact(0, 2), fact(0, 2)], [fact(0, 2)], (2, 1, 1, 1)),
        ([fact(0, 2)], [fact(1, 4), fact(0, 2)], (1, 2, 1, 1)),  # the nearest span is the one that is meant
    ],
)
def test_a_passage_is_scored(
    truth: list[dict[str, Any]], facts: list[dict[str, Any]], expected: tuple[int, int, int, int]
) -> None:
    assert counts(truth, facts) == expected


def test_offsets_are_those_of_the_file_whatever_is_not_read_of_it(tmp_path: Path) -> None:
    path = tmp_path / "2021.md"
    path.write_text(
        "# 宜都市政府工作报告\n\n<!-- 图 -->\n\n一、2020年工作回顾\n\n**产值**增长8%，<!-- 注 -->新建学校12所。\n",
        encoding="utf-8",
    )
    text = path.read_text(encoding="utf-8")
    facts = rounds.given(path)
    assert [text[f["start"] : f["end"]] for f in facts] == ["8%", "12所"]


@pytest.mark.parametrize("name", sorted({passage.round for passage in PASSAGES}))
def test_the_truth_of_a_round_is_sound(name: str) -> None:
    lines = (rounds.TRUTH / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    facts = [json.loads(line) for line in lines]
    mine = [passage for passage in PASSAGES if passage.round == name]
    assert len(facts) == sum(len(rounds.wanted(passage)) for passage in mine) >= 150
    allowed = {
        "measure": {measure.value for measure in Measure},
        "claim": {claim.value for claim in Claim},
        "qualifier": {qualifier.value for qualifier in Qualifier},
        "sector": set(lexicon.sectors()),
        "indicator": {None, *lexicon.indicators()},
    }
    for row in facts:
        for field in allowed.keys() & row.keys():  # some rounds hold the tuple alone
            values = allowed[field]
            assert {row[field], *row.get(f"{field}_also", [])} <= values, row
        assert row["end"] - row["start"] == len(row["printed"])
        assert len(row.get("subject", "")) <= 40, "no sentences"


@needs_collection
@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p.document}:{p.start}")
def test_the_spans_are_the_texts_own(passage: Any) -> None:
    text = (COLLECTION / passage.document).read_bytes().decode("utf-8")
    assert all(text[row["start"] : row["end"]] == row["printed"] for row in rounds.wanted(passage))


@needs_collection
@pytest.mark.parametrize("name", sorted(REACHED))
def test_what_was_reached_is_kept(name: str) -> None:
    total = sum(
        (rounds.scored(passage, COLLECTION) for passage in PASSAGES if passage.round == name), start=rounds.Score()
    )
    found, right = REACHED[name]
    assert total.f1(total.found) >= found, total.errors
    assert total.f1(total.right) >= right, total.errors
