"""Tables as readers of sheets and pages lay them out: what each figure says, by its row and its column."""

from __future__ import annotations

import pytest

from mubiao.documents import document_from_text
from mubiao.extract.pipeline import facts_of

HEAD = "2024年晋江市主要指标\n单位：亿元、%\n"


def facts(table: str) -> list[tuple[str, float, float | None, str | None, str, str, str | None]]:
    document = document_from_text(HEAD + table + "\n")
    return [(f.printed, f.value, f.high, f.unit, str(f.measure), str(f.claim), f.period) for f in facts_of(document)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("\t2023年完成\t2024年目标\n地区生产总值\t8.5\t9", [
            ("8.5", 8.5e8, None, "元", "level", "actual", "2023"), ("9", 9e8, None, "元", "level", "target", "2024")]),
        ("类别\t指标\t2023年\n经济\t地区生产总值\t8.5", [("8.5", 8.5e8, None, "元", "level", "actual", "2023")]),
        ("指标\t绝对额\t同比增长\n地区生产总值\t…\t6", [("6", 6, None, "%", "growth", "actual", "2024")]),
        ("指标\t2023年\t2022年\n地区生产总值\t8.5\t", [("8.5", 8.5e8, None, "元", "level", "actual", "2023")]),
        ("指标\t2023年\n粮食产量\t41-42万吨", [("41-42万吨", 410_000, 420_000, "吨", "level", "actual", "2023")]),
        ("指标\t2024年目标\n一般公共预算收入\t下降5%以内", [("5%", -5, None, "%", "growth", "target", "2024")]),
        ("指标\t单位\t2023年\n地区生产总值增速\t%\t6.1", [("6.1", 6.1, None, "%", "growth", "actual", "2023")]),
        ("指标\t2023年\n城镇化率\t51.5\n地区生产总值\t8", [
            ("51.5", 51.5, None, "%", "share", "actual", "2023"), ("8", 8e8, None, "元", "level", "actual", "2023")]),
        ("指标\t2023年\n出口额（万美元）\t8\n其中：电器\t3", [
            ("8", 8e4, None, "美元", "level", "actual", "2023"), ("3", 3e4, None, "美元", "level", "actual", "2023")]),
        ("指标\t2023年总量\t比2022年增长\n地区生产总值\t8\t6", [
            ("8", 8e8, None, "元", "level", "actual", "2023"), ("6", 6, None, "%", "growth", "actual", "2023")]),
        ("年份\t地区生产总值（亿元）\t增速（%）\n2022年\t8\t6\n2023\t9\t5", [
            ("8", 8e8, None, "元", "level", "actual", "2022"), ("6", 6, None, "%", "growth", "actual", "2022"),
            ("9", 9e8, None, "元", "level", "actual", "2023"), ("5", 5, None, "%", "growth", "actual", "2023")]),
        ("指标\t2024年目标\n社会消费品零售总额\t7%左右\n研发经费\t2.1%", [
            ("7%", 7, None, "%", "growth", "target", "2024"), ("2.1%", 2.1, None, "%", "share", "target", "2024")]),
        ("指标\t2023年占比\n社会消费品零售总额\t7%", [("7%", 7, None, "%", "share", "actual", "2023")]),
        ("单位：亿元、万人\n指标\t2023年\n常住人口\t8", []),
        ("单位：亿元\n行业\t投资额\t比上年增长%\n采矿业\t42\t3.1", [
            ("42", 42e8, None, "元", "level", "actual", "2024"), ("3.1", 3.1, None, "%", "growth", "actual", "2024")]),
    ],
)  # fmt: skip
def test_a_figure_is_told_by_its_row_and_column(table: str, expected: list[tuple[object, ...]]) -> None:
    assert facts(table) == expected


COMMUNIQUE = "宜都市1994年国民经济和社会发展统计公报\n\n"


