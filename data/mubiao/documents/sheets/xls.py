"""Workbooks of Excel 97–2003 and of WPS (.xls, .et), by xlrd."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from mubiao.documents.layout.archive import one_line
from mubiao.documents.left_out import tell
from mubiao.documents.sheets.formats import shown
from mubiao.documents.sheets.grid import Sheet
from mubiao.model import DocumentError

_TEXT, _NUMBER, _DATE = 1, 2, 3


def xls_sheets(data: bytes) -> list[Sheet]:
    """The sheets that are shown. DocumentError: it has a password, is damaged, or the extra is missing."""
    try:
        xlrd = importlib.import_module("xlrd")
    except ImportError:
        raise DocumentError("reading old Excel workbooks needs an extra: pip install 'mubiao[office]'") from None
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Silence(), on_demand=True)
        return list(_sheets(book))
    except DocumentError:
        raise
    except Exception as error:  # of a library that reads structures as they come
        if "encrypted" in str(error).lower():
            raise DocumentError("this is an Excel workbook with a password: save it without one") from None
        raise DocumentError(f"the Excel workbook is damaged: {one_line(error)}") from None


class _Silence:
    def write(self, _: str) -> None:
        """What the library wants to say of a file is not for the terminal."""

    def flush(self) -> None:
        pass


def _sheets(book: Any) -> Iterator[Sheet]:
    for number in range(book.nsheets):
        found = book.sheet_by_index(number)
        if found.visibility:
            tell("hidden sheets")
            continue
        sheet = Sheet(found.name)
        for row in range(found.nrows):
            for column in range(found.row_len(row)):
                sheet.put(row, column, _shown(book, found.cell(row, column)))
        for top, bottom, left, right in found.merged_cells:
            sheet.spans[top, left] = bottom - top, right - left
        sheet.hidden_rows |= {row for row, how in found.rowinfo_map.items() if how.hidden}
        sheet.hidden_columns |= {column for column, how in found.colinfo_map.items() if how.hidden}
        yield sheet
        book.unload_sheet(number)


def _shown(book: Any, cell: Any) -> str:
    if cell.ctype == _TEXT:
        return str(cell.value)
    if cell.ctype not in (_NUMBER, _DATE):
        return ""
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    how = book.format_map.get(style.format_key) if style is not None else None
    return shown(cell.value, how.format_str if how else "", first_day=1904 if book.datemode else 1900)
