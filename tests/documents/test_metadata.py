"""Title, kind, publisher, date, year and home of a document: cases as data in tests/documents/specs/metadata.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mubiao.documents import document_from_text
from mubiao.documents.container_metadata import ContainerMetadata
from mubiao.documents.frame import read_frame
from mubiao.documents.structure.dates import first_date, link_year, number
from mubiao.documents.structure.titles import plain

SPECS = Path(__file__).parent / "specs" / "metadata.jsonl"
CASES = [json.loads(line) for line in SPECS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    document = document_from_text(case["text"], case["name"])
    found = {key: getattr(document, key) for key in case["expect"]}
    if found.get("date") is not None:
        found["date"] = str(found["date"])
    assert found == case["expect"]


def test_a_text_that_says_nothing_has_no_metadata() -> None:
    known = read_frame("一段没有任何线索的文字", "")
    assert (known.kind, known.year, known.date, known.region, known.region_code) == ("other", None, None, None, None)


def test_the_head_of_a_page_gives_what_the_text_lacks() -> None:
    container = ContainerMetadata(title="政府工作报告", date="2021-01-20 10:00", publisher="某某办公室")
    known = read_frame("各位代表：\n现在，我代表永春县人民政府向大会报告工作，请予审议。\n", "", container)
    assert (known.title, str(known.date), known.publisher) == ("政府工作报告", "2021-01-20", "某某办公室")
    assert (known.region, known.year) == ("永春县", 2021)


def test_only_the_ends_of_a_long_text_decide() -> None:
    report = "2020年永春县政府工作报告\n各位代表：\n现在，我代表永春县人民政府向大会报告工作，请予审议。\n"
    long = report + "晋江市的企业来了。" * 5_000
    assert read_frame(long).region == "永春县"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1月10日", "2024-01-10"),
        ("2006 年12 月28 日", "2006-12-28"),
        ("二零零六年一月三日", "2006-01-03"),
        ("二零二一年十二月二十一日", "2021-12-21"),
        ("发布时间:2024-01-11 10:48", "2024-01-11"),
        ("2024.3.5", "2024-03-05"),
        ("2024年13月40日", "None"),
        ("2024年1月", "None"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert str(first_date(plain(text))) == expected


def test_numbers_of_dates() -> None:
    assert [number(text) for text in ("十", "廿一", "三十一", "零五", "12", "二零一九")] == [10, 21, 31, 5, 12, 2019]


def test_a_link_tells_the_year() -> None:
    assert link_year("https://example.org/202001/t20200110_1.htm") == 2020
    assert link_year("https://example.org/about") is None


def test_plain_keeps_the_length() -> None:
    text = "２０２４年，廈門市、石獅市：〇五"
    assert len(plain(text)) == len(text)
    assert plain(text).startswith("2024年，厦门市、石狮市")


@pytest.mark.parametrize(
    "text",
    [
        "2024年晋江市政府工作报告：今年目标是地区生产总值增长6%左右。",
        "晋江市2024年政府工作报告提出，今年地区生产总值增长6%左右，去年增长5%。",
    ],
)
def test_a_report_named_on_one_line_with_its_text_is_of_its_year(text: str) -> None:
    assert document_from_text(text, "stdin").year == 2024
