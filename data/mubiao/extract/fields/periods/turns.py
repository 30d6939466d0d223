"""Sentences that turn a paragraph to one year, or to several."""

from __future__ import annotations

from mubiao.patterns import lazy

_TURN = lazy(
    r"[。！!？?]\s*((?:(?:回顾|回首)?刚刚过去的(?:一年|(?:19|20)\d\d年)(?=[，,]))"
    r"|(?:五年来|过去的?五年|这?五年间|这五年来?|“十[一二三四]?五”(?:时期|期间))"
    r"(?=[，,是][^。；;：:\n\d]{4,80}。)"  # 五年来，综合实力不断壮大。生产总值增长…
    r"|(?:今后|未来)[三五]年(?=[，,][^。；;：:\n\d]{4,120}。)"  # 今后五年，整体推进安居工程。计划投资300亿元
    r"|(?:今年|(?:19|20)\d\d年)(?=是[^。；;\n]{2,60}?之年))"  # 2016年是…开局之年: goals of it, not of the five years
)


_TURN_WORDS = (
    ("刚刚过去的", (0, 2)),
    ("年是", (1, 4)),
    *((words, (0,)) for words in ("五年来", "过去五年", "过去的五年", "五年间", "这五年")),
    *((ahead + years, (0,)) for ahead in ("今后", "未来") for years in ("三年", "五年")),
    *((words, (2, 3)) for words in ("五”时期", "五”期间")),
)


def turns(text: str) -> list[int]:
    """Where sentences begin that turn to one year; looked for from the words that each of them holds."""
    found = []
    for words, leads in _TURN_WORDS:
        at = text.find(words)
        while at >= 0:
            for lead in leads:
                before = begin = at - lead
                while before > 0 and text[before - 1].isspace():
                    before -= 1
                turn = _TURN.match(text, before - 1) if before > 0 else None
                if turn is not None and turn.start(1) == begin:
                    found.append(begin)
            at = text.find(words, at + 1)
    return sorted(found)
