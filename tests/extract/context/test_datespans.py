"""Periods in bare text: what is one, and its days."""

from __future__ import annotations

from datetime import date

import pytest
from datespans import find_periods

from mubiao.extract.text.normalise import normalise

WRITTEN = date(2021, 6, 15)


@pytest.mark.parametrize(
    ("text", "printed", "first", "last"),
    [
        ("二〇一二年的洪水", "二〇一二年", "2012-01-01", "2012-12-31"),
        ("零七年开工", "零七年", "2007-01-01", "2007-12-31"),
        ("98年建成", "98年", "1998-01-01", "1998-12-31"),
        ("自2015到2019的数据", "自2015到2019", "2015-01-01", "2019-12-31"),
        ("2015年与2019年之间", "2015年与2019年之间", "2015-01-01", "2019-12-31"),
        ("二〇二〇年十一月", "二〇二〇年十一月", "2020-11-01", "2020-11-30"),
        ("2020年 2 月份", "2020年 2 月份", "2020-02-01", "2020-02-29"),
        ("2020年五月二十一日", "2020年五月二十一日", "2020-05-21", "2020-05-21"),
        ("去年第三季度", "去年第三季度", "2020-07-01", "2020-09-30"),
        ("今年前五个月", "今年前五个月", "2021-01-01", "2021-05-31"),
        ("2019年上半年", "2019年上半年", "2019-01-01", "2019-06-30"),
        ("近 两 年", "近 两 年", "2019-06-15", "2021-06-14"),
        ("过去二十年", "过去二十年", "2001-06-15", "2021-06-14"),
        ("未来三年", "未来三年", "2021-06-15", "2024-06-14"),
        ("上1年", "上1年", "2020-01-01", "2020-12-31"),
        ("3/9/2020-5/9/2020", "3/9/2020-5/9/2020", "2020-09-03", "2020-09-05"),
        ("2020.9.3—2020.9.5", "2020.9.3—2020.9.5", "2020-09-03", "2020-09-05"),
        ("成立于2001", "2001", "2001-01-01", "2001-12-31"),
    ],
)
def test_a_period_has_its_span_and_its_days(text: str, printed: str, first: str, last: str) -> None:
    (found,) = find_periods(normalise(text), WRITTEN)
    assert text[found.start : found.end] == printed
    assert (found.first_day, found.last_day) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "2018人",
        "2000 元",
        "2018.5亿",
        "12018年",
        "G2018高速",
        "2018年13月",
        "2018/2/30",
        "2019至2016年",
        "上三年级",
        "八九年光景",
        "15年",
        "1499",
        "2101",
        "今后 0 年",
    ],
)
def test_no_period(text: str) -> None:
    assert find_periods(normalise(text), WRITTEN) == []


def test_three_years_before_a_leap_day_begin_on_the_28th() -> None:
    (found,) = find_periods("近三年", date(2020, 2, 29))
    assert (found.first_day, found.last_day) == (date(2017, 2, 28), date(2020, 2, 28))
