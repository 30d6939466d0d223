"""The text of a PDF by the places of its glyphs. Needs the extra `mubiao[pdf]`."""

from __future__ import annotations

import ctypes
import importlib
import itertools
from typing import Any

from mubiao.documents.layout.page_tables import with_tables
from mubiao.documents.layout.paragraphs import paragraphs
from mubiao.documents.layout.positions import Glyph, Line, Rule, printed_lines
from mubiao.documents.left_out import tell
from mubiao.model import DocumentError

_HYPHENS = (0xFFFE, 0x2, 0xAD)  # what PDFium gives for a dash at the end of a line
_PATH = 2  # kind of an object on a page
_FORM = 5
_THIN = 2.0  # points: what is no wider is a line
_SHORT = 4.0  # and what is no longer is none
_MOST_OBJECTS = 20_000


def pdf_text(data: bytes) -> str:
    """The text of all pages, one paragraph a line, tables as `layout.tables` lays them out.

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
            raise DocumentError("this is a PDF with a password: save it without one") from None
        raise DocumentError("the PDF is damaged") from None
    try:
        pages = [_page(pdf[number], pypdfium2.raw) for number in range(len(pdf))]
    except pypdfium2.PdfiumError:
        raise DocumentError("the PDF is damaged") from None
    finally:
        pdf.close()
    pictures = [str(number) for number, page in enumerate(pages, 1) if not page]
    if pictures and len(pictures) < len(pages):
        tell(f"pages without text: {', '.join(pictures[:20])}")
    text = "".join(f"{one}\n" for one in paragraphs(pages) if one.strip())
    if not text.strip():
        raise DocumentError("the PDF holds no text: its pages are pictures and would need text recognition")
    return text


def _page(page: Any, raw: Any) -> list[Line]:
    height = page.get_height()
    glyphs = _glyphs(page.get_textpage(), raw, height)
    if not glyphs:
        return []
    return with_tables(printed_lines(glyphs), _rules(page, raw, height), glyphs)


def _glyphs(textpage: Any, raw: Any, height: float) -> list[Glyph]:
    found = []
    box = raw.FS_RECTF()
    for at in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, at)
        if code in _HYPHENS:
            code = 0x2D
        elif raw.FPDFText_IsGenerated(textpage, at) == 1 or code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        if raw.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(box)):
            found.append(Glyph(chr(code), box.left, box.right, height - box.top, height - box.bottom))
    return found


def _rules(page: Any, raw: Any, height: float) -> list[Rule]:
    """The straight lines that are drawn, upright and level, thin boxes too."""
    found: list[Rule] = []
    for number in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        one = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(one) == _PATH:
            _of_path(one, raw, height, found)
    return found


def _of_path(path: Any, raw: Any, height: float, found: list[Rule]) -> None:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float, bool]] = []
    for number in range(min(raw.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        place = matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        moved = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        points.append((place[0], height - place[1], moved))
        if raw.FPDFPathSegment_GetClose(segment):
            start = next((p for p in reversed(points) if p[2]), points[0])
            points.append((start[0], start[1], False))
    edges = [
        Rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for a, b in itertools.pairwise(points)
        if not b[2]
    ]
    found += [
        edge
        for edge in edges
        if min(edge.x1 - edge.x0, edge.y1 - edge.y0) <= _THIN and max(edge.x1 - edge.x0, edge.y1 - edge.y0) >= _SHORT
    ]
