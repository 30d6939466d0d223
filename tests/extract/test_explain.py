"""What is said of how a fact was found: it is true to the text, to the fact, and tells what was passed over."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao import extract, lexicon
from mubiao.documents import document_from_text
from mubiao.extract.explain import Explanation, Step, explain, explanations
from mubiao.model import Document

REPORT = """2024年晋江市政府工作报告

（2024年1月10日）

一、2023年工作回顾

预计地区生产总值增长6.5%，超过全省平均水平。一般公共预算收入 32.98亿元、增长14.2%，其中集成电路产业税收3亿元。
签约项目207个、总投资1152亿元。185个项目正式签约。完成25个老旧小区改造，新增学位9510个。
全市粮食播种面积和产量分别为5.2万亩和1.9万吨，比2020年分别增长1%和2%。石狮市地区生产总值1200亿元。
五年来，累计新建绿道120公里。第三产业占比由45%提高到48%。

二、2024年工作安排

力争地区生产总值比2023年增长6%左右，城镇登记失业率、居民消费价格涨幅分别控制在2.3%和3%以内。
建成投产后年产值可达50亿元。已建成厂房3万平方米。亿元以上项目12个，办好第3届赛事。
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return document_from_text(REPORT)


@pytest.fixture(scope="module")
def told(document: Document) -> dict[str, Explanation]:
    """Printed quantity with the words before it → explanation."""
    return {document.text[max(0, one.start - 6) : one.end]: one for one in explanations(document)}


def of(told: dict[str, Explanation], ending: str) -> dict[str, Step]:
    """The steps of the fact whose words end so, by stage."""
    (one,) = [explanation for words, explanation in told.items() if words.endswith(ending)]
    return {step.stage: step for step in one.steps}


def words(step: Step, role: str) -> list[str]:
    return [evidence.text for evidence in step.evidence if evidence.role == role]


def passed_over(step: Step) -> dict[str, str]:
    return {other.said: other.reason.partition(":")[2] for other in step.alternatives}


def test_the_facts_are_those_of_extract(document: Document) -> None:
    assert [one.fact for one in explanations(document)] == extract(document)


def test_evidence_stands_where_it_says(document: Document) -> None:
    found = list(explanations(document))
    spans = [e for one in found for step in one.steps for e in step.evidence]
    spans += [a.evidence for one in found for step in one.steps for a in step.alternatives if a.evidence]
    assert len(spans) > 100
    assert [span for span in spans if document.text[span.start : span.end] != span.text or not span.text] == []


def test_every_rule_of_a_fact_is_told_by_one_step(document: Document) -> None:
    for one in explanations(document):
        assert one.fact is not None
        rules = [rule for step in one.steps[1:] for rule in step.rule.split(";")]
        assert sorted(rules) == sorted(one.fact.rule.split(";"))
        assert all(step.rule in lexicon.rules() for step in one.steps[:1])


def test_words_that_decide_are_evidence(told: dict[str, Explanation]) -> None:
    first = of(told, "增长6.5%")
    assert (words(first["quantities"], "number"), words(first["quantities"], "unit")) == (["6.5"], ["%"])
    assert words(first["subjects"], "noun") == words(first["indicators"], "name") == ["地区生产总值"]
    assert words(first["measures"], "cue") == ["增长"]
    assert (words(first["claims"], "cue"), passed_over(first["claims"])) == (["预计"], {"actual": "words-overrule"})
    assert of(told, "增长6%")["quantities"].evidence[-1].text == "左右"
    assert words(of(told, "120公里")["periods"], "time") == ["五年来"]


def test_what_is_inherited_names_its_source(document: Document, told: dict[str, Explanation]) -> None:
    growth = of(told, "增长14.2%")["subjects"]
    amount = next(one for one in told.values() if one.printed == "32.98亿元")
    assert amount.fact is not None
    assert (growth.rule, growth.source, words(growth, "source")) == (
        "subjects:inherited",
        amount.fact.fact_id,
        ["32.98亿元"],
    )
    assert words(of(told, "1152亿元")["subjects"], "source") == ["207个"]
    assert of(told, "9510个")["periods"].source == of(told, "9510个")["claims"].source == "一、2023年工作回顾"


def test_members_of_a_list_tell_of_each_other(told: dict[str, Explanation]) -> None:
    area, growth = of(told, "5.2万亩"), of(told, "和2%")
    assert set(passed_over(area["subjects"]).values()) == {"other-member"}
    assert words(area["subjects"], "list") == ["分别"]
    assert words(growth["measures"], "cue") == ["分别增长"]
    covered = of(told, "2.3%")["quantities"]
    assert "quantities:list-qualifier" in covered.rule and words(covered, "qualifier") == ["以内"]


def test_what_was_passed_over_is_told_with_the_reason(told: dict[str, Explanation]) -> None:
    assert passed_over(of(told, "25个")["subjects"]) == {"完成": "verb-only"}
    assert passed_over(of(told, "增长6%")["periods"]) == {}
    assert words(of(told, "增长6%")["periods"], "base") == ["比2023年"]
    assert passed_over(of(told, "厂房3万平方米")["claims"]) == {"target": "words-overrule"}
    assert "subset" in passed_over(of(told, "税收3亿元")["indicators"]).values()
    named = of(told, "1200亿元")["regions"]
    assert (named.rule, named.said, words(named, "place")) == ("regions:named", "石狮市", ["石狮市"])


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("第3届", "masked"),
        ("（2024年", "kind"),
        ("亿元以上", "no-figure"),
        ("二、", "other"),
        ("2020年分别", "kind"),
        ("工作回顾", "no-number"),
    ],
)
def test_a_number_that_is_no_fact_is_told_why(document: Document, inside: str, reason: str) -> None:
    at = document.text.index(inside)
    one = explain(document, at, at + len(inside))
    assert one.fact is None
    assert [step.rule for step in one.steps] == [f"refused:{reason}"]
    assert one.printed == document.text[one.start : one.end]
    assert one.steps[0].rule in lexicon.rules()


def test_explain_finds_the_fact_that_overlaps_most(document: Document) -> None:
    at = document.text.index("6.5%")
    one = explain(document, at + 1, at + 2)
    assert (one.printed, one.fact and one.fact.indicator) == ("6.5%", "gdp")


def test_json_holds_the_steps(told: dict[str, Explanation]) -> None:
    one = next(iter(told.values()))
    held = json.loads(one.json())
    assert [step["stage"] for step in held] == [step.stage for step in one.steps]
    assert set(held[0]) == {"stage", "rule", "said", "evidence", "alternatives", "source"}


PIECES = (
    "地区生产总值", "新增学位", "增长", "比上年", "分别", "、", "，", "。", "和", "由", "提高到", "6%", "3万个", "第三",
    "其中", "\n", "晋江市", "2020年", "力争", "占", "以上", "（", "）", "项目", "5.5:20:74.5", "百分之五", "翻一番",
    "签约", " ", "“1+6”",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(0, 80), st.integers(0, 12))
def test_any_text_can_be_explained_anywhere(text: str, start: int, length: int) -> None:
    document = document_from_text("2024年晋江市政府工作报告\n" + text)
    known = lexicon.rules()
    for one in explanations(document):
        for step in one.steps:
            assert all(rule in known for rule in step.rule.split(";"))
            assert all(document.text[e.start : e.end] == e.text for e in step.evidence)
            assert all(other.reason in known for other in step.alternatives)
    single = explain(document, start, start + length)
    assert single.steps and all(rule in known for step in single.steps for rule in step.rule.split(";"))