def told(table: str) -> list[tuple[str, float, str | None, str, str | None, str]]:
    document = document_from_text(COMMUNIQUE + table + "\n")
    return [(f.printed, f.value, f.unit, str(f.measure), f.indicator, f.subject) for f in facts_of(document)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("1994年 比上年增长％  \n砖 5 亿块 -3.5  \n（折标准砖）\n水 泥 12.4 万吨 1.6", [
            ("5 亿块", 5e8, "块", "level", None, "砖"), ("-3.5", -3.5, "%", "growth", None, "砖"),
            ("12.4 万吨", 124_000, "吨", "level", None, "水泥"), ("1.6", 1.6, "%", "growth", None, "水泥")]),
        ("主要农产品产量如下：\n1994年 比上年增长％\n粮食 21 万吨 -2.5", [
            ("21 万吨", 210_000, "吨", "level", "grain_output", "粮食产量"),
            ("-2.5", -2.5, "%", "growth", "grain_output", "粮食产量")]),
        ("- 指 标 单 位 绝对数 比上年增长%\n- 货物周转量 亿 吨公里 3.5 7.1", [
            ("3.5", 3.5e8, "吨公里", "level", None, "货物周转量"), ("7.1", 7.1, "%", "growth", None, "货物周转量")]),
        ("一九九四年 一九九四年比\n一九九三年增长%\n茶叶 1，250 吨 4．2", [
            ("1，250 吨", 1250, "吨", "level", None, "茶叶"), ("4．2", 4.2, "%", "growth", None, "茶叶")]),
        # A head without growth, rows without a figure, a row that lacks one, a heading between.
        ("**- 行 业 企业数（家） 比上年增长% 投资额（亿元） 比上年增长%\n- 总 计 52 -3.1 8.5 4\n- 教 育 — — 1.5 -2**", [
            ("52", 52, "家", "level", None, "总计"), ("-3.1", -3.1, "%", "growth", None, "总计"),
            ("8.5", 8.5e8, "元", "level", None, "投资额"), ("4", 4, "%", "growth", None, "投资额"),
            ("1.5", 1.5e8, "元", "level", None, "教育投资额"), ("-2", -2, "%", "growth", None, "教育投资额")]),
        ("- 指 标 单 位 绝对数\n- 水渠 公里 35\n- 井 口 8\n- **乡村**\n- 窑洞 座\n- 22万伏线路 公里 41", [
            ("35", 35, "公里", "level", None, "水渠"), ("8", 8, "口", "level", None, "井"),
            ("41", 41, "公里", "level", None, "22万伏线路")]),
        ("1994年 比上年增长％\n砖 5 亿块 持平\n瓦 1 780 万片 1. 5\n纱 21 万吨 4\n110 万件 3", [
            ("5 亿块", 5e8, "块", "level", None, "砖"),
            ("1 780 万片", 17_800_000, "片", "level", None, "瓦"), ("1. 5", 1.5, "%", "growth", None, "瓦"),
            ("21 万吨", 210_000, "吨", "level", None, "纱"), ("4", 4, "%", "growth", None, "纱"),
            ("110 万件", 1_100_000, "件", "level", None, "纱"), ("3", 3, "%", "growth", None, "纱")]),
        ("单位：亿元\n- 指 标 增加值 比上年增长%\n- 建筑业 664 16.4\n- 造船 52 10.7", [
            ("664", 664e8, "元", "level", None, "建筑业增加值"), ("16.4", 16.4, "%", "growth", None, "建筑业增加值"),
            ("52", 52e8, "元", "level", None, "造船增加值"), ("10.7", 10.7, "%", "growth", None, "造船增加值")]),
        ("| 指标 | 单位 | 绝对数 |\n| 电话容量 | 万户 | 6049 |", [
            ("6049", 60_490_000, "户", "level", None, "电话容量")]),
        # Heads on two lines.
        ("表1 1994年居民消费价格比上年涨跌幅度\n- 单位：%\n- 指标 全国\n- 城市 农村\n"
         "- 居民消费价格 24.1 25 23\n- 衣 着[1] 17 16 18", [
            ("24.1", 24.1, "%", "growth", "cpi", "居民消费价格"), ("25", 25, "%", "growth", None, "城市居民消费价格"),
            ("23", 23, "%", "growth", None, "农村居民消费价格"), ("17", 17, "%", "growth", None, "衣着价格"),
            ("16", 16, "%", "growth", None, "城市衣着价格"), ("18", 18, "%", "growth", None, "农村衣着价格")]),
        ("- 金额单位：亿美元\n- 行业名称 合同项目 合同金额\n- 个数 增长% 绝对数 增长%\n"
         "- 采矿业 12 3 2.5 1\n- 制造业 40 -2 7 6", [
            ("12", 12, "个", "level", None, "采矿业"), ("3", 3, "%", "growth", None, "采矿业"),
            ("2.5", 2.5e8, "美元", "level", None, "采矿业"), ("1", 1, "%", "growth", None, "采矿业"),
            ("40", 40, "个", "level", None, "制造业"), ("-2", -2, "%", "growth", None, "制造业"),
            ("7", 7e8, "美元", "level", None, "制造业"), ("6", 6, "%", "growth", None, "制造业")]),
        # A line that says what each row is of.
        ("各类价格比上年上涨幅度（％）\n1、居民消费价格 24.1\n其中：8个县城 25", [
            ("24.1", 24.1, "%", "growth", "cpi", "居民消费价格"), ("25", 25, "%", "growth", None, "8个县城")]),
        ("**| 指 标 | 绝对数 | | 比上年增长% | |\n| 货物周转量（亿吨公里） | 3.5 | | | 7.1 |\n| 铁路 | 2 | | 1 | |**", [
            ("3.5", 3.5e8, "吨公里", "level", None, "货物周转量"), ("7.1", 7.1, "%", "growth", None, "货物周转量"),
            ("2", 2e8, "吨公里", "level", None, "铁路"), ("1", 1, "%", "growth", None, "铁路")]),
        ("- 指 标 利润总额（亿元） 比上年增长%\n- 规模以上工业 3.5 7.1", [
            ("3.5", 3.5e8, "元", "level", "industrial_profit", "规模以上工业利润总额"),
            ("7.1", 7.1, "%", "growth", "industrial_profit", "规模以上工业利润总额")]),
    ],
)  # fmt: skip
def test_cells_that_only_blanks_part_are_read_by_their_head(table: str, expected: list[tuple[object, ...]]) -> None:
    assert told(table) == expected


