"""What must hold for the facts of any text at all, however it was put together; and what reading it may cost."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import calls, document

from mubiao import lexicon, regions
from mubiao.extract import extract, extraction
from mubiao.extract.context.times.names import bounds
from mubiao.model import Document, Fact

# ── texts assembled of what reports are made of, and of what they should not hold ──


def pieces(words: str) -> list[str]:
    """The words of a text, a blank between."""
    return words.split()


NOUNS = pieces(
    "地区生产总值 规模以上工业增加值 固定资产投资 一般公共预算总收入 城乡居民人均可支配收入 社会消费品零售总额 "
    "老旧小区 高新技术企业 新增产业空间 重点项目 第一、二、三产业 居民消费价格涨幅 森林覆盖率 县城 全市 本区 三街片区 "
    "其中 總產值"
)
WORDS = pieces(
    "增长 下降 分别增长 分别为 达到 完成 新增 提高到 控制在 力争 预计 计划 目标是 总投资 年均增长 占 由 到 比上年 "
    "比2019年 今年 去年 明年 三年内 上半年 1—8月 “十四五”期间 到2025年 2023年 十年来 超 约 近 不低于 以上 左右 以内 "
    "大关 位居全省 跻身 排名 翻一番 是 的 和 与 第十四届 《条例》 “1+6” 12345热线 3D打印 本报讯 记者"
)
NUMBERS = [
    *pieces(
        "6.5% ６．５％ 8%—8.5% 32.98亿元 3批共96个 十二点八万亿元 百分之五 八成 一半 25个 1.2万家 第三 首位 前十 "
        "13.5:30.7:55.8 2.2倍 2.6个百分点 -3.4% 负8.6% 500千伏 7,268元 百个 十五座 0 00 1e5 ٣ 1:1 50‰ "
        "999999999999999999999999999999亿元"
    ),
    "24. 3亿元",
    "1.1\n万家",
]
PLACES = pieces("宜都市 枝江市 枝城镇 宜昌市 湖北省 全国 振兴 资源 城关镇 宜昌高新区")
MARKS = [*"，。、；：！？（）()“”\"'《》〈〉—-~%％[]【】·•*#|> \u3000\t\n\r", "\r\n", "\n\n"]
ODD = [
    *pieces("😀 👨‍👩‍👧 é e\u0301 ㎡ ① 〇 ○ 𠮷 \ue000 \u200b \ufeff \u202e"),
    "\x00",
    "\x1b[31m",
]
HEADINGS = (
    "\n一、2023年工作回顾\n",
    "\n二、2024年主要工作安排\n",
    "\n（一）产业发展\n",
    "\n三、加强政府自身建设\n",
    "\n附件：名词解释\n",
    "\n过去五年工作回顾\n",
)
FRAGMENTS = st.one_of(
    st.sampled_from(NOUNS),
    st.sampled_from(WORDS),
    st.sampled_from(NUMBERS),
    st.sampled_from(PLACES),
    st.sampled_from(MARKS),
    st.sampled_from(ODD),
    st.sampled_from(HEADINGS),
    st.decimals(min_value=0, max_value=99999, places=1).map(str),
    st.text(st.characters(codec="utf-8"), max_size=4),
)
TEXTS = st.one_of(
    st.lists(FRAGMENTS, max_size=60).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=80),
)
KINDS = st.sampled_from(["work_report", "news", "communique", "explainer", "other"])
HOMES = st.sampled_from([("宜都市", "420581"), ("宜昌高新技术产业开发区", "zone:420500-hitech"), (None, None)])
YEARS = st.sampled_from([2024, 1999, None])

many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of any of these texts, with or without what is known about it."""
    name, code = draw(HOMES)
    return document(draw(TEXTS), kind=draw(KINDS), year=draw(YEARS), region=name, region_code=code)


def sound(doc: Document, facts: list[Fact]) -> None:
    """What every reader of facts relies on."""
    end = 0
    for fact in facts:
        assert doc.text[fact.start : fact.end] == fact.printed != ""
        assert end <= fact.start < fact.end <= len(doc.text)
        end = fact.end
        assert math.isfinite(fact.value)
        assert fact.high is None or math.isfinite(fact.high)
        days = bounds(fact.period)
        assert (days is None) == (fact.period is None)
        assert (fact.period_start, fact.period_end) == (days or (None, None))
        assert fact.year == (days[1].year if days else None)
        assert fact.sector in lexicon.sectors()
        assert fact.indicator is None or fact.indicator in lexicon.indicators()
        assert fact.region_code is None or regions.region(fact.region_code) is not None
        assert (fact.qualifier.value == "exact") == (fact.qualifier_text is None)
        assert 0 <= fact.confidence <= 1
        assert len(fact.subject) <= 80 and fact.rule
        assert fact.document_id == doc.document_id
    assert len({fact.fact_id for fact in facts}) == len(facts)


@many
@given(documents())
def test_any_document_gives_sound_facts(doc: Document) -> None:
    sound(doc, extract(doc))


@many
@given(documents())
def test_the_same_document_gives_the_same_facts(doc: Document) -> None:
    assert extract(doc) == extract(doc)


@many
@given(TEXTS)
def test_any_text_is_read_without_being_told_what_it_is(text: str) -> None:
    for fact in extract(text):
        assert text[fact.start : fact.end] == fact.printed


