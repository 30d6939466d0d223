"""Sheets, OpenDocument, RTF, EPUB, saved pages and collections: files made here, element by element."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from mubiao.documents import read, read_each
from mubiao.documents.readers.epub import epub_text
from mubiao.documents.readers.mht import mht_text
from mubiao.documents.readers.opendocument import opendocument_text
from mubiao.documents.readers.rtf import rtf_text
from mubiao.documents.reading import read_bytes, read_bytes_each
from mubiao.documents.sheets.formats import shown
from mubiao.documents.sheets.xlsx import xlsx_text
from mubiao.ingest import prepare_each
from mubiao.model import DocumentError

SHARED = Path(__file__).parents[4] / "shared" / "files"


def archive(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return data.getvalue()


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(*sheets: str, formats: tuple[str, ...] = (), states: tuple[str, ...] = ()) -> bytes:
    """A workbook of these sheets; style n+1 of its cells has the n-th format of numbers."""
    numbers = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    cells = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    names = "".join(
        f'<sheet name="表{n}" r:id="s{n}" state="{states[n] if n < len(states) else "visible"}"/>'
        for n in range(len(sheets))
    )
    targets = [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(len(sheets))]
    targets.append(("styles", "styles", "styles.xml"))
    relations = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{k}" Target="{t}"/>' for i, k, t in targets)
    return archive(
        {
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><numFmts>{numbers}</numFmts><cellXfs>{cells}</cellXfs>'
            "</styleSheet>",
            **{
                f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{SHEET}">{s}</worksheet>'
                for n, s in enumerate(sheets)
            },
        }
    )


def rows(*given: tuple[object, ...], style: int = 0) -> str:
    """Rows of cells from A1 on: text, numbers, and None for those that are not there."""
    found = ""
    for number, row in enumerate(given, 1):
        cells = ""
        for column, value in enumerate(row):
            name = f"{chr(65 + column)}{number}"
            if isinstance(value, str):
                cells += f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>'
            elif value is not None:
                cells += f'<c r="{name}" s="{style}"><v>{value}</v></c>'
        found += f'<row r="{number}">{cells}</row>'
    return f"<sheetData>{found}</sheetData>"


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (0.063, "0.0%", "6.3%"),
        (-0.018, "0.0%", "-1.8%"),
        (1342.6, "#,##0.0", "1,342.6"),
        (2023, '0"年"', "2023年"),
        (-5.26, "0.0_ ;[Red]\\-0.0\\ ", "-5.3"),
        (-5.2, "0.0;(0.0)", "-5.2"),
        (-0.035, "0.0%_);(0.0%)", "-3.5%"),
        (-1.2, '0.0"亿元";[Red]0.0"亿元"', "-1.2亿元"),
        (-1.2, "0.0;0.0", "1.2"),
        (-1.2, '0.0;"下降"0.0', "下降1.2"),
        (-0.04, "0.0;(0.0)", "(0.0)"),
        (0.1 + 0.2, "General", "0.3"),
        (2.5, "0", "3"),
        (12500000, '#,##0.0,,"百万"', "12.5百万"),
        (45292, "yyyy/m/d", "2024年1月1日"),
        (45292, 'yyyy"年"m"月"', "2024年1月"),
        (1e300, "0.00", "1e+300"),
        (8, '"约"0.##', "约8"),
        (-0.04, "0.0", "0.0"),
    ],
)
def test_a_number_is_what_its_format_shows(value: float, code: str, seen: str) -> None:
    assert shown(value, code) == seen


def test_a_sheet_is_its_tables() -> None:
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B2:C2"/><mergeCell ref="A2:A3"/></mergeCells>'
    sheet = rows(("主要指标",), ("指标", "2023年"), (None, "总量（亿元）", "增速（%）"), ("产值", 8, 9)) + merged
    assert xlsx_text(xlsx(sheet)).text == "主要指标\n指标\t2023年总量（亿元）\t2023年增速（%）\n产值\t8\t9\n"


def test_a_sheet_shows_formats_and_hides_what_is_hidden() -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    sheet = columns + rows(("指标", "旧", "2023年"), ("产值", 0.5, 0.063), style=1)
    assert xlsx_text(xlsx(sheet, rows(("藏", 1)), formats=("0.0%",), states=("visible", "hidden"))).text == (
        "指标\t2023年\n产值\t6.3%\n"
    )


def test_a_sheet_without_a_title_has_its_name() -> None:
    """As data frames are written, with the title of the table as the name of the sheet."""
    table = rows(("指标", "2023年"), ("产值", 8))
    book = xlsx(table)
    named, nameless = (book_named(table, name) for name in ("2023年邻水县主要指标", "Sheet1"))
    assert [xlsx_text(one).text.split("\n")[0] for one in (named, nameless, book)] == [
        "2023年邻水县主要指标", "指标\t2023年", "指标\t2023年"
    ]  # fmt: skip
    titled = book_named(rows(("产值表",), ("指标", "2023年"), ("产值", 8)), "2023年邻水县主要指标")
    assert xlsx_text(titled).text.startswith("产值表\n")


def book_named(sheet: str, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx(sheet))) as book:
        parts = {one: book.read(one).decode() for one in book.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('name="表0"', f'name="{name}"')
    return archive(parts)


def test_a_million_empty_rows_are_nothing() -> None:
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>完</t></is></c></row>' + "<row/>" * 300_000
    assert xlsx_text(xlsx(sheet + '<row r="1048576"><c r="XFD1048576"/></row></sheetData>')).text == "完\n"


def test_a_workbook_without_words_is_refused() -> None:
    with pytest.raises(DocumentError, match="no cells"):
        xlsx_text(xlsx(rows((None,))))


TEXT, TABLE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
ODF = (
    f'xmlns:text="{TEXT}" xmlns:table="{TABLE}" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)


def opendocument(body: str, kind: str = "text", styles: str = "") -> bytes:
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = (
        f"<office:document-content {ODF}>{automatic}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    )
    return archive({"content.xml": content + "</office:document-content>"})


def test_an_open_text() -> None:
    styles = (
        '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="gone"><style:text-properties text:display="none"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、" '
        'style:num-format="一, 二, 三, ..."/></text:list-style>'
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    body = (
        f'<text:list text:style-name="L">{item.format("回顾")}{item.format("安排")}</text:list>'
        '<text:p>厂房9万m<text:span text:style-name="up">2</text:span>，'
        '<text:span text:style-name="gone">藏</text:span>'
        '学位26<text:span text:style-name="up">3</text:span>个<text:note><text:p>注</text:p></text:note>。</text:p>'
        "<text:tracked-changes><text:p>旧</text:p></text:tracked-changes>"
        "<table:table><table:table-row><table:table-cell><text:p>指标</text:p></table:table-cell><table:table-cell>"
        "<text:p>数值</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert (
        opendocument_text(opendocument(body, styles=styles))
        == "一、回顾\n二、安排\n厂房9万m²，学位26个。\n指标\t数值\n"
    )


def test_sections_and_paragraphs_that_are_hidden_are_not_seen() -> None:
    hidden = "<text:p>学位{}个。</text:p>"
    sections = [
        f'<text:section text:display="none">{hidden.format(1)}</text:section>',
        f'<text:section text:display="condition" text:is-hidden="true">{hidden.format(2)}</text:section>',
        f'<text:section text:display="condition" text:is-hidden="false">{hidden.format(3)}</text:section>',
        "<text:p>学位4个<text:hidden-paragraph/>。</text:p>",
        '<text:p>学位5个<text:hidden-paragraph text:is-hidden="false"/>。</text:p>',
    ]
    assert opendocument_text(opendocument("".join(sections))).split() == ["学位3个。", "学位5个。"]


def test_what_is_to_be_filled_in_is_not_seen() -> None:
    body = (
        '<text:p>学位<text:variable-set text:display="none">99</text:variable-set>'
        "<text:placeholder>&lt;如5000个&gt;</text:placeholder><text:conditional-text>14</text:conditional-text>个。</text:p>"
    )
    assert opendocument_text(opendocument(body)) == "学位14个。\n"


@pytest.mark.parametrize("inside", [True, False])
def test_equations_of_an_open_text(inside: bool) -> None:
    """They stand in the frame, or in a document of their own as word processors write them."""
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mn>6.4</mn><mi>%</mi></math>'
    frame = '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:object {}</draw:frame>'
    link = f'xmlns:x="http://www.w3.org/1999/xlink" x:href="./{"none" if inside else "Formula-0"}"'
    made = frame.format(f"{link}>{math if inside else ''}</draw:object>")
    data = opendocument(f"<text:p>增长{made}左右。</text:p>")
    with zipfile.ZipFile(whole := io.BytesIO(data), "a") as file:
        file.writestr("Formula-0/content.xml", f"<!DOCTYPE math>{math}")
    assert opendocument_text(whole.getvalue()) == "增长6.4%左右。\n"


def test_an_open_sheet() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    row = "<table:table-row>{}</table:table-row>"
    body = (
        "<table:table>" + row.format(cell.format("指标") + cell.format("2023年") + empty)
        + row.format(cell.format("产值") + cell.format("6.3%"))
        + f'<table:table-row table:number-rows-repeated="1000000">{empty}</table:table-row></table:table>'
    )  # fmt: skip
    assert read_bytes(opendocument(body, "spreadsheet"), "x.ods").text == "指标\t2023年\n产值\t6.3%\n"


def test_rtf_tells_columns_by_edges_alone() -> None:
    """LibreOffice writes no \\clmrg: a cell over two columns is one whose right edge is that of the second."""
    wide = r"\trowd\trleft-108\clvmgf\cellx2052\cellx6372\cellx8531 \intbl 指标\cell 2023年\cell 2024年目标\cell\row"
    narrow = (
        r"\trowd\trleft-108\clvmrg\cellx2052\cellx4212\cellx6379\cellx8531 \intbl \cell 量\cell 速\cell 量\cell\row"
    )
    figures = r"\trowd\trleft-108\cellx2052\cellx4212\cellx6372\cellx8531 \intbl 产值\cell 8\cell 6\cell 9\cell\row"
    source = "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in wide + narrow + figures)
    text = rtf_text((r"{\rtf1\ansi " + source + r"\pard end\par}").encode())
    assert text == "指标\t2023年量\t2023年速\t2024年目标量\n产值\t8\t6\t9\nend\n"


def test_rtf_has_tables_in_cells() -> None:
    inner = (
        r"\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx10\cellx20\nestrow}{\nonesttables\par}"
    )
    outer = r"\trowd\cellx500\cellx900\pard\intbl x\cell y\par " + inner + r"\pard\intbl z\cell\row\pard end\par}"
    assert rtf_text((r"{\rtf1\ansi " + outer).encode()) == "x\ny\na\tb\nz\nend\n"


def test_rtf() -> None:
    source = (
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 a;}}{\stylesheet{\s0 n;}{\*\cs5\v k;}}"
        r"{\pard{\listtext\u19968?\u12289?\tab}\u22238?\u39038?\par}"
        "\\pard\\f0 \\'d4\n\\'f6\\'b3\\'a4"
        r"{\deleted 9%}8%{\v 7}{\cs5 6}{\super 1}\u65292?m{\super 2}{\footnote x}\_3\par"
        r"\trowd\cellx1\cellx2\pard\intbl \u25351?\cell\pard\intbl 2023\cell\row"
        r"\trowd\cellx1\cellx2\pard\intbl a\cell\pard\intbl\tab 5\cell\row\pard end\par}"
    )
    assert rtf_text(source.encode()) == "一、回顾\n增长8%，m²-3\n指\t2023\na\t5\nend\n"


def test_an_epub() -> None:
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/>'
        '</manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    data = archive(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/c.opf"/></rootfiles></container>',
            "O/c.opf": book, "O/nav.xhtml": "<html><p>目录</p></html>", "O/a.xhtml": "<html><p>一&nbsp;章</p></html>",
            "O/b.xhtml": "<html><p>二</p></html>",
        }
    )  # fmt: skip
    assert epub_text(data).text == "一 章\n二\n"


def test_the_style_sheet_of_a_book_strikes_and_raises() -> None:
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/>'
        '<item id="s" href="s.css" media-type="text/css"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    data = archive(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>',
            "c.opf": book, "s.css": ".x { text-decoration: line-through; }\n.y { position: relative; top: -0.33em; }",
            "a.xhtml": '<p>农房<span class="x">7</span>80户<span class="y">1</span>，9万m<span class="y">2</span></p>',
        }
    )  # fmt: skip
    assert epub_text(data).text == "农房80户，9万m²\n"


@pytest.mark.parametrize("namespace", ["http://www.ofdspec.org/2016", "http://example.org/other"])
def test_ofd_in_any_namespace(namespace: str) -> None:
    spaced = f'xmlns:ofd="{namespace}"'

    def shown(x: float, y: float, text: str, steps: str = "") -> str:
        code = f'<ofd:TextCode X="0" Y="4" DeltaX="{steps}">{text}</ofd:TextCode>'
        return f'<ofd:TextObject Boundary="{x} {y} 90 5" Size="5">{code}</ofd:TextObject>'

    rows = [("指标", "数值"), ("产值", "8.5"), ("投资", "9")]
    table = "".join(shown(20, 60 + 10 * n, a) + shown(80, 60 + 10 * n, b) for n, (a, b) in enumerate(rows))
    page = shown(20, 20, "全年增长百分之", "g 6 5") + shown(20, 30, "六。") + table
    data = archive(
        {
            "OFD.xml": f"<ofd:OFD {spaced}><ofd:DocBody><ofd:DocRoot>D/Doc.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "D/Doc.xml": f'<ofd:Document {spaced}><ofd:Pages><ofd:Page BaseLoc="P/C.xml"/></ofd:Pages></ofd:Document>',
            "D/P/C.xml": f"<ofd:Page {spaced}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )
    assert read_bytes(data, "a.ofd").text == "全年增长百分之六。\n指标\t数值\n产值\t8.5\n投资\t9\n"


def test_a_saved_page_is_decoded_by_its_bytes() -> None:
    page = "<html><title>报告甪</title><p>增长甪</p></html>".encode("gbk")
    quoted = "".join(f"={byte:02X}" for byte in page)
    head = 'From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = 'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    data = f"{head}--b\r\n{part}{quoted}\r\n--b--\r\n".encode()
    assert mht_text(data).text == "增长甪\n"
    assert read_bytes(data, "page").title == "报告甪"


def told(data: bytes, name: str) -> list[tuple[str, str, int | None, str | None]]:
    return [(one.name, one.text, one.year, one.region) for one in read_bytes_each(data, name)]


RECORDS = [
    {"省份": "湖南省", "城市": "长沙市", "年份": 2022, "正文": "增长一\n成"},
    {"省份": "湖南省", "城市": "", "年份": 2023, "正文": "增长二成"},
    {"省份": "湖南省", "城市": "", "年份": 2023, "正文": ""},
]
FOUND = [("1", "增长一\n成", 2022, "长沙市"), ("2", "增长二成", 2023, "湖南省")]


def test_the_records_in_an_answer_of_a_site() -> None:
    answer = {"code": 200, "data": {"total": 2, "list": RECORDS}}
    assert told(json.dumps(answer).encode(), "c.json") == [(f"c.json#{part}", *rest) for part, *rest in FOUND]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".parquet", ".csv", ".tsv"])
def test_a_collection_is_a_document_a_row(suffix: str) -> None:
    frame, data = pl.DataFrame(RECORDS), io.BytesIO()
    if suffix == ".parquet":
        frame.write_parquet(data)
    elif suffix in (".csv", ".tsv"):
        frame.write_csv(data, separator="\t" if suffix == ".tsv" else ",")
    else:
        lines = "\n".join(json.dumps(one) for one in RECORDS)
        data.write((lines if suffix == ".jsonl" else json.dumps(RECORDS)).encode())
    expected = [(f"c{suffix}#{part}", *rest) for part, *rest in FOUND]
    assert told(data.getvalue(), f"c{suffix}") == expected


def test_a_file_of_numbers_is_a_table() -> None:
    data = "晋江市主要指标,,\n指标,单位,2023年\n产值,亿元,8\n".encode("gbk")
    assert [text for _, text, *_ in told(data, "a.csv")] == ["晋江市主要指标\n指标\t单位\t2023年\n产值\t亿元\t8\n"]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"[1, 2, 3]", "a.json", "no texts in it"),
        (b'[{"a": 1}]', "a.json", "no column of texts among a"),
        (b"{", "a.json", "no JSON"),
        (b"[" * 100_000, "a.json", "no JSON"),
        (archive({"x": "y"}), "a.zip", "zip archive"),
        (archive({"x": "y"}), "a.docx", "no Word file"),
        (archive({"ppt/x.xml": "y"}), "a.pptx", "PowerPoint"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx",
         "an Excel workbook with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 90, "a.doc", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 90, "a.xls", "damaged"),
        (b"PAR1 and nothing else", "a.parquet", "damaged"),
        (b"{\\rtf1 }", "a.rtf", "no text"),
        (b"{\\rtf1" + b"{" * 100_000, "a.rtf", "deeper"),
        (archive({"content.xml": "<a>"}), "a.odt", "breaks off"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        list(read_bytes_each(data, name))
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not there")
@pytest.mark.parametrize("name", ["office/report.doc", "sheets/old_sheet.xls"])
def test_old_office_files(name: str) -> None:
    document = read(SHARED / name)
    assert document.region and document.year and "\t" in document.text
    assert [one.text for one in read_each(SHARED / name)] == [document.text]


def test_the_column_of_the_texts_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps([{"正文": "一", "摘录": "二"}]).encode()
    monkeypatch.setenv("MUBIAO_TEXT_COLUMN", "摘录")
    assert [text for _, text, *_ in told(data, "a.json")] == ["二"]
    monkeypatch.setenv("MUBIAO_TEXT_COLUMN", "没有")
    with pytest.raises(DocumentError, match="no column 没有, only 正文, 摘录"):
        told(data, "a.json")


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    book, document = tmp_path / "a.xlsx", tmp_path / "a.docx"
    book.write_bytes(xlsx(rows(("看", 1)), rows(("藏", 1)), states=("visible", "hidden")))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p><w:r><w:t>看</w:t><w:object/><w:footnoteReference/></w:r></w:p>"
    part = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    document.write_bytes(archive({"word/document.xml": part}))
    found = [one.left_out for path in (book, document) for one in prepare_each(path)]
    assert found == [("hidden sheets",), ("embedded objects, such as equations and charts", "footnotes")]


def test_broken_quotes_do_not_swallow_rows() -> None:
    data = '指标,2022年,2023年\n产值,3,"4\n投资,5,6\n'.encode("gbk")
    assert [text for _, text, *_ in told(data, "a.csv")] == ['指标\t2022年\t2023年\n产值\t3\t"4\n投资\t5\t6\n']
