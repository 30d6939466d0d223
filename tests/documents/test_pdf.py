"""PDF: lines joined to paragraphs, and files that cannot be read. The files are made here, byte by byte."""

from __future__ import annotations

import importlib.util

import pytest

from mubiao.documents import pdf, read_bytes
from mubiao.documents.pdf import join_lines, pdf_text
from mubiao.model import DocumentError

needs_extra = pytest.mark.skipif(
    importlib.util.find_spec("pypdfium2") is None, reason="the extra mubiao[pdf] is absent"
)


def made(lines: list[str], trailer: str = "") -> bytes:
    """A PDF of one page with these lines in the built-in Helvetica."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 12 Tf 50 700 Td {shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    text, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(text)
    text += f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R {trailer}>>\n"
    text += f"startxref\n{start}\n%%EOF\n"
    return text.encode("latin-1")


@needs_extra
def test_text_of_a_page() -> None:
    assert "growth of 6.5 per cent" in pdf_text(made(["GDP had a growth of 6.5 per cent"]))
    assert read_bytes(made(["GDP grew by 6.5 per cent"]), "x.txt").kind == "other"


@needs_extra
def test_pages_that_are_pictures() -> None:
    with pytest.raises(DocumentError, match="text recognition"):
        pdf_text(made([]))


@needs_extra
def test_an_encrypted_file() -> None:
    lock = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O ({'a' * 32}) /U ({'b' * 32}) >>"
    with pytest.raises(DocumentError, match="encrypted"):
        pdf_text(made(["secret"], f"/Encrypt {lock} /ID [(1) (1)] "))


@needs_extra
@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\nnothing here", b"%PDF-" + bytes(1000)])
def test_a_damaged_file(data: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged"):
        pdf_text(data)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(DocumentError, match=r"mubiao\[pdf\]"):
        pdf_text(b"%PDF-1.7")


def test_lines_broken_by_the_page_are_joined() -> None:
    lines = [
        "一、二〇二三年工作回顾",
        "全县生产总值突破五百亿元，比上年增长百分之",
        "六点五，城镇新增就业一万二千人，均超过年初",
        "目标。",
        "- 3 -".strip(),
        "二、今年工作",
    ]
    text = join_lines(line for line in lines if not pdf._PAGE_NUMBER.fullmatch(line))
    assert text.splitlines() == [
        "一、二〇二三年工作回顾",
        "全县生产总值突破五百亿元，比上年增长百分之六点五，城镇新增就业一万二千人，均超过年初目标。",
        "二、今年工作",
    ]


def test_a_heading_never_runs_into_the_line_before() -> None:
    text = join_lines(["推进项目建设推进项目建设推进项目建设推进", "（一）壮大产业", "（二）优化环境"])
    assert text.splitlines() == ["推进项目建设推进项目建设推进项目建设推进", "（一）壮大产业", "（二）优化环境"]


def test_nothing_gives_nothing() -> None:
    assert join_lines([]) == ""
    assert join_lines(["", "  "]) == ""
