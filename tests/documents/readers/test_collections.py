"""Collections as sites, programs and spreadsheets write them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mubiao.documents.readers.collections import json_documents
from mubiao.documents.readers.workbooks import sheet_documents
from mubiao.documents.reading import read_bytes_each
from mubiao.documents.sheets.grid import Sheet

TEXT = "各位代表：\n一、2023年工作回顾\n全市新增学位310个。\n二、2024年工作安排\n新增学位420个。\n"
LINES = TEXT.splitlines()
SEEN = TEXT.rstrip("\n")


def told(given: Any, name: str = "c.json") -> list[tuple[str, str | None, int | None]]:
    data = given if isinstance(given, bytes) else json.dumps(given, ensure_ascii=False).encode()
    return [(one.text.rstrip("\n"), one.region, one.year) for one in read_bytes_each(data, name)]


def record(place: str, text: object = TEXT, **more: object) -> dict[str, object]:
    return {"城市": place, "年份": 2024, "正文": text, **more}


@pytest.mark.parametrize(
    "given",
    [
        [record("北票市", LINES), record("凌源市", LINES)],
        [record("北票市", "<p>" + "</p><p>".join(LINES) + "</p>"), record("凌源市", "<br>".join(LINES))],
        [record("北票市", [{"is": "p", "text": one} for one in LINES]), record("凌源市", [*LINES, {"is": "img"}])],
        {"a1": record("北票市"), "a2": record("凌源市")},
        [{"城市": "北票市", "年份": "2024年", "inner": {"正文": TEXT, "城市": "别处"}}, record("凌源市")],
        [{"县级市": "北票市", "年": 2024, "稿": TEXT}, {"县级市": "凌源市", "年": 2024, "稿": TEXT}],
    ],
    ids=["paragraphs", "pages", "blocks", "by id", "nested", "lines tell the texts"],
)
def test_records_of_other_shapes(given: object) -> None:
    assert told(given) == [(SEEN, "北票市", 2024), (SEEN, "凌源市", 2024)]


def test_excel_s_line_about_what_parts_cells() -> None:
    quoted = TEXT.replace("\n", "\r\n")
    rows = "".join(f'"{place}";"2024";"{quoted}"\r\n' for place in ("北票市", "凌源市"))
    found = told(f"sep=;\r\n城市;年份;正文\r\n{rows}".encode(), "c.csv")
    assert [(text.replace("\r", ""), place, year) for text, place, year in found] == [
        (SEEN, "北票市", 2024), (SEEN, "凌源市", 2024)
    ]  # fmt: skip


def test_a_table_with_long_words_in_it_is_none() -> None:
    long = (
        "改造提升城区主干道路和沿线管网，新建公共停车场，整治背街小巷，建设口袋公园和城市绿道，完善标识系统和照明设施"
    )
    table = f"项目,建设内容,投资（亿元）\n路网,{long},3\n公园,{long},2\n".encode()
    assert len(told(table, "t.csv")) == 1


def book(*rows: tuple[object, ...], name: str = "Sheet1") -> Sheet:
    sheet = Sheet(name)
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.put(number, column, str(words))
    return sheet


def test_the_rows_of_a_workbook_may_be_reports() -> None:
    """A title above and a sheet beside them are none."""
    reports = book(("各地报告",), ("城市", "年份", "正文"), ("北票市", 2024, TEXT), ("凌源市", 2024, TEXT))
    found = sheet_documents([reports, book(("说明",))])
    assert [(one.part, one.text.rstrip("\n"), one.metadata.region) for one in found] == [
        ("1", SEEN, "北票市"), ("2", SEEN, "凌源市")
    ]  # fmt: skip
    assert [one.part for one in sheet_documents([reports, book(*TABLE[:1], ("凌源市", 2024, TEXT), name="乙")])] == [
        "Sheet1!1", "Sheet1!2", "乙!1"
    ]  # fmt: skip


TABLE = [("城市", "年份", "正文"), ("北票市", 2024, "增长8%")]


def test_a_sheet_with_words_in_a_column_called_so_is_a_table() -> None:
    assert [one.text for one in sheet_documents([book(*TABLE)])] == ["城市\t年份\t正文\n北票市\t2024\t增长8%\n"]


def test_a_column_that_is_named_is_of_the_sheets_that_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUBIAO_TEXT_COLUMN", "摘录")
    assert [one.text for one in sheet_documents([book(("城市", "摘录"), ("北票市", "增长8%"))])] == ["增长8%"]
    assert len(sheet_documents([book(*TABLE)])) == 1


def test_sheets_that_are_years_say_so_in_their_heads() -> None:
    """One sheet a year, with tables that name none; beside another sheet the names are only names."""
    table = ("主要指标",), ("指标", "单位", "总量"), ("产值", "亿元", 8)
    (found,) = sheet_documents([book(*table, name="2022年"), book(*table, name="2023年")])
    assert [line for line in found.text.split("\n") if "总量" in line] == [
        "指标\t单位\t2022年总量",
        "指标\t单位\t2023年总量",
    ]
    assert found.metadata.year == "2023"
    (other,) = sheet_documents([book(*table, name="2022年"), book(*table, name="说明")])
    assert "2022年总量" not in other.text and other.metadata.year is None
    (places,) = sheet_documents(
        [book(("地区", "地区产值", "增速（%）"), ("甲", 8, 6), name=name) for name in ("2022", "2023")]
    )
    assert "地区\t2022年地区产值\t增速（%）\n" in places.text
    (told,) = sheet_documents([book(("指标", "2021年"), ("产值", 8), name=name) for name in ("2022", "2023")])
    assert "指标\t2021年\n" in told.text


def test_half_characters_that_json_names_fail_no_file() -> None:
    """Half of a pair of UTF-16 has no UTF-8: what cut a text in its middle left it there."""
    cut = {"text": "增长8%。\ud83d", "title": "报告\ude00"}
    (found,) = json_documents(json.dumps(cut))
    assert (found.text, found.metadata.title) == ("增长8%。\ufffd", "报告\ufffd")
    (page,) = json_documents(json.dumps({"text": "<p>增长8%。\ud83d</p>"}))
    assert page.text.strip() == "增长8%。\ufffd"
    (whole,) = json_documents(json.dumps({"text": "增长8%。\U0001f600"}))
    assert whole.text == "增长8%。\U0001f600"


def test_names_of_two_words_tell_what_a_field_is() -> None:
    given = [
        {"docTitle": f"2024年{place}政府工作报告", "siteTitle": "某网", "content": TEXT}
        for place in ("北票市", "凌源市")
    ]
    assert told(given) == [(SEEN, place, 2024) for place in ("北票市", "凌源市")]


@pytest.mark.parametrize(
    ("head", "count"),
    [(("标题", "正文"), 2), (("单位", "正文"), 1), (("标题", "内容"), 1)],
    ids=["title", "none", "name"],
)
def test_short_texts_of_a_sheet_are_reports_where_their_column_says_so(head: tuple[str, str], count: int) -> None:
    sheet = Sheet("一")
    for row, cells in enumerate(
        (head, ("2024年北票市政府工作报告", "新增学位90个。"), ("2024年凌源市报告", "新增床位7张。"))
    ):
        for column, words in enumerate(cells):
            sheet.put(row, column, words)
    assert len(sheet_documents([sheet])) == count
