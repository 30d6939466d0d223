"""What a heading makes of its section: each rule decides its examples, and none stands there for nothing."""

from __future__ import annotations

import pytest

from mubiao.documents.structure.heading_rules import RULES, Case, Example, HeadingRule, decided
from mubiao.documents.structure.headings import Heading
from mubiao.model import Role

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.name}: {it.heading}" for rule, it in EXAMPLES])
def test_the_example_of_a_rule_is_decided_by_it(rule: HeadingRule, example: Example) -> None:
    heading = Heading(0, len(example.heading), example.level, example.heading)
    case = Case(heading, example.before, example.year, example.year, page=example.page, planned=example.planned)
    assert decided(case) == (rule.name, example.gives)


def test_every_rule_says_what_it_does_and_has_an_example() -> None:
    assert all(rule.examples and rule.find.__doc__ and rule.find.__name__ == rule.name for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("heading", "level", "ahead"), [("第三节 战略任务", 2, True), ("（三）就业任务仍然很重", 2, False)]
)
def test_a_part_of_the_review_of_a_plan_stays_one_whatever_it_speaks_of(heading: str, level: int, ahead: bool) -> None:
    review = (Role.REVIEW, "2016/2020")
    case = Case(Heading(0, len(heading), level, heading), review, 2021, 2021, planned="2021/2025")
    assert (decided(case)[1] != review) == ahead
