"""What a heading makes of its section: each rule decides its examples, and none stands there for nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao.documents.structure.heading_rules import RULES, Case, Example, HeadingRule, decided
from mubiao.documents.structure.headings import Heading
from mubiao.extract.context.times.names import bounds
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


TIMES = (
    "2016年",
    "2016年1-9月",
    "2015年1月至2016年9月",
    "2016年上半年",
    "前三季度",
    "第三季度",
    "二〇一六年",
    "五年来",
    "",
)
MORE_TIMES = (
    "“十二五”时期",
    "2012—2016年",
    "2012年以来",
    "今年",
    "去年",
    "今后五年",
    "后三个月",
    "本届政府",
    "过去一年",
)
WORDS = (
    "工作回顾",
    "工作",
    "主要目标",
    "完成情况",
    "工作安排",
    "发展基础",
    "面临的形势",
    "自身建设",
    "名词解释",
    "和",
    "",
)
PERIODS = (None, "2015", "2016/2020", "2016-01/2016-09", "2016H1", "2016-05")


@given(
    st.lists(st.sampled_from(TIMES + MORE_TIMES + WORDS), min_size=1, max_size=4).map("".join),
    st.tuples(st.sampled_from(Role), st.sampled_from(PERIODS)),
    st.sampled_from((None, 2015, 2016, 2017)),
    st.sampled_from((None, "2016/2020")),
    st.booleans(),
)
def test_whatever_times_a_heading_is_made_of_it_is_decided(
    words: str, before: tuple[Role, str | None], year: int | None, planned: str | None, page: bool
) -> None:
    case = Case(Heading(0, len(words), 1, words), before, year, year, page=page, planned=planned)
    role, period = decided(case)[1]
    assert isinstance(role, Role)
    assert period is None or bounds(period) is not None
