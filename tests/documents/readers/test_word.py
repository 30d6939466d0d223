"""Word files: the text as it is seen, and archives that are not to be trusted."""

from __future__ import annotations

import io
import zipfile

import pytest

from mubiao.documents import read_bytes
from mubiao.documents.layout import archive as archives
from mubiao.documents.word.reader import docx_text
from mubiao.model import DocumentError

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(body: str, *, name: str = "word/document.xml", prolog: str = "", **parts: str) -> bytes:
    """A Word file with this body, and parts besides it: `styles` and `numbering` as XML, `chunk` as HTML."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(name, xml)
        file.writestr("_rels/.rels", _relations({"office": (f"{OFFICE}/officeDocument", name)}))
        kinds = {kind: (f"{OFFICE}/{'aFChunk' if kind == 'chunk' else kind}", f"{kind}.xml") for kind in parts}
        folder, _, document = name.rpartition("/")
        file.writestr(f"{folder}/_rels/{document}.rels", _relations(kinds))
        for kind, part in parts.items():
            root = f"<w:{kind} {NAMESPACES}>{part}</w:{kind}>"
            file.writestr(f"{folder}/{kind}.xml", part if kind == "chunk" else root)
    return data.getvalue()


def _relations(found: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{one}" Type="{kind}" Target="{target}"/>' for one, (kind, target) in found.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return data.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_tabs_and_breaks() -> None:
    body = (
        paragraph("一、回顾")
        + "<w:p><w:r><w:t>增长</w:t></w:r><w:r><w:tab/><w:t>6%</w:t><w:br/><w:t>左右</w:t></w:r></w:p>"
    )
    assert docx_text(archive(body)) == "一、回顾\n增长\t6%\n左右\n"


def test_tables() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("指标", "数值"))
    assert docx_text(archive(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph("完"))) == "指标\t数值\n完\n"


def test_what_is_not_seen_is_left_out() -> None:
    body = (
        paragraph("隐藏", "<w:vanish/>")
        + paragraph("可见", '<w:vanish w:val="0"/>')
        + "<w:p><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins><w:r><w:t>加上</w:t></w:r></w:ins></w:p>"
        + "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
        + "<mc:AlternateContent><mc:Choice>" + paragraph("新") + "</mc:Choice><mc:Fallback>" + paragraph("旧")
        + "</mc:Fallback></mc:AlternateContent>"
    )  # fmt: skip
    assert docx_text(archive(body)).split() == ["可见", "加上", "新"]


def test_a_word_file_is_known_by_its_content() -> None:
    data = archive(
        paragraph("2021年永春县政府工作报告")
        + paragraph("各位代表：现在我代表永春县人民政府向大会报告工作，请予审议。")
    )
    document = read_bytes(data, "report.bin")
    assert (document.region, document.year, document.kind) == ("永春县", 2021, "work_report")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped("other.xml"), "no Word file"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (archive(paragraph("一"))[:-30], "damaged"),
        (archive(paragraph("   ")), "no text"),
        (archive("<w:p><w:r>"), "breaks off"),
        (archive("<w:p>" * 2_000), "breaks off|deeper"),
        (archive(paragraph("&a;"), prolog='<!DOCTYPE w [<!ENTITY a "boom">]>'), "document type"),
        (archive(paragraph("&a;"), prolog='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "document type"),
    ],
)
def test_hostile_archives(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        docx_text(data)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 1_000_000)
    data = archive(paragraph("增" * 5_000_000))
    assert len(data) < 100_000
    with pytest.raises(DocumentError, match="unpacks to more"):
        docx_text(data)


def test_an_encrypted_member() -> None:
    data = bytearray(archive(paragraph("一")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            data[at + offset] |= 1
            at += 4
    with pytest.raises(DocumentError, match="encrypted"):
        docx_text(bytes(data))


def runs(*parts: str) -> str:
    """A paragraph of runs; a part that is no element is text."""
    return "<w:p>" + "".join(p if p.startswith("<") else f"<w:r><w:t>{p}</w:t></w:r>" for p in parts) + "</w:p>"


def raised(text: str, properties: str = '<w:vertAlign w:val="superscript"/>') -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>xuéwèi</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>学位</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
POWER = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup>"
BOX = "<w:txbxContent><w:p><w:r><w:t>图一</w:t></w:r></w:p></w:txbxContent>"
SEEN = {
    "a hyphen that never breaks": (runs("6", "<w:r><w:noBreakHyphen/></w:r>", "7%"), "6-7%"),
    "symbols": (runs('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "2万人"), "≥2万人"),
    "ornaments": (runs('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>', "2万人"), "2万人"),
    "an equation": (runs("增长", "<m:oMath><m:r><m:t>6.4</m:t></m:r></m:oMath>", "%"), "增长6.4%"),
    "a power": (
        runs("约", f"<m:oMath>{POWER}</m:oMath>"),
        "约10⁴",
    ),
    "a note mark": (runs("学位2600", raised("3"), "个"), "学位2600个"),
    "a note mark by its place": (runs("学位2600", raised("3", '<w:position w:val="8"/>'), "个"), "学位2600个"),
    "an area": (runs("28万m", raised("2"), "厂房"), "28万m²厂房"),
    "lowered digits": (runs("CO", raised("2", '<w:vertAlign w:val="subscript"/>'), "减排"), "CO2减排"),
    "readings": (runs("新增", RUBY, "70个"), "新增学位70个"),
    "struck words": (runs("增长", raised("9%", "<w:strike/>"), "8%"), "增长8%"),
    "a format that held once": (
        runs("增长", raised("8%", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")), "增长8%"
    ),
    "a paragraph mark deleted": (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>增长</w:t></w:r></w:p>" + runs("8%"), "增长8%"
    ),
    "a box in a sentence": (
        runs("增长", f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
             f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>", "8%"),
        "增长8%\n图一",
    ),
    "what is to be filled in": (
        runs("学位", "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>如5000个</w:t></w:r>"
             "</w:sdtContent></w:sdt>", "<w:sdt><w:sdtContent><w:r><w:t>90个</w:t></w:r></w:sdtContent></w:sdt>"),
        "学位90个",
    ),
    "soft hyphens": (runs("地区<w:softHyphen/>".replace("<w:softHyphen/>", "\u00ad") + "生产总值"), "地区生产总值"),
}  # fmt: skip


@pytest.mark.parametrize("case", SEEN)
def test_a_paragraph_is_what_is_seen(case: str) -> None:
    body, seen = SEEN[case]
    assert docx_text(archive(body)) == seen + "\n"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p if p[:1] == '<' else runs(p) for p in paragraphs)}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
TABLES = {
    "tab stops and tabs": (
        [[cell("指标"), cell("数值")],
         [cell("面积"), cell('<w:p><w:pPr><w:tabs><w:tab w:val="decimal" w:pos="9"/></w:tabs></w:pPr>'
                             "<w:r><w:tab/><w:t>3.5</w:t></w:r></w:p>")]],
        "指标\t数值\n面积\t3.5",
    ),
    "line breaks": (
        [[cell("指标"), cell(runs("数值", "<w:r><w:br/></w:r>", "（亩）"))], [cell("面积"), cell("3")]],
        "指标\t数值（亩）\n面积\t3",
    ),
    "a head of two rows": (
        [[cell("指标", properties=DOWN), cell("2023年", properties='<w:gridSpan w:val="2"/>')],
         [cell("", properties=ON), cell("总量"), cell("增速")],
         [cell("产值"), cell("8"), cell("9")]],
        "指标\t2023年总量\t2023年增速\n产值\t8\t9",
    ),
    "an empty corner": ([[cell(""), cell("2023年")], [cell("产值"), cell("8")]], "\t2023年\n产值\t8"),
    "merged downwards": (
        [[cell("类别"), cell("指标"), cell("数值")],
         [cell("经济", properties=DOWN), cell("产值"), cell("8")],
         [cell("", properties=ON), cell("投资"), cell("9")]],
        "类别\t指标\t数值\n经济\t产值\t8\n经济\t投资\t9",
    ),
    "a table of one cell in a cell": (
        [[cell("指标"), cell("数值")], [cell("产值"), cell(table([cell("8")]) + "<w:p/>")]], "指标\t数值\n产值\t8"
    ),
    "statements in a cell": (
        [[cell("教育"), cell("新增学位80个", "新建学校2所")]], "教育\n新增学位80个\n新建学校2所"
    ),
    "a title across": (
        [[cell("主要指标", properties='<w:gridSpan w:val="2"/>')],
         [cell("指标"), cell("数值")], [cell("产值"), cell("8")]],
        "主要指标\n指标\t数值\n产值\t8",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_a_table_is_lines_of_cells(case: str) -> None:
    rows, seen = TABLES[case]
    assert docx_text(archive(table(*rows))) == seen + "\n"


def test_a_row_that_was_deleted_is_not_there() -> None:
    rows = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('1')}</w:tr><w:tr>{cell('新')}{cell('2')}</w:tr>"
    assert docx_text(archive(f"<w:tbl>{rows}</w:tbl>")) == "新\t2\n"


def test_numbers_that_word_makes_itself() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:isLgl/></w:lvl>'
        for level, form, text in ((0, "chineseCounting", "%1、"), (1, "decimal", "%1.%2"), (2, "bullet", "●"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )

    def numbered(level: int, text: str) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
        return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    by_style = '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>安排</w:t></w:r></w:p>'
    body = numbered(0, "回顾") + numbered(1, "农业") + numbered(2, "小麦") + by_style + numbered(1, "工业")
    text = docx_text(archive(body, numbering=numbering, styles=styles))
    assert text.splitlines() == ["一、回顾", "1.1 农业", "小麦", "二、安排", "2.1 工业"]


def test_what_a_style_hides_is_not_seen() -> None:
    styles = (
        '<w:style w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="away"><w:basedOn w:val="base"/></w:style>'
    )
    styled = '<w:r><w:rPr><w:rStyle w:val="away"/>{}</w:rPr><w:t>{}</w:t></w:r>'
    body = runs("看", styled.format("", "藏"), styled.format('<w:vanish w:val="0"/>', "见"))
    hidden = '<w:p><w:pPr><w:pStyle w:val="away"/></w:pPr><w:r><w:t>藏</w:t></w:r></w:p>'
    assert docx_text(archive(body + hidden, styles=styles)) == "看见\n"


def test_a_part_of_another_kind_is_taken_in() -> None:
    text = docx_text(archive(runs("前") + '<w:altChunk r:id="chunk"/>' + runs("后"), chunk="<html><p>中</p></html>"))
    assert text == "前\n中\n后\n"


def test_the_main_part_has_any_name() -> None:
    data = archive(runs("正文"), name="word/document2.xml")
    assert read_bytes(data, "report.docx").text == "正文\n"
