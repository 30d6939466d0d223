"""Facts of sheets name their cells, whichever kind of workbook the sheet comes from and whatever stands around it."""

from __future__ import annotations

import pytest

from mubiao import extract
from mubiao.documents.layout.sources import Place, Sources, column_name, sources_of_sheets
from mubiao.documents.reading import document_from_text, read_bytes
from mubiao.documents.sheets.grid import Sheet, workbook
from mubiao.model import Document


def sheet(name: str, cells: dict[str, str], **spans: tuple[int, int]) -> Sheet:
    """A sheet of words by the names of their cells."""
    from mubiao.documents.sheets.grid import column_number

    found = Sheet(name)
    for place, words in cells.items():
        found.put(*column_number(place), words)
    found.spans.update({column_number(place): size for place, size in spans.items()})
    return found


def document(*sheets: Sheet) -> Document:
    content = workbook(sheets)
    return document_from_text(content.text, sources=content.sources)


def cells(found: Document) -> dict[str, str]:
    """What is printed → the last part of its section."""
    return {fact.printed: fact.section.rpartition(" › ")[2] for fact in extract(found)}


def test_a_fact_names_its_cell() -> None:
    found = document(
        sheet(
            "主要指标",
            {"B2": "灵宝市主要指标", "B4": "指标", "C4": "2023年", "B5": "（亿元）", "B6": "地区生产总值（亿元）",
             "C6": "742.6", "D4": "2022年", "D6": "715.8", "B8": "固定资产投资（亿元）", "C8": "351.2", "D8": "368.1"},
            B2=(1, 3),
        )
    )  # fmt: skip
    assert cells(found) == {
        "742.6": "主要指标!C6",
        "715.8": "主要指标!D6",
        "351.2": "主要指标!C8",
        "368.1": "主要指标!D8",
    }


def test_rows_and_columns_that_are_hidden_are_counted() -> None:
    one = sheet("Sheet1", {"A1": "指标", "B1": "单位", "C1": "藏", "D1": "2023年", "A2": "藏", "A3": "粮食产量",
                           "B3": "万吨", "C3": "1", "D3": "73.4"})  # fmt: skip
    one.hidden_columns, one.hidden_rows = {2}, {1}
    assert cells(document(one)) == {"73.4": "Sheet1!D3"}


def test_sheets_are_told_apart_and_odd_names_are_quoted() -> None:
    first = sheet("2023 年", {"A1": "指标", "B1": "2023年", "A2": "粮食产量（万吨）", "B2": "73.4"})
    second = sheet("o'hara", {"A1": "指标", "B1": "2024年目标", "A2": "粮食产量（万吨）", "B2": "75"})
    assert cells(document(first, second)) == {"73.4": "'2023 年'!B2", "75": "'o''hara'!B2"}


def test_sentences_in_a_cell_name_it_too() -> None:
    words = "2023年新增学位412个，新增床位860张，建成公园6处，培育企业33家，新建道路12条，改造管网18公里。" * 3
    found = document(sheet("实事", {"A1": "序号", "B1": "内容", "A2": "1", "C2": words}))
    assert set(cells(found).values()) == {"实事!C2"}


def test_a_table_as_csv_has_cells_without_a_sheet() -> None:
    found = read_bytes("武冈市主要指标,,\n\n指标,单位,2023年\n粮食产量,万吨,73.4\n".encode(), "one.csv")
    assert cells(found) == {"73.4": "C4"}


def test_a_text_has_no_cells() -> None:
    assert Sources("甲\t1\n", None).cell(2) is None
    told = sources_of_sheets([None, Place("表", 7, (0, 2, 3)), Place("表", 8, (0, 2, 3))])
    assert told is not None and told.count("line") == 2
    found = Sources("题\n甲\t1\t2\n乙\t3\t4\n", told)
    assert [found.cell(at) for at in (0, 2, 4, 6, 12)] == [None, "表!A7", "表!C7", "表!D7", "表!D8"]


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (26, "AA"), (16_383, "XFD")])
def test_columns_have_names(number: int, name: str) -> None:
    assert column_name(number) == name


def test_the_row_of_the_whole_place_is_of_what_its_column_says() -> None:
    found = document(
        sheet("各县", {"A1": "2023年温州市分县指标", "A2": "地区", "B2": "地区生产总值（亿元）", "A3": "全市",
                     "B3": "8730.6", "A4": "乐清市", "B4": "1662.1"}, A1=(1, 2))
    )  # fmt: skip
    assert [(fact.region, fact.indicator, fact.printed) for fact in extract(found)] == [
        *(("温州市", "gdp", "8730.6"), ("乐清市", "gdp", "1662.1")),
    ]
