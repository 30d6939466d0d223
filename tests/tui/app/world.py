"""A small world for the tests of the explorer: five places, nine reports, every fact at its place in its text.

The texts are ours. A quantity stands in brackets, with what is to be known of it by name: `[6%|gdp growth target]`.
Nothing here depends on what the extractor makes of a text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.made import document, fact, pledge

from mubiao import lexicon
from mubiao.model import Act, Claim, Document, Fact, Measure, PledgeKind, Qualifier, Role, Section
from mubiao.store import Store, open_store

PLACES = {
    "福建省": "350000",
    "泉州市": "350500",
    "晋江市": "350582",
    "石狮市": "350581",
    "泉州台商投资区": "zone:350500-taishang",
}

REVIEW, TASKS = "一、{past}年工作回顾", "二、{year}年工作安排"

REPORTS: tuple[tuple[str, int, str, str], ...] = (
    ("福建省", 2023, "全省地区生产总值增长[4.7%|gdp growth]。", "地区生产总值增长[6%|gdp growth target about]左右。"),
    ("福建省", 2024, "全省地区生产总值增长[4.5%|gdp growth]。", "地区生产总值增长[5.5%|gdp growth target about]左右。"),
    ("泉州市", 2023, "全市地区生产总值增长[3.5%|gdp growth]。", "地区生产总值增长[6.5%|gdp growth target]。"),
    ("泉州市", 2024, "全市地区生产总值增长[4.8%|gdp growth]。", "地区生产总值增长[6.5%|gdp growth target]。"),
    (
        "晋江市",
        2022,
        "地区生产总值增长[8.1%|gdp growth]，一般公共预算总收入增长[9.2%|budget_revenue_total growth]。",
        "地区生产总值增长[7.5%|gdp growth target]，新增学位[8000个|school_places level target]。",
    ),
    (
        "晋江市",
        2023,
        "地区生产总值增长[5.2%|gdp growth]，一般公共预算总收入[300亿元|budget_revenue_total level]。"
        "盘活低效用地[6500亩|land_revitalised level]。",
        "地区生产总值增长[6.5%|gdp growth target about]左右，新增学位[9000个|school_places level target over]以上。",
    ),
    (
        "晋江市",
        2024,
        "地区生产总值预计增长[6.5%|gdp growth estimate]，新增学位[9510个|school_places level]，"
        "建成产业空间超[280万平方米|industrial_space level over]。",
        "地区生产总值增长[6%|gdp growth target about]左右，"
        "盘活低效用地[7000亩|land_revitalised level target over]以上，"
        "新增学位[10000个|school_places level target]，总投资[50亿元|- level plan]。",
    ),
    ("石狮市", 2024, "地区生产总值增长[6.1%|gdp growth]。", "地区生产总值增长[6%|gdp growth target]。"),
    (
        "泉州台商投资区",
        2024,
        "地区生产总值增长[7.0%|gdp growth]，固定资产投资增长[20.8%|fixed_asset_investment growth]。",
        "地区生产总值增长[6.5%|gdp growth target]，固定资产投资增长[9.0%|fixed_asset_investment growth target]。",
    ),
)

_MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
_MAGNITUDES = {"万": 1e4, "亿": 1e8}


def text_of(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and where the marked quantities stand: start, end, what is known."""
    text = ""
    found: list[tuple[int, int, str]] = []
    at = 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        found.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], found


def report(place: str, year: int, past: str, coming: str) -> tuple[Document, list[Fact], list[Section]]:
    """A report with its facts and sections."""
    title = f"{year}年{place}人民政府工作报告"
    heads = (REVIEW.format(past=year - 1), TASKS.format(year=year))
    marked = f"{title}\n\n{heads[0]}\n\n{past}\n\n{heads[1]}\n\n今年的主要预期目标是：{coming}\n"
    text, spans = text_of(marked)
    code = PLACES[place]
    doc = document(
        text, name=f"{place}{year}.txt", title=title, year=year, region=place, region_code=code,
        publisher=f"{place}人民政府",
    )  # fmt: skip
    turn = text.index(heads[1])
    sections = [
        Section(0, turn, 1, heads[0], heads[0], Role.REVIEW, str(year - 1)),
        Section(turn, len(text), 1, heads[1], heads[1], Role.TASKS, str(year)),
    ]
    facts = [_fact(doc, start, end, known, place, year, turn, heads) for start, end, known in spans]
    return doc, facts, sections


def _fact(
    doc: Document, start: int, end: int, known: str, place: str, year: int, turn: int, heads: tuple[str, str]
) -> Fact:
    words = known.split()
    indicator = None if words[0] == "-" else words[0]
    claim = next((c for c in Claim if c in words), Claim.ACTUAL)
    qualifier = next((q for q in Qualifier if q in words), Qualifier.EXACT)
    printed = doc.text[start:end]
    number = re.match(r"[\d.]+", printed)
    assert number is not None
    rest = printed[number.end() :]
    magnitude = _MAGNITUDES.get(rest[:1], 1.0)
    unit = rest[1:] if magnitude > 1 else rest
    listed = lexicon.indicators().get(indicator or "")
    named: dict[str, Any] = {"indicator": indicator, "sector": listed.sector if listed else "investment"}
    return fact(
        doc,
        start,
        end,
        subject=listed.zh if listed else "总投资",
        measure=next(m for m in Measure if m in words),
        claim=claim,
        value=float(number[0]) * magnitude,
        unit=unit,
        qualifier=qualifier,
        qualifier_text={"about": "左右", "over": "以上"}.get(qualifier),
        force="预期" if claim is Claim.TARGET else None,
        period=str(year if start > turn else year - 1),
        region=place,
        region_code=PLACES[place],
        section=heads[start > turn],
        confidence=round(0.6 + (start % 40) / 100, 2),
        **named,
    )


def make(path: Path, *, text: bool = True) -> Store:
    """The world as a database; without texts, as a bundled one is."""
    store = open_store(path, bundled=False)
    for doc, facts, sections in (report(*entry) for entry in REPORTS):
        store.add(doc, facts, sections, (), [pledge(doc, "主要预期目标", act=Act.ISSUE, kind=PledgeKind.POLICY)])
    if not text:
        from mubiao.store.file.locking import writing

        with writing(path) as cursor:
            cursor.execute("UPDATE documents SET text = NULL")
    return store


HOSTILE = "正常\x1b[31m红\x07\u202e反向\u2066 [bold]粗[/bold] \x9b2J 😀👨\u200d👩\u200d👧 "
"""Everything that a document could do to a terminal, and markup that is none."""


def hostile(store: Store) -> Document:
    """A document that would do harm, with one fact and a line of a hundred thousand characters."""
    text = f"{HOSTILE}增长9%。\n" + "长" * 100_000 + "\n"
    doc = document(text, name="[red]x\x1b[0m.txt", title=HOSTILE, region="晋江市", region_code="350582", year=2020)
    start = text.index("9%")
    made = fact(doc, start, start + 2, subject=HOSTILE, section=HOSTILE, entity="[b]\x1b]0;x\x07", period="2020")
    store.add(doc, [replace(made, indicator=None)], [Section(0, len(text), 1, HOSTILE, HOSTILE, Role.OTHER)])
    return doc
