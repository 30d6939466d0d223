"""The text of a PDF by the places of its glyphs. Needs the extra `mubiao[pdf]`."""

from __future__ import annotations

import ctypes
import importlib
import itertools
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import Any

from mubiao.documents.container_metadata import Content
from mubiao.documents.layout.pages.paragraphs import Paragraph, placed_paragraphs
from mubiao.documents.layout.pages.positions import Glyph, Line, Rule, printed_lines
from mubiao.documents.layout.pages.recognised import mended, unlikely
from mubiao.documents.layout.pages.tables import lines_with_tables
from mubiao.documents.layout.sources import sources_of_pages
from mubiao.documents.left_out import tell
from mubiao.documents.readers.scans import can_recognise, recognised
from mubiao.model import DocumentError

_HYPHENS = (0xFFFE, 0x2, 0xAD)  # what PDFium gives for a dash at the end of a line
_PATH = 2  # kind of an object on a page
_IMAGE = 3
_FORM = 5
_FEW = 40  # characters of a page that may be nothing but its number or a stamp
_LARGE = 0.5  # of a page: a picture that may be the page
_MIDDLE = 0.32  # of a glyph's height from its edges: a line between there strikes it
_MOST_CROSSING = 50  # lines at the height of one glyph
_MOST_SCANS = 400  # pages that are recognised of one file
_NEEDS_OCR = "the pages of the PDF are pictures: recognising their text needs an extra: pip install 'mubiao[ocr]'"
_NOTHING = "the PDF holds no text"
_THIN = 2.0  # points: what is no wider is a line
_SHORT = 4.0  # and what is no longer is none
_MOST_OBJECTS = 20_000
_TILT = 0.08  # of a quarter turn: what is turned by more is no text of the page

_Box = tuple[float, float, float, float]


