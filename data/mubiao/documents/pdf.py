"""The text of a PDF, with the lines that the page width broke joined again. Needs the extra `mubiao[pdf]`."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

from mubiao.model import DocumentError

_PAGE_NUMBER = re.compile(r"[-—－–·\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?[-—－–·\s]*")
_CLOSED = "。！？；：.!?;:…”’）)】》"
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,3}[、.．章节部]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．]\D|[（(]\d{1,2}[）)]|[①-⑳]|[●◆■▲★·•])"
)
_FULL = 0.85  # a line that reaches this share of the usual width was broken by the page, not by its author


def pdf_text(data: bytes) -> str:
    """The text of all pages, one paragraph a line.

    Raises DocumentError when the extra is missing, the file is damaged or encrypted, or its pages are only pictures.
    """
    try:
        pypdfium2 = importlib.import_module("pypdfium2")
    except ImportError:
        raise DocumentError("reading PDF needs an extra: pip install 'mubiao[pdf]'") from None
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = str(error).lower()
        if "password" in reason or "security" in reason:
            raise DocumentError("the PDF is encrypted: save it without a password") from None
        raise DocumentError("the PDF is damaged") from None
    try:
        pages = [_page_lines(pdf, number) for number in range(len(pdf))]
    except pypdfium2.PdfiumError:
        raise DocumentError("the PDF is damaged") from None
    finally:
        pdf.close()
    text = join_lines(line for page in pages for line in page)
    if not text.strip():
        raise DocumentError("the PDF holds no text: its pages are pictures and would need text recognition")
    return text


def _page_lines(pdf: Any, number: int) -> list[str]:
    page = pdf[number]
    text = page.get_textpage().get_text_range()
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]


def join_lines(lines: Iterable[str]) -> str:
    """Paragraphs out of printed lines: a full line without a closing mark runs on into the next one.

    >>> join_lines(["全市生产总值增长百分之六，城镇新增就业一", "万人。", "二、今年工作"])
    '全市生产总值增长百分之六，城镇新增就业一万人。\\n二、今年工作\\n'
    """
    found = [line for line in (line.replace("\ufffe", "").replace("\u0002", "").strip() for line in lines) if line]
    width = _usual_width(found)
    paragraphs: list[str] = []
    runs_on = False
    for line in found:
        if runs_on and not _HEADING.match(line):
            gap = " " if paragraphs[-1][-1].isascii() and line[0].isascii() and line[0].isalpha() else ""
            paragraphs[-1] += gap + line
        else:
            paragraphs.append(line)
        # A full line may end with a full stop in mid-paragraph; then nothing is lost by a new line.
        runs_on = len(line) >= width * _FULL and line[-1] not in _CLOSED
    return "".join(f"{paragraph}\n" for paragraph in paragraphs)


def _usual_width(lines: list[str]) -> int:
    """The width of a full line: what the longest tenth of the lines does not exceed much."""
    if not lines:
        return 0
    lengths = sorted(map(len, lines))
    return lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
