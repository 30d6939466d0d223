"""The gold and the panel, where they are at hand: the bars that extraction has to clear, document by document."""

from __future__ import annotations

import csv
import dataclasses
import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mubiao.documents import read
from mubiao.extract import extract
from mubiao.model import Fact

SHARED = Path(__file__).parents[4] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(), reason="the gold is not part of the repository"
)

GOLD = ("000_f4dd002e4962f250", "003_a6fa8a42aff74188", "004_d148deda91392fef")
BARS = {"sector": 0.85, "subject": 0.92}


def loaded(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(fact: Fact) -> dict[str, Any]:
    """A fact with the plain values that the scorers compare."""
    return {name: getattr(value, "value", value) for name, value in dataclasses.asdict(fact).items()}


@cache
def facts_of(file: str) -> list[dict[str, Any]]:
    return [row(fact) for fact in extract(read(SHARED / "documents" / file))]


@cache
def scored(name: str) -> dict[str, Any]:
    scorer = loaded(SHARED / "gold" / "score.py")
    result: dict[str, Any] = scorer.score(scorer.load(SHARED / "gold" / f"{name}.jsonl"), facts_of(f"{name}.txt"))
    return result


@pytest.mark.parametrize("name", GOLD)
def test_detection_and_tuple(name: str) -> None:
    result = scored(name)
    assert result["gold"] >= 50
    assert result["detection"]["f1"] >= 0.97
    assert result["tuple"]["f1"] >= 0.93
    assert result["core_tuple_recall"] >= 0.95


@pytest.mark.parametrize("name", GOLD)
def test_fields(name: str) -> None:
    fields = scored(name)["fields"]
    assert {field: fields[field] for field, bar in BARS.items() if fields[field] < bar} == {}


@pytest.mark.parametrize("name", GOLD)
def test_indicators_are_known(name: str) -> None:
    assert scored(name)["indicator_recall"] >= 0.95


def panel() -> list[dict[str, str]]:
    with (SHARED / "panel" / "headlines.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if "AMBIG" not in row["note"]]


@cache
def judged() -> list[tuple[dict[str, str], bool, bool]]:
    """Rows of the panel that print a number, with whether it was found and whether every field of it is right."""
    wrong = loaded(SHARED / "panel" / "score.py").wrong
    out = []
    for line in panel():
        if not line["printed"]:
            continue
        start, end = int(line["start"]), int(line["end"])
        hits = [f for f in facts_of(line["file"]) if min(end, f["end"]) > max(start, f["start"])]
        out.append((line, bool(hits), any(wrong(line, fact) == [] for fact in hits)))
    return out


def share(values: list[bool]) -> float:
    return sum(values) / len(values)


def test_the_panel_is_found_and_right() -> None:
    assert len(judged()) > 1_400
    assert share([found for _, found, _ in judged()]) >= 0.99
    assert share([right for _, _, right in judged()]) >= 0.96
    assert share([right for line, _, right in judged() if line["indicator"] == "gdp"]) >= 0.98


def test_no_target_is_read_where_none_is_printed() -> None:
    invented = [
        (line["file"], line["indicator"])
        for line in panel()
        if not line["printed"]
        and any(
            (fact["indicator"], fact["claim"], fact["measure"]) == (line["indicator"], "target", "growth")
            and (fact["period"], fact["region"]) == (line["report_year"], line["place"].replace("深圳市", ""))
            for fact in facts_of(line["file"])
        )
    ]
    assert invented == []


@pytest.mark.parametrize("name", GOLD)
def test_gold_spans_are_the_texts_own(name: str) -> None:
    """The gold's own offsets, so that a text that changed under it is noticed before its score is believed."""
    text = (SHARED / "documents" / f"{name}.txt").read_bytes().decode("utf-8")
    lines = (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(text[f["start"] : f["end"]] == f["printed"] for f in map(json.loads, lines))
