"""Markdown: marks within a line are no text, and a file without them is its own text."""

from __future__ import annotations

import pytest

from mubiao.documents.readers import markdown
from mubiao.documents.readers.markdown import markdown_text

SEEN = {
    "bold": ("增长**6%**左右，**约**3个", "增长6%左右，约3个"),
    "bold beside signs": ("增长8**%**左右**。**", "增长8%左右。"),
    "highlighted": ("增长==6%==左右，a == b", "增长6%左右，a == b"),
    "light and code": ("新增*1.2*万人和`16`个", "新增1.2万人和16个"),
    "struck": ("增长~~7%~~8%，学位~~20~~ 22个", "增长8%，学位22个"),
    "struck in HTML": ("增长<del>7%</del>8%", "增长8%"),
    "escapes": (r"15\~18公里，5\-8个，1\.4万，\$3亿，\>4%", "15~18公里，5-8个，1.4万，$3亿，>4%"),
    "escaped marks stay": (r"\*\*注\*\*", "**注**"),
    "entities": ("60&nbsp;%，失业率&le;4%", "60\xa0%，失业率≤4%"),
    "equations": (r"增长$6.6\%$，$\ge 15\sim18$个，22万$m^2$", "增长6.6%，≥15~18个，22万m²"),
    "no equation": ("达到$20亿，上年$18亿", "达到$20亿，上年$18亿"),
    "raised": ("22万m^2^，学位30^1^个，10^4^亩", "22万m²，学位30个，10⁴亩"),
    "note marks": ("床位28[^1]张\n\n[^1]: 含护理床位", "床位28张\n\n[^1]: 含护理床位"),
    "lowered": ("CO~2~减排3~5%，PM~2.5~浓度", "CO2减排3~5%，PM2.5浓度"),
    "links": ("见[附件](a.md)和![图](b.png)", "见附件和"),
    "ranges with tildes": ("增长5~6%，失业率3~4%", "增长5~6%，失业率3~4%"),
    "headings and lists keep their marks": ("## 一、回顾\n\n- 新增*3*个\n1. 二", "## 一、回顾\n\n- 新增3个\n1. 二"),
    "indented lines": ("　　增长**6%**。\n    新增**3**个", "　　增长6%。\n    新增3个"),
    "a table with bars": (
        "| 指标 | 数值 |\n|---|---:|\n| **产值** | ~~7~~8 |",
        "| 指标 | 数值 |\n|---|---:|\n| 产值 | 8 |",
    ),
    "an escaped bar ends no cell": (
        "| 指标 | 口径 | 数值 |\n|---|---|---|\n| 产值 | 当年价 \\| 现价 | 8 |",
        "| 指标 | 口径 | 数值 |\n|---|---|---|\n| 产值 | 当年价 ／ 现价 | 8 |",
    ),
    "a quote that goes on": (
        "> 新增~~学生~~学位\n640个，改造小区\n> 14个。\n> 全年",
        "> 新增学位640个，改造小区14个。\n> 全年",
    ),
    "lines that end in the middle of a sentence": (
        "## 二、安排\n\n目标：产值增长6%以上，投资增\n长8.5%左右，新增学位\n590个。\n新建公园。\n",
        "## 二、安排\n\n目标：产值增长6%以上，投资增长8.5%左右，新增学位590个。\n新建公园。\n",
    ),
    "items that go on": (
        "- 改造小区3个，新建\n  路9条；\n- 床位  \n  29张。", "- 改造小区3个，新建路9条；\n- 床位29张。"
    ),
    "lines of a title": ("某县工作报告\n县长 某某\n2024年1月，县城\n各位代表：",) * 2,
    "lines that were broken at a width": (
        "\n".join([*["全年坚持稳中求进工作总基调推动"] * 9, "高质量发展"]),
        "全年坚持稳中求进工作总基调推动" * 9 + "高质量发展",
    ),
    "lines of cells": (
        "\n".join(["# 甲", "", "## 乙", "", "领域", "新增学位9个。", "", "", "", ""]),
    )
    * 2,
    "a figure on the next line": ("全年：学位增加，\n投资增长\n4%左右。", "全年：学位增加，投资增长4%左右。"),
    "lines beside long ones": ("发展，提速\n" + "全年。" * 50,) * 2,
    "what front matter and code hold": ("---\na: 一，二\nb: 三。\n---\n```\n一，二\n三，四。\n```",) * 2,
    "breaks of pandoc in a quote": ("> 新增学位\\\n> 64个。", "> 新增学位\n> 64个。"),
    "links to an address elsewhere": (
        '新增[64][a]个，[甲][]，[乙]。\n\n[a]: https://a.cn/9.html "70个"\n[甲]: b.html',
        "新增64个，甲，[乙]。\n\n",
    ),
    "items in a quote": ("> 主要任务*7*项\n> 1. 一项\n> （二）两项", "> 主要任务7项\n> 1. 一项\n> （二）两项"),
    "a table with dashes": (
        "  指标          2023年   2024年\n  ------------ -------- --------\n  产值（亿元）  8        **9**\n\n完",
        "指标\t2023年\t2024年\n产值（亿元）\t8\t9\n\n完",
    ),
    "a table between dashes": (
        "  ------ ------\n  指标   数值\n\n  产值   8\n  ------ ------\n完", "指标\t数值\n产值\t8\n完"
    ),
    "a grid with cells over others": (
        "+------+-----------+\n| 指标 | 2023年    |\n|      +-----+-----+\n|      | 量  | 速  |\n+======+=====+=====+\n"
        "| 产值 | 8   | 6   |\n+------+-----+-----+\n完",
        "指标\t2023年量\t2023年速\n产值\t8\t6\n完",
    ),
    "a grid not drawn whole": ("+----+----+\n|指标+----+\n|产值|8   |\n", "+----+----+\n|指标+----+\n|产值|8   |\n"),
    "a table in a grid": ("+----+----+\n|指标|数值|\n+====+====+\n|产值|8   |\n+----+----+", "指标\t数值\n产值\t8"),
    "a table in HTML": (
        "前\n\n<table><tr><td>指标</td>\n\n<td>数值</td></tr><tr><td>产值</td><td>8</td></tr></table>\n\n后",
        "前\n\n\n指标\t数值\n产值\t8\n\n\n后",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SEEN)
def test_a_line_is_what_is_meant(case: str) -> None:
    source, seen = SEEN[case]
    assert markdown_text(source) == seen


@pytest.mark.parametrize(
    "text",
    [
        "# 标题\n\n　　一是增长6%。  \n- 项\n\n| 指标 | 数值 |\n|:---|---:|\n| 产值 | 8 |\n\n---\n\n5*6=30\r\n",
        "---\ntitle: 报告\n---\n\n正文 < 5% & 3$\n\n\n\n> 引文\n",
        "2019-2023年\n======\n",
        "**一、2023年回顾**\n\n**一是坚持稳中求进。**全年增长6%。\n",
        "",
    ],
)
def test_a_file_without_marks_is_its_own_text(text: str) -> None:
    assert markdown_text(text) == text


@pytest.mark.parametrize(
    ("source", "quick"),
    [
        ("# 报告\n\n**一、回顾**\n\n**一是**坚持稳中求进，*扎实*推进。\n", True),
        ("---\nsource_file: a_b.md\n---\n\n**二、安排**\n全市生产总值增长6%。\n", True),
        ("* 甲项\n* **乙项**目\n\n***\n三、丙", True),
        ("**一是**坚\u00ad持\n", True),
        ("生产总值增长**6%**左右\n", False),
        ("**突破**140亿元，第**3**位\n", False),
        ("**一** | **二**\n甲 | *5\n", False),
        ("_斜体_字\n", False),
        ("**甲** a_ b\n", False),
        ("**甲**==乙==\n", False),
        ("**甲**&nbsp;乙\n", False),
        ("**甲**\n\n--- ---\n1   2\n--- ---\n", False),
        ("--  ---\n甲  乙\n\n**丙**", False),
    ],
)
def test_stars_that_only_set_off_words_need_no_parser(source: str, quick: bool) -> None:
    assert markdown._sets_off(source) is quick
    if quick:
        assert markdown._parsed(source) == markdown.markdown_text(source)