def test_years_in_a_row_are_past_ones() -> None:
    """The year of such a table is often not told, and its columns are no targets whatever is guessed."""
    found = facts("指标\t2023年\t2024年\t2025年\n地区生产总值\t8\t9\t10")
    assert [(claim, period) for *_, claim, period in found] == [
        ("actual", "2023"), ("actual", "2024"), ("actual", "2025")
    ]  # fmt: skip


def test_rows_of_years_measure_what_their_columns_say() -> None:
    table = "年份\t地区生产总值（亿元）\t增速（%）\t固定资产投资（亿元）\t增速（%）\n2022年\t8\t6\t3\t5"
    document = document_from_text(HEAD + table + "\n")
    assert [(f.printed, f.indicator) for f in facts_of(document)] == [
        ("8", "gdp"), ("6", "gdp"), ("3", "fixed_asset_investment"), ("5", "fixed_asset_investment")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # Amounts and growth of the same year are both promised, or both done.
        (
            "指标\t2023年实绩\t2024年计划\t2024年增长%\n地区生产总值\t8\t9\t6",
            ["actual 2023", "target 2024", "target 2024"],
        ),
        ("指标\t2023年\t2024年目标\t增长（%）\n地区生产总值\t8\t9\t6", ["actual 2023", "target 2024", "target 2024"]),
        ("指标\t2022年\t2023年\t增长（%）\n地区生产总值\t7\t8\t6", ["actual 2022", "actual 2023", "actual 2023"]),
        (
            "指标\t2020年\t2024年目标\t年均增长（%）\n地区生产总值\t8\t9\t6",
            ["actual 2020", "target 2024", "target 2021/2024"],
        ),
        (
            "指标\t2020年\t2025年目标\t“十四五”年均增长%\n地区生产总值\t8\t9\t6",
            ["actual 2020", "target 2025", "target 2021/2025"],
        ),
        # 本年 and 上年 are told by a year beside them, by targets beside them, else by the title.
        ("指标\t本年\t上年\t增长%\n地区生产总值\t8\t7\t6", ["actual 2024", "actual 2023", "actual 2024"]),
        ("指标\t2023年\t上年\t增长%\n地区生产总值\t8\t7\t6", ["actual 2023", "actual 2022", "actual 2023"]),
        ("指标\t上年完成\t今年目标\n地区生产总值\t8\t9", ["actual 2023", "target 2024"]),
        # Parts of the year.
        (
            "指标\t1-8月\t增长%\t8月\t增长%\n地区生产总值\t8\t6\t1\t5",
            ["actual 2024-01/2024-08", "actual 2024-01/2024-08", "actual 2024-08", "actual 2024-08"],
        ),
        ("指标\t一季度\t全年\n地区生产总值\t2\t8", ["actual 2024-01/2024-03", "actual 2024"]),
        ("指标\t1—12月完成\n地区生产总值\t8", ["actual 2024"]),
        ("指标\t上半年\t上年同期\n地区生产总值\t8\t7", ["actual 2024H1", "actual 2023H1"]),
        ("指标\t本月\t增长%\t累计\n地区生产总值\t8\t6\t50", ["actual None", "actual None", "actual 2024"]),
        (
            "2024年8月主要指标（亿元）\n指标\t本月\t本月止累计\t累计增长%\n地区生产总值\t8\t50\t6",
            ["actual 2024-08", "actual 2024-01/2024-08", "actual 2024-01/2024-08"],
        ),
        (
            "表1 2023年完成情况\n指标\t完成数\n地区生产总值\t8\n表2 2024年目标\n指标\t数值\n地区生产总值（亿元）\t9",
            ["actual 2023", "target 2024"],
        ),
        ("项目\t2023年执行数\t2024年预算数\n一般公共预算支出\t8\t9", ["actual 2023", "target 2024"]),
        ("年份\t一般公共预算支出（亿元）\n2022年\t8\n2023年\t9", ["actual 2022", "actual 2023"]),
    ],
)
def test_a_column_of_growth_is_of_the_time_of_its_amounts(table: str, expected: list[str]) -> None:
    assert [f"{claim} {period}" for *_, claim, period in facts(table)] == expected


