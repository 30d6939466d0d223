"""Confidence follows from the rules that made a fact, and from what people found of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mubiao import extract, lexicon
from mubiao.documents import document_from_text
from mubiao.extract.confidence import HIGH, LOW, PRIOR, STAGES, confidence, reliability, weakest
from mubiao.lexicon.tables import built_in

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"


def test_a_fact_is_as_sure_as_all_its_rules_together() -> None:
    rules = "quantities:arabic;subjects:inherited;indicators:name;measures:growth;claims:estimated;regions:home"
    product = 1.0
    for rule in rules.split(";"):
        product *= reliability(rule)
    assert confidence(rules) == pytest.approx(product, abs=0.001)
    assert confidence(f"{rules};sectors:default") == confidence(rules)  # where it is filed says nothing of the figure
    assert confidence(rules.replace("claims:estimated", "claims:unheard-of")) < confidence(rules)


def test_it_stays_within_its_bounds() -> None:
    assert confidence("sectors:subject") == HIGH
    assert confidence(";".join(["quantities:unheard-of"] * 50)) == LOW
    assert reliability("quantities:unheard-of") == PRIOR


def test_every_fact_has_that_of_its_rules_and_plain_ones_more() -> None:
    head = "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n"
    document = document_from_text(f"{head}地区生产总值增长6.5%。签约项目207个、总投资约十亿元，居全省第三。")
    facts = extract(document)
    assert [fact.confidence for fact in facts] == [confidence(fact.rule, document.certainty) for fact in facts]
    assert facts[0].confidence == max(fact.confidence for fact in facts) > min(fact.confidence for fact in facts)


def test_the_rules_that_cost_most_are_named_first() -> None:
    rules = "quantities:arabic;subjects:left;periods:from-to;claims:unheard-of;regions:home"
    assert weakest(rules, 1) == [min(rules.split(";"), key=reliability)]
    assert "regions:home" not in weakest(rules, 5)


def test_the_table_has_a_number_for_the_stages_that_count_and_for_no_other() -> None:
    counted = [row["rule"] for row in built_in("reliability")]
    assert [rule for rule in counted if rule not in lexicon.rules()] == [], "the table has a rule that has no name"
    assert len(set(counted)) == len(counted)
    for rule in lexicon.rules().values():
        counts = rule.rule.partition(":")[0] in STAGES
        assert counts or rule.reliability is None, rule.rule
        assert rule.reliability is None or LOW < rule.reliability < 1, rule.rule


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="what people have read is not here")
def test_surer_facts_are_right_more_often() -> None:
    """On every fact that people have read, counted without its own document."""
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "calibrate.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if line[:3] in ("| 0", "| a")]
    (sure, doubtful), total = [rows[-2], rows[0:-2]], rows[-1]
    assert float(sure[3]) >= float(total[3])
    few = sum(int(row[1]) * float(row[3]) for row in doubtful) / sum(int(row[1]) for row in doubtful)
    assert few < float(sure[3])
