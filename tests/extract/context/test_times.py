"""The quick look for where a time can begin loses none that the pattern of times finds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from mubiao.extract.context.times import spans
from mubiao.extract.context.times.words import TIMES
from mubiao.patterns import last_of, marks

PARTS = """
比 相较于 相较 较 与 和 相比 相当于 是 为 同 超过 高于 快于 到 至 截至 自 从 在 20 21 19 年 — -
今年 本年 去年 上年末 前年 当年 来年 同期 年初 年末 的 月 份 前 个月 上 下 半年 前三季度 第 一 二 三
四 季度 当月 党的 十 八 大以来 以来 起 内 本年度 全年 年度 年内 到年底 一年来 过去一年 当前 目前 “
” 五 六 时期 期间 规划 头两年 过去 近 最近 这 今后 未来 接下来 今明 每年 平均 两 行动 ， 增长
2016年 2018 次年 翌年 本世纪末 头 元 9月
"""


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from([*PARTS.split(), " ", "\n"]), max_size=40).map("".join))
def test_no_time_is_lost(text: str) -> None:
    whole = re.compile(TIMES.pattern())
    for asked in (text, text + "。" * 1_000):  # where a time can begin is looked for in long texts alone
        assert [m.span() for m in spans._matches(asked)] == [m.span() for m in whole.finditer(asked)]


@given(st.text(alphabet="，；。ab\n", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_the_last_mark(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    assert last_of(marks("，；"), text, start, end) == max(text.rfind("，", start, end), text.rfind("；", start, end))
