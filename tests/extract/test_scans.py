"""What is looked for from rare words is what a scan of the whole text finds."""

from __future__ import annotations

from random import Random

import pytest

from mubiao.documents import characters
from mubiao.extract.fields.periods import turns
from mubiao.extract.text import normalise

PIECES = (
    *("刚刚过去的", "回顾", "回首", "一年", "2023年", "今年", "是", "，", "。", "！", "？", "　", " ", "之年", "年是"),
    *("l", "O", "I", "1", "5", ".", "%", "万", "亿", "增长", "Ｏ", "GDP", "〇", "國", "：", "一九九〇年", "—九八五年"),
    *(
        "二〇一九",
        "\n",
        "五年来",
        "过去的",
        "五年",
        "这",
        "间",
        "“十五”",
        "“十二五”",
        "时期",
        "期间",
        "城乡面貌焕然一新",
    ),
)


@pytest.mark.parametrize("seed", range(40))
def test_they_are_the_same(seed: int) -> None:
    random = Random(seed)
    for _ in range(50):
        text = "".join(random.choices(PIECES, k=random.randint(3, 40)))
        assert turns.turns(text) == [turn.start(1) for turn in turns._TURN.finditer(text)], text
        for opens, pattern in ((normalise._LETTERS, normalise._MISREAD), (normalise._CIRCLES, normalise._ZERO)):
            assert normalise._holds(text, opens, pattern) == (pattern.search(text) is not None), text
        long, table = text * 40, characters.simplified()
        assert characters.replaced(long, table) == "".join(table.get(c, c) for c in long), text


def test_there_is_something_to_find() -> None:
    assert turns.turns("成绩来之不易。\n刚刚过去的2023年，极不平凡。今年是规划实施的开局之年。") == [8, 24]
    assert turns.turns("来之不易。这五年，城乡面貌焕然一新。\n“十二五”时期，是发展很快的五年。") == [5, 19]
    misread = [normalise._holds(text, "lI", normalise._MISREAD) for text in ("增长l0%", "GDP LOW, 增长10%")]
    assert misread == [True, False]
