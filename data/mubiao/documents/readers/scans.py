"""Pages that are pictures: their characters by text recognition. Needs the extra `mubiao[ocr]`.

The engine is rapidocr with onnxruntime, whose models come in its package: nothing is downloaded. Its guess whether a
line stands on its head is not asked for: it turns a lone 6 over. What it gives are lines with four corners; they are
set upright together, and their characters spread over them, so that the page is laid out as that of any other PDF is.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import Any

from mubiao.documents.layout.pages.positions import Glyph, Line, Rule
from mubiao.documents.layout.pages.recognised import figures
from mubiao.documents.layout.pages.tables import lines_with_tables
from mubiao.documents.patience import getting_on
from mubiao.model import DocumentError

_PIXELS = 2_000  # of the longer side of a page: more takes longer and reads no better
_MEGABYTES = 3_000  # of addresses that the engine takes: 900 of memory
_UNSURE = 0.93  # a line that the engine gives less than this
_WIDE = 0x2E80  # characters from here on take a full place
_PADDING = 0.14  # of its height: what a box has around its characters, on each side
_RULE = 0.025  # of the longer side: dark runs from this length on are drawn lines

Corners = Sequence[Sequence[float]]


@dataclass(slots=True)
class Recognised:
    """What was read of a page: its lines, and figures that the engine was not sure of."""

    lines: list[Line] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)


def can_recognise() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:
    # Few threads: each takes memory of its own, and the machine has other work.
    threads = "EngineConfig.onnxruntime.intra_op_num_threads"
    given = {"Global.use_cls": False, "Global.log_level": "critical", "Global.max_side_len": _PIXELS, threads: 2}
    return importlib.import_module("rapidocr").RapidOCR(params=given)


def recognised(page: Any) -> Recognised:
    """The lines of a page of pypdfium2, in points from its top left."""
    getting_on(_MEGABYTES)
    width, height = page.get_size()
    scale = _PIXELS / max(width, height, 1.0)
    picture = page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3]
    try:
        found = _engine()(picture)
    except Exception as error:  # of a library that calls others
        if "bad_alloc" in str(error):
            raise MemoryError from None
        raise DocumentError(f"recognising text failed: {type(error).__name__}") from None
    if found.boxes is None or found.txts is None:
        return Recognised()
    boxes = [([(float(x) / scale, float(y) / scale) for x, y in box]) for box in found.boxes]
    return laid_out(list(zip(boxes, found.txts, map(float, found.scores), strict=True)), _rules(picture, scale))


def laid_out(boxes: Sequence[tuple[Corners, str, float]], rules: Sequence[Rule] = ()) -> Recognised:
    """Lines of (corners, text, score) as the eye puts them together; corners from the top left, clockwise."""
    tilt = _tilt([box for box, _, _ in boxes])
    glyphs = [glyph for box, text, _ in boxes for glyph in _spread(_upright(box, tilt), text)]
    if not glyphs:
        return Recognised()
    drawn = rules if abs(tilt) < 0.004 else ()
    lines = lines_with_tables(glyphs, drawn)
    unsure = {figure for _, text, score in boxes if score < _UNSURE for figure in figures(text)}
    return Recognised(lines, unsure)


def _tilt(boxes: Sequence[Corners]) -> float:
    """By how much the page is turned, in radians: what most of the long lines say."""
    angles = []
    for box in boxes:
        across, down = box[1][0] - box[0][0], box[1][1] - box[0][1]
        if across > 5 * math.dist(box[0], box[3]):
            angles.append(math.atan2(down, across))
    return median(angles) if angles else 0.0


def _upright(box: Corners, tilt: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box when the page is turned back."""
    cos, sin = math.cos(tilt), math.sin(tilt)
    turned = [(x * cos + y * sin, y * cos - x * sin) for x, y in box]
    left, right = (turned[0][0] + turned[3][0]) / 2, (turned[1][0] + turned[2][0]) / 2
    top, bottom = (turned[0][1] + turned[1][1]) / 2, (turned[3][1] + turned[2][1]) / 2
    return left, top, right, bottom


def _spread(box: tuple[float, float, float, float], text: str) -> list[Glyph]:
    """The characters of a line, each where it must be about."""
    left, top, right, bottom = box
    edge = _PADDING * (bottom - top)
    left, top, right, bottom = left + edge, top + edge, right - edge, bottom - edge
    widths = [1.0 if ord(char) >= _WIDE or char in "“”‘’…—‰" else 0.5 for char in text]
    if not widths or right <= left or bottom <= top:
        return []
    unit = (right - left) / sum(widths)
    found, at = [], left
    for char, width in zip(text, widths, strict=True):
        found.append(Glyph(char, at, at + width * unit, top, bottom))
        at += width * unit
    return found


def _rules(picture: Any, scale: float) -> list[Rule]:
    """The drawn lines of a picture: dark runs, level and upright."""
    cv2, numpy = importlib.import_module("cv2"), importlib.import_module("numpy")
    grey = cv2.cvtColor(numpy.ascontiguousarray(picture), cv2.COLOR_BGR2GRAY)
    dark = cv2.threshold(grey, 160, 255, cv2.THRESH_BINARY_INV)[1]
    length = int(max(picture.shape[:2]) * _RULE)
    found = []
    for size in ((length, 1), (1, length)):
        runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        for x, y, w, h, _ in cv2.connectedComponentsWithStats(runs)[2][1:]:
            if min(w, h) <= length / 4:  # else it is a dark area
                x0, y0, x1, y1 = x / scale, y / scale, (x + w) / scale, (y + h) / scale
                middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
                level = size[1] == 1
                found.append(Rule(x0, middle_y, x1, middle_y) if level else Rule(middle_x, y0, middle_x, y1))
    return found