def test_a_head_below_a_table_begins_another() -> None:
    """Tables of the same width, with an empty line between them that is no row."""
    above = "指标\t2023年总量\t2023年增速（%）\n地区生产总值\t8\t6\n\n"
    table = above + "指标\t2023年\t2024年目标\n城镇新增就业（人）\t810\t900"
    assert [(printed, value, unit, claim) for printed, value, _, unit, _, claim, _ in facts(table)] == [
        ("8", 8e8, "元", "actual"), ("6", 6, "%", "actual"), ("810", 810, "人", "actual"), ("900", 900, "人", "target")
    ]  # fmt: skip


def test_tables_stand_side_by_side_in_the_same_rows() -> None:
    half = "指标\t单位\t2024年目标"
    table = f"{half}\t{half}\n地区生产总值\t亿元\t8\t新增学位\t个\t940\n进出口总额\t亿元\t3\t\t\t"
    document = document_from_text(HEAD + table + "\n")
    assert [(f.printed, f.value, f.indicator) for f in facts_of(document)] == [
        ("8", 8e8, "gdp"), ("940", 940, "school_places"), ("3", 3e8, "foreign_trade")
    ]  # fmt: skip


def test_a_row_may_name_its_place_and_year() -> None:
    """Tables in long form; a place that nobody knows is not taken for that of the document."""
    rows = [
        "石狮市\t2022\t地区生产总值\t8\t亿元",
        "南安市\t2023\t城镇新增就业\t910\t人",
        "某镇\t2023\t地区生产总值\t3\t亿元",
    ]
    document = document_from_text(HEAD + "\n".join(["地区\t年份\t指标\t数值\t单位", *rows]) + "\n")
    assert [(f.value, f.region, f.period) for f in facts_of(document)] == [
        (8e8, "石狮市", "2022"), (910, "南安市", "2023"), (3e8, None, "2023")
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["附表", "附表1", "附件：主要指标"])
def test_a_table_behind_an_attachment_s_heading_is_read(heading: str) -> None:
    assert [period for *_, period in facts(f"{heading}\n指标\t2023年完成\t2024年目标\n地区生产总值\t8\t9")] == [
        "2023",
        "2024",
    ]


