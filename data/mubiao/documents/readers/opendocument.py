"""OpenDocument texts and sheets (.odt, .ods), which LibreOffice writes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mubiao.documents.container_metadata import Content
from mubiao.documents.layout.archive import Archive
from mubiao.documents.layout.characters import raised, single_blanks, visible
from mubiao.documents.layout.equations import plain_mathml
from mubiao.documents.layout.tables.rows import PrintedCell, Table, table_lines
from mubiao.documents.layout.xml import parse
from mubiao.documents.readers.workbooks import sheet_documents
from mubiao.documents.sheets.grid import MAX_CELLS, Sheet
from mubiao.documents.word.numbering import FORMS
from mubiao.model import DocumentError

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

_UNSEEN = frozenset((
    "text.tracked-changes", "text.note", "office.annotation", "text.ruby-text", "text.sequence-decls",
    "text.table-of-content", "text.bookmark-start", "text.soft-page-break", "office.forms", "text.hidden-text",
    "text.placeholder",
))  # fmt: skip
_FORMS = {
    "一, 二, 三, ...": "chineseCounting",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "１, ２, ３, ...": "decimalFullWidth",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_MANY = 1_000


def opendocument_text(data: bytes) -> str | list[Content]:
    """The text of a document, or what a workbook holds. DocumentError: it is damaged, encrypted or empty."""
    archive = Archive(data, "OpenDocument file")
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.bytes("META-INF/manifest.xml"):
        raise DocumentError("this is an OpenDocument file with a password: save it without one")
    root = archive.xml("content.xml")
    styles = archive.xml("styles.xml") if "styles.xml" in archive.names else None
    book = root.find("office.body/office.spreadsheet")
    if book is not None:
        return sheet_documents(_sheets(book, _Styles([root])))
    body = root.find("office.body/office.text")
    reader = _Reader(_Styles([one for one in (styles, root) if one is not None]), archive)
    lines = list(_as_lines(reader.blocks(root if body is None else body)))
    text = "\n".join(line.strip(" ") for line in lines).strip("\n")
    if not text.strip():
        raise DocumentError("the OpenDocument file holds no text")
    return text + "\n"


def _as_lines(blocks: list[str | Table]) -> Iterator[str]:
    for block in blocks:
        yield from (block.split("\n") if isinstance(block, str) else table_lines(block))


class _Styles:
    """Which styles hide, strike or raise, and how lists are numbered."""

    def __init__(self, roots: list[Element]) -> None:
        self._properties: dict[str, dict[str, str]] = {}
        self._parents: dict[str, str] = {}
        self.lists: dict[str, dict[int, Element]] = {}
        self.list_of: dict[str, str] = {}  # of a style of paragraphs
        for root in roots:
            for style in root.iter("style.style"):
                name = style.get("style.name", "")
                found = self._properties.setdefault(name, {})
                for properties in ("style.text-properties", "style.table-column-properties", "style.table-properties"):
                    one = style.find(properties)
                    found |= {} if one is None else dict(one.attrib)
                self._parents[name] = style.get("style.parent-style-name", "")
                self.list_of[name] = style.get("style.list-style-name", "")
            for one in root.iter("text.list-style"):
                levels = {int(level.get("text.level", "1")): level for level in one if level.get("text.level")}
                self.lists[one.get("style.name", "")] = levels

    def told(self, name: str, key: str) -> str:
        for _ in range(20):
            if (found := self._properties.get(name, {}).get(key)) is not None:
                return found
            name = self._parents.get(name, "")
            if not name:
                break
        return ""

    def unseen(self, name: str) -> bool:
        struck = self.told(name, "style.text-line-through-style") or self.told(name, "style.text-line-through-type")
        return self.told(name, "text.display") == "none" or struck not in ("", "none")

    def up(self, name: str) -> bool:
        place = self.told(name, "style.text-position")
        return place.startswith("super") or (place[:1].isdigit() and not place.startswith("0%"))


_HIDES = "text.hidden-paragraph"


def _is_hidden(one: Element) -> bool:
    """Whether a section is not shown, or the field in a paragraph hides it."""
    if one.tag == "text.section":
        told = one.get("text.display", "")
        return told == "none" or (told == "condition" and one.get("text.is-hidden", "true") == "true")
    return one.tag == _HIDES and one.get("text.is-hidden", "true") == "true"


class _Reader:
    def __init__(self, styles: _Styles, archive: Archive | None = None) -> None:
        self._styles = styles
        self._archive = archive  # where equations stand, as documents of their own
        self._boxes: list[Element] = []
        self._counts: dict[str, dict[int, int]] = {}

    def blocks(self, parent: Element) -> list[str | Table]:
        found: list[str | Table] = []
        for one in parent:
            if one.tag in _UNSEEN or _is_hidden(one):
                continue
            if one.tag in ("text.p", "text.h"):
                found.append(self._paragraph(one))
                found += self._beside()
            elif one.tag == "text.list":
                found += self._list(
                    one, one.get("text.style-name", ""), 1, one.get("text.continue-numbering") == "true"
                )
            elif one.tag == "table.table":
                found.append(self._table(one))
            else:
                found += self.blocks(one)
        return found

    def _beside(self) -> list[str | Table]:
        boxes, self._boxes = self._boxes, []
        return [block for box in boxes for block in self.blocks(box)]

    def _list(self, parent: Element, style: str, level: int, on: bool) -> list[str | Table]:
        """Items with the numbers that their list gives them; a list that goes on counts on."""
        counts = self._counts.setdefault(style, {})
        if level == 1 and not on:
            counts.clear()
        found: list[str | Table] = []
        for item in parent:
            first = item.tag == "text.list-item"
            for one in item:
                if one.tag == "text.list":
                    found += self._list(one, one.get("text.style-name", style) or style, level + 1, True)
                elif one.tag in ("text.p", "text.h"):
                    text = self._paragraph(one)
                    if first and text.strip():
                        counts[level] = counts.get(level, 0) + 1
                        for deeper in [n for n in counts if n > level]:
                            del counts[deeper]
                        text = self._number(style, level, counts) + text
                        first = False
                    found.append(text)
                    found += self._beside()
                else:
                    found += self.blocks(item)
                    break
        return found

    def _number(self, style: str, level: int, counts: dict[int, int]) -> str:
        how = self._styles.lists.get(style, {}).get(level)
        if how is None or how.tag != "text.list-level-style-number" or not how.get("style.num-format"):
            return ""
        depth = int(how.get("text.display-levels", "1") or "1")
        numbers = []
        for at in range(max(1, level - depth + 1), level + 1):
            own = self._styles.lists[style].get(at, how)
            form = own.get("style.num-format", "1")
            numbers.append(FORMS.get(_FORMS.get(form, ""), str)(counts.get(at, 1)))
        text = how.get("style.num-prefix", "") + ".".join(numbers) + how.get("style.num-suffix", "")
        return text + (" " if text[-1:].isalnum() else "")

    def _paragraph(self, one: Element) -> str:
        if self._styles.unseen(one.get("text.style-name", "")) or any(map(_is_hidden, one.iter(_HIDES))):
            return ""
        return visible(self._inline(one, "", False))

    def _inline(self, parent: Element, before: str, up: bool) -> str:
        """What a paragraph or a part of it shows, behind the text `before`."""
        text = parent.text or ""
        text = raised(text, before) if up else text
        for one in parent:
            tag = one.tag
            if tag == "text.s":
                told = one.get("text.c", "1")
                text += " " * min(int(told) if told.isdecimal() else 1, _MANY)
            elif tag == "text.tab":
                text += "\t"
            elif tag == "text.line-break":
                text += "\n"
            elif tag == "draw.frame" and (equation := self._equation(one, before + text)):
                text += equation
            elif tag in ("draw.frame", "draw.custom-shape", "draw.text-box", "draw.g", "draw.rect"):
                self._boxes.append(one)
            elif (
                tag not in _UNSEEN
                and one.get("text.display") != "none"
                and not self._styles.unseen(one.get("text.style-name", ""))
            ):
                lifted = tag == "text.span" and self._styles.up(one.get("text.style-name", ""))
                text += self._inline(one, before + text, lifted)
            text += one.tail or ""
        return text

    def _equation(self, frame: Element, before: str) -> str:
        """What the equation in a frame shows, if it holds one."""
        found = frame.find("draw.object")
        if found is None:
            return ""
        root = found.find("math")
        name = posixpath.normpath(found.get("href", "").strip("/") or "none") + "/content.xml"
        if root is None and self._archive is not None and name in self._archive.names:
            root = parse(self._archive.bytes(name), self._archive.what, doctype=True)
        return plain_mathml(root, before) if root is not None and root.tag == "math" else ""

    def _table(self, table: Element) -> Table:
        found = Table()
        for row, head in _rows(table):
            cells: list[PrintedCell] = []
            for one in row:
                if one.tag == "table.table-cell":
                    lines: list[str | Table] = []
                    for block in self.blocks(one):
                        words = block.replace("\t", " ").split("\n") if isinstance(block, str) else ()
                        lines += [line for line in map(single_blanks, words) if line] if words else [block]
                    times = min(_count(one, "table.number-columns-repeated"), _MANY if lines else 64)
                    spans = _count(one, "table.number-columns-spanned"), _count(one, "table.number-rows-spanned")
                    cells += [PrintedCell(lines, *spans) for _ in range(times)]
            found.head_rows += head
            found.rows.append(cells)
        return found


def _rows(table: Element, head: bool = False) -> Iterator[tuple[Element, bool]]:
    for one in table:
        if one.tag == "table.table-row":
            yield one, head
        elif one.tag in ("table.table-header-rows", "table.table-rows", "table.table-row-group"):
            yield from _rows(one, head or one.tag.endswith("header-rows"))


def _count(one: Element, name: str) -> int:
    told = one.get(name, "1")
    return max(1, int(told)) if told.isdecimal() and len(told) < 9 else 1


def _sheets(book: Element, styles: _Styles) -> Iterator[Sheet]:
    reader = _Reader(styles)
    for table in book.iterfind("table.table"):
        if styles.told(table.get("table.style-name", ""), "table.display") == "false":
            continue
        sheet = Sheet(table.get("table.name", ""))
        column = 0
        for one in table.iter("table.table-column"):
            times = _count(one, "table.number-columns-repeated")
            if one.get("table.visibility") in ("collapse", "filter"):
                sheet.hidden_columns.update(range(column, column + min(times, 16_384)))
            column += times
        _fill(sheet, table, reader)
        yield sheet


def _fill(sheet: Sheet, table: Element, reader: _Reader) -> None:
    row_number, count = 0, 0
    for row, _ in _rows(table):
        column = 0
        times = _count(row, "table.number-rows-repeated")
        words_in_row = False
        for cell in row:
            across = _count(cell, "table.number-columns-repeated")
            if cell.tag == "table.table-cell" and len(cell):
                words = "\n".join(block for block in reader.blocks(cell) if isinstance(block, str))
                for at in range(across if words.strip() else 0):
                    for down in range(min(times, _MANY)):
                        sheet.put(row_number + down, column + at, words)
                        count += 1
                    if count > MAX_CELLS:
                        raise DocumentError("the workbook has more cells than can be read")
                    words_in_row = True
                rows = _count(cell, "table.number-rows-spanned")
                columns = _count(cell, "table.number-columns-spanned")
                if rows > 1 or columns > 1:
                    sheet.spans[row_number, column] = rows, columns
            column += across
        if words_in_row and row.get("table.visibility") in ("collapse", "filter"):
            sheet.hidden_rows.update(range(row_number, row_number + min(times, _MANY)))
        row_number += times