def pdf_text(data: bytes) -> Content:
    """The text of all pages, one paragraph a line, tables as `layout.tables` lays them out.

    Pages that are pictures are recognised where the extra `mubiao[ocr]` is installed. Raises DocumentError when an
    extra is missing, the file is damaged or encrypted, or nothing can be read on its pages.
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
        read = _Pages(pdf, pypdfium2.raw)
    except pypdfium2.PdfiumError:
        raise DocumentError("the PDF is damaged") from None
    finally:
        pdf.close()
    return read.content()


class _Pages:
    """The lines of all pages, those that are pictures recognised if that can be."""

    def __init__(self, pdf: Any, raw: Any) -> None:
        self._raw = raw
        self._recognises = can_recognise()
        self._unsure: dict[int, set[str]] = {}  # page → figures that recognition was not sure of
        self._unread: list[int] = []
        self._lines = [self._page(pdf[number], number + 1) for number in range(len(pdf))]

    def _page(self, page: Any, number: int) -> list[Line]:
        height = page.get_height()
        parts = sorted(_glyphs(page.get_textpage(), self._raw, height).items(), key=lambda one: -len(one[1]))
        if not _is_picture(page, self._raw, sum(not glyph.text.isspace() for _, part in parts for glyph in part)):
            rules = _rules(page, self._raw, height) if parts else []
            return [line for turns, part in parts for line in _upright(part, rules, turns, height)]
        if not self._recognises or len(self._unsure) >= _MOST_SCANS:
            self._unread.append(number)
            return [line for _, part in parts for line in printed_lines(part)]
        found = recognised(page)
        self._unsure[number] = found.unsure
        for line in found.lines:
            line.scan = number
        return found.lines

    def content(self) -> Content:
        """The document. DocumentError: nothing was read."""
        if self._unread:
            tell(f"pages that are pictures: {', '.join(map(str, self._unread[:20]))}")
        found = [one for one in placed_paragraphs(self._lines) if one.text.strip()]
        lines = [Paragraph(mended(one.text), one.scan) if one.scan else one for one in found]
        if not lines:
            raise DocumentError(_NOTHING if self._recognises or not self._unread else _NEEDS_OCR)
        doubtful: list[tuple[int, int]] = []
        at = 0
        for text, scan in lines:
            if scan:
                unsure = self._unsure[scan] | self._unsure.get(scan + 1, set())
                doubtful += [(at + start, at + end) for start, end in unlikely(text, unsure)]
            at += len(text) + 1
        sources = sources_of_pages([one.scan for one in lines], doubtful, self._unread)
        return Content("".join(f"{one.text}\n" for one in lines), sources=sources)


def _is_picture(page: Any, raw: Any, characters: int) -> bool:
    """Whether a page shows more than its text tells: no text and something drawn, or little and a large picture."""
    if characters >= _FEW:
        return False
    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    if not characters:
        return bool(count)
    width, height = page.get_size()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(count):
        one = raw.FPDFPage_GetObject(page, number)
        picture = raw.FPDFPageObj_GetType(one) in (_IMAGE, _FORM)
        if picture and raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            size = (right.value - left.value) * (top.value - bottom.value)
            if size >= _LARGE * width * height:
                return True
    return False


def _glyphs(textpage: Any, raw: Any, height: float) -> dict[int, list[Glyph]]:
    """The characters of a page by the quarter turns that set them upright; what stands aslant is a watermark.

    Places are from the top left of the page as it is when it has been turned so.
    """
    found: dict[int, list[Glyph]] = defaultdict(list)
    box = raw.FS_RECTF()
    for at in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, at)
        if code in _HYPHENS:
            code = 0x2D
        elif raw.FPDFText_IsGenerated(textpage, at) == 1 or code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        quarters, aslant = divmod(raw.FPDFText_GetCharAngle(textpage, at) / (math.pi / 2) + 0.5, 1)
        if abs(aslant - 0.5) <= _TILT and raw.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(box)):
            turns = int(quarters) % 4
            found[turns].append(Glyph(chr(code), *turned(turns, height, box.left, box.top, box.right, box.bottom)))
    return found


def turned(turns: int, height: float, left: float, top: float, right: float, bottom: float) -> _Box:
    """Left, right, top and bottom of a box on the page turned upright; the given ones are from the bottom left.

    >>> turned(0, 100, 10, 90, 20, 80), turned(3, 100, 10, 90, 20, 80)
    ((10, 20, 10, 20), (80, 90, 10, 20))
    """
    if turns == 1:  # the letters lie on their right side
        return -top, -bottom, -right, -left
    if turns == 2:
        return -right, -left, bottom, top
    if turns == 3:
        return bottom, top, left, right
    return left, right, height - top, height - bottom


def _upright(glyphs: list[Glyph], rules: list[Rule], turns: int, height: float) -> list[Line]:
    """The lines of what stands upright when the page is turned; drawn lines come as on the page that is not."""
    if turns:
        boxes = [turned(turns, height, one.x0, height - one.y0, one.x1, height - one.y1) for one in rules]
        rules = [Rule(left, top, right, bottom) for left, right, top, bottom in boxes]
    return lines_with_tables(_without_struck(glyphs, rules), rules)


def _without_struck(glyphs: list[Glyph], rules: list[Rule]) -> list[Glyph]:
    """The glyphs through whose middle no line is drawn."""
    level = sorted((rule for rule in rules if not rule.upright), key=lambda rule: rule.y0)
    heights = [rule.y0 for rule in level]

    def struck(glyph: Glyph) -> bool:
        middle = (glyph.x0 + glyph.x1) / 2
        begin = bisect_left(heights, glyph.top + _MIDDLE * glyph.size)
        end = bisect_right(heights, glyph.bottom - _MIDDLE * glyph.size)
        return any(rule.x0 <= middle <= rule.x1 for rule in level[begin : min(end, begin + _MOST_CROSSING)])

    return [glyph for glyph in glyphs if not struck(glyph)] if level else glyphs


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