def test_a_line_behind_a_wrapped_page_s_table_is_its_own() -> None:
    """Pages whose lines end in the middle of sentences: rows of cells do not."""
    lines = (
        "　　我们坚持稳中求进做好各项工作群众生活",
        "有了新的改善城乡面貌有了新的变化营商环",
        "境有了新的提升各项事业有了新的成效我们",
    )
    prose = "".join(f"{line}\n" for line in (*lines, "还要看到困难"))
    table = "指标\t单位\t2023年完成\n进出口总额\t亿元\t3\n新增养老床位85张。"
    document = document_from_text(HEAD + prose * 3 + table + "\n")
    assert [(f.printed, f.indicator) for f in facts_of(document)] == [("3", "foreign_trade"), ("85张", "elderly_beds")]


SIGNS = [
    "-1.3",
    "−1.3",
    "–1.3",
    "—1.3",
    "－1.3",
    "- 1.3",
    "负1.3",
    "↓1.3",
    "1.3↓",
    "▼1.3",
    "(1.3)",
    "（1.3%）",
    "下降1.3",
    "降1.3%",
]


@pytest.mark.parametrize("printed", SIGNS)
def test_a_fall_is_a_fall_however_it_is_printed(printed: str) -> None:
    (_, value, _, unit, measure, *_), *more = facts(f"指标\t单位\t比上年±%\n出口额\t亿元\t{printed}")
    assert (value, unit, measure, more) == (-1.3, "%", "growth", [])


@pytest.mark.parametrize("head", ["比上年下降（%）", "降幅（%）", "同比减少%"])
def test_figures_below_a_fall_are_falls(head: str) -> None:
    assert [value for _, value, *_ in facts(f"指标\t2023年（亿元）\t{head}\n出口额\t8\t1.3\n进口额\t9\t-2")] == [
        8e8,
        -1.3,
        9e8,
    ]


def test_a_triangle_is_a_rise_beside_one_that_falls_and_no_figure_else() -> None:
    table = "指标\t2023年（亿元）\t同比增长（%）\n出口额\t8\t▲1.3\n进口额\t9\t"
    assert [value for _, value, *_ in facts(f"{table}▼2.1%")] == [8e8, 1.3, 9e8, -2.1]
    assert [value for _, value, *_ in facts(f"{table}△2.1%")] == [8e8, 9e8]


@pytest.mark.parametrize(
    "row", ["出口额\t8亿元\t−1.3%", "出口额\t8亿元\t–1.3%", "出口额 8亿元 -1.3%", "出口额8亿元（—1.3%）"]
)
def test_a_cell_of_a_table_without_a_head_keeps_its_sign(row: str) -> None:
    assert [(value, measure) for _, value, _, _, measure, *_ in facts(row)] == [(8e8, "level"), (-1.3, "growth")]


def test_a_cell_in_brackets_says_nothing_where_no_head_does() -> None:
    assert [value for _, value, *_ in facts("出口额\t8亿元\t(1.3%)")] == [8e8]


def test_a_row_of_growth_is_of_the_row_above() -> None:
    table = "指标\t单位\t2023年\n社会消费品零售总额\t亿元\t8\n　比上年增长\t%\t-1.4\n"
    table += "出口\t亿元\t9\n同比（%）\t\t6\n比上年下降\t%\t2"
    document = document_from_text(HEAD + table + "\n")
    assert [(f.value, f.indicator, str(f.measure)) for f in facts_of(document)] == [
        (8e8, "retail_sales", "level"), (-1.4, "retail_sales", "growth"),
        (9e8, "exports", "level"), (6, "exports", "growth"), (-2, "exports", "growth"),
    ]  # fmt: skip


def claims(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(str(f.claim), f.period, f.region, f.indicator) for f in facts_of(document_from_text(text))]


