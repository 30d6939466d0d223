"""OFD, the layout format of GB/T 33190: the text of its pages by the places of its characters."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mubiao.documents.layout.archive import Archive
from mubiao.documents.layout.pages.paragraphs import paragraphs
from mubiao.documents.layout.pages.positions import Glyph, Line
from mubiao.documents.layout.pages.tables import lines_with_tables
from mubiao.documents.layout.xml import parse
from mubiao.model import DocumentError

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

_WHAT = "OFD file"
_MOST = 200_000  # characters of a page
_ASCENT = 0.86  # of the size: what a character has above its base line


def ofd_text(data: bytes) -> str:
    """The text of all pages of all documents in the file, one paragraph a line.

    Raises DocumentError when it is damaged, encrypted, or its pages are only pictures. Names count in any namespace.
    """
    archive = Archive(data, _WHAT)
    if "Encryptions.xml" in archive.names:
        raise DocumentError("this is an OFD file with a password: save it without one")
    roots = [(one.text or "").strip() for one in archive.xml("OFD.xml").iter() if _local(one) == "DocRoot"]
    pages = [page for root in roots for page in _pages(archive, root.lstrip("/"))]
    text = "".join(f"{one}\n" for one in paragraphs(pages) if one.strip())
    if not text.strip():
        raise DocumentError("the OFD file holds no text: its pages are pictures and would need text recognition")
    return text


def _local(one: Element) -> str:
    return one.tag.rpartition(".")[2]


def _pages(archive: Archive, root: str) -> Iterator[list[Line]]:
    document = archive.xml(root)
    for one in document.iter():
        if _local(one) != "Page" or not (place := one.get("BaseLoc")):
            continue
        name = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(root), place)
        name = posixpath.normpath(name)
        if name in archive.names:
            glyphs = list(_glyphs(parse(archive.bytes(name), _WHAT)))
            yield lines_with_tables(glyphs)


def _glyphs(page: Element) -> Iterator[Glyph]:
    count = 0
    objects = (one for one in page.iter() if _local(one) == "TextObject")
    seen = (one for one in objects if one.get("Visible", "true").lower() != "false")
    for _, same in itertools.groupby(seen, key=lambda one: one.get("Boundary")):
        line = list(same)
        upon = _lie_upon_each_other(line)
        for glyph in _in_turn(line) if upon else (glyph for one in line for glyph in _of_object(one)):
            count += 1
            if count > _MOST:
                raise DocumentError("a page of the OFD file has more characters than any real one")
            yield glyph


def _said(one: Element) -> str:
    return "".join(code.text or "" for code in one if _local(code) == "TextCode")


def _lie_upon_each_other(objects: list[Element]) -> bool:
    """Whether each of several objects has the place of their line, from its left end on, as easyofd writes spans."""
    if len(objects) < 2 or not objects[0].get("Boundary") or len({_said(one) for one in objects}) < len(objects):
        return False
    height = [*_numbers(objects[0].get("Boundary", "")), 0.0, 0.0, 0.0, 0.0][3]
    glyphs = [next(_of_object(one), None) for one in objects]
    lined = all(glyph is not None and height < 3 * glyph.size for glyph in glyphs)
    return lined and all(_from_left(one) for one in objects)


def _from_left(one: Element) -> bool:
    codes = [code for code in one if _local(code) == "TextCode"]
    plain = len(codes) == 1 and not codes[0].get("DeltaY") and not one.get("CTM")
    return plain and _numbers(codes[0].get("X", "0"))[:1] in ([], [0.0])


def _in_turn(objects: list[Element]) -> Iterator[Glyph]:
    """The characters of such objects one after the other over the width of their line."""
    glyphs = [glyph for one in objects for glyph in _of_object(one)]
    left, _, width = [*_numbers(objects[0].get("Boundary", "")), 0.0, 0.0, 0.0][:3]
    wide = [_natural(glyph.text, glyph.bottom - glyph.top) for glyph in glyphs]
    scale = width / sum(wide) if width > 0 < sum(wide) else 1.0
    bottom = max(glyph.bottom for glyph in glyphs)
    top = min(glyph.top for glyph in glyphs)
    at = left
    for glyph, own in zip(glyphs, wide, strict=True):
        yield Glyph(glyph.text, at, at + own * scale, top, bottom)
        at += own * scale


def _natural(char: str, size: float) -> float:
    return size if ord(char) > 0x2E7F or char in "“”‘’…—" else size / 2


def _of_object(one: Element) -> Iterator[Glyph]:
    """The characters of a text object, each at its own place."""
    left, top = [*_numbers(one.get("Boundary", "")), 0.0, 0.0][:2]
    size = next(iter(_numbers(one.get("Size") or one.get("size") or "")), 3.5)
    matrix = _numbers(one.get("CTM", ""))
    across = matrix[0] if len(matrix) == 6 and matrix[0] > 0 else 1.0
    down = matrix[3] if len(matrix) == 6 and matrix[3] > 0 else 1.0
    shift = (matrix[4], matrix[5]) if len(matrix) == 6 else (0.0, 0.0)
    x = y = 0.0
    for code in one:
        if _local(code) != "TextCode":
            continue
        text = code.text or ""
        x = next(iter(_numbers(code.get("X", ""))), x)
        y = next(iter(_numbers(code.get("Y", ""))), y)
        steps, falls = _steps(code.get("DeltaX", "")), _steps(code.get("DeltaY", ""))
        place, base = x, y
        for at, char in enumerate(text):
            width = _natural(char, size)
            step = steps[at] if at < len(steps) else width
            start = left + shift[0] + place * across
            bottom = top + shift[1] + (base + (1 - _ASCENT) * size) * down
            yield Glyph(char, start, start + min(width, step or width) * across, bottom - size * down, bottom)
            place += step
            base += falls[at] if at < len(falls) else 0.0


def _numbers(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"-?\d{1,9}(?:\.\d{1,30})?", text)]


def _steps(text: str) -> list[float]:
    """The distances between characters; `g 13 5` stands for thirteen times 5."""
    found: list[float] = []
    parts = text.split()
    at = 0
    while at < len(parts) and len(found) < _MOST:
        if parts[at] == "g" and at + 2 < len(parts) and parts[at + 1].isdecimal():
            found += _numbers(parts[at + 2])[:1] * min(int(parts[at + 1]), _MOST)
            at += 3
        else:
            found += _numbers(parts[at])[:1]
            at += 1
    return found
