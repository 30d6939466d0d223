"""What is looked for from its last words is what a scan of the whole text finds."""

from __future__ import annotations

from random import Random

import pytest

from mubiao.documents.structure import role_shifts

PIECES = (
    *(
        "今年",
        "2023年",
        "明年",
        "全年",
        "今后五年",
        "“十四五”时期",
        "十五五",
        "远景",
        "是",
        "为",
        "：",
        "，",
        "。",
        "；",
    ),
    *("目标", "要求", "任务", "思路", "确定为", "初步", "主要", "预期", "奋斗", "指标", "安排", "建议", "增长", "达到"),
    *("预期今年", "今年预期", "主要预期目标是", "经济平稳运行，民生继续改善", "2", "一", "；", "\n"),
)


def spans(found: object) -> list[tuple[int, int]]:
    """Where they stand."""
    return [match.span() for match in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(40))
def test_turns_and_goals_are_those_of_the_whole_scan(seed: int) -> None:
    random = Random(seed)
    for _ in range(50):
        text = "".join(random.choices(PIECES, k=random.randint(3, 40)))
        for start, end in ((0, len(text)), (len(text) // 3, len(text) * 2 // 3)):
            turns = spans(role_shifts._turns(text, start, end))
            assert turns == spans(role_shifts._TURN.finditer(text, start, end)), text
        assert spans(role_shifts._goals(text, 0, len(text))) == spans(role_shifts._GOALS.finditer(text)), text


def test_there_is_something_to_find() -> None:
    text = "今年的主要目标是：出口增长8%。今后五年的目标任务是，总量翻一番。"
    assert len(spans(role_shifts._turns(text, 0, len(text)))) == 2