@pytest.mark.parametrize("above", ["", "泰州市\n", "泰州市主要指标\n", "泰州市2024年主要指标完成情况\n"])
def test_two_years_beside_each_other_are_past_where_nothing_says_else(above: str) -> None:
    found = claims(f"{above}指标\t单位\t2023年\t2024年\n地区生产总值\t亿元\t8\t9\n")
    assert [claim[:2] for claim in found] == [("actual", "2023"), ("actual", "2024")]


def test_the_year_of_a_table_of_aims_is_promised() -> None:
    found = claims("泰州市2024年主要预期目标\n指标\t单位\t2023年\t2024年\n地区生产总值\t亿元\t8\t9\n")
    assert [claim[:2] for claim in found] == [("actual", "2023"), ("target", "2024")]


def test_a_row_names_its_place_before_its_indicator() -> None:
    table = "指标\t单位\t2023年\n邗江区一般公共预算收入\t亿元\t8\n广陵区\t亿元\t7\n县域生产总值\t亿元\t9\n"
    assert [claim[2:] for claim in claims(f"2024年扬州市主要指标\n{table}")] == [
        ("邗江区", "budget_revenue_local"), ("广陵区", None), ("扬州市", None)
    ]  # fmt: skip
    found = claims("2024年扬州市主要指标\n地区\t一般公共预算收入（亿元）\n邗江区\t8\n合计\t9\n")
    assert [claim[2:] for claim in found] == [("邗江区", "budget_revenue_local"), ("扬州市", "budget_revenue_local")]


def test_cells_that_wide_blanks_part() -> None:
    table = "指标名称　　　单位　　2022年　　2023年\n社会消费品零售总额  亿元   8   9\n"
    table += "工业 用电量　　亿千瓦时　　1.2　　-\n完。\n"
    document = document_from_text(f"泰州市\n{table}")
    assert [(f.value, f.unit, f.subject) for f in facts_of(document)] == [
        (8e8, "元", "社会消费品零售总额"), (9e8, "元", "社会消费品零售总额"), (1.2e8, "千瓦时", "工业用电量")
    ]  # fmt: skip


def test_a_cell_in_quotes_is_what_they_hold() -> None:
    assert [value for _, value, *_ in facts('指标\t2023年\n出口额\t"1,208.5"')] == [1208.5e8]


def test_an_amount_of_change_has_the_unit_of_the_table() -> None:
    assert facts("指标\t2023年\t比上年增减额\t比上年增减%\n出口额\t8\t-2\t-5")[1:] == [
        ("-2", -2e8, None, "元", "change", "actual", "2023"), ("-5", -5, None, "%", "growth", "actual", "2023")
    ]  # fmt: skip


def test_the_last_year_of_a_programme_is_promised() -> None:
    found = claims("泗阳县“十四五”时期主要指标\n指标\t2020年\t2025年\n地区生产总值（亿元）\t8\t9\n")
    assert [claim[:2] for claim in found] == [("actual", "2020"), ("target", "2025")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("同期比%", [(-4.2, "%", "growth")]),
        ("增长（下降）%", [(-4.2, "%", "growth")]),
        ("同比净增", [(-4.2e8, "元", "change")]),
        ("比年初减少（亿元）", []),  # a rise, or a fall that is told twice
        ("降低（%）", []),
        ("完成全年目标%", [(-4.2, "%", "share")]),
        # Indices are neither amounts nor growth.
        ("为上年%", []),
        ("指数（上年=100）", []),
        ("2023年为2022年%", []),
    ],
)
def test_what_a_head_makes_of_a_figure(head: str, expected: list[tuple[object, ...]]) -> None:
    found = facts(f"指标\t2023年\t{head}\n出口额\t8\t-4.2")[1:]
    assert [(value, unit, measure) for _, value, _, unit, measure, *_ in found] == expected


def test_a_column_per_head_measures_that() -> None:
    document = document_from_text(HEAD + "指标\t2023年\t人均（元）\n地区生产总值\t8\t90000\n")
    assert [f.indicator for f in facts_of(document)] == ["gdp", "gdp_per_capita"]
