"""Word files: the text as it is seen, and archives that are not to be trusted."""

from __future__ import annotations

import io
import zipfile

import pytest

from mubiao.documents import docx, read_bytes
from mubiao.documents.docx import docx_text
from mubiao.model import DocumentError

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def archive(body: str, *, name: str = "word/document.xml", prolog: str = "") -> bytes:
    """A Word file with this body."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(name, xml)
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
    assert docx_text(archive(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph("完"))) == "指标 \t数值\n完\n"


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
        (archive("", name="other.xml"), "no Word file"),
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
    monkeypatch.setattr(docx, "_MAX_XML", 1_000_000)
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
