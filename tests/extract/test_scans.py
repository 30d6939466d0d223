"""What is looked for from rare words is what a scan of the whole text finds."""

from __future__ import annotations

from random import Random

import pytest

from mubiao.documents import characters
from mubiao.extract.fields.periods import frames
from mubiao.extract.text import normalise

PIECES = (
    *("刚刚过去的", "回顾", "回首", "一年", "2023年", "今年", "是", "，", "。", "！", "？", "　", " ", "之年", "年是"),
    *("l", "O", "I", "1", "5", ".", "%", "万", "亿", "增长", "Ｏ", "GDP", "〇", "國", "：", "一九九〇年", "—九八五年"),
    *("二〇一九", "\n"),
)


@pytest.mark.parametrize("seed", range(40))
def test_they_are_the_same(seed: int) -> None:
    random = Random(seed)
    for _ in range(50):
        text = "".join(random.choices(PIECES, k=random.randint(3, 40)))
        assert frames._turns(text) == [turn.start(1) for turn in frames._TURN.finditer(text)], text
        for opens, pattern in ((normalise._LETTERS, normalise._MISREAD), (normalise._CIRCLES, normalise._ZERO)):
            assert normalise._holds(text, opens, pattern) == (pattern.search(text) is not None), text
        long, table = text * 40, characters.simplified()
        assert characters.replaced(long, table) == "".join(table.get(c, c) for c in long), text


def test_there_is_something_to_find() -> None:
    assert frames._turns("成绩来之不易。\n刚刚过去的2023年，极不平凡。今年是规划实施的开局之年。") == [8, 24]
    misread = [normalise._holds(text, "lI", normalise._MISREAD) for text in ("增长l0%", "GDP LOW, 增长10%")]
    assert misread == [True, False]
