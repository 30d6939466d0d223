"""Workbooks of Excel and WPS since 2007 (.xlsx, .xlsm, .et that are such)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mubiao.documents.container_metadata import Content
from mubiao.documents.layout.archive import Archive
from mubiao.documents.layout.characters import raised
from mubiao.documents.left_out import tell
from mubiao.documents.sheets.formats import BUILT_IN, shown
from mubiao.documents.sheets.grid import MAX_CELLS, Sheet, column_number, workbook
from mubiao.model import DocumentError

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

_WHAT = "Excel workbook"


def xlsx_text(data: bytes) -> Content:
    """The sheets that are shown, one after the other. DocumentError: it is damaged, encrypted, too large or empty."""
    return workbook(xlsx_sheets(data))


def xlsx_sheets(data: bytes) -> list[Sheet]:
    """The sheets that are shown. Raises DocumentError as `xlsx_text` does."""
    return list(_Book(Archive(data, _WHAT)).sheets())


class _Book:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        main = next((name for kind, name in archive.relations("").values() if kind.endswith("/officeDocument")), "")
        self._root = archive.xml(main or "xl/workbook.xml")
        self._relations = archive.relations(main or "xl/workbook.xml")
        self._strings = [_words(one) for one in self._part("/sharedStrings", "s.si")]
        properties = self._root.find("s.workbookPr")
        self._first_day = 1904 if properties is not None and properties.get("date1904") in ("1", "true") else 1900
        self._formats = self._formats_of_styles()
        self._count = 0

    def _part(self, kind: str, path: str) -> list[Element]:
        for found, name in self._relations.values():
            if found.endswith(kind) and name in self._archive.names:
                return list(self._archive.xml(name).iterfind(path))
        return []

    def _formats_of_styles(self) -> list[str]:
        """The format of numbers of each style of cells."""
        own = {
            one.get("numFmtId", ""): one.get("formatCode", "") for one in self._part("/styles", "s.numFmts/s.numFmt")
        }
        ids = [one.get("numFmtId", "0") for one in self._part("/styles", "s.cellXfs/s.xf")]
        return [own.get(one) or BUILT_IN.get(int(one) if one.isdecimal() else 0, "") for one in ids]

    def sheets(self) -> Iterator[Sheet]:
        for one in self._root.iterfind("s.sheets/s.sheet"):
            kind, name = self._relations.get(one.get("r.id", ""), ("", ""))
            if one.get("state", "visible") != "visible":
                tell("hidden sheets")
            elif kind.endswith("/worksheet"):
                yield self._sheet(one.get("name", ""), self._archive.xml(name))

    def _sheet(self, name: str, root: Element) -> Sheet:
        sheet = Sheet(name)
        for one in root.iterfind("s.cols/s.col"):
            if one.get("hidden") in ("1", "true"):
                sheet.hidden_columns.update(range(_int(one.get("min")) - 1, min(_int(one.get("max")), 16_384)))
        row_number = -1
        for row in root.iterfind("s.sheetData/s.row"):
            row_number = _int(row.get("r")) - 1 if row.get("r") else row_number + 1
            if row.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(row_number)
            column = -1
            for cell in row.iterfind("s.c"):
                column = _place(cell.get("r", ""), column + 1)
                sheet.put(row_number, column, self._shown(cell))
        for one in root.iterfind("s.mergeCells/s.mergeCell"):
            try:
                first, _, last = one.get("ref", "").partition(":")
                (top, left), (bottom, right) = column_number(first), column_number(last)
            except ValueError:
                continue
            sheet.spans[top, left] = bottom - top + 1, right - left + 1
        return sheet

    def _shown(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            found = cell.find("s.is")
            return "" if found is None else _words(found)
        value = cell.find("s.v")
        text = (value.text or "") if value is not None else ""
        if not text:
            return ""
        self._count += 1
        if self._count > MAX_CELLS:
            raise DocumentError(f"the {_WHAT} has more cells than can be read")
        if kind == "s":
            at = _int(text)
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if kind in ("str", "d"):
            return text
        if kind in ("b", "e"):
            return ""
        style = _int(cell.get("s", "0"))
        try:
            number = float(text)
        except ValueError:
            return text
        return shown(number, self._formats[style] if style < len(self._formats) else "", first_day=self._first_day)


def _place(reference: str, otherwise: int) -> int:
    try:
        return column_number(reference)[1] if reference else otherwise
    except ValueError:
        return otherwise


def _words(item: Element) -> str:
    """The text of a string, without readings and struck runs; raised digits as they are read."""
    text = ""
    for one in item:
        if one.tag == "s.t":
            text += one.text or ""
        elif one.tag == "s.r":
            words = "".join(t.text or "" for t in one.iterfind("s.t"))
            align, struck = one.find("s.rPr/s.vertAlign"), one.find("s.rPr/s.strike")
            if struck is not None and struck.get("val", "1") not in ("0", "false"):
                continue
            text += raised(words, text) if align is not None and align.get("val") == "superscript" else words
    return text


def _int(text: str | None) -> int:
    try:
        return int(text or "0")
    except ValueError:
        return 0
