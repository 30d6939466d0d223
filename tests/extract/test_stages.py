"""The stages: their order is data, each rule has an example that it decides, and reading twice gives the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from passages import built

import mubiao.extract
from mubiao.extract import explain, pipeline
from mubiao.extract.annotation import annotate
from mubiao.extract.confidence import STAGES as ANSWERING
from mubiao.extract.context import subjects
from mubiao.extract.decided import Trace
from mubiao.extract.decisions import Rule
from mubiao.extract.facts import fact_of
from mubiao.extract.fields import claims, measures, periods
from mubiao.extract.pipeline import STAGES, traces
from mubiao.lexicon import rules

TABLES: dict[ModuleType, tuple[str, ...]] = {
    subjects: ("RANK", "RULES"),
    measures: ("AMOUNTS", "PERCENT"),
    claims: ("FIRST", "AHEAD", "BACK"),
    periods: ("FIRST", "YEARS", "YEAR"),
}
"""Module → its tuples of rules."""
CONTEXTS = (
    {"role": "review"},
    {"role": "tasks"},
    {"kind": "news"},
    {"section": "一、过去五年工作回顾"},
    {"section": "一、上半年工作回顾"},
    {"kind": "communique"},
)
"""Parts of reports that an example is read in: it has to decide in one of them."""
REPORT = {
    "text": "签约项目86个、总投资412亿元，其中新开工41个。石狮市地区生产总值1200亿元，增长6%，居全省第3位。"
    "出口总额、进口总额分别增长5%、3%以上。\n指标 | 单位 | 2023年\n粮食产量 | 万吨 | 12.5\n"
}


def tables() -> Iterator[tuple[ModuleType, str, tuple[Rule[Any], ...]]]:
    for module, names in TABLES.items():
        for name in names:
            yield module, name, getattr(module, name)


RULES = [(module, name, rule) for module, name, table in tables() for rule in table]


@pytest.mark.parametrize(
    ("module", "table", "rule"), RULES, ids=[f"{m.__name__.rpartition('.')[2]}-{r.name}" for m, _, r in RULES]
)
def test_the_example_of_a_rule_is_decided_by_it(
    module: ModuleType, table: str, rule: Rule[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    decided: list[int] = []

    def find(case: Any) -> Any:
        found = rule.find(case)
        if found is not None:
            decided.append(case.mention.quantity.start)
        return found

    for name, value in list(vars(module).items()):
        if isinstance(value, tuple) and rule in value:
            monkeypatch.setattr(module, name, tuple(r._replace(find=find) if r is rule else r for r in value))
    for context in CONTEXTS:
        document, start = built({"text": rule.example, "context": context})
        assert [fact_of(read, trace) for read in [annotate(document)] for trace in traces(read)]
        if any(at >= start - 3 for at in decided):  # footnotes and blanks before it may have been taken out
            return
    pytest.fail(f"{rule.name} of {table} decides nothing in {rule.example}")


def test_rules_are_named_once_and_say_what_they_do() -> None:
    for module, _, table in tables():
        assert all(rule.example and rule.find.__doc__ for rule in table), module
    for module in TABLES:
        names = [rule.name for of, _, table in tables() if of is module for rule in table]
        assert len(set(names)) == len(names)


def test_a_stage_runs_after_those_whose_decisions_it_needs() -> None:
    given: set[str] = set()
    for stage in STAGES:
        assert set(stage.needs) <= given, stage.gives
        assert stage.run.__doc__
        given.add(stage.gives)
    assert given == set(Trace.__annotations__)


def test_what_a_stage_reads_is_what_it_says_that_it_needs() -> None:
    """A trace that holds nothing but what a stage needs is enough for it."""
    document, _ = built(REPORT)
    read = annotate(document)
    for trace in traces(read):
        if trace.caption is not None:
            continue
        for stage in STAGES:
            bare = Trace(trace.mention, trace.section)
            bare.last = trace.last
            for name in stage.needs:
                setattr(bare, name, getattr(trace, name))
            assert stage.run(read, bare) == getattr(trace, stage.gives)


def test_decisions_are_told_in_the_order_of_the_table_of_rules() -> None:
    document, _ = built(REPORT)
    read = annotate(document)
    order = list(dict.fromkeys(rule.partition(":")[0] for rule in rules()))
    for trace in traces(read):
        stages = [d.stage for d in trace.told() if d.rule != "list-qualifier"]
        assert stages == sorted(stages, key=order.index)
        assert set(ANSWERING) | {"sectors"} == set(stages)


def test_reading_twice_is_the_same() -> None:
    document, _ = built(REPORT)
    read = annotate(document)
    before = [*read.mentions]
    first, second = list(traces(read)), list(traces(read))
    assert first == second and len(first) >= 9
    assert [fact_of(read, trace) for trace in first] == [fact_of(read, trace) for trace in second]
    assert [*read.mentions] == before == [*annotate(document).mentions]


@pytest.mark.parametrize("together", [1, 2, 3, 7])
def test_how_many_are_decided_together_tells_nothing(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place is told by the number before, and several subjects share one: neither ends with a batch."""
    document, _ = built({"text": "石狮市财政总收入、一般公共预算收入均增长5%，新增学位900个，" + REPORT["text"]})
    read = annotate(document)
    whole = list(traces(read))
    monkeypatch.setattr(pipeline, "_TOGETHER", together)
    assert list(traces(read)) == whole


def test_what_is_named_points_at_its_words() -> None:
    """An indicator that was found by its name has evidence for it, put together from several places or not."""
    texts = (
        "第一、二、三产业增加值分别为12亿元、30亿元、40亿元，分别增长3%、5%、6%。",
        "城乡居民人均可支配收入分别达42000元、21000元，分别增长5%、6%。",
        "规模以上工业实现利润20亿元，实现增加值80亿元。",
    )
    for text in texts:
        document, start = built({"text": text})
        for one in explain.explanations(document):
            step = next(step for step in one.steps if step.stage == "indicators")
            if one.start >= start and step.rule == "indicators:name":
                assert step.evidence, (one.printed, step)


BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.match_case)


def test_no_function_is_long_and_no_module_is_large() -> None:
    folder = Path(next(iter(mubiao.extract.__path__)))
    for file in folder.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert source.count("\n") <= 400, file.name
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                branches = sum(isinstance(inner, BRANCHES) for inner in ast.walk(node))
                assert lines <= 60 and branches <= 15, (file.name, node.name, lines, branches)