def bare(fact: Fact) -> dict[str, Any]:
    """A fact without the names that depend on the whole text."""
    return {k: v for k, v in dataclasses.asdict(fact).items() if k not in ("fact_id", "document_id")}


# Paragraphs of one section: no headings, no line ends within, nothing that tells another time to the whole text.
PASSAGE = st.lists(
    st.one_of(
        st.sampled_from(NOUNS),
        st.sampled_from([w for w in WORDS if w not in ("明年", "记者", "本报讯")]),
        st.sampled_from([n for n in NUMBERS if "\n" not in n]),
        st.sampled_from(PLACES),
        st.sampled_from("，。、；："),
    ),
    min_size=1,
    max_size=30,
).map("".join)
ENDINGS = st.sampled_from(
    pieces(
        "大家的日子越过越好，街头巷尾热热闹闹。 我们深知，成绩来之不易，群众的期盼就是努力的方向。 春天的田野一片忙碌。"
    )
)
HEAD = "宜都市2024年政府工作报告\n一、2023年工作回顾\n"
PLAN = "二、2024年主要工作安排\n"


def report(text: str) -> Document:
    """A report of Yidu for 2024 with that text."""
    return document(text, year=2024, region="宜都市", region_code="420581")


@many
@given(st.lists(PASSAGE, min_size=1, max_size=4), ENDINGS, st.booleans())
def test_a_paragraph_that_states_nothing_changes_nothing_before_it(
    paragraphs: list[str], ending: str, ahead: bool
) -> None:
    text = HEAD + (PLAN if ahead else "") + "全市上下同心协力。\n" + "\n".join(p + "。" for p in paragraphs) + "\n"
    alone, followed = extract(report(text)), extract(report(text + ending + "\n"))
    assert [bare(fact) for fact in alone] == [bare(fact) for fact in followed]


# ── cost: nothing may look back or ahead without a bound ──

HOSTILE = {
    "digits": "9",
    "digits and points": "9.",
    "Chinese digits": "三",
    "magnitudes": "万亿",
    "opening brackets": "（",
    "closing brackets": "）",
    "opening quotes": "“",
    "straight quotes": '"',
    "quoted numbers": "“1”",
    "numbers in a row": "3家、",
    "bare numbers in a row": "3、",
    "rates in a row": "增长5%，",
    "rates and semicolons": "增长5%；",
    "分别": "分别3%、4%、",
    "years": "2023年",
    "years and counts": "今年3家，",
    "comparisons": "比2012年增长3%，",
    "plans": "“十四五”",
    "ranks in a row": "居全省第三、",
    "investments": "总投资3亿元，",
    "words without a number": "超额完成年初目标",
    "words without an end": "全市新增企业32家并且",
    "headings": "一、工作\n",
    "empty lines": "\n",
    "carriage returns": "\r\n",
    "blanks": " ",
    "blanks in words": "全 市 ",
    "footnotes": "[1]",
    "places": "宜都市、",
    "page numbers": "\n— 12 —\n",
    "targets in words": "居民收入与经济增长同步，",
    "aims": "今年目标是：",
    "wrapped lines": "全市经济社会发展取得新的成绩全市新增企业若干全市经济社会\n",
}


def page(text: str, kind: str) -> Document:
    """The same as the plan of a report and as a newspaper page, whose outlines are read differently."""
    head = HEAD + (PLAN if kind == "work_report" else "")
    return document(head + text, kind=kind, year=2024, region="宜都市", region_code="420581")


@pytest.mark.parametrize("kind", ["work_report", "news"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_calls_grow_no_faster_than_the_text(piece: str, kind: str) -> None:
    small, large = page(piece * 250, kind), page(piece * 1000, kind)
    for page_of_it in (small, large):  # what is made once, when a text first needs it, is no growth
        extraction(page_of_it)
    assert calls(lambda: extraction(large)) <= 4.4 * calls(lambda: extraction(small)) + 400


# Sizes at which anything that grows with the square of the length would not come back for minutes.
LONG = {
    "a row of ten thousand digits": "7" * 10_000 + "，",
    "a hundred thousand opening brackets": "（" * 100_000,
    "a hundred thousand pairs of brackets": "（）" * 100_000,
    "a hundred thousand quotes": "“" * 100_000,
    "a hundred thousand straight quotes": '"' * 100_000,
    "fifty thousand numbers in a row": "7、" * 50_000,
    "a line of five megabytes": "全市上下团结一心推动经济社会发展迈上新的台阶" * 75_000 + "，",
    "fifty thousand empty lines": "\n" * 50_000,
    "a hundred thousand blanks": " " * 100_000,
    "fifty thousand words before a number": "其中" * 50_000 + "，",
}


@pytest.mark.parametrize("hostile", LONG.values(), ids=LONG.keys())
def test_long_input_is_read_to_its_end(hostile: str) -> None:
    doc = page("固定资产投资增长6.5%。\n" + hostile + "。\n新增企业12家。\n", "work_report")
    facts = extract(doc)
    sound(doc, facts)
    assert [facts[0].printed, facts[-1].printed] == ["6.5%", "12家"]


def test_five_thousand_counts_in_one_sentence_are_five_thousand_facts() -> None:
    doc = page("、".join(f"{number}家" for number in range(1, 5001)) + "。\n", "news")
    facts = extract(doc)
    sound(doc, facts)
    assert [fact.value for fact in facts] == list(range(1, 5001))
